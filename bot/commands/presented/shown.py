"""The day, and the demand, that a control is about; and the reply that shows the table of the day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.cards.card import Card, Item, Line, Paragraph, Part, Span, line
from bot.cards.presented import day_card
from bot.commands.ask import Ask, Reply
from bot.commands.parse.numbers import row_id
from bot.commands.share import share_button
from models.occurrences.demands import DayEdit, demands
from models.occurrences.presentations import Presentation, presentation_by_id
from models.tables import Demand

A_COLLEAGUE = "En kollega"
GONE = "Kravet er ikke i tabellen lenger. Noen kan ha tatt det ut. Se det som er der nå."


@dataclass(frozen=True)
class Shown:
    """The day that a control is about, and the origin of the demand; empty if it is about none."""

    presentation: Presentation
    origin: str

    def edit(self, ask: Ask) -> DayEdit:
        """Return what changes that day on behalf of the one who asks."""
        return DayEdit(self.presentation, ask.pack, ask.user_id, ask.now)


def shown_at(ask: Ask, session: Session, value: str) -> Shown | None:
    """Return what a control's value is about; None if there is no such day in the calendar."""
    number, _, origin = value.partition(":")
    found = presentation_by_id(session, ask.workspace.id, row_id(number))
    return Shown(found, origin) if found else None


def row_at(ask: Ask, session: Session, found: Shown) -> Demand | None:
    """Return the demand that a control is about; None if it is not in the table (any more)."""
    rows = demands(session, found.presentation, ask.pack)
    return next((each for each in rows if each.origin == found.origin), None)


def table(ask: Ask, session: Session, shown: Presentation, result: Sequence[Part] = ()) -> Card:
    """Return the table of a day as it is now."""
    share = share_button("budskap", f"fremlegg {shown.document} {shown.year}")
    card = day_card(shown, demands(session, shown, ask.pack), ask.today, result=result, more=(share,))
    done = " ".join(_plain(each.line) for each in result if isinstance(each, Item | Paragraph))
    # After a form on a public message Teams shows the summary alone.
    return replace(card, summary=done) if done else card


def _plain(said_of: Line) -> str:
    """Return a sentence as a text without mentions, which a summary cannot have."""
    return "".join(span if isinstance(span, str) else A_COLLEAGUE for span in said_of)


def reply(ask: Ask, session: Session, shown: Presentation, result: Sequence[Part] = ()) -> Reply:
    """Return the reply that shows the table."""
    return in_place(ask, table(ask, session, shown, result))


def in_place(ask: Ask, card: Card) -> Reply:
    """Return a card in place of the private one that was pressed; beside a public message, which is composed again."""
    return Reply(card=card, refresh=ask.message_id) if ask.message_id else Reply(card=card, replace=True)


def said(*spans: Span) -> tuple[Part, ...]:
    """Return what was just done, as a sentence."""
    return (Paragraph(line(*spans)),)
