"""What can be done with a case on its card and in messages: see it, follow it, and make a follow-up of a question."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Item, Person, line
from bot.cards.card_errors import stale
from bot.cards.case_card import CLOSE, EDIT, MORE, OPEN, SPRINT, UNFOLLOW
from bot.cards.cases import ALL, FOLLOW, NEXT, SHOW
from bot.cards.form import Form
from bot.cards.hearings import CASES, FOLLOW_UP
from bot.cards.rows import short_title
from bot.cards.words import day
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.hearings.lists import listed
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.sak.case_forms import edit_form, sprint_form
from bot.commands.sak.shown import card_of, list_of, read_case
from bot.commands.shared.deadline_controls import undo_button
from models.calendar.workdays import next_working_day
from models.cases import cases, followers
from models.cases.about import theme_of_item
from models.occurrences import changes
from models.occurrences.filtering import owners_of
from models.occurrences.queries import by_key
from models.official.items import QUESTIONS
from models.official.keys import followup_key
from models.official.matches import item_at
from models.tables import OfficialRecord, PolicyCase
from models.workspace.workspaces import lock

FOLLOWS = "Du følger saken. Jeg sier fra når den beveger seg."
FOLLOWED = "Du følger den alt. Jeg sier fra når den beveger seg."
SAID: Mapping[str, str] = {
    UNFOLLOW: "Du følger ikke saken lenger. De andre følger den som før.",
    CLOSE: "Saken er avsluttet for alle her, og står ikke i lista lenger.",
    OPEN: "Saken står i lista igjen.",
}
FORMS: Mapping[str, Callable[[Ask, PolicyCase], Form]] = {SPRINT: sprint_form, EDIT: edit_form}
"""The choices behind «…» that open a form."""
A_WEEK = timedelta(days=7)
"""When a question is followed up: a minister has about a week to answer one in writing."""


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the card of a case."""
    case, record = read_case(ask, session, press.value)
    return Reply(card=card_of(ask, session, case, record) if case or record else stale())


def follow(ask: Ask, press: Press, session: Session) -> Reply:
    """Follow a case: one of ours, or an official item."""
    case, record = read_case(ask, session, press.value)
    if record is not None:
        theme = theme_of_item(ask.pack, record)
        case, is_new = cases.follow_item(session, ask.workspace.id, record, ask.user_id, theme, ask.now)
    elif case is not None and case.closed_at is None:
        is_new = followers.follow(session, ask.workspace.id, case.id, ask.user_id)
    else:
        return Reply(card=stale())
    said = FOLLOWS if is_new else FOLLOWED
    # The button is also in lists, which are not to be lost.
    return Reply(card=card_of(ask, session, case, record, said), refresh=ask.message_id)


def more(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Do what was chosen behind «…»."""
    case = cases.by_id(session, ask.workspace.id, row_id(press.value))
    if case is None:
        return Reply(card=stale())
    is_open = case.closed_at is None
    if press.chosen in FORMS and is_open:
        return FORMS[press.chosen](ask, case)
    if press.chosen == UNFOLLOW:
        followers.unfollow(session, ask.workspace.id, case.id, ask.user_id)
    elif press.chosen in {CLOSE, OPEN}:
        cases.close(session, ask.workspace.id, case.id, ask.now if press.chosen == CLOSE else None)
    else:
        return Reply(card=stale())
    return Reply(card=card_of(ask, session, case, None, SAID[press.chosen]), replace=True)


def show_all(ask: Ask, press: Press, session: Session) -> Reply:
    """Show all that concerns us."""
    del press
    return Reply(card=listed(ask, session, CASES.name, 0))


def show_next(ask: Ask, press: Press, session: Session) -> Reply:
    """Show another part of the list."""
    ours = cases.open_cases(session, ask.workspace.id)
    return Reply(card=list_of(ask, session, ours, offset=row_id(press.value)), replace=True)


def follow_up(ask: Ask, press: Press, session: Session) -> Reply:
    """Make a deadline of following a question up, and follow the question, so that its answer is heard of."""
    record = item_at(session, press.value)
    if record is None or record.kind not in QUESTIONS:
        return Reply(card=stale())
    theme = theme_of_item(ask.pack, record)
    case, _ = cases.follow_item(session, ask.workspace.id, record, ask.user_id, theme, ask.now)
    see = Button("Se saken", SHOW, str(case.id))
    lock(session, ask.workspace.id)
    key = followup_key(record.kind, record.number)
    there = by_key(session, ask.workspace.id, key)
    if there is not None and there.archived_at is None:
        owners = owners_of(there)
        who = ("Du" if owners[0] == ask.user_id else Person(owners[0])) if owners else "Noen"
        return _followed_up(ask, Item(line(who, " følger alt opp spørsmålet. Du følger det også nå."), (see,)))
    if there is not None:
        there.archived_at, there.owner, there.done_at = None, ask.user_id, None
        return _followed_up(ask, Item(line("Du følger opp spørsmålet igjen."), (see,)))
    due = next_working_day(ask.today + A_WEEK)
    _, change = changes.add(
        session, ask.workspace.id, ask.user_id, ask.now, title=_title(record), due=due, theme=theme,
        owner=ask.user_id, link=record.link or None, key=key,
    )  # fmt: skip
    said = line(f"Du følger opp spørsmålet. Frist {day(due, ask.today)}. Jeg sier fra når det er besvart.")
    return _followed_up(ask, Item(said, (undo_button(change.id), see)))


def _title(record: OfficialRecord) -> str:
    return f"Følg opp spørsmålet: {short_title(record.title)}"[:MAX_TITLE]


def _followed_up(ask: Ask, said: Item) -> Reply:
    return Reply(card=Card("Oppfølging", (said,)), refresh=ask.message_id)


PRESSES: Mapping[str, PressHandler] = {
    SHOW: show,
    FOLLOW: follow,
    MORE: more,
    ALL: show_all,
    NEXT: show_next,
    FOLLOW_UP: follow_up,
}
