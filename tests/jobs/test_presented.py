"""When people are asked for the date of a presentation, and when the table of the day comes."""

from datetime import date

from sqlalchemy import select

from content.schema.dated import Budget
from jobs.nudges.presented import DATE, ON_THE_DAY, WEEK_BEFORE
from models.db.database import Database
from models.occurrences import moving
from models.occurrences.queries import by_key
from models.tables import Delivery
from tests.support.nudges import Office, at, days_of, office
from tests.support.pack import KILDE, small_budget, small_pack

KINDS = {each.kind for each in (DATE, WEEK_BEFORE, ON_THE_DAY)}
RNB = {
    "id": "revidert-nasjonalbudsjett",
    "kilde": KILDE,
    "tittel": "Siste dag for å legge frem revidert nasjonalbudsjett",
    "slag": "milepæl",
    "når": {"regel": "dato", "måned": 5, "dag": 15},
    "sikkerhet": "fast",
}


def with_revised_budget() -> Budget:
    data = small_budget().model_dump(by_alias=True)
    return Budget.model_validate(data | {"milepæler": [*data["milepæler"], RNB]})


async def days(here: Office, first: date, last: date) -> None:
    for day in days_of(first, last):
        here.plan(at(f"{day} 08:45"))
        await here.drain(at(f"{day} 08:45"))


def sent(here: Office) -> list[tuple[str, str]]:
    """Return the kinds of this that were sent, with the local day."""
    with here.database.reading() as session:
        rows = session.scalars(select(Delivery).where(Delivery.kind.in_(KINDS), Delivery.state == "sent")).all()
    return sorted((f"{each.sent_at:%Y-%m-%d}" if each.sent_at else "", each.kind) for each in rows)


def sets(here: Office, key: str, to: date, now: str) -> None:
    with here.database.session() as session:
        row = by_key(session, here.workspace_id, key)
        assert row is not None
        moving.move(session, here.workspace_id, row.id, "U1", to, at(now))


async def test_nothing_but_the_question_comes_while_the_date_is_not_known(sqlite_database: Database) -> None:
    here = office(sqlite_database, asks_when_presented=True)
    await days(here, date(2026, 9, 1), date(2026, 10, 16))
    assert sent(here) == [("2026-09-15", "fremlegg_dato"), ("2026-09-29", "fremlegg_dato")]


async def test_a_known_date_brings_the_table_a_week_before_and_that_morning_and_a_moved_one_again(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database, asks_when_presented=True)
    await days(here, date(2026, 9, 14), date(2026, 9, 16))
    sets(here, "statsbudsjett:2027:fremleggelse", date(2026, 10, 7), "2026-09-16 12:00")
    await days(here, date(2026, 9, 17), date(2026, 10, 5))
    sets(here, "statsbudsjett:2027:fremleggelse", date(2026, 10, 8), "2026-10-05 12:00")
    await days(here, date(2026, 10, 6), date(2026, 10, 16))
    assert sent(here) == [
        ("2026-09-15", "fremlegg_dato"),
        ("2026-09-30", "fremlegg_uke"),
        ("2026-10-06", "fremlegg_uke"),
        ("2026-10-08", "fremlegg_dag"),
    ]


async def test_the_last_day_by_law_is_not_the_date_of_the_revised_budget(sqlite_database: Database) -> None:
    here = office(sqlite_database, asks_when_presented=True, pack=small_pack(budget=with_revised_budget()))
    await days(here, date(2027, 4, 19), date(2027, 5, 7))
    assert sent(here) == [("2027-04-26", "fremlegg_dato")]
    sets(here, "statsbudsjett:2027:revidert-nasjonalbudsjett", date(2027, 5, 12), "2027-05-07 12:00")
    await days(here, date(2027, 5, 8), date(2027, 5, 14))
    assert sent(here)[1:] == [("2027-05-10", "fremlegg_uke"), ("2027-05-12", "fremlegg_dag")]
