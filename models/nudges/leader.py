"""«Hvem leder arbeidet?», once to the person who installed the bot: at any hour, since they have just done so."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models import outgoing
from models.nudges.due import Nudge
from models.tables import Workspace

KIND = "leder"
WORTH_DAYS = timedelta(days=14)


def key_on(_day: date, _pack: Pack) -> str | None:
    """Return None: no day brings the question by itself."""
    return None


def ask_who_leads(session: Session, workspace: Workspace, user_id: str, now: datetime) -> bool:
    """Plan the question to one person now (aware); False if they were asked before."""
    return outgoing.plan(session, workspace.id, "person", user_id, KIND, user_id, now)


LEADER = Nudge(
    KIND,
    key_on,
    at=lambda times: times.digest,
    last_day=lambda day: day + WORTH_DAYS,
    to="person",
    alone=True,
    at_any_hour=True,
    lasting=True,
)
