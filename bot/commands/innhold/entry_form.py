"""The form of an entry: made from its kind, and read into what is to be written."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Line
from bot.cards.form import Form
from bot.cards.nudges.wheel import FIELDS
from bot.cards.words import MONTHS, listing
from bot.commands.ask import Ask
from bot.commands.innhold.contents import Contents, FoundEntry, wheel_place
from bot.commands.innhold.entry_inputs import FIELD, MONTH, PLACE, field_inputs, filled, place_inputs, place_key
from bot.commands.innhold.kind import Field, Kind
from bot.commands.innhold.kinds import BY_ID, WHEEL_ENTRY, WINDOW
from bot.commands.innhold.rules import month_of
from bot.commands.innhold.values import (
    EVERY_YEAR,
    is_blank,
    read_value,
    text_of,
    text_print,
    written,
)
from bot.commands.parse.fault import Fault
from bot.commands.parse.json_text import read_json
from bot.commands.shared.deadline_owner import owner_error
from content.folding import fold
from content.overlay import Place
from content.schema.media import OTHER_THEMES
from models.workspace.contacts import has_departed

SAVE, ADD = "innhold.lagre", "innhold.ny.lagre"
LONGEST_ID = 64
LONGEST_SHOWN = 7_000
"""A longer text is not in the form: nobody reads it there, and Teams takes no form that is much larger."""
LONGEST_BARE = 58
"""Leaves room for a number after it."""
ID_CHARACTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class FormOf:
    """What the state of a form holds: the entry, or the kind of a new one, and the fields as they were shown.

    `seen` are fingerprints of the texts by field (`text_print`).
    """

    file: str
    entry: str
    kind: str
    seen: Mapping[str, str] = field(default_factory=dict)

    def packed(self) -> str:
        """Return it as one short text."""
        return json.dumps(
            [self.file, self.entry, self.kind, dict(self.seen)], ensure_ascii=False, separators=(",", ":")
        )


def unpack_form(state: str) -> FormOf | None:
    """Return what was packed; None if it cannot be read."""
    match read_json(state):
        case [str(file), str(entry), str(kind), dict(seen)] if kind in BY_ID:
            return FormOf(file, entry, kind, {str(name): str(each) for name, each in seen.items()})
    return None


@dataclass(frozen=True)
class Sent:
    """What a form says: new values of the fields that this person changed, the place if they moved it, and errors.

    `crossed` are fields that somebody else has changed as well since the form was shown.
    """

    fields: Mapping[str, Any]
    place: Place | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    crossed: tuple[str, ...] = ()


def edit_form(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Form:
    """Return the form of an entry with its current texts."""
    shown = {each.name: text for each in found.kind.fields if len(text := _current(found, each)) <= LONGEST_SHOWN}
    seen = {name: text_print(text) for name, text in shown.items()}
    inputs = [
        *place_inputs(ask, found.kind, contents, found.place),
        *(
            one
            for each in found.kind.fields
            if each.name in shown
            for one in field_inputs(ask, session, contents, found.kind, each, shown[each.name], found)
        ),
    ]
    if wheel := wheel_place(found.place):
        seen |= {MONTH: str(wheel[0]), FIELD: wheel[1]}
    state = FormOf(found.file, found.id, found.kind.id, seen).packed()
    return Form(f"Endre {found.kind.name}", SAVE, tuple(inputs), state=state, intro=_intro(found))


def new_form(ask: Ask, session: Session, contents: Contents, kind: Kind, within: FoundEntry | None = None) -> Form:
    """Return the form of a new entry; `within` is the entry whose list it goes into, if that is chosen."""
    source = f"Lagt inn i chatten {ask.today.day}.{ask.today.month}.{ask.today.year}"
    shown = {each.name: source if each.name == "kilde" else "" for each in kind.fields}
    inputs = [
        *place_inputs(ask, kind, contents, None, within),
        *(
            one
            for each in kind.fields
            for one in field_inputs(ask, session, contents, kind, each, shown[each.name], within)
        ),
    ]
    state = FormOf(within.file if within else "", within.id if within else "", kind.id)
    return Form(kind.new, ADD, tuple(inputs), submit="Legg til", state=state.packed())


def again(form: Form, values: Mapping[str, str], intro: Line) -> Form:
    """Return a form with what a person has written in it, headed by what to see to."""
    return Form(
        form.title, form.action, tuple(filled(each, values) for each in form.inputs), form.submit, form.state, intro
    )


def read_edit(ask: Ask, session: Session, found: FoundEntry, form_of: FormOf, values: Mapping[str, str]) -> Sent:
    """Return what somebody changed in the form of an entry."""
    fields: dict[str, Any] = {}
    errors: dict[str, str] = {}
    crossed = []
    place, month = _moved(found, form_of, values, errors)
    for each in found.kind.fields:
        text = _text(each, values)
        current = _current(found, each)
        if len(current) > LONGEST_SHOWN and each.name not in form_of.seen:
            continue
        is_kept = text_print(text) in {form_of.seen.get(each.name), text_print(current)}
        if is_kept or _has_left(session, ask, each, text, current):
            continue
        value = _read(ask, session, found.kind, each, text, month)
        if isinstance(value, Fault):
            errors[each.name] = value.text
        elif form_of.seen.get(each.name, text_print(current)) != text_print(current):
            crossed.append(each.name)
        else:
            fields[each.name] = value
    if place is not None and "når" not in fields and month_of(found.fields.get("når")) not in {None, month}:
        errors.setdefault("når", "Datoen er i en annen måned. Skriv den nye, eller tøm feltet.")
    _settle_certainty(found.kind, fields, found.fields)
    return Sent(fields, place, errors, tuple(crossed))


def read_new(
    ask: Ask, session: Session, contents: Contents, form_of: FormOf, values: Mapping[str, str]
) -> tuple[str, str, Sent]:
    """Return the file and the id of a new entry, and what its form says."""
    kind = BY_ID[form_of.kind]
    errors: dict[str, str] = {}
    file, place = _chosen_place(kind, contents, form_of, values, errors)
    wheel = wheel_place(place)
    month = wheel[0] if wheel else None
    fields: dict[str, Any] = {}
    for each in kind.fields:
        value = _read(ask, session, kind, each, _text(each, values), month)
        if isinstance(value, Fault):
            errors[each.name] = value.text
        elif value is not None:
            fields[each.name] = value
    _settle_certainty(kind, fields, {})
    entry = new_id(contents, file, str(fields.get("navn") or fields.get("tittel") or fields.get("tekst") or kind.id))
    if kind.path == ():
        file = f"{kind.files}{entry}.yaml"
        fields |= {"spor": []} if kind.id == "sak" else {}
        place = ()
    return file, entry, Sent(fields | _empty_lists(kind, fields), place, errors)


def new_id(contents: Contents, file: str, name: str) -> str:
    """Return an id made from a name that nothing in the file has, and no other file of its folder."""
    folder = file.rpartition("/")[0]
    files = [each for each in contents.files if each == file or (folder and each.startswith(f"{folder}/"))]
    taken = set(re.findall(r"'id': '([^']+)'", repr([contents.data(each) for each in files])))
    return free_id(name, taken | OTHER_THEMES, "punkt")


def free_id(name: str, taken: Collection[str], unnamed: str) -> str:
    """Return an id made from a name that is not taken; from `unnamed` if the name has no letters or digits."""
    bare = ID_CHARACTERS.sub("-", fold(name)).strip("-")[:LONGEST_BARE].strip("-") or unnamed
    number = 1
    while (made := bare if number == 1 else f"{bare}-{number}") in taken:
        number += 1
    return made


def _empty_lists(kind: Kind, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lists that a new entry must have, empty: what goes into them is added afterwards."""
    lists = {"allianse": "samarbeid", "handverk": "sjekkliste", "grep": "tiltak"}
    name = lists.get(kind.id)
    return {name: []} if name and name not in fields else {}


def _current(found: FoundEntry, each: Field) -> str:
    return text_of(each, found.fields.get(each.name))


def _intro(found: FoundEntry) -> Line:
    if found.fields.get("klarering", {}).get("status") == "klarert":
        return ("Teksten er klarert. Endrer du den, blir den et utkast til den er klarert på nytt.",)
    left_out = listing([f"«{each.label}»" for each in found.kind.fields if len(_current(found, each)) > LONGEST_SHOWN])
    if left_out:
        return (
            f"{left_out} er for langt for et skjema. Den som drifter Pådriver, kan endre det i filen {found.file}.",
        )
    return ()


def _text(each: Field, values: Mapping[str, str]) -> str:
    text = written(each, values)
    return "" if is_blank(text) or (each.name == "bare_i" and text == EVERY_YEAR) else text


def _read(ask: Ask, session: Session, kind: Kind, each: Field, text: str, month: int | None) -> Any:
    if each.shape == "person" and text and (error := owner_error(ask, session, text[:LONGEST_ID])):
        return Fault(error)
    if each.shape == "tema" and text and ask.pack.issue(text) is None:
        return Fault("Velg et av temaene.")
    return read_value(kind, each, text, month)


def _has_left(session: Session, ask: Ask, each: Field, text: str, current: str) -> bool:
    """Return True if a field is empty because the form does not offer somebody who has left."""
    return each.shape == "person" and not text and bool(current) and has_departed(session, ask.workspace.id, current)


def _moved(
    found: FoundEntry, form_of: FormOf, values: Mapping[str, str], errors: dict[str, str]
) -> tuple[Place | None, int | None]:
    """Return the new place of an entry of the wheel if it was moved, and the month it is in."""
    now = wheel_place(found.place)
    if now is None or found.kind.id != WHEEL_ENTRY:
        return None, None
    wanted = _wheel_choice(values, errors)
    if wanted is None:
        return None, now[0]
    seen = (form_of.seen.get(MONTH), form_of.seen.get(FIELD))
    if (str(wanted[0]), wanted[1]) == seen:
        return None, now[0]
    return (("måneder", wanted[0] - 1, wanted[1]) if wanted != now else None), wanted[0]


def _wheel_choice(values: Mapping[str, str], errors: dict[str, str]) -> tuple[int, str] | None:
    month, chosen = values.get(MONTH, ""), values.get(FIELD, "")
    if not (month.isdecimal() and 1 <= int(month) <= len(MONTHS)):
        errors[MONTH] = "Velg en måned."
    if chosen not in FIELDS:
        errors[FIELD] = "Velg et felt."
    return None if {MONTH, FIELD} & errors.keys() else (int(month), chosen)


def _chosen_place(
    kind: Kind, contents: Contents, form_of: FormOf, values: Mapping[str, str], errors: dict[str, str]
) -> tuple[str, Place]:
    if kind.path == ():
        return kind.files, ()
    if kind.id == WHEEL_ENTRY:
        wanted = _wheel_choice(values, errors)
        return kind.files, ("måneder", wanted[0] - 1, wanted[1]) if wanted else ()
    within = contents.find(form_of.file, form_of.entry) if form_of.entry else None
    places = contents.places(kind, within)
    if len(places) == 1:
        return places[0][0], places[0][1]
    chosen = next((row for row in places if place_key(row[0], row[1]) == values.get(PLACE)), None)
    if chosen is None:
        errors[PLACE] = "Velg hva det hører til."
        return places[0][0] if places else kind.files, ()
    return chosen[0], chosen[1]


def _settle_certainty(kind: Kind, fields: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Keep a date and how sure it is together: a wheel entry without a date is about its month.

    A time to influence that is written in a form has its own end, no longer that of another entry.
    """
    if kind.id == WINDOW and "når" in fields and before.get("slutter_med"):
        fields["slutter_med"] = None
    if kind.id != WHEEL_ENTRY or "når" not in fields:
        return
    if fields["når"] is None:
        fields["sikkerhet"] = None
    elif not fields.get("sikkerhet") and before.get("sikkerhet") in {None, "måned"}:
        fields["sikkerhet"] = "forventet"
