"""`utelatt.yaml`: what the pack or its source has that is shown at no moment, by decision and with the reason."""

from pydantic import Field, model_validator

from content.schema.base import Entry, Id, Strict, Text


class LeftOut(Entry):
    """A decision. It is about an entry of the pack, or about a line of the source that the pack does not have."""

    entry: Id | None = Field(default=None, alias="gjelder")
    """The id of the entry; `field` narrows it down to one of its texts."""
    field: str | None = Field(default=None, alias="felt")
    quote: Text | None = Field(default=None, alias="sitat")
    """The line of the source."""
    reason: Text = Field(alias="grunn")

    @model_validator(mode="after")
    def _is_about_something(self) -> "LeftOut":
        if (self.entry is None) == (self.quote is None):
            message = "ventet enten «gjelder» med en id, eller «sitat» med en linje fra kilden"
            raise ValueError(message)
        return self


class LeftOutFile(Strict):
    """`utelatt.yaml`. A pack may leave the file out."""

    decisions: tuple[LeftOut, ...] = Field(alias="utelatt")
