"""The inputs of an entry's form: one for each field of its kind, and where it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Choice
from bot.cards.form import CheckInput, DateInput, Input, PersonInput, SelectInput, TextInput, TimeInput
from bot.cards.nudges.wheel import FIELDS
from bot.cards.words import MONTHS, capital
from bot.commands.ask import Ask
from bot.commands.innhold.contents import Contents, FoundEntry, wheel_place
from bot.commands.innhold.kind import MOST, Field, Kind
from bot.commands.innhold.kinds import BY_ID, WHEEL_ENTRY
from bot.commands.innhold.values import EVERY_YEAR, YES, read_value, separator, split_text
from bot.commands.parse.themes import themes_of
from content.overlay import Place
from models.workspace.contacts import names_of_people

MONTH, FIELD, PLACE = "hjul.måned", "hjul.felt", "sted"
"""The inputs of an entry's place: the month and the field of the wheel, and the list of a new entry."""
YEARS_AHEAD = 4
PLACES_SHOWN = 100
SHORT = 100
"""The most characters of a number, and of when something is."""


def place_inputs(
    ask: Ask, kind: Kind, contents: Contents, place: Place | None, within: FoundEntry | None = None
) -> tuple[Input, ...]:
    """Return the inputs of where an entry is: its month and field in the wheel, or the list that a new one goes into."""
    if kind.id == WHEEL_ENTRY:
        month, chosen = wheel_place(place or ()) or (ask.today.month, None)
        months = tuple(Choice(capital(each), str(number)) for number, each in enumerate(MONTHS, start=1))
        fields = tuple(Choice(name, each) for each, name in FIELDS.items())
        return (
            SelectInput(MONTH, "Måned", months, str(month)),
            SelectInput(FIELD, "Felt", fields, chosen),
        )
    places = contents.places(kind, within) if place is None else ()
    if len(places) <= 1:
        return ()
    choices = tuple(Choice(title, place_key(file, where)) for file, where, title in places[:PLACES_SHOWN])
    return (SelectInput(PLACE, "Hvor", choices, hint="Hva det hører til."),)


def place_key(file: str, place: Place) -> str:
    """Return the value of a place in a menu."""
    return "|".join((file, *map(str, place)))


def field_inputs(  # noqa: PLR0911 - one case for each shape
    ask: Ask, session: Session, contents: Contents, kind: Kind, each: Field, text: str, found: FoundEntry | None
) -> tuple[Input, ...]:
    """Return the input of a field; several if its text is too long for one, none if it has nothing to choose from."""
    optional = each.name not in kind.required
    match each.shape:
        case "dato":
            day = read_value(kind, Field(each.name, each.label, "dato"), text) if text else None
            return (DateInput(each.name, each.label, _day(day), each.hint, optional=optional),)
        case "valg" | "tema" | "spor":
            choices = _choices(ask, contents, each, found)
            initial = text or (EVERY_YEAR if each.name == "bare_i" else None)
            return (
                (SelectInput(each.name, each.label, choices, initial, each.hint, optional=optional),) if choices else ()
            )
        case "ja":
            tick = (Choice("Ja", YES),)
            return (CheckInput(each.name, each.label, tick, (YES,) if text else (), each.hint),)
        case "temaer":
            themes = _choices(ask, contents, Field(each.name, each.label, "tema"), found)
            chosen = tuple(filter(None, text.split(",")))
            return (CheckInput(each.name, each.label, themes, chosen, each.hint),) if themes else ()
        case "person":
            if text and text != ask.user_id and text not in names_of_people(session, ask.workspace.id):
                most = kind.longest(each.name)
                return (TextInput(each.name, each.label, text, each.hint, optional=True, max_length=most),)
            return (PersonInput(each.name, each.label, text or None, each.hint),)
    return _text_inputs(kind, each, text, optional=optional)


def _text_inputs(kind: Kind, each: Field, text: str, *, optional: bool) -> tuple[Input, ...]:
    """Return the input of a text; several if it is too long for one."""
    many = each.shape not in {"linje", "tall", "regel", "liste"}
    parts = split_text(each, text)
    if len(parts) == 1:
        most = MOST if separator(each) else min(MOST, kind.longest(each.name))
        most = SHORT if each.shape in {"tall", "regel"} and len(text) <= SHORT else most
        return (TextInput(each.name, each.label, text, each.hint, many, optional, most),)
    return tuple(
        TextInput(
            each.name if number == 1 else f"{each.name}.{number}",
            f"{each.label} ({number} av {len(parts)})",
            part,
            each.hint if number == 1 else "",
            many,
            optional or number > 1,
            MOST,
        )
        for number, part in enumerate(parts, start=1)
    )


def _choices(ask: Ask, contents: Contents, each: Field, found: FoundEntry | None) -> tuple[Choice, ...]:
    if each.shape == "tema":
        return tuple(Choice(name, theme) for theme, name in themes_of(ask.pack).names.items() if ask.pack.issue(theme))
    if each.shape == "spor":
        tracks = contents.entries(BY_ID["spor"], found) if found else ()
        return tuple(Choice(one.title, one.id) for one in tracks if not one.is_removed)
    if each.name == "delregion":
        return tuple(Choice(one.name, one.id) for one in ask.pack.organisation.subregions)
    if each.name == "bare_i":
        now = (found.fields.get("bare_i") if found else None) or ask.today.year
        years = sorted({int(now), *range(ask.today.year, ask.today.year + YEARS_AHEAD)})
        return (Choice("Hvert år", EVERY_YEAR), *(Choice(f"Bare i {year}", str(year)) for year in years))
    return each.choices


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else None


def filled(each: Input, values: Mapping[str, str]) -> Input:
    """Return an input that begins with what was written in it."""
    text = values.get(each.name, "")
    match each:
        case DateInput():
            return replace(each, initial=_day(text or None))
        case CheckInput():
            return replace(each, initial=tuple(filter(None, text.split(","))))
        case TextInput() | TimeInput():
            return replace(each, initial=text)
        case _:
            return replace(each, initial=text or None)
