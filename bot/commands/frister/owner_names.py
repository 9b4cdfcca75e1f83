"""Finding the owners that a question names: «Kari», «til Per», «per hansen», «Karis», «Hansen, Per»."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.parse.clean import fold
from bot.commands.parse.mentions import MENTION
from bot.commands.parse.tokens import tokens
from models.occurrences.queries import owners
from models.workspace.contacts import called_by, names_of_people

LONGEST = 4
"""The most words of a name in a question."""
FEWEST_OF_FULL = 2
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")  # apostrophes as people type them
_APOSTROPHES = str.maketrans("", "", "'’`´")
_GENITIVES = ("'s", "’s", "s", "'", "’")
Name = tuple[str, ...]


@dataclass(frozen=True)
class NamedPeople:
    """People that some words may mean, `size` words from `start` on.

    `is_full` is True for several names of one person, and `is_surname` for the last name alone.
    """

    start: int
    size: int
    people: tuple[str, ...]
    is_full: bool = False
    is_surname: bool = False


@dataclass(frozen=True, eq=False)
class People:
    """The people whose names the asker may see. `called` holds their names by id, `owning` the ids of owners."""

    called: Mapping[str, Sequence[str]]
    owning: frozenset[str]

    def name(self, user_id: str) -> str:
        """Return a person's first name in the list; empty if it is not known."""
        return next(iter(self.called.get(user_id, ())), "")

    def find(self, said: Sequence[str]) -> list[NamedPeople]:
        """Return the people named by some words, in order; the longest name at each place wins."""
        found: list[NamedPeople] = []
        at = 0
        while at < len(said):
            named = next((each for size in range(LONGEST, 0, -1) if (each := self._at(said, at, size))), None)
            found += [named] if named else []
            at += named.size if named else 1
        return found

    def with_mentions(self, text: str) -> str:
        """Return a text with full names as mentions, so that «August Hansen» and «Mai Berg» are not read as months."""
        line = tokens(text)
        said = ["" if token.quoted or MENTION.fullmatch(token.text) else token.text for token in line]
        pieces = [f'"{token.text}"' if token.quoted else token.text for token in line]
        full = [named for named in self.find(said) if named.is_full and len(named.people) == 1]
        for named in reversed(full):
            pieces[named.start : named.start + named.size] = [f"@{{{named.people[0]}}}"]
        return " ".join(pieces) if full else text

    def _at(self, said: Sequence[str], start: int, size: int) -> NamedPeople | None:
        words = said[start : start + size]
        if len(words) < size or not all(words):
            return None
        for last in _without_genitive(words[-1]):
            asked = tuple(part for word in (*words[:-1], last) for part in _parts(word))
            near = {user_id for part in asked for user_id in self._by_part.get(part, ())}
            found = {user_id: how for user_id in self.called if user_id in near and (how := self._fits(asked, user_id))}
            if found:
                full = len(asked) >= FEWEST_OF_FULL
                return NamedPeople(start, size, tuple(found), full, not full and set(found.values()) == {"surname"})
        return None

    def _fits(self, asked: Name, user_id: str) -> str:
        """Return how some words name a person: `name`, or `surname` for the last name alone; empty if they do not."""
        how = {_fit(asked, name) for name in self._names[user_id]} - {""}
        return "name" if "name" in how else next(iter(how), "")

    @cached_property
    def _names(self) -> Mapping[str, Sequence[Name]]:
        return {user_id: tuple(map(_names, names)) for user_id, names in self.called.items()}

    @cached_property
    def _by_part(self) -> Mapping[str, Collection[str]]:
        """Return the people whose names have each part."""
        found: dict[str, set[str]] = defaultdict(set)
        for user_id, names in self._names.items():
            for part in chain.from_iterable(names):
                found[part].add(user_id)
        return found


def people_of(ask: Ask, session: Session) -> People:
    """Return the people a question may name: the owners of listed rows, and for colleagues all colleagues."""
    owning = owners(session, ask.workspace.id, ask.register_owner)
    found = called_by(session, ask.workspace.id, owning)
    if ask.register_owner is None:
        found = names_of_people(session, ask.workspace.id) | found
    return People(found, owning)


@lru_cache(4096)
def _names(name: str) -> Name:
    """Return the parts of a name, folded, the first name first."""
    bare = _ASIDE.sub(" ", name)
    last, comma, first = bare.partition(",")
    return _parts(f"{first} {last}" if comma and first.strip() else bare)


def _parts(text: str) -> Name:
    return tuple(fold(part.translate(_APOSTROPHES)) for part in _PARTS.findall(text.lstrip("@")))


def _without_genitive(word: str) -> Iterable[str]:
    """Yield a name as it is written, then without a possible genitive: «Jens» is a name, «Karis» is not."""
    yield word
    for ending in _GENITIVES:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word.removesuffix(ending)


def _fit(asked: Name, name: Name) -> str:
    if len(asked) == 1:
        if asked[0] not in name or len(asked[0]) < FEWEST_OF_FULL:
            return ""
        return "surname" if asked[0] not in name[:-1] and len(name) > 1 else "name"
    left = list(name)
    whole = 0
    for part in asked:
        same = next((each for each in left if each == part), None)
        near = same or next((each for each in left if len(part) == 1 and each.startswith(part)), None)
        if near is None:
            return ""
        whole += same is not None
        left.remove(near)
    return "name" if whole else ""
