"""The occurrences of a workspace as documents, and the index of them."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from threading import Lock

from content.schema.base import Entry
from content.schema.dated import BudgetPhase, Dated, Milestone, NtpPhase, WheelEntry
from content.schema.messages import Step
from content.schema.pack import Pack
from models.calendar.cycles import month_entries
from models.occurrences.queries import Searched
from models.search.documents import Document
from models.search.index import Index
from models.search.meanings import theme_tag

MOST_KEPT = 50_000
"""The most documents in all cached indexes together: 1 kB each."""
Texts = tuple[str, str, str | None, str | None, str | None]
"""The columns of a `Searched` row that are indexed: all but its id and owner."""
ELECTION = "valg"
"""The extra name of every election, in addition to its title."""
NOTHING = Document("")


class Indexes:
    """A cache of the indexes used last, with `most` documents in all; the last one is always kept.

    Safe to use from several threads.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[tuple[Pack, tuple[Texts, ...]], Index] = OrderedDict()

    def of(self, texts: tuple[Texts, ...], pack: Pack) -> Index:
        """Return the index of some rows, from the cache if the texts are the same."""
        key = (pack, texts)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        made = _new_index(texts, pack)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > 1 and sum(len(texts) for _, texts in self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._kept)


INDEXES = Indexes(MOST_KEPT)


def index_of(rows: Sequence[Searched], pack: Pack) -> Index:
    """Return the index of some rows, whose numbers are their places."""
    return INDEXES.of(tuple(row[3:] for row in rows), pack)


def _new_index(texts: tuple[Texts, ...], pack: Pack) -> Index:
    entries = _entries(pack)
    return Index([_document(*each, entries) for each in texts])


def _document(
    key: str,
    title: str,
    theme: str | None,
    field: str | None,
    note: str | None,
    entries: Mapping[tuple[str, str], Document],
) -> Document:
    source, _, entry = key.partition(":")
    known = entries.get((source, entry.rpartition(":")[2]), NOTHING)
    about = f"{known.about}\n{field}" if field else known.about
    return Document(title, note or "", about, known.names, (theme_tag(theme),) if theme else ())


@lru_cache(4)
def _entries(pack: Pack) -> Mapping[tuple[str, str], Document]:
    """Return what the content says of each entry besides its title and note, by source and id."""
    wheel = chain.from_iterable(month_entries(month) for month in pack.wheel.months)
    steps = chain.from_iterable(campaign.steps for campaign in pack.campaigns)
    ours: dict[str, Iterable[Entry]] = {
        "arshjul": [entry for _, entry in wheel],
        "kalender": pack.wheel.calendar,
        "statsbudsjett": (*pack.budget.milestones, *pack.budget.phases),
        "ntp": (*pack.ntp.phases, *pack.ntp.periods),
        "kampanje": list(steps),
    }
    return {
        (source, entry.id): Document("", about="\n".join(_about(entry)), names="\n".join(_names(entry)))
        for source, entries in ours.items()
        for entry in entries
    }


def _about(entry: Entry) -> Iterator[str]:
    """Give what the content says of an entry, beside what its row holds."""
    match entry:
        case BudgetPhase():
            yield from (activity.text for activity in entry.activities)
            yield entry.budskap
        case NtpPhase():
            yield entry.happens
        case Step():
            yield from (action.text for action in entry.actions)
            yield entry.slogan


def _names(entry: Entry) -> Iterator[str]:
    """Give what an entry is called besides its title."""
    if isinstance(entry, Dated | WheelEntry):
        yield from entry.keywords
    if isinstance(entry, Milestone) and entry.election:
        yield ELECTION
