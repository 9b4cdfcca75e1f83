"""`/medie tall`: how soon cases in the media are taken and done with; the digest has the month's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.words import lasting
from models.db.database import Database
from models.followups.times import Course, grouped, times
from models.tables import Alert, Feed, FollowUp
from tests.support.people import KARI, Room, card_of, empty_room, text_of


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def followed(room: Room, came: str, taken: int, done: int | None = None, theme: str | None = "jernbane") -> None:
    """Keep a follow-up of a message that came then (in UTC), with minutes until it was taken and done."""
    at = datetime.fromisoformat(came).replace(tzinfo=UTC)
    with room.database.session() as session:
        session.add(
            FollowUp(
                workspace_id=room.workspace.id,
                channel="C2",
                message=f"{came}:{taken}",
                day=at.date(),
                text="Togene står",
                theme=theme,
                owner=KARI,
                state="åpen" if done is None else "ferdig",
                due_at=at + timedelta(hours=6),
                created_at=at + timedelta(minutes=taken),
                closed_at=None if done is None else at + timedelta(minutes=done),
                alerted_at=at,
            )
        )


def busy(room: Room) -> None:
    followed(room, "2026-09-10 08:00", 4, 60)
    followed(room, "2026-09-30 22:30", 30, 95)  # in Oslo that is October
    followed(room, "2026-10-01 08:00", 10, 125)
    followed(room, "2026-10-02 06:00", 20, theme="energi")


def test_nothing_was_followed_up(room: Room) -> None:
    assert text_of(room.ask("medie", "tall")) == "Mediesaker: 2026\n\nIngen har fulgt opp en mediesak i denne tiden."


def test_the_year_is_told_month_by_month_and_theme_by_theme(room: Room) -> None:
    busy(room)
    assert text_of(room.ask("medie", "tall")) == (
        "Mediesaker: 2026\n\n"
        "I alt: 4 saker, tatt etter 15 min, ferdig etter 1 t 35 min\n\n"
        "Måned for måned\n"
        "• september: 1 sak, ferdig\n"
        "• oktober: 3 saker, tatt etter 20 min, ferdig etter 1 t 50 min\n\n"
        "Tema for tema\n"
        "• Energi: 1 sak, ikke ferdig ennå\n"
        "• Jernbane: 3 saker, tatt etter 10 min, ferdig etter 1 t 35 min\n\n"
        "Tidene går fra saken kom, og er medianer: halvparten gikk raskere.\n\n"
        "[Del i kanalen]"
    )


def test_how_many_cases_were_found_is_told_beside_those_that_were_taken(room: Room) -> None:
    busy(room)
    with room.database.session() as session:
        feed = Feed(workspace_id=room.workspace.id, key="avisa", name="Avisa", url="", on=True)
        session.add(feed)
        session.flush()
        for number, state in enumerate(("varslet", "ikke", "sett", "samlet")):
            session.add(
                Alert(
                    workspace_id=room.workspace.id,
                    feed_id=feed.id,
                    identity=str(number),
                    title="Togene står",
                    source="Avisa",
                    found_at=datetime(2026, 10, 1, 8, tzinfo=UTC),
                    themes=["jernbane"],
                    words={},
                    state=state,
                )
            )
    assert "Jeg fant 2 saker som gjelder oss.\n\nI alt: 3 saker" in text_of(room.ask("medie", "tall oktober"))
    assert "Jeg fant" not in text_of(room.ask("medie", "tall september"))


def test_a_period_and_a_theme_are_asked_for(room: Room) -> None:
    busy(room)
    assert text_of(room.ask("medie", "tall september")).startswith(
        "Mediesaker: september\n\nI alt: 1 sak, ferdig\n\n[Del"
    )
    assert card_of(room.ask("medie", "tall energi")).summary == "Mediesaker: 2026, Energi: 1 sak fulgt opp."
    assert card_of(room.ask("medie", "tall 10 dager")).title == "Mediesaker: de siste 10 dagene"
    assert text_of(room.ask("medie", "tall bananer")).startswith("Mediesaker\n\nJeg forstår ikke «tall bananer».")


LENGTHS = st.timedeltas(timedelta(), timedelta(days=30))
COURSES = st.builds(Course, st.just(date(2026, 10, 5)), st.sampled_from(["a", "b"]), LENGTHS, st.none() | LENGTHS)


@given(st.lists(COURSES, min_size=1, max_size=12))
def test_half_of_them_were_no_slower_and_none_is_lost(found: list[Course]) -> None:
    told = times(found)
    assert told is not None
    within = timedelta(milliseconds=1)
    assert sum(each.taken <= told.taken + within for each in found) * 2 >= len(found)
    assert sum(each.taken >= told.taken - within for each in found) * 2 >= len(found)
    assert sum(each.number for each in grouped(found, lambda each: each.theme).values()) == len(found)
    assert told.ended == sum(each.done is not None for each in found)


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "under 1 min"), (12, "12 min"), (120, "2 t"), (125, "2 t 5 min"), (60 * 72, "3 dager")]
)
def test_how_long_something_took_is_said_shortly(minutes: int, said: str) -> None:
    assert lasting(timedelta(minutes=minutes)) == said
