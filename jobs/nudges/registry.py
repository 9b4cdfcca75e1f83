"""Every kind of nudge, and what is made from all of them."""

from jobs.nudges.alert import ALERT
from jobs.nudges.calendar import PLANNED
from jobs.nudges.cases import MOVED as CASE_MOVED
from jobs.nudges.clearing import CLEARING
from jobs.nudges.deadline_proposal import PROPOSAL
from jobs.nudges.departure import DEPARTURE
from jobs.nudges.finds import FINDS
from jobs.nudges.followup import CARD, GIVEN, HELP, OVERDUE, REMINDER
from jobs.nudges.greeting import GREETING
from jobs.nudges.handover import ANSWER
from jobs.nudges.handover import GIVEN as GIVEN_DEADLINE
from jobs.nudges.hearing_answers import CHANGED, CHANGED_IN_CHANNEL, CHANGED_IN_THREAD, WHICH_DATE
from jobs.nudges.hearings import HEARING
from jobs.nudges.kind import NudgeKind, OwnSetting
from jobs.nudges.leader import LEADER
from jobs.nudges.notice import NOTICE
from jobs.nudges.round_messages import REMINDER as ROUND_REMINDER
from jobs.nudges.round_messages import ROUND_MESSAGE
from jobs.nudges.round_messages import WISH as ROUND_WISH
from jobs.nudges.settings_change import SETTINGS_CHANGE
from jobs.nudges.sprint import SPRINT
from models.workspace.preferences import Preferences

KINDS: dict[str, NudgeKind] = {
    nudge.kind: nudge
    for nudge in (
        *PLANNED,
        CARD,
        REMINDER,
        OVERDUE,
        HELP,
        GIVEN,
        GIVEN_DEADLINE,
        ANSWER,
        CHANGED,
        CHANGED_IN_CHANNEL,
        CHANGED_IN_THREAD,
        WHICH_DATE,
        CASE_MOVED,
        ALERT,
        HEARING,
        FINDS,
        SPRINT,
        GREETING,
        LEADER,
        DEPARTURE,
        CLEARING,
        NOTICE,
        SETTINGS_CHANGE,
        PROPOSAL,
        ROUND_MESSAGE,
        ROUND_REMINDER,
        ROUND_WISH,
    )
}
"""By the stored name: those the calendar plans, in the order of a morning, then those that events plan."""


class UnknownKindError(LookupError):
    """The code names a kind of nudge that does not exist."""


def kind_of(name: str) -> NudgeKind:
    """Return a kind by its stored name. Raises `UnknownKindError` if there is none."""
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKindError(name) from None


def name_of(kind: str) -> str:
    """Return what people call a kind; the stored name of one that only a newer version knows."""
    return KINDS[kind].name if kind in KINDS else kind


def dated() -> list[str]:
    """Return the kinds whose key contains a time: their rows may be deleted by age."""
    return [kind for kind, nudge in KINDS.items() if not nudge.lasting]


IN_SETTINGS = tuple(sorted((each for each in KINDS.values() if each.can_be_off), key=lambda each: each.group_order))
"""Kinds that may be turned off for everybody: by the groups with a channel of their own, then the rest."""
CHOSEN = tuple(each.kind for each in IN_SETTINGS)
"""The stored names of the same."""
OWN_SETTINGS: dict[str, OwnSetting] = {
    each.kind: each.own_setting
    # Those that must not be missed come first.
    for each in sorted(IN_SETTINGS, key=lambda each: not each.twice_rather_than_never)
    if each.own_setting is not None
}
"""Kinds that are sent to one person and may be turned off by that person, by kind."""
PREVIEWS: dict[str, tuple[NudgeKind, ...]] = {
    name: tuple(each for each in IN_SETTINGS if each.calendar and each.calendar.preview == name)
    for name in dict.fromkeys(each.calendar.preview for each in IN_SETTINGS if each.calendar)
    if name is not None
}
"""The kinds by the name they are previewed by."""


def turned_off(manners: Preferences) -> tuple[str, ...]:
    """Return the names of the kinds that are off for everybody."""
    return tuple(each.name for each in IN_SETTINGS if not manners.wants(each.kind))
