"""Relations that have gone quiet, to each owner: once a week, the day after the digest."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.silence import Occasion, QuietRelation, in_weeks, silence
from bot.cards.rows import short_when
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest_rows import monday, week_key
from jobs.nudges.kind import PERSON, Addressed, Calendar, Due, NudgeKind, OwnSetting, not_in_help, when_awake
from models.calendar.certainty import NO_DAY
from models.calendar.workdays import next_working_day
from models.occurrences.filtering import Filter
from models.occurrences.queries import find
from models.register.introductions import Introduction, warmest, warmest_to_organisation
from models.register.readers import may_read
from models.register.silence import Silent, silent, silent_by_owner
from models.tables import Person
from models.workspace.preferences import Preferences

MOST = 3
"""How many an owner gets in a week."""
SOON = timedelta(weeks=6)
"""How far ahead an event of the wheel counts as an occasion to talk."""
LOOKED_AT = 50
NOBODY = Skip("alle er snakket med i det siste")


def _key_on(day: date, _pack: Pack) -> str | None:
    """Return the week if that day is the working day after its digest's."""
    digest_day = next_working_day(monday(day))
    return week_key(day) if day == next_working_day(digest_day + timedelta(days=1)) else None


def _owners(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    return [(owner, due) for owner in silent_by_owner(session, manners.workspace, due.day, MOST)]


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return an owner's relations that have been quiet for too long, the most important first."""
    found = silent(scene.session, scene.workspace, scene.today, MOST, owner=scene.address)
    if not found or not may_read(scene.session, scene.workspace, scene.address):
        return NOBODY
    return silence([QuietRelation(each, _way(scene, each)) for each in found], _occasion(scene), scene.today)


def _way(scene: NudgeContext, each: Silent) -> Introduction | None:
    """Return the colleague who is a closer contact than the owner, if there is one."""
    if isinstance(each.row, Person):
        way = warmest(scene.session, scene.workspace.id, [each.row.id], scene.today).get(each.row.id)
    else:
        way = warmest_to_organisation(scene.session, scene.workspace.id, each.row.id, scene.today)
    return way if way and way.user_id != scene.address else None


def _occasion(scene: NudgeContext) -> Occasion | None:
    """Return the next event of the wheel with a known day, as an occasion to meet."""
    wanted = Filter(first=scene.today, last=scene.today + SOON, kinds=("arrangement",))
    rows = find(scene.session, scene.workspace.id, wanted, scene.today, limit=LOOKED_AT, offset=0)
    known = [(row.starts_on, row.title, row) for row in rows if row.starts_on and row.certainty not in NO_DAY]
    ahead = [each for each in known if each[0] >= scene.today]
    if not ahead:
        return None
    day, title, row = min(ahead, key=lambda each: each[:2])
    is_sure = row.certainty == "fast"
    return Occasion(title, in_weeks(day, scene.today) if is_sure else short_when(row, scene.today))


SILENCE = NudgeKind(
    kind="stille",
    name="Kontakter vi ikke har snakket med på lenge, til den som er ansvarlig",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_stille",
        button="Slå av påminnelser om kontakter",
        label="Kontakter du er ansvarlig for, men ikke har snakket med på lenge",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_owners,
        narrow=None,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
