"""A case in a feed is told of in the media channel, taken there, followed up, and never told twice."""

from datetime import timedelta

from sqlalchemy import select

from content.schema.messages import Fact
from models.db.database import Database
from models.tables import FollowUp
from models.workspace.workspaces import get_or_create
from tests.support.feeds import rss
from tests.support.newsroom import card, caught, item, newsroom
from tests.support.pack import small_issue
from tests.support.slack import seen

SAID = """Mediesak: Jernbane

Togene står på Østlandet (https://avisa.example.no/2)

Avisa, i dag kl. 11.40"""
CARD = f"""{SAID}

Treffer: «Togene»

Dette vil vi si:

«Jernbane er viktigst.»

Kravet vårt:

«Jernbane må planlegges nå.»

Utkast, ikke klarert ennå.
"""


async def test_the_first_time_tells_nothing_and_then_a_new_case_is_told_of_once(database: Database) -> None:
    async with newsroom(database) as room:
        room.served.serve("/avisa", rss(item(1, "Gamle tog")))
        await room.round()
        assert room.told() == []

        await caught(room)
        await room.round()
        (message,) = room.told()
        assert card(message) == f"{CARD}\n[Jeg tar den] [Ikke relevant] [Endre budskapet]\n\n[Hele budskapet]"


async def test_the_card_says_what_to_show_and_who_speaks(sqlite_database: Database) -> None:
    fact = {"id": "gods", "kilde": "Faktaarket, side 2", "tekst": "Bare 9 % av godset går på bane."}
    issue = small_issue("jernbane", "Jernbane").model_copy(update={"facts": (Fact.model_validate(fact),)})
    async with newsroom(sqlite_database, issues=(issue,)) as room:
        kari = room.bench.kari
        await kari.command("/medie", "talspersoner jernbane @per.hansen")
        await kari.command("/medie", "talspersoner jernbane Ola Nordmann, ordfører")
        message = await caught(room)
        assert card(message) == (
            f"{CARD}\n"
            "Dette kan vi vise til:\n\n"
            "• Bare 9 % av godset går på bane.\n  Faktaarket, side 2\n\n"
            f"Uttaler seg om Jernbane: <@{room.bench.per.id}>, Ola Nordmann, ordfører\n\n"
            "[Jeg tar den] [Ikke relevant] [Endre budskapet]\n\n[Hele budskapet]"
        )


async def test_who_presses_takes_the_case_its_thread_is_told_and_the_card_says_who_has_it(database: Database) -> None:
    async with newsroom(database) as room:
        message = await caught(room)
        await room.bench.kari.press(message, "mediesak.ta/0")
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        await room.nudges.run_now()

        with database.session() as session:
            (taken,) = session.scalars(select(FollowUp))
        assert (taken.owner, taken.theme, taken.text, taken.link, taken.message) == (
            room.bench.kari.id,
            "jernbane",
            "Togene står på Østlandet",
            "https://avisa.example.no/2",
            message.ts,
        )
        channel = room.bench.workspace.state.channels[message.channel]
        (thread,) = [each for each in channel.messages if each.thread_ts == message.ts and each.ts != message.ts]
        assert seen(thread)[0] == "Følg opp i dag"
        (renewed,) = room.told()
        assert card(renewed) == f"{CARD}\nFølges opp av <@{room.bench.kari.id}>.\n\n[Jeg tar den]\n\n[Hele budskapet]"


async def test_what_is_not_relevant_says_so_and_becomes_a_proposal_for_the_words(database: Database) -> None:
    async with newsroom(database) as room:
        message = await caught(room)
        await room.bench.kari.press(message, "mediesak.ikke/1")
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        (renewed,) = room.told()
        assert card(renewed) == f"{SAID}\n\nIkke relevant, sier <@{room.bench.kari.id}>.\n\n[Jeg tar den]"

        (answer,) = await room.bench.kari.command("/medie", "forslag")
        assert card(answer) == (
            "Ord som traff for mye\n\n"
            "Disse ordene traff saker som ikke var relevante. Vurder et unntak, eller «bare sammen med».\n\n"
            "Jernbane: ordet «tog» (1 sak)\n\n"
            "• Togene står på Østlandet (https://avisa.example.no/2)\n\n"
            "Jeg endrer aldri ordene selv. Endre dem med `/padriver innhold medieord`."
        )


async def test_a_reaction_takes_the_case_itself_and_its_card_follows_to_the_end(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message, kari = await caught(room), room.bench.kari
        await room.reacts(message, "eyes")
        await room.nudges.run_now()
        assert room.followups() == [("Togene står på Østlandet", "https://avisa.example.no/2", "jernbane", "åpen")]
        taken = f"{CARD}\nFølges opp av <@{kari.id}>.\n\n[Jeg tar den]\n\n[Hele budskapet]"
        assert card(room.told()[0]) == taken

        await room.reacts(message, "eyes", removed=True)
        assert card(room.told()[0]) == f"{CARD}\n[Jeg tar den] [Ikke relevant] [Endre budskapet]\n\n[Hele budskapet]"
        await room.reacts(message, "eyes")
        assert card(room.told()[0]) == taken

        await room.round(timedelta(hours=2))
        (reminder,) = kari.sees("bot")
        await kari.press(reminder, "oppfolging.ferdig/0", expect=0)
        await kari.submit(kari.view, {"deed": "kommentar"})
        await room.bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert card(room.told()[0]) == f"{CARD}\nFulgt opp av <@{kari.id}>.\n\n[Hele budskapet]"
        assert [seen(each)[0] for each in room.thread(message)] == ["Fulgt opp"]


async def test_a_reaction_says_that_a_case_is_not_relevant_and_taking_it_away_takes_it_back(
    sqlite_database: Database,
) -> None:
    async with newsroom(sqlite_database) as room:
        message, kari, per = await caught(room), room.bench.kari, room.bench.per
        first = await room.reacts(message, "no_entry_sign")
        assert card(room.told()[0]) == f"{SAID}\n\nIkke relevant, sier <@{kari.id}>.\n\n[Jeg tar den]"
        (noted,) = [each for each in kari.sees("media") if each.only_for == kari.id]
        assert seen(noted) == [
            "Ikke relevant",
            "Takk! Ordene som traff, står nå i ",
            "/medie forslag",
            ". De endres ikke av seg selv.",
        ]

        await room.reacts(message, "no_entry_sign", removed=True, by=per.id)
        assert "Ikke relevant, sier" in room.told()[0].text
        await room.reacts(message, "no_entry_sign", removed=True)
        await room.reacts(message, "no_entry_sign", event_ts=first)
        assert card(room.told()[0]) == f"{CARD}\n[Jeg tar den] [Ikke relevant] [Endre budskapet]\n\n[Hele budskapet]"


async def test_a_case_that_somebody_follows_up_is_not_put_away_by_a_reaction(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        message, per = await caught(room), room.bench.per
        await room.reacts(message, "eyes")
        await room.reacts(message, "no_entry_sign", by=per.id)
        assert "Ikke relevant, sier" not in room.told()[0].text
        (answer,) = [each for each in per.sees("media") if each.only_for == per.id]
        assert seen(answer)[1] == "Noen følger opp denne saken. Er den ikke relevant, trykk «Ikke aktuelt» i tråden."


async def test_a_reaction_on_anything_else_says_nothing_of_relevance(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        said = room.bench.per.say("Vi tar den i morgen", "media")
        await room.reacts(said, "no_entry_sign")
        assert [each for each in room.bench.kari.sees("media") if each.only_for] == []


async def test_the_same_page_in_two_feeds_is_one_case(database: Database) -> None:
    async with newsroom(database, "avisa", "bladet") as room:
        for path in ("/avisa", "/bladet"):
            room.served.serve(path, rss(item(1, "Gamle tog", path="gammel")))
        await room.round()
        room.served.serve("/avisa", rss(item(2, "Nye tog", path="ny")))
        room.served.serve("/bladet", rss(item(3, "Helt nye tog", path="ny", guid="annen")))
        await room.round()
        assert len(room.told()) == 1


async def test_a_feed_that_rewrites_its_identities_tells_nothing_anew(database: Database) -> None:
    async with newsroom(database) as room:
        cases = range(1, 21)
        room.served.serve("/avisa", rss(*(item(each, f"Tog {each}") for each in cases)))
        await room.round()
        room.served.serve("/avisa", rss(*(item(each, f"Tog {each}", guid=f"ny-{each}") for each in cases)))
        await room.round()
        assert room.told() == []


async def test_very_many_new_cases_at_once_are_one_message(database: Database) -> None:
    async with newsroom(database) as room:
        room.served.serve("/avisa", rss(item(1, "Gamle tog")))
        await room.round()
        room.served.serve("/avisa", rss(*(item(each, f"Tog nummer {each}") for each in range(100, 220))))
        await room.round()
        await room.round()
        (message,) = room.told()
        assert seen(message)[:2] == [
            "120 mediesaker på én gang",
            "Avisa kom med alt dette på én gang. Det kan være gamle saker som er publisert på nytt.",
        ]
        assert "… og 110 til" in "".join(seen(message))


async def test_nothing_is_fetched_where_no_media_channel_is_chosen(database: Database) -> None:
    async with newsroom(database, chosen=False) as room:
        await room.round()
        assert room.served.asked == []


async def test_a_feed_is_asked_every_quarter_and_only_for_what_is_new(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        room.served.serve("/avisa", rss(item(1, "Gamle tog")), etag='"1"')
        await room.round()
        await room.round(timedelta(minutes=14))
        assert len(room.served.asked) == 1
        await room.round(timedelta(minutes=1))
        assert [headers.get("if-none-match") for _, headers in room.served.asked] == [None, '"1"']


async def test_a_slow_feed_delays_no_other_and_is_told_of_when_it_goes_on(database: Database) -> None:
    async with newsroom(database, "treg", "avisa") as room:
        room.served.drip("/treg", 0.01)
        await caught(room)
        for _ in range(4):
            await room.round(timedelta(hours=1))
        (answer,) = await room.bench.kari.command("/medie", "kilder")
        assert card(answer) == (
            "Nyhetskilder\n\n"
            "• Treg: svarer ikke som den skal (tidsavbrudd), aldri hentet\n"
            "• Avisa: hentet nå nettopp, nyeste sak i dag kl. 11.40\n\n"
            "Endre kildene med `/padriver innhold nyhetskilder`. Legg til en egen med `/medie kilder ny` og adressen."
        )
        (status,) = await room.bench.kari.command("/padriver", "status")
        assert "• Nyhetskilden Treg svarer ikke som den skal (tidsavbrudd), aldri hentet." in status.text


async def test_what_comes_on_friday_night_waits_for_monday_morning(database: Database) -> None:
    async with newsroom(database) as room:
        room.served.serve("/avisa", rss(item(1, "Gamle tog")))
        await room.round()
        room.served.serve("/avisa", rss(item(2, "Togene står på Østlandet")))
        await room.round(timedelta(hours=11))
        await room.round(timedelta(hours=12))
        assert room.told() == []
        await room.round(timedelta(hours=48))
        assert len(room.told()) == 1


async def test_two_workspaces_that_read_a_feed_ask_for_it_once(database: Database) -> None:
    async with newsroom(database) as room:
        with database.session() as session:
            get_or_create(session, "slack", "T2", "Andre").media_channel = "C2"
        room.served.serve("/avisa", rss(item(1, "Gamle tog")))
        await room.round()
        assert len(room.served.asked) == 1


async def test_a_feed_that_was_added_in_the_chat_is_read_until_it_is_taken_away(database: Database) -> None:
    async with newsroom(database) as room:
        room.served.serve("/avisa", rss(item(1, "Fint vær")))
        room.served.serve("/egen", rss(item(1, "Gamle tog", guid="egen")))
        kari, url = room.bench.kari, room.served.url("/egen")
        (added,) = await kari.command("/medie", f"kilder ny {url} Lokalavisa")
        assert card(added).split("\n\n")[:2] == [
            "Ny nyhetskilde",
            (
                "Jeg leser Lokalavisa hvert kvarter fra nå. Det som ligger der allerede, varsler jeg ikke om. "
                "`/medie kilder` viser hvordan det går."
            ),
        ]
        await room.round()
        room.served.serve("/egen", rss(item(7, "Nye tog")))
        await room.round()
        (message,) = room.told()
        assert "Lokalavisa, i dag kl. 11.40" in message.text

        (gone,) = await kari.command("/medie", "kilder fjern lokalavisa")
        assert card(gone) == "Fjernet nyhetskilde\n\nJeg leser ikke Lokalavisa lenger."
        asked = len(room.served.asked)
        await room.round()
        assert [path for path, _ in room.served.asked[asked:]] == ["/avisa"]
        (log,) = await kari.command("/padriver", "logg")
        assert f"<@{kari.id}>: la til nyhetskilden Lokalavisa" in log.text
        assert f"<@{kari.id}>: fjernet nyhetskilden Lokalavisa" in log.text


async def test_only_an_address_that_may_be_asked_is_taken_as_a_feed(sqlite_database: Database) -> None:
    async with newsroom(sqlite_database) as room:
        (wrong,) = await room.bench.kari.command("/medie", "kilder ny avisa")
        assert card(wrong) == (
            "Ny nyhetskilde\n\n"
            "Skriv adressen til strømmen, for eksempel /medie kilder ny https://www.nrk.no/toppsaker.rss NRK."
        )
        (secret,) = await room.bench.kari.command("/medie", "kilder ny https://kari:hemmelig@avisa.example.no/rss")
        assert card(secret) == "Ny nyhetskilde\n\nAdressen kan ikke ha brukernavn eller passord."
