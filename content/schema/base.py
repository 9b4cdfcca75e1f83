"""What every entry of a content pack shares."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Certainty = Literal["fast", "ca", "forventet", "måned", "ukjent"]
"""How sure a date is: law or confirmed pattern, published as approximate, expected from past years, only the
month known, unknown."""


class Strict(BaseModel):
    """A frozen model that refuses unknown keys, so that a misspelt key is reported and not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Entry(Strict):
    """Anything a person may want to find again: a stable id, and its source."""

    id: Id
    kilde: Text


class Line(Entry):
    """One short text with an id and a source."""

    text: Text = Field(alias="tekst")
    internal: bool = Field(default=False, alias="internt")
    """True: only for the colleague who asks. Never pushed, copied, shared or mailed."""


def outward(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that may be pushed, copied, shared and mailed."""
    return tuple(each for each in lines if not each.internal)
