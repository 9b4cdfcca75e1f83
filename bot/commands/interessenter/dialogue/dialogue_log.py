"""Logging a dialogue, from one line or from its form, and correcting one that was logged."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.words import listing
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.interessenter.dialogue.dialogue_card import logged_card
from bot.commands.interessenter.dialogue.dialogue_form import (
    DialogueFormState,
    dialogue_form,
    read_form,
    read_form_state,
)
from bot.commands.interessenter.dialogue.dialogue_line import DialogueLine, read_dialogue_line
from bot.commands.interessenter.dialogue.open_questions import Statement, ask_to_confirm, ask_which, read_statement
from bot.commands.interessenter.dialogue.participants import AmbiguousName, Participant, find_participant
from bot.commands.interessenter.dialogue.recent_contacts import recent_contact_lines, with_recent_contacts
from bot.commands.interessenter.dialogue.recording import DialogueDetails, record_dialogue
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.people import parse_people, people_error
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import display_name, load, read_ref, ref_of
from bot.commands.parse.bounds import MOST_WORDS
from bot.commands.parse.themes import themes_of
from jobs.nudges.meeting import KIND, key_for
from models.media.matching.matcher import matcher_of
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.queries import MEETING
from models.occurrences.undoing import AlreadyUndoneError
from models.register import edits
from models.register.history import dialogue
from models.register.kinds import STANCES
from models.register.meetings import PlannedTalk, settle, settled_by
from models.register.undo import undo
from models.workspace import outgoing

CANCELLED = Card("Ingenting er loggført", (Paragraph(line("Ingenting er loggført.")),))
NOBODY = "Skriv hvem du snakket med."
GONE = Card(
    "Noe er endret i mellomtiden",
    (
        Paragraph(
            line("Noen har endret dette i mellomtiden, så ingenting er loggført nå. Slå opp personen og prøv igjen.")
        ),
    ),
)


def read_line(ask: Ask, text: str) -> DialogueLine | None:
    """Return the dialogue in a line, if there is one."""
    themes, matcher = themes_of(ask.pack), matcher_of(ask.pack.media)

    def theme_of(said: str) -> str | None:
        words = said.replace("#", " ").split()
        named = themes.find(said) or next((opening for word in words if (opening := themes.find(word))), None)
        return named or next(iter(matcher.match(said).themes), None)

    return read_dialogue_line(text, ask.today, theme_of)


def log_line(ask: Ask, session: Session, statement: Statement) -> Answer | None:
    """Log the dialogue in a line, or ask about what is unclear; return None if there is no dialogue."""
    dialogue_line = read_line(ask, statement.text)
    if dialogue_line is None:
        return None
    if dialogue_line.faults or not statement.fits:
        known = DialogueFormState(statement.picks, dialogue_line.planned, dialogue_line.place)
        return dialogue_form(
            ask, written_people(dialogue_line.people), details_of(dialogue_line), known, " ".join(dialogue_line.faults)
        )
    sides = sides_of(ask, session, dialogue_line.people, statement)
    if isinstance(sides, AmbiguousName):
        return ask_which(ask, session, statement, sides)
    warned = () if statement.sure else recent_contact_lines(ask, session, sides, dialogue_line.theme)
    if warned:
        return ask_to_confirm(statement, warned, dialogue_line.planned)
    return logged_card(ask, record_dialogue(ask, session, details_of(dialogue_line), sides))


def from_message(ask: Ask, text: str, link: str | None) -> Form:
    """Return the form of the dialogue in a message; a message that is not understood goes in the field `said`."""
    # A text longer than a command is not parsed, but kept as written.
    dialogue_line = read_line(ask, text) if len(text) <= MOST_WORDS else None
    if dialogue_line is not None:
        return dialogue_form(
            ask,
            written_people(dialogue_line.people),
            replace(details_of(dialogue_line), link=link),
            DialogueFormState({}, dialogue_line.planned, dialogue_line.place, link),
        )
    line_text = text.strip()
    return dialogue_form(
        ask, "", DialogueDetails(ask.today, "samtale", said=line_text, link=link), DialogueFormState(link=link)
    )


def question_answered(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Log a line after a question about it was answered."""
    statement = read_statement(press.value)
    answer = log_line(ask, session, statement) if statement else None
    if isinstance(answer, Card):
        return Reply(card=answer, replace=True)
    return answer if isinstance(answer, Form) else Reply(card=stale())


def question_cancelled(ask: Ask, press: Press, session: Session) -> Reply:
    """Cancel the logging of a line."""
    del ask, press, session
    return Reply(card=CANCELLED, replace=True)


def open_log(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a dialogue with somebody in the register."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    name = display_name(row)
    return with_recent_contacts(
        ask,
        session,
        row,
        dialogue_form(ask, name, DialogueDetails(ask.today, "møte"), DialogueFormState({name: press.value})),
    )


def submit(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log the dialogue in a form, or return its errors. A correction replaces what was logged before."""
    known = read_form_state(sent.state)
    filled, wrong = read_form(ask, sent, known)
    named = parse_people(sent.values.get("whom", ""))
    too_many = people_error(sent.values.get("whom", ""))
    if wrong or too_many or not named:
        return FormErrors(wrong or {"whom": too_many or NOBODY})
    try:
        if known.mends:
            undo(session, ask.workspace.id, known.mends, ask.user_id, ask.now)
        sides = sides_of(ask, session, named, Statement("", known.picks))
        if isinstance(sides, AmbiguousName):
            return FormErrors({"whom": ambiguous(sides)})
        warned = () if known.mends or known.holds else recent_contact_lines(ask, session, sides, filled.theme)
        edit = edits.begin(session, ask.workspace.id, ask.user_id, "dialog", ask.now)
        plan = settle(session, ask.workspace.id, known.holds, edit) if known.holds else None
        filled = replace(filled, ours=_ours(ask, plan)) if plan else filled
        card = logged_card(ask, record_dialogue(ask, session, filled, sides, edit), warned)
        return Reply(card=card, renew=asked_at(ask, session, plan) if plan else ())
    except (GoneError, ChangedError, AlreadyUndoneError):
        return Reply(card=GONE)


def _ours(ask: Ask, plan: PlannedTalk) -> tuple[str, ...]:
    """Return the user ids of those who had a planned talk: the planned participants, else the person who logs it."""
    return plan.ours or (ask.user_id,)


def asked_at(ask: Ask, session: Session, plan: PlannedTalk) -> tuple[tuple[str, str], ...]:
    """Return the messages that ask «Hvordan gikk møtet?», as the platform's ids of the channel and the message."""
    found = [outgoing.posted_at(session, ask.workspace.id, KIND, key_for(plan, each)) for each in plan.ours]
    return tuple(each for each in found if each is not None)


def sides_of(
    ask: Ask, session: Session, named: Sequence[WrittenName], statement: Statement
) -> tuple[Participant, ...] | AmbiguousName:
    """Return the participant that each name means, or the first name that is ambiguous."""
    participants = list[Participant]()
    for each in named:
        side = find_participant(session, ask.workspace, each, ask.today, statement.picks.get(each.name, ""))
        if isinstance(side, AmbiguousName):
            return side
        participants.append(side)
    return tuple(participants)


def details_of(dialogue_line: DialogueLine) -> DialogueDetails:
    """Return the details of a dialogue from its line."""
    came = dialogue_line.outcome
    expected = STANCES[came.stance].lower() if dialogue_line.planned and came.stance else ""
    return DialogueDetails(
        dialogue_line.day,
        dialogue_line.channel,
        dialogue_line.planned,
        dialogue_line.theme,
        dialogue_line.about,
        dialogue_line.place,
        "" if dialogue_line.planned else came.stance,
        ", ".join(filter(None, (expected, came.said))),
        came.wants,
        came.step,
        came.due,
        journal=came.journal,
        start=came.start or dialogue_line.start,
        minutes=came.minutes if came.start else dialogue_line.minutes,
    )


def written_people(named: Sequence[WrittenName]) -> str:
    """Return people as they are written in the field of a form: «Kari Nordmann (Ap, leder i NHO)»."""
    return ", ".join(f"{each.name} ({beside})" if (beside := _beside(each)) else each.name for each in named)


def _beside(named: WrittenName) -> str:
    """Return the text in brackets after a name, which reads back as the same."""
    works_there = bool(named.title) and party(named.organisation) is not None
    role = (f"{named.title} i {named.organisation}",) if works_there else (named.title, named.organisation)
    return ", ".join(filter(None, (named.party, *role, named.place, named.note)))


def ambiguous(unsure: AmbiguousName) -> str:
    """Return the error message for an ambiguous name: what to write instead."""
    names = listing([row.name for row in unsure.candidates], "eller")
    if not names:
        return f"Skriv hele navnet til {unsure.named.name}."
    return f"Mener du {names}? Skriv navnet slik, med parti eller virksomhet i parentes bak."


def open_correction(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a dialogue that was just logged; its submission replaces what was logged."""
    numbers = [int(each) for each in press.value.split() if each.isdecimal()]
    logged = dialogue(session, ask.workspace.id, numbers[0]) if len(numbers) == 2 else None  # noqa: PLR2004 - both of them
    if logged is None:
        return Reply(card=GONE)
    row, step = logged.spoken.dialogue, logged.spoken.step
    is_meeting = step is not None and step.kind == MEETING
    confirmation = DialogueDetails(
        row.day,
        row.channel,
        row.planned,
        row.theme,
        row.about,
        row.place,
        row.stance,
        row.said,
        row.wants,
        step.title if step and not is_meeting else "",
        step.ends_on if step and not is_meeting else None,
        step.owner if step else None,
        row.journal,
        row.link,
        start=step.start_time if step else None,
        minutes=step.minutes if step else None,
    )
    names = {each.name: str(ref_of(each)) for each in logged.sides}
    holds = settled_by(session, ask.workspace.id, numbers[1])
    known = DialogueFormState(names, row.planned, row.place, row.link, numbers[1], holds)
    return dialogue_form(ask, ", ".join(names), confirmation, known)
