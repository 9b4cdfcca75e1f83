"""A real HTTP server in the place of the official sources, and the rounds that ask it. What it serves is made up."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from jobs.feeds.fetch import Limits
from jobs.official.rounds import OfficialRounds, polite_fetcher
from jobs.official.sources import Places
from models.db.database import Database
from models.official import sources
from models.official.items import ItemKind
from models.official.records import by_number
from models.tables import OfficialChange, OfficialRecord, OfficialSource
from tests.support.feeds import LOOPBACK, FeedServer, feed_server
from tests.support.workers import ThreadWorkers

NOW = datetime(2026, 7, 4, 9, 0, tzinfo=UTC)
ROBOTS = b"User-agent: *\nDisallow: /*/?documenttype\nDisallow: /*/?ownerid\nDisallow: /api/\n"
CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>_cf_chl_opt</body></html>"
SESSION = "2025-2026"


def saker(session: str = SESSION) -> str:
    return f"/eksport/saker?sesjonid={session}&format=json"


def horinger(session: str = SESSION) -> str:
    return f"/eksport/horinger?sesjonid={session}&format=json"


def sak(number: int) -> str:
    return f"/eksport/sak?format=json&sakid={number}"


def data(at: datetime = NOW, **content: Any) -> bytes:
    stamp = f"/Date({int(at.timestamp() * 1000)}+0200)/"
    return json.dumps({"respons_dato_tid": stamp, "versjon": "1.6", **content}).encode()


def case(number: int, committee: str = "TRANS", updated: str = "2026-07-01T00:00:00", **values: Any) -> dict[str, Any]:
    body = {"id": committee, "navn": {"TRANS": "Transportkomiteen", "FINANS": "Finanskomiteen"}[committee]}
    return {"id": number, "tittel": f"Sak {number}", "komite": body, "sist_oppdatert_dato": updated, **values}


def hearing(status: str, deadline: str, number: int = 1) -> dict[str, Any]:
    about = [{"sak_id": 7, "sak_tittel": "Lov om tog"}]
    body = {"id": "TRANS", "navn": "Transportkomiteen"}
    return {
        "id": number,
        "horing_status": status,
        "innspillsfrist": deadline,
        "komite": body,
        "horing_sak_info_liste": about,
    }


def row(number: int, deadline: str = "14.08.2026", status: str = "På høring", day: str = "03.07.2026") -> str:
    details = f'<span class="event-details">Høringsfrist: {deadline}</span>' if deadline else ""
    return (
        f'<li class="listItem"><h2 class="title"><a href="/no/dokumenter/x/id{number}/">Høring {number}</a></h2>'
        f'<span class="date">{day}</span><span class="department">Energidepartementet</span>'
        f'{details}<span class="event-details-open">Status: {status}</span></li>'
    )


def listing(*rows: str, stamp: object = "") -> bytes:
    return f'<!DOCTYPE html><html><head><meta name="csp-nonce" content="{stamp}"></head><body><ul class="listing">{"".join(rows)}</ul></body></html>'.encode()


@dataclass
class Official:
    """The rounds, and the server that they ask."""

    served: FeedServer
    database: Database
    rounds: OfficialRounds
    at: datetime = NOW

    async def round(self, after: timedelta = timedelta()) -> None:
        self.at += after
        await self.rounds(self.at)
        await self.rounds.settled()

    def turn_on(self, *keys: str) -> None:
        with self.database.session() as session:
            sources.ensure(session, keys)
            session.execute(update(OfficialSource).where(OfficialSource.key.in_(keys)).values(on=True))

    def trouble(self, key: str) -> str | None:
        with self.database.reading() as session:
            return session.scalars(select(OfficialSource).where(OfficialSource.key == key)).one().trouble

    def shown(self) -> list[str]:
        with self.database.reading() as session:
            return [each.key for each in sources.troubled(session, self.at)]

    def record(self, kind: ItemKind, number: int) -> OfficialRecord | None:
        with self.database.session() as session:
            found = by_number(session, kind, str(number))
            if found is not None:
                session.expunge(found)
            return found

    def changes(self) -> list[tuple[str, str, str]]:
        with self.database.reading() as session:
            found = session.scalars(select(OfficialChange).order_by(OfficialChange.id))
            return [(each.what, each.before, each.after) for each in found]

    def paths(self) -> list[str]:
        return [path for path, _ in self.served.asked]


@asynccontextmanager
async def official(database: Database, at: datetime = NOW) -> AsyncIterator[Official]:
    async with feed_server() as served:
        places = Places(served.url(""), served.url(""))
        limits = Limits(silence=2, whole=2)
        rounds = OfficialRounds(
            database,
            polite_fetcher("post@example.no", LOOPBACK, limits),
            ThreadWorkers(),
            places,
        )
        served.serve("/robots.txt", ROBOTS)
        try:
            yield Official(served, database, rounds, at)
        finally:
            await rounds.close()
