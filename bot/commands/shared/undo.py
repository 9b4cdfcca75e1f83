"""«Angre»: undo a change to a deadline or an entry of the annual wheel."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Person, line
from bot.commands.ask import Ask
from bot.commands.shared.occurrence_actions import GONE, NOT_YOURS, ActionResult, quoted_title
from models.occurrences import undoing
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.filtering import owners_of
from models.occurrences.queries import by_id
from models.occurrences.undoing import AlreadyUndoneError, TooOldError
from models.official.dates import replan_after
from models.tables import Change
from models.workspace.contacts import ContactRole


def change_of(session: Session, workspace_id: int, change_id: int) -> Change | None:
    """Return the workspace's change with that id."""
    return session.scalar(select(Change).where(Change.workspace_id == workspace_id, Change.id == change_id))


def change_after(session: Session, change: Change) -> Change | None:
    """Return the last change of the same occurrence that was made after this one."""
    later = select(Change).where(
        Change.workspace_id == change.workspace_id,
        Change.occurrence_id == change.occurrence_id,
        Change.id > change.id,
    )
    return session.scalar(later.order_by(Change.id.desc()).limit(1))


TOO_OLD = "Endringen kan ikke angres lenger. Det går i to år. Endre raden i stedet."


def undo_change(ask: Ask, session: Session, change_id: int) -> ActionResult:
    """Undo a change, and return the result."""
    change = change_of(session, ask.workspace.id, change_id)
    if change is None:
        return ActionResult(line(TOO_OLD))
    if not _may_undo(ask, session, change):
        return ActionResult(line(NOT_YOURS))
    try:
        row = undoing.undo(session, ask.workspace.id, change_id, ask.user_id, ask.now)
    except GoneError as error:
        return ActionResult(line(TOO_OLD if isinstance(error, TooOldError) else GONE))
    except AlreadyUndoneError:
        return ActionResult(line(f"Endringen av {_title(ask, session, change)} er allerede angret."))
    except ChangedError:
        return _changed(ask, session, change)
    replan_after(session, ask.workspace.id, row, ask.today)
    now = "er fjernet igjen" if row.archived_at is not None else "står som før igjen"
    return ActionResult(line(f"{quoted_title(row)} {now}."), heading="Angret")


def _may_undo(ask: Ask, session: Session, change: Change) -> bool:
    """Return True if the person may undo it: a guest only their own changes to a deadline that is or was their own."""
    if ask.role is ContactRole.COLLEAGUE:
        return True
    row = by_id(session, ask.workspace.id, change.occurrence_id)
    is_own = row is not None and ask.user_id in {*owners_of(row), change.before.get("owner")}
    return change.user_id == ask.user_id and is_own


def _changed(ask: Ask, session: Session, change: Change) -> ActionResult:
    later = change_after(session, change)
    sentence = f"endret {_title(ask, session, change)} etterpå, så jeg lot det stå."
    if later is None:
        return ActionResult(line(f"Noen {sentence}"))
    return ActionResult(line("Du" if later.user_id == ask.user_id else Person(later.user_id), f" {sentence}"))


def _title(ask: Ask, session: Session, change: Change) -> str:
    row = by_id(session, ask.workspace.id, change.occurrence_id)
    return quoted_title(row) if row else "raden"
