"""`/interessenter stortinget`: who of the Storting we have met this session, and rounds of invitations to meet."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards import storting as cards
from bot.cards.card import Card
from bot.cards.card_errors import stale
from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply
from bot.commands.interessenter import storting_invitations
from bot.commands.interessenter.card.person_form import new_form
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.dialogue.dialogue_form import DialogueFormState, dialogue_form
from bot.commands.interessenter.dialogue.dialogue_log import open_log, written_people
from bot.commands.interessenter.dialogue.recording import DialogueDetails
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import StakeholderRef
from bot.commands.interessenter.storting_invitations import invitations_part, not_found
from bot.commands.parse.clean import clean, fold
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
from models.tables import OfficialMember

STORTING = "Stortinget"
TITLE = "stortingsrepresentant"
OF_LIST = "Stortingets liste over representantene"
INVITE_WORDS = frozenset({"inviter", "invitasjon", "invitasjoner", "moteinvitasjon", "moteinvitasjoner", "invitere"})
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
    return not_found(words)


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


def _overview(ask: Ask, session: Session, members: Sequence[OfficialMember]) -> Card:
    ours = our_constituencies(session, ask.workspace.id, ask.pack)
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
    return cards.group_card(group, known, our_constituencies(session, ask.workspace.id, ask.pack), since, ask.today)


def _known(ask: Ask, session: Session, members: Sequence[OfficialMember]) -> list[KnownMember]:
    return known_members(session, ask.workspace.id, members, session_begins(ask.today))


def _log_form(ask: Ask, member: OfficialMember) -> Form:
    who = written_people([_named(member)])
    return dialogue_form(ask, who, DialogueDetails(ask.today, "møte"), DialogueFormState())


def _named(member: OfficialMember) -> WrittenName:
    place = next(iter(committee_names(member)), STORTING)
    return WrittenName(member.name, short_party(member), place, TITLE)


PRESSES: Mapping[str, PressHandler] = {
    cards.SHOW: show,
    cards.ALL: show_all,
    cards.OF_MEMBER: of_member,
    **storting_invitations.PRESSES,
}
SUBMITS = storting_invitations.SUBMITS
