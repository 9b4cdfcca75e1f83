"""What a question is looked for in, of what the one who asks may see there: the content, and the workspace's own rows."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.plain.own_work import own_work
from bot.commands.plain.question import Question
from bot.commands.plain.workspace_sources import HEARING, effects, hearings
from content.schema.pack import Pack
from models.occurrences.queries import Searched
from models.search.documents import Document
from models.search.entries import entries_of, index_of_pack
from models.search.index import Index
from models.search.kept_indexes import OWN_WORK
from models.search.own_rows import OWN, own_rows
from models.search.pack_entry import Aspect, PackEntry
from models.workspace.contacts import ContactRole

FOR_ALL = frozenset(
    {
        HEARING,
        "sak",
        "spor",
        "hovedbudskap",
        "prioritering",
        "grep",
        "fakta",
        "variant",
        "milepæl",
        "frist",
        "arrangement",
        "fase",
    }
)
"""The kinds that guests and people of other organisations may see, of what is cleared; the rest is ours."""
VIEWS_FOR_ALL = frozenset({"view:wheel", "view:deadlines", "view:help"})


@dataclass(frozen=True)
class Source:
    """An index, and the entry of each of its numbers."""

    index: Index
    entry: Callable[[int], PackEntry]


def sources_for(ask: Ask, session: Session, question: Question) -> tuple[Source, ...]:
    """Return what a question is looked for in: the content, the workspace's own deadlines and work, hearings."""
    content = pack_source(ask.pack)
    if not question.units:
        return (content,)
    more = hearings(session, ask.workspace.id, ask.pack, ask.today)
    work: tuple[Source, ...] = ()
    if ask.role is ContactRole.COLLEAGUE and not ask.is_read_outside:
        more += effects(session, ask.workspace.id, question)
        work = _work(ask, session, question)
    others = (Source(Index([each.document for each in more]), more.__getitem__),) if more else ()
    return content, _rows(ask, session), *others, *work


def _work(ask: Ask, session: Session, question: Question) -> tuple[Source, ...]:
    """Return what the workspace works with, as indexes that are kept: for all of ours, and for fewer."""
    return tuple(
        Source(OWN_WORK.of((ask.workspace.id, seen_by), tuple(each.document for each in entries)), entries.__getitem__)
        for seen_by, entries in own_work(ask, session, question).items()
        if entries
    )


def visible(ask: Ask) -> Callable[[PackEntry], bool]:
    """Return which entries the one who asks may see."""
    if ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside:
        return lambda entry: entry.id in VIEWS_FOR_ALL or entry.kind in FOR_ALL or entry.plan == OWN
    if not ask.is_private:
        return lambda entry: not entry.internal
    return everything


def everything(_: PackEntry) -> bool:
    """Return True: who asks may see all of it."""
    return True


def pack_source(pack: Pack) -> Source:
    """Return the entries of a pack."""
    return Source(index_of_pack(pack), entries_of(pack).__getitem__)


def _rows(ask: Ask, session: Session) -> Source:
    """Return the workspace's own rows: those of the content are found by its entries."""
    own = own_rows(session, ask.workspace.id, ask.pack, ask.register_owner, ask.today)
    return Source(own.index, lambda number: _entry_of(own.rows[number]))


def _entry_of(row: Searched) -> PackEntry:
    aspects = frozenset({Aspect.WHEN, Aspect.DO})
    document = Document(row.title, row.note or "")
    return PackEntry(row.key, "frist", row.title, aspects, document, text=row.note or "", plan=OWN, source=row)
