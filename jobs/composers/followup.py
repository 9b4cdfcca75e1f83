"""What is told of a follow-up, as it stands when it is told."""

from bot.cards import followup as cards
from bot.cards import handover
from bot.cards.card import Card
from bot.cards.speakers import speakers
from jobs.composers.scene import Scene, Skip
from models.followups.found import OPEN, by_id, followers
from models.nudges.followup import OVERDUE_KIND, followup_of, giver_of
from models.spokespersons import speaking_for
from models.tables import FollowUp

GONE = Skip("oppfølgingen finnes ikke lenger")
ENDED = Skip("oppfølgingen er avsluttet")
MOVED = Skip("noen andre har tatt oppfølgingen")


def in_thread(scene: Scene) -> Card | Skip:
    """Return the card in the message's thread; it is sent only while the follow-up is open, and renewed after."""
    row = _row(scene)
    if row is None:
        return GONE
    if row.state != OPEN and scene.shown_at is None:
        return ENDED
    issue = scene.pack.issue(row.theme) if row.theme else None
    track = issue.tracks[0] if issue else None
    watched = scene.pack.media.theme(row.theme) if row.theme else None
    said_by = speakers(watched, speaking_for(scene.session, scene.workspace.id, watched.id)) if watched else ()
    return cards.in_thread(row, followers(scene.session, row), track, said_by, scene.workspace.zone, scene.today)


def reminder(scene: Scene) -> Card | Skip:
    """Return the reminder to the owner, while it is theirs and open."""
    row = _row(scene)
    if row is None or row.state != OPEN:
        return GONE if row is None else ENDED
    if row.owner != scene.address:
        return MOVED
    return cards.reminder(row, scene.workspace.zone, scene.today)


def overdue(scene: Scene) -> Card | Skip:
    """Return what the thread is told when the time is out."""
    row = _row(scene)
    if row is None or row.state != OPEN:
        return GONE if row is None else ENDED
    if row.due_at > scene.now:
        return MOVED
    return cards.overdue(row, followers(scene.session, row), scene.workspace.zone, scene.today)


def help_wanted(scene: Scene) -> Card | Skip:
    """Return what those who speak for its theme are told when the time is out, and is out still."""
    row = _row(scene)
    if row is None:
        return GONE
    if row.state != OPEN or row.owner == scene.address or row.due_at > scene.now:
        reason = ENDED if row.state != OPEN else MOVED
        return cards.settled(row, scene.workspace.zone) if scene.shown_at else reason
    speaking = speaking_for(scene.session, scene.workspace.id, row.theme or "")
    if scene.shown_at is None and scene.address not in {each.user_id for each in speaking}:
        return Skip("uttaler seg ikke om temaet lenger")
    if not scene.manners.wants(OVERDUE_KIND):
        return Skip("slått av i innstillingene")
    watched = scene.pack.media.theme(row.theme or "")
    workspace = scene.workspace
    return handover.help_wanted(
        row, watched.name if watched else "", workspace.media_channel, workspace.zone, scene.today
    )


def given(scene: Scene) -> Card | Skip:
    """Return what the new owner is told, while it is theirs and open."""
    row = _row(scene)
    if row is None:
        return GONE
    if row.state != OPEN or row.owner != scene.address:
        reason = ENDED if row.state != OPEN else MOVED
        return cards.settled(row, scene.workspace.zone) if scene.shown_at else reason
    return handover.given(row, giver_of(scene.period_key), scene.workspace.zone, scene.today)


def _row(scene: Scene) -> FollowUp | None:
    return by_id(scene.session, scene.workspace.id, followup_of(scene.period_key))
