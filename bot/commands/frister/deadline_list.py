"""A list of deadlines as a card, eight rows at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bullets,
    Button,
    Card,
    Code,
    Control,
    Controls,
    Heading,
    Item,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
    line,
)
from bot.cards.card_errors import not_known
from bot.cards.checklists import advice_buttons
from bot.cards.milestones import due_line, milestones_text
from bot.cards.nudges.ending import ending_buttons
from bot.cards.rows import Row, is_hearing, is_overdue, one_line
from bot.cards.words import capital, listing, month
from bot.commands.ask import Ask
from bot.commands.frister.deadline_filter import DAYS, describe_query, is_long
from bot.commands.frister.deadline_page import DeadlinePage, Matches, page_of
from bot.commands.frister.deadline_question import DeadlineQuestion, read
from bot.commands.frister.nothing_found import left_out, nothing_found
from bot.commands.frister.subscription import subscribe_button
from bot.commands.parse.clean import clean
from bot.commands.parse.fault import Fault
from bot.commands.parse.queries import corrected
from bot.commands.parse.query import Query
from bot.commands.parse.themes import themes_of
from bot.commands.share import share_button
from bot.commands.shared.attendance import going_controls, going_line
from bot.commands.shared.deadline_controls import (
    FORM,
    GO,
    PAGE_SIZE,
    STAY,
    DeadlineControlValue,
    paging,
    row_controls,
)
from bot.commands.shared.occurrence_actions import ActionResult, may_change
from bot.commands.shared.result_cards import fault_card, result_parts
from models.calendar.certainty import NO_DAY
from models.occurrences.ending import start_clock
from models.occurrences.queries import Listed
from models.search.documents import Tier
from models.search.plain_words import is_asking
from models.workspace.contacts import ContactRole

BESIDE = {
    Tier.COMPOUND: "I sammensatte ord",
    Tier.ABOUT: "Handler om det samme",
    Tier.MEANT: "Handler om det samme",
    Tier.RESEMBLES: "Ligner",
}
"""The headings of rows that do not have the exact words of the query."""
UNDATED = "Uten fast dato"


def list_card(ask: Ask, session: Session, text: str, offset: int = 0, confirmation: ActionResult | None = None) -> Card:
    """Return the deadlines that match a text, from `offset` on; `confirmation` is the result of an action on one."""
    themes = themes_of(ask.pack)
    asked = read(ask, session, text, themes)
    if isinstance(asked, Fault):
        return fault_card(asked)
    if asked.query.unanswered and ask.role is ContactRole.COLLEAGUE:
        start_clock(session, ask.workspace, ask.today)
    page = page_of(ask, session, asked, clean(text), offset, themes)
    card = _list_card(ask, page, confirmation)
    is_unread = bool(asked.query.words) and not confirmation and (is_asking(text) or _is_unknown(page))
    return not_known(card, text, suggests=True) if is_unread else card


def _is_unknown(page: DeadlinePage) -> bool:
    """Return True if no row has the words, and they are nothing like words that are known."""
    return not page.found.rows and not corrected(page.text, page.query.words, page.themes)


def _list_card(ask: Ask, page: DeadlinePage, confirmation: ActionResult | None) -> Card:
    asked, themes = page.asked, page.themes
    title = describe_query(asked.query, themes, ask.today, _names(asked))
    return Card(
        f"Frister: {title}" if title else "Frister",
        (
            *(result_parts(confirmation, page.text, page.found.offset) if confirmation else ()),
            *(_owner(asked) if page.found.rows else ()),
            *_waiting(page, ask),
            *left_out(page.found, asked, page.text, themes),
            *(
                _sections(page, ask)
                if page.found.rows
                else nothing_found(
                    asked, page.text, themes, ask.today, bool(page.waiting or (page.undated and page.undated.rows))
                )
            ),
            *_on_the_way(page, ask),
            *_undated(page, ask),
            *_foot(page, ask),
        ),
    )


def _names(asked: DeadlineQuestion) -> tuple[str, ...]:
    """Return the names of several owners; a single one is shown as a mention."""
    owners = asked.wanted.owners
    return tuple(name for owner in owners if (name := asked.people.name(owner)))


def _owner(asked: DeadlineQuestion) -> tuple[Part, ...]:
    owners = asked.query.owners
    if len(owners) == 1 and not asked.query.mine:
        return (Paragraph(line("Ansvarlig: ", Person(owners[0]))),)
    shared = listing([f"«{name}»" for name in asked.shared_names])
    if not shared:
        return ()
    return (Note(line(f"Flere av dere heter {shared}. Skriv hele navnet for å se fristene til én av dem.")),)


def _sections(page: DeadlinePage, ask: Ask) -> tuple[Part, ...]:
    if page.asked.is_by_person:
        return tuple(_people(page, ask))
    found = page.found
    best = [row for row in found.rows if found.is_best(row)]
    return (*_in_time(page, ask, best), *_beside(page, ask, [row for row in found.rows if row not in best]))


def _people(page: DeadlinePage, ask: Ask) -> Iterator[Part]:
    """Yield the rows under the name of each person, without the owner in each row."""
    shown = zip(page.found.people, page.found.rows, strict=True)
    for owner, pairs in groupby(shown, key=lambda pair: pair[0]):
        rows = [row for _, row in pairs]
        name = page.asked.people.name(owner)
        has_left = " (har sluttet)" if owner in page.left else ""
        yield Heading(f"{name}{has_left}") if name else Paragraph(line(Person(owner)))
        yield from _items(rows, page, ask, is_named=False)
    if page.query.by_person and page.found.offset + PAGE_SIZE >= page.found.total:
        yield Note(line("Det ingen har tatt, ser du med ", Code("/frister ledige"), "."))


def _in_time(page: DeadlinePage, ask: Ask, rows: Sequence[Listed]) -> tuple[Part, ...]:
    late = [row for row in rows if is_overdue(row, ask.today)]
    rest = [row for row in rows if row not in late]
    undated = [row for row in rest if row.certainty in NO_DAY]
    undated = undated if len(undated) < len(rest) or is_long(page.query) else []
    headed = (late and not (page.query.overdue or page.query.unanswered)) or page.query == Query()
    return (
        *((Heading("Forfalt"),) if late and headed else ()),
        *_items(late, page, ask),
        *((Heading(_rest(page.query, ask)),) if rest and headed else ()),
        *_items([row for row in rest if row not in undated], page, ask),
        *((Heading(UNDATED),) if undated else ()),
        *_items(undated, page, ask),
    )


def _beside(page: DeadlinePage, ask: Ask, rows: Sequence[Listed]) -> Iterator[Part]:
    """Yield the rows that only resemble the words or are about the same, under their headings."""
    for heading, same in groupby(rows, key=lambda row: BESIDE[page.found.tier(row)]):
        yield Heading(heading)
        yield from _items(same, page, ask)


def _waiting(page: DeadlinePage, ask: Ask) -> tuple[Part, ...]:
    if not page.waiting:
        return ()
    return (Heading("Hvordan gikk møtet?"), *_items(page.waiting, page, ask))


def _on_the_way(page: DeadlinePage, ask: Ask) -> tuple[Part, ...]:
    """Return the dates on the way to deadlines that come after the days that are shown."""
    if not page.also:
        return ()
    return (
        Heading("På veien mot en frist"),
        Bullets(tuple(due_line(*each, ask.today) for each in page.also[:PAGE_SIZE])),
    )


def _undated(page: DeadlinePage, ask: Ask) -> tuple[Part, ...]:
    if page.undated is None or not page.undated.rows:
        return ()
    left = page.undated.total - len(page.undated.rows)
    period = page.query.period
    command = Code(f"/frister {month(period.first, ask.today)}" if period else "/frister alle")
    more = (Note(line(f"og {left} til: ", command)),) if left else ()
    return (Heading(UNDATED), *_items(page.undated.rows, page, ask), *more)


def _rest(query: Query, ask: Ask) -> str:
    if query == Query():
        return f"De neste {DAYS} dagene"
    if query.period is None:
        return "Kommer"
    return capital(query.period.in_words(ask.today)) if query.period.kind == "dager" else "Ellers"


def _items(rows: Iterable[Row], page: DeadlinePage, ask: Ask, *, is_named: bool = True) -> Iterator[Part]:
    for row in rows:
        yield _item(row, page, ask, is_named=is_named)


def _item(row: Row, page: DeadlinePage, ask: Ask, *, is_named: bool) -> Item:
    theme = page.themes.name(row.theme) if row.theme else ""
    goers = page.goers.get(row.id, ())
    value = str(DeadlineControlValue(id=row.id, query=page.text, offset=page.found.offset))
    going = going_controls(row, goers, ask.user_id, value, ask.today, (GO, STAY)) if row.done_at is None else ()
    done = page.progress.get(row.id)
    shown = one_line(row, ask.today, theme, str(done) if done else "", is_named=is_named)
    on_the_way = milestones_text(page.on_the_way.get(row.id, ()), ask.today) if row.done_at is None else ""
    dates: Line = ("\n", on_the_way) if on_the_way else ()
    return Item((*shown, *going_line(goers), *dates), _controls(row, page, ask, value, going))


def _controls(row: Row, page: DeadlinePage, ask: Ask, value: str, going: tuple[Control, ...]) -> tuple[Control, ...]:
    if not may_change(ask, row):
        return going
    if page.query.unanswered and row.done_at is None:
        return (*ending_buttons(row, value), *going)
    guest, offset = ask.role is not ContactRole.COLLEAGUE, page.found.offset
    return row_controls(row, ask.user_id, page.text, offset, page.left, going=going, is_guest=guest)


def _foot(page: DeadlinePage, ask: Ask) -> tuple[Part, ...]:
    shown = page.found
    buttons = (
        *paging(page.text, shown.offset, shown.total),
        Button("Ny frist", FORM, ""),
        *((subscribe_button(),) if _is_first(page) else ()),
        *((share_button("frister", page.text),) if shown.rows else ()),
        *(advice_buttons(ask.pack, "høring") if _has_hearing(page, ask) else ()),
    )
    return (*((Note(line(_shown(shown))),) if shown.total > PAGE_SIZE else ()), Controls(buttons))


def _is_first(page: DeadlinePage) -> bool:
    """Return True for the first rows of all that is near, or of one's own: what people subscribe to."""
    return bool(page.found.rows) and page.found.offset == 0 and page.query in {Query(), Query(mine=True)}


def _has_hearing(page: DeadlinePage, ask: Ask) -> bool:
    rows = (*page.found.rows, *(page.undated.rows if page.undated else ()))
    return ask.role is ContactRole.COLLEAGUE and any(map(is_hearing, rows))


def _shown(page: Matches) -> str:
    in_all = f"mer enn {page.total}" if page.more else str(page.total)
    return f"Viser {page.offset + 1}–{page.offset + len(page.rows)} av {in_all}"
