"""The buttons and the form of an event's plan."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Button, Choice, line
from bot.cards.card_errors import stale
from bot.cards.event_plan import SHOW
from bot.cards.form import CheckInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.rows import in_sentence, when_of
from bot.cards.words import amount, capital, day, span
from bot.commands.arrangement.plan_card import ADD, DAYS, GO, NAMES, REMOVE, STAY, TICK, plan_card
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.interessenter.dialogue.dialogue_log import ambiguous
from bot.commands.interessenter.dialogue.participants import AmbiguousName, find_participant
from bot.commands.interessenter.names.people import parse_people
from bot.commands.parse.clean import clean, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.numbers import row_id
from bot.commands.parse.time import needs_choosing, questions, read_plan
from bot.commands.shared.attendance import set_attendance
from bot.commands.shared.occurrence_actions import GONE, ActionResult
from bot.commands.shared.result_cards import result_card
from models.calendar.certainty import NO_DAY
from models.occurrences.attendance import attendance, days_there, event_days, set_days
from models.occurrences.changes import GoneError
from models.register.event_plans import (
    KINDS,
    PERSON,
    FullError,
    ItemKind,
    NewItem,
    add_items,
    event_of,
    plan_items,
    set_done,
    set_removed,
)
from models.register.readers import may_read
from models.tables import Occurrence, Person

SAVE, UNDO, SAVE_DAYS = "arrangement.nytt_lagre", "arrangement.angre", "arrangement.dager_lagre"
MAX_LINES, MAX_TEXT, MAX_LINE = 20, 2_900, 150
ON_ITS_DAYS: tuple[ItemKind, ...] = ("eget", "felles", "møte", "under")
HINT = "Én på hver linje, gjerne med dag og klokkeslett: «tirsdag kl. 10 Frokostmøte om jernbane». Personer: navnet."
NOT_READER = "Bare de som kan lese interessentregisteret, kan legge inn hvem vi vil snakke med. Be en av dem om det."


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the plan below the message whose button was pressed."""
    event = event_of(session, ask.workspace.id, row_id(press.value))
    return Reply(card=plan_card(ask, session, event) if event else stale())


def attend(going: bool) -> PressHandler:
    """Return the handler that records whether the asker goes, and shows the plan again."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        result = set_attendance(going)(ask, session, row_id(press.value))
        event = event_of(session, ask.workspace.id, row_id(press.value))
        return _shown(ask, session, event, result) if event else Reply(card=result_card(result))

    return press_it


def open_days(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form in which the asker chooses on which of the event's days they are there."""
    event = event_of(session, ask.workspace.id, row_id(press.value))
    mine = attendance(session, ask.workspace.id, event.id, ask.user_id) if event else None
    if event is None or mine is None:
        return Reply(card=stale())
    choices = tuple(Choice(capital(day(each, ask.today)), each.isoformat()) for each in event_days(event))
    there = tuple(each.isoformat() for each in days_there(event, mine))
    intro = line(f"{capital(in_sentence(event.title))}, {when_of(event, ask.today)}.")
    inputs = (CheckInput("days", "Dagene du er der", choices, initial=there),)
    return Form("Hvilke dager", SAVE_DAYS, inputs, "Lagre", str(event.id), intro)


def save_days(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store the days of the form, or return its errors."""
    event = event_of(session, ask.workspace.id, row_id(sent.state))
    if event is None:
        return FormErrors({"days": GONE})
    chosen = sent.values.get("days", "").split(",")
    days = [each for each in event_days(event) if each.isoformat() in chosen]
    if not days:
        return FormErrors(
            {"days": "Velg minst én dag. Skal du ikke dit, lukk skjemaet og trykk «Jeg skal ikke likevel»."}
        )
    every = len(days) == len(event_days(event))
    try:
        set_days(session, ask.workspace.id, event.id, ask.user_id, None if every else days)
    except GoneError:
        return FormErrors({"days": "Du har sagt at du ikke skal dit. Lukk skjemaet og trykk «Jeg skal dit» først."})
    return _shown(ask, session, event)


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form for new lines of one kind."""
    event = event_of(session, ask.workspace.id, row_id(press.value))
    if event is None:
        return Reply(card=stale())
    kinds = tuple(Choice(capital(NAMES[kind]), kind) for kind in KINDS)
    inputs = (
        SelectInput("kind", "Hva er det?", kinds, initial=KINDS[0]),
        TextInput("lines", "Hva eller hvem", hint=HINT, multiline=True, max_length=MAX_TEXT),
    )
    intro = line(f"{capital(in_sentence(event.title))}, {when_of(event, ask.today)}.")
    return Form("Planen vår", SAVE, inputs, "Legg inn", str(event.id), intro)


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add all the lines of the form, or return its errors and add nothing."""
    event = event_of(session, ask.workspace.id, row_id(sent.state))
    if event is None:
        return FormErrors({"lines": GONE})
    items = _read(ask, session, event, sent)
    if isinstance(items, FormErrors):
        return items
    try:
        added = add_items(session, ask.workspace.id, event.id, ask.user_id, ask.now, items)
    except FullError as error:
        return FormErrors({"lines": f"Planen har plass til {error.left} til. Fjern noe først."})
    result = _added(event, added, len(items) - len(added))
    return Reply(card=plan_card(ask, session, event, result), replace=True)


def _read(ask: Ask, session: Session, event: Occurrence, sent: Submission) -> list[NewItem] | FormErrors:
    """Return the lines of the form, or its errors."""
    kind = next((each for each in KINDS if each == sent.values.get("kind", KINDS[0])), None)
    lines = [text for each in sent.values.get("lines", "").splitlines() if (text := clean(each).lstrip("-•* "))]
    if kind is None or (kind == PERSON and not may_read(session, ask.workspace, ask.user_id)):
        return FormErrors({"kind": NOT_READER if kind else "Velg hva det er."})
    if not 0 < len(lines) <= MAX_LINES:
        return FormErrors({"lines": f"Skriv høyst {MAX_LINES} linjer om gangen." if lines else "Skriv minst én linje."})
    items: list[NewItem] = []
    wrong: list[str] = []
    for text in lines:
        item = _read_line(ask, session, event, kind, text)
        if isinstance(item, Fault):
            wrong.append(f"Se på «{short(text, 60)}»: {item.text}")
        else:
            items.append(item)
    return FormErrors({"lines": " ".join(wrong)}) if wrong else items


def _added(event: Occurrence, added: Sequence[int], known: int) -> ActionResult:
    if not added:
        return ActionResult(line("Alle står i planen fra før."))
    before = f" {capital(amount(known, 'person', 'personer'))} sto der fra før." if known else ""
    back = Button("Angre", UNDO, f"{event.id} fjern {' '.join(map(str, added))}")
    return ActionResult(line(f"{capital(amount(len(added), 'linje', 'linjer'))} er lagt inn.{before}"), back=back)


def _read_line(ask: Ask, session: Session, event: Occurrence, kind: ItemKind, text: str) -> NewItem | Fault:
    return _read_person(ask, session, text) if kind == PERSON else _read_text(ask, event, kind, text)


def _read_text(ask: Ask, event: Occurrence, kind: ItemKind, text: str) -> NewItem | Fault:
    when = read_plan(text.split(), _read_from(ask, event, kind))
    if needs_choosing(when) or questions(when):
        return Fault(" ".join(questions(when)) or "Skriv en bestemt dag, for eksempel 17.8.")
    on = when.day
    if on is None and when.start is not None:
        if event.starts_on != event.ends_on or not _has_days(event):
            return Fault("Skriv hvilken dag det er.")
        on = event.starts_on
    title = clean(" ".join(when.title)).strip(" ,;:–-")
    too_long = f"Skriv høyst {MAX_LINE} tegn." if len(title) > MAX_LINE else None
    wrong = too_long or _wrong_day(event, kind, on, ask.today) if title else "Skriv hva det er."
    return Fault(wrong) if wrong else NewItem(kind, title, on, when.start if on else None, when.minutes if on else None)


def _read_from(ask: Ask, event: Occurrence, kind: ItemKind) -> date:
    """Return the day after which «tirsdag» is the next one: the day before the event for what is on its days."""
    begins = event.starts_on if kind in ON_ITS_DAYS and _has_days(event) else None
    return max(ask.today, begins - timedelta(days=1)) if begins else ask.today


def _wrong_day(event: Occurrence, kind: ItemKind, on: date | None, today: date) -> str | None:
    if on is None or event.starts_on is None or event.ends_on is None or not _has_days(event):
        return None
    days = span(event.starts_on, event.ends_on, today)
    if kind in ON_ITS_DAYS and not event.starts_on <= on <= event.ends_on:
        return f"Arrangementet er {days}. Skriv en av de dagene."
    if kind == "før" and on >= event.starts_on:
        return f"Arrangementet er {days}. Skriv en dag før det, eller velg «Innlegg under»."
    if kind == "etter" and on <= event.ends_on:
        return f"Arrangementet er {days}. Skriv en dag etter det, eller velg «Innlegg under»."
    return None


def _has_days(event: Occurrence) -> bool:
    return event.certainty not in NO_DAY


def _read_person(ask: Ask, session: Session, text: str) -> NewItem | Fault:
    named = parse_people(text)
    if len(named) != 1:
        return Fault("Skriv ett navn på hver linje.")
    found = find_participant(session, ask.workspace, named[0], ask.today)
    if isinstance(found, AmbiguousName):
        return Fault(ambiguous(found))
    if isinstance(found.known, Person):
        return NewItem(PERSON, person_id=found.known.id)
    if found.known is not None or not found.is_person:
        return Fault("Skriv navnet på en person, ikke en virksomhet.")
    return Fault(f"{named[0].name} er ikke i registeret. Skriv /interessenter ny {named[0].name} først.")


def remove(ask: Ask, press: Press, session: Session) -> Reply:
    """Take the chosen line off the plan."""
    event, item = _chosen(ask, press, session)
    if event is None:
        return Reply(card=stale())
    if not set_removed(session, ask.workspace.id, (item,), ask.now, removed=True):
        return _shown(ask, session, event, ActionResult(line("Linja er allerede fjernet.")))
    back = Button("Angre", UNDO, f"{event.id} hent {item}")
    return _shown(ask, session, event, ActionResult(line("Linja er fjernet."), back=back))


def tick(ask: Ask, press: Press, session: Session) -> Reply:
    """Tick off the chosen post as published, or open it again."""
    event, item = _chosen(ask, press, session)
    if event is None:
        return Reply(card=stale())
    post = next((each.item for each in plan_items(session, ask.workspace.id, event.id) if each.item.id == item), None)
    try:
        set_done(session, ask.workspace.id, item, ask.now, done=post is None or post.done_at is None)
    except GoneError:
        return _shown(ask, session, event, ActionResult(line("Innlegget er fjernet fra planen.")))
    return _shown(ask, session, event)


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Take off what was just added, or put back what was just taken off."""
    match press.value.split():
        case [event_id, "fjern" | "hent" as what, *ids]:
            event = event_of(session, ask.workspace.id, row_id(event_id))
        case _:
            return Reply(card=stale())
    if event is None:
        return Reply(card=stale())
    items = [row_id(each) for each in ids]
    number = set_removed(session, ask.workspace.id, items, ask.now, removed=what == "fjern")
    said = "Planen er som før igjen." if number else "Det er allerede angret."
    return _shown(ask, session, event, ActionResult(line(said)))


def _chosen(ask: Ask, press: Press, session: Session) -> tuple[Occurrence | None, int]:
    """Return the event and the id of the line in a menu's choice."""
    event_id, _, item = press.chosen.partition(" ")
    return event_of(session, ask.workspace.id, row_id(event_id)), row_id(item)


def _shown(ask: Ask, session: Session, event: Occurrence, result: ActionResult | None = None) -> Reply:
    return Reply(card=plan_card(ask, session, event, result), replace=True)


PRESSES: dict[str, PressHandler] = {
    SHOW: show,
    GO: attend(True),
    STAY: attend(False),
    ADD: open_form,
    REMOVE: remove,
    TICK: tick,
    UNDO: undo,
    DAYS: open_days,
}
SUBMITS: dict[str, SubmitHandler] = {SAVE: save, SAVE_DAYS: save_days}
