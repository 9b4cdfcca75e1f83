"""Being reminded later: the menu behind a row's three dots, and `/frister på vent`, which shows and lifts what is on hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Item, Line, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.rows import one_line
from bot.cards.snooze_menu import (
    CHOSEN,
    MONDAY,
    NEVER,
    NOW,
    ON_A_DAY,
    SET_SNOOZE,
    TOMORROW,
    Whose,
    lift_button,
    snooze_calendar,
    snooze_value,
    snoozed_text,
)
from bot.cards.words import day
from bot.commands.access import Pressing, for_guests
from bot.commands.ask import Ask, Press, Reply
from bot.commands.frister.deadline_list import list_card
from bot.commands.parse.clean import fold
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import DeadlineControlValue, pressed_value
from bot.commands.shared.occurrence_actions import GONE, NOT_YOURS, ActionResult, iso_day, may_change, quoted_title
from bot.commands.shared.result_cards import result_card
from models.occurrences.filtering import owners_of
from models.occurrences.queries import by_id, of_register
from models.occurrences.snoozes import FOREVER, set_snooze, snoozed
from models.tables import Occurrence, Snooze
from models.workspace.contacts import ContactRole
from models.workspace.preferences import ALL, preferences

SNOOZED_QUERY = "på vent"
_SNOOZED_WORDS = frozenset(map(fold, (SNOOZED_QUERY, "vent", "venter", "utsatt", "utsatte")))
MOST_SNOOZED = 15
NOTHING_SNOOZED = "Ingenting er satt på vent."
HOW_TO_SNOOZE = (
    "Sett noe på vent med de tre prikkene ved en frist. Datoen blir stående. Jeg lar bare være å minne om den."
)


def asks_for_snoozed(text: str) -> bool:
    """Return True if a text after `/frister` asks for what is on hold."""
    return fold(text) in _SNOOZED_WORDS


def snoozed_card(ask: Ask, session: Session, confirmation: ActionResult | None = None) -> Card:
    """Return what is on hold; `confirmation` is the result of the last action."""
    rows = snoozed(session, ask.workspace.id, (ALL, ask.user_id), ask.today)
    if ask.register_owner is not None:
        hidden = of_register(session, ask.workspace.id)
        rows = [each for each in rows if each[1].id not in hidden or ask.register_owner in owners_of(each[1])]
    first: tuple[Part, ...] = (
        (Item(confirmation.line, (*((confirmation.back,) if confirmation.back else ()), *confirmation.controls)),)
        if confirmation
        else ()
    )
    left = len(rows) - MOST_SNOOZED
    return Card(
        "På vent",
        (
            *first,
            *(_snoozed_item(snooze, row, ask) for snooze, row in rows[:MOST_SNOOZED]),
            *((Note(line(f"og {left} til")),) if left > 0 else ()),
            *(() if rows else (Paragraph(line(NOTHING_SNOOZED)),)),
            Note(line(HOW_TO_SNOOZE)),
        ),
    )


def _snoozed_item(snooze: Snooze, row: Occurrence, ask: Ask) -> Item:
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    whose: Whose = "meg" if snooze.user_id else "oss"
    sentence: Line = line(*one_line(row, ask.today, theme), "\n", _snoozed_until(snooze, ask))
    return Item(
        sentence,
        (lift_button(whose, str(DeadlineControlValue(id=row.id, query=SNOOZED_QUERY))),)
        if may_change(ask, row)
        else (),
    )


def _snoozed_until(snooze: Snooze, ask: Ask) -> str:
    where = "For deg" if snooze.user_id else "I felleskanalen"
    return f"{where}: {snoozed_text(snooze.until or FOREVER, ask.today)}"


WHOSE: dict[str, Whose] = {"meg": "meg", "oss": "oss"}
TOO_SOON = "Velg en dag etter i dag."


@dataclass(frozen=True)
class _SnoozeRequest:
    """When to be reminded (a word of `bot.cards.snooze_menu` or an ISO date), whose messages it concerns, and the row."""

    when: str
    whose: Whose
    value: DeadlineControlValue
    is_chosen: bool
    """True if the person has just chosen it."""


def remind(ask: Ask, press: Press, session: Session) -> Reply:
    """Put a row on hold until the chosen time, or lift the hold."""
    wanted = _read(ask, press, session)
    if wanted is None or wanted.value.id is None:
        return Reply(card=stale())
    row = by_id(session, ask.workspace.id, wanted.value.id)
    return _reply(ask, session, wanted.value, _snooze(ask, session, wanted, row))


def _snooze(ask: Ask, session: Session, wanted: _SnoozeRequest, row: Occurrence | None) -> ActionResult:
    if row is None or row.archived_at is not None:
        return ActionResult(line(GONE))
    if not may_change(ask, row) or (wanted.whose == "oss" and ask.role is not ContactRole.COLLEAGUE):
        return ActionResult(line(NOT_YOURS))
    if wanted.when == ON_A_DAY:
        return _ask_for_day(ask, wanted, row)
    user_id = ask.user_id if wanted.whose == "meg" else ALL
    until = _until(ask, session, wanted.when, user_id)
    if until is not None and until <= ask.today:
        if wanted.is_chosen:
            return ActionResult(line(TOO_SOON))
        until = None  # the earlier hold has ended
    before = set_snooze(session, ask.workspace.id, row.id, user_id, until, ask.now)
    undo = Button(
        "Angre", SET_SNOOZE, snooze_value(_previous_choice(before), wanted.whose, str(_with_message(ask, wanted.value)))
    )
    return ActionResult(_confirmation(wanted.whose, row, until, ask.today), heading=_heading(until), back=undo)


def _until(ask: Ask, session: Session, when: str, user_id: str) -> date | None:
    """Return the first day to remind again, one on which messages are sent; `FOREVER` for never, None for at once."""
    if when in {NOW, NEVER}:
        return FOREVER if when == NEVER else None
    tomorrow = ask.today + timedelta(days=1)
    monday = tomorrow + timedelta(days=-tomorrow.weekday() % 7)
    day = {TOMORROW: tomorrow, MONDAY: monday}.get(when) or iso_day(when) or ask.today
    return preferences(session, ask.workspace).rest(user_id).next_day(day) if day > ask.today else day


def _ask_for_day(ask: Ask, wanted: _SnoozeRequest, row: Occurrence) -> ActionResult:
    pick = snooze_calendar(wanted.whose, str(_with_message(ask, wanted.value)))
    return ActionResult(
        line(f"Når skal jeg minne {_you_or_all(wanted.whose)} om {quoted_title(row)}?"), heading="Velg dag", back=pick
    )


def _reply(ask: Ask, session: Session, value: DeadlineControlValue, result: ActionResult) -> Reply:
    if value.query is None:
        message = value.message or ask.message_id
        return Reply(card=result_card(result), replace=value.message is not None, refresh=message)
    if value.query == SNOOZED_QUERY:
        return Reply(card=snoozed_card(ask, session, result), replace=True)
    return Reply(card=list_card(ask, session, value.query, value.offset, result), replace=True)


def _with_message(ask: Ask, value: DeadlineControlValue) -> DeadlineControlValue:
    if value.query is not None:
        return value
    return DeadlineControlValue(id=value.id, message=value.message or ask.message_id or None)


def _confirmation(whose: Whose, row: Occurrence, until: date | None, today: date) -> Line:
    mine = whose == "meg"
    where = "" if mine else " i felleskanalen"
    if until is None:
        return line(f"Jeg {'minner deg om' if mine else 'sier fra om'} {quoted_title(row)}{where} som vanlig.")
    if until == FOREVER:
        return line(
            f"Jeg {'minner deg ikke lenger om' if mine else 'sier ikke lenger fra om'} {quoted_title(row)}{where}."
        )
    again = day(until, today)
    if mine:
        return line(f"Jeg minner deg om {quoted_title(row)} igjen {again}. Datoen er den samme.")
    return line(f"Jeg sier ikke fra om {quoted_title(row)}{where} før {again}. Datoen er den samme.")


def _heading(until: date | None) -> str:
    return "Påminnelsen er på igjen" if until is None else "Satt på vent"


def _you_or_all(whose: Whose) -> str:
    return "deg" if whose == "meg" else "dere"


def _previous_choice(before: date | None) -> str:
    """Return the choice that restores the earlier hold."""
    if before is None:
        return NOW
    return NEVER if before == FOREVER else before.isoformat()


def _read(ask: Ask, press: Press, session: Session) -> _SnoozeRequest | None:
    said, _, rest = press.value.partition(" ")
    whose, _, carried = rest.partition(" ")
    value = pressed_value(session, ask.workspace.id, carried)
    when = press.chosen if said == CHOSEN else said
    if value is None or not when or whose not in WHOSE:
        return None
    return _SnoozeRequest(when, WHOSE[whose], value, said == CHOSEN)


PRESSES: dict[str, Pressing] = for_guests({SET_SNOOZE: remind})
"""A guest can put a deadline of their own on hold for themselves, but not in the shared channel."""
