"""The windows of a workspace's own rows: hearings that concern it, and the parties' dates."""

from datetime import date

from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.calendar.open_now import Window
from models.occurrences.party_dates import party_dates, party_windows
from models.official.hearing_windows import hearing_windows


def dated_windows(session: Session, workspace_id: int, pack: Pack, first: date) -> tuple[Window, ...]:
    """Return the windows that are open on or after a local day, for `open_windows` to choose from."""
    parties = party_windows(party_dates(session, workspace_id, pack, first))
    return (
        *hearing_windows(session, workspace_id, pack, first),
        *(each for each in parties if each.span.last >= first),
    )
