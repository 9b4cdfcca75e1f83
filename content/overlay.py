"""What people changed in the chat, applied to a pack's files.

A change is of one entry: new values of some of its fields, an entry that is new, moved or removed. Fields nobody has
changed follow the file. All of this works on a file's plain data, as YAML has it; the schema then reads the result.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from content.load import model_of, pack_of
from content.schema.pack import Pack

Place = tuple[str | int, ...]
"""Where a list of entries is in a file: names of fields, and in a list an entry's id or, if it has none, its index."""


@dataclass(frozen=True)
class EntryChange:
    """What was changed of one entry of a file.

    `fields` are new values by name, as YAML has them; None takes an optional field out. `place` is the list that a new
    or moved entry is in, and `()` a file of its own if `is_new`; None leaves the entry where it is.
    """

    file: str
    entry: str
    fields: Mapping[str, Any]
    place: Place | None = None
    is_new: bool = False
    is_removed: bool = False


def overlay(shared: Pack, changes: Iterable[EntryChange]) -> Pack:
    """Return a pack with people's changes; those that do not fit its files any more are left out."""
    by_file: dict[str, list[EntryChange]] = {}
    for each in changes:
        by_file.setdefault(each.file, []).append(each)
    files = dict(shared.files)
    for name, of_file in by_file.items():
        model = model_of(name)
        data = changed_data(data_of(shared, name), of_file)
        if model is None:
            continue
        if data is None:
            files.pop(name, None)
            continue
        try:
            files[name] = model.model_validate(data)
        except ValidationError:
            # The file has changed so that a change no longer fits: the others still apply.
            files |= _one_by_one(shared, name, of_file)
    return _keeping(shared, replace(pack_of(files), faults=shared.faults, shared=shared))


def documents(shared: Pack, changes: Iterable[EntryChange]) -> dict[str, Any]:
    """Return a pack's files as plain data, with people's changes."""
    found = {name: deepcopy(document.data) for name, document in shared.documents.items()}
    by_file: dict[str, list[EntryChange]] = {}
    for each in changes:
        by_file.setdefault(each.file, []).append(each)
    for name, of_file in by_file.items():
        data = changed_data(data_of(shared, name), of_file)
        if data is None:
            found.pop(name, None)
        else:
            found[name] = data
    return found


def data_of(pack: Pack, file: str) -> Any:
    """Return a file of a shared pack as plain data; None if it has no such file. The caller does not change it."""
    document = pack.documents.get(file)
    return document.data if document else None


def changed_data(data: Any, changes: Sequence[EntryChange]) -> Any:
    """Return a file's data with changes of it; None if there is no such file (any more)."""
    data = deepcopy(data)
    for each in changes:
        if each.is_new and each.place == ():
            data = {"id": each.entry} | _filled(each.fields)
    if data is None:
        return None
    for each in changes:
        if not (each.is_new and each.place == ()):
            _apply(data, each)
    return None if any(each.is_removed and data.get("id") == each.entry for each in changes) else data


def find(data: Any, entry: str) -> MutableMapping[str, Any] | None:
    """Return the fields of the entry with that id in a file's data; None if there is none."""
    return next((fields for _, fields in _entries(data, ()) if fields.get("id") == entry), None)


def place_of(data: Any, entry: str) -> Place | None:
    """Return the list that an entry is in; `()` for the file itself, None if there is no such entry."""
    return next((place for place, fields in _entries(data, ()) if fields.get("id") == entry), None)


def _apply(data: Any, change: EntryChange) -> None:
    if change.is_new and change.place is not None:
        siblings = _list_at(data, change.place)
        if siblings is not None and find(data, change.entry) is None and not change.is_removed:
            siblings.append({"id": change.entry} | _filled(change.fields))
        return
    found = find(data, change.entry)
    if found is None:
        return
    for name, value in change.fields.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = deepcopy(value)
    wanted = None if change.place is None else _list_at(data, change.place)
    if change.is_removed or wanted is not None:
        old = _list_at(data, place_of(data, change.entry) or ())
        if old is None or (old is wanted and not change.is_removed):
            return
        old[:] = [each for each in old if each is not found]
        if wanted is not None and not change.is_removed:
            wanted.append(found)


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: deepcopy(value) for name, value in fields.items() if value is not None}


def _entries(node: Any, place: Place) -> Iterator[tuple[Place, MutableMapping[str, Any]]]:
    """Yield each set of fields with the list it is in."""
    if not isinstance(node, dict):
        return
    yield place, node
    yield from _below(node, place)


def _below(node: Mapping[str, Any], at: Place) -> Iterator[tuple[Place, MutableMapping[str, Any]]]:
    for name, value in node.items():
        here = (*at, name)
        if isinstance(value, dict):
            yield here, value
            yield from _below(value, here)
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, dict):
                    yield here, each
                    yield from _below(each, (*here, each.get("id", index)))


def _list_at(data: Any, place: Place) -> list[Any] | None:
    """Return the list at that place, made empty if an entry may have it but does not; None if nothing is there."""
    node = data
    for index, part in enumerate(place):
        if isinstance(node, list):
            node = next((each for i, each in enumerate(node) if part in {i, each.get("id")}), None)
        elif isinstance(node, dict):
            node = node.setdefault(part, []) if index == len(place) - 1 else node.get(part)
        if node is None:
            return None
    return node if isinstance(node, list) else None


def _one_by_one(shared: Pack, name: str, changes: Sequence[EntryChange]) -> dict[str, Any]:
    """Return the file with the changes that fit; nothing if it has none without them."""
    model, found = model_of(name), None
    fitting: list[EntryChange] = []
    for each in changes:
        try:
            found = model.model_validate(changed_data(data_of(shared, name), [*fitting, each])) if model else None
        except ValidationError:
            continue
        fitting.append(each)
    return {} if found is None else {name: found}


def _keeping(shared: Pack, pack: Pack) -> Pack:
    """Return the pack with the shared one's own tuples where nothing differs, so that what is computed is shared."""
    same = {
        name: theirs
        for name in ("issues", "campaigns", "stakeholders")
        if _are_same(theirs := getattr(shared, name), getattr(pack, name))
    }
    if shared.files.get("organisasjon.yaml") is pack.files.get("organisasjon.yaml"):
        same["organisation"] = shared.organisation
    return replace(pack, **same)


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
