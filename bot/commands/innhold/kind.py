"""What a kind of entry is: where its entries are, and the fields of its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from bot.cards.card import Choice
from content.schema.base import Outward, Strict

Shape = Literal[
    "linje",
    "tekst",
    "liste",
    "linjer",
    "ordliste",
    "sammen",
    "dato",
    "valg",
    "tema",
    "temaer",
    "spor",
    "tall",
    "ja",
    "person",
    "regel",
]
"""How a field is written: one line, several, words with commas, one thing a line, words to look for, groups of such words,
a day, one of some choices, a theme, a track of the same file, a number, a tick, a colleague, or when it is."""


@dataclass(frozen=True)
class Field:
    """A field of a form: its key in the file, its label, how it is written, and what helps to fill it in."""

    name: str
    label: str
    shape: Shape = "linje"
    hint: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    `files` is a file's name, or a folder with a slash. `path` leads to its lists in a file's data: names of fields, and
    `*` for every entry or field of what is there; empty for the file itself. `new` is the heading of its form.
    """

    id: str
    name: str
    many: str
    group: str
    new: str
    files: str
    path: tuple[str, ...]
    model: type[Strict]
    fields: tuple[Field, ...]
    can_add: bool = True
    can_remove: bool = True
    social: bool = False
    """Whether its text is for social media."""
    message: str = ""
    """The field with what is said outwards, which is looked at by `content.lint`; empty if there is none."""
    demand: str | None = None
    """The field with its demand, if that has one of its own."""

    @property
    def is_outward(self) -> bool:
        """Return True if its texts are a draft, cleared or out of use."""
        return issubclass(self.model, Outward)

    def field(self, name: str) -> Field | None:
        """Return the field with that key."""
        return next((each for each in self.fields if each.name == name), None)

    @cached_property
    def required(self) -> frozenset[str]:
        """Return the keys of the fields that the schema wants filled in."""
        return frozenset(_schema(self.model).get("required", ()))

    def longest(self, name: str) -> int:
        """Return the most characters of a field, from the schema; lists have room for what a form can send."""
        return _longest(_schema(self.model)["properties"].get(name, {})) or MOST

    def belongs(self, file: str) -> bool:
        """Return True if entries of this kind may be in that file."""
        return file.startswith(self.files) if self.files.endswith("/") else file == self.files


MOST = 3_000
"""The most characters that a form sends in one field."""


@cache
def _schema(model: type[Strict]) -> Mapping[str, Any]:
    return model.model_json_schema(by_alias=True)


def _longest(node: Mapping[str, Any]) -> int | None:
    options = [node, *node.get("anyOf", ())]
    lengths = [int(each["maxLength"]) for each in options if "maxLength" in each]
    return max(lengths, default=None)
