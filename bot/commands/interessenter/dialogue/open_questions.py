"""Questions about a line: which person is meant, or whether to go on although a colleague just spoke with them.

The buttons carry the line and the answers so far: each answer reads the line again, and nothing is stored meanwhile.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Line, Note, Paragraph, line
from bot.commands.ask import Ask
from bot.commands.interessenter.dialogue.participants import NEW_ORGANISATION, NEW_PERSON, AmbiguousName
from bot.commands.interessenter.references import Stakeholder, display_name, ref_of, role_text
from bot.commands.parse.clean import short
from bot.commands.parse.json_text import read_json
from models.register.roles import HeldRole, roles
from models.tables import Person

ANSWER, CANCEL = "interessent.svar", "interessent.avbryt"
MOST_CARRIED = 1_700
"""The most characters of a line in a button's value, before one more answer is added to it."""
LONGEST_LABEL = 75


@dataclass(frozen=True)
class Statement:
    """A line with the answers about it: the person that each name means, and whether to log it anyway (`sure`)."""

    text: str
    picks: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False

    def __str__(self) -> str:
        """Return the value of a button."""
        return json.dumps([self.text, dict(self.picks), self.sure], ensure_ascii=False)

    @property
    def fits(self) -> bool:
        """Return True if it fits in a button's value."""
        return len(str(self)) <= MOST_CARRIED


def read_statement(value: str) -> Statement | None:
    """Parse a button's value; return None if it is not a statement."""
    match read_json(value):
        case [str(text), dict(picks), bool(sure)]:
            return Statement(text, {str(name): str(pick) for name, pick in picks.items()}, sure)
    return None


def ask_which(ask: Ask, session: Session, statement: Statement, unsure: AmbiguousName) -> Card:
    """Ask which person a name means: one in the register, or somebody new."""
    name, known = unsure.named.name, unsure.candidates
    people = [row.id for row in known if isinstance(row, Person)]
    held_roles = roles(session, ask.workspace.id, people, ask.today)
    answers = [
        (_label(row, held_roles.get(row.id, ()) if isinstance(row, Person) else ()), str(ref_of(row))) for row in known
    ]
    new = [(f"Ny person: {name}", NEW_PERSON), *([] if known else [(f"Ny virksomhet: {name}", NEW_ORGANISATION)])]
    said_so = f"Hvem er {name}?" if known else f"Jeg kjenner ingen som heter {name}. Hvem er det?"
    hint = "Skriv gjerne hele navnet, med parti eller virksomhet i parentes bak." if not known else ""
    return Card(
        said_so,
        (
            *((Note(line(hint)),) if hint else ()),
            Controls(
                tuple(
                    Button(
                        short(label, LONGEST_LABEL),
                        ANSWER,
                        str(replace(statement, picks={**statement.picks, name: pick})),
                    )
                    for label, pick in (*answers, *new)
                )
            ),
            Controls((Button("Avbryt", CANCEL, ""),)),
        ),
        summary=said_so,
    )


def ask_to_confirm(statement: Statement, warnings: Sequence[Line], planned: bool) -> Card:
    """Ask whether to go on although a colleague has just spoken with them."""
    title = "Snakk med kollegaen din først?" if planned else "En kollega var nettopp i kontakt"
    yes = "Planlegg likevel" if planned else "Loggfør likevel"
    return Card(
        title,
        (
            *(Paragraph(each) for each in warnings),
            Controls(
                (Button(yes, ANSWER, str(replace(statement, sure=True)), style="primary"), Button("Avbryt", CANCEL, ""))
            ),
        ),
    )


def _label(row: Stakeholder, roles_now: Sequence[HeldRole]) -> str:
    what = next((role_text(each) for each in roles_now), "")
    return f"{display_name(row, roles_now)}, {what}" if what else display_name(row, roles_now)
