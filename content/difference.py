"""What differs between two packs, as changes of entries (`content.overlay`)."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from content.overlay import FILE, FIRST, EntryChange, Place, changed_data, entries_of, list_at

Home = tuple[str, Place]
"""The entry that another one is in, and where in it."""


def difference(start: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[EntryChange]:
    """Return the changes that make one pack of another; both are files by their names, as plain data.

    Fields that are equal are in none of them. Files are compared by the ids of their entries; a file where that is not
    enough, such as a list of months of another length, is one change of all the fields that differ.
    """
    changes: list[EntryChange] = []
    for name in sorted({*start, *wanted}):
        old, new = _without_nothing(start.get(name)), _without_nothing(wanted.get(name))
        if old is None:
            changes.append(_new_file(name, new))
        elif new is None:
            changes.append(EntryChange(name, old.get("id", FILE), {}, is_removed=True))
        elif old != new:
            changes += _of_file(name, old, new)
    return changes


def _of_file(name: str, old: Any, new: Any) -> list[EntryChange]:
    if old.get("id", FILE) != new.get("id", FILE):
        return [_new_file(name, new)]
    changes = ordered(name, old, list(_Comparison(name, _Entries(old), _Entries(new)).changes()), new)
    if changed_data(old, changes) == new:
        return changes
    fields = {each: new.get(each) for each in {**old, **new} if old.get(each) != new.get(each)}
    return [EntryChange(name, old.get("id", FILE), fields)]


def _new_file(name: str, data: Any) -> EntryChange:
    return EntryChange(name, data.get("id", FILE), _fields(data), place=(), is_new=True)


def _fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "id"}


def _without_nothing(value: Any) -> Any:
    """Return data without fields that are empty (None), which mean the same as fields that are not there."""
    if isinstance(value, dict):
        return {name: _without_nothing(each) for name, each in value.items() if each is not None}
    return [_without_nothing(each) for each in value] if isinstance(value, list) else value


class _Entries:
    """The entries of a file by their ids: their fields, the list each is in, and the entry around it."""

    def __init__(self, data: Any) -> None:
        self.fields: dict[str, MutableMapping[str, Any]] = {}
        self.places: dict[str, Place] = {}
        self.homes: dict[str, Home] = {}
        around: dict[Place, str] = {}
        for place, fields in entries_of(data):
            entry = fields.get("id", FILE)
            self.fields[entry], self.places[entry] = fields, place
            within = next((place[:cut] for cut in range(len(place), 0, -1) if place[:cut] in around), ())
            self.homes[entry] = (around.get(within, entry), place[len(within) :])
            in_list = bool(place) and list_at(data, place) is not None
            around[(*place, entry) if in_list else place] = entry


@dataclass(frozen=True)
class _Comparison:
    """Two versions of one file."""

    name: str
    old: _Entries
    new: _Entries

    def changes(self) -> Iterator[EntryChange]:
        """Yield the changes, apart from the order of the entries."""
        for entry, fields in self.new.fields.items():
            if entry in self.old.fields:
                place = None if self.old.homes[entry] == self.new.homes[entry] else self.new.places[entry]
                values = dict(self._values(self.old.fields[entry], fields))
                if values or place is not None:
                    yield EntryChange(self.name, entry, values, place)
            elif self.new.homes[entry][0] in self.old.fields:
                values = self._without_moved(_fields(fields))
                yield EntryChange(self.name, entry, values, self.new.places[entry], is_new=True)
        for entry in self.old.fields:
            if entry not in self.new.fields and self.old.homes[entry][0] in self.new.fields:
                yield EntryChange(self.name, entry, {}, is_removed=True)

    def _values(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield the values of an entry that differ; those that hold entries are compared by these."""
        for name in {**old, **new}:
            before, after = old.get(name), new.get(name)
            if name == "id" or before == after:
                continue
            if not _holds_entries(before) and not _holds_entries(after):
                yield name, after
            elif after is None and not any(each in self.new.fields for each in _ids(before)):
                yield name, None

    def _without_moved(self, value: Any) -> Any:
        """Return a new entry's value without the entries in it that were elsewhere before: they are moved."""
        if isinstance(value, dict):
            return {name: self._without_moved(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._without_moved(each) for each in value if not self._is_moved(each)]
        return value

    def _is_moved(self, value: Any) -> bool:
        return isinstance(value, dict) and "id" in value and value["id"] in self.old.fields


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        for each in value.values():
            yield from _ids(each)
    elif isinstance(value, list):
        for each in value:
            yield from _ids(each)


def _holds_entries(value: Any) -> bool:
    return next(_ids(value), None) is not None


def ordered(name: str, old: Any, changes: Sequence[EntryChange], new: Any) -> list[EntryChange]:
    """Return changes of one file with `after` where, given in this order, they would not make `new` of `old`."""
    changes = [replace(each, after=None) for each in changes]
    changed = changed_data(old, changes)
    after: dict[str, str] = {}
    for place in dict.fromkeys(place for place, _ in entries_of(new) if place):
        wanted, found = _order(new, place), _order(changed, place)
        blocks = SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
        kept = {each for block in blocks for each in found[block.a : block.a + block.size]}
        after |= {each: before for before, each in zip((FIRST, *wanted), wanted, strict=False) if each not in kept}
    with_order = [replace(each, after=after.pop(each.entry, None)) for each in changes]
    return with_order + [EntryChange(name, entry, {}, after=before) for entry, before in after.items()]


def _order(data: Any, place: Place) -> list[str]:
    siblings = list_at(data, place) if data is not None else None
    return [each["id"] for each in siblings or () if isinstance(each, dict) and "id" in each]
