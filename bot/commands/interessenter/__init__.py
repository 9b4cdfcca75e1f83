"""`/interessenter`: who they are, who of ours knows them, what was said, and what is owed."""

from collections.abc import Mapping

from bot.cards.nudges import met as met_card
from bot.cards.nudges import silence
from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.ask import FileHandler, PressHandler, SubmitHandler
from bot.commands.interessenter import (
    asking,
    form,
    gave,
    journal,
    knows,
    log,
    logged,
    mend,
    merging,
    met,
    person,
    policy,
    position,
    presses,
    preview,
    privacy,
    reading,
    review,
    shown,
    unlisted,
    workbook,
)
from bot.commands.interessenter.answer import answer
from models.workspace.contacts import ContactRole

_PRESSES: Mapping[str, PressHandler] = {
    logged.SHOW: presses.show,
    logged.MEND: mend.open_mend,
    logged.UNDO: presses.take_back,
    logged.FOLLOW_UP: presses.follow_up,
    asking.ANSWERED: log.answered,
    asking.DROPPED: log.dropped,
    shown.LOG: log.open_log,
    shown.EDIT: person.open_edit,
    shown.GIVE: gave.open_gift,
    shown.MORE: presses.more,
    person.NEW_FORM: person.open_new,
    met_card.LOG: met.open_form,
    met_card.NOBODY: met.nobody,
    silence.REST: presses.let_rest,
    privacy.ERASE: privacy.erase_press,
    privacy.ANONYMISE: privacy.anonymise_press,
    privacy.KEEP: privacy.keep_press,
    review.OPEN: review.page,
    review.KEEP: review.keep_one,
    review.TAKE_AWAY: review.take_away,
    merging.COMPARE: merging.compare,
    merging.SWAP: merging.swap,
    merging.MERGE: merging.merge,
    merging.LET_BE: merging.let_be,
    journal.MARK: journal.mark,
    journal.CLEAR: journal.clear,
    unlisted.STRIKE: unlisted.strike_press,
    reading.REMOVE: reading.remove,
    preview.APPLY: workbook.take_in,
    preview.DROP: workbook.let_be,
    workbook.UNDO: workbook.take_back,
}
_SUBMITS: Mapping[str, SubmitHandler] = {
    form.LOG: log.submit,
    met.SAVE: met.submit,
    person.NEW: person.submit_new,
    person.SAVE: person.submit_edit,
    gave.SAVE: gave.submit_gift,
    knows.SAVE: knows.submit_tie,
    position.SAVE: position.submit_role,
}
# Whoever may not read the register may do nothing with it; what is stored about people, and why, is no secret.
COMMANDS: Mapping[str, Command] = {
    "interessenter": Restricted(
        policy.told_to_all(reading.command(answer)), ContactRole.COLLEAGUE, {policy.WORD: ContactRole.GUEST}
    )
}
PRESSES: Mapping[str, Pressing] = {
    **for_colleagues({name: reading.press(handler) for name, handler in _PRESSES.items()}),
    **for_guests({policy.WHOLE: policy.whole}),
}
SUBMITS: Mapping[str, Submitting] = for_colleagues(
    {name: reading.submit(handler) for name, handler in _SUBMITS.items()}
)
FILE: FileHandler = workbook.FILE
SLOW: Mapping[str, str] = {preview.APPLY: "Tar inn regnearket", workbook.UNDO: "Angrer"}
"""What may take longer than a moment (workbooks have up to 200,000 rows), and what is said meanwhile."""
