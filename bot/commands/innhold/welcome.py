"""«Hvem er dere?»: the name and the most important cases of a workspace that starts from the template, in one form.

It may be skipped, and opened again: then it adds cases to those that are there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Code, Controls, Item, Note, Paragraph, line
from bot.cards.form import Form, FormErrors, Input, TextInput
from bot.cards.welcome import OPEN
from bot.cards.words import listing
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.innhold.actions import OVERVIEW, UNDO
from bot.commands.innhold.contents import Contents, contents_of
from bot.commands.innhold.entry_form import free_id
from bot.commands.innhold.saving import REFUSED, WHAT, plain_fault
from bot.commands.innhold.values import tidy
from bot.commands.parse.bounds import length_error
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.json_text import read_json
from bot.commands.shared.administration import lock_workspace, log_change, refusal
from content.overlay import entries_of
from content.schema.media import OTHER_THEMES
from models.content.content_edits import FieldConflictError, RefusedChangeError, WantedEdit, change, fingerprint

SAVE = "innhold.velkomst.lagre"
ORGANISATION = "organisasjon.yaml"
PRIORITIES = ("prioriteringer",)
NAME, SHORT = "navn", "kortnavn"
CASES = (1, 2, 3)
LONGEST_NAME, LONGEST_SHORT, LONGEST_SENTENCE = 150, 60, 500
EXAMPLE = "Eksempel:"
"""What the names of the template's examples begin with."""
SOURCE = "Skrevet inn i chatten"
DRAFT = {"status": "utkast"}
WHO = "navnet og sakene for alle"


@dataclass(frozen=True)
class WrittenCase:
    """A case as somebody wrote it; `sentence` is empty if they only named it."""

    name: str
    sentence: str


def welcome(ask: Ask, session: Session) -> Form | Card:
    """Return the form, or which administrators to ask."""
    return refusal(ask, session, WHO) or welcome_form(contents_of(ask, session))


def open_welcome(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form, or say which administrators to ask."""
    del press
    found = welcome(ask, session)
    return found if isinstance(found, Form) else Reply(card=found)


def welcome_form(contents: Contents) -> Form:
    """Return the form, with the name as it is now; the examples of the template are left out."""
    organisation = contents.data(ORGANISATION)
    known = [each["navn"] for each in organisation["prioriteringer"] if not _is_example(each)]
    begun = {} if _is_example(organisation) else organisation
    intro = line("Alt blir utkast, og dere kan endre det når som helst.")
    return Form(
        "Hvem er dere?",
        SAVE,
        (
            TextInput(NAME, "Hva heter dere?", str(begun.get(NAME, "")), max_length=LONGEST_NAME),
            TextInput(
                SHORT,
                "Kort navn",
                str(begun.get(SHORT, "")),
                "Det dere kaller dere til daglig. Tomt felt betyr hele navnet.",
                optional=True,
                max_length=LONGEST_SHORT,
            ),
            *(each for number in CASES for each in _case_inputs(number, is_more=bool(known))),
        ),
        state=json.dumps({name: fingerprint(organisation.get(name)) for name in (NAME, SHORT)}),
        intro=(*intro, f" Dere har alt disse sakene: {listing(known)}.") if known else intro,
    )


def _case_inputs(number: int, *, is_more: bool) -> Iterator[Input]:
    label = "Ny sak" if is_more else "Viktig sak"
    yield TextInput(f"sak{number}", f"{label} {number}", optional=True, max_length=LONGEST_NAME)
    yield TextInput(
        f"budskap{number}",
        f"Det viktigste om sak {number}",
        hint="Én setning: hva vil dere at noen skal gjøre?",
        multiline=True,
        optional=True,
        max_length=LONGEST_SENTENCE,
    )


def save_welcome(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Write the name and the cases as one edit, or return what is wrong with the form."""
    lock_workspace(ask, session)
    refused = refusal(ask, session, WHO)
    if refused:
        return Reply(card=refused)
    name, short_name = clean(sent.values.get(NAME, "")), clean(sent.values.get(SHORT, ""))
    cases = {number: _case(sent.values, number) for number in CASES}
    errors = dict(_errors(name, short_name, cases))
    if errors:
        return FormErrors(errors)
    contents = contents_of(ask, session)
    written = [each for each in cases.values() if each.name]
    state = read_json(sent.state)
    seen = state if isinstance(state, dict) else {}
    organisation = WantedEdit(
        ORGANISATION,
        str(contents.data(ORGANISATION)["id"]),
        {NAME: name, SHORT: short_name or name[:LONGEST_NAME]},
        seen={each: str(seen[each]) for each in (NAME, SHORT) if each in seen},
    )
    wanted = [organisation, *_new_cases(contents, written), *(_without_examples(contents) if written else ())]
    try:
        edit = change(session, ask.workspace, ask.pack.start, ask.user_id, wanted, ask.now)
    except FieldConflictError as conflict:
        theirs = next(iter(conflict.theirs.values()))
        return FormErrors({NAME: f"En kollega skrev «{theirs}» mens du skrev. Åpne skjemaet på nytt."})
    except RefusedChangeError as refused_change:
        return FormErrors({NAME: next(map(plain_fault, refused_change.faults), REFUSED)})
    log_change(ask, session, WHAT, {WHAT: name}, {WHAT: name, "hva": "endret navn og saker"})
    return Reply(card=_welcomed(name, written, edit.id))


def _case(values: Mapping[str, str], number: int) -> WrittenCase:
    return WrittenCase(clean(values.get(f"sak{number}", "")), tidy(values.get(f"budskap{number}", "")))


def _errors(name: str, short_name: str, cases: Mapping[int, WrittenCase]) -> Iterator[tuple[str, str]]:
    if not name:
        yield NAME, "Skriv hva dere heter."
    lengths = [(NAME, name, LONGEST_NAME), (SHORT, short_name, LONGEST_SHORT)]
    earlier: set[str] = set()
    for number, each in cases.items():
        lengths += [(f"sak{number}", each.name, LONGEST_NAME), (f"budskap{number}", each.sentence, LONGEST_SENTENCE)]
        if each.sentence and not each.name:
            yield f"sak{number}", "Skriv hva saken heter."
        if each.name and fold(each.name) in earlier:
            yield f"sak{number}", "Denne saken er skrevet to ganger. Skriv en annen, eller la feltet stå tomt."
        earlier.add(fold(each.name))
    for field, text, longest in lengths:
        if error := length_error(text, longest):
            yield field, error


def _new_cases(contents: Contents, cases: Iterable[WrittenCase]) -> Iterator[WantedEdit]:
    """Yield for each case a file with its sentence as a draft track, and its place among the priorities."""
    taken = _taken(contents)
    for each in cases:
        entry = free_id(each.name, taken, "sak")
        taken.add(entry)
        about = f"Det viktigste om {each.name}"
        track = {"id": f"{entry}-1", "navn": about, "klarering": DRAFT, "budskap": each.sentence, "kilde": SOURCE}
        fields: dict[str, Any] = {"navn": each.name, "stikkord": [each.name], "klarering": DRAFT, "kilde": SOURCE}
        fields["spor"] = [track] if each.sentence else []
        yield WantedEdit(f"saker/{entry}.yaml", entry, fields, (), is_new=True)
        priority = {"navn": each.name, "tema": entry, "kilde": SOURCE}
        yield WantedEdit(ORGANISATION, entry, priority, PRIORITIES, is_new=True)


def _taken(contents: Contents) -> set[str]:
    """Return the ids that a new case cannot have, those of what people took out included."""
    files = [each for each in contents.files if each == ORGANISATION or each.startswith("saker/")]
    ids = {str(fields.get("id")) for file in files for _, fields in entries_of(contents.data(file))}
    return ids | {file.removeprefix("saker/").removesuffix(".yaml") for file in files} | OTHER_THEMES


def _without_examples(contents: Contents) -> Iterator[WantedEdit]:
    """Yield the removal of the template's example cases, which are no longer needed."""
    for priority in contents.data(ORGANISATION)["prioriteringer"]:
        file = f"saker/{priority['tema']}.yaml"
        gone = contents.removed(ORGANISATION) | contents.removed(file)
        if _is_example(priority) and file in contents.files and priority["id"] not in gone:
            yield WantedEdit(ORGANISATION, priority["id"], is_removed=True)
            yield WantedEdit(file, str(contents.data(file)["id"]), is_removed=True)


def _is_example(entry: Mapping[str, Any]) -> bool:
    return str(entry.get(NAME, "")).startswith(EXAMPLE)


def _welcomed(name: str, cases: Iterable[WrittenCase], edit_id: int) -> Card:
    rows = tuple(line(f"{each.name}: {each.sentence}" if each.sentence else each.name) for each in cases)
    sentence = f"Takk. Jeg vet nå at dere er {name}."
    return Card(
        "Hyggelig å hilse på dere",
        (
            Item(line(sentence), (Button("Angre", UNDO, str(edit_id)),)),
            *((Paragraph(line("Dette er sakene deres. Alt er utkast:")), Bullets(rows)) if rows else ()),
            Note(line("Klarer det dere kan si utad, med ", Code("/padriver klarering"), ".")),
            Controls((Button("Se alt innhold", OVERVIEW, ""),)),
        ),
        summary=sentence,
    )


PRESSES: Mapping[str, PressHandler] = {OPEN: open_welcome}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save_welcome}
