"""The month's wheel, with its gaps and what to prepare for the next month."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.cards.card import Bullets, Button, Card, Code, Controls, Heading, Note, Paragraph, Part, line
from bot.cards.checklists import OPEN, month_buttons, month_parts
from bot.cards.nudges.nudge_rows import cut, what
from bot.cards.rows import noted
from bot.cards.words import amount, month
from content.schema.pack import Pack
from models.tables import Occurrence

FIELDS = {
    "arrangementer": "Arrangementer",
    "statsbudsjett": "Statsbudsjett",
    "ntp": "NTP",
    "nettverksbygging": "Politisk nettverksbygging",
    "saker": "Saker",
}
"""What each field is called, in the order of the wheel."""
GAPS = {
    "arrangementer": "Ingen arrangementer",
    "statsbudsjett": "Ingenting om statsbudsjettet",
    "ntp": "Ingenting om NTP",
    "nettverksbygging": "Ingen politisk nettverksbygging",
    "saker": "Ingen saker",
}
TO_PREPARE = ("arrangementer", "statsbudsjett", "ntp", "nettverksbygging")
"""The fields that need preparing: what goes on in «saker» is found out in the month itself."""
MOST_IN_FIELD = 6
MOST_TO_PREPARE = 5
MONTH = "arshjul.maned"
"""The action of the button that opens the month, where entries can be taken and ticked."""
TURNING = (12, 1)
"""The months in which the year is looked back on and the next one planned."""


def wheel(first: date, entries: Sequence[Occurrence], coming: Sequence[Occurrence], pack: Pack) -> Card:
    """Return the wheel of the month that begins on `first`, and what `coming` has in the month after it."""
    name = month(first)
    parts: list[Part] = []
    for field, heading in FIELDS.items():
        rows = [each for each in entries if each.field == field]
        if rows:
            lines = cut(rows, MOST_IN_FIELD, lambda each: noted(each, what(each, pack)), f"/arshjul {name}")
            parts += [Heading(heading), Bullets(lines)]
    open_count = sum(each.done_at is None for each in entries)
    return Card(
        f"Årshjulet for {name} {first.year}",
        (
            *parts,
            *_gaps(name, {each.field for each in entries}),
            *_preparation(first, coming, pack),
            *month_parts(pack, first.year, first.month),
            Note(line("Kryss av eller ta et punkt: ", Code(f"/arshjul {name}"))),
            *_buttons(first, pack),
        ),
        summary=f"Årshjulet for {name}: {amount(open_count, 'punkt er åpent', 'punkter er åpne')}.",
    )


def _buttons(first: date, pack: Pack) -> tuple[Part, ...]:
    """Return the buttons to the whole checklist and to what the month's plans are about."""
    turning = (Button("Mål, styrker og utfordringer", OPEN, "mål"),) if first.month in TURNING and _knows(pack) else ()
    plans = (
        *((Button("Statsbudsjettet i dag", OPEN, "statsbudsjett"),) if pack.budget.phases else ()),
        *((Button("NTP i dag", OPEN, "ntp"),) if pack.ntp.phases else ()),
    )
    buttons = (*month_buttons(pack, first.month), Button("Åpne måneden", MONTH, f"{first:%Y-%m}"), *plans, *turning)
    return (Controls(buttons),)


def _knows(pack: Pack) -> bool:
    own = pack.organisation
    return bool(own.goals or own.strengths or own.challenges)


def _gaps(name: str, filled: set[str | None]) -> tuple[Part, ...]:
    empty = [field for field in GAPS if field not in filled]
    if not empty:
        return ()
    rows = tuple(
        line(f"{GAPS[field]} står i hjulet for {name}. Legg til med ", Code(f"/arshjul ny {name} {field} …"))
        for field in empty
    )
    return (Heading("Dette mangler"), Bullets(rows))


def _preparation(first: date, coming: Sequence[Occurrence], pack: Pack) -> tuple[Part, ...]:
    following = month(first + relativedelta(months=1))
    rows = [each for field in TO_PREPARE for each in coming if each.field == field and each.done_at is None]
    if not rows:
        return ()
    lines = cut(rows, MOST_TO_PREPARE, lambda each: what(each, pack), f"/arshjul {following}")
    return (
        Heading(f"Forbered {following}"),
        Paragraph(line("Begynn med dette nå:")),
        Bullets(lines),
    )
