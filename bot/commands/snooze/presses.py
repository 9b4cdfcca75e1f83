"""The menu behind a row's three dots: when to be reminded of it."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Button, Line, line
from bot.cards.errors import stale
from bot.cards.later import CHOSEN, MONDAY, NEVER, NOW, ON_A_DAY, SET, TOMORROW, Whose, on_a_day, told
from bot.cards.words import day
from bot.commands.access import Pressing, for_guests
from bot.commands.ask import Ask, Press, Reply
from bot.commands.frister.deeds import GONE, NOT_YOURS, Told, iso_day, may_change, title
from bot.commands.frister.listing import list_card
from bot.commands.frister.presses import told_card
from bot.commands.frister.value import Value, read_value
from bot.commands.snooze.waiting import QUERY, waiting_card
from content.frozen import frozen
from models.occurrences.queries import by_id
from models.occurrences.snoozes import FOREVER, set_snooze
from models.tables import Occurrence
from models.workspace.contacts import ContactRole
from models.workspace.preferences import ALL, preferences

WHOSE: dict[str, Whose] = {"meg": "meg", "oss": "oss"}
TOO_SOON = "Velg en dag etter i dag."


@frozen
class _Wanted:
    """When to be reminded (a word of `bot.cards.later` or an ISO date), whose messages it concerns, and the row."""

    when: str
    whose: Whose
    value: Value
    is_chosen: bool
    """True where the person has chosen it now."""


def remind(ask: Ask, press: Press, session: Session) -> Reply:
    """Put a row on hold until the time that was chosen, or lift it."""
    wanted = _read(press)
    if wanted is None or wanted.value.id is None:
        return Reply(card=stale())
    row = by_id(session, ask.here.id, wanted.value.id)
    return _shown(ask, session, wanted.value, _done(ask, session, wanted, row))


def _done(ask: Ask, session: Session, wanted: _Wanted, row: Occurrence | None) -> Told:
    if row is None or row.archived_at is not None:
        return Told(line(GONE))
    if not may_change(ask, row) or (wanted.whose == "oss" and ask.role is not ContactRole.COLLEAGUE):
        return Told(line(NOT_YOURS))
    if wanted.when == ON_A_DAY:
        return _asking(ask, wanted, row)
    user_id = ask.user_id if wanted.whose == "meg" else ALL
    until = _until(ask, session, wanted.when, user_id)
    if until is not None and until <= ask.today:
        if wanted.is_chosen:
            return Told(line(TOO_SOON))
        until = None  # what it is put back to is over
    before = set_snooze(session, ask.here.id, row.id, user_id, until, ask.now)
    undo = Button("Angre", SET, told(_code(before), wanted.whose, str(_carried(ask, wanted.value))))
    return Told(_said(wanted.whose, row, until, ask.today), heading=_heading(until), back=undo)


def _until(ask: Ask, session: Session, when: str, user_id: str) -> date | None:
    """Return the first day it is told of again: one on which anything is sent at all. None: at once."""
    if when in {NOW, NEVER}:
        return FOREVER if when == NEVER else None
    tomorrow = ask.today + timedelta(days=1)
    monday = tomorrow + timedelta(days=-tomorrow.weekday() % 7)
    day = {TOMORROW: tomorrow, MONDAY: monday}.get(when) or iso_day(when) or ask.today
    return preferences(session, ask.workspace).rest(user_id).next_day(day) if day > ask.today else day


def _asking(ask: Ask, wanted: _Wanted, row: Occurrence) -> Told:
    pick = on_a_day(wanted.whose, str(_carried(ask, wanted.value)))
    return Told(line(f"Når skal jeg minne {_whom(wanted.whose)} om {title(row)}?"), heading="Velg dag", back=pick)


def _shown(ask: Ask, session: Session, value: Value, told_: Told) -> Reply:
    if value.query is None:
        message = value.message or ask.message_id
        return Reply(card=told_card(told_), replace=value.message is not None, refresh=message)
    if value.query == QUERY:
        return Reply(card=waiting_card(ask, session, told_), replace=True)
    return Reply(card=list_card(ask, session, value.query, value.offset, told_), replace=True)


def _carried(ask: Ask, value: Value) -> Value:
    if value.query is not None:
        return value
    return Value(id=value.id, message=value.message or ask.message_id or None)


def _said(whose: Whose, row: Occurrence, until: date | None, today: date) -> Line:
    mine = whose == "meg"
    where = "" if mine else " i felleskanalen"
    if until is None:
        return line(f"Jeg {'minner deg om' if mine else 'sier fra om'} {title(row)}{where} som vanlig.")
    if until == FOREVER:
        return line(f"Jeg {'minner deg ikke lenger om' if mine else 'sier ikke lenger fra om'} {title(row)}{where}.")
    again = day(until, today)
    if mine:
        return line(f"Jeg minner deg om {title(row)} igjen {again}. Datoen er den samme.")
    return line(f"Jeg sier ikke fra om {title(row)}{where} før {again}. Datoen er den samme.")


def _heading(until: date | None) -> str:
    return "Påminnelsen er på igjen" if until is None else "Satt på vent"


def _whom(whose: Whose) -> str:
    return "deg" if whose == "meg" else "dere"


def _code(before: date | None) -> str:
    """Return the choice that puts back what was before."""
    if before is None:
        return NOW
    return NEVER if before == FOREVER else before.isoformat()


def _read(press: Press) -> _Wanted | None:
    said, _, rest = press.value.partition(" ")
    whose, _, carried = rest.partition(" ")
    value = read_value(carried)
    when = press.chosen if said == CHOSEN else said
    if value is None or not when or whose not in WHOSE:
        return None
    return _Wanted(when, WHOSE[whose], value, said == CHOSEN)


PRESSES: dict[str, Pressing] = for_guests({SET: remind})
"""A guest is reminded later of a deadline of their own; what everybody is told of is not theirs to put on hold."""
