"""What differs between two packs is found entry by entry, and applied again it gives the other pack."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.difference import difference
from content.load import DEFAULT, TEMPLATE, load_pack
from content.overlay import FILE, FIRST, EntryChange, changed_data, overlay, plain_files
from content.schema.messages import Issue
from tests.support.pack import small_pack

START = {name: document.data for name, document in small_pack().documents.items()}
CAMPAIGN, WHEEL = "kampanjer/2026.yaml", "arshjul.yaml"
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


def applied(start: dict[str, Any], changes: list[EntryChange]) -> dict[str, Any]:
    """Return a pack's files with changes of them."""
    names = {*start, *(each.file for each in changes)}
    found = {name: changed_data(start.get(name), [each for each in changes if each.file == name]) for name in names}
    return {name: data for name, data in found.items() if data is not None}


def lists(node: Any) -> list[list[Any]]:
    """Return each list of entries with ids in a file."""
    if isinstance(node, dict):
        return [each for value in node.values() for each in lists(value)]
    if not isinstance(node, list) or not all(isinstance(each, dict) for each in node):
        return []
    below = [each for value in node for each in lists(value)]
    return [node, *below] if all("id" in each for each in node) else below


def entries(node: Any) -> list[dict[str, Any]]:
    """Return each set of fields with an id in a file."""
    return [each for some in lists(node) for each in some]


def move(draw: st.DrawFn, some: list[list[Any]], found: list[dict[str, Any]]) -> None:
    """Move an entry to another list, or to another place in its own."""
    moved = draw(st.sampled_from(found))
    source = next(each for each in some if any(one is moved for one in each))
    others = [each for each in some if not any(each is one for one in lists(moved))]
    source[:] = [each for each in source if each is not moved]
    target = draw(st.sampled_from(others))
    target.insert(draw(st.integers(0, len(target))), moved)


def edit_once(draw: st.DrawFn, pack: dict[str, Any], number: int) -> None:
    """Edit one file in one way."""
    data = pack[draw(st.sampled_from(sorted(pack)))]
    some, found = lists(data), entries(data)
    match draw(st.sampled_from(("field", "file field", "new", "move", "remove", "shuffle", "new file"))):
        case "field" if found:
            field = draw(st.sampled_from(("tekst", "navn", "merknad", "når", "stikkord", "sjekkliste")))
            value = draw(st.one_of(TEXTS, st.none(), st.just([]), st.lists(TEXTS), st.just({"regel": "uke"})))
            draw(st.sampled_from(found))[field] = value
        case "file field":
            data["om"] = draw(st.one_of(TEXTS, st.none(), st.booleans(), st.integers(0, 9)))
        case "new" if some:
            line = {"id": f"ny-{number}", "tekst": draw(TEXTS), "tiltak": [{"id": f"under-{number}", "tekst": "x"}]}
            siblings = draw(st.sampled_from(some))
            siblings.insert(draw(st.integers(0, len(siblings))), line)
        case "move" if found:
            move(draw, some, found)
        case "remove" if found:
            gone = draw(st.sampled_from(found))
            for siblings in some:
                siblings[:] = [each for each in siblings if each is not gone]
        case "shuffle" if some:
            siblings = draw(st.sampled_from(some))
            siblings[:] = draw(st.permutations(siblings))
        case "new file":
            pack[f"saker/ny-{number}.yaml"] = {"id": f"ny-{number}", "navn": draw(TEXTS), "spor": []}


@st.composite
def edited(draw: st.DrawFn) -> dict[str, Any]:
    """Return the pack after people have edited its files at will."""
    pack = deepcopy(START)
    for number in range(draw(st.integers(1, 12))):
        edit_once(draw, pack, number)
    for name in draw(st.lists(st.sampled_from(sorted(pack)), max_size=2)):
        pack.pop(name, None)
    return pack


def without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nothing(each) for name, each in value.items() if each is not None}
    return [without_nothing(each) for each in value] if isinstance(value, list) else value


@given(edited())
def test_the_difference_makes_one_pack_of_another(wanted: dict[str, Any]) -> None:
    changes = difference(START, wanted)

    assert applied(START, changes) == without_nothing(wanted)
    assert difference(START, applied(START, changes)) == changes
    assert len({(each.file, each.entry) for each in changes}) == len(changes)


@given(edited(), edited())
def test_from_any_pack_to_any_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert without_nothing(applied(one, difference(one, other))) == without_nothing(other)


@pytest.mark.parametrize("folder", [DEFAULT, TEMPLATE], ids=["osloregionen", "mal"])
def test_a_pack_as_plain_data_is_what_its_files_say(folder: Path) -> None:
    pack = load_pack(folder)

    assert plain_files(pack) == {name: without_nothing(each.data) for name, each in pack.documents.items()}


def test_nothing_differs() -> None:
    assert difference(START, deepcopy(START)) == []


def test_a_changed_field_is_one_change_of_that_field() -> None:
    wanted = deepcopy(START)
    wanted["saker/jernbane.yaml"]["spor"][0]["krav"] = "Bygg nå."

    assert difference(START, wanted) == [EntryChange("saker/jernbane.yaml", "jernbane-a", {"krav": "Bygg nå."})]


def test_a_field_of_a_file_without_id() -> None:
    wanted = deepcopy(START)
    wanted["ntp.yaml"]["fremlegges"] = 2032

    assert difference(START, wanted) == [EntryChange("ntp.yaml", FILE, {"fremlegges": 2032})]


def test_an_entry_that_is_moved_keeps_its_fields_and_the_others_their_order() -> None:
    wanted = deepcopy(START)
    months = wanted[WHEEL]["måneder"]
    months[1]["arrangementer"] = [months[9]["arrangementer"].pop()]

    place = ("måneder", 1, "arrangementer")
    assert difference(START, wanted) == [EntryChange(WHEEL, "energidagene", {}, place)]


def test_another_order_moves_as_few_as_it_can() -> None:
    wanted = deepcopy(START)
    milestones = wanted["statsbudsjett.yaml"]["milepæler"]
    milestones.insert(0, milestones.pop())

    assert difference(START, wanted) == [EntryChange("statsbudsjett.yaml", "rnb", {}, after=FIRST)]


def test_a_new_entry_between_others_comes_after_its_neighbour() -> None:
    wanted = deepcopy(START)
    line = {"id": "se-budsjettet", "tekst": "Se budsjettet"}
    wanted[WHEEL]["måneder"][9]["saker"].insert(0, line)

    place = ("måneder", 9, "saker")
    assert difference(START, wanted) == [
        EntryChange(WHEEL, "se-budsjettet", {"tekst": "Se budsjettet"}, place, is_new=True, after=FIRST)
    ]


def test_what_moves_out_of_an_entry_that_goes_is_kept() -> None:
    wanted = deepcopy(START)
    first, second = wanted[CAMPAIGN]["grep"][:2]
    second["tiltak"] += first["tiltak"]
    wanted[CAMPAIGN]["grep"].remove(first)

    assert applied(START, difference(START, wanted)) == wanted


@pytest.mark.parametrize("folder", [DEFAULT, TEMPLATE], ids=["osloregionen", "mal"])
def test_what_nobody_changed_is_the_same_object_as_in_the_shared_pack(folder: Path) -> None:
    pack = load_pack(folder)
    file, issue = next((name, each) for name, each in pack.files.items() if isinstance(each, Issue) and each.tracks)
    changed = overlay(pack, [EntryChange(file, issue.tracks[0].id, {"budskap": "Nytt."})])

    mine = next(each for each in changed.issues if each.id == issue.id)
    assert mine.tracks[0].budskap == "Nytt."
    assert mine.tracks[1:] == issue.tracks[1:]
    assert all(one is other for one, other in zip(mine.tracks[1:], issue.tracks[1:], strict=True))
    assert changed.wheel is pack.wheel
    data = changed_data(pack.documents[file].data, [EntryChange(file, issue.tracks[0].id, {"budskap": "Nytt."})])
    assert Issue.model_validate(data) == mine
