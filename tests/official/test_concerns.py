"""What workspaces are told of what official sources bring: once for each matter, at once or in the morning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.alerts.keep import keep_outcome
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import FeedItem, ParsedFeed
from jobs.official import matching
from jobs.official.matching import match_pending
from jobs.official.matching_rounds import match_new_words
from jobs.sending.compose import compose
from models.content import content_edits
from models.content.content_edits import WantedEdit as Edited
from models.content.packs import pack_of
from models.db.database import Database
from models.official import records, sources
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.official.own import key_of
from models.official.relevance import OfficialMatcher
from models.tables import Alert, Delivery, Feed, OfficialMatch, OfficialSource, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.content import PACK
from tests.support.nudges import Office, Packs, at, office
from tests.support.people import Room, empty_room, find, text_of
from tests.support.rows import new_row

NOW = at("2026-10-05 10:00")
DAY = date(2026, 11, 2)
ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id7/"


def deadline(day: date | None) -> tuple[OfficialEvent, ...]:
    return (OfficialEvent("HOERFRIST", "høringsfrist", day, is_deadline=True),) if day else ()


def case(day: date | None = None) -> OfficialItem:
    body = "Transport- og kommunikasjonskomiteen"
    return OfficialItem(ItemKind.CASE, "104907", "Representantforslag om flere tog", body=body, events=deadline(day))


def committee_hearing(day: date | None, number: str = "9") -> OfficialItem:
    title = "Representantforslag om flere tog"
    return OfficialItem(ItemKind.COMMITTEE_HEARING, number, title, events=deadline(day), cases=("104907",))


def hearing(title: str = "Høring om tog", number: str = "7", **more: str) -> OfficialItem:
    return OfficialItem(ItemKind.HEARING, number, title, events=deadline(DAY), **more)


def brings(here: Office | Room, items: Sequence[OfficialItem], now: datetime, source: str = "stortinget-sak") -> int:
    """Let a source bring that; return how many messages are planned."""
    with here.database.session() as session:
        records.keep_items(session, source, items, now)
    return match_pending(here.database, Packs(here.pack), now)


def morning(here: Office, day: str) -> str:
    """Return what the morning's message gathers."""
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        own = pack_of(session, workspace, here.pack)
        card = compose(session, workspace, own, "horinger", f"horinger:{day}", "C1", at(f"{day} 08:30"))
    return render_text(card) if isinstance(card, Card) else card.reason


def test_a_matter_is_told_once_whichever_source_has_it_first(database: Database) -> None:
    here = office(database)
    assert brings(here, [case()], NOW, "stortinget-saker") == 1, "the case"
    assert brings(here, [committee_hearing(DAY)], NOW, "stortinget-horinger") == 1, "its hearing, which has a deadline"
    assert brings(here, [case(DAY)], NOW) == 0, "the same deadline by the case's own page"
    assert brings(here, [committee_hearing(DAY + timedelta(days=9), "10")], NOW, "stortinget-horinger") == 1, "another"
    assert brings(here, [hearing()], NOW, "regjeringen-liste") == 1
    assert brings(here, [hearing(excerpt="Om tog.")], NOW, "regjeringen-rss-791") == 0
    assert brings(here, [hearing("Høring om flere tog")], NOW, "regjeringen-side") == 0
    news = OfficialItem(ItemKind.NEWS, "x", "Ny høring om tog i fjellet")
    both = [news, hearing("Ny høring om tog i fjellet", "8")]
    assert brings(here, both, NOW, "regjeringen-rss-791") == 1, "an item of a feed without a number of its own"
    assert morning(here, "2026-10-06") == "ingen nye saker å si fra om"


def test_a_deadline_by_the_case_is_told_where_the_list_of_hearings_is_silent(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    room.set(shared_channel="C1")
    assert brings(room, [case()], NOW) == 1
    assert brings(room, [case(DAY)], NOW) == 1, "now it has a deadline"
    assert brings(room, [committee_hearing(DAY)], NOW, "stortinget-horinger") == 0, "the list has come: the same day"
    said = text_of(room.ask("padriver", "høringer"))
    assert said.count("Representantforslag om flere tog") == 1
    assert "komitéhøring" in said
    assert brings(room, [replace(case(), number="5", status=Status.FINISHED)], NOW) == 0, "nothing can be done"


def test_what_people_have_made_a_deadline_of_is_not_told(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    with here.database.session() as session:
        new_row(session, here.workspace_id, "Vårt innspill", DAY, key=key_of(ItemKind.CASE, "104907"))
        new_row(session, here.workspace_id, "Vårt svar", DAY, key=key_of(ItemKind.HEARING, "7"))
    assert brings(here, [case(DAY), committee_hearing(DAY), hearing()], NOW) == 0
    assert brings(here, [committee_hearing(DAY + timedelta(days=30), "10")], NOW) == 1, "another hearing of the case"


def test_many_at_once_and_what_is_likely_come_in_one_message_and_what_becomes_sure_at_once(
    sqlite_database: Database,
) -> None:
    here = office(sqlite_database)
    many = [hearing(f"Høring {each} om tog", f"{each}") for each in range(20, 26)]
    likely = [hearing("Endringer i en forskrift", "30", excerpt="Om tog."), hearing("Om barnehager", "31")]
    assert brings(here, [*many, *likely], NOW) == 0
    told = morning(here, "2026-10-06")
    assert told.startswith(
        "Nye høringer og saker som kan angå oss\n\nAngår oss\n• Frist mandag 2. november\n  Høring 20"
    )
    assert "Angår oss kanskje\n• Frist mandag 2. november\n  Endringer i en forskrift · høring" in told
    assert told.endswith("Alt står i `/padriver høringer` og `/padriver sak alle`.\n\n[Innstillinger]"), told
    assert "barnehager" not in told
    with here.database.session() as session:
        session.execute(
            update(Delivery).where(Delivery.kind == "horinger").values(state="sent", due_at=at("2026-10-06 08:30"))
        )
    assert brings(here, [hearing("Endringer i en forskrift om tog", "30")], at("2026-10-06 12:00")) == 1
    assert brings(here, [hearing("Endringer i en forskrift om tog", "30", excerpt="x")], NOW) == 0


def test_new_words_find_what_is_open_already_once_and_in_one_message(database: Database) -> None:
    here = office(database)
    over = replace(hearing("Tunneler i fjor", "99"), events=deadline(date(2026, 10, 1)))
    brought = [hearing(f"Tunnel nummer {each}", str(each)) for each in range(10, 23)]
    assert brings(here, [hearing(), *brought, over], NOW) == 1
    packs = Packs(here.pack)
    assert match_new_words(database, packs, NOW) == 1, "the words are seen for the first time"
    assert morning(here, "2026-10-06") == "ingen nye saker å si fra om"
    assert match_new_words(database, packs, NOW) == 0
    with database.session() as session:
        get_or_create(session, "slack", "T2", "En annen").shared_channel = "C9"
    later = NOW + timedelta(days=1)

    def writes(words: list[str]) -> None:
        with database.session() as session:
            workspace = session.get_one(Workspace, here.workspace_id)
            wanted = [Edited("medier.yaml", "jernbane", {"ord": words})]
            content_edits.change(session, workspace, here.pack.start, "U1", wanted, later)

    theirs = here.pack.media.theme("jernbane")
    assert theirs is not None
    writes([*theirs.words, "tunnel*"])
    assert match_new_words(database, packs, later) == 2, "and a workspace that has come since"
    said = morning(here, "2026-10-07")
    assert said.startswith(
        "Nye høringer og saker som kan angå oss\n\nAngår oss\n• Frist mandag 2. november\n  Tunnel nummer 10"
    )
    assert "Og 3 til. Alt står i `/padriver høringer` og `/padriver sak alle`.\n" in said
    assert "Høring om tog" not in said, "it has been told"
    assert "i fjor" not in said
    with database.reading() as session:
        found = session.execute(select(OfficialMatch.workspace_id, OfficialMatch.number)).all()
        theirs_too = {number for workspace_id, number in found if workspace_id != here.workspace_id}
        assert session.scalars(select(Delivery.kind)).all() == ["horing"], "no messages of their own"
    assert theirs_too == {"7"}, "what was open when they came"
    writes(["tog"])
    writes(["tog", "tunnel*"])
    assert match_new_words(database, packs, later) == 1
    assert len(found) == len(set(found)) == 15
    with database.reading() as session:
        assert len(session.scalars(select(OfficialMatch.id)).all()) == 15, "told once"


def test_a_case_in_the_media_with_the_same_address_is_not_told_too(sqlite_database: Database) -> None:
    here = office(sqlite_database)
    here.set(media_channel="C2")

    def feed_brings(identity: str, title: str, link: str) -> int:
        with here.database.session() as session:
            feed = session.scalar(select(Feed))
            if feed is None:
                feed = Feed(
                    workspace_id=here.workspace_id, key="reg", name="Regjeringen", url="https://reg.no", on=True
                )
                feed.baseline_at = NOW - timedelta(days=100)
                session.add(feed)
                session.flush()
            items = ParsedFeed((FeedItem(identity, title, link, "", None),))
            return keep_outcome(session, here.workspace_id, feed.id, Fetched(b"", "x"), items, here.pack, NOW)

    assert feed_brings("a", "Høring om tog", ADDRESS) == 1, "no official source is on"
    assert brings(here, [hearing(link=ADDRESS)], NOW) == 0, "the deadline is news, and waits for the morning"
    assert "Høring om tog" in morning(here, "2026-10-06")
    with here.database.session() as session:
        sources.ensure(session, ["regjeringen-liste"])
        session.execute(update(OfficialSource).values(on=True, last_ok_at=NOW - timedelta(hours=1)))
    other = ADDRESS.replace("id7", "id8")
    assert feed_brings("b", "Høring om tog på Østlandet", other) == 0, "the source brings it, with its deadline"
    assert feed_brings("c", "Toget går igjen", other.replace("id8", "id9")) == 1, "a document that is no hearing"
    assert brings(here, [hearing("Høring om tog på Østlandet", "8", link=other)], NOW) == 1
    with here.database.session() as session:
        session.execute(update(OfficialSource).values(trouble="svarer med en feil", failures=1))
        states = session.scalars(select(Alert.state).order_by(Alert.id)).all()
    assert states == ["varslet", "sett", "varslet"]
    assert feed_brings("d", "Høring om tog i nord", other.replace("id8", "id10")) == 1, "the source is in trouble"


def test_not_relevant_closes_it_for_one_workspace_and_proposes_the_words(database: Database) -> None:
    room = empty_room(database)
    room.set(shared_channel="C1")
    with database.session() as session:
        sources.turn_on(session, "regjeringen-liste")
    brings(room, [hearing(link=ADDRESS), replace(case(), title="Representantforslag om tog i fjellet")], NOW)
    said = text_of(room.press("horing.mer", "høring:7", "ikke"))
    assert (
        said
        == "Ikke relevant\n\nTakk! Ordene som traff, står nå i `/medie forslag`. De endres ikke av seg selv.\n\n[Angre]"
    )
    assert "Høring om tog" not in text_of(room.ask("padriver", "høringer"))
    assert (
        "Jernbane: ordet «tog» (1 sak)\n\n• Høring om tog (https://www.regjeringen.no/no/dokumenter/horing-om-tog/id7/)"
        in text_of(room.ask("medie", "forslag"))
    )
    assert text_of(room.press("horing.likevel", "høring:7")) == (
        "Relevant likevel\n\nDen står igjen i `/padriver høringer`."
    )
    assert "Høring om tog" in text_of(room.ask("padriver", "høringer"))
    assert "det er ingen forslag" in text_of(room.ask("medie", "forslag"))
    listed = room.ask("padriver", "saker")
    assert text_of(listed) == (
        "Saker, spørsmål og varslede saker som angår oss\n\nAngår oss\n• Ingen frist ennå\n  Representantforslag om tog i fjellet · "
        "sak i Stortinget · Transport- og kommunikasjonskomiteen [Følg saken] [Vi deltar] [Mer …]\n\n"
        "Jernbane: «tog» i tittelen. Relevans 8 av 10. Fra Saksgangen i Stortinget."
    )
    room.press("horing.mer", "sak:104907", "ikke")
    with database.session() as session:
        get_or_create(session, "slack", "T2", "En annen").shared_channel = "C9"
    assert brings(room, [committee_hearing(DAY)], NOW) == 1, "the hearing of the case: not for us, but for the other"


def test_a_long_list_is_shown_in_parts(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    brings(room, [hearing(f"Høring {each} om tog", f"{each}") for each in range(20, 33)], NOW)
    first = room.ask("padriver", "høringer")
    assert text_of(first).endswith("[Vis flere (3)]")
    second = room.push(first, "Vis flere (3)")  # type: ignore[arg-type]
    assert text_of(second).count("Høring") == 3 + 1
    assert find(first, "Vis flere (3)")  # type: ignore[arg-type]


def test_the_same_words_are_matched_once_for_many_workspaces(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = office(sqlite_database)
    with here.database.session() as session:
        for number in range(5):
            get_or_create(session, "slack", f"T{number + 10}", "En annen").shared_channel = "C1"
    looked: list[str] = []
    usual = OfficialMatcher.relevance

    def counted(self: OfficialMatcher, item: OfficialItem, *more: object) -> object:
        looked.append(item.title)
        return usual(self, item, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(matching.OfficialMatcher, "relevance", counted)
    assert brings(here, [hearing(), hearing("Om barnehager", "8")], NOW) == 6
    assert sorted(looked) == ["Høring om tog", "Om barnehager"]


@pytest.mark.parametrize(
    ("title", "body", "excerpt", "score", "themes"),
    [
        ("Høring om togene på Østlandet", "Samferdselsdepartementet", "", 1.0, ("jernbane", "osloregionen")),
        ("Endringer i sikkerhetsstyringsforskriften", "Samferdselsdepartementet", "", 0.3, ("jernbane",)),
        ("Høring om krav til vinterdekk", "Samferdselsdepartementet", "", 0.0, ()),
        ("Høyring om jarnbana", "", "", 0.8, ("jernbane",)),
        ("Endringar i ei forskrift", "Kommunal- og distriktsdepartementet", "Om bustadbygging.", 0.8, ("bolig",)),
        ("Nye krav til byrom", "Kommunal- og forvaltningskomiteen", "", 0.54, ("bolig",)),
        ("Nye krav til byrom", "Familie- og kulturkomiteen", "", 0.0, ()),
        ("Endringer i gjeldsordningsloven", "Justis- og beredskapsdepartementet", "Justis- og beredskapsdepartementet sender dette på høring.", 0.0, ()),
        ("Boring i Nordsjøen", "Energidepartementet", "Utbygging av nye felt for olje og gass.", 0.0, ()),
    ],
)  # fmt: skip
def test_the_score_is_by_the_words_where_they_are_and_by_who_has_the_case(
    title: str, body: str, excerpt: str, score: float, themes: tuple[str, ...]
) -> None:
    matcher = OfficialMatcher(PACK.media)
    why = matcher.relevance(OfficialItem(ItemKind.HEARING, "1", title, excerpt=excerpt, body=body))
    assert (round(why.score, 2), why.themes) == (score, themes)
