"""The health of official sources: when each is asked again, and what is wrong with it. All moments are aware."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import OfficialHost, OfficialRecord, OfficialSource

OSLO = ZoneInfo("Europe/Oslo")
OWNERS = {791: "SD", 750: "ED", 668: "KLD", 216: "FIN", 709: "NFD", 504: "KDD"}
"""The ministries whose feeds have been seen, by the numbers that regjeringen.no gives them."""
NAMES: Mapping[str, str] = {
    "stortinget-sesjoner": "Stortingets sesjoner",
    "stortinget-saker": "Stortingets saker",
    "stortinget-horinger": "Stortingets høringer",
    "stortinget-ventede": "Varslede saker",
    "stortinget-sporsmal": "Skriftlige spørsmål i Stortinget",
    "stortinget-interpellasjoner": "Interpellasjoner i Stortinget",
    "stortinget-sak": "Saksgangen i Stortinget",
    "stortinget-representanter": "Stortingets representanter",
    "stortinget-dagens": "Dagens representanter og komiteer",
    "stortinget-innstilling": "Innstillingene i Stortinget",
    "stortinget-moter": "Møtene i Stortinget",
    "stortinget-dagsorden": "Dagsordenen i Stortinget",
    "stortinget-voteringer": "Voteringene i Stortinget",
    "einnsyn-moetesaker": "Møtesakene i eInnsyn",
    "regjeringen-liste": "Regjeringens liste over høringer",
    "regjeringen-side": "Høringssidene på regjeringen.no",
    **{f"regjeringen-rss-{number}": f"RSS for høringer fra {name}" for number, name in OWNERS.items()},
}
PREVIOUS = "-forrige"
"""The end of the key of a source that is read for the session before, in the first days of a new one."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
FEW = 3
"""So many failures in a row are not unusual."""
WITHIN = timedelta(hours=20)
"""Trouble that has lasted so long is shown, however few times the source was asked."""
MISSED = timedelta(days=3)
"""How long it is shown that something may have been missed."""
CALLS_A_MINUTE = 30
"""The most calls to a host in a minute of the clock: at most 60 in any minute."""


def name_of(key: str) -> str:
    """Return what people call a source."""
    name = NAMES.get(key.removesuffix(PREVIOUS), key)
    return f"{name} i forrige sesjon" if key.endswith(PREVIOUS) else name


def turn_on(session: Session, key: str) -> None:
    """Read a source from now on: it has been seen to send what it should."""
    ensure(session, [key])
    of_keys(session, [key])[key].on = True


def turn_off_previous(session: Session, except_for: Collection[str]) -> None:
    """Stop reading the session before, once its sources are none of today's: nobody needs to hear how they did."""
    past = (OfficialSource.on.is_(True), OfficialSource.key.endswith(PREVIOUS), OfficialSource.key.not_in(except_for))
    session.execute(update(OfficialSource).where(*past).values(on=False, failures=0, trouble=None, trouble_since=None))


def ensure(session: Session, keys: Collection[str]) -> None:
    """Add the sources that are not there yet; a new one is off."""
    insert_new(session, OfficialSource, [{"key": key, "on": False, "url": "", "failures": 0} for key in keys])


def any_on(session: Session) -> bool:
    """Return True if any source is read."""
    return session.scalar(select(OfficialSource.id).where(OfficialSource.on.is_(True)).limit(1)) is not None


def of_keys(session: Session, keys: Collection[str], *, wait: bool = True) -> dict[str, OfficialSource]:
    """Return sources by their keys, locked; without `wait` those that another process has locked are left out."""
    query = select(OfficialSource).where(OfficialSource.key.in_(keys)).order_by(OfficialSource.id)
    return {row.key: row for row in session.scalars(query.with_for_update(skip_locked=not wait))}


def is_due(row: OfficialSource, now: datetime) -> bool:
    """Return True if a source is on and due. A moment far ahead was set by a clock that was ahead."""
    return row.on and (row.next_at is None or row.next_at <= now or row.next_at > now + 2 * LONGEST_WAIT)


def take(row: OfficialSource, url: str, every: timedelta, now: datetime) -> None:
    """Take a source that is due: nobody else asks it now. A new address starts over."""
    if row.url != url:
        row.url, row.etag, row.last_modified = url, None, None
        row.digest, row.digest_since, row.count, row.most = None, None, None, None
    row.next_at, row.last_fetched_at = now + every, now


def failed(
    row: OfficialSource,
    trouble: str,
    now: datetime,
    retry_after: int = 0,
    *,
    has_answered: bool = False,
    since: datetime | None = None,
) -> None:
    """Record what is wrong. A source that does not answer is asked less and less often.

    One that `has_answered` is asked as often as usual, and sooner at first. `retry_after` is in seconds. With `since`
    it has been wrong since that moment (aware), before it was found out.
    """
    row.failures += 1
    row.trouble, row.trouble_since = trouble, row.trouble_since or since or now
    wait = min(FIRST_WAIT * 2 ** min(row.failures - 1, 8), LONGEST_WAIT)
    asked = timedelta(seconds=min(retry_after, LONGEST_WAIT.total_seconds()))
    again = now + max(wait, asked)
    row.next_at = min(again, row.next_at) if has_answered and row.next_at is not None else again


def went_well(row: OfficialSource, count: int | None, now: datetime) -> None:
    """Record a good answer, and how many rows it had (None: as before)."""
    row.failures, row.trouble, row.trouble_since, row.last_ok_at = 0, None, None, now
    if count is not None:
        row.count, row.most = count, max(count, row.most or 0)


def troubled(session: Session, now: datetime) -> list[OfficialSource]:
    """Return the sources that are read and that somebody should look at."""
    has_missed = OfficialSource.missed_at > now - MISSED
    lasting = or_(OfficialSource.failures >= FEW, OfficialSource.trouble_since <= now - WITHIN)
    query = select(OfficialSource).where(OfficialSource.on.is_(True), or_(lasting, has_missed))
    return list(session.scalars(query.order_by(OfficialSource.id)))


def all_sources(session: Session) -> list[OfficialSource]:
    """Return every source that is known to the database."""
    return list(session.scalars(select(OfficialSource).order_by(OfficialSource.id)))


def published_since(session: Session, kind: str, first: date) -> list[date]:
    """Return the days from that one on when items of a kind were published, one for each item."""
    query = select(OfficialRecord.published_on).where(OfficialRecord.kind == kind, OfficialRecord.published_on >= first)
    return [each for each in session.scalars(query) if each is not None]


def take_calls(session: Session, host: str, wanted: int, now: datetime) -> int:
    """Return how many of some calls to a host may be made now, and count them. Other processes count them too."""
    if wanted <= 0:
        return 0
    insert_new(session, OfficialHost, [{"host": host, "calls": 0}])
    row = host_of(session, host)
    minute = now.replace(second=0, microsecond=0)
    if row.minute != minute:
        row.minute, row.calls = minute, 0
    granted = max(0, min(wanted, CALLS_A_MINUTE - row.calls))
    row.calls += granted
    return granted


def host_of(session: Session, host: str) -> OfficialHost:
    """Return a host that has been asked, locked."""
    query = select(OfficialHost).where(OfficialHost.host == host).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def robots_of(session: Session, hosts: Collection[str], since: datetime) -> Mapping[str, str]:
    """Return the robots.txt of some hosts, as far as they were read after that moment."""
    query = select(OfficialHost.host, OfficialHost.robots).where(
        OfficialHost.host.in_(hosts), OfficialHost.robots_at > since, OfficialHost.robots.is_not(None)
    )
    return {host: text or "" for host, text in session.execute(query)}


def keep_robots(session: Session, host: str, text: str | None, now: datetime) -> None:
    """Store the robots.txt of a host."""
    row = host_of(session, host)
    row.robots, row.robots_at = text, now
