"""How an official source is doing, in words: what is wrong, since when, and which other ways there are."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards.card import Code, Line, line
from bot.cards.words import ago
from models.official.sources import MISSED, PREVIOUS, name_of
from models.tables import OfficialSource

OTHER_WAYS: Mapping[str, str] = {
    "stortinget-horinger": "Fristene kommer også fra saksgangen i hver sak.",
    "stortinget-sak": "Fristene kommer også fra lista over høringer.",
    "regjeringen-liste": "Nye høringer kommer også med RSS fra departementene.",
    "regjeringen-side": "Fristene kommer også fra lista over høringer.",
    "stortinget-representanter": "Listen i /interessenter stortinget er den vi sist hentet.",
    "stortinget-dagens": "Listen i /interessenter stortinget er den vi sist hentet.",
    "stortinget-innstilling": "Du kan skrive i effektloggen selv: /effekt ny.",
}
WITHOUT_DEADLINES = frozenset({"stortinget-representanter", "stortinget-dagens", "stortinget-innstilling"})
"""Sources that bring no deadlines, which people could enter themselves."""
BY_HAND = line(" Du kan også legge inn en frist selv: ", Code("/frister ny DATO ADRESSE"), ".")


def official_problem(row: OfficialSource, now: datetime, zone: ZoneInfo) -> Line:
    """Return what is wrong with a source that somebody should look at. `now` is aware."""
    other_way = OTHER_WAYS.get(row.key.removesuffix(PREVIOUS))
    by_hand = () if row.key in WITHOUT_DEADLINES else BY_HAND
    return line(f"{name_of(row.key)}: {_wrong(row, now, zone)}", f" {other_way}" if other_way else "", *by_hand)


def _wrong(row: OfficialSource, now: datetime, zone: ZoneInfo) -> str:
    if row.trouble is None and row.missed_at is not None and row.missed_at > now - MISSED:
        return f"Alt på lista var nytt {ago(row.missed_at, now, zone)}, så noe kan ha gått oss forbi."
    good = f"Sist i orden {ago(row.last_ok_at, now, zone)}." if row.last_ok_at else "Har aldri vært i orden."
    said = row.trouble or ""
    return f"{said[:1].upper()}{said[1:]}. {good}"
