"""What a computation reads of a pack, and what changes of the content are of: two sets that can be compared.

What is worked out from the shared pack holds for every workspace whose people changed nothing that it read. The reads
are noted while it runs, not listed by hand. Both sets have short hashes of marks: of a field of an entry, of a field of
all entries of a file, of a list, of an entry's presence. That two marks share a hash only means work that was not needed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from hashlib import sha256
from types import FunctionType
from typing import Any, cast, get_args

from content.load import ASKED_AS, FOLDERS, MEMBERS
from content.national import ASKED_AS_NATIONAL
from content.overlay import FILE, EntryChange, Place
from content.schema.base import Strict
from content.schema.messages import Campaign, Issue
from content.schema.pack import Pack
from content.schema.wording import Keep, kept_field

ALWAYS = ("pack",)
"""The mark of every pack that people have changed."""
LISTS = {"issues": Issue, "campaigns": Campaign}
"""The parts of a pack that are a folder of files."""
FILES = {
    "organisation": "organisasjon.yaml",
    "wheel": "arshjul.yaml",
    "budget": "statsbudsjett.yaml",
    "ntp": "ntp.yaml",
    "alliances": "allianser.yaml",
    "crafts": "handverk.yaml",
    "media": "medier.yaml",
}
"""The parts of a pack that are a file each."""
PARTS = {
    "stakeholders": ("interessenter.yaml",),
    "left_out": ("utelatt.yaml",),
    "asked_as": (ASKED_AS_NATIONAL, ASKED_AS),
}
"""The parts of a pack that are read as a whole, and the files they are in."""


def marks_of(changes: Iterable[EntryChange]) -> frozenset[str]:
    """Return what changes are of, as `reads_of` has what is read."""
    found: set[tuple[object, ...]] = {ALWAYS}
    for each in changes:
        folder = _folder(each.file)
        found.add(("file", each.file))
        for name in (called for field in each.fields for called in _called(field)):
            found |= {("field", each.file, each.entry, name), ("column", each.file, name), ("column", folder, name)}
        if each.place is not None:
            found.add(("folder", folder) if each.place == () else ("list", each.file, *each.place))
        if each.is_new or each.is_removed or each.place is not None or each.after is not None or "id" in each.fields:
            found.add(("entry", each.file, each.entry))
    return frozenset(map(_hashed, found))


def reads_of(pack: Pack, function: Callable[[Pack], object]) -> frozenset[str]:
    """Return what a function reads of a pack's texts in use (`Pack.in_use`), with all of what it returns."""
    notes: set[tuple[object, ...]] = set()
    _read_all(function(_NotedPack(pack, notes, ()).in_use))
    return frozenset(map(_hashed, notes))


def _hashed(mark: tuple[object, ...]) -> str:
    return sha256(repr(mark).encode()).hexdigest()[:8]


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


class _NotedPack(Pack):
    """A pack that notes what is read of it. What is kept of its texts is only looked at where they are read."""

    def __init__(self, pack: Pack, notes: set[tuple[object, ...]], keeps: tuple[Keep, ...]) -> None:
        self.__dict__["_noted"] = (pack, notes, keeps)

    def __getattribute__(self, name: str) -> Any:
        if name not in _PARTS_OF_PACK:
            return object.__getattribute__(self, name)
        pack, notes, keeps = object.__getattribute__(self, "__dict__")["_noted"]
        if name in LISTS:
            model = LISTS[name]
            notes.add(("folder", _folder_of(model)))
            files = sorted((file, each) for file, each in pack.files.items() if isinstance(each, model))
            return tuple(self._file(file, each) for file, each in files)
        if name in FILES:
            return _View(pack.files[FILES[name]], notes, FILES[name], (), keeps)
        if name == "files":
            notes.update(("folder", each) for each in ("", *FOLDERS))
            whole = _NotedPack(pack, notes, ())  # the files have all texts
            return {file: whole._file(file, each) for file, each in pack.files.items()}
        notes.update((("file", file) for file in PARTS[name]) if name in PARTS else [ALWAYS])
        return getattr(pack, name)

    def _file(self, file: str, model: Strict) -> "_View":
        _, notes, keeps = self.__dict__["_noted"]
        notes.add(("entry", file, getattr(model, "id", FILE)))
        return _View(model, notes, file, (), keeps)

    @property
    def start(self) -> Pack:
        """Return the pack itself, which is the same for everybody."""
        return cast("Pack", self.__dict__["_noted"][0]).start

    @property
    def timing(self) -> Pack:
        """Return this pack: what is read of it is noted."""
        return self

    def keeping(self, keep: Keep) -> Pack:
        """Return the pack with the texts that are kept."""
        pack, notes, keeps = self.__dict__["_noted"]
        return _NotedPack(pack, notes, (*keeps, keep))

    def having(self, name: str, field: str) -> tuple[Any, ...]:
        """Return the files of a folder that have a value in a field."""
        pack, notes, _ = self.__dict__["_noted"]
        model = LISTS[name]
        notes.add(("column", _folder_of(model), _in_file(model, field)))
        files = sorted((file, each) for file, each in pack.files.items() if isinstance(each, model))
        return tuple(self._file(file, each) for file, each in files if getattr(each, field) is not None)


_PARTS_OF_PACK = frozenset(each.name for each in fields(Pack))


class _View:
    """An entry of a pack, or a part of one, that notes which of its fields are read.

    It is an instance of the entry's class for `isinstance`. What is asked of it besides fields, properties and methods,
    such as `==`, reads all of it. `place` is where it is in its file.
    """

    __slots__ = ("_at",)
    _at: tuple[Strict, set[tuple[object, ...]], str, Place, tuple[Keep, ...]]

    def __init__(
        self, model: Strict, notes: set[tuple[object, ...]], file: str, place: Place, keeps: tuple[Keep, ...]
    ) -> None:
        self._at = (model, notes, file, place, keeps)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._at[0])

    def __getattr__(self, name: str) -> Any:
        model, notes, file, place, keeps = self._at
        of = type(model)
        if name in of.model_fields:
            self._note(name)
            if (file, name) == (FILES["organisation"], "members") and place == ():
                # Those of another file go before them.
                notes.update({("file", file), ("file", MEMBERS)})
            return self._value(name, keeps)
        if name == "__pydantic_decorators__":  # asked for by `isinstance`
            return of.__pydantic_decorators__
        found = next((vars(each)[name] for each in of.__mro__ if issubclass(each, Strict) and name in vars(each)), None)
        if isinstance(found, property | FunctionType):  # ours: what it reads is noted
            return found.__get__(self, of)
        _read_all(self)
        return getattr(model, name)

    def having(self, name: str, field: str) -> tuple[Any, ...]:
        """Return the entries of a list that have a value in a field."""
        model, notes, file, _, keeps = self._at
        of = get_args(type(model).model_fields[name].annotation)[0]
        self._note(name)
        notes.add(("column", file, _in_file(of, field)))
        return cast("tuple[Any, ...]", self._value(name, keeps, lambda each: getattr(each, field) is not None))

    def __eq__(self, other: object) -> bool:
        _read_all(self)
        _read_all(other)
        return bool(self._at[0] == (other._at[0] if type(other) is _View else other))

    def __hash__(self) -> int:
        _read_all(self)
        return hash(self._at[0])

    def __repr__(self) -> str:
        _read_all(self)
        return repr(self._at[0])

    def _note(self, name: str) -> None:
        """Note that a field is read; a part without an id is a value of the entry that it is in, which is noted."""
        model, notes, file, place, _ = self._at
        if place == () or hasattr(model, "id"):
            notes.add(("field", file, getattr(model, "id", FILE), _in_file(type(model), name)))

    def _value(self, name: str, keeps: tuple[Keep, ...], wanted: Callable[[Any], bool] | None = None) -> Any:
        """Return a field's value; of a list only the entries that are wanted, in which case the list is not noted."""
        model, notes, file, place, _ = self._at
        if not keeps:
            return self._noted(getattr(model, name), (*place, _in_file(type(model), name)), wanted)
        before = self._value(name, keeps[:-1], wanted)
        earlier = _View(model, notes, file, place, keeps[:-1])
        return _with(kept_field(type(model), earlier, name, before, keeps[-1]), keeps)

    def _noted(self, value: Any, place: Place, wanted: Callable[[Any], bool] | None = None) -> Any:
        _, notes, file, _, _ = self._at
        if isinstance(value, Strict):
            return _View(value, notes, file, place, ())
        if isinstance(value, Mapping):
            return {name: self._noted(each, (*place, name)) for name, each in value.items()}
        if not isinstance(value, tuple):
            return value
        if wanted is None:
            notes.add(("list", file, *place))
        kept = [(number, each) for number, each in enumerate(value) if wanted is None or wanted(each)]
        notes.update(("entry", file, each.id) for _, each in kept if hasattr(each, "id"))
        return tuple(self._noted(each, (*place, getattr(each, "id", number))) for number, each in kept)


def _with(value: Any, keeps: tuple[Keep, ...]) -> Any:
    """Return a value whose entries keep those texts."""
    if type(value) is _View:
        return _View(*value._at[:4], keeps)  # noqa: SLF001 - of this file
    if isinstance(value, tuple):
        return tuple(_with(each, keeps) for each in value)
    return {name: _with(each, keeps) for name, each in value.items()} if isinstance(value, dict) else value


def _read_all(value: Any) -> None:
    """Read all of a value."""
    if type(value) is _View:
        for name in type(value._at[0]).model_fields:  # noqa: SLF001 - of this file
            _read_all(getattr(value, name))
    elif isinstance(value, _NotedPack):
        for name in _PARTS_OF_PACK:
            _read_all(getattr(value, name))
    elif isinstance(value, Mapping):
        _read_all(tuple(value.items()))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            _read_all(each)


@cache
def _in_file(model: type[Strict], name: str) -> str:
    """Return what a field is called in a file."""
    return model.model_fields[name].alias or name


@cache
def _called(name: str) -> tuple[str, ...]:
    """Return what a field may be called in a file if it is called that in a change, by which schema allows both."""
    models, found = list(Strict.__subclasses__()), {name}
    while models:
        model = models.pop()
        models += model.__subclasses__()
        found |= {model.model_fields[name].alias or name} if name in model.model_fields else set()
    return tuple(sorted(found))


@cache
def _folder_of(model: type[Strict]) -> str:
    return next(folder for folder, each in FOLDERS.items() if each is model)
