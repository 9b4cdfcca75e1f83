"""Following up the same day: taking a message, handing it on, and closing it with what was done."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Paragraph, line
from bot.cards.followup import CLOSE, NOT_RELEVANT, TAKE, by_when
from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.effekt.written import reach_of, told_effect
from bot.commands.parse.clean import clean, short
from bot.commands.parse.entries import LINK, MAX_LINK
from bot.commands.parse.numbers import row_id
from models import followups, outgoing
from models.cases import case_at
from models.effects import NewEffect, add
from models.followups import Followed, Message, by_id
from models.matching.matcher import matcher_of
from models.nudges.followup import KIND, OVERDUE_KIND, REMINDER_KIND, key_of, reminders
from models.tables import FollowUp

SUBMIT = "oppfolging.lukk"
DEEDS = (
    ("kommentar", "Kommentar til journalist", "medieoppslag"),
    ("innlegg", "Leserinnlegg eller kronikk", "medieoppslag"),
    ("egen-sak", "Egen sak", "medieoppslag"),
    ("some", "Sosiale medier", "some-innlegg"),
    ("oppringing", "Oppringing", "oppringinger"),
    ("ikke-aktuelt", "Ikke aktuelt", None),
)
"""What may have been done: its name, its words, and the kind of effect it counts as (an id of the pack's `effekter`)."""
LONGEST = 2_000
ENDED = Card(
    "Oppfølgingen er avsluttet",
    (Paragraph(line("Noen har avsluttet denne oppfølgingen i mellomtiden.")),),
    summary="Oppfølgingen er avsluttet.",
)


@dataclass(frozen=True)
class Taken:
    """What came of taking a message. `renew` are the bot's messages that say something else now (see `Reply`)."""

    card: Card | None = None
    renew: tuple[tuple[str, str], ...] = ()


def take(ask: Ask, session: Session, message: Message, told_at: datetime) -> Taken:
    """Log that the person follows up a message today, and plan what is told of it."""
    themes = matcher_of(ask.pack.media).match(message.text).themes
    themed = replace(message, theme=next(iter(themes), message.theme))
    row, what = followups.follow(session, ask.workspace, themed, ask.user_id, ask.now, told_at)
    if what is Followed.NOTHING_NEW:
        return Taken()
    if what is Followed.TAKEN:
        _plan(ask, session, row)
    return Taken(_taken(ask, row, what), _shown(ask, session, row))


def call_off(ask: Ask, session: Session, channel: str, message: str, told_at: datetime) -> Taken:
    """Call a follow-up off, whose owner took the reaction away before anything was done."""
    row = followups.call_off(session, ask.workspace, channel, message, ask.user_id, told_at)
    if row is None:
        return Taken()
    if row.state == followups.CANCELLED:
        reason = "oppfølgingen er avlyst"
        kinds = (KIND, REMINDER_KIND, OVERDUE_KIND)
        outgoing.call_off(session, ask.workspace.id, kinds, key_of(row.id), reason)
    else:
        # Whoever has it now is reminded; what is planned already is not planned again.
        _plan(ask, session, row)
    return Taken(renew=_shown(ask, session, row))


def ask_what_was_done(ask: Ask, session: Session, channel: str, message: str) -> Card | None:
    """Return the way to the form that closes a message's open follow-up; None where there is none."""
    row = followups.of_message(session, ask.workspace.id, channel, message)
    if row is None:
        return None
    button = Button("Fortell hva dere gjorde", CLOSE, str(row.id), style="primary")
    said = "Bra! Fortell kort hva dere gjorde, så teller det i effektloggen."
    return Card("Fulgt opp", (Paragraph(line(said)), Controls((button,))), summary=said)


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form that closes a follow-up."""
    row = _open(ask, session, press.value)
    if row is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    return Form(
        "Hva ble gjort?",
        SUBMIT,
        (
            SelectInput("deed", "Hva gjorde dere?", tuple(Choice(said, name) for name, said, _ in DEEDS)),
            TextInput("link", "Lenke", optional=True, max_length=MAX_LINK),
            TextInput(
                "reach", "Hvor mange nådde det?", hint="Et omtrentlig tall holder.", optional=True, max_length=20
            ),
            TextInput("result", "Hva førte det til?", multiline=True, optional=True, max_length=LONGEST),
        ),
        submit="Lagre",
        state=f"{row.id}:{ask.message_id}",
        intro=line(f"«{short(' '.join(row.text.split()), 120)}»"),
    )


def close(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Close a follow-up, and write down what was done."""
    followup, _, message = sent.state.partition(":")
    deed = next((each for each in DEEDS if each[0] == sent.values.get("deed")), None)
    link = clean(sent.values.get("link", ""))
    reach = reach_of(sent.values.get("reach", ""))
    errors = {
        "deed": None if deed else "Velg hva dere gjorde.",
        "link": "Skriv hele adressen, for eksempel https://www.nrk.no/." if link and not LINK.fullmatch(link) else None,
        "reach": reach if isinstance(reach, str) else None,
    }
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or deed is None or isinstance(reach, str):
        return FormErrors(wrong)
    row = followups.close(session, ask.workspace.id, row_id(followup), ask.user_id, ask.now)
    if row is None:
        return Reply(card=ENDED, refresh=message)
    _, said, kind = deed
    if kind is None:
        return Reply(card=_closed(said), refresh=message, renew=_shown(ask, session, row))
    title = f"{said}: {short(' '.join(row.text.split()), 150)}"
    new = NewEffect(
        kind,
        title,
        ask.today,
        theme=row.theme,
        reach=reach,
        link=link or row.link,
        result=sent.values.get("result", "").strip()[:LONGEST] or None,
        followup_id=row.id,
    )
    effect = add(session, ask.workspace.id, ask.user_id, new, ask.now)
    return Reply(card=told_effect(ask.pack, effect, ask.today), refresh=message, renew=_shown(ask, session, row))


def take_over(ask: Ask, press: Press, session: Session) -> Reply:
    """Make the person who presses its owner."""
    row = followups.hand_over(session, ask.workspace.id, row_id(press.value), ask.user_id)
    if row is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    _plan(ask, session, row)
    card = _taken(ask, row, Followed.TAKEN)
    return Reply(card=card, refresh=ask.message_id, renew=_shown(ask, session, row))


def not_relevant(ask: Ask, press: Press, session: Session) -> Reply:
    """Close a follow-up that there was no need of."""
    row = followups.close(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now)
    if row is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    return Reply(card=_closed("Ikke aktuelt"), refresh=ask.message_id, renew=_shown(ask, session, row))


def _plan(ask: Ask, session: Session, row: FollowUp) -> None:
    """Plan the card in the thread, the owner's reminders, and what is told when the time is out; each once."""
    workspace, thread = ask.workspace.id, outgoing.thread_address(row.channel, row.thread or row.message)
    outgoing.plan(session, workspace, outgoing.THREAD, thread, KIND, key_of(row.id), ask.now)
    for name, at in reminders(ask.now, row.due_at).items():
        key = key_of(row.id, row.told_at, f"{name}:{row.owner}")
        outgoing.plan(session, workspace, "person", row.owner or ask.user_id, REMINDER_KIND, key, at)
    key = key_of(row.id, row.told_at, "ute")
    outgoing.plan(session, workspace, outgoing.THREAD, thread, OVERDUE_KIND, key, row.due_at)


def _shown(ask: Ask, session: Session, row: FollowUp) -> tuple[tuple[str, str], ...]:
    """Return the messages that show a follow-up: the card in its thread, and the case's own where it is one."""
    card = outgoing.stands(session, ask.workspace.id, KIND, key_of(row.id))
    case = case_at(session, ask.workspace.id, row.channel, row.message)
    return (*((card,) if card else ()), *(((case.channel, case.card),) if case else ()))


def _open(ask: Ask, session: Session, value: str) -> FollowUp | None:
    row = by_id(session, ask.workspace.id, row_id(value))
    return row if row is not None and row.state == followups.OPEN else None


def _taken(ask: Ask, row: FollowUp, what: Followed) -> Card:
    when = by_when(row, ask.workspace.zone, ask.today)
    said = (
        f"Du følger opp denne. Frist {when}." if what is Followed.TAKEN else f"Du er med på oppfølgingen. Frist {when}."
    )
    return Card("Oppfølging", (Paragraph(line(said)),), summary=said)


def _closed(said: str) -> Card:
    return Card(
        "Oppfølgingen er avsluttet", (Paragraph(line(f"{said}.")),), summary=f"Oppfølgingen er avsluttet: {said}."
    )


PRESSES: dict[str, PressHandler] = {CLOSE: open_form, TAKE: take_over, NOT_RELEVANT: not_relevant}
SUBMITS: dict[str, SubmitHandler] = {SUBMIT: close}
