"""The week digest."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from bot.cards.card import Bold, Bullets, Card, Code, Heading, Line, Note, Paragraph, Part, Quote, line
from bot.cards.nudges.rows import acting, cut, more, row, short_when, what
from bot.cards.rows import when_of
from bot.cards.words import amount, capital, listing, month, span, week
from content.frozen import frozen
from content.schema.messages import Campaign, Step
from content.schema.pack import Pack
from models.calendar.open_now import OpenBudgetPhase
from models.tables import Occurrence

MOST_ROWS = 10
MOST_OVERDUE = 5
MOST_WHEEL = 3
NOTHING_DATED = "Ingen frister eller arrangementer står for denne uken eller de to neste."
NOTHING = "Ingen frister, arrangementer eller oppgaver står for tur. Ha en god uke."


@frozen
class Week:
    """What a digest tells. `monday` is the week's, `today` the day it is told on."""

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
    """What was put on hold while the digest stood there, by id, and until when."""
    on_hold: int = 0
    """How many of its rows are left out because they were on hold before."""
    media: Sequence[Line] = ()
    """How soon the month's cases in the media were taken and done with."""
    ailing: Sequence[str] = ()
    """The names of the feeds that do not do well."""
    silent: int = 0
    """With how many stakeholders nobody has spoken for too long. Never who: the channel is everybody's."""


def digest(told: Week, pack: Pack) -> Card:
    """Return the digest of a week; one friendly line where there is nothing to tell."""
    parts = (
        *_dated(told, pack),
        *_on_hold(told),
        *_phases(told),
        *_wheel(told, pack),
        *_step(told),
        *(Paragraph(each) for each in told.media),
        *_silent(told),
        *_feeds(told),
    )
    title = f"{capital(week(told.monday, told.today))}: {span(told.monday, told.monday + timedelta(days=6))}"
    if not parts:
        return Card(title, (Paragraph(line(NOTHING)),), summary=f"{title}. {NOTHING}")
    if not (told.this_week or told.overdue or told.next_weeks):
        parts = (Paragraph(line(NOTHING_DATED)), *parts)
    return Card(title, parts, summary=_summary(title, told))


def _dated(told: Week, pack: Pack) -> tuple[Part, ...]:
    return (
        *_list("Denne uken", told.this_week, pack, told.today, f"/frister {week(told.monday)}"),
        *_overdue(told, pack),
        *_list("De to neste ukene", told.next_weeks, pack, told.today, "/frister"),
    )


def _on_hold(told: Week) -> tuple[Part, ...]:
    if not told.on_hold:
        return ()
    waiting = amount(told.on_hold, "punkt er satt på vent", "punkter er satt på vent")
    return (Note(line(f"{capital(waiting)}: ", Code("/frister på vent"))),)


def _list(heading: str, rows: Sequence[Occurrence], pack: Pack, today: date, command: str) -> tuple[Part, ...]:
    if not rows:
        return ()
    lines = cut(rows, MOST_ROWS, lambda each: row(each, pack, short_when(each, today)), command)
    return (Heading(heading), Bullets(lines))


def _overdue(told: Week, pack: Pack) -> tuple[Part, ...]:
    if not told.overdue:
        return ()
    shown = told.overdue[:MOST_OVERDUE]
    items = [
        acting(each, _late_row(each, pack, told.today), told.today, "oss", told.held.get(each.id)) for each in shown
    ]
    return (Heading("Fristen er ute"), *items, *more(len(told.overdue) - len(shown), "/frister forfalt"))


def _late_row(each: Occurrence, pack: Pack, today: date) -> Line:
    return row(each, pack, when_of(each, today))


def _phases(told: Week) -> tuple[Part, ...]:
    parts: list[Part] = []
    for opened in told.phases:
        parts.append(Paragraph(line(Bold(f"Statsbudsjettet {opened.budget_year} – {opened.phase.name}"))))
        parts.append(Quote(opened.phase.budskap))
    return (Heading("Dette sier vi nå"), *parts) if parts else ()


def _wheel(told: Week, pack: Pack) -> tuple[Part, ...]:
    if not told.wheel:
        return ()
    few = told.wheel[:MOST_WHEEL]
    first = ", blant annet:" if len(told.wheel) > len(few) else ":"
    is_open = amount(len(told.wheel), "punkt er åpent", "punkter er åpne")
    return (
        Heading(f"Årshjulet i {month(told.today)}"),
        Paragraph(line(f"{capital(is_open)}{first}")),
        Bullets(tuple(what(each, pack) for each in few)),
        Note(line("Se hele måneden: ", Code("/arshjul"))),
    )


def _silent(told: Week) -> tuple[Part, ...]:
    if not told.silent:
        return ()
    said = amount(told.silent, "relasjon er blitt stille", "relasjoner er blitt stille")
    return (Note(line(f"{capital(said)}. Se hvem: ", Code("/interessenter stille"))),)


def _feeds(told: Week) -> tuple[Part, ...]:
    if not told.ailing:
        return ()
    said = f"Disse nyhetskildene svarer ikke eller er stille: {listing(told.ailing)}. Se "
    return (Note(line(said, Code("/medie kilder"), ".")),)


def _step(told: Week) -> tuple[Part, ...]:
    if told.step is None:
        return ()
    campaign, step = told.step
    return (
        Heading(f"Kampanjen {campaign.year}"),
        Paragraph(line(Bold(f"Grep {step.number}: {step.name}"), f"\n{step.aim}")),
        Quote(step.slogan),
        *((Note(line(step.note)),) if step.note else ()),
    )


def _summary(title: str, told: Week) -> str:
    said = [
        f"{len(told.this_week)} på planen denne uken" if told.this_week else "",
        amount(len(told.overdue), "frist er ute", "frister er ute") if told.overdue else "",
        f"{len(told.next_weeks)} på planen de to neste ukene" if told.next_weeks else "",
    ]
    return f"{title}. {listing([each for each in said if each]) or NOTHING_DATED.rstrip('.')}."
