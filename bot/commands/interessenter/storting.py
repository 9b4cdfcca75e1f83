"""`/interessenter stortinget`: whom we have met of the Storting this session, and rounds of invitations to meet."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy.orm import Session

from bot.cards import storting as cards
from bot.cards.card import Card, Choice, Part, line
from bot.cards.errors import stale
from bot.cards.form import DateInput, Form, FormErrors, PersonInput, SelectInput
from bot.cards.invitations import ROUNDS
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.interessenter.card.person_form import new_form
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.dialogue.dialogue_form import DialogueFormState, dialogue_form
from bot.commands.interessenter.dialogue.dialogue_log import open_log, written_people
from bot.commands.interessenter.dialogue.recording import DialogueDetails
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import StakeholderRef
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.fault import Fault
from bot.commands.parse.numbers import row_id
from bot.commands.shared.result_cards import fault_card
from models.occurrences import changes
from models.occurrences.changes import AlreadyDoneError, ClosedError, GoneError
from models.occurrences.queries import by_id
from models.official import invitations
from models.official.groups import Group, committees, counties, county, group_of, groups_named, named_in
from models.official.known_members import KnownMember, known_members
from models.official.members import (
    committee_names,
    of_numbers,
    our_constituencies,
    session_begins,
    short_party,
    sitting,
)
from models.register.people import person
from models.tables import InvitationRound, OfficialMember

STORTING = "Stortinget"
TITLE = "stortingsrepresentant"
OF_LIST = "Stortingets liste over representantene"
INVITE_WORDS = frozenset({"inviter", "invitasjon", "invitasjoner", "moteinvitasjon", "moteinvitasjoner", "invitere"})
NOT_YET = "Velg en dag som ikke har vært."
NO_GROUP = "Velg et fylke eller en komité."
MOST_NAMED = 5


def storting_part(ask: Ask, rest: str, session: Session) -> Answer:
    """Answer `/interessenter stortinget [fylke|komité|navn|inviter …]`."""
    members = sitting(session)
    if not members:
        return cards.unknown_card()
    words = clean(rest)
    first, _, more = words.partition(" ")
    if fold(first) in INVITE_WORDS:
        return invitations_part(ask, more, session)
    return _shown(ask, session, words, members) if words else _overview(ask, session, members)


def _shown(ask: Ask, session: Session, words: str, members: Sequence[OfficialMember]) -> Card:
    """Return the county or committee that some words name, or the representatives of that name."""
    found = groups_named(members, words)
    if found:
        return _group(ask, session, found[0], members) if len(found) == 1 else cards.which_card(found)
    named = named_in(members, words)
    if 0 < len(named) <= MOST_NAMED:
        return cards.members_card(_known(ask, session, named), ask.today)
    return _not_found(words)


def invitations_part(ask: Ask, rest: str, session: Session) -> Card | Form:
    """Answer `/interessenter møteinvitasjoner [fylke|komité]` with the form of a round, or the open ones."""
    members = sitting(session)
    if not members:
        return cards.unknown_card()
    found = groups_named(members, rest)
    if rest and not found:
        return _not_found(rest)
    if len(found) > 1:
        return cards.which_card(found)
    if not found and (rounds := invitations.open_rounds(session, ask.workspace.id)):
        return Card("Møteinvitasjoner", (*cards.rounds_parts(rounds)[1:], cards.invite_controls("")))
    return _invite_form(ask, members, found[0] if found else None)


def open_rounds_parts(ask: Ask, session: Session) -> tuple[Part, ...]:
    """Return the open rounds of invitations as parts of a card; nothing if there are none."""
    return cards.rounds_parts(invitations.open_rounds(session, ask.workspace.id))


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a county or a committee: that of the button, or the one that is chosen."""
    members = sitting(session)
    group = group_of(members, press.chosen or press.value)
    return Reply(card=_group(ask, session, group, members) if group else stale())


def show_all(ask: Ask, press: Press, session: Session) -> Reply:
    """Show all counties of ours and the committees."""
    del press
    members = sitting(session)
    return Reply(card=_overview(ask, session, members) if members else cards.unknown_card())


def of_member(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Log a dialogue with a representative, or take them into the register: only so does anybody of the list enter it."""
    member = of_numbers(session, {press.value}).get(press.value)
    if member is None:
        return Reply(card=stale())
    (known,) = _known(ask, session, [member])
    ref = StakeholderRef(True, known.person_id) if known.person_id else None
    if press.chosen == cards.LOG:
        return open_log(ask, Press(str(ref)), session) if ref else _log_form(ask, member)
    row = person(session, ask.workspace.id, known.person_id) if known.person_id else None
    if row is not None:
        return Reply(card=person_card(ask, session, row))
    if press.chosen == cards.TAKE_IN:
        return new_form(ask, _named(member), f"{OF_LIST}, {ask.today.day}.{ask.today.month}.{ask.today.year}")
    return Reply(card=stale())


def open_invite(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a round of invitations; for the county or committee of the button, if it has one."""
    members = sitting(session)
    if not members:
        return Reply(card=cards.unknown_card())
    return _invite_form(ask, members, group_of(members, press.value))


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


def _overview(ask: Ask, session: Session, members: Sequence[OfficialMember]) -> Card:
    ours = our_constituencies(ask.pack)
    since = session_begins(ask.today)
    met = {each.member.number for each in known_members(session, ask.workspace.id, members, since) if each.met_on}
    return cards.overview_card(
        [_counted(each, members, met) for each in (map(county, ours) if ours else counties(members))],
        [_counted(each, members, met) for each in committees(members)],
        invitations.open_rounds(session, ask.workspace.id),
        since,
        ask.today,
        are_ours=bool(ours),
    )


def _counted(group: Group, members: Sequence[OfficialMember], met: set[str]) -> cards.CountedGroup:
    there = group.of(members)
    return cards.CountedGroup(group, sum(each.number in met for each in there), len(there))


def _group(ask: Ask, session: Session, group: Group, members: Sequence[OfficialMember]) -> Card:
    since = session_begins(ask.today)
    known = known_members(session, ask.workspace.id, group.of(members), since)
    return cards.group_card(group, known, our_constituencies(ask.pack), since, ask.today)


def _known(ask: Ask, session: Session, members: Sequence[OfficialMember]) -> list[KnownMember]:
    return known_members(session, ask.workspace.id, members, session_begins(ask.today))


def _round(ask: Ask, session: Session, row: InvitationRound, *, is_known: bool = False) -> Card:
    rows = invitations.invited(session, ask.workspace.id, row.id)
    kind, _, key = row.scope.partition(":")
    deadline = by_id(session, ask.workspace.id, row.occurrence_id) if row.occurrence_id else None
    due = deadline.ends_on if deadline and deadline.archived_at is None else None
    when = cards.Local(ask.today, ask.workspace.zone)
    return cards.round_card(row, Group(kind, key, row.title), rows, due, when, is_known=is_known)


def _invite_form(ask: Ask, members: Sequence[OfficialMember], group: Group | None) -> Form:
    ours = our_constituencies(ask.pack)
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
        submit="Lag listen",
        intro=line("Jeg lager en liste med alle representantene, som flere kan krysse av på."),
    )


def _log_form(ask: Ask, member: OfficialMember) -> Form:
    who = written_people([_named(member)])
    return dialogue_form(ask, who, DialogueDetails(ask.today, "møte"), DialogueFormState())


def _named(member: OfficialMember) -> WrittenName:
    place = next(iter(committee_names(member)), STORTING)
    return WrittenName(member.name, short_party(member), place, TITLE)


def _not_found(words: str) -> Card:
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
    cards.SHOW: show,
    cards.ALL: show_all,
    cards.OF_MEMBER: of_member,
    cards.INVITE: open_invite,
    ROUNDS: open_rounds,
    cards.ROUND: show_round,
    cards.INVITED: tick,
    cards.UNDO: untick,
    cards.CLOSE: close,
}
SUBMITS: Mapping[str, SubmitHandler] = {cards.SAVE: submit_invite}
