"""What a workspace has beside its deadlines that may answer a question: official hearings, effects, and the register."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.plain.question import Question
from content.schema.pack import Pack
from models.followups.effects import EffectFilter
from models.followups.effects import find as effects_of
from models.official import matches
from models.official.open_items import open_items
from models.official.own import key_of
from models.official.relevance import official_matcher
from models.official.sources import any_on
from models.register.filters import RegisterFilter
from models.register.readers import may_read
from models.register.search import search
from models.search.documents import Document
from models.search.meanings import theme_tag
from models.search.pack_entry import Aspect, PackEntry, When
from models.tables import Effect, OfficialRecord, Organisation, Person
from models.workspace.contacts import ContactRole

MOST_EFFECTS, MOST_PEOPLE = 200, 3
MOST_JUDGED = 4_000
HEARING, EFFECT, PERSON, ORGANISATION = "høring", "effektlogg", "person", "organisasjon i registeret"
OF_EFFECT = "effekt:"
FROM_SOURCE = "fast"
"""The certainty of a deadline that a source has published."""


def hearings(session: Session, workspace_id: int, pack: Pack, today: date) -> list[PackEntry]:
    """Return the open hearings and cases that concern the workspace, without those that its people have dismissed."""
    if not any_on(session):
        return []
    dismissed = matches.dismissed(session, workspace_id)
    left = [each for each in open_items(session, today) if matches.key_of(each) not in dismissed]
    judged = [(record, _themes(pack, _Judged(record))) for record in left]
    return [_of_record(record, themes) for record, themes in judged if themes]


def effects(session: Session, workspace_id: int, question: Question) -> list[PackEntry]:
    """Return the newest effects in the log, if the question asks how something went."""
    if Aspect.RESULT not in question.aspects:
        return []
    return [_of_effect(row) for row in effects_of(session, workspace_id, EffectFilter(), MOST_EFFECTS)]


def _of_effect(row: Effect) -> PackEntry:
    said = " ".join(filter(None, (row.result, row.stakeholder)))
    tags = (theme_tag(row.theme),) if row.theme else ()
    id_ = f"{OF_EFFECT}{row.id}"
    return PackEntry(
        id_, EFFECT, row.title, frozenset({Aspect.RESULT}), Document(row.title, said, tags=tags),
        kilde=row.link or "", text=row.result or "", fixed=When(id_, row.day, row.day, FROM_SOURCE, row.day),
    )  # fmt: skip


def effect_of(entry_id: str) -> int:
    """Return the row of the effect log that an entry's id names. Raises `ValueError` for another entry."""
    return int(entry_id.removeprefix(OF_EFFECT))


def people(ask: Ask, session: Session, question: Question) -> Sequence[PackEntry]:
    """Return those in the register whose names are in a question, if the one who asks may read it, and alone sees the answer."""
    names = " ".join(question.names)
    if not names or not ask.is_private or not may_see_register(ask, session):
        return ()
    found = search(session, ask.workspace, RegisterFilter(words=names), ask.today, MOST_PEOPLE)
    if found.guessed:
        return ()
    own = [_of_person(hit.row) for hit in found.organisations if hit.row.pack_id is None]
    return [*(_of_person(hit.row) for hit in found.people), *own]


def may_see_register(ask: Ask, session: Session) -> bool:
    """Return True if the register may be shown to the one who asks, where they ask."""
    if ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside:
        return False
    return may_read(session, ask.workspace, ask.user_id)


def _of_person(row: Person | Organisation) -> PackEntry:
    is_person = isinstance(row, Person)
    id_ = f"{'p' if is_person else 'o'}{row.id}"
    kind = PERSON if is_person else ORGANISATION
    aspects = frozenset({Aspect.WHO, Aspect.RESULT})
    return PackEntry(id_, kind, row.name, aspects, Document(row.name), kilde=row.source or "")


class _Judged:
    """A record that is compared by what it says, so that it is judged once for each version of it."""

    def __init__(self, record: OfficialRecord) -> None:
        self.record = record
        self._key = (record.id, record.changed_at, record.title)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Judged) and self._key == other._key


@lru_cache(MOST_JUDGED)
def _themes(pack: Pack, judged: _Judged) -> tuple[str, ...]:
    found = official_matcher(pack.media).relevance(judged.record)
    return found.themes if found.is_likely else ()


def _of_record(record: OfficialRecord, themes: Sequence[str]) -> PackEntry:
    key = key_of(record.kind, record.number)
    document = Document(
        record.title, record.excerpt, f"høring høringsfrist {record.body} {' '.join(record.topics)}", record.short_title,
        tuple(map(theme_tag, themes)),
    )  # fmt: skip
    aspects = frozenset({Aspect.WHEN, Aspect.DO})
    day = record.deadline_on
    return PackEntry(
        key, HEARING, record.title, aspects, document, kilde=record.link or record.body, text=record.excerpt,
        fixed=When(key, day, day, FROM_SOURCE, day),
    )  # fmt: skip
