"""`/frister`: what is due, what has passed, and adding to it."""

from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.frister import (
    deadline_buttons,
    deadline_more,
    meeting_plan,
    proposed_deadline,
    recurring_deadline,
    subscription,
)
from bot.commands.frister.deadline_workbook import EXPORT_WORDS
from bot.commands.frister.frister_command import NEW as NEW_WORDS
from bot.commands.frister.frister_command import answer
from bot.commands.frister.meeting_plan import PLAN_WORDS
from bot.commands.frister.new_deadline import choose_day, open_form, submit_deadline
from bot.commands.shared.deadline_controls import CHOOSE, FORM
from bot.commands.shared.deadline_form import NEW_DEADLINE
from models.workspace.contacts import ContactRole

COLLEAGUE_WORDS = EXPORT_WORDS | PLAN_WORDS | subscription.WORDS
COMMANDS: dict[str, Command] = {
    "frister": Restricted(answer, ContactRole.GUEST, dict.fromkeys(NEW_WORDS | COLLEAGUE_WORDS, ContactRole.COLLEAGUE))
}
PRESSES: dict[str, Pressing] = {
    **for_guests({**deadline_buttons.OWN_PRESSES, **deadline_more.OWN_MORE}),
    **for_colleagues(
        {
            **deadline_buttons.PRESSES,
            **deadline_more.PRESSES,
            FORM: open_form,
            CHOOSE: choose_day,
            **recurring_deadline.PRESSES,
            **meeting_plan.PRESSES,
            **subscription.PRESSES,
            **proposed_deadline.PRESSES,
        }
    ),
}
SUBMITS: dict[str, Submitting] = for_colleagues(
    {
        NEW_DEADLINE: submit_deadline,
        **deadline_buttons.SUBMITS,
        **deadline_more.SUBMITS,
        **recurring_deadline.SUBMITS,
        **meeting_plan.SUBMITS,
        **proposed_deadline.SUBMITS,
    }
)
