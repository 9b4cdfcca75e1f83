"""What a person who has left still owns, to each administrator, once for each departure.

Those who are responsible for something together with the person get what they have now.

It is planned in the round after the platform reported the departure (`models.workspace.contacts`), and tried again in
every round of the workspace until there is an administrator to send it to.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.departure import Departure, all_given, departure, is_back, with_others
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, Due, NudgeKind, until, when_awake
from models import departures
from models.register.readers import may_read
from models.tables import Contact, Workspace
from models.workspace.administrators import administrators, was_named
from models.workspace.contacts import names
from models.workspace.nudge_kinds import DEPARTURE as KIND
from models.workspace.preferences import Preferences

WORTH_DAYS = timedelta(days=14)
NO_LONGER = Skip("ikke administrator lenger")
BACK = Skip("personen er tilbake")
NOTHING = Skip("alt er overtatt")


def key_of(contact: Contact) -> str:
    """Return the logical key of a departure: the person, and when the platform first said so (UTC)."""
    left = contact.left_at.astimezone(UTC) if contact.left_at else None
    return f"{contact.address}:{left:%Y%m%dT%H%M%S}" if left else contact.address


def person_of(period_key: str) -> str:
    """Return the user id of the person whose departure a key is about."""
    return period_key.rpartition(":")[0]


def departures_due(session: Session, wanted: Sequence[Preferences], now: datetime) -> list[tuple[Workspace, str, Due]]:
    """Return the messages about people who left since the last round: the workspace, the receiver, and what is due.

    A departure is marked as noted when there is an administrator to send it to, or if the person owned nothing.
    """
    here = {each.workspace.id: each for each in wanted if each.workspace.removed_at is None}
    found = list[tuple[Workspace, str, Due]]()
    left = departures.not_noted(session, here) if here else ()
    # A workspace may have thousands of old accounts: few of them own anything.
    owning = {each: departures.owners(session, each) for each in {contact.workspace_id for contact in left}}
    for contact in left:
        manners = here[contact.workspace_id]
        workspace = manners.workspace
        is_owner = contact.address in owning[workspace.id]
        owns = is_owner and departures.owned_by(session, workspace.id, contact.address).number > 0
        to = administrators(session, workspace) if owns else ()
        if to or not owns:
            contact.departure_noted_at = now
        due = _due(contact, manners, now)
        others = departures.partners(session, workspace.id, contact.address) if is_owner else ()
        found += [(workspace, each, due) for each in dict.fromkeys((*to, *others))]
    return found


def _due(contact: Contact, manners: Preferences, now: datetime) -> Due:
    zone = manners.workspace.zone
    last = until(DEPARTURE, now, zone, manners.night)
    return Due(KIND, key_of(contact), now, last, DEPARTURE.receiver.to, now.astimezone(zone).date())


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return what the person still owns, without the parts of the register that the administrator may not read."""
    user_id = person_of(scene.period_key)
    shared = departures.shared_with(scene.session, scene.workspace.id, user_id, scene.address)
    is_administrator = scene.address in administrators(scene.session, scene.workspace)
    if not is_administrator and not shared:
        return NO_LONGER
    contact = departures.departure(scene.session, scene.workspace.id, user_id)
    if contact is None:
        name = names(scene.session, scene.workspace.id, (user_id,)).get(user_id, "")
        return is_back(name) if scene.shown_at else BACK
    reads = may_read(scene.session, scene.workspace, scene.address)
    owned = departures.Owned()
    if is_administrator:
        owned = departures.owned_by(scene.session, scene.workspace.id, user_id, register=reads)
    if not owned.number and shared:
        return with_others(contact.name, shared, scene.pack, scene.today)
    if not owned.number:
        return all_given(contact.name) if scene.shown_at else NOTHING
    result = Departure(
        user_id,
        contact.name,
        owned,
        was_named(scene.session, scene.workspace, user_id),
        scene.workspace.media_channel,
        scene.workspace.zone,
        shared,
    )
    return departure(result, scene.pack, scene.today)


def _last_day(day: date) -> date:
    return day + WORTH_DAYS


DEPARTURE = NudgeKind(
    kind=KIND,
    name="Det en som har sluttet, var ansvarlig for, til administratorene og dem som er ansvarlige sammen med personen",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=_last_day,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
