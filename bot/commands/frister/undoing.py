"""«Angre»: the way back from a change."""

from sqlalchemy.orm import Session

from bot.cards.card import Person, line
from bot.commands.ask import Ask
from bot.commands.frister.deeds import GONE, NOT_YOURS, Told, title
from bot.commands.frister.history import change_after, change_of
from models.occurrences import changes
from models.occurrences.changes import AlreadyUndoneError, ChangedError, GoneError, TooOldError
from models.occurrences.queries import by_id
from models.tables import Change
from models.workspace.contacts import ContactRole

TOO_OLD = "Endringen kan ikke angres lenger. Det går i to år. Endre raden i stedet."


def undone(ask: Ask, session: Session, change_id: int) -> Told:
    """Put back what a change changed, and tell how it went."""
    change = change_of(session, ask.here.id, change_id)
    if change is None:
        return Told(line(TOO_OLD))
    if not _may_undo(ask, session, change):
        return Told(line(NOT_YOURS))
    try:
        row = changes.undo(session, ask.here.id, change_id, ask.user_id, ask.now)
    except GoneError as error:
        return Told(line(TOO_OLD if isinstance(error, TooOldError) else GONE))
    except AlreadyUndoneError:
        return Told(line(f"Endringen av {_title(ask, session, change)} er allerede angret."))
    except ChangedError:
        return _changed(ask, session, change)
    now = "er fjernet igjen" if row.archived_at is not None else "står som før igjen"
    return Told(line(f"{title(row)} {now}."), heading="Angret")


def _may_undo(ask: Ask, session: Session, change: Change) -> bool:
    """Return True if the person may: a guest what they did themselves to a deadline that is, or was, their own."""
    if ask.role is ContactRole.COLLEAGUE:
        return True
    row = by_id(session, ask.here.id, change.occurrence_id)
    is_own = row is not None and ask.user_id in {row.owner, change.before.get("owner")}
    return change.user_id == ask.user_id and is_own


def _changed(ask: Ask, session: Session, change: Change) -> Told:
    later = change_after(session, change)
    said = f"endret {_title(ask, session, change)} etterpå, så jeg lot det stå."
    if later is None:
        return Told(line(f"Noen {said}"))
    return Told(line("Du" if later.user_id == ask.user_id else Person(later.user_id), f" {said}"))


def _title(ask: Ask, session: Session, change: Change) -> str:
    row = by_id(session, ask.here.id, change.occurrence_id)
    return title(row) if row else "raden"
