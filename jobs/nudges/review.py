"""A review of the register, for administrators: twice a year, and when roles have settled after an election."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.review import review
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, Addressed, Calendar, Due, NudgeKind, OwnSetting, not_in_help, when_awake
from models.calendar.elections import last_election
from models.calendar.workdays import first_working_day, next_working_day
from models.register.review import review_numbers
from models.workspace.administrators import named_administrators
from models.workspace.preferences import Preferences

MONTHS = (2, 8)
"""Each half-year begins with other work; a month later there is time for this."""
SETTLED = timedelta(weeks=7)
"""How long after an election councils and government are in place, and the new roles are known."""
WORTH_DAYS = timedelta(days=5)
NOBODY = Skip("ingen i registeret trenger å vurderes på nytt")
NO_LONGER = Skip("ikke administrator lenger")


def _key_on(day: date, pack: Pack) -> str | None:
    """Return the half-year (`2026-02`), or the election (`valg:2027-09-13`), whose day it is."""
    if day.month in MONTHS and day == first_working_day(day.year, day.month):
        return f"{day.year}-{day.month:02}"
    election = last_election(pack, day)
    if election is not None and day == next_working_day(election + SETTLED):
        return f"valg:{election.isoformat()}"
    return None


def _administrators(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    """Return the named administrators, if the register has anybody to review."""
    workspace = manners.workspace
    if workspace.register_synced_on is None:  # the register is not in use yet
        return []
    if not review_numbers(session, workspace, due.day, last_election(pack, due.day)).all:
        return []
    return [(each, due) for each in named_administrators(session, workspace)]


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the numbers of people to review, if there still are any."""
    if scene.address not in named_administrators(scene.session, scene.workspace):
        return NO_LONGER
    numbers = review_numbers(scene.session, scene.workspace, scene.today, last_election(scene.pack, scene.today))
    return review(numbers) if numbers.all else NOBODY


REVIEW = NudgeKind(
    kind="gjennomgang",
    name="Gjennomgang av interessentregisteret, til administratorer",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_gjennomgang",
        button="Slå av gjennomgang av registeret",
        label="Gjennomgang av registeret, hvis du er administrator",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_administrators,
        narrow=None,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
