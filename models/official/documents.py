"""The recommendations and decisions of the Storting's cases: which there are, which are read, and their text.

Each is an official record that names its case. Only those of cases that a workspace has among its deadlines, or that
were found to concern one, are read: a session has some 600 recommendations, of up to 1.1 MB each.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.official.items import ItemKind, Passage, Publication, PublicationReference
from models.official.keys import item_of_key, key_of
from models.official.records import by_number
from models.tables import Occurrence, OfficialDocument, OfficialMatch, OfficialRecord, PolicyCase

REMARK, PROPOSAL, ADVICE, SUMMARY, DECISION, OTHER = "merknad", "forslag", "tilråding", "sammendrag", "vedtak", "tekst"
KINDS = (REMARK, PROPOSAL, ADVICE, SUMMARY, DECISION, OTHER)
"""What a passage is: the values of `Passage.kind`."""
MOST_DUE = 500
STORTING = "Stortinget"


def note_references(
    session: Session, case: OfficialRecord, references: Sequence[PublicationReference], now: datetime
) -> int:
    """Note the recommendations that a case's page names, to be read when somebody follows it; return how many are new."""
    rows = [
        {
            "kind": ItemKind.RECOMMENDATION.value, "number": each.number, "source": "stortinget-sak", "title": each.title,
            "short_title": case.title, "excerpt": "", "body": case.body, "body_id": case.body_id, "topics": [],
            "cases": [case.number], "events": [], "status_text": "", "link": each.link, "reference": each.title,
            "month": "", "first_seen_at": now, "changed_at": now, "page_due_at": now,
        }
        for each in references
    ]  # fmt: skip
    return insert_new(session, OfficialRecord, rows)


def keep_decision(session: Session, case: OfficialRecord, text: str, now: datetime) -> None:
    """Store what the Storting decided in a case, in its own words."""
    record = by_number(session, ItemKind.DECISION, case.number)
    if record is None:
        record = OfficialRecord(
            kind=ItemKind.DECISION.value, number=case.number, source="stortinget-sak", title=f"Vedtak: {case.title}",
            short_title=case.title, excerpt="", body=STORTING, body_id="", topics=[], cases=[case.number], events=[],
            status_text="", link=case.link, reference="", month="", first_seen_at=now, changed_at=now, page_due_at=now,
        )  # fmt: skip
        session.add(record)
        session.flush()
    parts = [each.strip() for each in text.split("\n") if each.strip()]
    numbered = len(parts) > 1
    found = [
        Passage(each, DECISION, STORTING, f"vedtaket, avsnitt {number}" if numbered else "vedtaket")
        for number, each in enumerate(parts, 1)
    ]
    _keep(session, record.id, found, now)


def keep_publication(session: Session, record_id: int, publication: Publication, now: datetime) -> None:
    """Store the text of a recommendation that was read."""
    record = session.get(OfficialRecord, record_id)
    if record is None:
        return
    record.title = publication.reference or record.title
    record.excerpt = publication.title
    record.page_due_at = None
    _keep(session, record_id, publication.passages, now)


def due(session: Session, now: datetime, limit: int, kind: ItemKind = ItemKind.RECOMMENDATION) -> list[OfficialRecord]:
    """Return the recommendations, or the decisions, whose pages are to be read now, of cases that somebody follows."""
    wanted = (OfficialRecord.kind == kind.value, OfficialRecord.page_due_at <= now)
    query = select(OfficialRecord).where(*wanted).order_by(OfficialRecord.page_due_at, OfficialRecord.id)
    waiting = list(session.scalars(query.limit(MOST_DUE)))
    followed = followers(session, {number for each in waiting for number in each.cases})
    return [each for each in waiting if any(number in followed for number in each.cases)][:limit]


def followers(session: Session, cases: Collection[str]) -> dict[str, set[int]]:
    """Return the ids of the workspaces that follow each of some cases, by the case's number.

    They have the case, or a hearing about it, among their deadlines or cases, or got a message that it concerns them.
    """
    if not cases:
        return {}
    of_item = {(ItemKind.CASE.value, number): {number} for number in cases}
    hearings = select(OfficialRecord).where(OfficialRecord.kind == ItemKind.COMMITTEE_HEARING.value)
    for each in session.scalars(hearings):
        about = {str(number) for number in each.cases} & set(cases)
        if about:
            of_item[each.kind, each.number] = about
    found: dict[str, set[int]] = defaultdict(set)
    keys = [key_of(*each) for each in of_item]
    rows = select(Occurrence.workspace_id, Occurrence.key).where(
        in_list(Occurrence.key, "keys"), Occurrence.archived_at.is_(None)
    )
    for workspace_id, key in session.execute(rows, {"keys": keys}):
        item = item_of_key(key)
        for number in of_item[item[0].value, item[1]] if item else ():
            found[number].add(workspace_id)
    worked_with = select(PolicyCase.workspace_id, PolicyCase.key).where(
        in_list(PolicyCase.key, "keys"), PolicyCase.closed_at.is_(None)
    )
    for workspace_id, key in session.execute(worked_with, {"keys": [f"{kind}:{number}" for kind, number in of_item]}):
        kind, _, number = key.partition(":")
        for case in of_item[kind, number]:
            found[case].add(workspace_id)
    matched = select(OfficialMatch.workspace_id, OfficialMatch.kind, OfficialMatch.number).where(
        in_list(OfficialMatch.number, "numbers"), OfficialMatch.judged_by.is_(None)
    )
    for workspace_id, kind, number in session.execute(matched, {"numbers": sorted({each for _, each in of_item})}):
        for case in of_item.get((kind, number), ()):
            found[case].add(workspace_id)
    return found


def to_search(session: Session, now: datetime, limit: int) -> list[tuple[OfficialDocument, OfficialRecord]]:
    """Return the documents to be searched for the workspaces' words, those that wait longest first."""
    query = (
        select(OfficialDocument, OfficialRecord)
        .join(OfficialRecord, OfficialRecord.id == OfficialDocument.record_id)
        .where(OfficialDocument.search_due_at <= now)
        .order_by(OfficialDocument.search_due_at, OfficialDocument.id)
    )
    return [(document, record) for document, record in session.execute(query.limit(limit))]


def searched(session: Session, document_id: int, due_at: datetime) -> None:
    """Note that a document was searched as it was when it was due; one that was read again since is due still."""
    row = session.get(OfficialDocument, document_id)
    if row is not None and row.search_due_at == due_at:
        row.search_due_at = None


def passages_of(document: OfficialDocument) -> list[Passage]:
    """Return the passages of a document."""
    return [
        Passage(each["text"], each["kind"], each["author"], each["place"], tuple(each["parties"]))
        for each in document.passages
    ]


def _keep(session: Session, record_id: int, passages: Sequence[Passage], now: datetime) -> None:
    kept = [{**asdict(each), "parties": list(each.parties)} for each in passages]
    row = session.scalar(select(OfficialDocument).where(OfficialDocument.record_id == record_id).with_for_update())
    if row is None:
        session.add(OfficialDocument(record_id=record_id, passages=kept, read_at=now, search_due_at=now))
    elif row.passages != kept:
        row.passages, row.read_at, row.search_due_at = kept, now, now
    session.flush()
