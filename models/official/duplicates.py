"""The same hearing or case in the media's feeds and in the official sources: it is announced once."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.media.alerts import ALERTED, TOGETHER
from models.official.addresses import item_of
from models.official.items import ItemKind
from models.tables import Alert, OfficialRecord, OfficialSource

SOURCES = {
    ItemKind.CASE: "stortinget-saker",
    ItemKind.COMMITTEE_HEARING: "stortinget-horinger",
    ItemKind.HEARING: "regjeringen-liste",
}
"""Which source has everything of a kind."""
FRESH = timedelta(days=1)
"""How old a source's last good answer may be while what it brings is waited for."""
HEARING_WORDS = ("høring", "høyring")
"""What the title of a hearing says; other documents of the government have the same kind of address."""


def told_by_sources(session: Session, alerts: Iterable[Alert], now: datetime) -> set[int]:
    """Return the ids of cases in the media that the official sources bring too, with a deadline and more to them.

    A case is one of these if a source has had it, or if the source of its kind is in order and so will.
    """
    items = {each.id: item for each in alerts if each.link and (item := item_of(each.link)) is not None}
    if not items:
        return set()
    keys = tuple_(OfficialRecord.kind, OfficialRecord.number)
    query = select(OfficialRecord.kind, OfficialRecord.number).where(
        keys.in_([(kind.value, number) for kind, number in items.values()])
    )
    known = {(kind, number) for kind, number in session.execute(query)}
    in_order = _in_order(session, now)
    titles = {each.id: each.title.casefold() for each in alerts}
    return {
        alert_id
        for alert_id, (kind, number) in items.items()
        if SOURCES[kind] in in_order
        and ((kind.value, number) in known or kind is not ItemKind.HEARING or _says_hearing(titles[alert_id]))
    }


def alerted_links(session: Session, workspace_ids: Collection[int], links: Collection[str]) -> set[tuple[int, str]]:
    """Return which addresses the workspaces have been sent as cases in the media, by the workspace's id."""
    query = select(Alert.workspace_id, Alert.link).where(
        in_list(Alert.workspace_id, "workspaces"), in_list(Alert.link, "links"), Alert.state.in_((ALERTED, TOGETHER))
    )
    found = session.execute(query, {"workspaces": list(workspace_ids), "links": sorted(links)})
    return {(workspace_id, link) for workspace_id, link in found if link}


def _in_order(session: Session, now: datetime) -> set[str]:
    query = select(OfficialSource.key).where(
        OfficialSource.key.in_(list(SOURCES.values())),
        OfficialSource.on.is_(True),
        OfficialSource.trouble.is_(None),
        OfficialSource.last_ok_at > now - FRESH,
    )
    return set(session.scalars(query))


def _says_hearing(title: str) -> bool:
    return any(each in title for each in HEARING_WORDS)
