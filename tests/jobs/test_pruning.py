"""What has expired is deleted in every table that has a term, a few rows at a time, and nothing else is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select

from jobs.pruning import prune
from models import retention
from models.db.base import tables_of_workspaces
from models.db.database import Database
from models.media import alerts, findings
from models.media.findings import Finding
from models.media.matching.matcher import matcher_of
from models.occurrences import changes, owning, undoing
from models.occurrences.changes import GoneError
from models.occurrences.undoing import TooOldError
from models.register import edits, people
from models.register.erasure import anonymise, erase
from models.register.merge import merge_people
from models.register.undo import undo
from models.tables import (
    Alert,
    Audit,
    Change,
    Delivery,
    Destination,
    Edit,
    EditedRow,
    Enclosure,
    Feed,
    Gram,
    Inbound,
    Occurrence,
    Pause,
    Person,
    Posting,
    Snooze,
)
from models.workspace import inbound, installations, waiting_files
from models.workspace.outgoing import THREAD
from tests.support.full_workspaces import full
from tests.support.nudges import Office, left, office, put, sent
from tests.support.register import new_person
from tests.support.rows import new_row

NOW = datetime(2029, 3, 1, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def here(database: Database) -> Office:
    return office(database)


def test_what_was_sent_is_kept_for_its_year_and_two_more_and_what_was_not_for_ninety_days(here: Office) -> None:
    put(here, Destination(workspace_id=here.workspace_id, kind="kanal", address="C1"))
    old, new = datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    put(
        here,
        *(sent(here, f"{state} i fjor", old, state=state) for state in ("sent", "unknown")),
        *(sent(here, f"{state} i år", new, state=state) for state in ("sent", "unknown")),
        *(sent(here, f"{state} før", NOW - 91 * DAY, state=state) for state in ("skipped", "failed")),
        *(sent(here, f"{state} nå", NOW - 89 * DAY, state=state) for state in ("skipped", "failed")),
        *(sent(here, f"{state} venter", old, state=state) for state in ("planned", "sending")),
        sent(here, "C1", old, kind="velkomst"),
        sent(here, "17:", old, kind="oppfolging"),
        sent(here, "ukjent slag", old, kind="fra en nyere versjon"),
        sent(here, "den nyeste", old),
    )
    prune(here.database, NOW)
    assert left(here, Delivery.period_key) == [
        "17:",
        "C1",
        "den nyeste",
        "failed nå",
        "planned venter",
        "sending venter",
        "sent i år",
        "skipped nå",
        "ukjent slag",
        "unknown i år",
    ]


def test_what_was_sent_in_a_year_can_be_counted_until_two_whole_years_have_passed(here: Office) -> None:
    put(here, Destination(workspace_id=here.workspace_id, kind="kanal", address="C1"))
    put(here, *(sent(here, f"{week}", datetime(2027, 1, 1, tzinfo=UTC) + week * 7 * DAY) for week in range(52)))
    prune(here.database, datetime(2029, 12, 31, 23, 0, tzinfo=UTC))
    assert len(left(here, Delivery.id)) == 52
    prune(here.database, datetime(2030, 1, 1, 0, 0, tzinfo=UTC))
    assert left(here, Delivery.period_key) == ["51"], "the newest row of all stays"


def test_the_thread_that_nothing_was_sent_to_any_more_goes_and_channels_and_people_stay(here: Office) -> None:
    kinds = (THREAD, THREAD, "kanal", "person", THREAD)
    rows = [
        Destination(workspace_id=here.workspace_id, kind=kind, address=f"{kind} {n}") for n, kind in enumerate(kinds)
    ]
    put(here, *rows)
    put(here, sent(here, "17:", NOW, to=rows[1].id))
    prune(here.database, NOW)
    assert left(here, Destination.address) == ["kanal 2", "person 3", "tråd 1", "tråd 4"]


def changed(here: Office, row: int, *ages: Any) -> list[int]:
    with here.database.session() as session:
        made = [
            Change(workspace_id=here.workspace_id, occurrence_id=row, user_id="U1", at=NOW - age, before={}, after={})
            for age in ages
        ]
        for each in made:
            session.add(each)
            session.flush()
        return [each.id for each in made]


def test_changes_are_kept_for_two_years_and_the_last_of_each_occurrence_for_good(here: Office) -> None:
    two, more = relativedelta(years=2), relativedelta(years=2, seconds=1)
    once, often, lately = (here.deadline(title, date(2027, 1, 1)) for title in ("En", "Mange", "Nylig"))
    (only,) = changed(here, once, relativedelta(years=9))
    *_, last = changed(here, often, relativedelta(years=5), relativedelta(years=4), relativedelta(years=3))
    _, *kept = changed(here, lately, more, two, DAY)
    prune(here.database, NOW)
    assert left(here, Change.id) == sorted([only, last, *kept])


def test_a_change_is_undone_for_two_years_and_then_no_longer(here: Office) -> None:
    row = here.deadline("Notat", date(2029, 4, 1))
    with here.database.session() as session:
        change = changes.mark_done(session, here.workspace_id, row, "U1", NOW)
    two = NOW + undoing.UNDO_TERM
    with here.database.session() as session, pytest.raises(TooOldError):
        undoing.undo(session, here.workspace_id, change.id, "U1", two + timedelta(seconds=1))
    with here.database.session() as session:
        assert undoing.undo(session, here.workspace_id, change.id, "U1", two).done_at is None


def test_an_occurrence_that_people_let_be_again_is_not_archived_though_its_changes_are_old(here: Office) -> None:
    """By the last change a sync sees that somebody has touched it, and calendars differ from each other."""
    row = here.deadline("Notat", date(2027, 1, 1))
    with here.database.session() as session:
        owning.take(session, here.workspace_id, row, "U1", NOW - 900 * DAY)
        owning.hand_back(session, here.workspace_id, row, "U1", NOW - 899 * DAY)
    prune(here.database, NOW)
    with here.database.reading() as session:
        (last,) = session.scalars(select(Change))
        assert (last.occurrence_id, last.after) == (row, {"owner": None})


def test_snoozes_pauses_and_the_log_have_terms_of_their_own(here: Office) -> None:
    rows = [here.deadline(f"Notat {number}", date(2027, 1, 1)) for number in range(3)]
    ends = (date(2028, 2, 29), date(2028, 3, 1), None)
    mine = {"workspace_id": here.workspace_id}
    put(here, *(Snooze(**mine, occurrence_id=row, until=end, at=NOW) for row, end in zip(rows, ends, strict=True)))
    put(here, *(Pause(**mine, first=date(2027, 1, 1), last=last) for last in (date(2027, 2, 28), date(2027, 3, 1))))
    when = (datetime(2024, 3, 1, 6, 59, tzinfo=UTC), datetime(2024, 3, 1, 7, 0, tzinfo=UTC))
    put(here, *(Audit(**mine, user_id="U1", at=at, what="innsyn", before={}, after={}) for at in when))
    prune(here.database, NOW)
    with here.database.reading() as session:
        assert session.scalars(select(Snooze.until).order_by(Snooze.id)).all() == list(ends[1:])
    assert left(here, Pause.last) == [date(2027, 3, 1)]
    assert left(here, Audit.at) == [when[1]]


def test_keys_and_files_go_and_what_waits_for_a_platform_that_is_off_goes_in_a_month(here: Office) -> None:
    mine = {"workspace_id": here.workspace_id}
    ages = {"ny": 6 * DAY, "gammel": 8 * DAY}
    put(here, *(Inbound(**mine, key=key, received_at=NOW - age) for key, age in ages.items()))
    waiting = {"venter": inbound.WAITS - DAY, "forlatt": inbound.WAITS + DAY}
    put(here, *(Inbound(**mine, key=key, received_at=NOW - age, state="waiting") for key, age in waiting.items()))
    file = {**mine, "user_id": "U1", "content": b"x"}
    put(here, *(Enclosure(**file, name=f"{hours}", created_at=NOW - timedelta(hours=hours)) for hours in (23, 25)))
    prune(here.database, NOW)
    assert left(here, Inbound.key) == ["ny", "venter"]
    assert left(here, Enclosure.name) == ["23"]


def test_the_number_of_a_file_that_is_gone_is_given_to_no_other(here: Office) -> None:
    """A button in an old message holds it."""
    with here.database.session() as session:
        first = waiting_files.keep(session, here.workspace_id, "U1", "gammel.xlsx", b"x", NOW - 2 * DAY).id
    prune(here.database, NOW)
    with here.database.session() as session:
        assert waiting_files.keep(session, here.workspace_id, "U1", "ny.xlsx", b"x", NOW).id != first
        assert waiting_files.take(session, here.workspace_id, first, "U1") is None


def test_an_old_act_is_forgotten_with_what_stood_there_and_its_number_is_not_given_again(here: Office) -> None:
    with here.database.session() as session:
        row = new_person(session, here.workspace_id, "Kari", note="Gammelt")
        people.save(session, here.workspace_id, row.id, 1, {"note": "Nytt"}, "U1", NOW)
        session.execute(Edit.__table__.update().values(at=NOW - edits.REMEMBERED - DAY))  # type: ignore[attr-defined]
        newest = session.scalar(select(func.max(Edit.id)))
        with pytest.raises(GoneError):
            undo(session, here.workspace_id, newest or 0, "U1", NOW)
    prune(here.database, NOW)
    assert left(here, EditedRow.id) == []
    assert left(here, Edit.id) == [newest]


def heard(here: Office, at: datetime, *names: str) -> list[str]:
    """Have the feed bring what it holds then; return what is told of."""
    with here.database.session() as session:
        row = session.scalar(select(Feed)) or Feed(
            workspace_id=here.workspace_id, key="avisa", name="Avisa", url="", on=True
        )
        session.add(row)
        session.flush()
        found = [Finding(name, f"Nye tog: {name}") for name in names]
        return [each.title for each in findings.keep(session, row, found, matcher_of(here.pack.media), at)]


def test_what_stands_in_a_feed_for_years_is_never_told_as_new(here: Office) -> None:
    """Items without a date, that stood there when the feed was first read."""
    assert heard(here, NOW, "gammel", "borte") == []
    told = []
    for number in range(1, 30):
        now = NOW + 30 * number * DAY
        told += heard(here, now, "gammel", f"ny {number}")
        prune(here.database, now)
    assert "Nye tog: gammel" not in told
    assert len(told) == 29
    titles = left(here, Alert.title)
    assert "Nye tog: gammel" in titles
    assert "Nye tog: borte" not in titles, "it has not been there for half a year"


def test_a_feed_that_stood_still_for_a_year_tells_nothing_old_when_it_wakes(here: Office) -> None:
    heard(here, NOW, "en", "to")
    later = NOW + 400 * DAY
    prune(here.database, later)
    assert heard(here, later, "en", "to", "tre") == ["Nye tog: tre"]
    prune(here.database, later + 400 * DAY)
    with here.database.session() as session:
        session.scalars(select(Feed)).one().on = False
    prune(here.database, later + 400 * DAY)
    assert left(here, Alert.title) == ["Nye tog: tre"], "it is not read any more, and only that was told"


def test_the_register_is_never_deleted_by_age_and_no_word_outlives_its_person(here: Office) -> None:
    mine = here.workspace_id
    with here.database.session() as session:
        kept, gone, blank, old, _ = (
            new_person(session, mine, name).id
            for name in ("Kari Blivende", "Per Slettet", "Ida Navnløs", "Ola Dobbel", "Eva Angret")
        )
        act = session.scalar(select(func.max(Edit.id)))
        erase(session, mine, gone, "U1", NOW)
        anonymise(session, mine, blank, "U1", NOW)
        merge_people(session, mine, kept, old, "U1", NOW)
        session.execute(Edit.__table__.update().values(at=NOW))  # type: ignore[attr-defined]
        undo(session, mine, act or 0, "U1", NOW)
    prune(here.database, NOW + 20 * 365 * DAY)
    with here.database.reading() as session:
        assert set(session.scalars(select(Posting.person_id))) == {kept}
        words = set(session.scalars(select(Gram.word)))
        assert words <= set(session.scalars(select(Posting.word)))
        assert "kari" in words
        assert "angret" not in words
    with here.database.session() as session:
        session.execute(Person.__table__.delete())  # type: ignore[attr-defined]
    assert left(here, Posting.id) == []


def test_a_table_without_a_term_loses_nothing_in_fifty_years(database: Database) -> None:
    full(database, "T1")
    full(database, "T2")
    aged = {rule.table.__tablename__ for rule in retention.rules(()) if rule.expired is not None}
    before = counted(database)
    prune(database, NOW.replace(year=2079))
    after = counted(database)
    assert {name for name, number in before.items() if after[name] < number} <= aged
    assert min(before.values()) > 1, "every table has rows"


def counted(database: Database) -> dict[str, int]:
    with database.reading() as session:
        tables = tables_of_workspaces()
        return {each.name: session.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


def test_the_terms_are_far_longer_than_what_needs_the_rows(here: Office) -> None:
    assert installations.KEPT < retention.UNSENT, "a workspace that comes back has what waited"
    assert alerts.SEEN_AGAIN < alerts.REMEMBERED
    with here.database.session() as session:
        new_row(session, here.workspace_id, "Lukket", date(1990, 1, 1), done_at=NOW)
    prune(here.database, NOW)
    assert left(here, Occurrence.title) == ["Lukket"]
