"""An entry of a pack as people may ask for it: what it is, what it answers, and the document it is found by."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from content.schema.base import Line
from models.search.documents import Document

_OF_PEOPLE = re.compile(
    r"\b(?:hvem|noen som|sammen med|allierte|politikere|nøkkelpersone|talspersone|ansikter)", re.IGNORECASE
)
"""What a line says that is about who to talk to, or do something with."""
LONGEST_HEAD = 5
"""The most words of what heads a text."""


class Aspect(StrEnum):
    """What a question may be about."""

    WHEN = "når"
    SAY = "hva vi sier"
    DO = "hva vi gjør"
    WHO = "hvem"
    HOW = "hvordan"
    RESULT = "hvordan det gikk"


@dataclass(frozen=True)
class When:
    """The days of an occurrence. `day` is its date if that is known, never a guess within a window."""

    key: str
    first: date | None
    last: date | None
    certainty: str
    day: date | None = None
    set_by: str | None = None
    seen: tuple[date, ...] = ()
    row_id: int | None = None
    """The id of its row in the workspace, if it has one."""
    is_meant: bool = True
    """False if it is the nearest in time to what a question names: of another year, or over."""

    @property
    def is_known(self) -> bool:
        """Return True if it has a date to give."""
        return self.day is not None


@dataclass(frozen=True)
class PackEntry:
    """An entry of a pack: its id, what kind it is, the questions it answers, and its document.

    `parent` is what it is a part of, in words, and `ref` the text that `/budskap` answers with it, if there is one.
    `month` is the month of the wheel it is in. `internal` entries are only for the colleague who asks.
    """

    id: str
    kind: str
    title: str
    aspects: frozenset[Aspect]
    document: Document
    kilde: str = ""
    text: str = ""
    parent: str = ""
    ref: str = ""
    month: int | None = None
    internal: bool = False
    plan: str = ""
    """The plan whose occurrences it has (`Occurrence.source`), if it has any."""
    fixed: When | None = None
    """When it is, if it is no entry of the content."""
    source: Any = field(default=None, repr=False, compare=False)
    """The entry itself."""


def answering(*aspects: Aspect) -> frozenset[Aspect]:
    """Return what an entry answers."""
    return frozenset(aspects)


def headed(text: str) -> tuple[str, str]:
    """Return what heads a text, such as the event of «NHOs årskonferanse: Hvilke temaer …?», and the rest."""
    head, colon, rest = text.partition(": ")
    return (head, rest) if colon and len(head.split()) <= LONGEST_HEAD else (text, "")


def line_entry(  # noqa: PLR0913 - what differs from list to list
    each: Any,
    kind: str,
    aspects: frozenset[Aspect],
    parent: str = "",
    *,
    about: str = "",
    names: str = "",
    ref: str = "",
    plan: str = "",
    tags: tuple[str, ...] = (),
) -> PackEntry:
    """Return the entry of a line of a list."""
    internal = isinstance(each, Line) and each.internal
    head = headed(each.text)[0]
    names = f"{names}\n{head}" if head != each.text else names
    aspects |= answering(Aspect.WHO) if _OF_PEOPLE.search(each.text) else answering()
    return PackEntry(
        each.id, kind, each.text, aspects, Document(each.text, "", about, names, tags), each.kilde, "", parent, ref,
        internal=internal, plan=plan, source=each,
    )  # fmt: skip
