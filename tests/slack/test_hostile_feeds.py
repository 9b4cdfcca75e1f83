"""Feeds of every bad kind, from a real server through the whole round: no other feed notices, and people are told."""

import asyncio
import gzip
from datetime import UTC, timedelta
from email.utils import format_datetime

from bot.runtime.workers import Workers
from jobs.feeds.fetch import Limits
from models.db.database import Database
from tests.support.feeds import FeedServer, Headers, bomb, head, rss
from tests.support.local import NOON
from tests.support.newsroom import card, item, newsroom

ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "tog"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><item><title>&c;</title></item></channel></rss>"""
HTML = b"<!doctype html><html><head><title>Tog</title></head><body><h1>Togene st&aring;r</h1></body></html>"
BAD = ("misdannet", "avkuttet", "html", "bombe", "entiteter", "ring", "treg", "borte", "tom")


def dated(number: int, title: str, date: str) -> str:
    return f"<title>{title}</title><guid>{number}</guid><link>https://b.example.no/{number}</link><pubDate>{date}</pubDate>"


def serve_bad(served: FeedServer) -> None:
    served.serve("/misdannet", b"<rss><channel><item><title>Tog <b></title></channel")
    whole = gzip.compress(rss(item(90, "Togene står")))
    served.serve("/avkuttet", whole[: len(whole) // 2], content_encoding="gzip")
    served.serve("/html", HTML, content_type="text/html")
    served.serve("/bombe", bomb(200), content_encoding="gzip")
    served.serve("/entiteter", ENTITIES)
    served.serve("/ring", status="302 Found", location="/ring")
    served.drip("/treg", 0.01)
    served.serve("/borte", status="410 Gone")
    served.serve("/tom", rss())


async def test_of_many_bad_feeds_none_delays_or_breaks_another_and_each_is_told_of(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database, *BAD, "avisa", workers=Workers()) as room:
        serve_bad(room.served)
        room.served.serve("/avisa", rss(item(1, "Gamle tog")))
        await room.round()
        room.served.serve("/avisa", rss(item(2, "Togene står på Østlandet"), item(1, "Gamle tog")))
        await room.round()
        (told,) = room.told()
        assert card(told).startswith("Mediesak: Jernbane\n\nTogene står på Østlandet")

        for _ in range(6):
            await room.round(timedelta(hours=5))
        (answer,) = await room.bench.kari.command("/medie", "kilder")
        rows = dict(row.removeprefix("• ").split(": ", 1) for row in card(answer).splitlines() if ": " in row)
        assert {name: said.partition(", aldri")[0] for name, said in rows.items() if name.lower() in BAD} == {
            "Misdannet": "har aldri hatt noe. 1 sak er ikke lest, for den står to ganger eller mangler adresse",
            "Avkuttet": "svarer ikke som den skal (koding: the packed stream broke off)",
            "Html": "svarer ikke som den skal (er ikke RSS eller Atom)",
            "Bombe": "svarer ikke som den skal (størrelse: mer enn 5242880 byte)",
            "Entiteter": "svarer ikke som den skal (egne XML-entiteter er ikke tillatt)",
            "Ring": "svarer ikke som den skal (omdirigering: mer enn 3)",
            "Treg": "svarer ikke som den skal (tidsavbrudd)",
            "Borte": "svarer ikke som den skal (status: 410)",
            "Tom": "har aldri hatt noe",
        }
        (status,) = await room.bench.kari.command("/padriver", "status")
        for name in BAD:
            assert f"Nyhetskilden {name.title()} " in status.text


async def test_odd_feeds_are_read_for_what_there_is_and_what_is_new_is_told_once(sqlite_database: Database) -> None:
    future = format_datetime((NOON + timedelta(days=400)).astimezone(UTC))
    async with newsroom(sqlite_database, "tegnsett", "datoer", "enorm", "kuttet", workers=Workers()) as room:
        for name in ("tegnsett", "datoer", "enorm", "kuttet"):
            room.served.serve(f"/{name}", rss(item(1, "Fint vær", path=f"{name}-gammel")))
        await room.round()
        latin = rss(item(2, "Tømmertogene står: jernbanen", path="latin")).decode().encode("latin-1")
        room.served.serve("/tegnsett", latin, content_type="text/xml; charset=utf-8")
        room.served.serve("/datoer", rss(dated(3, "Tog i fremtiden", future), dated(4, "Tog uten dato", "i går")))
        many = rss(item(5, "Tog først"), *("<title>Fint vær</title><guid>x</guid>" for _ in range(50_000)))
        room.served.serve("/enorm", many)
        room.served.serve("/kuttet", rss(item(6, "Tog som ble kuttet"), item(7, "Fint vær"))[:-150])
        await room.round()
        await room.round()
        said = sorted(card(each).split("\n\n")[1].split(" (")[0] for each in room.told())
        assert said == [
            "Tog først",
            "Tog i fremtiden",
            "Tog som ble kuttet",
            "Tog uten dato",
            "Tømmertogene står: jernbanen",
        ]


async def test_a_feed_whose_addresses_are_all_new_is_one_message_however_often(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database, workers=Workers()) as room:
        cases = range(1, 61)
        room.served.serve("/avisa", rss(*(item(each, f"Tog {each}") for each in cases)))
        await room.round()
        moved = (item(each, f"Tog {each}", path=f"ny/{each}", guid=f"ny-{each}") for each in cases)
        room.served.serve("/avisa", rss(*moved))
        await room.round()
        await room.round()
        (told,) = room.told()
        assert card(told).startswith("60 mediesaker på én gang")


async def test_a_good_feed_is_read_while_very_many_others_are_slow(sqlite_database: Database) -> None:
    slow = tuple(f"treg-{each}" for each in range(12))
    async with newsroom(
        sqlite_database, *slow, "avisa", limits=Limits(silence=60, whole=60), workers=Workers()
    ) as room:
        for each in slow:
            room.served.drip(f"/{each}", 0.05)
        reached = asyncio.Event()

        async def page(writer: asyncio.StreamWriter, asked: Headers) -> None:
            del asked
            writer.write(head("200 OK", {}) + rss(item(1, "Gamle tog")))
            reached.set()

        room.served.pages["/avisa"] = page
        await room.feeds(room.bench.clock.at)
        await asyncio.wait_for(reached.wait(), 30)  # the slow ones would have taken 60 seconds
