"""The entries of a workspace's content: its files as plain data, what people took out included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.innhold.kind import Kind
from bot.commands.innhold.kinds import BY_ID, INSIDE, KINDS, TITLES
from bot.commands.parse.clean import fold, short
from content.overlay import EntryChange, Place, changed_data, data_of
from content.phase_names import name_in_words
from content.schema.pack import Pack
from models.content.packs import changes_of, pack_of

TITLE = 70
EVERY = "*"


@dataclass(frozen=True)
class FoundEntry:
    """An entry: its kind, its file, the list it is in (`content.overlay.Place`), and its fields as the file has them."""

    kind: Kind
    file: str
    place: Place
    fields: dict[str, Any]
    is_removed: bool = False

    @property
    def id(self) -> str:
        """Return the entry's id."""
        return str(self.fields["id"])

    @property
    def title(self) -> str:
        """Return the entry's name, or the beginning of its text."""
        name = next((str(self.fields[each]) for each in TITLES if self.fields.get(each)), self.id)
        letter = self.fields.get("bokstav")
        number = self.fields.get("nr") if self.kind.id == "grep" else None
        before = f"Spor {letter}: " if letter else f"Grep {number}: " if number else ""
        return short(" ".join((before + name_in_words(name)).split()), TITLE)


@dataclass
class Contents:
    """The files of a workspace's content, as they are now: what people changed, on the pack it starts from."""

    start: Pack
    changes: Sequence[EntryChange]
    _data: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Return the names of the files, those that people made included."""
        return tuple(sorted({*self.start.documents, *(each.file for each in self.changes)}))

    def data(self, file: str) -> Any:
        """Return a file's data with people's changes, and what they took out still in it; None if there is none."""
        if file not in self._data:
            mine = [replace(each, is_removed=False) for each in self.changes if each.file == file]
            start = data_of(self.start, file)
            self._data[file] = changed_data(start, mine) if mine else start
        return self._data[file]

    def kept(self, file: str) -> Any:
        """Return a file's data without what people took out; None if there is none."""
        return changed_data(data_of(self.start, file), [each for each in self.changes if each.file == file])

    def removed(self, file: str) -> frozenset[str]:
        """Return the ids of what people took out of a file."""
        return frozenset(each.entry for each in self.changes if each.file == file and each.is_removed)

    def removed_around(self, found: FoundEntry) -> FoundEntry | None:
        """Return the outermost entry around another that people took out; None if there is none."""
        top = self.data(found.file)
        outer = (top.get("id") if isinstance(top, dict) else None, *found.place)
        removed = self.removed(found.file)
        ids = (each for each in outer if isinstance(each, str) and each in removed and each != found.id)
        return next(filter(None, (self.find(found.file, each) for each in ids)), None)

    def entries(self, kind: Kind, within: FoundEntry | None = None) -> tuple[FoundEntry, ...]:
        """Return the entries of a kind in the order of their files; only those inside an entry if that is given."""
        found = tuple(
            each
            for file in self.files
            if kind.belongs(file) and (within is None or file == within.file)
            for each in self._of_file(kind, file)
        )
        return found if within is None else tuple(each for each in found if is_inside(each, within))

    def find(self, file: str, entry: str) -> FoundEntry | None:
        """Return an entry by its file and id. A file that is not there is found by what it is about."""
        name = file if file in self.files else self._named(file)
        kinds = [kind for kind in KINDS if name and kind.belongs(name)]
        return next((each for kind in kinds for each in self._of_file(kind, name or "") if each.id == entry), None)

    def places(self, kind: Kind, within: FoundEntry | None = None) -> tuple[tuple[str, Place, str], ...]:
        """Return where a new entry of a kind may go: the file, the list, and the title of what the list is in."""
        if kind.path == ():
            return ()
        rows = [(file, parent) for file in self.files if kind.belongs(file) for parent in self._parents(kind, file)]
        kept = [row for row in rows if within is None or (row[0] == within.file and _leads(row[1][0], within))]
        return tuple((file, (*place, kind.path[-1]), title) for file, (place, title) in kept)

    def _parents(self, kind: Kind, file: str) -> Iterator[tuple[Place, str]]:
        top = self.data(file)
        if not isinstance(top, dict) or top.get("id") in self.removed(file):
            return
        for place, node in _walk(top, kind.path[:-1], ()):
            if isinstance(node, dict) and node.get("id") not in self.removed(file):
                name = next((str(node[each]) for each in TITLES if node.get(each)), "")
                yield place, short(name_in_words(name or str(top.get("navn", ""))), TITLE)

    def _of_file(self, kind: Kind, file: str) -> Iterator[FoundEntry]:
        removed = self.removed(file)
        top = self.data(file)
        gone = isinstance(top, dict) and top.get("id") in removed
        for place, node in _walk(top, kind.path, ()):
            for each in node if isinstance(node, list) else [node]:
                if isinstance(each, dict) and "id" in each:
                    yield FoundEntry(kind, file, place, each, gone or not removed.isdisjoint((each["id"], *place)))

    def _named(self, file: str) -> str | None:
        folder, slash, name = file.rpartition("/")
        stem = name.removesuffix(".yaml")
        for each in self.files:
            data = self.data(each) if slash and each.startswith(f"{folder}/") else None
            if isinstance(data, dict) and stem in {str(data.get("id")), str(data.get("år"))}:
                return each
        return None


def contents_of(ask: Ask, session: Session) -> Contents:
    """Return the content of the person's workspace."""
    return Contents(ask.pack.start, changes_of(session, ask.workspace.id))


def renewed_ask(ask: Ask, session: Session) -> Ask:
    """Return the request with the content as it is stored now, after a change or behind a lock."""
    return replace(ask, pack=pack_of(session, ask.workspace, ask.pack.start))


def is_inside(entry: FoundEntry, outer: FoundEntry) -> bool:
    """Return True if an entry is in a list of another, or in one of what that has."""
    if entry.file != outer.file or entry.id == outer.id:
        return False
    return _leads(entry.place, outer)


def kinds_inside(entry: FoundEntry) -> tuple[Kind, ...]:
    """Return the kinds that are shown with an entry."""
    return tuple(BY_ID[each] for each in INSIDE.get(entry.kind.id, ()))


def search(contents: Contents, text: str) -> tuple[FoundEntry, ...]:
    """Return the entries whose name, keywords or texts have every word, those named so first."""
    words = fold(text).split()
    hits: list[tuple[int, FoundEntry]] = []
    for kind in KINDS:
        for each in contents.entries(kind):
            named = {fold(each.title), fold(str(each.fields.get("navn", ""))), fold(each.id.replace("-", " "))}
            keywords = {fold(word) for word in each.fields.get("stikkord", ())}
            if " ".join(words) in named:
                hits.append((0, each))
            elif words and " ".join(words) in keywords:
                hits.append((1, each))
            elif words and all(word in fold(each.title) for word in words):
                hits.append((2, each))
            elif words and all(word in fold(" ".join(_texts(each.fields))) for word in words):
                hits.append((3, each))
    return tuple(each for _, each in sorted(hits, key=lambda hit: hit[0]))


def is_named(found: FoundEntry, text: str) -> bool:
    """Return True if a text is the whole name of an entry, or its id in words."""
    return fold(text) in {fold(found.title), fold(str(found.fields.get("navn", ""))), fold(found.id.replace("-", " "))}


def _texts(fields: dict[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, str) and name not in {"kilde", "lenke"}:
            yield value
        elif isinstance(value, list) and name != "stikkord":
            yield from (each for each in value if isinstance(each, str))


def _leads(place: Place, outer: FoundEntry) -> bool:
    """Return True if a list is in that entry: a file has all its lists, the main message those below its name."""
    if outer.place == () and outer.kind.path == ():
        return True
    if outer.kind.path == outer.place and outer.fields.get("id") not in place:
        return place[: len(outer.place)] == outer.place
    return outer.id in place


def _walk(node: Any, path: Sequence[str], place: Place) -> Iterator[tuple[Place, Any]]:
    """Yield what is at the end of a path in a file's data, with the place it has there."""
    if not path:
        if node is not None:
            yield place, node
        return
    head, rest = path[0], path[1:]
    if head != EVERY:
        if isinstance(node, dict) and head in node:
            yield from _walk(node[head], rest, (*place, head))
        return
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _walk(each, rest, (*place, each.get("id", index) if isinstance(each, dict) else index))
    elif isinstance(node, dict):
        for name, each in node.items():
            if isinstance(each, list):
                yield from _walk(each, rest, (*place, name))


def wheel_place(place: Place) -> tuple[int, str] | None:
    """Return the month (1 to 12) and the field of a list of the wheel; None if it is another list."""
    match place:
        case ("måneder", int(index), str(field)):
            return index + 1, field
    return None
