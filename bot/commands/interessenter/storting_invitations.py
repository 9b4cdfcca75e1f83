"""Rounds of invitations to representatives of the Storting: begun from a form, ticked by several people, closed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy.orm import Session

from bot.cards import storting as cards
from bot.cards.card import Card, Choice, Part, line
from bot.cards.card_errors import stale
from bot.cards.form import DateInput, Form, FormErrors, PersonInput, SelectInput
from bot.cards.invitations import ROUNDS
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.clean import short
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.fault import Fault
from bot.commands.parse.numbers import row_id
from bot.commands.shared.result_cards import fault_card
from models.occurrences import changes
from models.occurrences.changes import AlreadyDoneError, ClosedError, GoneError
from models.occurrences.queries import by_id
from models.official import invitations
from models.official.groups import Group, committees, counties, county, group_of, groups_named
from models.official.members import our_constituencies, sitting
from models.tables import InvitationRound, OfficialMember

NOT_YET = "Velg en dag som ikke har vært."
NO_GROUP = "Velg et fylke eller en komité."


def invitations_part(ask: Ask, rest: str, session: Session) -> Card | Form:
    """Answer `/interessenter møteinvitasjoner [fylke|komité]` with the form of a round, or the open ones."""
    members = sitting(session)
    if not members:
        return cards.unknown_card()
    found = groups_named(members, rest)
    if rest and not found:
        return not_found(rest)
    if len(found) > 1:
        return cards.which_card(found)
    if not found and (rounds := invitations.open_rounds(session, ask.workspace.id)):
        return Card("Møteinvitasjoner", (*cards.rounds_parts(rounds)[1:], cards.invite_controls("")))
    return _invite_form(ask, session, members, found[0] if found else None)


def open_rounds_parts(ask: Ask, session: Session) -> tuple[Part, ...]:
    """Return the open rounds of invitations as parts of a card; nothing if there are none."""
    return cards.rounds_parts(invitations.open_rounds(session, ask.workspace.id))


def open_invite(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a round of invitations; for the county or committee of the button, if it has one."""
    members = sitting(session)
    if not members:
        return Reply(card=cards.unknown_card())
    return _invite_form(ask, session, members, group_of(members, press.value))


def submit_invite(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Begin a round, with a deadline if a date is given, or return the form's errors."""
    members = sitting(session)
    group = group_of(members, sent.values.get("group", ""))
    due = _day(sent.values.get("due", ""))
    wrong = {
        "group": None if group else NO_GROUP,
        "due": NOT_YET if due is not None and due < ask.today else None,
    }
    if any(wrong.values()) or group is None:
        return FormErrors({name: sentence for name, sentence in wrong.items() if sentence})
    row, is_new = invitations.begin(session, ask.workspace.id, group, group.of(members), ask.user_id, ask.now)
    if is_new and due is not None:
        made, _ = changes.add(
            session,
            ask.workspace.id,
            ask.user_id,
            ask.now,
            title=short(f"Møteinvitasjoner: {group.name}", MAX_TITLE),
            due=due,
            owner=sent.values.get("owner") or ask.user_id,
        )
        row.occurrence_id = made.id
    return Reply(card=_round(ask, session, row, is_known=not is_new))


def open_rounds(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Show the open rounds; without any open the form of a new one."""
    del press
    answer = invitations_part(ask, "", session)
    return answer if isinstance(answer, Form) else Reply(card=answer)


def show_round(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a round."""
    row = invitations.round_of(session, ask.workspace.id, row_id(press.value))
    return Reply(card=_round(ask, session, row) if row else stale())


def tick(ask: Ask, press: Press, session: Session) -> Reply:
    """Tick that a representative of a round is invited, and show what others have ticked too."""
    return _ticked(ask, press, session, done=True)


def untick(ask: Ask, press: Press, session: Session) -> Reply:
    """Open a representative of a round again."""
    return _ticked(ask, press, session, done=False)


def _ticked(ask: Ask, press: Press, session: Session, *, done: bool) -> Reply:
    try:
        ticked = invitations.tick(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now, done=done)
    except GoneError:
        return Reply(card=stale())
    row = invitations.round_of(session, ask.workspace.id, ticked.round_id)
    return Reply(card=_round(ask, session, row), replace=True) if row else Reply(card=stale())


def close(ask: Ask, press: Press, session: Session) -> Reply:
    """Close a round; its deadline is done."""
    try:
        row = invitations.close(session, ask.workspace.id, row_id(press.value), ask.now)
    except GoneError:
        return Reply(card=stale())
    if row.occurrence_id is not None:
        # Somebody may have done it, or taken it away.
        with suppress(AlreadyDoneError, ClosedError, GoneError):
            changes.mark_done(session, ask.workspace.id, row.occurrence_id, ask.user_id, ask.now)
    return Reply(card=_round(ask, session, row), replace=True)


def _round(ask: Ask, session: Session, row: InvitationRound, *, is_known: bool = False) -> Card:
    rows = invitations.invited(session, ask.workspace.id, row.id)
    kind, _, key = row.scope.partition(":")
    deadline = by_id(session, ask.workspace.id, row.occurrence_id) if row.occurrence_id else None
    due = deadline.ends_on if deadline and deadline.archived_at is None else None
    when = cards.Local(ask.today, ask.workspace.zone)
    return cards.round_card(row, Group(kind, key, row.title), rows, due, when, is_known=is_known)


def _invite_form(ask: Ask, session: Session, members: Sequence[OfficialMember], group: Group | None) -> Form:
    ours = our_constituencies(session, ask.workspace.id, ask.pack)
    known = list(dict.fromkeys([*map(county, ours), *counties(members), *committees(members)]))
    known = known if group is None or group in known else [group, *known]
    choices = tuple(Choice(short(each.name, 70), each.value) for each in known)
    return Form(
        "Møteinvitasjoner",
        cards.SAVE,
        (
            SelectInput("group", "Fylke eller komité", choices, group.value if group else None),
            DateInput(
                "due", "Når skal invitasjonene være sendt?", hint="Med en dato blir det en frist.", optional=True
            ),
            PersonInput("owner", "Ansvarlig for fristen", ask.user_id),
        ),
        submit="Lag lista",
        intro=line("Jeg lager en liste med alle representantene, som flere kan krysse av på."),
    )


def not_found(words: str) -> Card:
    """Return that no county, committee or representative has those words."""
    shown = short(words, 60)
    return fault_card(
        Fault(
            f"Jeg fant verken fylke, komité eller representant med «{shown}». Skriv for eksempel «stortinget Akershus» "
            "eller «stortinget transport»."
        ),
        "interessenter",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PRESSES: Mapping[str, PressHandler] = {
    cards.INVITE: open_invite,
    ROUNDS: open_rounds,
    cards.ROUND: show_round,
    cards.INVITED: tick,
    cards.UNDO: untick,
    cards.CLOSE: close,
}
SUBMITS: Mapping[str, SubmitHandler] = {cards.SAVE: submit_invite}
