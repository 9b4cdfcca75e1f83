"""People who have left, in a card and in a form: named and not mentioned, and never offered."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards.card import Card, Line, Person, Span, with_lines
from bot.cards.form import Form, Input, PersonInput

SOMEBODY = "Personen"
"""Used in place of a name that the platform never gave."""


def people_named(card: Card) -> frozenset[str]:
    """Return the ids of the people that a card mentions."""
    found: set[str] = set()

    def look(line: Line) -> Line:
        found.update(span.user_id for span in line if isinstance(span, Person))
        return line

    for part in card.parts:
        with_lines(part, look)
    return frozenset(found)


def with_departed(card: Card, left: Mapping[str, str]) -> Card:
    """Return a card in which people who have left (`left`: names by id) are shown by name, marked as having left."""
    if not left:
        return card
    parts = tuple(with_lines(part, lambda line: tuple(_named(span, left) for span in line)) for part in card.parts)
    return replace(card, parts=parts)


def people_chosen(form: Form) -> frozenset[str]:
    """Return the ids of the people who are preselected in a form."""
    return frozenset(each.initial for each in form.inputs if isinstance(each, PersonInput) and each.initial)


def without_departed(form: Form, left: Mapping[str, str]) -> Form:
    """Return the form with nobody preselected who has left; the hint of the field says why."""
    if not left:
        return form
    return replace(form, inputs=tuple(_without(each, left) for each in form.inputs))


def choose_another(name: str) -> str:
    """Return the error message for choosing somebody who has left."""
    return f"{called(name)} har sluttet. Velg en annen."


def called(name: str) -> str:
    """Return the name of somebody who has left, or `SOMEBODY` if it is empty."""
    return name or SOMEBODY


def _without(field: Input, left: Mapping[str, str]) -> Input:
    if not isinstance(field, PersonInput) or field.initial is None or field.initial not in left:
        return field
    said = f"{called(left[field.initial])} har sluttet."
    return replace(field, initial=None, hint=f"{said} {field.hint}".strip())


def _named(span: Span, left: Mapping[str, str]) -> Span:
    if isinstance(span, Person) and span.user_id in left:
        return f"{left[span.user_id] or 'en kollega'} (har sluttet)"
    return span
