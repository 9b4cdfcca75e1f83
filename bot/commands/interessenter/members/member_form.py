"""The forms of a member: what is known of the municipality, and who has a function for it. And a member that leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, Input, SelectInput, TextInput
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.interessenter.dialogue.dialogue_card import UNDO
from bot.commands.interessenter.members.member_card import (
    LEAVE,
    LIST_MEMBERS,
    NO_MEMBER,
    member_card,
    member_of,
)
from bot.commands.interessenter.members.member_words import LANGUAGES, RECIPIENT_NAMES
from bot.commands.interessenter.municipality import place_name, read_place
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.fault import Fault
from bot.commands.parse.time import read_day
from content.municipalities import municipality
from models.members.changing import EDIT, lock_members, remove_member, renumber_member, save_member
from models.members.functions import MAYOR
from models.members.members import MemberRow, members
from models.register import edits
from models.tables import Edit

SAVE_MEMBER, LEAVE_CONFIRMED = "interessent.medlem.lagre", "interessent.medlem.meld_ut"
LIMITS = {"municipality": 120, "region": 200, "joined": 40}
FIRST_YEAR = 1800


def open_member(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a member, or of a new one."""
    member = member_of(ask, session, press.value) if press.value else None
    return Reply(card=NO_MEMBER) if press.value and member is None else member_form(ask, session, member)


def more_of_member(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Perform the action chosen in the menu of a member: ask before it leaves."""
    member = member_of(ask, session, press.value)
    if member is None:
        return Reply(card=NO_MEMBER)
    return Reply(card=_confirm(member)) if press.chosen == LEAVE else Reply(card=stale())


def leave(ask: Ask, press: Press, session: Session) -> Reply:
    """Record that a municipality is no longer a member."""
    lock_members(session, ask.workspace.id)
    member = member_of(ask, session, press.value)
    if member is None:
        return Reply(card=NO_MEMBER, replace=True)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, EDIT, ask.now)
    remove_member(session, ask.workspace.id, member, edit)
    sentence = f"{member.label} er tatt av lista over medlemmer. Vervene folk hadde der for oss, er avsluttet."
    buttons = (Button("Angre", UNDO, str(edit.id)), Button("Alle medlemmer", LIST_MEMBERS, ""))
    card = Card("Ikke medlem lenger", (Paragraph(line(sentence)), Controls(buttons)), summary=sentence)
    return Reply(card=card, replace=True)


def member_form(ask: Ask, session: Session, member: MemberRow | None, name: str = "") -> Form:
    """Return the form of a member with what is known; of a new one with the name that was written, if any."""
    languages = tuple(Choice(each, code) for code, each in LANGUAGES.items())
    receivers = tuple(Choice(each, function) for function, each in RECIPIENT_NAMES.items())
    return Form(
        "Medlem" if member else "Nytt medlem",
        SAVE_MEMBER,
        (
            TextInput(
                "municipality",
                "Kommune",
                member.label if member else clean(name)[: LIMITS["municipality"]],
                "Navnet på kommunen, eller kommunenummeret.",
                max_length=LIMITS["municipality"],
            ),
            _region_input(ask, session, member),
            TextInput(
                "joined",
                "Medlem siden",
                (member.joined if member else "") or "",
                "Et år eller en dato, som 2004 eller 1.1.2004.",
                optional=True,
                max_length=LIMITS["joined"],
            ),
            SelectInput(
                "recipient",
                "Det som gjelder ordføreren, skal til",
                receivers,
                member.recipient if member else MAYOR,
                "Slik kommunen har valgt. En rådgiver svarer for ordføreren.",
            ),
            SelectInput("language", "Målform", languages, member.language if member else "nb"),
        ),
        state=member.number if member else "",
    )


def submit_member(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store a member, or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    lock_members(session, ask.workspace.id)
    known = {each.number: each for each in members(session, ask.workspace.id, ask.pack)}
    if sent.state and sent.state not in known:
        return Reply(card=NO_MEMBER)
    number = _number(values.get("municipality", ""), known.get(sent.state))
    joined = read_joined(values.get("joined", ""), ask.today)
    wrong = {**length_errors(values, LIMITS), **dict(_wrong(number, joined, sent.state, known))}
    if wrong or isinstance(number, Fault) or isinstance(joined, Fault):
        return FormErrors(wrong)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, EDIT, ask.now)
    member = _moved(session, ask, known[sent.state], number, edit) if sent.state else _new_row(number)
    wanted: dict[str, Any] = {
        "name": _name(number) or member.name,
        "region": values.get("region", ""),
        "joined": joined,
        "language": values.get("language") if values.get("language") in LANGUAGES else "nb",
        "recipient": values.get("recipient") if values.get("recipient") in RECIPIENT_NAMES else MAYOR,
    }
    save_member(session, ask.workspace.id, member, wanted, edit)
    return saved_reply(ask, session, number, edit, is_new=not sent.state)


def saved_reply(ask: Ask, session: Session, number: str, edit: Edit, *, is_new: bool = False) -> Reply:
    """Return the card of a member as it is now, with a button to undo the edit."""
    member = member_of(ask, session, number)
    if member is None:
        return Reply(card=NO_MEMBER)
    card = member_card(ask, session, member)
    sentence = f"{member.label} er lagt inn som medlem." if is_new else f"{member.label} er oppdatert."
    undo = Controls((Button("Angre", UNDO, str(edit.id)),))
    return Reply(card=Card(card.title, (Paragraph(line(sentence)), *card.parts, undo), summary=sentence))


def read_joined(text: str, today: date) -> str | Fault | None:
    """Return since when somebody is a member, as a year or an ISO day; None if nothing is written."""
    if not text:
        return None
    if text.isdecimal():
        year = int(text) if len(text) <= len(str(today.year)) else 0
        fault = Fault(f"Skriv et år fra {FIRST_YEAR} til {today.year}, eller en dato.")
        return str(year) if FIRST_YEAR <= year <= today.year else fault
    day = read_day(text, today, "backward")
    if day is None:
        return Fault(f"Jeg forstår ikke «{text}». Skriv et år eller en dato, som 2004 eller 1.1.2004.")
    if isinstance(day, Fault):
        return day
    return day.isoformat() if day <= today else Fault("Dagen har ikke vært ennå. Skriv når kommunen ble medlem.")


def _number(text: str, known: MemberRow | None) -> str | Fault:
    """Return the number of the municipality that is written; of one that is no longer in the list if it is not changed."""
    if known and municipality(known.number) is None and text == clean(known.label):
        return known.number
    read = read_place(text)
    return Fault("Skriv hvilken kommune det er.") if read is None else read


def _wrong(
    number: str | Fault, joined: str | Fault | None, state: str, known: Mapping[str, MemberRow]
) -> Iterator[tuple[str, str]]:
    if isinstance(number, Fault):
        yield "municipality", number.text
    elif number != state and number in known:
        yield "municipality", f"{known[number].label} står på lista fra før."
    if isinstance(joined, Fault):
        yield "joined", joined.text


def _moved(session: Session, ask: Ask, known: MemberRow, number: str, edit: Edit) -> MemberRow:
    """Return the member with the number it has now; its people are moved if that is another number than before."""
    if number == known.number:
        return known
    renumber_member(session, ask.workspace.id, known, number, _name(number), edit)
    return replace(_new_row(number), region=known.region)


def _name(number: str) -> str:
    known = municipality(number)
    return known.name if known else place_name(number) or ""


def _new_row(number: str) -> MemberRow:
    known = municipality(number)
    return MemberRow(number, _name(number), known.county if known else "")


def _region_input(ask: Ask, session: Session, member: MemberRow | None) -> Input:
    own = [each.name for each in ask.pack.organisation.subregions]
    others = {each.region for each in members(session, ask.workspace.id, ask.pack) if each.region}
    names = [*own, *sorted(others - {*own})]
    region = member.region if member else ""
    if not names:
        return TextInput("region", "Delregion", region, optional=True, max_length=LIMITS["region"])
    return SelectInput(
        "region", "Delregion", tuple(Choice(each, each) for each in names), region or None, optional=True
    )


def _confirm(member: MemberRow) -> Card:
    sentence = f"Er {member.label} ikke medlem lenger? Da avsluttes vervene folk har der for oss. Folkene blir stående i registeret."
    leaving = Button("Ikke medlem lenger", LEAVE_CONFIRMED, member.number, style="danger")
    return Card(f"{member.label} ut av lista?", (Paragraph(line(sentence)), Controls((leaving,))), summary=sentence)
