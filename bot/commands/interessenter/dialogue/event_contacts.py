"""Answering «hvem møtte dere?»: a form with one dialogue per line, all of which are logged as one edit, or none."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cards import words
from bot.cards.card import Bullets, Button, Card, Controls, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, TextInput
from bot.cards.nudges.event_contacts import evening_value, read_value, thanks
from bot.cards.rows import in_sentence
from bot.cards.words import amount
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.interessenter.dialogue.dialogue_card import UNDO, facts
from bot.commands.interessenter.dialogue.dialogue_line import DialogueLine, read_opening
from bot.commands.interessenter.dialogue.dialogue_log import ambiguous, details_of, read_line, sides_of
from bot.commands.interessenter.dialogue.open_questions import Statement
from bot.commands.interessenter.dialogue.participants import AmbiguousName, Participant
from bot.commands.interessenter.dialogue.recording import DialogueDetails, RecordedDialogue, record_dialogue
from bot.commands.parse.clean import clean
from bot.commands.parse.numbers import row_id
from jobs.nudges.met import EVENING_KIND, KIND, evening_key, key_for
from models.occurrences.attendance import answered
from models.occurrences.queries import by_id
from models.register import edits
from models.tables import Occurrence
from models.workspace import outgoing

SAVE = "interessent.mott_lagre"
LINES = "lines"
LONGEST, MOST = 2_900, 20
NOBODY = "Skriv hvem du møtte, én på hver linje."
GONE = "Arrangementet finnes ikke lenger. Loggfør med /interessenter møtte … i stedet."
EXAMPLE = "Én på hver linje, for eksempel: Kari Nordmann (Ap) om jernbane: positiv, vil ha faktaark innen fredag"


class _ReadLine(NamedTuple):
    details: DialogueDetails
    sides: tuple[Participant, ...]


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the people met at an event."""
    event, day = _event(ask, session, press.value)
    if event is None:
        return Reply(card=stale())
    asked = line(f"Hvem møtte dere på {in_sentence(event.title)}{f' {words.day(day, ask.today)}' if day else ''}?")
    inputs = (TextInput(LINES, "Hvem møtte dere?", hint=EXAMPLE, multiline=True, max_length=LONGEST),)
    return Form(
        "Loggfør samtaler", SAVE, inputs, "Loggfør", evening_value(event.id, day) if day else str(event.id), asked
    )


def nobody(ask: Ask, press: Press, session: Session) -> Reply:
    """Record that nobody was met."""
    event, day = _event(ask, session, press.value)
    if event is None:
        return Reply(card=stale())
    return Reply(card=thanks(event, day), renew=_closed(ask, session, event, day))


def submit(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log the dialogues in all lines, or return the errors of each line and log nothing."""
    event, day = _event(ask, session, sent.state)
    lines = [each for text in sent.values.get(LINES, "").splitlines() if (each := clean(text))]
    if event is None or not lines:
        return FormErrors({LINES: NOBODY if event else GONE})
    if len(lines) > MOST:
        return FormErrors({LINES: f"Skriv {MOST} linjer om gangen. Nå er det {len(lines)}."})
    read = [_read(ask, session, text, event, day) for text in lines]
    wrong = [f"Linje {number}: {each}" for number, each in enumerate(read, 1) if isinstance(each, str)]
    if wrong:
        return FormErrors({LINES: " ".join(wrong)})
    edit = edits.begin(session, ask.workspace.id, ask.user_id, "dialog", ask.now)
    written = list[RecordedDialogue]()
    for text in lines:
        # Read again, since the line before may have added a person in this one.
        again = _read(ask, session, text, event, day)
        if isinstance(again, str):
            return FormErrors({LINES: again})
        written.append(record_dialogue(ask, session, again.details, again.sides, edit))
    return Reply(card=_logged(ask, written, edit.id), renew=_closed(ask, session, event, day))


def _read(ask: Ask, session: Session, text: str, event: Occurrence, day: date | None) -> _ReadLine | str:
    dialogue = read_line(ask, text if read_opening(text) else f"møtte {text}")
    if dialogue is None:
        return NOBODY
    if dialogue.faults:
        return " ".join(dialogue.faults)
    sides = sides_of(ask, session, dialogue.people, Statement(""))
    return (
        ambiguous(sides) if isinstance(sides, AmbiguousName) else _ReadLine(_details(ask, dialogue, event, day), sides)
    )


def _details(ask: Ask, dialogue: DialogueLine, event: Occurrence, day: date | None) -> DialogueDetails:
    values = replace(details_of(dialogue), place=dialogue.place or event.title, event_id=event.id)
    # A line without a day is about the day that was asked about, or the event, which is over.
    was = (day or event.ends_on) if not dialogue.planned and dialogue.day == ask.today else None
    return replace(values, day=min(was, ask.today)) if was else values


def _event(ask: Ask, session: Session, value: str) -> tuple[Occurrence | None, date | None]:
    """Return the event in a control's value, and the day of it that was asked about; None for all of it."""
    event_id, day = read_value(value)
    row = by_id(session, ask.workspace.id, row_id(event_id))
    return (row, day) if row is not None and row.archived_at is None else (None, None)


def _closed(ask: Ask, session: Session, event: Occurrence, day: date | None) -> tuple[tuple[str, str], ...]:
    """Record that the question is answered, and return its message, if it was posted."""
    answered(session, ask.workspace.id, event.id, ask.user_id, ask.now, day)
    asked = (EVENING_KIND, evening_key(event.id, day, ask.user_id)) if day else (KIND, key_for(event, ask.user_id))
    posted = outgoing.posted_at(session, ask.workspace.id, *asked)
    return (posted,) if posted else ()


def _logged(ask: Ask, written: list[RecordedDialogue], edit: int) -> Card:
    sentence = f"{amount(len(written), 'samtale', 'samtaler')} er loggført."
    return Card(
        "Samtalene er loggført" if len(written) > 1 else "Samtalen er loggført",
        (
            Paragraph(line(sentence)),
            Bullets(tuple(facts(ask, each) for each in written)),
            Controls((Button("Angre", UNDO, str(edit)),)),
        ),
        summary=sentence,
    )
