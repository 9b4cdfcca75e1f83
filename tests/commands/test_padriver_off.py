"""«Slå av …» on a nudge: for which people it is turned off, and the way back."""

import pytest
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.text import render_text
from jobs.nudges.registry import CHOSEN
from jobs.sending.compose import compose
from models.db.database import Database
from models.tables import Audit, Delivery, Destination, Workspace
from models.workspace.preferences import ALL, preferences
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

EVERY = "frister_eier,oppfolging_husk,stille,hvem_mott,gjennomgang"


@pytest.fixture
def room(database: Database) -> Room:
    """It is Friday 2 October 2026, 9.00 in Oslo."""
    return empty_room(database)


def off(room: Room, kind: str, user: str = KARI) -> str:
    return text_of(room.press("padriver.av", kind, user=user))


def wants(room: Room, kind: str, user: str = ALL) -> bool:
    with room.database.session() as session:
        return preferences(session, session.get_one(Workspace, room.workspace.id)).wants(kind, user)


def planned_news(room: Room) -> list[tuple[str, str]]:
    """Return what the channels are told about changed settings, each with its address."""
    query = (
        select(Delivery, Destination)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(Delivery.kind == "innstilling")
        .order_by(Delivery.id)
    )
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        return [
            (place.address, render_text(card))
            for row, place in session.execute(query)
            if isinstance(
                card := compose(session, workspace, room.pack, row.kind, row.period_key, place.address, room.now), Card
            )
        ]


def noted(room: Room) -> list[tuple[str, str, dict[str, str], dict[str, str]]]:
    with room.database.session() as session:
        return [
            (row.user_id, row.what, row.before, row.after) for row in session.scalars(select(Audit).order_by(Audit.id))
        ]


def test_what_is_written_to_oneself_is_turned_off_for_oneself_alone_and_on_again(room: Room) -> None:
    assert off(room, "stille", PER) == (
        "Slått av for deg\n\n"
        "Jeg sender deg ikke lenger dette: Kontakter du er ansvarlig for, men ikke har snakket med på lenge.\n\n"
        "[Slå på igjen] [Mine innstillinger]"
    )
    assert (wants(room, "stille", PER), wants(room, "stille", KARI), wants(room, "stille")) == (False, True, True)
    assert off(room, "stille", PER).startswith("Slått av for deg\n\n")
    told = room.push(card_of(room.press("padriver.av", "stille", user=PER)), "Slå på igjen", user=PER)
    assert text_of(told) == (
        "Slått på for deg\n\n"
        "Jeg sender deg dette igjen: Kontakter du er ansvarlig for, men ikke har snakket med på lenge.\n\n"
        "[Mine innstillinger]"
    )
    assert wants(room, "stille", PER)
    name = "wanted_stille"
    assert noted(room) == [
        (PER, "egen innstilling", {name: "ja"}, {name: "nei"}),
        (PER, "egen innstilling", {name: "nei"}, {name: "ja"}),
    ]
    assert "Kontakter du er ansvarlig for, men ikke har snakket med på lenge: av → på" in text_of(
        room.ask("padriver", "logg", PER)
    )


def test_what_is_written_to_all_is_turned_off_for_all_by_an_administrator_who_is_asked_first(room: Room) -> None:
    room.set(shared_channel="C1")
    opened = room.press("padriver.delt", "ukesoversikt,frister")
    assert text_of(opened) == (
        "Innstillinger for alle\n\n"
        "Dette er i meldingen. Det du endrer, gjelder for alle, og jeg sier fra i kanalen om hvem som endret det.\n\n"
        "• Ukesoversikt: på [Slå av …]\n"
        "• Frister i felleskanalen: på [Slå av …]\n\n"
        "[Alle innstillinger]"
    )
    question = room.push(card_of(opened), "Slå av …", "Ukesoversikt")
    assert text_of(question) == (
        "Slå av for alle?\n\n"
        "Da får ingen her lenger dette: Ukesoversikt.\n\n"
        "Jeg skriver i kanalen at du har slått det av.\n\n"
        "[Slå av for alle] [Alle innstillinger]"
    )
    assert wants(room, "ukesoversikt")
    done = room.push(card_of(question), "Slå av for alle")
    assert text_of(done) == (
        "Slått av for alle\n\nJeg sender ikke lenger dette: Ukesoversikt.\n\n[Slå på igjen] [Alle innstillinger]"
    )
    assert (wants(room, "ukesoversikt"), done.planned) == (False, True)  # type: ignore[union-attr]
    assert text_of(room.push(card_of(done), "Slå på igjen")) == (
        "Slått på for alle\n\nJeg sender dette igjen: Ukesoversikt.\n\n[Alle innstillinger]"
    )
    assert wants(room, "ukesoversikt")
    assert "Ukesoversikt: av → på" in text_of(room.ask("padriver", "logg"))
    assert [(address, text) for address, text in planned_news(room)] == [
        (
            "C1",
            f"Innstillingene er endret\n\n@{{{KARI}}} har slått {state} dette for alle: Ukesoversikt.\n\n[Innstillinger]",
        )
        for state in ("av", "på")
    ]


def test_a_colleague_is_told_whom_to_ask_and_becomes_no_administrator(room: Room) -> None:
    refused = (
        "Spør en administrator\n\n"
        "Bare administratorer kan endre hva jeg sender til alle. Spør @{U1KARI}.\n\n"
        "Det som bare gjelder deg, endrer du selv.\n\n"
        "[Mine innstillinger] [Pauser]"
    )
    for action in ("padriver.delt", "padriver.delt.spor", "padriver.delt.av", "padriver.av", "padriver.paa"):
        assert text_of(room.press(action, "ukesoversikt", user=PER)) == refused
    assert wants(room, "ukesoversikt")
    assert planned_news(room) == []
    assert noted(room) == []


def test_the_old_button_on_a_message_in_the_channel_asks_too(room: Room) -> None:
    assert off(room, "ukesoversikt").startswith("Innstillinger for alle\n\n")
    assert wants(room, "ukesoversikt")


def test_two_who_press_at_once_turn_it_off_once(room: Room) -> None:
    room.set(shared_channel="C1")
    first, second = (room.press("padriver.delt.av", "frister") for _ in range(2))
    assert text_of(first) == text_of(second)
    assert (len(noted(room)), len(planned_news(room))) == (1, 1)


def test_who_turns_on_what_nobody_gets_is_told_so(room: Room) -> None:
    with room.database.session() as session:
        session.get_one(Workspace, room.workspace.id).installed_by = KARI
    seen = room.ask("padriver", "innstillinger")
    kinds = ",".join(kind for kind in CHOSEN if kind != "hvem_mott")
    values = {each.name: each.initial for each in seen.inputs if isinstance(each.initial, str)}  # type: ignore[union-attr]
    room.send("padriver.lagre", state=seen.state, **values, wanted=kinds)  # type: ignore[union-attr]
    off(room, "hvem_mott", PER)
    assert text_of(room.press("padriver.paa", "hvem_mott", user=PER)) == (
        "Slått på for deg\n\n"
        "Jeg sender deg dette igjen: «Hvem møtte dere?» når du har vært på et arrangement.\n\n"
        "«Hvem møtte dere?» når du har vært på et arrangement: slått av for alle, så du får dem ikke uansett.\n\n"
        "[Mine innstillinger]"
    )


def test_a_button_for_what_there_is_no_more_says_so_and_changes_nothing(room: Room) -> None:
    for kind in ("fra_i_gar", "velkomst", ""):
        assert off(room, kind) == (
            "Svaret er utdatert\n\nDenne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."
        )
    assert noted(room) == []


def test_ones_own_form_holds_each_kind_and_a_form_from_before_leaves_those_it_did_not_ask_of(room: Room) -> None:
    told = text_of(room.send("padriver.mine.lagre", PER, EVERY, wanted="frister_eier,stille", at="08:30"))
    assert told == (
        "Innstillingene dine er lagret\n\n"
        "• Påminnelser om oppfølginger du har tatt: på → av\n"
        "• «Hvem møtte dere?» når du har vært på et arrangement: på → av\n"
        "• Gjennomgang av registeret, hvis du er administrator: på → av\n\n"
        "[Endre]"
    )
    assert (wants(room, "hvem_mott", PER), wants(room, "stille", PER)) == (False, True)
    room.send("padriver.mine.lagre", PER, "", at="08:30")
    assert (wants(room, "frister_eier", PER), wants(room, "stille", PER)) == (False, True)
