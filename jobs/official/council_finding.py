"""Finds the council cases that concern each workspace: those of its members whose titles have words of its themes."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.changed import same
from content.schema.pack import Pack
from jobs.official.matching import WORKSPACES_AT_ONCE, MatchingRound, media_of
from jobs.tick import Packs
from models.content.packs import packs_of
from models.db.database import Database
from models.members.members import members_of_each
from models.official import council_cases
from models.official.matches import matched
from models.official.records import OSLO
from models.official.relevance import Relevance
from models.tables import OfficialRecord, Workspace

log = structlog.get_logger(__name__)
RECENT = timedelta(days=14)
"""A case that was published longer ago is not proposed."""


def find_council_cases(database: Database, packs: Packs, now: datetime) -> int:
    """Compare what waits at that moment (aware) with every workspace's members and words; return how many were found.

    All can be done again: what was found is stored once, by constraint. The week's message has it (`jobs.nudges.council`).
    """
    with database.reading() as session:
        waiting = council_cases.pending(session, now)
        if not waiting:
            return 0
        seen = [(each.id, each.match_due_at) for each in waiting if each.match_due_at]
        workspaces = list(session.scalars(select(Workspace.id).where(Workspace.removed_at.is_(None))))
        session.expunge_all()
    pack, found = packs.current(), 0
    this = MatchingRound([each for each in waiting if _is_recent(each, now)], {}, {}, now)
    for first in range(0, len(workspaces), WORKSPACES_AT_ONCE):
        some = workspaces[first : first + WORKSPACES_AT_ONCE]
        with database.reading() as session:
            ours = _of_members(session, some, pack, this)
        with database.session() as session:
            found += sum(council_cases.keep(session, each, rows, now) for each, rows in ours.items())
    with database.session() as session:
        matched(session, seen)
    log.info("council_cases_matched", items=len(waiting), found=found)
    return found


def _is_recent(record: OfficialRecord, now: datetime) -> bool:
    """Return True for what was published lately: the first reading brings what was on the agendas long before."""
    return record.published_on is None or record.published_on >= (now - RECENT).astimezone(OSLO).date()


def _of_members(
    session: Session, workspace_ids: list[int], pack: Pack, this: MatchingRound
) -> dict[int, list[tuple[OfficialRecord, Relevance]]]:
    """Return what concerns each workspace, of the cases of its own members."""
    workspaces = session.scalars(select(Workspace).where(Workspace.id.in_(workspace_ids))).all()
    packs = packs_of(session, workspaces, pack)
    members = members_of_each(session, packs)
    found: dict[int, list[tuple[OfficialRecord, Relevance]]] = {}
    for each, rows in members.items():
        names = council_cases.names_of(rows)
        concerning = this.concerning(same(packs[each], media_of).media) if names else ()
        found[each] = [
            (record, why) for record, why in concerning if council_cases.municipality_name(record.body) in names
        ]
    return found
