"""What people changed in the chat, applied to a pack's files.

A change is of one entry: new values of some of its fields, an entry that is new, moved or removed. Fields nobody has
changed follow the file. All of this works on a file's plain data, as YAML has it; the schema then reads the result.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from content.document import MAX_DEPTH
from content.load import SINGLE, model_of, pack_of
from content.schema.base import Strict
from content.schema.pack import Pack

Place = tuple[str | int, ...]
"""Where a list of entries is in a file: names of fields, and in a list an entry's id or, if it has none, its index."""

FILE = ""
"""The entry of a file that has no id."""
FIRST = ""
"""Comes before all entries of its list."""


@dataclass(frozen=True)
class EntryChange:
    """What was changed of one entry of a file.

    `fields` are new values by name, as YAML has them; None takes an optional field out. `place` is the list that a new
    or moved entry is in, and `()` a file of its own if `is_new`; None leaves the entry where it is. `entry` is `FILE` for
    a file that has no id. `after` is the entry of the same list that it comes right after, or `FIRST`; None leaves the
    order as it is, with new and moved entries last.
    """

    file: str
    entry: str
    fields: Mapping[str, Any]
    place: Place | None = None
    is_new: bool = False
    is_removed: bool = False
    after: str | None = None


def overlay(shared: Pack, changes: Iterable[EntryChange]) -> Pack:
    """Return a pack with people's changes; those that do not fit its files any more are left out."""
    files = dict(shared.files)
    for name, changed in _changed_files(shared, changes):
        if changed is None:
            files.pop(name, None)
        else:
            files[name] = changed
    return _keeping(shared, replace(pack_of(files), faults=shared.faults, shared=shared))


def plain_files(pack: Pack) -> dict[str, Any]:
    """Return the files of a pack as plain data, with what people changed; fields in the order of the schema."""
    return {name: plain_file(file) for name, file in sorted(pack.files.items())}


def plain_file(file: Strict) -> dict[str, Any]:
    """Return a file as plain data, its fields in the order of the schema; those that are not given are left out."""
    return file.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def _changed_files(shared: Pack, changes: Iterable[EntryChange]) -> Iterator[tuple[str, Strict | None]]:
    """Yield each file that changes fit, by its name; None if it was removed."""
    by_file: dict[str, list[EntryChange]] = {}
    for each in changes:
        by_file.setdefault(each.file, []).append(each)
    for name, of_file in by_file.items():
        model, data = model_of(name), changed_data(data_of(shared, name), of_file)
        if model is None:
            continue
        if data is None:
            if name not in SINGLE:
                yield name, None
            continue
        try:
            yield name, model.model_validate(_reusing(data, data_of(shared, name), shared.files.get(name)))
        except ValidationError:
            # The file has changed so that a change no longer fits: the others still apply.
            fitting = _one_by_one(model, data_of(shared, name), of_file)
            if fitting:
                yield name, fitting


def _reusing(value: Any, old: Any, read: Any) -> Any:
    """Return a file's data with what was read of the shared file where nothing differs: it is not read again, or kept twice.

    `old` is the shared file's data at the same place, and `read` what was read of that.
    """
    if read is None or old is None:
        return value
    if value == old:
        return read
    if isinstance(value, dict) and isinstance(read, BaseModel):
        names = _names(type(read))
        return {
            name: _reusing(each, old.get(name), getattr(read, names[name], None) if name in names else None)
            for name, each in value.items()
        }
    if isinstance(value, list) and isinstance(old, list) and isinstance(read, tuple):
        known = {_key(each, number): (each, read[number]) for number, each in enumerate(old)}
        return [_reusing(each, *known.get(_key(each, number), (None, None))) for number, each in enumerate(value)]
    return value


def _key(value: Any, number: int) -> Any:
    return value.get("id", number) if isinstance(value, dict) else number


@cache
def _names(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the names of a schema's fields by what they are called in a file."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def data_of(pack: Pack, file: str) -> Any:
    """Return a file of a shared pack as plain data; None if it has no such file. The caller does not change it."""
    document = pack.documents.get(file)
    return document.data if document else None


def changed_data(data: Any, changes: Sequence[EntryChange]) -> Any:
    """Return a file's data with changes of it; None if there is no such file (any more).

    In which order the changes are given matters only to new and moved entries of one list without `after`: they go
    last, in that order.
    """
    data = _copied(data)
    for each in changes:
        if _is_new_file(each):
            data = ({"id": each.entry} if each.entry else {}) | _filled(each.fields)
    if data is None or any(each.is_removed and each.entry == data.get("id", FILE) for each in changes):
        return None
    rest = [each for each in changes if not _is_new_file(each)]
    _each_once(data, [each for each in rest if each.is_new and not each.is_removed], _add)
    known = [each for each in rest if not each.is_new]
    _set_fields(data, [each for each in known if each.fields])
    _each_once(data, [each for each in known if each.place is not None and not each.is_removed], _move)
    for each in known:
        if each.is_removed:
            _remove(data, each.entry)
    _arrange(data, {each.entry: each.after for each in rest if each.after is not None and not each.is_removed})
    return data


def find(data: Any, entry: str) -> MutableMapping[str, Any] | None:
    """Return the fields of the entry with that id in a file's data; None if there is none."""
    return next((fields for _, fields in entries_of(data) if fields.get("id", FILE) == entry), None)


def place_of(data: Any, entry: str) -> Place | None:
    """Return the list that an entry is in; `()` for the file itself, None if there is no such entry."""
    return next((place for place, fields in entries_of(data) if fields.get("id", FILE) == entry), None)


def entries_of(data: Any) -> Iterator[tuple[Place, MutableMapping[str, Any]]]:
    """Yield the file itself and each set of fields with an id, with the list (or the field) it is in."""
    if isinstance(data, dict):
        yield (), data
        yield from ((place, fields) for place, fields in _below(data, ()) if "id" in fields)


def _copied(value: Any) -> Any:
    """Return a copy of plain data; four times as fast as `copy.deepcopy`, which looks for what is there twice."""
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _is_new_file(change: EntryChange) -> bool:
    return change.is_new and change.place == ()


def _each_once(
    data: Any, changes: Sequence[EntryChange], apply: Callable[[Any, EntryChange], bool], most: int = MAX_DEPTH
) -> None:
    """Apply each change; those whose list is not there yet again after the others, since it may be in a new entry."""
    for _ in range(most):
        left = [each for each in changes if not apply(data, each)]
        if not left or len(left) == len(changes):
            return
        changes = left


def _add(data: Any, change: EntryChange) -> bool:
    if find(data, change.entry) is not None:
        return True
    siblings = list_at(data, change.place or ())
    if siblings is not None:
        siblings.append({"id": change.entry} | _filled(change.fields))
    return siblings is not None


def _set_fields(data: Any, changes: Sequence[EntryChange]) -> None:
    found = {fields.get("id", FILE): fields for _, fields in entries_of(data)} if changes else {}
    for each in changes:
        fields = found.get(each.entry)
        if fields is None:
            continue
        for name, value in each.fields.items():
            if value is None:
                fields.pop(name, None)
            else:
                fields[name] = _copied(value)


def _move(data: Any, change: EntryChange) -> bool:
    found, old = find(data, change.entry), list_at(data, place_of(data, change.entry) or ())
    siblings = list_at(data, change.place or ())
    if found is None or old is None:
        return True
    if siblings is not None and siblings is not old:
        old[:] = [each for each in old if each is not found]
        siblings.append(found)
    return siblings is not None


def _remove(data: Any, entry: str) -> None:
    place = place_of(data, entry)
    siblings = list_at(data, place) if place else None
    if siblings is not None:
        siblings[:] = [each for each in siblings if each.get("id") != entry]


def _arrange(data: Any, after: Mapping[str, str]) -> None:
    """Put entries right after others of their list."""
    places = {place for each in after if (place := place_of(data, each))}
    for place in places:
        siblings = list_at(data, place)
        if siblings is not None:
            siblings[:] = _in_order(siblings, after)


def _in_order(siblings: Sequence[Any], after: Mapping[str, str]) -> list[Any]:
    ids = {FIRST, *(each.get("id") for each in siblings)}
    following: dict[str, list[Any]] = {}
    others = []
    for each in siblings:
        before = after.get(each.get("id"))
        if before in ids and before is not None:
            following.setdefault(before, []).append(each)
        else:
            others.append(each)
    arranged, waiting = [], [*reversed(others), *reversed(following.pop(FIRST, []))]
    while waiting:
        arranged.append(waiting.pop())
        waiting += reversed(following.pop(arranged[-1].get("id"), []))
    # What is after each other in a ring is left.
    return [*arranged, *(each for some in following.values() for each in some)]


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _copied(value) for name, value in fields.items() if value is not None}


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


def list_at(data: Any, place: Place) -> list[Any] | None:
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


def _one_by_one(model: type[Strict], data: Any, changes: Sequence[EntryChange]) -> Strict | None:
    """Return the file with the changes that fit; None if none does."""
    found: Strict | None = None
    fitting: list[EntryChange] = []
    for each in changes:
        try:
            found = model.model_validate(changed_data(data, [*fitting, each]))
        except ValidationError:
            continue
        fitting.append(each)
    return found


def _keeping(shared: Pack, pack: Pack) -> Pack:
    """Return the pack with the shared one's own tuples where nothing differs, so that what is computed is shared."""
    same = {
        name: theirs
        for name in ("issues", "campaigns", "stakeholders", "asked_as")
        if _are_same(theirs := getattr(shared, name), getattr(pack, name))
    }
    if shared.files.get("organisasjon.yaml") is pack.files.get("organisasjon.yaml"):
        same["organisation"] = shared.organisation
    return replace(pack, **same)


def _are_same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
