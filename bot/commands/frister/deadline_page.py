"""What is shown of a question about deadlines: eight rows, and what is known about each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.frister.deadline_filter import is_short
from bot.commands.frister.deadline_matches import Matches, find
from bot.commands.frister.deadline_question import DeadlineQuestion
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes
from bot.commands.shared.deadline_controls import PAGE_SIZE
from models.occurrences import queries
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.checklists import Progress, progress
from models.occurrences.filtering import owners_of
from models.occurrences.milestones import due_between, milestones
from models.occurrences.queries import Page
from models.register.meetings import waiting_for
from models.tables import Milestone, Occurrence
from models.workspace.contacts import ContactRole, departed

FEW = 3
"""How many rows without a date are shown below those of a day or a week."""


@dataclass(frozen=True)
class DeadlinePage:
    """The rows of a question from one on, and all that is shown of them."""

    asked: DeadlineQuestion
    text: str
    themes: Themes
    found: Matches
    goers: Mapping[int, tuple[str, ...]]
    """Who attends each event, by the event's id."""
    left: Mapping[str, str]
    """The owners who have left, by their ids."""
    waiting: Sequence[Occurrence] = ()
    """The person's own planned talks that are past and not yet logged."""
    progress: Mapping[int, Progress] = field(default_factory=dict)
    """How far the checklist of each row is, by the row's id."""
    on_the_way: Mapping[int, Sequence[Milestone]] = field(default_factory=dict)
    """The dates on the way to each row's deadline, by the row's id."""
    also: Sequence[tuple[Milestone, Occurrence]] = ()
    """Dates on the way within the period, of rows that are on no page since their deadline is later."""
    undated: Page | None = None
    """The first rows without a date, shown on the last page only."""

    @property
    def query(self) -> Query:
        """Return the parsed query."""
        return self.asked.query


def page_of(
    ask: Ask, session: Session, asked: DeadlineQuestion, text: str, offset: int, themes: Themes
) -> DeadlinePage:
    """Return the page with the row at `offset`."""
    start = offset // PAGE_SIZE * PAGE_SIZE
    page = find(ask, session, asked, PAGE_SIZE, start)
    goers = going_to(session, ask.workspace.id, [row.id for row in page.rows if row.kind == EVENT])
    is_last = is_short(page.asked.query) and start + PAGE_SIZE >= page.total
    apart = replace(page.asked.wanted, dated=False) if is_last else None
    few = queries.page(session, ask.workspace.id, apart, ask.today, FEW) if apart else None
    shown = (*page.rows, *(few.rows if few else ()))
    owners = {each for row in shown for each in owners_of(row)} - {ask.user_id}
    left = departed(session, ask.workspace.id, owners)
    asks = (asked.query == Query() or asked.query.mine) and start == 0 and not ask.is_read_outside
    waiting = waiting_for(session, ask.workspace.id, ask.user_id, ask.today, FEW) if asks else ()
    done = progress(session, ask.workspace.id, [row.id for row in shown])
    on_the_way = milestones(session, ask.workspace.id, [row.id for row in shown])
    also = _also(ask, session, asked) if start == 0 else ()
    return DeadlinePage(asked, text, themes, page, goers, left, waiting, done, on_the_way, also, few)


def _also(ask: Ask, session: Session, asked: DeadlineQuestion) -> Sequence[tuple[Milestone, Occurrence]]:
    """Return the dates on the way within the days of a question that names nothing but days or people."""
    wanted, query = asked.wanted, asked.query
    days = Query(query.period, themes=query.themes, owners=query.owners, mine=query.mine)
    if query != days or not (wanted.first and wanted.last) or ask.role is not ContactRole.COLLEAGUE:
        return ()
    people = {*wanted.owners, *filter(None, (wanted.owner,))}
    found = due_between(session, ask.workspace.id, wanted.first, wanted.last)
    return [
        (each, row)
        for each, row in found
        if (row.ends_on is None or row.ends_on > wanted.last)
        and (not people or not people.isdisjoint({*owners_of(row), each.who}))
        and not (query.themes and row.theme not in query.themes)
    ]
