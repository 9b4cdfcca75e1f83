"""`/padriver pause`: days on which nothing is sent, for everybody («fellesferie») or for one person."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.form import DateInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.schedule import away
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.spans import Days, parse_days
from bot.commands.shared.administration import current_workspace, refusal
from bot.commands.shared.occurrence_actions import iso_day
from models.calendar.quiet import Away
from models.tables import Pause
from models.workspace.audit import OWN, note
from models.workspace.preferences import ALL, pauses_to_come

SHOW, OPEN, NEW, REMOVE = "padriver.pauser", "padriver.pause.skjema", "padriver.pause.ny", "padriver.pause.fjern"
WHAT, WHAT_OWN = "pause", f"{OWN} pause"
FOR_ALL, FOR_ME = "alle", "meg"
_MINE = frozenset(map(fold, ("meg", "min", "mine", "egen")))
MAX_NAME = 60
CHANGING = "pauser for alle"
PAUSED = (
    "I en pause sender jeg ingenting. Frister som går ut imens, minner jeg om siste dag før pausen. Det som fortsatt er "
    "verdt å si, kommer første dag etter den."
)
HOW_TO_PAUSE = (
    "Skriv ",
    Code("/padriver pause 6.7–31.7 fellesferie"),
    " for alle, eller ",
    Code("/padriver pause meg uke 8 vinterferie"),
    " for deg selv. ",
    PAUSED,
)


def pause(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/padriver pause [meg] [days] [name]`: add a pause, or show the present ones."""
    if not text.strip():
        return pauses_card(ask, session)
    first, _, rest = clean(text).partition(" ")
    mine = fold(first) in _MINE
    days = parse_days(rest if mine else clean(text), ask.today)
    if isinstance(days, Fault):
        return Card("Det forsto jeg ikke", (Paragraph(line(days.text)), Note(line(*HOW_TO_PAUSE))), summary=days.text)
    return _added(ask, session, days, ask.user_id if mine else ALL)


def pauses_card(ask: Ask, session: Session, text_line: Line = ()) -> Card:
    """Return the common pauses and the person's own, in force or to come; `text_line` is the last action's result."""
    rows = pauses_to_come(session, ask.workspace.id, (ALL, ask.user_id), ask.today)
    common = [each for each in rows if not each.user_id]
    own = [each for each in rows if each.user_id]
    return Card(
        "Pauser",
        (
            *((Paragraph(text_line),) if text_line else ()),
            *_listed("For alle", common, ask),
            *_listed("For deg", own, ask),
            *(() if rows else (Paragraph(line("Ingen pauser er lagt inn.")),)),
            Note(line(*HOW_TO_PAUSE)),
            Controls((Button("Ny pause", OPEN, ""),)),
        ),
    )


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Answer a press with the card of the pauses the person may see, as a new message."""
    del press
    return Reply(card=pauses_card(ask, session))


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form of a new pause, for everybody too if the person may add one.

    The button's value may propose one: `2026-07-06/2026-07-25/sommerferie`.
    """
    first, last, name = _proposed(press.value)
    mine = Choice("Bare meg", FOR_ME)
    may = refusal(ask, session, CHANGING) is None
    choices = (Choice("Alle her", FOR_ALL), mine) if may else (mine,)
    return Form(
        "Ny pause",
        NEW,
        (
            SelectInput("whose", "Gjelder", choices, initial=choices[0].value),
            DateInput("first", "Fra og med", initial=first),
            DateInput("last", "Til og med", initial=last),
            TextInput(
                "name", "Navn", hint="For eksempel fellesferie.", initial=name, optional=True, max_length=MAX_NAME
            ),
        ),
        submit="Legg til",
    )


def _proposed(value: str) -> tuple[date | None, date | None, str]:
    """Return the first and last day and the name that a button's value proposes; nothing if it proposes none."""
    first, last, *rest = (*value.split("/", 2), "", "")
    return iso_day(first), iso_day(last), short(clean(rest[0]), MAX_NAME)


def submit(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add the pause in the form, or return its errors."""
    values = submission.values
    days = parse_days(f"{values.get('first', '')}–{values.get('last', '')}", ask.today)
    if isinstance(days, Fault):
        return FormErrors({"last": days.text})
    named = Days(days.first, days.last, clean(values.get("name", "")))
    return Reply(card=_added(ask, session, named, ask.user_id if values.get("whose") == FOR_ME else ALL))


def remove(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove the pause in the button's value, one's own or, if the person may, everybody's; show the rest in place."""
    row = _pause_of(ask, session, press.value)
    if row is None or row.user_id not in {ALL, ask.user_id}:
        return Reply(card=stale())
    refused = None if row.user_id else refusal(ask, session, CHANGING)
    if refused:
        return Reply(card=refused)
    text = away(_away(row), ask.today)
    session.delete(row)
    session.flush()
    _keep(ask, session, row.user_id, {"pause": text}, {})
    return Reply(card=pauses_card(ask, session, line(f"{text} er fjernet.")), replace=True)


def _added(ask: Ask, session: Session, days: Days, user_id: str) -> Card:
    refused = None if user_id else refusal(ask, session, CHANGING)
    if refused:
        return refused
    row = Pause(
        workspace_id=ask.workspace.id,
        user_id=user_id,
        first=days.first,
        last=days.last,
        name=short(days.rest, MAX_NAME),
    )
    session.add(row)
    session.flush()
    text = away(_away(row), ask.today)
    _keep(ask, session, user_id, {}, {"pause": text})
    name = "deg" if user_id else "alle"
    return pauses_card(ask, session, line(f"{text} er lagt inn for {name}."))


def _keep(ask: Ask, session: Session, user_id: str, before: dict[str, str], after: dict[str, str]) -> None:
    current_workspace(ask, session).plan_after = None
    what = WHAT_OWN if user_id else WHAT
    note(session, ask.workspace.id, ask.user_id, ask.now, what, before, after)


def _listed(heading: str, rows: list[Pause], ask: Ask) -> tuple[Part, ...]:
    if not rows:
        return ()
    items = (Item(line(away(_away(row), ask.today)), (Button("Fjern", REMOVE, str(row.id)),)) for row in rows)
    return (Heading(heading), *items)


def _away(row: Pause) -> Away:
    return Away(row.first, row.last, row.name)


def _pause_of(ask: Ask, session: Session, value: str) -> Pause | None:
    if not (value.isascii() and value.isdigit() and len(value) < 10):  # noqa: PLR2004 - the digits of a column's largest id
        return None
    query = select(Pause).where(Pause.workspace_id == ask.workspace.id, Pause.id == int(value))
    return session.scalar(query.with_for_update())
