"""Planning a year: the three steps, who has each, and their buttons. Both the reminder and the command show them."""

from collections.abc import Collection

from bot.cards.card import Bold, Button, Control, Item, Line, Person, line
from models.occurrences.year_plan import TITLES, PlanStep

SHOW, STEP, TAKE, GIVE = "planlegg.vis", "planlegg.steg", "planlegg.ta", "planlegg.gi"
DONE, REOPEN = "planlegg.gjort", "planlegg.apne"
ABOUT = {
    "hjulet": "Hva ble gjort i {before}, og hva ble det ikke noe av?",
    "datoer": "Hvilke arrangementer i {year} har fått dato?",
    "kampanje": "Ny kampanje, fortsette eller ingen, og hva styret skal vedta.",
}
"""What each step is about, in a sentence."""


def step_value(step: PlanStep, page: int = 0) -> str:
    """Return the value of a control of a step: the year, the step's name and the page that is shown."""
    return f"{step.year}:{step.name}:{page}"


def step_name(step: PlanStep) -> str:
    """Return «Steg 1: Årshjulet for 2026»."""
    return f"Steg {step.number}: {TITLES[step.name].format(year=step.year, before=step.year - 1)}"


def state_of(step: PlanStep) -> Line:
    """Return «ikke begynt», «i gang · @kari» or «ferdig · @kari»."""
    if step.is_done:
        by = step.row.done_by if step.row else None
        return line("✓ ferdig", *(line(" · ", Person(by)) if by else ()))
    return line("i gang · ", Person(step.owner)) if step.owner else line("ikke begynt")


def step_item(step: PlanStep, left: Collection[str] = (), more: str = "") -> Item:
    """Return a step with its state and buttons; `left` are people who have left, `more` is one more sentence."""
    about = ABOUT[step.name].format(year=step.year, before=step.year - 1)
    text = f"\n{about} {more}".rstrip() if not step.is_done else ""
    return Item(line(Bold(step_name(step)), " – ", *state_of(step), text), step_controls(step, left))


def step_controls(step: PlanStep, left: Collection[str] = ()) -> tuple[Control, ...]:
    """Return the buttons of a step."""
    value = step_value(step)
    show = Button("Vis", STEP, value)
    if step.is_done:
        return (show, Button("Åpne igjen", REOPEN, value))
    is_free = step.owner is None or step.owner in left
    return (
        Button("Begynn" if is_free else "Vis", STEP, value),
        *((Button("Jeg tar den", TAKE, value), Button("Gi til …", GIVE, value)) if is_free else ()),
        Button("Gjort", DONE, value),
    )
