"""What is told where a question finds nothing."""

from datetime import date

from bot.cards.card import Button, Code, Item, Line, Note, Paragraph, Part, line
from bot.cards.words import day, in_days
from bot.commands.frister.controls import PAGE
from bot.commands.frister.filters import DAYS
from bot.commands.frister.value import Value
from bot.commands.parse.clean import short
from bot.commands.parse.periods import Period
from bot.commands.parse.queries import corrected
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes


def nothing(query: Query, text: str, themes: Themes, today: date, has_undated: bool = False) -> tuple[Part, ...]:
    """Return that nothing was found, and what to do next: the word that was meant, or where to look.

    `has_undated` is True if rows without a fixed day follow.
    """
    near = corrected(text, today, themes)
    if near:
        button = Button(f"Vis «{short(near, 40)}»", PAGE, str(Value(query=near)))
        return (Item(line(f"Jeg fant ingenting. Mente du «{short(near)}»?"), (button,)),)
    said, hint = _told(query, today)
    if has_undated and query.period and query.period.kind != "dag":
        said = f"Ingenting har fast dato {query.period.told(today)}."
    return (Paragraph(line(said)), Note(hint))


def _told(query: Query, today: date) -> tuple[str, Line]:
    everything = line("Se alt som kommer med ", Code("/frister alle"), ".")
    if query == Query():
        said = f"Ingenting er forfalt, og ingen frister kommer de neste {DAYS} dagene."
        return said, line("Legg til en med ", Code("/frister ny 15.10 Innspill til …"), ".")
    if query == Query(overdue=True):
        return "Ingenting er forfalt.", everything
    if query == Query(mine=True):
        return "Du har ingen frister nå.", line("Trykk «Jeg tar den» ved en frist, så finner du den igjen her.")
    if query.period and query == Query(period=query.period):
        return _nothing_in(query.period, today), everything
    hint = line("Prøv færre ord, eller ", Code("/frister alle"), " for å se alt.") if query.words else everything
    return "Jeg fant ingenting som passer.", hint


def _nothing_in(period: Period, today: date) -> str:
    if period.kind != "dag":
        return f"Ingenting står i kalenderen for {period.told(today)}."
    is_near = abs((period.first - today).days) <= 1
    return f"Ingenting har frist {in_days(period.first, today) if is_near else day(period.first, today)}."
