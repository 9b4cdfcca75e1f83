"""The start of a year in one message: the cases, who has each, and what January is for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Heading,
    Item,
    Line,
    Note,
    Paragraph,
    Part,
    Quote,
    joined,
    line,
)
from bot.cards.clearing import draft_parts
from bot.cards.next_year import SHOW
from bot.cards.nudges.campaign import UNSETTLED
from bot.cards.nudges.nudge_rows import acting, cut, row, what
from bot.cards.rows import short_when, unstopped, when_of
from bot.cards.words import amount, capital, week
from content.schema.messages import Issue, Track
from content.schema.pack import Pack
from models.calendar.open_now import CampaignWindow
from models.tables import Occurrence

SPEAK_FOR = "mediesak.talsperson.meg"
"""The button that makes the person who presses it responsible for a theme."""
IN_WORDS = {2: "to", 3: "tre", 4: "fire", 5: "fem"}
MOST_ROWS = 5
MOST_DATED = 8


@dataclass(frozen=True)
class PrioritisedTheme:
    """A prioritised theme, what comes first of it, and who has it; `can_take` if somebody may take it here."""

    issue: Issue
    track: Track | None
    people: tuple[Line, ...]
    can_take: bool


@dataclass(frozen=True)
class YearStart:
    """What the message says. `deadline` is the next of our own for the budget; the rows are January's, open ones."""

    year: int
    today: date
    cases: Sequence[PrioritisedTheme]
    deadline: Occurrence | None
    meetings: Sequence[Occurrence]
    to_send: Sequence[Occurrence]
    step: CampaignWindow | None
    talk_comes: bool
    """Whether a message comes on Wednesdays."""
    this_week: Sequence[Occurrence]
    overdue: int
    open_steps: int
    """How many steps of the plan of the year are open."""
    left: Collection[str] = field(default=())
    """The owners who have left."""


def year_start(start: YearStart, pack: Pack) -> Card:
    """Return the message."""
    title = f"Godt nytt år: slik begynner vi {start.year}"
    return Card(
        title,
        (
            *_cases(start),
            *_rows("Budsjettinnspillet", [start.deadline] if start.deadline else [], start, pack),
            *_rows("Møter å invitere til", start.meetings, start, pack),
            *_rows("Send til samarbeidspartnere", start.to_send, start, pack),
            *_campaign(start),
            *_this_week(start, pack),
            *_plan(start),
            Note(line("Alt i årshjulet for januar: ", Code("/arshjul januar"))),
        ),
        summary=_summary(title, start),
    )


def _cases(start: YearStart) -> tuple[Part, ...]:
    if not start.cases:
        return ()
    count = len(start.cases)
    heading = "Saken vår" if count == 1 else f"De {IN_WORDS.get(count, str(count))} sakene våre"
    parts: list[Part] = [Heading(heading)]
    for case in start.cases:
        who = joined(list(case.people), ", ") or line("uten ansvarlig")
        name = f" – {case.track.name}" if case.track else ""
        take = (Button("Jeg tar den", SPEAK_FOR, case.issue.id),) if case.can_take and not case.people else ()
        parts.append(Item(line(Bold(case.issue.name), name, "\n", *who), take))
        if case.track:
            parts.append(Quote(case.track.krav or case.track.budskap))
    return (*parts, *draft_parts(*(case.track for case in start.cases if case.track)))


def _rows(heading: str, rows: Sequence[Occurrence], start: YearStart, pack: Pack) -> tuple[Part, ...]:
    if not rows:
        return ()
    items = [acting(each, _row(each, pack, start.today), start.today, left=start.left) for each in rows[:MOST_ROWS]]
    more = len(rows) - len(items)
    return (Heading(heading), *items, *((Note(line(f"og {more} til: ", Code("/arshjul januar"))),) if more else ()))


def _row(each: Occurrence, pack: Pack, today: date) -> Line:
    said = what(each, pack) if each.certainty in {"måned", "ukjent"} else row(each, pack, when_of(each, today))
    return said if each.owner or each.done_at else (*unstopped(said), " · uten ansvarlig")


def _campaign(start: YearStart) -> tuple[Part, ...]:
    if start.step:
        campaign, step = start.step.campaign, start.step.step
        unsettled = (Note(line(step.note or UNSETTLED)),)
        slogan = (Quote(step.slogan), *draft_parts(step)) if step.slogan else unsettled
        aim = line(Bold(f"Grep {step.number}: {step.name}"), f"\n{step.aim}")
        return (Heading(f"Kampanjen {campaign.year}"), Paragraph(aim), *slogan)
    sentence = "Hver onsdag kommer et budskap om en av sakene våre." if start.talk_comes else "Ukas budskap hviler."
    return (Note(line(f"{start.year} har ingen kampanje. {sentence}")),)


def _this_week(start: YearStart, pack: Pack) -> tuple[Part, ...]:
    late = amount(start.overdue, "frist er ute", "frister er ute")
    overdue = (Note(line(f"{capital(late)}: ", Code("/frister forfalt"))),) if start.overdue else ()
    if not start.this_week:
        return overdue
    lines = cut(
        start.this_week,
        MOST_DATED,
        lambda each: row(each, pack, short_when(each, start.today)),
        f"/frister {week(start.today)}",
    )
    about = tuple(each.key for each in start.this_week[:MOST_DATED])
    return (Heading("Denne uka"), Bullets(lines, about), *overdue)


def _plan(start: YearStart) -> tuple[Part, ...]:
    if not start.open_steps:
        return ()
    steps = amount(start.open_steps, "steg gjenstår", "steg gjenstår")
    return (
        Item(
            line(f"{capital(steps)} i planen for {start.year}."),
            (Button(f"Planlegg {start.year}", SHOW, str(start.year)),),
        ),
    )


def _summary(title: str, start: YearStart) -> str:
    names = ", ".join(each.issue.name for each in start.cases)
    return f"{title}. {names}." if names else f"{title}."
