"""The month's wheel, with its gaps and what to prepare for the next month."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Controls,
    DateButton,
    Heading,
    Item,
    Line,
    Note,
    Paragraph,
    Part,
    Picture,
    line,
)
from bot.cards.checklists import OPEN, month_buttons, month_parts
from bot.cards.invitations import invitation_buttons
from bot.cards.ntp_windows import window_lines
from bot.cards.nudges.nudge_rows import cut, more, row, what
from bot.cards.rows import BETWEEN, noted, postponing, seen_in, short_when, when_of
from bot.cards.words import amount, capital, listing, month
from content.schema.pack import Pack
from models.calendar.certainty import NO_DAY
from models.calendar.open_now import Window
from models.tables import Occurrence

FIELDS = {
    "arrangementer": "Arrangementer",
    "statsbudsjett": "Statsbudsjett",
    "ntp": "NTP",
    "nettverksbygging": "Politisk nettverksbygging",
    "saker": "Saker",
}
"""What each field is called, in the order of the wheel."""
TO_PREPARE = ("arrangementer", "statsbudsjett", "ntp", "nettverksbygging")
"""The fields that need preparing: what goes on in «saker» is found out in the month itself."""
MOST_IN_FIELD = 6
MOST_TO_PREPARE = 5
MOST_QUESTIONS = 5
MONTH = "arshjul.maned"
"""The action of the button that opens the month, where entries can be taken and ticked."""
TURNING = (12, 1)
"""The months in which the year is looked back on and the next one planned."""


@dataclass(frozen=True)
class MonthWheel:
    """The contents of a month's wheel. `first` is the month's first day, `today` the day it is sent."""

    first: date
    today: date
    entries: Sequence[Occurrence]
    coming: Sequence[Occurrence]
    """What the month after it has."""
    windows: Mapping[str, Sequence[Window]] = dataclass_field(default_factory=dict)
    """What is open in the month beside the entries, by the field of the wheel that it belongs to."""
    undated: Sequence[Occurrence] = ()
    """The events of this month or those after it whose day should be known by now."""
    resting: Collection[str | None] = ()
    """Fields that have something which rests: they are no gap."""
    picture: Picture | None = None
    """The month's sector, which shows the same."""


def wheel(of: MonthWheel, pack: Pack) -> Card:
    """Return the wheel of a month, its gaps, what to prepare for the next, and which dates are missing."""
    first, entries = of.first, of.entries
    asked = {each.key for each in of.undated[:MOST_QUESTIONS]}  # each row is shown once
    name = month(first)
    parts: list[Part] = []
    for field, heading in FIELDS.items():
        rows = [each for each in entries if each.field == field and each.key not in asked]
        windows = of.windows.get(field, ())
        if rows or windows:
            parts.append(Heading(heading))
        if windows:
            parts.append(window_lines(windows, of.today))
        if rows:
            parts.append(
                Bullets(
                    cut(
                        rows, MOST_IN_FIELD, lambda each: noted(each, _entry(each, of.today, pack)), f"/arshjul {name}"
                    ),
                    tuple(each.key for each in rows[:MOST_IN_FIELD]),
                )
            )
    open_count = sum(each.done_at is None for each in entries)
    return Card(
        f"Årshjulet for {name} {first.year}",
        (
            *((of.picture,) if of.picture else ()),
            *parts,
            *_gaps(name, {*of.resting, *(each.field for each in entries), *filter(of.windows.get, of.windows), "ntp"}),
            *_preparation(of, pack),
            *_questions(of),
            *month_parts(pack, first.year, first.month),
            Note(line("Kryss av eller ta et punkt: ", Code(f"/arshjul {name}"))),
            *_buttons(first, entries, pack),
        ),
        summary=f"Årshjulet for {name}: {amount(open_count, 'punkt er åpent', 'punkter er åpne')}.",
    )


def _buttons(first: date, entries: Sequence[Occurrence], pack: Pack) -> tuple[Part, ...]:
    """Return the buttons to the whole checklist and to what the month's plans are about."""
    turning = (Button("Mål, styrker og utfordringer", OPEN, "mål"),) if first.month in TURNING and _knows(pack) else ()
    plans = (
        *((Button("Statsbudsjettet i dag", OPEN, "statsbudsjett"),) if pack.budget.phases else ()),
        *((Button("NTP i dag", OPEN, "ntp"),) if pack.ntp.phases else ()),
    )
    asking = invitation_buttons(pack, entries)
    buttons = (
        *asking,
        *month_buttons(pack, first.month),
        Button("Åpne måneden", MONTH, f"{first:%Y-%m}"),
        *plans,
        *turning,
    )
    return (Controls(buttons),)


def _knows(pack: Pack) -> bool:
    own = pack.organisation
    return bool(own.goals or own.strengths or own.challenges)


def _gaps(name: str, filled: set[str | None]) -> tuple[Part, ...]:
    empty = [field for field in FIELDS if field not in filled]
    if not empty:
        return ()
    said = listing([FIELDS[field] if FIELDS[field].isupper() else FIELDS[field].lower() for field in empty])
    return (Note(line(f"Tomt i {name}: {said}. Legg til: ", Code(f"/arshjul ny {name} {empty[0]} …"))),)


def _entry(each: Occurrence, today: date, pack: Pack) -> Line:
    """Return an entry, with its time if more than the month is known."""
    return what(each, pack) if each.certainty in NO_DAY else row(each, pack, short_when(each, today))


def _preparation(of: MonthWheel, pack: Pack) -> tuple[Part, ...]:
    following = month(of.first + relativedelta(months=1))
    asked = {each.key for each in of.undated[:MOST_QUESTIONS]}
    coming = [each for each in of.coming if each.done_at is None and each.key not in asked]
    rows = [each for field in TO_PREPARE for each in coming if each.field == field]
    if not rows:
        return ()
    lines = cut(rows, MOST_TO_PREPARE, lambda each: _entry(each, of.today, pack), f"/arshjul {following}")
    return (
        Heading(f"Forbered {following}"),
        Paragraph(line("Begynn med dette nå:")),
        Bullets(lines, tuple(each.key for each in rows[:MOST_TO_PREPARE])),
    )


def _questions(of: MonthWheel) -> tuple[Part, ...]:
    """Ask for the days of events that lack one, each with what is known of it and a date picker."""
    if not of.undated:
        return ()
    shown = of.undated[:MOST_QUESTIONS]
    items = [
        Item(
            noted(each, _question(each, of.today)),
            (DateButton(postponing(each), "frist.move", json.dumps({"id": each.id})),),
            each.key,
        )
        for each in shown
    ]
    return (Heading("Vet dere datoen?"), *items, *more(len(of.undated) - len(shown), "/frister arrangementer"))


def _question(each: Occurrence, today: date) -> Line:
    name = each.title.partition(":")[0].rstrip("?.")
    year = each.starts_on.year if each.starts_on else today.year
    known = "".join(f"{BETWEEN}{text}" for text in (seen_in(each),) if text)
    return line(Bold(name), f"{'' if year == today.year else f' i {year}'}\n{capital(when_of(each, today))}{known}")
