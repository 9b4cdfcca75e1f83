"""`/budskap`: the approved message, its audience, and where to use it today."""

from collections.abc import Mapping

from bot.cards.checklists import OPEN
from bot.cards.theme_buttons import MORE
from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.budskap.budskap_command import COPY, act, answer, copy, open_below, open_more, show
from bot.commands.budskap.local_page import with_local_page
from bot.commands.budskap.plan_cards import DONE, RELEASE, REOPEN, TAKE
from bot.commands.budskap.round_answers import CARRIER_PRESSES, CARRIER_SUBMITS
from bot.commands.budskap.round_command import PRESSES as ROUND_PRESSES
from bot.commands.budskap.round_command import SUBMITS as ROUND_SUBMITS
from bot.commands.budskap.round_command import WORDS as ROUND_WORDS
from bot.commands.budskap.round_command import with_rounds
from bot.commands.budskap.target_cards import SHOW
from bot.commands.presented.presented_handlers import WORDS as DAY_WORDS
from bot.commands.shared.occurrence_actions import mark_done, release, reopen, take
from models.workspace.contacts import ContactRole

COMMANDS: Mapping[str, Command] = {
    "budskap": Restricted(
        with_rounds(with_local_page(answer)),
        ContactRole.GUEST,
        dict.fromkeys(sorted(DAY_WORDS | ROUND_WORDS), ContactRole.COLLEAGUE),
    )
}
PRESSES: Mapping[str, Pressing] = {
    **for_guests({SHOW: show, COPY: copy, OPEN: open_below} | dict(CARRIER_PRESSES)),
    **for_colleagues(
        {MORE: open_more, TAKE: act(take), DONE: act(mark_done), REOPEN: act(reopen), RELEASE: act(release)}
        | dict(ROUND_PRESSES)
    ),
}
SUBMITS: Mapping[str, Submitting] = {
    **for_colleagues(dict(ROUND_SUBMITS)),
    **for_guests(dict(CARRIER_SUBMITS)),
}
