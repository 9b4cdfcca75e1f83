"""A list of deadlines as a card, eight rows at a time: what a query asks the database for, and what to say when nothing fits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.rows import Row, dated_line, is_overdue
from bot.cards.words import capital, day, in_days, month
from bot.commands.ask import Ask
from bot.commands.parse.clean import clean, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import Period, next_days
from bot.commands.parse.queries import corrected, parse_query
from bot.commands.parse.query import KIND_NAMES, SOURCE_NAMES, Query
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.share import share_button
from bot.commands.shared.attendance import going_controls, going_line
from bot.commands.shared.deadline_controls import (
    FORM,
    GO,
    PAGE,
    PAGE_SIZE,
    STAY,
    DeadlineControlValue,
    paging,
    row_controls,
)
from bot.commands.shared.occurrence_actions import ActionResult, may_change
from bot.commands.shared.result_cards import fault_card, result_parts
from content.frozen import frozen
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.queries import Filter, Page
from models.occurrences.queries import page as page_of

SHORT_DAYS = 14
DAYS = 30
"""How far ahead a question that says nothing else looks."""
KINDS = ("frist", "milepæl", "arrangement")
"""What is shown where nothing else is asked for: no tasks of a month and no open phases."""


@lru_cache(512)
def filter_of(query: Query, user_id: str, today: date) -> Filter:
    """Return the filter of a query; `mine` is what `user_id` owns.

    A question with a period gets that period; one that only says what (a theme, a source, words, whose) gets all
    that is overdue or still to come, and an empty one what is overdue or comes within 30 days.
    """
    owner = user_id if query.mine else query.owner
    asked = bool(query.sources or query.words or owner or query.overdue or query.done)
    what = Filter(
        sources=query.sources,
        kinds=query.kinds or (() if asked else KINDS),
        themes=query.themes,
        owner=owner,
        words=query.words,
        overdue_only=query.overdue,
        done_only=query.done,
    )
    return _timed(replace(what, dated=True) if is_short(query) else what, query, today)


def undated_filter(query: Query, user_id: str, today: date) -> Filter | None:
    """Return the filter of what has no day in a short period that is asked for; None where both stand together."""
    return replace(filter_of(query, user_id, today), dated=False) if is_short(query) else None


def is_short(query: Query) -> bool:
    """Return True for a question about a day or some weeks, in which a month's points would hide what has a day."""
    period = query.period
    return period is not None and period.kind != "dager" and (period.last - period.first).days < SHORT_DAYS


def describe_query(query: Query, themes: Themes, today: date) -> str:
    """Return what is asked for in words: «oktober, Jernbane, «gul bok»»."""
    flags = (
        ("forfalt", query.overdue),
        ("mine", query.mine),
        ("ferdige", query.done),
        ("alt som kommer", query.everything),
    )
    parts = (
        *([query.period.in_words(today)] if query.period else []),
        *(word for word, asked in flags if asked),
        *(SOURCE_NAMES[source] for source in query.sources),
        *(KIND_NAMES[kind] for kind in query.kinds),
        *(themes.name(theme) for theme in query.themes),
        *([f"«{' '.join(query.words)}»"] if query.words else []),
    )
    return short(", ".join(parts), 100)


def _timed(what: Filter, query: Query, today: date) -> Filter:
    if query.period:
        first, last = query.period.first, query.period.last
        return replace(what, first=first, last=last, with_overdue=query.period.kind == "dager" and not query.done)
    if query.overdue or query.done:
        return what
    if query == Query():
        return replace(what, first=today, last=next_days(DAYS, today).last, with_overdue=True)
    return replace(what, first=today, with_overdue=True)


def nothing_found(query: Query, text: str, themes: Themes, today: date, has_undated: bool = False) -> tuple[Part, ...]:
    """Return that nothing was found, and what to do next: the word that was meant, or where to look.

    `has_undated` is True if rows without a fixed day follow.
    """
    near = corrected(text, today, themes)
    if near:
        button = Button(f"Vis «{short(near, 40)}»", PAGE, str(DeadlineControlValue(query=near)))
        return (Item(line(f"Jeg fant ingenting. Mente du «{short(near)}»?"), (button,)),)
    sentence, hint = _sentence_and_hint(query, today)
    if has_undated and query.period and query.period.kind != "dag":
        sentence = f"Ingenting har fast dato {query.period.in_words(today)}."
    return (Paragraph(line(sentence)), Note(hint))


def _sentence_and_hint(query: Query, today: date) -> tuple[str, Line]:
    everything = line("Se alt som kommer med ", Code("/frister alle"), ".")
    if query == Query():
        sentence = f"Ingenting er forfalt, og ingen frister kommer de neste {DAYS} dagene."
        return sentence, line("Legg til en med ", Code("/frister ny 15.10 Innspill til …"), ".")
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
        return f"Ingenting står i kalenderen for {period.in_words(today)}."
    is_near = abs((period.first - today).days) <= 1
    return f"Ingenting har frist {in_days(period.first, today) if is_near else day(period.first, today)}."


FEW = 3
"""How many rows without a day are shown beside those of a day or a week."""


@frozen
class _Page:
    query: Query
    text: str
    themes: Themes
    found: Page
    goers: Mapping[int, tuple[str, ...]]
    """Who goes to what of it, by the event's id."""
    undated: Page | None = None
    """What has no day, apart from the rest: only some of it, and on the last page."""


def list_card(ask: Ask, session: Session, text: str, offset: int = 0, confirmation: ActionResult | None = None) -> Card:
    """Return the deadlines a text asks for, from `offset` on; `confirmation` is what has just been done to one of them."""
    themes = themes_of(ask.pack)
    query = parse_query(text, ask.today, themes)
    if isinstance(query, Fault):
        return fault_card(query)
    page = _page(ask, session, query, clean(text), offset, themes)
    title = describe_query(query, themes, ask.today)
    return Card(
        f"Frister: {title}" if title else "Frister",
        (
            *(result_parts(confirmation, page.text, page.found.offset) if confirmation else ()),
            *((Paragraph(line("Eier: ", Person(query.owner))),) if query.owner and not query.mine else ()),
            *(
                _sections(page, ask)
                if page.found.rows
                else nothing_found(query, page.text, themes, ask.today, bool(page.undated and page.undated.rows))
            ),
            *_undated(page, ask),
            *_foot(page),
        ),
    )


def _page(ask: Ask, session: Session, query: Query, text: str, offset: int, themes: Themes) -> _Page:
    wanted = replace(filter_of(query, ask.user_id, ask.today), register_owner=ask.register_owner)
    start = offset // PAGE_SIZE * PAGE_SIZE
    page = page_of(session, ask.here.id, wanted, ask.today, PAGE_SIZE, start)
    goers = going_to(session, ask.here.id, [row.id for row in page.rows if row.kind == EVENT])
    apart = undated_filter(query, ask.user_id, ask.today) if start + PAGE_SIZE >= page.total else None
    apart = replace(apart, register_owner=ask.register_owner) if apart else None
    few = page_of(session, ask.here.id, apart, ask.today, FEW) if apart else None
    return _Page(query, text, themes, page, goers, few)


def _sections(page: _Page, ask: Ask) -> tuple[Part, ...]:
    late = [row for row in page.found.rows if is_overdue(row, ask.today)]
    rest = [row for row in page.found.rows if row not in late]
    headed = (late and not page.query.overdue) or page.query == Query()
    return (
        *((Heading("Forfalt"),) if late and headed else ()),
        *(_item(row, page, ask) for row in late),
        *((Heading(_rest(page.query, ask)),) if rest and headed else ()),
        *(_item(row, page, ask) for row in rest),
    )


def _undated(page: _Page, ask: Ask) -> tuple[Part, ...]:
    if page.undated is None or not page.undated.rows:
        return ()
    left = page.undated.total - len(page.undated.rows)
    period = page.query.period
    command = Code(f"/frister {month(period.first, ask.today)}" if period else "/frister alle")
    more = (Note(line(f"og {left} til: ", command)),) if left else ()
    return (Heading("Uten fast dato"), *(_item(row, page, ask) for row in page.undated.rows), *more)


def _rest(query: Query, ask: Ask) -> str:
    if query == Query():
        return f"De neste {DAYS} dagene"
    if query.period is None:
        return "Kommer"
    return capital(query.period.in_words(ask.today)) if query.period.kind == "dager" else "Ellers"


def _item(row: Row, page: _Page, ask: Ask) -> Item:
    theme = page.themes.name(row.theme) if row.theme else ""
    goers = page.goers.get(row.id, ())
    value = str(DeadlineControlValue(id=row.id, query=page.text, offset=page.found.offset))
    going = going_controls(row, goers, ask.user_id, value, ask.today, (GO, STAY)) if row.done_at is None else ()
    controls = row_controls(row, ask.user_id, page.text, page.found.offset) if may_change(ask, row) else ()
    return Item((*dated_line(row, ask.today, theme), *going_line(goers)), (*controls[:1], *going, *controls[1:]))


def _foot(page: _Page) -> tuple[Part, ...]:
    shown = page.found
    buttons = (
        *paging(page.text, shown.offset, shown.total),
        Button("Ny frist", FORM, ""),
        *((share_button("frister", page.text),) if shown.rows else ()),
    )
    return (*((Note(line(_shown(shown))),) if shown.total > PAGE_SIZE else ()), Controls(buttons))


def _shown(page: Page) -> str:
    in_all = f"mer enn {page.total}" if page.more else str(page.total)
    return f"Viser {page.offset + 1}–{page.offset + len(page.rows)} av {in_all}"
