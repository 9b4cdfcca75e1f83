"""The dates on the way to a deadline: in a line of a list, as rows with controls, and in the morning's message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Bold, Button, Control, DateButton, Item, Line, Part, Person, line
from bot.cards.words import day, short_day
from models.official.plan import CLEARING, DRAFT, SIGN_UP, SUBMISSION
from models.tables import Milestone, Occurrence

DONE, REOPEN, MOVE, CLEARS = "horing.dato_ferdig", "horing.dato_apne", "horing.dato_flytt", "horing.klarerer"
DO: Mapping[str, str] = {
    SIGN_UP: "Meld på",
    DRAFT: "Skriv utkast",
    CLEARING: "Få klarering",
    SUBMISSION: "Send inn",
}
NO_MEETING = "Ingen styremøte før fristen. Hvem kan klarere?"


@dataclass(frozen=True)
class MilestoneValue:
    """What a control of a date holds: the row, the date (0: none), and what else the list it is in needs."""

    row: int
    milestone: int = 0
    back: str = ""

    def __str__(self) -> str:
        """Return it as text: `12:34:…`."""
        return f"{self.row}:{self.milestone}:{self.back}"


def milestone_items(
    found: Sequence[Milestone], today: date, value: MilestoneValue, *, is_open: bool
) -> tuple[Part, ...]:
    """Return a row for each date, with its controls while the row is open."""
    return tuple(_item(each, today, value, is_open=is_open) for each in found)


def _item(milestone: Milestone, today: date, value: MilestoneValue, *, is_open: bool) -> Item:
    own = str(MilestoneValue(value.row, milestone.id, value.back))
    said = milestone_line(milestone, today)
    if not is_open:
        return Item(said)
    if milestone.done_at is not None:
        return Item(said, (Button("Åpne igjen", REOPEN, own),))
    done = "Meldt på" if milestone.kind == SIGN_UP else "Ferdig"
    controls: tuple[Control, ...] = (Button(done, DONE, own), DateButton("Flytt", MOVE, own, milestone.due_on))
    return Item(said, controls)


def milestone_line(milestone: Milestone, today: date) -> Line:
    """Return «mandag 12. oktober – Få klarering · styremøte»."""
    what = DO.get(milestone.kind, milestone.kind)
    if milestone.done_at is not None:
        return line(f"✓ {day(milestone.due_on, today)} – {what}")
    who: Line = (" · ", Person(milestone.who)) if milestone.who else ()
    board = " · styremøte" if milestone.by_board else ""
    late = " · datoen er passert" if milestone.due_on < today else ""
    return line(f"{day(milestone.due_on, today)} – ", Bold(what), f"{board}{late}", *who)


def nobody_clears(found: Sequence[Milestone], value: MilestoneValue) -> tuple[Part, ...]:
    """Return the question who clears the input, where no board meeting is left before the deadline."""
    clearing = next((each for each in found if each.kind == CLEARING and each.done_at is None), None)
    if clearing is None or clearing.by_board or clearing.is_moved or clearing.who:
        return ()
    own = str(MilestoneValue(value.row, clearing.id, value.back))
    return (Item(line(NO_MEETING), (Button("Velg hvem …", CLEARS, own),)),)


def milestones_text(found: Sequence[Milestone], today: date) -> str:
    """Return «utkast 5. oktober · klarering 12. oktober · innsending 30. oktober», what is done left out."""
    return " · ".join(f"{each.kind} {short_day(each.due_on, today)}" for each in found if each.done_at is None)


def on_the_way_item(milestone: Milestone, row: Occurrence, today: date) -> Item:
    """Return a date with its row, as in the morning's message, with the buttons that act on it."""
    about = date_key(milestone, row)
    if milestone.done_at is not None or row.done_at is not None:
        return Item(line(*due_line(milestone, row, today), " · ✓ ferdig"), about=about)
    own = str(MilestoneValue(row.id, milestone.id))
    controls: tuple[Control, ...] = (
        Button("Meldt på" if milestone.kind == SIGN_UP else "Ferdig", DONE, own, style="primary"),
        DateButton("Flytt", MOVE, own, milestone.due_on),
    )
    return Item(due_line(milestone, row, today), controls, about)


def date_key(milestone: Milestone, row: Occurrence) -> str:
    """Return what a date is known by in a message of several nudges, which shows it once."""
    return f"{row.key}#{milestone.kind}"


def due_line(milestone: Milestone, row: Occurrence, today: date) -> Line:
    """Return a date with its row: «mandag 12. oktober – Skriv utkast: Høring om tog · @kari»."""
    what = DO.get(milestone.kind, milestone.kind)
    who = milestone.who or row.owner
    return line(
        f"{day(milestone.due_on, today)} – ", Bold(what), f": {row.title}", *((" · ", Person(who)) if who else ())
    )
