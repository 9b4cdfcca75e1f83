"""One hearing: its card, what we do about it, the dates on the way, what was sent and what came of it."""

from collections.abc import Mapping

from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.hearings import answering, dates, outcome, sending, versions

PRESSES: Mapping[str, Pressing] = for_colleagues(
    {**answering.PRESSES, **dates.PRESSES, **sending.PRESSES, **outcome.PRESSES, **versions.PRESSES}
)
SUBMITS: Mapping[str, Submitting] = for_colleagues(
    {**dates.SUBMITS, **sending.SUBMITS, **outcome.SUBMITS, **versions.SUBMITS}
)
