"""The buttons and forms of a year's plan."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.next_year import DONE, GIVE, REOPEN, SHOW, STEP, TAKE
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.innhold.campaign_copy import continue_campaign
from bot.commands.innhold.contents import contents_of, renewed_ask
from bot.commands.innhold.saving import undo_and_log, write
from bot.commands.parse.entries import wrong_day
from bot.commands.planlegg.campaign_step import CONTINUE, NONE, REST, SOME, SPEAK, earlier_campaign
from bot.commands.planlegg.choices import choose
from bot.commands.planlegg.date_step import SET_DATE
from bot.commands.planlegg.plan_cards import plan_card, step_card
from bot.commands.planlegg.step_value import StepValue, read_step_value, read_year
from bot.commands.planlegg.wheel_step import ROW_DONE, ROW_OFF, ROW_OUT, UNDO, WHEEL
from bot.commands.shared.administration import lock_workspace
from bot.commands.shared.deadline_owner import gave, giving_form, took
from bot.commands.shared.occurrence_actions import (
    GONE,
    Action,
    ActionResult,
    iso_day,
    mark_done,
    move_to,
    perform,
    quoted_title,
    reopen,
)
from bot.commands.shared.undo import undo_change
from models.content.content_edits import RefusedChangeError, WantedEdit
from models.content.history import only_clears
from models.occurrences import changes
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.queries import by_id
from models.occurrences.undoing import AlreadyUndoneError
from models.occurrences.year_plan import make_steps
from models.tables import Change

GIVEN = "planlegg.gi_lagre"
WHEEL_FILE = "arshjul.yaml"
USED = "Noe annet viser til dette punktet, så det kan ikke tas ut. Ingenting er endret."
REFUSED = "Det passer ikke med resten av det dere har lagt inn. Ingenting er endret."
CANNOT_UNDO = "Det kan ikke angres lenger. Noen har endret det samme etterpå."


def show_plan(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the three steps."""
    year = read_year(press.value)
    return _reply(ask, plan_card(ask, session, year)) if year else Reply(card=stale())


def show_step(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a page of a step."""
    value = read_step_value(press.value)
    return _reply(ask, step_card(ask, session, value.year, value.step, value.page)) if value else Reply(card=stale())


def _on_step(act: Callable[[Ask, Session, int], ActionResult]) -> PressHandler:
    """Return the handler of a button that changes a step's task, and shows the plan."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value = read_step_value(press.value)
        if value is None:
            return Reply(card=stale())
        result = act(ask, session, _task(ask, session, value))
        return _reply(ask, plan_card(ask, session, value.year, result))

    return press_it


def ask_for_owner(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who gets a step."""
    value = read_step_value(press.value)
    if value is None:
        return Reply(card=stale())
    form = giving_form(ask, session, _task(ask, session, value), GIVEN, press.value)
    return form if isinstance(form, Form) else _reply(ask, plan_card(ask, session, value.year, form))


def give(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Give a step to the chosen person."""
    value = read_step_value(submission.state)
    if value is None:
        return Reply(card=stale())
    result = gave(ask, session, _task(ask, session, value), submission)
    if isinstance(result, FormErrors):
        return result
    return Reply(card=plan_card(ask, session, value.year, result), refresh=ask.message_id)


def _on_row(deed: Action) -> PressHandler:
    """Return the handler of a button that changes a row of a step, and shows the step."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value = read_step_value(press.value)
        if value is None or value.id is None:
            return Reply(card=stale())
        return _after(ask, session, value, perform(deed, ask, session, value.id))

    return press_it


def set_date(ask: Ask, press: Press, session: Session) -> Reply:
    """Set the day of an event."""
    value, day = read_step_value(press.value), iso_day(press.chosen)
    if value is None or value.id is None or day is None:
        return Reply(card=stale())
    wrong = wrong_day(day, ask.today)
    result = ActionResult(line(wrong)) if wrong else perform(move_to(day), ask, session, value.id)
    return _after(ask, session, value, result)


def call_off(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, str]:
    """Say that it came to nothing."""
    change = changes.call_off(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now)
    return change, "ble det ikke noe av."


def take_out(ask: Ask, press: Press, session: Session) -> Reply:
    """Take an entry out of the wheel, from this year on."""
    value = read_step_value(press.value)
    row = by_id(session, ask.workspace.id, value.id) if value and value.id else None
    if value is None or row is None or row.source != WHEEL:
        return Reply(card=stale())
    if row.archived_at is not None:
        return _after(ask, session, value, ActionResult(line(GONE)))
    contents = contents_of(ask, session)
    found = contents.find(WHEEL_FILE, row.key.rpartition(":")[2])
    if found is None or found.is_removed:
        return _after(ask, session, value, perform(call_off, ask, session, row.id))
    try:
        with session.begin_nested():
            # Called off first: a row that is not over yet goes when its entry goes, and then nothing could be undone.
            off = perform(call_off, ask, session, row.id)
            done = write(ask, session, [WantedEdit(found.file, found.id, is_removed=True)], found, "tatt ut")
    except RefusedChangeError:
        return _after(ask, session, value, ActionResult(line(USED)))
    if off.change is None:
        return _after(renewed_ask(ask, session), session, value, off)
    undo = Button("Angre", UNDO, str(StepValue(value.year, value.step, value.page, off.change, done.edit.id)))
    result = ActionResult(line(f"{quoted_title(row)} er tatt ut av årshjulet."), back=undo)
    return _after(renewed_ask(ask, session), session, value, result)


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo what was done in a step."""
    value = read_step_value(press.value)
    if value is None or value.id is None:
        return Reply(card=stale())
    edit_id = value.id if value.step == "kampanje" else value.other
    if edit_id is not None and only_clears(session, ask.workspace.id, edit_id):
        return Reply(card=stale())  # no button of the plan has such an edit, and only administrators clear
    if edit_id is not None:
        try:
            undo_and_log(ask, session, edit_id)
        except (AlreadyUndoneError, GoneError, ChangedError, RefusedChangeError):
            return _after(ask, session, value, ActionResult(line(CANNOT_UNDO)))
    result = (
        ActionResult(line("Valget er angret.")) if value.step == "kampanje" else undo_change(ask, session, value.id)
    )
    return _after(renewed_ask(ask, session), session, value, result)


def _choice(said: str, *, without_campaign: bool, talk_rests: bool) -> PressHandler:
    """Return the handler of a button that chooses what a year is like without a campaign."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        year = read_year(press.value)
        if year is None:
            return Reply(card=stale())
        value = StepValue(year, "kampanje")
        try:
            edit = choose(ask, session, year, without_campaign=without_campaign, talk_rests=talk_rests)
        except RefusedChangeError:
            return _after(ask, session, value, ActionResult(line(REFUSED)))
        back = Button("Angre", UNDO, str(StepValue(year, "kampanje", 0, edit.id)))
        return _after(renewed_ask(ask, session), session, value, ActionResult(line(said.format(year=year)), back=back))

    return press_it


def go_on(ask: Ask, press: Press, session: Session) -> Reply:
    """Let the last campaign go on: the same texts as drafts, under the new year."""
    lock_workspace(ask, session)  # of two who press at once, the second sees the campaign of the first
    ask = renewed_ask(ask, session)
    year = read_year(press.value)
    earlier = earlier_campaign(ask, year) if year else None
    if year is None or earlier is None:
        return Reply(card=stale())
    value = StepValue(year, "kampanje")
    if ask.pack.campaign(year):
        return _after(ask, session, value, ActionResult(line(f"{year} har allerede en kampanje.")))
    try:
        done = continue_campaign(ask, session, earlier.year, year)
    except RefusedChangeError:
        return _after(ask, session, value, ActionResult(line(REFUSED)))
    if done is None:
        return Reply(card=stale())
    back = Button("Angre", UNDO, str(StepValue(year, "kampanje", 0, done.edit.id)))
    said = line(f"Kampanjen fra {earlier.year} fortsetter i {year}. Alle tekstene er utkast til de er klarert.")
    return _after(renewed_ask(ask, session), session, value, ActionResult(said, back=back))


def _after(ask: Ask, session: Session, value: StepValue, result: ActionResult) -> Reply:
    if result.change is not None and result.back is None:
        back = Button("Angre", UNDO, str(StepValue(value.year, value.step, value.page, result.change)))
        result = ActionResult(result.line, back=back)
    return _reply(ask, step_card(ask, session, value.year, value.step, value.page, result))


def _reply(ask: Ask, card: Card) -> Reply:
    """Return a card in place of the private one that was pressed; of a public message the card that it shows now."""
    return Reply(card=card, refresh=ask.message_id) if ask.message_id else Reply(card=card, replace=True)


def _task(ask: Ask, session: Session, value: StepValue) -> int:
    """Return the id of a step's task, made if it is not there yet."""
    steps = make_steps(session, ask.workspace, ask.user_id, value.year, ask.now)
    return next(each.row.id for each in steps if each.name == value.step and each.row is not None)


PRESSES: Mapping[str, PressHandler] = {
    SHOW: show_plan,
    STEP: show_step,
    TAKE: _on_step(took),
    GIVE: ask_for_owner,
    DONE: _on_step(lambda ask, session, task: perform(mark_done, ask, session, task)),
    REOPEN: _on_step(lambda ask, session, task: perform(reopen, ask, session, task)),
    ROW_DONE: _on_row(mark_done),
    ROW_OFF: _on_row(call_off),
    ROW_OUT: take_out,
    SET_DATE: set_date,
    UNDO: undo,
    CONTINUE: go_on,
    NONE: _choice("{year} blir uten kampanje.", without_campaign=True, talk_rests=False),
    REST: _choice("Ukas budskap hviler i {year}.", without_campaign=True, talk_rests=True),
    SPEAK: _choice("Ukas budskap kommer i {year}.", without_campaign=True, talk_rests=False),
    SOME: _choice("{year} kan få en kampanje likevel.", without_campaign=False, talk_rests=False),
}
SUBMITS: Mapping[str, SubmitHandler] = {GIVEN: give}
