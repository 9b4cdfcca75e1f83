"""The names of the people and channels that a card mentions: a mail knows nothing of a chat's ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.cards.card import Card, Channel, Line, Person, Span, with_lines
from models.workspace import contacts

SOMEBODY, SOMEWHERE = "en kollega", "en kanal"


@dataclass(frozen=True)
class MailNames:
    """Names by the chat's ids; who has none here is «en kollega»."""

    known: Mapping[str, str] = field(default_factory=dict)

    def plain(self, line: Line) -> Line:
        """Return a line with names in place of mentions."""
        return tuple(self._span(each) for each in line)

    def _span(self, span: Span) -> Span:
        match span:
            case Person(user_id):
                return self.known.get(user_id, SOMEBODY)
            case Channel(channel_id):
                name = self.known.get(channel_id, "")
                return f"#{name.removeprefix('#')}" if name else SOMEWHERE
            case _:
                return span


NOBODY = MailNames()


def names_in(session: Session, workspace_id: int, card: Card) -> MailNames:
    """Return the names of those a card mentions, as they were last seen."""
    ids: set[str] = set()

    def look(line: Line) -> Line:
        for span in line:
            match span:
                case Person(each) | Channel(each):
                    ids.add(each)
                case _:
                    pass
        return line

    for part in card.parts:
        with_lines(part, look)
    return MailNames(contacts.names(session, workspace_id, sorted(ids)))
