"""A case that another app posts in the media channel is told of in its thread, once, and followed up there."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.slack.listeners.app_posts import read_app_post
from models.db.database import Database
from models.tables import Alert
from tests.support.feeds import rss
from tests.support.newsroom import Newsroom, card, caught, item, newsroom

LINK = "https://avisa.example.no/tog-star"


async def posts(room: Newsroom, **event: Any) -> str:
    """Let another app post in the media channel; return the message's id."""
    channel = room.bench.workspace.state.channel("media")
    # The workspace has no apps but ours: somebody else says it, and the event says that an app did.
    ts = event.pop("ts", "") or room.bench.per.say("(en app)", "media").ts
    await room.bench.workspace.settled()
    told = {"type": "message", "subtype": "bot_message", "bot_id": "B9", "username": "Retriever", "ts": ts}
    told |= {"channel": channel.id, "channel_type": "channel", "event_ts": ts}
    room.bench.workspace.events.happened(told | event, "message.channels")
    await room.bench.workspace.settled()
    await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
    await room.nudges.run_now()
    return ts


def threads(room: Newsroom) -> dict[str | None, list[str]]:
    """Return what stands in threads of the media channel, by the message they hang on."""
    channel = room.bench.workspace.state.channel("media")
    said: dict[str | None, list[str]] = {}
    for each in channel.messages:
        if each.thread_ts not in {None, each.ts} and each.only_for is None:
            said.setdefault(each.thread_ts, []).append(card(each))
    return said


def alone(room: Newsroom) -> list[str]:
    """Return the cases that stand in the channel itself."""
    bot = room.bench.workspace.state.bot.id
    return [card(each) for each in room.told() if each.user == bot]


CARD = f"""Mediesak: Jernbane

Togene står ({LINK})

Retriever, i dag kl. 12.00

Treffer: «Togene»

Dette vil vi si:

«Jernbane er viktigst.»

Kravet vårt:

«Jernbane må planlegges nå.»

Utkast, ikke klarert ennå.
"""


async def test_what_another_app_posts_is_told_of_in_its_thread_and_taken_there(database: Database) -> None:
    async with newsroom(database) as room:
        ts = await posts(room, text=f"<{LINK}?utm_source=retriever|Togene står>")
        assert threads(room) == {ts: [f"{CARD}\n[Jeg tar den] [Ikke relevant] [Endre budskapet]\n\n[Hele budskapet]"]}
        assert alone(room) == []

        channel = room.bench.workspace.state.channel("media")
        kari = room.bench.kari
        await kari.press(channel.messages[-1], "mediesak.ta/0")
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        await room.nudges.run_now()
        assert room.followups() == [("Togene står", LINK, "jernbane", "åpen")]
        first, second = threads(room)[ts]
        assert first == f"{CARD}\nFølges opp av <@{kari.id}>.\n\n[Jeg tar den]\n\n[Hele budskapet]"
        assert second.startswith("Følg opp i dag")


async def test_a_reaction_on_the_apps_own_message_takes_the_case(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        ts = await posts(room, text=f"Togene står {LINK}")
        channel = room.bench.workspace.state.channel("media")
        item_ = {"type": "message", "channel": channel.id, "ts": ts}
        event = {"type": "reaction_added", "user": room.bench.kari.id, "reaction": "eyes", "item": item_}
        await room.bench.workspace.happened({**event, "event_ts": room.bench.workspace.timestamps.next()})
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert room.followups() == [("Togene står", LINK, "jernbane", "åpen")]
        assert f"Følges opp av <@{room.bench.kari.id}>." in threads(room)[ts][0]


async def test_the_same_link_is_told_once_whoever_brings_it(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        await caught(room)
        assert len(alone(room)) == 1
        await posts(room, text="Togene står <http://avisa.example.no/2?utm_medium=x>")
        assert threads(room) == {}

        first = await posts(room, text=f"Nye tog {LINK} og https://avisa.example.no/mer")
        await posts(room, text=f"Også her: nye tog {LINK}")
        await posts(room, ts=first, text=f"Nye tog {LINK}")  # told again under another event id
        assert list(threads(room)) == [first]

        room.served.serve("/avisa", rss(item(8, "Flere tog", path="mer"), item(9, "Helt nye tog", path="tog-star")))
        await room.round()
        assert len(alone(room)) == 1


async def test_a_page_that_a_feed_has_but_did_not_tell_of_is_told_when_an_app_posts_it(
    sqlite_database: Database,
) -> None:
    async with newsroom(sqlite_database) as room:
        room.served.serve("/avisa", rss(item(1, "Gamle tog", path="tog-star")))
        await room.round()
        ts = await posts(room, text=f"Togene står {LINK}")
        assert list(threads(room)) == [ts]


@pytest.mark.parametrize(
    "event",
    [
        {"text": "Fint vær i dag"},
        {"subtype": None, "bot_id": None, "user": "U0000003", "text": "Togene står, sier folk"},
        {"subtype": "message_changed", "message": {"text": "Togene står"}},
        {"thread_ts": "1.1", "text": "Togene står"},
        {"channel_type": "im", "text": "Togene står"},
        {"subtype": "bot_message", "app_id": "OURS", "text": "Togene står"},
    ],
)
async def test_nothing_else_is_taken_in_or_kept(sqlite_database: Database, event: dict[str, Any]) -> None:
    async with newsroom(sqlite_database) as room:
        if event.get("app_id"):
            event = event | {"app_id": room.bench.workspace.app.id}
        await posts(room, **event)
        other = room.bench.workspace.state.channel("sekretariatet").id
        await posts(room, channel=other, text="Togene står")
        assert threads(room) == {}
        with sqlite_database.session() as session:
            assert session.scalars(select(Alert)).all() == []


async def test_an_app_whose_words_stand_in_cards_or_a_mail_is_understood(sqlite_database: Database) -> None:
    cards = {"attachments": [{"title": "Kraftkrise", "title_link": "https://b.example.no/1", "text": "Dyr kraft"}]}
    mail = {
        "subtype": "file_share",
        "bot_id": None,
        "username": None,
        "user": "USLACKBOT",
        "text": "",
        "files": [{"filetype": "email", "title": "VS: Togene står", "plain_text": f"Les {LINK}"}],
    }
    blocks = {"text": "", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Tog* i grøfta"}}]}
    async with newsroom(sqlite_database) as room:
        told = [await posts(room, **event) for event in (cards, mail, blocks)]
        first = [threads(room)[ts][0].split("\n\n")[:3] for ts in told]
        assert first == [
            ["Mediesak: Energi", "Kraftkrise (https://b.example.no/1)", "Retriever, i dag kl. 12.00"],
            ["Mediesak: Jernbane", f"VS: Togene står ({LINK})", "E-post, i dag kl. 12.00"],
            ["Mediesak: Jernbane", "Tog i grøfta", "Retriever, i dag kl. 12.00"],
        ]


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"text": None, "attachments": "x", "blocks": [1, None, {"elements": {"elements": [None]}}], "files": [{}]},
        {"text": "x" * 100_000, "blocks": [{"type": "rich_text", "elements": [{"elements": [{"url": 3}]}]}]},
        {"bot_profile": "x", "attachments": [{"title": 3, "fields": [None, {"value": ["x"]}]}]},
    ],
)
def test_whatever_shape_a_message_has_it_is_read(event: dict[str, Any]) -> None:
    read = read_app_post(event)
    assert read.source == "En annen app"
    assert len(read.text) <= 8_000


def test_the_words_of_an_address_are_no_words_of_a_headline() -> None:
    read = read_app_post(
        {"text": f"Fint vær <{LINK}> og <https://a.example.no/kraft|Les mer> (https://c.example.no/x)."}
    )
    assert read.text == "Fint vær og Les mer ()."
    assert read.links == (LINK, "https://a.example.no/kraft", "https://c.example.no/x")
