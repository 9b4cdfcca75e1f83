"""Searches recommendations and decisions for the workspaces' names, demands and themes, and plans the messages about it.

Our names count wherever they are; demands and themes only in cases that the workspace follows
(`models.official.documents.followers`). Each document is posted once, in one message.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from jobs.nudges.finds import FINDS, key_of_document
from jobs.tick import Packs
from models.content.packs import packs_of
from models.db.database import Database
from models.official.documents import followers, passages_of, searched, to_search
from models.official.finds import keep_finds
from models.official.own_words import OwnWords, own_words
from models.tables import OfficialDocument, OfficialRecord, Workspace
from models.workspace import outgoing
from models.workspace.preferences import preferences_of

log = structlog.get_logger(__name__)
DOCUMENTS_AT_ONCE = 10
WORKSPACES_AT_ONCE = 100


def find_pending(database: Database, packs: Packs, now: datetime) -> int:
    """Search what waits at that moment (aware) for every workspace; return how many messages were planned.

    All can be done again: what was found is stored once, by constraint, and so is each message.
    """
    with database.reading() as session:
        waiting = to_search(session, now, DOCUMENTS_AT_ONCE)
        if not waiting:
            return 0
        due = {document.id: document.search_due_at for document, _ in waiting}
        cases = {str(number) for _, record in waiting for number in record.cases}
        following = followers(session, cases)
        workspaces = list(session.scalars(select(Workspace.id).where(Workspace.removed_at.is_(None))))
        session.expunge_all()
    pack, planned = packs.current(), 0
    for first in range(0, len(workspaces), WORKSPACES_AT_ONCE):
        some = workspaces[first : first + WORKSPACES_AT_ONCE]
        with database.reading() as session:
            found = _found(session, some, pack, waiting, following)
        with database.session() as session:
            planned += _keep(session, found, now)
    with database.session() as session:
        for document_id, due_at in due.items():
            if due_at is not None:
                searched(session, document_id, due_at)
    log.info("official_searched", documents=len(waiting), messages=planned)
    return planned


Found = Sequence[tuple[int, OfficialRecord, Sequence[OwnWords]]]
"""The workspace's id, the document, and what was found in it."""


def _found(
    session: Session,
    workspace_ids: Sequence[int],
    pack: Pack,
    documents: Sequence[tuple[OfficialDocument, OfficialRecord]],
    following: Mapping[str, Collection[int]],
) -> Found:
    workspaces = session.scalars(select(Workspace).where(Workspace.id.in_(workspace_ids))).all()
    own_packs = packs_of(session, workspaces, pack)
    found = []
    for document, record in documents:
        passages = passages_of(document)
        for each in workspaces:
            is_followed = any(each.id in following.get(str(number), ()) for number in record.cases)
            words = own_words(passages, own_packs[each.id], is_followed=is_followed)
            if words:
                found.append((each.id, record, words))
    return found


def _keep(session: Session, found: Found, now: datetime) -> int:
    """Store what was found, and plan a message of each document with something new; return how many were planned."""
    ids = sorted({workspace_id for workspace_id, _, _ in found})
    workspaces = session.scalars(select(Workspace).where(Workspace.id.in_(ids))).all()
    manners = preferences_of(session, workspaces)
    planned = 0
    for workspace_id, record, words in found:
        is_new = keep_finds(session, workspace_id, record, words, now) > 0
        channel = FINDS.channel(manners[workspace_id])
        if is_new and channel is not None and manners[workspace_id].wants(FINDS.kind):
            key = key_of_document(record.kind, record.number)
            planned += outgoing.plan(session, workspace_id, "kanal", channel, FINDS.kind, key, now)
    return planned
