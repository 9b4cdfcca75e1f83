"""A theme that is in the media clearly more than usual gets one card with what to do now; evenings may be heard too."""

from datetime import timedelta

from sqlalchemy import select

from models.db.database import Database
from models.tables import Feed
from models.workspace.preferences import ALL, AT_ONCE, PreferenceChange, save_preference
from models.workspace.workspaces import by_external
from tests.support.feeds import rss
from tests.support.newsroom import Newsroom, item, newsroom
from tests.support.slack import seen


def long_read(room: Newsroom) -> None:
    """Let the feeds have been read since the summer."""
    with room.database.session() as session:
        for feed in session.scalars(select(Feed)):
            feed.baseline_at = room.bench.clock.at - timedelta(days=100)


def sprints(room: Newsroom) -> list[list[str]]:
    return [seen(each) for each in room.told() if seen(each)[0].startswith("Sprint")]


async def test_a_theme_that_is_everywhere_gets_one_card_a_week_with_what_to_do_now(database: Database) -> None:
    async with newsroom(database) as room:
        room.served.serve("/avisa", rss(item(1, "Fint vær")))
        await room.round()
        long_read(room)
        room.served.serve("/avisa", rss(*(item(each, f"Togene står, dag {each}") for each in range(2, 5))))
        await room.round()
        assert sprints(room) == []

        room.served.serve("/avisa", rss(item(5, "Togene står fortsatt")))
        await room.round()
        (card,) = sprints(room)
        said = "".join(card)
        assert said.startswith(
            "Sprint: Jernbane er i mediene nå4 saker på ett døgn. Vanligvis er det mindre enn én i uka."
        )
        assert "Togene står fortsatt" in said
        assert "Dette vil vi si:" in said

        room.served.serve("/avisa", rss(item(6, "Togene går igjen")))
        await room.round()
        assert len(sprints(room)) == 1

        (message,) = [each for each in room.told() if seen(each)[0].startswith("Sprint")]
        await room.bench.kari.press(message, "mediesprint.ta/0")
        assert [(text, theme) for text, _, theme, _ in room.followups()] == [("Sprint: Jernbane", "jernbane")]


async def test_a_workspace_that_wants_to_hears_of_cases_on_a_friday_night(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        with sqlite_database.session() as session:
            workspace = by_external(session, "slack", room.bench.workspace.state.team.id)
            assert workspace
            save_preference(session, workspace.id, ALL, AT_ONCE, PreferenceChange(wanted=True))
        room.served.serve("/avisa", rss(item(1, "Gamle tog")))
        await room.round()
        room.served.serve("/avisa", rss(item(2, "Togene står på Østlandet")))
        await room.round(timedelta(hours=11))
        assert len(room.told()) == 1
