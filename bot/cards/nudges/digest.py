"""The week digest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.cards.card import Bold, Bullets, Card, Code, Controls, Heading, Line, Note, Paragraph, Part, Quote, line
from bot.cards.checklists import advice_buttons
from bot.cards.clearing import draft_parts
from bot.cards.ntp_windows import ntp_lines
from bot.cards.nudges.campaign import UNSETTLED
from bot.cards.nudges.nudge_rows import acting, cut, more, row, what
from bot.cards.rows import is_hearing, noted, short_when, when_of, with_note
from bot.cards.words import amount, capital, listing, month, span, week
from content.schema.messages import Campaign, Issue, Step, Track
from content.schema.pack import Pack
from models.calendar.open_now import OpenBudgetPhase, OpenNtp
from models.tables import Occurrence

MOST_ROWS = 10
MOST_OVERDUE = 5
MOST_WHEEL = 3
NOTHING_DATED = "Ingen frister eller arrangementer står for denne uken eller de to neste."
NOTHING = "Ingen frister, arrangementer eller oppgaver står for tur. Ha en god uke."


MOST_FEEDS = 5
"""The most news feeds that are named as not doing well."""


@dataclass(frozen=True)
class Week:
    """The contents of a digest. `monday` is the week's first day, `today` the day it is sent."""

    monday: date
    today: date
    this_week: Sequence[Occurrence]
    overdue: Sequence[Occurrence]
    next_weeks: Sequence[Occurrence]
    phases: Sequence[OpenBudgetPhase]
    wheel: Sequence[Occurrence]
    """The month's open entries that are in no other list."""
    step: tuple[Campaign, Step] | None
    held: Mapping[int, date] = field(default_factory=dict)
    """What was put on hold after the digest was posted: the last day by id."""
    on_hold: int = 0
    """How many of its rows are left out because they were on hold before."""
    left: Collection[str] = ()
    """The owners of what is overdue who have left."""
    media: Sequence[Line] = ()
    """How soon the month's cases in the media were taken and finished."""
    ailing: Sequence[str] = ()
    """The names of the feeds that fail or are silent."""
    lodestars: Sequence[tuple[Issue, Track]] = ()
    """The tracks that come first for a period, with their themes."""
    ntp: Sequence[OpenNtp] = ()
    """The phases of the national transport plan that are open today."""
    silent: int = 0
    """How many stakeholders nobody has spoken with for too long. Never their names: everybody reads the channel."""


def digest(digest_week: Week, pack: Pack) -> Card:
    """Return the digest of a week; one friendly line if there is nothing to report."""
    parts = (
        *_dated(digest_week, pack),
        *_on_hold(digest_week),
        *_phases(digest_week),
        *_ntp(digest_week),
        *_wheel(digest_week, pack),
        *_step(digest_week),
        *_drafts(digest_week),
        *(Paragraph(each) for each in digest_week.media),
        *_silent(digest_week),
        *_feeds(digest_week),
        *_hearing(digest_week, pack),
    )
    title = f"{capital(week(digest_week.monday, digest_week.today))}: {span(digest_week.monday, digest_week.monday + timedelta(days=6))}"
    if not parts:
        return Card(title, (Paragraph(line(NOTHING)),), summary=f"{title}. {NOTHING}")
    if not (digest_week.this_week or digest_week.overdue or digest_week.next_weeks):
        parts = (Paragraph(line(NOTHING_DATED)), *parts)
    return Card(title, parts, summary=_summary(title, digest_week))


def _dated(digest_week: Week, pack: Pack) -> tuple[Part, ...]:
    return (
        *_list("Denne uken", digest_week.this_week, pack, digest_week.today, f"/frister {week(digest_week.monday)}"),
        *_overdue(digest_week, pack),
        *_list("De to neste ukene", digest_week.next_weeks, pack, digest_week.today, "/frister"),
    )


def _on_hold(digest_week: Week) -> tuple[Part, ...]:
    if not digest_week.on_hold:
        return ()
    waiting = amount(digest_week.on_hold, "punkt er satt på vent", "punkter er satt på vent")
    return (Note(line(f"{capital(waiting)}: ", Code("/frister på vent"))),)


def _list(heading: str, rows: Sequence[Occurrence], pack: Pack, today: date, command: str) -> tuple[Part, ...]:
    if not rows:
        return ()
    lines = cut(rows, MOST_ROWS, lambda each: noted(each, row(each, pack, short_when(each, today))), command)
    return (Heading(heading), Bullets(lines))


def _overdue(digest_week: Week, pack: Pack) -> tuple[Part, ...]:
    if not digest_week.overdue:
        return ()
    shown = digest_week.overdue[:MOST_OVERDUE]
    items = [
        part
        for each in shown
        for part in with_note(
            acting(
                each,
                _late_row(each, pack, digest_week.today),
                digest_week.today,
                "oss",
                digest_week.held.get(each.id),
                digest_week.left,
            ),
            each,
        )
    ]
    return (Heading("Fristen er ute"), *items, *more(len(digest_week.overdue) - len(shown), "/frister forfalt"))


def _late_row(each: Occurrence, pack: Pack, today: date) -> Line:
    return row(each, pack, when_of(each, today))


def _phases(digest_week: Week) -> tuple[Part, ...]:
    parts: list[Part] = []
    for issue, track in digest_week.lodestars:
        parts.append(Paragraph(line(Bold(f"Ledestjerne – {issue.name}: {track.name}"))))
        parts.append(Quote(track.budskap))
    for opened in digest_week.phases:
        parts.append(Paragraph(line(Bold(f"Statsbudsjettet {opened.budget_year} – {opened.phase.name}"))))
        if opened.phase.budskap:
            parts.append(Quote(opened.phase.budskap))
    return (Heading("Dette sier vi nå"), *parts) if parts else ()


def _ntp(digest_week: Week) -> tuple[Part, ...]:
    return (Heading("NTP"), ntp_lines(digest_week.ntp, digest_week.today)) if digest_week.ntp else ()


def _wheel(digest_week: Week, pack: Pack) -> tuple[Part, ...]:
    if not digest_week.wheel:
        return ()
    few = digest_week.wheel[:MOST_WHEEL]
    first = ", blant annet:" if len(digest_week.wheel) > len(few) else ":"
    is_open = amount(len(digest_week.wheel), "punkt er åpent", "punkter er åpne")
    return (
        Heading(f"Årshjulet i {month(digest_week.today)}"),
        Paragraph(line(f"{capital(is_open)}{first}")),
        Bullets(tuple(noted(each, what(each, pack)) for each in few)),
        Note(line("Se hele måneden: ", Code("/arshjul"))),
    )


def _silent(digest_week: Week) -> tuple[Part, ...]:
    if not digest_week.silent:
        return ()
    sentence = amount(digest_week.silent, "relasjon er blitt stille", "relasjoner er blitt stille")
    return (Note(line(f"{capital(sentence)}. Se hvem: ", Code("/interessenter stille"))),)


def _feeds(digest_week: Week) -> tuple[Part, ...]:
    if not digest_week.ailing:
        return ()
    left = len(digest_week.ailing) - MOST_FEEDS
    named = [*digest_week.ailing[:MOST_FEEDS], f"{left} til"] if left > 1 else digest_week.ailing
    sentence = f"Disse nyhetskildene svarer ikke eller er stille: {listing(named)}. Se "
    return (Note(line(sentence, Code("/medie kilder"), ".")),)


def _hearing(digest_week: Week, pack: Pack) -> tuple[Part, ...]:
    """Return the button to the checklist, if there is a hearing this week or in the next ones."""
    rows = (*digest_week.this_week, *digest_week.next_weeks)
    buttons = advice_buttons(pack, "høring") if any(map(is_hearing, rows)) else ()
    return (Controls(buttons),) if buttons else ()


def _step(digest_week: Week) -> tuple[Part, ...]:
    if digest_week.step is None:
        return ()
    campaign, step = digest_week.step
    return (
        Heading(f"Kampanjen {campaign.year}"),
        Paragraph(line(Bold(f"Grep {step.number}: {step.name}"), f"\n{step.aim}")),
        *((Quote(step.slogan),) if step.slogan else (Note(line(step.note or UNSETTLED)),)),
    )


def _drafts(digest_week: Week) -> tuple[Part, ...]:
    phases = [opened.phase for opened in digest_week.phases if opened.phase.budskap]
    step = digest_week.step[1] if digest_week.step and digest_week.step[1].slogan else None
    return draft_parts(*phases, step)


def _summary(title: str, digest_week: Week) -> str:
    parts = [
        f"{len(digest_week.this_week)} på planen denne uken" if digest_week.this_week else "",
        amount(len(digest_week.overdue), "frist er ute", "frister er ute") if digest_week.overdue else "",
        f"{len(digest_week.next_weeks)} på planen de to neste ukene" if digest_week.next_weeks else "",
    ]
    return f"{title}. {listing([each for each in parts if each]) or NOTHING_DATED.rstrip('.')}."
