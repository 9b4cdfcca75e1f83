"""«Hvem møtte dere?», to those who said they went to an event: the first working morning after its last day."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.calendar.workdays import is_working_day
from models.nudges.due import Nudge
from models.tables import Occurrence

KIND = "hvem_mott"
WORTH_DAYS = timedelta(days=5)
"""It waits for who is away for as long as one remembers whom one met."""


def key_on(day: date, _pack: Pack) -> str | None:
    """Return a key on every working day; what is planned then has a key for each event and person."""
    return day.isoformat() if is_working_day(day) else None


def key_for(event: Occurrence, user_id: str) -> str:
    """Return the logical key of asking one person of one event. One that is moved is asked about again."""
    return f"{event.id}:{event.ends_on}:{user_id}"


def event_of(period_key: str) -> int:
    """Return the id of the event that a key is about; 0 where it is about none."""
    number = period_key.partition(":")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def ended_before(day: date) -> tuple[date, date]:
    """Return the first and last day on which an event ended that is asked about on that working day."""
    first = last = day - timedelta(days=1)
    while not is_working_day(first):
        first -= timedelta(days=1)
    return first, last


MET = Nudge(KIND, key_on, at=lambda times: times.deadline, last_day=lambda day: day + WORTH_DAYS, to="person")
