"""A row of an answer to an assistant: everything it needs to repeat, with nothing left to work out."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card, Controls, Item
from bot.cards.text import render_part
from bot.cards.words import MISSING, when
from models.register.mentions import Marks
from models.tables import Contact, Person
from models.workspace.contacts import PERSON
from models.workspace.preferences import shows_names

COLLEAGUE, REGISTERED = "en kollega", "en kontakt"


@dataclass(frozen=True)
class AnswerRow:
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


def text_of(card: Card) -> str:
    """Return what a card says, without its title and its controls."""
    parts = [replace(each, controls=()) if isinstance(each, Item) else each for each in card.parts]
    shown = (render_part(each) for each in parts if not isinstance(each, Controls))
    return "\n\n".join(filter(None, shown))


def iso(day: date | None) -> str:
    """Return a day as text; empty for none."""
    return day.isoformat() if day else ""


def dated(
    row: AnswerRow, starts_on: date | None, ends_on: date | None, certainty: str, today: date, day: date | None = None
) -> AnswerRow:
    """Return a row with its days and a sentence that says them as the cards do. `day` is the one that answers, if known."""
    said = when(starts_on, ends_on, certainty, today)
    sentence = f"{row.title.rstrip('.!?')}: {said if said != MISSING else 'Datoen er ikke kjent'}."
    exact = day or (starts_on if certainty == "fast" and starts_on == ends_on else None)
    return replace(
        row, date=iso(exact), first=iso(starts_on), last=iso(ends_on), certainty=certainty, sentence=sentence
    )


class WithoutNames:
    """Replaces whole names of people, of the chat and of the register, by what they are.

    Names written otherwise are not found, so a text should not be trusted to be without them; roles, organisations and
    places stay.
    """

    def __init__(self, *marks: Marks) -> None:
        self._marks = marks

    def text(self, text: str) -> str:
        """Return the text without them."""
        for each in self._marks:
            text = each.struck(text)
        return text

    def row(self, row: AnswerRow) -> AnswerRow:
        """Return the row without them."""
        return replace(row, title=self.text(row.title), sentence=self.text(row.sentence), source=self.text(row.source))


def names_of(session: Session, workspace_id: int) -> WithoutNames:
    """Return what takes out the names of a workspace's people and of everybody in its register.

    It takes out none if an administrator has let the assistants see them.
    """
    if shows_names(session, workspace_id):
        return WithoutNames()
    colleagues = session.scalars(
        select(Contact.name).where(Contact.workspace_id == workspace_id, Contact.kind == PERSON)
    )
    registered = session.scalars(select(Person.name).where(Person.workspace_id == workspace_id))
    return WithoutNames(Marks(tuple(colleagues), instead=COLLEAGUE), Marks(tuple(registered), instead=REGISTERED))
