"""All kinds of nudges, by name."""

from models.nudges.alert import ALERT
from models.nudges.campaign import CLOSING, MAIN_MESSAGE, OPENING, TALKING_POINT
from models.nudges.deadlines import DEADLINES, OWNERS_DEADLINES
from models.nudges.digest import DIGEST
from models.nudges.due import Nudge
from models.nudges.followup import CARD, GIVEN, HELP, OVERDUE, REMINDER
from models.nudges.greeting import GREETING
from models.nudges.leader import LEADER
from models.nudges.met import MET
from models.nudges.notice import NOTICE
from models.nudges.review import REVIEW
from models.nudges.silence import SILENCE
from models.nudges.sprint import SPRINT
from models.nudges.wheel import WHEEL

PLANNED = (
    DIGEST,
    DEADLINES,
    OWNERS_DEADLINES,
    WHEEL,
    OPENING,
    MAIN_MESSAGE,
    TALKING_POINT,
    CLOSING,
    SILENCE,
    MET,
    REVIEW,
)
"""What the calendar brings, in the order they are told where they are due at the same moment."""

KINDS: dict[str, Nudge] = {
    nudge.kind: nudge
    for nudge in (*PLANNED, GREETING, LEADER, NOTICE, CARD, REMINDER, OVERDUE, HELP, GIVEN, ALERT, SPRINT)
}
