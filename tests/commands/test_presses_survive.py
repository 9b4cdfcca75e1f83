"""No button and no form of deadlines and the wheel breaks, whatever it is told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import arshjul, frister
from models.db.database import Database
from tests.support.any_text import texts
from tests.support.people import Room, full_room, text_of

ACTIONS = st.sampled_from(sorted([*frister.PRESSES, *arshjul.PRESSES]))
IDS = st.integers(-1, 12) | st.integers() | st.none() | st.booleans() | texts(max_size=5)
TEXTS = texts(max_size=40) | st.sampled_from(["oktober", "31.2", "2026-10", "2026", "9999-12", "ntp"]) | st.none()
VALUES = st.fixed_dictionaries(
    {}, optional={"id": IDS, "c": IDS, "o": IDS, "q": TEXTS, "v": TEXTS, "m": TEXTS, "f": TEXTS}
)
SURVIVE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=150
)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


@SURVIVE
@given(ACTIONS, VALUES | texts(), texts(max_size=12) | st.dates().map(str))
def test_no_press_breaks(room: Room, action: str, value: object, chosen: str) -> None:
    assert text_of(room.press(action, value, chosen))


@SURVIVE
@given(st.dictionaries(st.sampled_from(["title", "field", "month", "theme", "owner"]), texts() | st.just("2026-10")))
def test_no_form_of_the_wheel_breaks(room: Room, values: dict[str, str]) -> None:
    assert text_of(room.send("arshjul.new", **values))
