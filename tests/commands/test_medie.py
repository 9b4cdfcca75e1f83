"""`/medie test`: what a headline would hit, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.cards.text import render_text
from bot.commands.ask import Reply
from bot.commands.medie.media_cards import trial_card
from bot.commands.medie.media_sources import sources_card
from content.schema.media import Feed as FeedEntry
from content.schema.media import Watched
from models.db.database import Database
from models.tables import Feed, Workspace
from tests.support.pack import KILDE, small_media, small_pack
from tests.support.people import Room, card_of, empty_room, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return empty_room(sqlite_database)


HELP = """Skriv `/medie test` og en overskrift, så ser du hvilke temaer den treffer, og hvorfor.

Temaer: Jernbane og Energi.

Saker som treffer, kommer i mediekanalen. Trykk «Jeg tar den», eller reager med øynene på en melding der, så minner jeg deg på å følge opp samme dag. `/medie kilder` viser hva jeg leser og hvordan det går, og `/medie forslag` hvilke ord som traff for mye. `/medie talspersoner` viser hvem som uttaler seg om hva. `/medie tall` viser hvor fort sakene følges opp, og `/effekt` hva det førte til."""


@pytest.mark.parametrize("text", ["", "  ", "test", "TEST  "])
def test_the_help_says_what_there_is(room: Room, text: str) -> None:
    assert text_of(room.ask("medie", text)) == f"Mediesaker\n\n{HELP}"


def test_anything_else_is_met_with_the_help(room: Room) -> None:
    assert text_of(room.ask("medie", "tall <b>")) == f"Mediesaker\n\nJeg forstår ikke «tall <b>».\n\n{HELP}"


def test_a_headline_is_told_what_it_hits_and_what_only_looks_like_it(room: Room) -> None:
    asked = "test Kraftig kutt: Togene står på Hovedbanen, men Bane NOR venter på kraft. Ran på Jernbanetorget"

    assert text_of(room.ask("medie", asked)) == (
        "Treffer Jernbane og Energi\n\n"
        "«Kraftig kutt: Togene står på Hovedbanen, men Bane NOR venter på kraft. Ran på Jernbanetorget»\n\n"
        "Jernbane\n"
        "• «Togene» – ordet «tog»\n"
        "• «Hovedbanen» – ord som begynner med «hovedbane», sammen med «Togene»\n"
        "• «Bane NOR» – ordene «bane nor»\n\n"
        "Energi\n"
        "• «kraft» – ord som begynner med «kraft»\n\n"
        "Ligner, men teller ikke\n"
        "• «Jernbanetorget» – unntak for Jernbane: ord som begynner med «jernbanetorg»\n"
        "• «Kraftig» – unntak for Energi: ord som begynner med «kraftig»\n\n"
        "Endre ordene med `/padriver innhold medieord`.\n\n"
        "[Del i kanalen]"
    )


def test_feeds_that_nobody_has_fetched_are_named_together_and_those_that_are_off_with_their_note() -> None:
    never = "Aldri prøvd av oss."
    feeds = [
        FeedEntry.model_validate({"id": key, "kilde": KILDE, "navn": key.title(), "adresse": "https://a.no", **more})
        for key, more in {
            "avisa": {"merknad": never},
            "bladet": {"merknad": never},
            "posten": {"merknad": never},
            "tidende": {},
            "nytt": {"merknad": never},
            "stille": {"på": False, "merknad": "Har flyttet. Prøv adressen før du slår den på."},
            "gamle": {"på": False},
        }.items()
    ]
    pack = small_pack(media=small_media().model_copy(update={"feeds": tuple(feeds)}))
    now = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    rows = [
        Feed(key="bladet", name="Bladet", last_fetched_at=now, last_ok_at=now, failures=0, left_out=0, past_most=0),
        Feed(key="posten", name="Posten", last_fetched_at=now, failures=1, error="status: 404"),
        Feed(key="nytt", name="Nytt", last_fetched_at=now, failures=0),
        Feed(
            key="egen:1",
            name="Egen",
            on=True,
            failures=0,
            left_out=3,
            past_most=1,
            last_fetched_at=now,
            last_ok_at=now - hour,
            last_item_at=now - hour,
        ),
    ]

    card = sources_card(Workspace(media_channel="C1", timezone="Europe/Oslo"), pack, rows, now)

    assert render_text(card) == (
        "Nyhetskilder\n\n"
        "• Bladet: hentet nå nettopp\n"
        "• Posten: svarer ikke som den skal (status: 404), aldri hentet. Aldri prøvd av oss.\n"
        "• Egen: hentet i dag kl. 7.00, nyeste sak i dag kl. 7.00. Strømmen er lang, og den eldste saken er ikke lest. "
        "2 saker er ikke lest, for de står to ganger eller mangler adresse\n"
        "• Avisa og Nytt: ikke hentet ennå. Aldri prøvd av oss.\n"
        "• Tidende: ikke hentet ennå\n\n"
        "Slått av\n"
        "• Stille: Har flyttet. Prøv adressen før du slår den på.\n"
        "• Gamle\n\n"
        "Endre kildene med `/padriver innhold nyhetskilder`. Legg til en egen med `/medie kilder ny` og adressen."
    )


def test_a_headline_that_hits_nothing_is_told_what_only_looks_like_it(room: Room) -> None:
    assert text_of(room.ask("medie", "prøv Arbeidskraft til Hovedbanen")) == (
        "Ingen treff\n\n"
        "«Arbeidskraft til Hovedbanen»\n\n"
        "Teksten har ingen av ordene for temaene våre.\n\n"
        "Ligner, men teller ikke\n"
        "• «Hovedbanen» – teller for Jernbane bare sammen med «tog» eller «spor»\n"
        "• «Arbeidskraft» – «kraft» (Energi) står inni et annet ord\n\n"
        "Endre ordene med `/padriver innhold medieord`.\n\n"
        "[Del i kanalen]"
    )


def test_a_headline_is_explained_for_every_kind_of_rule() -> None:
    theme = {
        "id": "jernbane",
        "kilde": "prøve",
        "navn": "Jernbane",
        "ord": ["*tog", "*kraftverk*", "=vy", "stasjon*"],
        "unntak": ["*vogntog*"],
        "ikke_sammen": [{"ord": ["*tog", "stasjon*"], "med": ["politi*"], "med_mindre": ["innstil*"]}],
    }
    media = small_media().model_copy(update={"themes": (Watched.model_validate(theme),)})

    assert render_text(trial_card(media, "Direktetogene og elvekraftverket. Vy")).startswith(
        "Treffer Jernbane\n\n"
        "«Direktetogene og elvekraftverket. Vy»\n\n"
        "Jernbane\n"
        "• «Direktetogene» – ord som slutter på «tog»\n"
        "• «elvekraftverket» – ord som inneholder «kraftverk»\n"
        "• «Vy» – ordet «vy»\n\n"
        "Endre ordene med"
    )
    assert render_text(trial_card(media, "Politiet stanset nattoget og et modulvogntog")).startswith(
        "Ingen treff\n\n"
        "«Politiet stanset nattoget og et modulvogntog»\n\n"
        "Teksten har ingen av ordene for temaene våre.\n\n"
        "Ligner, men teller ikke\n"
        "• «nattoget» – teller ikke for Jernbane sammen med «Politiet»\n"
        "• «modulvogntog» – unntak for Jernbane: ord som inneholder «vogntog»\n\n"
        "Endre ordene med"
    )
    assert render_text(trial_card(media, "Politiet: Nattoget er innstilt")).startswith(
        "Treffer Jernbane\n\n"
        "«Politiet: Nattoget er innstilt»\n\n"
        "Jernbane\n"
        "• «Nattoget» – ord som slutter på «tog»\n\n"
        "Endre ordene med"
    )


def test_a_text_about_nothing_is_told_so(room: Room) -> None:
    assert text_of(room.ask("medie", "test Sola skinner")) == (
        "Ingen treff\n\n«Sola skinner»\n\nTeksten har ingen av ordene for temaene våre.\n\n"
        "Endre ordene med `/padriver innhold medieord`.\n\n[Del i kanalen]"
    )


def test_a_list_of_very_many_words_is_cut_and_says_so(room: Room) -> None:
    text = text_of(room.ask("medie", "test " + " ".join(f"jernbane{n}" for n in range(200))))

    assert "• «jernbane9» – ord som begynner med «jernbane»\n• … og 190 til\n\nEndre ordene med" in text
    assert "[Del i kanalen]" not in text


def test_what_was_tried_is_shared_as_it_was_answered(room: Room) -> None:
    reply = room.push(card_of(room.ask("medie", "test Sola skinner")), "Del i kanalen")

    assert isinstance(reply, Reply)
    assert reply.share is not None
    assert render_text(reply.share) == (
        "Ingen treff\n\n«Sola skinner»\n\nTeksten har ingen av ordene for temaene våre.\n\n"
        "Endre ordene med `/padriver innhold medieord`.\n\nDelt av @{U1KARI} · `/medie test Sola skinner`"
    )


MANAGED = "De står på varselet om en mediesak. Legg til en med `/medie talspersoner jernbane @navn`. Den som ikke er her i chatten, skriver du navnet på."


def test_who_speaks_for_a_theme_is_named_in_the_chat_undone_and_kept_in_the_log(room: Room) -> None:
    nobody = "Talspersoner\n\nIngen ennå for Jernbane og Energi.\n\n" + MANAGED
    assert text_of(room.ask("medie", "talspersoner")) == nobody

    named = room.ask("medie", "talspersoner jernbane @{U2PER|per}")
    assert text_of(named) == (
        "Talspersoner\n\n"
        "• @{U2PER} er talsperson for Jernbane nå. [Angre]\n\n"
        "Jernbane\n"
        "• @{U2PER} [Fjern]\n\n"
        "Ingen ennå for Energi.\n\n" + MANAGED
    )
    outside = room.ask("medie", "talsperson #jernbane Ola Nordmann, ordfører i Lillestrøm")
    assert "• @{U2PER} [Fjern]\n• Ola Nordmann, ordfører i Lillestrøm [Fjern]" in text_of(outside)

    undone = room.push(card_of(outside), "Angre")
    assert isinstance(undone, Reply)
    assert undone.card
    said = "• Ola Nordmann, ordfører i Lillestrøm er ikke lenger talsperson for Jernbane. [Angre]"
    assert said in render_text(undone.card)
    assert "• @{U2PER} [Fjern]\n\nIngen" in render_text(undone.card)
    again = room.push(undone.card, "Angre")
    assert isinstance(again, Reply)
    assert again.card
    assert "Ola Nordmann, ordfører i Lillestrøm [Fjern]" in render_text(again.card)

    removed = room.ask("medie", "talspersoner fjern jernbane @{U2PER|per}")
    assert "@{U2PER} er ikke lenger talsperson for Jernbane." in text_of(removed)
    log = text_of(room.ask("padriver", "logg"))
    assert "@{U1KARI}: gjorde @{U2PER} til talsperson for Jernbane" in log
    assert "@{U1KARI}: fjernet @{U2PER} som talsperson for Jernbane" in log


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("talspersoner ferie @{U2PER}", "Skriv temaet først: Jernbane eller Energi."),
        ("talspersoner jernbane", "Hvem gjelder det for Jernbane?"),
        ("talspersoner jernbane @per", "Jeg vet ikke hvem @per er. Skriv @ og velg navnet fra lista som dukker opp."),
        ("talspersoner fjern jernbane Ola", "Ola er ikke talsperson for Jernbane her i chatten."),
    ],
)
def test_what_is_missing_to_name_someone_is_told(room: Room, text: str, said: str) -> None:
    assert text_of(room.ask("medie", text)).split("\n\n")[:2] == ["Talspersoner", said]


def test_only_administrators_say_who_speaks(room: Room) -> None:
    room.ask("medie", "talspersoner jernbane @{U2PER|per}")
    refused = text_of(room.ask("medie", "talspersoner energi @{U2PER|per}", user="U2PER"))
    assert "Bare administratorer kan endre hvem som er talspersoner. Spør @{U1KARI}." in refused
    assert "[Fjern]" not in text_of(room.ask("medie", "talspersoner", user="U2PER"))
