"""`sporres_om.yaml`: how people ask for what is in the other files. The search reads it, and nobody is shown it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from content.schema.base import Id, Strict

VIEW = "oversikt"
"""The kind of what a whole command shows, which is in no file."""
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class AskedAs(Strict):
    """The questions that one entry answers, in other words than its own.

    `about` is the entry's id if that is another than this one's. `kind` says which entry is meant if several have the id.
    """

    id: Id
    about: Id | None = Field(default=None, alias="gjelder")
    kind: str | None = Field(default=None, alias="slag", max_length=40)
    questions: tuple[Question, ...] = Field(alias="spørsmål", max_length=40)

    @property
    def entry(self) -> str:
        """Return the id of the entry."""
        return self.about or self.id


class AskedAsFile(Strict):
    """`sporres_om.yaml`, or `sporres_om_nasjonalt.yaml` with what is asked of the national year and of whole commands."""

    entries: tuple[AskedAs, ...] = Field(alias="spørres_om")
