"""What every entry of a content pack shares."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Certainty = Literal["fast", "ca", "forventet", "måned", "ukjent"]
"""How sure a date is: law or confirmed pattern, published as approximate, expected from past years, only the
month known, unknown."""
SetBy = Literal["oss", "notatet"]
"""Who set a date that nobody has published: we did, counting from another date («vår egen frist»), or the note says so."""


DoneBy = Literal["vi", "andre"]
"""Who does it: we tick off what we do, and what others do passes by itself."""


class Strict(BaseModel):
    """A frozen model that refuses unknown keys, so that a misspelt key is reported and not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def having(self, name: str, field: str) -> tuple[Any, ...]:
        """Return the entries of a list that have a value in a field that most have none in.

        What is worked out with this does not depend on the other entries (`content.reads`).
        """
        return tuple(each for each in getattr(self, name) if getattr(each, field) is not None)


class Entry(Strict):
    """Anything a person may want to find again: a stable id, and its source."""

    id: Id
    kilde: Text


class Line(Entry):
    """One short text with an id and a source."""

    text: Text = Field(alias="tekst")
    internal: bool = Field(default=False, alias="internt")
    """True: only for the colleague who asks. Never pushed, copied, shared or mailed."""


AnyLine = TypeVar("AnyLine", bound=Line)


def outward(lines: Iterable[AnyLine]) -> tuple[AnyLine, ...]:
    """Return the lines that may be pushed, copied, shared and mailed."""
    return tuple(each for each in lines if not each.internal)


class Activity(Line):
    """Something to do, which may rest."""

    with_entry: Id | None = Field(default=None, alias="sammen_med")
    """The id of the entry it is ticked off together with, since both are about the same thing."""
    rests_until: date | None = Field(default=None, alias="hviler_til")
    """Until that day it is not pushed."""


class Clearing(Strict):
    """Whether a text may be said outwards: who cleared it and when, and the board's decision if it made one.

    The case number and the day of the board's decision make it «vedtatt av styret 12.3.2026, sak 8/26».
    """

    status: Literal["utkast", "klarert", "ute av bruk"]
    by: Text | None = Field(default=None, alias="av")
    """Who cleared it: a person's id on the chat platform, or a name in a pack's file."""
    on: date | None = Field(default=None, alias="den")
    """The local day it was cleared, or of the board's decision."""
    case: Text | None = Field(default=None, alias="sak")
    """The number of the board's case, such as `8/26`."""


DRAFT = Clearing(status="utkast")


class Outward(Strict):
    """An entry with texts that may be said outwards. They are a draft until somebody clears them."""

    clearing: Clearing = Field(default=DRAFT, alias="klarering")

    @property
    def is_cleared(self) -> bool:
        """Return True if the texts may be said outwards as settled."""
        return self.clearing.status == "klarert"

    @property
    def is_retired(self) -> bool:
        """Return True if the texts are not used any more."""
        return self.clearing.status == "ute av bruk"
