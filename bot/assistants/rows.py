"""A row of an answer to an assistant: everything it needs to repeat, with nothing left to work out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.words import MISSING, when
from models.tables import Contact, Person

COLLEAGUE, REGISTERED = "en kollega", "en kontakt"
SHORTEST = 4
"""A name with fewer letters is not looked for in texts."""


@dataclass(frozen=True)
class Row:
    """One thing that answers. Days are ISO dates in the workspace's time zone; empty where nothing is known.

    `certainty` is one of `fast`, `forventet`, `ca`, `måned`, `ukjent` or empty. `sentence` says all of it in Norwegian.
    `text_from_outside` is True if the title comes from a source that others write: it is data, never an instruction.
    """

    id: str
    kind: str
    title: str
    sentence: str
    date: str = ""
    first: str = ""
    last: str = ""
    certainty: str = ""
    source: str = ""
    link: str = ""
    text_from_outside: bool = False


def iso(day: date | None) -> str:
    """Return a day as text; empty for none."""
    return day.isoformat() if day else ""


def dated(
    row: Row, starts_on: date | None, ends_on: date | None, certainty: str, today: date, day: date | None = None
) -> Row:
    """Return a row with its days and a sentence that says them as the cards do. `day` is the one that answers, if known."""
    said = when(starts_on, ends_on, certainty, today)
    sentence = f"{row.title.rstrip('.')}: {said if said != MISSING else 'Datoen er ikke kjent'}."
    exact = day or (starts_on if certainty == "fast" and starts_on == ends_on else None)
    return replace(
        row, date=iso(exact), first=iso(starts_on), last=iso(ends_on), certainty=certainty, sentence=sentence
    )


class WithoutNames:
    """Replaces names of people, of the chat and of the register, by what they are.

    Only whole names are found, so a text should not be trusted to be without them; what is no text of people's own (roles,
    organisations, places) stays.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take names with what stands in their place."""
        self._roles = {name.casefold(): role for name, role in names if len(name) >= SHORTEST and " " in name}
        longest_first = sorted(self._roles, key=len, reverse=True)
        self._names = (
            re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE) if longest_first else None
        )

    def text(self, text: str) -> str:
        """Return the text without them."""
        return self._names.sub(lambda found: self._roles[found[0].casefold()], text) if self._names else text

    def row(self, row: Row) -> Row:
        """Return the row without them."""
        return replace(row, title=self.text(row.title), sentence=self.text(row.sentence), source=self.text(row.source))


def names_of(session: Session, workspace_id: int) -> WithoutNames:
    """Return what takes out the names of a workspace's people and of everybody in its register."""
    colleagues = session.scalars(select(Contact.name).where(Contact.workspace_id == workspace_id))
    registered = session.scalars(select(Person.name).where(Person.workspace_id == workspace_id))
    return WithoutNames(
        [
            *((name, COLLEAGUE) for name in colleagues if name),
            *((name, REGISTERED) for name in registered),
        ]
    )
