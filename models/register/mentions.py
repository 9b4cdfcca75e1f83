"""Mentions of somebody in free text that does not refer to them: a deadline's title, the effect log, another's note.

Every column with free text is searched, in every table of the workspace; the exceptions are listed here, with the
reason. A name is found as written, inverted («Nordmann, Kari»), with other accents, and in links.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, String, Table, cast, delete, false, or_, select, update
from sqlalchemy.orm import Session

from content.folding import fold
from models.db.base import Base, tables_of_workspaces
from models.tables import (
    CaseContact,
    ContentEntry,
    Invitation,
    MailAddress,
    OfficialMember,
    Person,
    Spokesperson,
    Workspace,
)
from models.workspace.workspaces import lock

SOMEBODY = "[slettet]"
"""Replaces the name."""
SHORTEST = 65
"""A shorter column contains a platform's id or one of our own words."""
THEIRS = "what somebody else is called, or is reached by"
PLATFORMS = "what the platform or the bot itself calls it"
CONTENT = "an id or a name of a file of the content pack"
LEFT: Mapping[str, str] = {
    "person.name": THEIRS,
    "person.folded": THEIRS,
    "person.email": THEIRS,
    "person.phone": THEIRS,
    "organisation.name": THEIRS,
    "organisation.folded": THEIRS,
    "organisation.pack_id": CONTENT,
    "access_token.scope": CONTENT,
    "message_round.target": CONTENT,
    "message_round.audience": CONTENT,
    "attendance.days": "days alone",
    "contact.name": "who of ours it is, as Teams calls them",
    "contact.nicknames": "what ours are called among each other",
    "contact.conversation": PLATFORMS,
    "contact.service": PLATFORMS,
    "contact.parent": PLATFORMS,
    "contact.account": PLATFORMS,
    "content_entry.file": CONTENT,
    "content_entry.entry": CONTENT,
    "content_entry.place": CONTENT,
    "content_entry.after": CONTENT,
    "delivery.period_key": PLATFORMS,
    "delivery.reason": PLATFORMS,
    "destination.off_reason": PLATFORMS,
    "enclosure.name": "goes with the file, which is not kept when somebody is deleted",
    "feed.key": PLATFORMS,
    "feed.url": "the address that is fetched",
    "feed.etag": PLATFORMS,
    "feed.last_modified": PLATFORMS,
    "inbound.key": PLATFORMS,
    "inbound.payload": "what is being done at this moment: it goes when that is done, or given up after some minutes",
    "occurrence.key": PLATFORMS,
    "occurrence.together": CONTENT,
    "occurrence.kept": PLATFORMS,
    "occurrence.co_owners": PLATFORMS,
    "occurrence.rule": "a rule of the calendar",
    "series.rule": "a rule of the calendar",
    "series.undo": "ids and days alone",
    "demand.origin": CONTENT,
    "day_text.slot": "an id of the content pack, or what a committee is called",
    "organisation.kept": PLATFORMS,
    "organisation.themes": CONTENT,
    "alert.themes": CONTENT,
    "official_match.kind": PLATFORMS,
    "official_match.number": PLATFORMS,
    "official_match.words": "words of the content pack, in titles that the Storting and the government publish",
    "policy_case.key": PLATFORMS,
    "policy_case.seen": "what the Storting publishes of a case",
    "occurrence.kilde": "where the content pack has it from",
}
"""Columns that are not searched, and why."""
CONTACT_OF = frozenset({"name", "reached"})
"""The columns that say who agreed to be contacted: such a row goes with the person."""
GO_WITH_THE_NAME = frozenset(each.__tablename__ for each in (Spokesperson, Invitation, MailAddress))
"""Tables whose rows are about the person named in them: such a row is deleted."""
OWN_NAMES = frozenset({"name", "folded", "email", "phone"})
"""Names in the edits of somebody else: not removed, like the columns themselves."""
_RUN = re.compile(r"[A-Za-z0-9@.]+")
_BETWEEN = r"(?:[\s_+.-]+|%20)"


@dataclass(frozen=True)
class Mention:
    """A row in which somebody is named, and the value of that column."""

    table: str
    column: str
    row_id: int
    words: Any


@dataclass(frozen=True)
class Marks:
    """What identifies somebody in free text: names of two words or more; addresses, numbers."""

    names: tuple[str, ...]
    others: tuple[str, ...] = ()
    instead: str = SOMEBODY
    """What a text says in their place."""

    @cached_property
    def runs(self) -> frozenset[str]:
        """Return the longest run of plain characters of each mark: JSON stores it unescaped, so it can be searched for."""
        return frozenset(max(found, key=len) for form in (*self._forms, *self.others) if (found := _RUN.findall(form)))

    @property
    def _whole(self) -> list[str]:
        return [each for each in self.names if len(each.split()) > 1]

    @property
    def _forms(self) -> list[str]:
        return [form for each in self._whole for form in (each, fold(each))]

    @cached_property
    def _found(self) -> re.Pattern[str]:
        patterns = [_BETWEEN.join(map(re.escape, form.split())) for form in self._forms]
        patterns += [rf"{re.escape(last)},\s*{re.escape(first)}" for first, last in map(_turned, self._whole)]
        patterns += [re.escape(each) for each in self.others]
        return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})(?:s|['’]s?)?(?!\w)", re.IGNORECASE)

    def struck(self, value: Any, key: str = "") -> Any:
        """Return a column's value without the name. A link that contains it becomes None."""
        match value:
            case str():
                return self._without(value, key)
            case dict():
                return {name: each if name in OWN_NAMES else self.struck(each, name) for name, each in value.items()}
            case list():
                return [self.struck(each, key) for each in value]
        return value

    def _without(self, text: str, key: str) -> Any:
        if key == "link":
            return None if self._found.search(text) else text
        return self._found.sub(self.instead, text)


def marks_of(session: Session, workspace_id: int, ids: Sequence[int]) -> Marks:
    """Return what identifies a person, and those merged into them, in free text."""
    query = select(Person.name, Person.email, Person.phone)
    rows = session.execute(query.where(Person.workspace_id == workspace_id, Person.id.in_(ids))).all()
    others = tuple(each for _, *both in rows for each in both if each)
    return Marks(tuple(name for name, _, _ in rows), others)


def mentions(session: Session, workspace_id: int, marks: Marks) -> Sequence[Mention]:
    """Return every row of the workspace with any of the marks in free text."""
    found = [
        Mention(table.name, column.name, row.id, words)
        for table, columns in free_columns()
        for row in _rows(session, workspace_id, table, columns, marks)
        for column in columns
        if marks.struck(words := row._mapping[column], column.name) != words  # noqa: SLF001 - SQLAlchemy's way to a column
    ]
    # An invitation names a representative by the Storting's id.
    invited = [
        Mention(Invitation.__tablename__, "member", row.id, member.name)
        for row, member in _invited(session, workspace_id)
        if marks.struck(member.name) != member.name
    ]
    return [*found, *invited]


def mentions_of(found: Sequence[Mention]) -> list[dict[str, Any]]:
    """Return mentions as plain data."""
    return [{"table": each.table, "id": each.row_id, "column": each.column, "text": each.words} for each in found]


def strike(session: Session, workspace_id: int, marks: Marks) -> Sequence[Mention]:
    """Remove the name from all free text of the workspace, and return where it was.

    Spokespersons with that name are deleted, those who agreed to be contacted about a case, invitations to a
    representative of that name, and e-mail addresses that are theirs. The workspace is locked, so that somebody who changes the content does not
    write the name back. The caller must expire the session.
    """
    session.flush()
    lock(session, workspace_id)
    found = mentions(session, workspace_id, marks)
    for each in found:
        table = Base.metadata.tables[each.table]
        mine = (table.c.workspace_id == workspace_id, table.c.id == each.row_id)
        is_theirs = each.table == CaseContact.__tablename__ and each.column in CONTACT_OF
        if table.name in GO_WITH_THE_NAME or is_theirs:
            session.execute(delete(table).where(*mine))
        else:
            session.execute(update(table).where(*mine).values({each.column: marks.struck(each.words, each.column)}))
    if any(each.table == ContentEntry.__tablename__ for each in found):
        # Packs are cached by the version: without a new one, the name stays in memory.
        session.execute(update(Workspace).where(Workspace.id == workspace_id).values(content_version=uuid4().hex))
    return found


def _invited(session: Session, workspace_id: int) -> Sequence[tuple[Invitation, OfficialMember]]:
    query = (
        select(Invitation, OfficialMember)
        .join(OfficialMember, OfficialMember.number == Invitation.member)
        .where(Invitation.workspace_id == workspace_id)
    )
    return [(row, member) for row, member in session.execute(query.order_by(Invitation.id))]


def free_columns() -> Iterator[tuple[Table, Sequence[Column[Any]]]]:
    """Yield the tables with the columns that may contain free text."""
    for table in tables_of_workspaces():
        columns = [each for each in table.columns if _is_free(each)]
        if columns and table.name != Workspace.__tablename__:
            yield table, columns


def _is_free(column: Column[Any]) -> bool:
    if f"{column.table.name}.{column.name}" in LEFT:
        return False
    kind = column.type
    return isinstance(kind, JSON) or (isinstance(kind, String) and (kind.length or SHORTEST) >= SHORTEST)


def _rows(
    session: Session, workspace_id: int, table: Table, columns: Sequence[Column[Any]], marks: Marks
) -> Sequence[Any]:
    near = or_(false(), *(cast(each, String).ilike(f"%{run}%") for each in columns for run in sorted(marks.runs)))
    query = select(table.c.id, *columns).where(table.c.workspace_id == workspace_id, near)
    return session.execute(query.order_by(table.c.id)).all()


def _turned(name: str) -> tuple[str, str]:
    first, _, last = name.rpartition(" ")
    return first, last
