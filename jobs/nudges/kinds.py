"""All kinds of nudges, by name."""

from jobs.nudges.campaign import CLOSING, MAIN_MESSAGE, OPENING, TALKING_POINT
from jobs.nudges.deadlines import DEADLINES, OWNERS_DEADLINES
from jobs.nudges.digest import DIGEST
from jobs.nudges.due import Nudge
from jobs.nudges.greeting import GREETING
from jobs.nudges.wheel import WHEEL

PLANNED = (DIGEST, DEADLINES, OWNERS_DEADLINES, WHEEL, OPENING, MAIN_MESSAGE, TALKING_POINT, CLOSING)
"""What the calendar brings, in the order they are told where they are due at the same moment."""

KINDS: dict[str, Nudge] = {nudge.kind: nudge for nudge in (*PLANNED, GREETING)}
