"""How a feed is doing: silence is not health, and half a year is long enough to remember what was never told."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.cards.text import render_text
from jobs.pruning import prune
from jobs.sending.compose import compose
from models.db.database import Database
from models.media import findings
from models.media.feeds import failed, is_silent, keep, went_well
from models.media.findings import Finding
from models.media.matching.matcher import matcher_of
from models.tables import Alert, Feed, Workspace
from tests.support.nudges import Office, office
from tests.support.pack import KILDE, small_media, small_pack

NOW = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
"""Monday 8.00 in Oslo."""
DAY = timedelta(days=1)


def listening(database: Database) -> Office:
    """Return a workspace with a media channel, and one feed."""
    told = {"id": "avisa", "kilde": KILDE, "navn": "Avisa", "adresse": "https://avisa.example.no/rss"}
    words = small_media().model_dump(by_alias=True)
    media = small_media().model_validate(words | {"nyhetskilder": [told]})
    here = office(database, pack=small_pack(media=media))
    here.set(media_channel="C2")
    with database.session() as session:
        keep(session, here.workspace_id, media)
    return here


AILING = "Til den som følger med på kildene: Avisa svarer ikke eller er stille. Se `/medie kilder`."


def digest(here: Office) -> str:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, "ukesoversikt", "2026-W41", "C1", NOW)
        return render_text(card)  # type: ignore[arg-type]  # there is always a digest


def test_a_feed_is_silent_when_nothing_came_for_much_longer_than_usual() -> None:
    often = Feed(last_item_at=NOW - DAY, gap_minutes=10)
    seldom = Feed(last_item_at=NOW - 20 * DAY, gap_minutes=24 * 60)
    assert (is_silent(often, NOW), is_silent(often, NOW + timedelta(minutes=1))) == (False, True)
    assert (is_silent(seldom, NOW), is_silent(seldom, NOW + 11 * DAY)) == (False, True)
    assert not is_silent(Feed(), NOW)


def test_a_feed_that_fails_is_asked_less_often_and_as_it_wishes() -> None:
    row = Feed(failures=0)
    waits = []
    for _ in range(6):
        failed(row, "status: 503", NOW)
        assert row.next_at
        waits.append(row.next_at - NOW)
    assert waits == [timedelta(minutes=each) for each in (15, 30, 60, 120, 240, 240)]
    failed(row, "status: 429", NOW, retry_after=36_000)
    assert row.next_at == NOW + timedelta(hours=10)
    went_well(row, NOW, [NOW - timedelta(hours=3), NOW - timedelta(hours=1), NOW])
    assert (row.failures, row.error, row.gap_minutes, row.last_item_at) == (0, None, 90, NOW)


def test_a_feed_that_never_brought_anything_is_silent_after_a_day(database: Database) -> None:
    here = listening(database)
    with database.session() as session:
        row = session.scalars(select(Feed)).one()
        row.last_item_at, row.baseline_at = None, NOW - 2 * DAY
        assert is_silent(row, NOW)
        assert not is_silent(row, NOW - 2 * DAY)
    assert AILING in digest(here).splitlines()


def test_the_digest_has_a_line_of_feeds_that_do_not_do_well_and_none_of_the_others(database: Database) -> None:
    here = listening(database)
    assert AILING not in digest(here)
    with database.session() as session:
        session.scalars(select(Feed)).one().last_item_at = NOW - 2 * DAY
    assert AILING in digest(here).splitlines()
    here.set(media_channel=None)
    assert AILING not in digest(here).splitlines()


def test_what_was_never_told_is_forgotten_after_half_a_year_and_what_was_told_is_kept(database: Database) -> None:
    here = listening(database)
    matcher = matcher_of(here.pack.media)
    with database.session() as session:
        row = session.scalars(select(Feed)).one()
        findings.keep(session, row, [Finding("1", "Gamle tog")], matcher, NOW)
        (told,) = findings.keep(session, row, [Finding("1", "Gamle tog"), Finding("2", "Nye tog")], matcher, NOW)
        row.last_item_at = NOW + 100 * DAY
    assert prune(database, NOW + 180 * DAY) == {}
    assert prune(database, NOW + 181 * DAY) == {"alert": 1}
    with database.session() as session:
        assert list(session.scalars(select(Alert.title))) == [told.title] == ["Nye tog"]


def test_what_is_too_old_to_be_an_opening_is_not_told(database: Database) -> None:
    here = listening(database)
    matcher = matcher_of(here.pack.media)
    with database.session() as session:
        row = session.scalars(select(Feed)).one()
        findings.keep(session, row, [], matcher, NOW)
        assert findings.keep(session, row, [Finding("1", "Gamle tog", published=NOW - 4 * DAY)], matcher, NOW) == []
