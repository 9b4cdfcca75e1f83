"""The dates on the way: done, open again, moved, and who clears where no board meeting does."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Control, Item, Part, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, PersonInput
from bot.cards.hearing_card import hearing_card
from bot.cards.journal import IS_IT_SENT, SENT, SENT_LABEL
from bot.cards.milestones import CLEARS, DONE, MOVE, NO_MEETING, REOPEN, MilestoneValue
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.frister.deadline_card import deadline_card
from bot.commands.parse.entries import wrong_day
from bot.commands.shared.deadline_controls import LARGEST_ID, DeadlineControlValue, read_deadline_value
from bot.commands.shared.deadline_form import LONGEST_ID
from bot.commands.shared.deadline_owner import owner_error
from bot.commands.shared.occurrence_actions import ActionResult, iso_day, quoted_title
from models.occurrences.changes import GoneError
from models.occurrences.milestones import let_clear, mark_milestone, milestones_of, move_milestone
from models.occurrences.queries import by_id
from models.official.hearing import hearing_of
from models.official.keys import item_of_key, value_of_key
from models.official.open_answers import waits_to_be_sent
from models.official.plan import SUBMISSION
from models.tables import Milestone, Occurrence

SAVE_CLEARS = "horing.klarerer_lagre"
GONE = "Datoen finnes ikke lenger. Se hvordan det står nå."


def read_milestone_value(text: str) -> MilestoneValue | None:
    """Parse a control's value; return None if it is not one of `MilestoneValue`."""
    row, _, rest = text.partition(":")
    milestone, _, back = rest.partition(":")
    numbers = [
        int(each) for each in (row, milestone) if each.isascii() and each.isdigit() and len(each) < len("9" * 11)
    ]
    if len(numbers) != 2 or max(numbers) > LARGEST_ID:  # noqa: PLR2004 - the row and the date
        return None
    return MilestoneValue(numbers[0], numbers[1], back)


def handler(act: Callable[[Ask, Session, int], Milestone]) -> PressHandler:
    """Return the handler of a button of a date, which shows the card again."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value, row = _pressed(ask, press.value, session)
        if value is None or row is None:
            return Reply(card=stale())
        try:
            done = act(ask, session, value.milestone)
        except GoneError:
            return _shown(ask, session, row, value, GONE)
        is_sent = done.kind == SUBMISSION and done.done_at is not None
        asks = is_sent and waits_to_be_sent(session, ask.workspace.id, row)
        return _shown(ask, session, row, value, IS_IT_SENT if asks else "")

    return press_it


def _done(ask: Ask, session: Session, milestone_id: int) -> Milestone:
    return mark_milestone(session, ask.workspace.id, milestone_id, ask.user_id, ask.now, done=True)


def _open(ask: Ask, session: Session, milestone_id: int) -> Milestone:
    return mark_milestone(session, ask.workspace.id, milestone_id, ask.user_id, ask.now, done=False)


def move(ask: Ask, press: Press, session: Session) -> Reply:
    """Set the day of a date on the way."""
    value, row = _pressed(ask, press.value, session)
    if value is None or row is None:
        return Reply(card=stale())
    to = iso_day(press.chosen)
    wrong = "Jeg fikk ingen dato. Velg en dag i kalenderen." if to is None else wrong_day(to, ask.today)
    if to is None or wrong:
        return _shown(ask, session, row, value, f"Ingenting er flyttet. {wrong}")
    if row.ends_on is not None and to > row.ends_on:
        return _shown(ask, session, row, value, "Ingenting er flyttet. Velg en dag før fristen.")
    try:
        move_milestone(session, ask.workspace.id, value.milestone, to)
    except GoneError:
        return _shown(ask, session, row, value, GONE)
    return _shown(ask, session, row, value)


def ask_who_clears(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who clears the input."""
    value, row = _pressed(ask, press.value, session)
    if value is None or row is None:
        return Reply(card=stale())
    who = PersonInput("who", "Hvem kan klarere?", optional=False)
    return Form("Klarering", SAVE_CLEARS, (who,), "Lagre", str(value), line(f"{quoted_title(row)}: {NO_MEETING}"))


def save_who_clears(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store who clears the input, or return the form's error."""
    value, row = _pressed(ask, sent.state, session)
    who = sent.values.get("who", "")[:LONGEST_ID]
    if value is None or row is None:
        return Reply(card=stale())
    wrong = owner_error(ask, session, who) if who else "Velg hvem som kan klarere."
    if wrong:
        return FormErrors({"who": wrong})
    try:
        let_clear(session, ask.workspace.id, value.milestone, who)
    except GoneError:
        return _shown(ask, session, row, value, GONE)
    return _shown(ask, session, row, value)


def _pressed(ask: Ask, text: str, session: Session) -> tuple[MilestoneValue | None, Occurrence | None]:
    value = read_milestone_value(text)
    row = by_id(session, ask.workspace.id, value.row) if value else None
    is_theirs = row is not None and value is not None and row.archived_at is None
    known = {each.id for each in milestones_of(session, ask.workspace.id, row.id)} if row and is_theirs else set()
    if value is None or row is None or (known and value.milestone not in known):
        return None, None
    return (value, row) if is_theirs else (None, None)


def _shown(ask: Ask, session: Session, row: Occurrence, value: MilestoneValue, said: str = "") -> Reply:
    """Show the card that the control was on: all about the row, or the hearing's own."""
    back = read_deadline_value(value.back) if value.back else None
    card = _about(ask, session, row, back, said) if back else _hearing(ask, session, row, said)
    return Reply(card=card, replace=True, refresh=ask.message_id)


def _about(ask: Ask, session: Session, row: Occurrence, back: DeadlineControlValue, said: str) -> Card:
    return deadline_card(ask, session, row, back, ActionResult(line(said), controls=_next(row, said)) if said else None)


def _hearing(ask: Ask, session: Session, row: Occurrence, said: str) -> Card:
    item = item_of_key(row.key)
    shown = hearing_of(session, ask.workspace.id, ask.pack, *item) if item else None
    result: tuple[Part, ...] = (Item(line(said), _next(row, said)),) if said else ()
    return hearing_card(shown, ask.pack, ask.today, result=result) if shown else stale()


def _next(row: Occurrence, said: str) -> tuple[Control, ...]:
    """Return the button that what is said asks for."""
    return (Button(SENT_LABEL, SENT, value_of_key(row.key)),) if said == IS_IT_SENT else ()


PRESSES: Mapping[str, PressHandler] = {
    DONE: handler(_done),
    REOPEN: handler(_open),
    MOVE: move,
    CLEARS: ask_who_clears,
}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE_CLEARS: save_who_clears}
