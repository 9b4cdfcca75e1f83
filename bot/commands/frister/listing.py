"""A list of deadlines as a card, eight rows at a time."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Note, Paragraph, Part, Person, line
from bot.cards.rows import Row, dated_line, is_overdue
from bot.cards.words import capital, month
from bot.commands.ask import Ask
from bot.commands.frister.attending import going_controls, going_line
from bot.commands.frister.controls import FORM, GO, PAGE_SIZE, STAY, paging, row_controls, undo_button
from bot.commands.frister.deeds import Told, may_change
from bot.commands.frister.filters import DAYS, described, filter_of, undated
from bot.commands.frister.nothing import nothing
from bot.commands.frister.value import Value
from bot.commands.parse.clean import clean
from bot.commands.parse.fault import Fault
from bot.commands.parse.queries import parse_query
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.share import share_button
from content.frozen import frozen
from models.occurrences.attendance import EVENT, going_to
from models.occurrences.queries import Page
from models.occurrences.queries import page as page_of

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


def list_card(ask: Ask, session: Session, text: str, offset: int = 0, confirmation: Told | None = None) -> Card:
    """Return the deadlines a text asks for, from `offset` on; `confirmation` is what has just been done to one of them."""
    themes = themes_of(ask.pack)
    query = parse_query(text, ask.today, themes)
    if isinstance(query, Fault):
        return fault_card(query)
    page = _page(ask, session, query, clean(text), offset, themes)
    title = described(query, themes, ask.today)
    return Card(
        f"Frister: {title}" if title else "Frister",
        (
            *(told_parts(confirmation, page.text, page.found.offset) if confirmation else ()),
            *((Paragraph(line("Eier: ", Person(query.owner))),) if query.owner and not query.mine else ()),
            *(
                _sections(page, ask)
                if page.found.rows
                else nothing(query, page.text, themes, ask.today, bool(page.undated and page.undated.rows))
            ),
            *_undated(page, ask),
            *_foot(page),
        ),
    )


def fault_card(fault: Fault, command: str = "frister") -> Card:
    """Return what is told where a question is not understood, and where it says what may be asked."""
    more = line("Skriv ", Code(f"/{command} hjelp"), " for å se hva du kan spørre om.")
    return Card("Det forsto jeg ikke", (Paragraph(line(fault.text)), Note(more)), summary=fault.text)


def told_parts(confirmation: Told, query: str | None, offset: int = 0, message: str | None = None) -> tuple[Part, ...]:
    """Return what has just been done, with the way back."""
    undo = (
        confirmation.back if confirmation.change is None else undo_button(confirmation.change, query, offset, message)
    )
    return (Item(confirmation.line, (undo,) if undo else ()),)


def _page(ask: Ask, session: Session, query: Query, text: str, offset: int, themes: Themes) -> _Page:
    wanted = replace(filter_of(query, ask.user_id, ask.today), register_owner=ask.register_owner)
    start = offset // PAGE_SIZE * PAGE_SIZE
    found = page_of(session, ask.here.id, wanted, ask.today, PAGE_SIZE, start)
    goers = going_to(session, ask.here.id, [row.id for row in found.rows if row.kind == EVENT])
    apart = undated(query, ask.user_id, ask.today) if start + PAGE_SIZE >= found.total else None
    apart = replace(apart, register_owner=ask.register_owner) if apart else None
    few = page_of(session, ask.here.id, apart, ask.today, FEW) if apart else None
    return _Page(query, text, themes, found, goers, few)


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
    return capital(query.period.told(ask.today)) if query.period.kind == "dager" else "Ellers"


def _item(row: Row, page: _Page, ask: Ask) -> Item:
    theme = page.themes.name(row.theme) if row.theme else ""
    goers = page.goers.get(row.id, ())
    value = str(Value(id=row.id, query=page.text, offset=page.found.offset))
    going = going_controls(row, goers, ask.user_id, value, ask.today, (GO, STAY)) if row.done_at is None else ()
    controls = row_controls(row, ask.user_id, page.text, page.found.offset) if may_change(ask, row) else ()
    return Item((*dated_line(row, ask.today, theme), *going_line(goers)), (*controls[:1], *going, *controls[1:]))


def _foot(page: _Page) -> tuple[Part, ...]:
    found = page.found
    buttons = (
        *paging(page.text, found.offset, found.total),
        Button("Ny frist", FORM, ""),
        *((share_button("frister", page.text),) if found.rows else ()),
    )
    return (*((Note(line(_shown(found))),) if found.total > PAGE_SIZE else ()), Controls(buttons))


def _shown(found: Page) -> str:
    in_all = f"mer enn {found.total}" if found.more else str(found.total)
    return f"Viser {found.offset + 1}–{found.offset + len(found.rows)} av {in_all}"
