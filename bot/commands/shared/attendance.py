"""«Jeg skal dit»: who attends an event of the wheel, on its row and by its button."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Control, Line, Person, line
from bot.cards.rows import Row, in_sentence
from bot.commands.ask import Ask
from bot.commands.shared.occurrence_actions import GONE, ActionResult
from models.calendar.certainty import last_possible
from models.occurrences.attendance import EVENT, set_going
from models.occurrences.changes import GoneError
from models.occurrences.queries import by_id


def going_line(goers: Sequence[str]) -> Line:
    """Return «Per og Kari skal dit» on a line of its own; nothing if nobody does."""
    if not goers:
        return ()
    *others, last = [Person(each) for each in goers]
    between: list[str | Person] = [piece for each in others for piece in (each, ", ")][:-1]
    return ("\n", *between, *((" og ",) if others else ()), last, " skal dit")


def going_controls(
    row: Row, goers: Sequence[str], user_id: str, value: str, today: date, actions: tuple[str, str]
) -> tuple[Control, ...]:
    """Return the button of an event that is not over: to attend it, or (the second action) to cancel that."""
    last = last_possible(row.starts_on, row.ends_on, row.certainty)
    if row.kind != EVENT or (last is not None and last < today):
        return ()
    go, stay = actions
    return (Button("Jeg skal ikke likevel", stay, value) if user_id in goers else Button("Jeg skal dit", go, value),)


def set_attendance(going: bool) -> Callable[[Ask, Session, int], ActionResult]:
    """Return the action that records whether the asker attends an event."""

    def attend(ask: Ask, session: Session, occurrence_id: int) -> ActionResult:
        try:
            new = set_going(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now, going=going)
        except GoneError:
            return ActionResult(line(GONE))
        row = by_id(session, ask.workspace.id, occurrence_id)
        title = in_sentence(row.title) if row else ""
        sentence = f"Du skal på {title}." if going else f"Du skal ikke på {title}."
        return ActionResult(line(sentence), heading="Notert" if new else "Ingenting er endret")

    return attend
