"""`/frister møteplan`: the year's meetings, and the form that takes many dates at once, one a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Choice, Code, Controls, Line, Note, Paragraph, line
from bot.cards.form import Form, FormErrors, PersonInput, SelectInput, TextInput
from bot.cards.words import amount, at, capital, day, short_day
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.entries import MAX_TITLE, wrong_day
from bot.commands.parse.fault import Fault
from bot.commands.parse.time import needs_choosing, questions, read_day, read_plan
from bot.commands.parse.tokens import EDGES
from bot.commands.share import share_button
from bot.commands.shared.deadline_form import LONGEST_ID
from bot.commands.shared.deadline_owner import owner_error
from bot.commands.shared.meeting_titles import row_title
from models.calendar.workdays import is_working_day
from models.occurrences.changes import GoneError
from models.occurrences.meeting_plan import (
    DRAFT,
    KINDS,
    PAPERS,
    MeetingKind,
    NewMeeting,
    PlannedMeeting,
    add_meetings,
    meetings,
    undo_meetings,
)
from models.official.dates import replan_all

PLAN_WORDS = frozenset(map(fold, ("møteplan", "møteplanen")))
ADD, SHOW, SAVE, UNDO = "frist.moteplan", "frist.moteplan_vis", "frist.moteplan_lagre", "frist.moteplan_angre"
NAMES: dict[MeetingKind, str] = {"styre": "Styremøte", "rad": "Rådsmøte", "administrativt": "Administrativt møte"}
PAPERS_WORDS = frozenset({"papirer", "papirene", "sakspapirer", "saksdokumenter"})
DRAFT_WORDS = frozenset({"utkast", "utkastet", "utkastene"})
MOST_LINES, MOST_SHOWN, MAX_DATES, MAX_DAYS = 40, 20, 3000, 60
PAPERS_BEFORE, DRAFT_BEFORE = 7, 14
HINT = "Én dato på hver linje, for eksempel «12.2.2027 kl. 10» eller «12.2 papirer 3.2 utkast 25.1»."
EMPTY = "Ingen møter er lagt inn. Legg inn årets møter én gang, så regner jeg med dem."
ONE_YEAR = timedelta(days=366)


def plan_card(ask: Ask, session: Session) -> Card:
    """Return the meetings of the coming year."""
    found = meetings(session, ask.workspace.id, ask.today, ask.today + ONE_YEAR)
    rows = tuple(_line(each, ask.today) for each in found[:MOST_SHOWN])
    left = len(found) - len(rows)
    controls = (Button("Legg inn møter", ADD, ""), *((share_button("frister", "møteplan"),) if rows else ()))
    return Card(
        "Møteplanen",
        (
            Bullets(rows) if rows else Paragraph(line(EMPTY)),
            *((Note(line(f"og {left} til")),) if left > 0 else ()),
            *((Note(line("Flytt eller slett et møte der det står i ", Code("/frister"), ".")),) if rows else ()),
            Controls(controls),
        ),
    )


def _line(planned: PlannedMeeting, today: date) -> Line:
    row = planned.meeting
    when = f"{day(planned.day, today)}{at(row.start_time, row.minutes)}"
    papers = f" · papirene ut {short_day(planned.papers_on, today)}" if planned.papers_on else ""
    draft = f" · utkast klart {short_day(planned.draft_on, today)}" if planned.draft_on else ""
    return line(f"{when} – ", Bold(row.title), f"{papers}{draft}")


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form for many meetings of one kind."""
    del press, session
    kinds = tuple(Choice(NAMES[kind], kind) for kind in KINDS)
    inputs = (
        SelectInput("kind", "Hva slags møter?", kinds, initial=KINDS[0]),
        TextInput("dates", "Datoer", hint=HINT, multiline=True, max_length=MAX_DATES),
        TextInput("papers", "Papirene ut, dager før møtet", initial=str(PAPERS_BEFORE), optional=True, max_length=2),
        TextInput("draft", "Utkast klart, dager før møtet", initial=str(DRAFT_BEFORE), optional=True, max_length=2),
        PersonInput("owner", "Ansvarlig for papirer og utkast", hint="Velger du ingen, er du ansvarlig."),
    )
    said = line(f"I dag er {day(ask.today)}. Faller en frist på en fridag, blir den siste arbeidsdag før.")
    return Form("Møteplan", SAVE, inputs, "Legg inn", intro=said)


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add the meetings of the form to the plan, or return its errors."""
    values = sent.values
    kind = next((each for each in KINDS if each == values.get("kind")), None)
    papers, draft = _days(values.get("papers", "")), _days(values.get("draft", ""))
    owner = values.get("owner", "")[:LONGEST_ID]
    errors = {
        "kind": None if kind else "Velg hva slags møter det er.",
        "papers": papers.text if isinstance(papers, Fault) else None,
        "draft": draft.text if isinstance(draft, Fault) else None,
        "owner": owner_error(ask, session, owner),
    }
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or kind is None or isinstance(papers, Fault) or isinstance(draft, Fault):
        return FormErrors(wrong)
    planned = read_meetings(values.get("dates", ""), _Defaults(kind, papers, draft), ask.today)
    if isinstance(planned, Fault):
        return FormErrors({"dates": planned.text})
    batch, number = add_meetings(session, ask.workspace.id, ask.user_id, ask.now, planned, owner or ask.user_id)
    replan_all(session, ask.workspace.id, ask.today)
    return Reply(card=_added(number, len(planned) - number, batch))


@dataclass(frozen=True)
class _Defaults:
    """What holds for all meetings of the form. Days before the meeting; None if there is no such deadline."""

    kind: MeetingKind
    papers: int | None
    draft: int | None


def read_meetings(text: str, defaults: _Defaults, today: date) -> Sequence[NewMeeting] | Fault:
    """Return the meetings in a text with one date a line, or the first fault."""
    lines = [written for each in text.splitlines() if (written := clean(each))]
    if not lines:
        return Fault("Skriv minst én dato.")
    if len(lines) > MOST_LINES:
        return Fault(f"Skriv høyst {MOST_LINES} datoer om gangen.")
    found: list[NewMeeting] = []
    for each in lines:
        meeting = _read_line(each, defaults, today)
        if isinstance(meeting, Fault):
            return Fault(f"Se på «{short(each, 60)}»: {meeting.text}")
        found.append(meeting)
    return found


def _read_line(text: str, defaults: _Defaults, today: date) -> NewMeeting | Fault:
    parts: dict[str, list[str]] = {"": []}
    part = ""
    for word in text.split():
        bare = fold(word.strip(EDGES))
        part = "papirer" if bare in PAPERS_WORDS else "utkast" if bare in DRAFT_WORDS else part
        if bare not in PAPERS_WORDS | DRAFT_WORDS:
            parts.setdefault(part, []).append(word)
        else:
            parts.setdefault(part, [])
    when = read_plan(parts[""], today)
    if when.day is None or needs_choosing(when) or questions(when):
        return Fault(" ".join(questions(when)) or "Jeg fant ingen dato. Skriv for eksempel 12.2.2027.")
    if wrong := wrong_day(when.day, today):
        return Fault(wrong)
    title = clean(" ".join(when.title)).strip(" ,;–-")[:MAX_TITLE] or NAMES[defaults.kind]
    papers = _due(parts.get("papirer"), defaults.papers, when.day, today)
    draft = _due(parts.get("utkast"), defaults.draft, when.day, today)
    if isinstance(papers, Fault):
        return papers
    if isinstance(draft, Fault):
        return draft
    if papers and draft and draft > papers:
        return Fault("Utkastet må være klart før papirene sendes ut. Endre en av datoene.")
    return NewMeeting(
        defaults.kind,
        title,
        when.day,
        when.start,
        when.minutes,
        papers,
        draft,
        row_title(defaults.kind, PAPERS, when.day, today),
        row_title(defaults.kind, DRAFT, when.day, today),
    )


def _due(words: list[str] | None, before: int | None, meeting: date, today: date) -> date | Fault | None:
    """Return the day of a deadline before a meeting: as written, or so many days before, on a working day.

    A default that has passed already is left out.
    """
    if words is None:
        if before is None:
            return None
        due = meeting - timedelta(days=before)
        while not is_working_day(due):
            due -= timedelta(days=1)
        return due if due >= today else None
    phrase = clean(" ".join(words)).strip(" ,;:")
    found = read_day(phrase, meeting, "backward") if phrase else None
    if found is None or isinstance(found, Fault):
        return found or Fault(
            "Jeg fant ingen dato etter «papirer» eller «utkast». Skriv for eksempel «papirer 5.2.2027»."
        )
    if found > meeting:
        return Fault(f"{short_day(found, today)} er etter møtet. Skriv en tidligere dato.")
    return Fault(wrong) if (wrong := wrong_day(found, today)) else found


def _days(text: str) -> int | Fault | None:
    said = clean(text)
    if not said:
        return None
    number = int(said) if said.isascii() and said.isdigit() else MAX_DAYS + 1
    return (
        number
        if number <= MAX_DAYS
        else Fault(f"Skriv et helt antall dager, høyst {MAX_DAYS}, eller la feltet stå tomt.")
    )


def _added(number: int, known: int, batch: str) -> Card:
    if not batch:
        return _result("Ingenting er endret", "Alle møtene ligger i planen fra før.")
    said = f"{capital(amount(number, 'møte', 'møter'))} ligger i møteplanen, i kalenderen og i ukesoversikten."
    before = f" {capital(amount(known, 'møte', 'møter'))} lå der fra før." if known else ""
    buttons = (Button("Vis møteplanen", SHOW, ""), Button("Angre", UNDO, batch))
    parts = (Paragraph(line(said, before)), Controls(buttons))
    return Card("Møtene er lagt inn", parts, summary="Møtene er lagt inn.")


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the plan."""
    del press
    return Reply(card=plan_card(ask, session))


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete the meetings that were added together."""
    try:
        number = undo_meetings(session, ask.workspace.id, press.value[:32], ask.user_id, ask.now)
    except GoneError:
        return Reply(card=_result("Ingenting er endret", "Møtene er allerede fjernet."), replace=True)
    replan_all(session, ask.workspace.id, ask.today)
    removed = capital(amount(number, "møte er fjernet", "møter er fjernet"))
    return Reply(card=_result("Angret", f"{removed} fra møteplanen, med fristene sine."), replace=True)


def _result(title: str, sentence: str) -> Card:
    return Card(title, (Paragraph(line(sentence)),), summary=sentence)


PRESSES: dict[str, PressHandler] = {ADD: open_form, SHOW: show, UNDO: undo}
SUBMITS: dict[str, SubmitHandler] = {SAVE: save}
