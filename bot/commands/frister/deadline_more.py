"""What is behind «…» on a row of deadlines, and the buttons of the card about one of them."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Control, DateButton, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, TextInput
from bot.cards.rows import initial_day, postponing, when_of
from bot.cards.snooze_menu import MONDAY, NEVER, ON_A_DAY, SET_SNOOZE, TOMORROW, Whose, snooze_value
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.frister import handover, recurring_deadline
from bot.commands.frister.deadline_buttons import OWN_PRESSES
from bot.commands.frister.deadline_buttons import PRESSES as ROW_PRESSES
from bot.commands.frister.deadline_card import (
    ADD_ITEMS,
    DELETE,
    EDIT,
    JOIN,
    REMOVE,
    TICK,
    UNTICK,
    deadline_card,
    is_editable,
    is_hidden,
)
from bot.commands.frister.deadline_list import list_card
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_LINK, MAX_TITLE
from bot.commands.shared.deadline_controls import (
    ABOUT,
    DONE,
    GIVE,
    LONGEST_DATE_VALUE,
    MORE,
    MOVE,
    RELEASE,
    REMIND,
    SERIES,
    TAKE,
    TAKE_OVER,
    DeadlineControlValue,
    pressed_value,
    read_deadline_value,
)
from bot.commands.shared.deadline_form import link_error, title_error
from bot.commands.shared.occurrence_actions import (
    GONE,
    NOT_YOURS,
    ActionResult,
    may_change,
    perform,
    quoted_title,
)
from bot.commands.shared.result_cards import result_card
from models.db.base import longest
from models.occurrences import changes, checklists
from models.occurrences.changes import GoneError, RowTexts
from models.occurrences.checklists import MOST_ITEMS
from models.occurrences.filtering import owners_of
from models.occurrences.queries import by_id
from models.tables import Change, Occurrence
from models.workspace.contacts import ContactRole

EDITED, ITEMS_ADDED = "frist.rediger_lagre", "frist.punkter_lagre"
MAX_NOTE, MAX_ITEM, MAX_ITEMS_TEXT = 1000, 150, 2000
ONLY_OWN = "Denne raden kommer fra kalenderen, og kan ikke endres her."


def more(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Do what was chosen behind «…»."""
    value = pressed_value(session, ask.workspace.id, press.value)
    row = by_id(session, ask.workspace.id, value.id) if value and value.id is not None else None
    if value is None or row is None:
        return Reply(card=stale())
    choice, _, owner = press.chosen.partition(" ")
    if choice == ABOUT:
        return _about(ask, session, row, value)
    if not may_change(ask, row) or (
        choice in {GIVE, MOVE, TAKE, TAKE_OVER, SERIES} and ask.role is not ContactRole.COLLEAGUE
    ):
        return _shown(ask, session, value, ActionResult(line(NOT_YOURS)))
    if choice in {DONE, TAKE, GIVE, RELEASE, SERIES}:
        return _HANDLERS[choice](ask, Press(press.value), session)
    result = _chosen(ask, session, row, value, choice, owner[: longest(Occurrence.owner)])
    return _shown(ask, session, value, result) if result else Reply(card=stale())


_HANDLERS: dict[str, PressHandler] = {**ROW_PRESSES, **OWN_PRESSES, **recurring_deadline.PRESSES}


def _chosen(
    ask: Ask, session: Session, row: Occurrence, value: DeadlineControlValue, choice: str, owner: str
) -> ActionResult | None:
    if choice == TAKE_OVER:
        return perform(handover.taking_over(owner), ask, session, row.id)
    if choice == REMIND:
        return _ask_when_to_remind(ask, row, value)
    return _ask_for_day(row, value) if choice == MOVE else None


def _about(
    ask: Ask, session: Session, row: Occurrence, value: DeadlineControlValue, result: ActionResult | None = None
) -> Reply:
    if row.archived_at is not None:
        return _shown(ask, session, value, result or ActionResult(line(GONE)))
    if is_hidden(ask, session, row):
        return _shown(ask, session, value, ActionResult(line(NOT_YOURS)))
    return Reply(card=deadline_card(ask, session, row, value, result), replace=value.query is not None)


def _ask_when_to_remind(ask: Ask, row: Occurrence, value: DeadlineControlValue) -> ActionResult:
    whose: Whose = "meg" if ask.user_id in owners_of(row) or ask.role is not ContactRole.COLLEAGUE else "oss"
    carried = str(value)
    choices = ((TOMORROW, "I morgen"), (MONDAY, "Mandag"), (ON_A_DAY, "Velg dag …"), (NEVER, "Ikke minn om den"))
    buttons = tuple(Button(label, SET_SNOOZE, snooze_value(when, whose, carried)) for when, label in choices)
    who = "deg" if whose == "meg" else "dere"
    said = f"Når skal jeg minne {who} om {quoted_title(row)}? Datoen blir den samme."
    return ActionResult(line(said), heading="Minn om senere", controls=buttons)


def _ask_for_day(row: Occurrence, value: DeadlineControlValue) -> ActionResult:
    carried = str(value) if len(str(value)) <= LONGEST_DATE_VALUE else str(DeadlineControlValue(id=row.id))
    picker: Control = DateButton(postponing(row), MOVE, carried, initial=initial_day(row))
    return ActionResult(line(f"Når er {quoted_title(row)}?"), heading=postponing(row), back=picker)


def _shown(ask: Ask, session: Session, value: DeadlineControlValue, result: ActionResult) -> Reply:
    if value.query is None:
        return Reply(card=result_card(result, ask.message_id), refresh=ask.message_id)
    return Reply(card=list_card(ask, session, value.query, value.offset, result), replace=True)


def ask_who_else(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who else is responsible for a row."""
    value, row = _pressed(ask, press, session)
    if value is None or row is None:
        return Reply(card=stale())
    return handover.join_form(ask, row, str(value))


def join(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Make the chosen person responsible as well."""
    value, row = _sent(ask, sent, session)
    if value is None or row is None:
        return Reply(card=stale())
    result = handover.join(ask, session, row.id, sent)
    return result if isinstance(result, FormErrors) else replace(_about(ask, session, row, value, result), planned=True)


def edit_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of what a row of the workspace's own is called, and its note and link."""
    value, row = _pressed(ask, press, session)
    if value is None or row is None:
        return Reply(card=stale())
    if not is_editable(ask, session, row):
        return _about(ask, session, row, value, ActionResult(line(ONLY_OWN)))
    inputs = (
        TextInput("title", "Hva", initial=row.title, max_length=MAX_TITLE),
        TextInput("note", "Notat", initial=row.note or "", multiline=True, optional=True, max_length=MAX_NOTE),
        TextInput("link", "Lenke", initial=row.link or "", optional=True, max_length=MAX_LINK),
    )
    return Form("Endre fristen", EDITED, inputs, state=str(value), intro=line(when_of(row, ask.today)))


def edit(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Change the title, note and link of a row, or return the form's errors."""
    value, row = _sent(ask, sent, session)
    if value is None or row is None:
        return Reply(card=stale())
    if not is_editable(ask, session, row):
        return _about(ask, session, row, value, ActionResult(line(ONLY_OWN)))
    title, note = clean(sent.values.get("title", "")), sent.values.get("note", "").strip()
    link = clean(sent.values.get("link", ""))
    wrong = {"title": title_error(title, "Skriv hva fristen gjelder."), "link": link_error(link)}
    wrong["note"] = f"Skriv høyst {MAX_NOTE} tegn." if len(note) > MAX_NOTE else None
    errors = {name: text for name, text in wrong.items() if text}
    if errors:
        return FormErrors(errors)

    def describe(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, str]:
        texts = RowTexts(title, note or None, link or None)
        return changes.describe(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now, texts), "er endret."

    return _about(ask, session, row, value, perform(describe, ask, session, row.id))


def delete(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete a row of the workspace's own, with a button to undo."""
    value, row = _pressed(ask, press, session)
    if value is None or row is None:
        return Reply(card=stale())
    if not is_editable(ask, session, row):
        return _about(ask, session, row, value, ActionResult(line(ONLY_OWN)))
    return _shown(ask, session, value, perform(_delete, ask, session, row.id))


def _delete(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, str]:
    return changes.delete(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now), "er slettet."


def items_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form for new items of a checklist, one a line."""
    value, row = _pressed(ask, press, session)
    if value is None or row is None:
        return Reply(card=stale())
    field = TextInput("items", "Punkter", hint="Ett punkt på hver linje.", multiline=True, max_length=MAX_ITEMS_TEXT)
    return Form("Sjekkliste", ITEMS_ADDED, (field,), "Legg til", str(value), line(quoted_title(row)))


def add_items(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add items to a checklist."""
    value, row = _sent(ask, sent, session)
    if value is None or row is None:
        return Reply(card=stale())
    texts = [text for each in sent.values.get("items", "").splitlines() if (text := clean(each).lstrip("-•* "))]
    too_long = next((text for text in texts if len(text) > MAX_ITEM), None)
    if not texts or too_long:
        wrong = f"Et punkt kan ha høyst {MAX_ITEM} tegn." if too_long else "Skriv minst ett punkt."
        return FormErrors({"items": wrong})
    try:
        added = checklists.add_items(session, ask.workspace.id, row.id, texts, ask.now)
    except GoneError:
        return _shown(ask, session, value, ActionResult(line(GONE)))
    if len(added) < len(texts):
        return FormErrors({"items": f"Sjekklista har plass til {MOST_ITEMS} punkter. Ta bort noen linjer."})
    return _about(ask, session, row, value)


def item_handler(act: Callable[[Ask, Session, int], object]) -> PressHandler:
    """Return the handler of a button of a checklist's item, which shows the row again."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value = read_deadline_value(press.value)
        row = by_id(session, ask.workspace.id, value.id) if value and value.id is not None else None
        if value is None or row is None or value.change is None:
            return Reply(card=stale())
        back = replace(value, change=None)
        if not may_change(ask, row):
            return _shown(ask, session, back, ActionResult(line(NOT_YOURS)))
        try:
            act(ask, session, value.change)
        except GoneError:
            return _about(ask, session, row, back, ActionResult(line("Punktet er fjernet.")))
        return replace(_about(ask, session, row, back), replace=True)

    return press_it


def _tick(ask: Ask, session: Session, item_id: int) -> object:
    return checklists.tick(session, ask.workspace.id, item_id, ask.user_id, ask.now, done=True)


def _untick(ask: Ask, session: Session, item_id: int) -> object:
    return checklists.tick(session, ask.workspace.id, item_id, ask.user_id, ask.now, done=False)


def _remove(ask: Ask, session: Session, item_id: int) -> object:
    return checklists.remove(session, ask.workspace.id, item_id, ask.now, removed=True)


def _pressed(ask: Ask, press: Press, session: Session) -> tuple[DeadlineControlValue | None, Occurrence | None]:
    value = pressed_value(session, ask.workspace.id, press.value)
    return value, by_id(session, ask.workspace.id, value.id) if value and value.id is not None else None


def _sent(ask: Ask, sent: Submission, session: Session) -> tuple[DeadlineControlValue | None, Occurrence | None]:
    return _pressed(ask, Press(sent.state), session)


PRESSES: dict[str, PressHandler] = {
    JOIN: ask_who_else,
    EDIT: edit_form,
    DELETE: delete,
    ADD_ITEMS: items_form,
}
OWN_MORE: dict[str, PressHandler] = {
    MORE: more,
    TICK: item_handler(_tick),
    UNTICK: item_handler(_untick),
    REMOVE: item_handler(_remove),
    **handover.PRESSES,
}
"""What a guest may also do, with a deadline of their own."""
SUBMITS: dict[str, SubmitHandler] = {handover.JOIN_FORM: join, EDITED: edit, ITEMS_ADDED: add_items}
