"""The cards of a year's plan: the three steps, and each of them."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Item, Note, Paragraph, Part, line
from bot.cards.checklists import OPEN
from bot.cards.next_year import DONE, SHOW, TAKE, state_of, step_item, step_name, step_value
from bot.cards.words import amount, capital, day
from bot.commands.ask import Ask
from bot.commands.planlegg.campaign_step import campaign_parts, chosen_sentence
from bot.commands.planlegg.date_step import date_parts, without_date
from bot.commands.planlegg.wheel_step import unanswered, wheel_parts
from bot.commands.shared.deadline_controls import undo_button
from bot.commands.shared.occurrence_actions import ActionResult
from models.calendar.new_year import NOVEMBER, last_day, planned_year
from models.occurrences.year_plan import PlanStep, StepName, steps_of
from models.workspace.contacts import departed


def plan_card(ask: Ask, session: Session, year: int | None = None, result: ActionResult | None = None) -> Card:
    """Return the plan of a year with its three steps; without a year, of the one that is planned now."""
    year = year or planned_year(ask.today)
    if year is None:
        return _not_now(ask.today)
    steps = steps_of(session, ask.workspace.id, year)
    left = departed(session, ask.workspace.id, {each.owner for each in steps})
    done = sum(each.is_done for each in steps)
    by = f"Bli ferdige til {day(last_day(year), ask.today)}."
    sentence = (
        f"{year} er planlagt."
        if done == len(steps)
        else f"Tre steg på ti minutter hver. Del dem mellom dere. {by if ask.today <= last_day(year) else ''}".rstrip()
    )
    return Card(
        f"Planlegg {year}",
        (
            *result_parts(result),
            Paragraph(line(sentence)),
            *(step_item(each, left, _more(ask, session, each)) for each in steps),
            Note(line("Det dere tar, står også i ", Code("/frister mine"), ".")),
            Controls((Button("Mål, styrker og utfordringer", OPEN, "mål"),)),
        ),
        summary=f"Planlegg {year}: {done} av {len(steps)} steg er ferdige.",
    )


def step_card(
    ask: Ask, session: Session, year: int, chosen: StepName, page: int = 0, result: ActionResult | None = None
) -> Card:
    """Return a step; `result` is of what has just been done in it."""
    step = next(each for each in steps_of(session, ask.workspace.id, year) if each.name == chosen)
    parts = {
        "hjulet": lambda: wheel_parts(ask, session, year, page),
        "datoer": lambda: date_parts(ask, session, year, page),
        "kampanje": lambda: campaign_parts(ask, year),
    }[chosen]()
    return Card(
        f"Planlegg {year} – {step_name(step)}",
        (*result_parts(result), *parts, Note(line("Steget er ", *state_of(step), ".")), _foot(step)),
    )


def result_parts(result: ActionResult | None) -> tuple[Part, ...]:
    """Return what has just been done, with a button to undo."""
    if result is None:
        return ()
    undo = result.back or (undo_button(result.change) if result.change is not None else None)
    return (Item(result.line, (undo,) if undo else ()),)


def _foot(step: PlanStep) -> Controls:
    value = step_value(step)
    take = (Button("Jeg tar steget", TAKE, value),) if step.owner is None and not step.is_done else ()
    done = () if step.is_done else (Button(f"Steg {step.number} er gjort", DONE, value, style="primary"),)
    return Controls((*done, *take, Button("Til planen", SHOW, str(step.year))))


def _more(ask: Ask, session: Session, step: PlanStep) -> str:
    """Return what is left of a step, in a sentence."""
    if step.name == "hjulet":
        left = len(unanswered(ask, session, step.year))
        return f"{capital(amount(left, 'punkt mangler svar', 'punkter mangler svar'))}."
    if step.name == "datoer":
        left = len(without_date(ask, session, step.year))
        return f"{capital(amount(left, 'arrangement mangler dato', 'arrangementer mangler dato'))}."
    return chosen_sentence(ask, step.year)


def _not_now(today: date) -> Card:
    sentence = f"Planleggingen av {today.year + 1} begynner {day(date(today.year, NOVEMBER, 1), today)}."
    return Card(
        "Planlegg neste år",
        (
            Paragraph(line(sentence)),
            Note(line(f"Se hvordan {today.year} går: ", Code(f"/arshjul {today.year}"))),
        ),
        summary=sentence,
    )
