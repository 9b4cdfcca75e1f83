"""Feeds whose items share a link, and articles with several addresses: each is told once, and none is taken for another."""

from collections.abc import Sequence

from models.db.database import Database
from tests.support.feeds import rss
from tests.support.newsroom import Newsroom, card, newsroom

SHARED = "https://www.stortinget.no/no/Saker-og-publikasjoner/Sporsmal/"
DATE = "2026-10-05T10:00:00+02:00"


def question(number: int, text: str, *, guid: bool = True) -> str:
    """Return an item in the shape of the Storting's own feeds (seen in August 2026): guids come and go, links are shared."""
    named = f"<guid>tag:stortinget.no,2000:innhold.{number}</guid>" if guid else ""
    return (
        f"<title>Skriftlig spørsmål fra A til samferdselsministeren</title><link>{SHARED}</link>"
        f"<description>{text}</description>{named}<dc:date>{DATE}</dc:date>"
    )


async def served(room: Newsroom, name: str, *items: str) -> None:
    content = rss(*items).replace(b"<rss ", b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/" ')
    room.served.serve(f"/{name}", content)
    await room.round()


def said(room: Newsroom) -> Sequence[str]:
    return [card(each).split("\n\n")[1] for each in room.told()]


async def test_each_of_several_items_with_one_link_is_told_once_though_guids_come_and_go(database: Database) -> None:
    async with newsroom(database, "stortinget") as room:
        old = (question(1, "Om havvind."), question(2, "Om tog til Halden."))
        await served(room, "stortinget", *old)
        assert said(room) == []

        await served(room, "stortinget", question(3, "Om tog til Moss."), question(4, "Om Follobanen og tog."), *old)
        assert len(said(room)) == 2

        texts = ("Om tog til Moss.", "Om Follobanen og tog.", "Om havvind.", "Om tog til Halden.")
        await served(room, "stortinget", *(question(0, text, guid=False) for text in texts))
        await served(room, "stortinget", *(question(number, text) for number, text in enumerate(texts, 10)))
        assert len(said(room)) == 2

        bare = (question(0, text, guid=False) for text in ("Om tog til Kongsvinger.", *texts))
        await served(room, "stortinget", *bare)
        assert len(said(room)) == 3


async def test_an_article_is_told_once_by_whichever_of_its_addresses_it_comes(database: Database) -> None:
    async with newsroom(database, "en", "to") as room:
        for name in ("en", "to"):
            await served(room, name, "<title>Fint vær</title><guid>0</guid>")
        title = "<title>Togene står</title>"
        await served(room, "en", f"{title}<guid>1</guid><link>https://www.avisa.example.no/tog/?utm_source=rss</link>")
        assert said(room) == ["Togene står (https://www.avisa.example.no/tog/)"]

        addresses = (
            "http://avisa.example.no/tog",
            "https://avisa.example.no/tog/#topp",
            "https://www.avisa.example.no/tog",
        )
        for number, address in enumerate(addresses):
            await served(room, "to", f"{title}<guid>{number}x</guid><link>{address}</link>")
        assert len(said(room)) == 1

        await served(room, "to", f"{title}<guid>2</guid><link>https://avisa.example.no/tog?side=2</link>")
        assert len(said(room)) == 2
