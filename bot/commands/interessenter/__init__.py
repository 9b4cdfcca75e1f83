"""`/interessenter`: the stakeholders, who knows them, what was said, and what we owe them."""

from collections.abc import Mapping

from bot.cards.nudges import event_contacts as met_card
from bot.cards.nudges import meeting as meeting_card
from bot.cards.nudges import silence
from bot.cards.parties import LOG_SENT, SET_DATE, SHOW_PARTIES
from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.ask import FileHandler, PressHandler, SubmitHandler
from bot.commands.interessenter import merging, party_list, person_buttons, storting_people
from bot.commands.interessenter.card import acquaintance_form, gift_form, person_form, role_form, stakeholder_card
from bot.commands.interessenter.dialogue import (
    dialogue_card,
    dialogue_form,
    dialogue_log,
    event_contacts,
    meeting_outcome,
    open_questions,
    public_journal,
)
from bot.commands.interessenter.interessenter_command import answer
from bot.commands.interessenter.members import holder_form, member_card, member_form, member_lists
from bot.commands.interessenter.privacy import (
    person_privacy,
    privacy_policy,
    register_readers,
    register_review,
    unlisted_people,
)
from bot.commands.interessenter.workbook import (
    import_preview,
    member_import,
    member_preview,
    received_workbook,
    workbook_import,
)
from models.workspace.contacts import ContactRole

_PRESSES: Mapping[str, PressHandler] = {
    dialogue_card.SHOW: person_buttons.show,
    dialogue_card.MEND: dialogue_log.open_correction,
    dialogue_card.UNDO: person_buttons.undo_edit,
    dialogue_card.FOLLOW_UP: person_buttons.follow_up,
    open_questions.ANSWER: dialogue_log.question_answered,
    open_questions.CANCEL: dialogue_log.question_cancelled,
    stakeholder_card.LOG: dialogue_log.open_log,
    stakeholder_card.EDIT: person_form.open_edit_form,
    stakeholder_card.GIVE: gift_form.open_gift_form,
    stakeholder_card.MORE: person_buttons.more,
    person_form.NEW_FORM: person_form.open_new_form,
    met_card.LOG: event_contacts.open_form,
    met_card.NOBODY: event_contacts.nobody,
    meeting_card.LOG: meeting_outcome.open_log,
    meeting_card.CALL_OFF: meeting_outcome.call_off,
    meeting_card.MOVE: meeting_outcome.move,
    silence.REST: person_buttons.pause_reminders,
    person_privacy.ERASE: person_privacy.erase_press,
    person_privacy.ANONYMISE: person_privacy.anonymise_press,
    person_privacy.KEEP: person_privacy.keep_press,
    register_review.OPEN: register_review.page,
    register_review.KEEP: register_review.keep_one,
    register_review.TAKE_AWAY: register_review.take_away,
    stakeholder_card.COMPARE_ENTRIES: merging.compare,
    merging.SWAP: merging.swap,
    merging.MERGE: merging.merge,
    merging.KEEP_APART: merging.keep_apart,
    public_journal.MARK: public_journal.mark,
    public_journal.CLEAR: public_journal.clear,
    unlisted_people.STRIKE_OUT: unlisted_people.strike_press,
    register_readers.REMOVE: register_readers.remove,
    SHOW_PARTIES: party_list.show,
    LOG_SENT: party_list.open_sent,
    SET_DATE: party_list.open_date,
    party_list.UNDO_DATE: party_list.undo_date,
    import_preview.APPLY_IMPORT: workbook_import.take_in_workbook,
    import_preview.CANCEL_IMPORT: workbook_import.cancel_import,
    workbook_import.UNDO: workbook_import.undo_import,
    member_preview.APPLY_MEMBERS: member_import.take_in_members,
    member_preview.ONLY_REGISTER: member_import.only_register,
    member_card.SHOW_MEMBER: member_card.show_member,
    member_card.LIST_MEMBERS: member_lists.show_members,
    member_card.EDIT_MEMBER: member_form.open_member,
    member_card.ADD_HOLDER: holder_form.open_holder,
    member_card.END_HOLDER: holder_form.end_function,
    member_card.MORE_OF_MEMBER: member_form.more_of_member,
    member_form.LEAVE_CONFIRMED: member_form.leave,
    member_lists.EXPORT_MEMBERS: member_lists.export_press,
    **storting_people.PRESSES,
}
_SUBMITS: Mapping[str, SubmitHandler] = {
    dialogue_form.LOG: dialogue_log.submit,
    event_contacts.SAVE: event_contacts.submit,
    person_form.NEW: person_form.submit_new,
    person_form.SAVE: person_form.submit_edit,
    gift_form.SAVE: gift_form.submit_gift,
    acquaintance_form.SAVE: acquaintance_form.submit_acquaintance,
    role_form.SAVE: role_form.submit_role,
    party_list.SAVE_SENT: party_list.submit_sent,
    party_list.SAVE_DATE: party_list.submit_date,
    member_form.SAVE_MEMBER: member_form.submit_member,
    holder_form.SAVE_HOLDER: holder_form.submit_holder,
    **storting_people.SUBMITS,
}
# Only readers of the register may use its commands; the privacy policy is open to everybody, guests included.
COMMANDS: Mapping[str, Command] = {
    "interessenter": Restricted(
        privacy_policy.answered_for_all(register_readers.command_for_readers(answer)),
        ContactRole.COLLEAGUE,
        {privacy_policy.WORD: ContactRole.GUEST},
    )
}
PRESSES: Mapping[str, Pressing] = {
    **for_colleagues({name: register_readers.press_for_readers(handler) for name, handler in _PRESSES.items()}),
    **for_guests({privacy_policy.WHOLE_POLICY: privacy_policy.whole_policy}),
}
SUBMITS: Mapping[str, Submitting] = for_colleagues(
    {name: register_readers.submit_for_readers(handler) for name, handler in _SUBMITS.items()}
)
FILE: FileHandler = received_workbook.FILE
SLOW: Mapping[str, str] = {
    import_preview.APPLY_IMPORT: "Tar inn regnearket",
    member_preview.APPLY_MEMBERS: "Tar inn lista",
    workbook_import.UNDO: "Angrer",
}
"""The slow actions (workbooks have up to 200,000 rows), and what is shown meanwhile."""
