"""What to say if nothing was found, or if words of the question were ignored."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.card import Button, Code, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.words import day, in_days, listing
from bot.commands.frister.deadline_filter import DAYS
from bot.commands.frister.deadline_page import MEANING, Matches
from bot.commands.frister.deadline_question import DeadlineQuestion
from bot.commands.parse.clean import short
from bot.commands.parse.periods import Period
from bot.commands.parse.queries import corrected
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes
from bot.commands.shared.deadline_controls import (
    PAGE,
    DeadlineControlValue,
)

MOST_NAMED = 5
"""How many of the ignored words are named."""


def nothing_found(
    asked: DeadlineQuestion, text: str, themes: Themes, today: date, has_undated: bool = False
) -> tuple[Part, ...]:
    """Say that nothing was found, and what to do next: a correction of a word, or where to look.

    `has_undated` is True if rows without a fixed day follow.
    """
    query = asked.query
    near = corrected(text, query.words, themes)
    if near:
        return (Item(line(f"Jeg fant ingenting. Mente du «{short(near)}»?"), (_instead(near),)),)
    sentence, hint = _sentence_and_hint(query, today)
    if has_undated and query.period and query.period.kind != "dag":
        sentence = line(f"Ingenting har fast dato {query.period.in_words(today)}.")
    return (Paragraph(sentence), Note(hint))


def left_out(found: Matches, asked: DeadlineQuestion, text: str, themes: Themes) -> tuple[Part, ...]:
    """Say which words were ignored, and how misspelt words were read; nothing if no rows are shown."""
    if not found.rows:
        return ()
    return (*_resembling(found, asked), *_left_out(found, asked, text, themes))


def _resembling(found: Matches, asked: DeadlineQuestion) -> Iterator[Part]:
    for said, words in found.resembling.items():
        yield Note(
            line(
                f"Jeg fant ikke «{short(said, 40)}», og viser {listing([f'«{word}»' for word in words[:MOST_NAMED]])}."
            )
        )
    if found.best in MEANING and len(asked.units) == 1 and not found.resembling:
        yield Note(line("Ordet står ikke i noen av fristene. Disse handler om det samme."))


def _left_out(found: Matches, asked: DeadlineQuestion, text: str, themes: Themes) -> Iterator[Part]:
    said = (
        *([f"Jeg fant ingenting med {_quoted(found.unknown)}."] if found.unknown else []),
        *([f"Ingenting av dette har også {_quoted(found.apart)}."] if found.apart else []),
    )
    if not said:
        return
    near = corrected(text, [word for word in asked.query.words if word in found.unknown], themes)
    wording = " ".join((*said, "Her er resten."))
    yield Item(line(f"{wording} Mente du «{short(near)}»?"), (_instead(near),)) if near else Note(line(wording))


def _quoted(words: Sequence[str]) -> str:
    return listing([f"«{short(word, 40)}»" for word in words[:MOST_NAMED]])


def _instead(text: str) -> Button:
    return Button(f"Vis «{short(text, 40)}»", PAGE, str(DeadlineControlValue(query=text)))


ALL = line("Se alt som kommer med ", Code("/frister alle"), ".")

TAKE = "Trykk «Jeg tar den» ved en frist, så"

NOTHING: dict[Query, tuple[Line, Line]] = {
    Query(): (
        line(f"Ingenting er forfalt, og ingen frister kommer de neste {DAYS} dagene."),
        line("Legg til en med ", Code("/frister ny 15.10 Innspill til …"), "."),
    ),
    Query(overdue=True): (line("Ingenting er forfalt."), ALL),
    Query(mine=True): (line("Du har ingen frister nå."), line(f"{TAKE} finner du den igjen her.")),
    Query(unowned=True): (line("Alt som kommer, har en ansvarlig."), ALL),
    Query(unanswered=True): (line("Alt som er over, har fått et svar."), ALL),
    Query(closed=True): (line("Alt som er over, er krysset av eller fortsatt åpent."), ALL),
    Query(by_person=True): (line("Ingen har tatt noen frister ennå."), line(f"{TAKE} står navnet her.")),
}
"""What to say if a question finds nothing, and what to do next, for questions with one criterion."""


def _sentence_and_hint(query: Query, today: date) -> tuple[Line, Line]:
    if query in NOTHING:
        return NOTHING[query]
    if query.owners and query == Query(owners=query.owners):
        people = [piece for owner in query.owners for piece in (" og ", Person(owner))][1:]
        return line(*people, " har ingen frister nå."), ALL
    if query.period and query == Query(period=query.period):
        return line(_nothing_in(query.period, today)), ALL
    hint = line("Prøv færre ord, eller ", Code("/frister alle"), " for å se alt.") if query.words else ALL
    return line("Jeg fant ingenting som passer."), hint


def _nothing_in(period: Period, today: date) -> str:
    if period.kind != "dag":
        return f"Ingenting står i kalenderen for {period.in_words(today)}."
    is_near = abs((period.first - today).days) <= 1
    return f"Ingenting har frist {in_days(period.first, today) if is_near else day(period.first, today)}."
