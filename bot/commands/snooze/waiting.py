"""`/frister på vent`: what is on hold, for the person who asks and in the shared channel."""

from sqlalchemy.orm import Session

from bot.cards.card import Card, Item, Line, Note, Paragraph, Part, line
from bot.cards.later import Whose, anyway, on_hold
from bot.cards.rows import dated_line
from bot.commands.ask import Ask
from bot.commands.frister.deeds import Told, may_change
from bot.commands.frister.value import Value
from bot.commands.parse.clean import fold
from bot.commands.parse.themes import themes_of
from models.occurrences.queries import of_register
from models.occurrences.snoozes import FOREVER, snoozed
from models.tables import Occurrence, Snooze
from models.workspace.preferences import ALL

QUERY = "på vent"
_WORDS = frozenset(map(fold, (QUERY, "vent", "venter", "utsatt", "utsatte")))
MOST = 15
NOTHING = "Ingenting er satt på vent."
HOW = "Sett noe på vent med de tre prikkene ved en frist. Datoen blir stående. Jeg lar bare være å minne om den."


def asks_for_waiting(text: str) -> bool:
    """Return True if a text after `/frister` asks for what is on hold."""
    return fold(text) in _WORDS


def waiting_card(ask: Ask, session: Session, confirmation: Told | None = None) -> Card:
    """Return what is on hold; `confirmation` is what has just been done."""
    rows = snoozed(session, ask.here.id, (ALL, ask.user_id), ask.today)
    if ask.register_owner is not None:
        hidden = of_register(session, ask.here.id)
        rows = [each for each in rows if each[1].id not in hidden or each[1].owner == (ask.register_owner or None)]
    first: tuple[Part, ...] = (
        (Item(confirmation.line, (confirmation.back,) if confirmation.back else ()),) if confirmation else ()
    )
    left = len(rows) - MOST
    return Card(
        "På vent",
        (
            *first,
            *(_item(snooze, row, ask) for snooze, row in rows[:MOST]),
            *((Note(line(f"og {left} til")),) if left > 0 else ()),
            *(() if rows else (Paragraph(line(NOTHING)),)),
            Note(line(HOW)),
        ),
    )


def _item(snooze: Snooze, row: Occurrence, ask: Ask) -> Item:
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    whose: Whose = "meg" if snooze.user_id else "oss"
    said: Line = line(*dated_line(row, ask.today, theme), "\n", _told(snooze, ask))
    return Item(said, (anyway(whose, str(Value(id=row.id, query=QUERY))),) if may_change(ask, row) else ())


def _told(snooze: Snooze, ask: Ask) -> str:
    where = "For deg" if snooze.user_id else "I felleskanalen"
    return f"{where}: {on_hold(snooze.until or FOREVER, ask.today)}"
