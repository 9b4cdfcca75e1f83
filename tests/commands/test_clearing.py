"""`/padriver klarering`: many texts are cleared in one form, and nothing else is ever called cleared or decided."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cards.card import Card, Copyable
from bot.cards.content_edit import CLEAR, EDIT
from bot.cards.form import CheckInput, Form, FormErrors
from bot.commands.ask import Reply
from bot.commands.innhold.clear_content import SAVE
from content.clearing import outward_texts
from models.db.database import Database
from tests.commands.test_innhold_walk import kept, values_of
from tests.support import people
from tests.support.content import PACK, template
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

MAIN = "kampanjer/2026.yaml#hovedbudskap-2026"
RIKSTUNNELEN = "saker/jernbane.yaml#rikstunnelen"
CHANGED = "Noe du har krysset av, er endret siden du åpnet skjemaet. Lukk det, og åpne det på nytt."
GREP_2 = "kampanjer/2026.yaml#grep-2"


@pytest.fixture
def room(database: Database) -> Room:
    """Monday 23 November 2026, 11.00 in Oslo, with Osloregionen's content."""
    return replace(empty_room(database), pack=PACK, now=datetime(2026, 11, 23, 10, tzinfo=UTC))


def form_of(room: Room, value: str = "klarer") -> Form:
    form = room.press(CLEAR, value)
    assert isinstance(form, Form)
    return form


def cleared(room: Room, *refs: str, case: str = "8/26", on: str = "2026-03-12") -> Card:
    return card_of(room.send(SAVE, state=form_of(room).state, styret1=",".join(refs), den=on, sak=case))


def test_everything_is_a_draft_at_first_and_what_must_be_settled_comes_first(room: Room) -> None:
    shown = text_of(room.ask("padriver", "klarering"))

    assert shown.startswith(
        "Klarering\n"
        "\n"
        "Ingen tekster er klarert, og 35 er utkast.\n"
        "\n"
        "Må avklares først (1)\n"
        "• Slagord 2026, grep 1: Løfte synlighet!: «(?)» og «x antall» [Endre]\n"
        "\n"
        "Utkast (35)\n"
        "• Hovedbudskap 2026\n"
    )
    assert shown.endswith(
        "[Klarer tekster] [Trekk tilbake]\n\nStyret vedtar hovedbudskap, prioriteringer og krav. Lederen klarerer resten."
    )


def test_the_form_has_every_text_that_can_be_cleared_and_ten_at_most_in_a_group(room: Room) -> None:
    form = form_of(room)

    boxes = [each for each in form.inputs if isinstance(each, CheckInput)]

    assert [(each.label, len(each.choices)) for each in boxes] == [
        ("Styret vedtar", 10),
        ("Lederen klarerer (1 av 3)", 10),
        ("Lederen klarerer (2 av 3)", 10),
        ("Lederen klarerer (3 av 3)", 5),
    ]
    assert "".join(str(span) for span in form.intro) == (
        "Kryss av det som er klart til å sies utad. Dette må avklares først, og står ikke i lista: "
        "Slagord 2026, grep 1: Løfte synlighet!"
    )


def test_what_the_board_decided_is_shown_with_its_case_and_day(room: Room) -> None:
    assert text_of(cleared(room, MAIN, RIKSTUNNELEN)) == (
        "Klarering\n"
        "\n"
        "2 tekster er nå klarert.\n"
        "\n"
        "• Hovedbudskap 2026\n"
        "• Jernbane: Kapasitetsløft i Oslo – ny Rikstunnel\n"
        "\n"
        "[Angre]"
    )
    assert "\n\nVedtatt av styret 12.3.2026, sak 8/26.\n\n" in text_of(room.ask("budskap", "rikstunnelen"))
    copied = card_of(room.ask("budskap", "kopier rikstunnelen"))
    [text] = [part.text for part in copied.parts if isinstance(part, Copyable)]
    assert text.startswith("SPOR A: KAPASITETSLØFT I OSLO – NY RIKSTUNNEL\n\nBUDSKAP\n")
    assert "Teksten er klarert. Lim den inn som den står." in text_of(copied)


def test_what_the_leader_cleared_names_who_and_when(room: Room) -> None:
    cleared(room, GREP_2, case="", on="2026-11-23")

    assert f"\n\nKlarert av @{{{KARI}}} 23.11.2026.\n\n" in text_of(room.ask("budskap", "grep 2"))


def test_what_the_board_decides_needs_the_boards_case(room: Room) -> None:
    outcome = room.send(SAVE, state=form_of(room).state, styret1=RIKSTUNNELEN, leder1=GREP_2, den="2026-11-23")

    assert outcome == FormErrors(
        {
            "sak": "Hovedbudskap, prioriteringer og krav vedtas av styret. Skriv saksnummeret, eller fjern kryssene i «Styret vedtar»."
        }
    )


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"styret1": "", "den": "2026-11-23"}, {"styret1": "Kryss av minst én tekst."}),
        ({"styret1": RIKSTUNNELEN, "den": "2026-11-24", "sak": "8/26"}, {"den": "Velg dagen i dag eller en dag før."}),
        ({"styret1": RIKSTUNNELEN, "den": "", "sak": "8/26"}, {"den": "Velg en dato."}),
        ({"styret1": "saker/jernbane.yaml#finnes-ikke", "den": "2026-11-23"}, {"styret1": CHANGED}),
    ],
)
def test_a_form_that_cannot_be_saved_says_what_to_do(
    room: Room, values: dict[str, str], errors: dict[str, str]
) -> None:
    assert room.send(SAVE, state=form_of(room).state, **values) == FormErrors(errors)


def test_what_has_something_to_settle_is_not_cleared_even_if_it_is_sent(room: Room) -> None:
    outcome = room.send(SAVE, state=form_of(room).state, leder1="kampanjer/2026.yaml#grep-1", den="2026-11-23")

    assert outcome == FormErrors({"leder1": CHANGED})


def test_only_administrators_clear(room: Room) -> None:
    refused = room.press(CLEAR, "klarer", user=PER)

    assert isinstance(refused, Reply)
    assert text_of(refused).startswith("Spør en administrator\n\nBare administratorer kan endre hva som er klarert.")
    outcome = room.send(SAVE, user=PER, styret1=MAIN, den="2026-11-23", sak="8/26")
    assert text_of(outcome).startswith("Spør en administrator")
    assert text_of(room.ask("padriver", "klarering", user=PER)).startswith("Klarering\n\nIngen tekster er klarert")


def test_one_press_undoes_it_all(room: Room) -> None:
    done = cleared(room, MAIN, RIKSTUNNELEN)

    undone = room.push(done, "Angre")

    assert text_of(undone) == "Klarering\n\nAngret. Tekstene er som før."
    assert text_of(room.ask("padriver", "klarering")).startswith(
        "Klarering\n\nIngen tekster er klarert, og 35 er utkast."
    )
    assert text_of(room.push(done, "Angre")) == "Klarering\n\nDette er angret allerede."


def test_a_text_is_taken_back_or_out_of_use(room: Room) -> None:
    cleared(room, MAIN, RIKSTUNNELEN)
    form = form_of(room, "trekk")

    done = card_of(room.send(SAVE, state=form.state, styret1=RIKSTUNNELEN, status="ute av bruk"))

    assert text_of(done).startswith("Klarering\n\n1 tekst er nå ute av bruk.")
    assert "Kapasitetsløft" not in text_of(room.ask("budskap", "jernbane"))
    assert "Ute av bruk (1)\n• Jernbane: Kapasitetsløft" in text_of(room.ask("padriver", "klarering"))
    again = card_of(room.send(SAVE, state=form_of(room, "trekk").state, styret1=RIKSTUNNELEN, status="utkast"))
    assert text_of(again).startswith("Klarering\n\n1 tekst er nå utkast igjen.")
    assert "Kapasitetsløft" in text_of(room.ask("budskap", "jernbane"))


def test_only_administrators_undo_a_clearing_wherever_its_button_is(room: Room) -> None:
    cleared(room, MAIN, RIKSTUNNELEN)
    history = card_of(room.press("innhold.historikk", RIKSTUNNELEN, user=PER))

    refused = room.push(history, "Angre", user=PER)

    assert text_of(refused).startswith("Spør en administrator")
    assert "Vedtatt av styret 12.3.2026, sak 8/26." in text_of(room.ask("budskap", "rikstunnelen"))


def test_the_log_says_who_cleared_how_much(room: Room) -> None:
    cleared(room, MAIN, RIKSTUNNELEN)

    assert text_of(room.ask("padriver", "logg")).endswith(f"kl. 11.00 – @{{{KARI}}}: klarerte 2 tekster")


def rewrite(room: Room, ref: str, user: str = KARI, **fields: str) -> Card:
    form = room.press(EDIT, ref, user=user)
    assert isinstance(form, Form)
    return card_of(kept(room, form, values_of(form) | fields, user))


def test_what_was_changed_while_the_form_was_open_is_not_cleared_unread(room: Room) -> None:
    form = form_of(room)
    rewrite(room, RIKSTUNNELEN, PER, krav="Alt må bli gratis.")

    values = {"styret1": f"{MAIN},{RIKSTUNNELEN}", "den": "2026-11-23", "sak": "8/26"}

    assert room.send(SAVE, state=form.state, **values) == FormErrors({"styret1": CHANGED})
    assert text_of(room.send(SAVE, state=form_of(room).state, **values)).startswith("Klarering\n\n2 tekster")


def test_what_is_changed_at_the_same_moment_is_not_cleared_unread(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    form, before = form_of(room), room.pack_now()
    rewrite(room, RIKSTUNNELEN, PER, krav="Alt må bli gratis.")
    monkeypatch.setattr(people, "pack_of", lambda *_: before)  # the request began before that

    outcome = room.send(SAVE, state=form.state, styret1=RIKSTUNNELEN, den="2026-11-23", sak="8/26")

    assert outcome == FormErrors({"styret1": CHANGED})


def test_what_another_administrator_cleared_meanwhile_is_said_and_not_cleared_twice(room: Room) -> None:
    form = form_of(room)
    cleared(room, MAIN)

    outcome = room.send(SAVE, state=form.state, styret1=f"{MAIN},{RIKSTUNNELEN}", den="2026-11-23", sak="9/26")

    assert outcome == FormErrors({"styret1": CHANGED})
    assert "Hovedbudskap 2026: Vedtatt av styret 12.3.2026, sak 8/26." in text_of(room.ask("padriver", "klarering"))


def test_a_draft_is_put_out_of_use_without_being_cleared_first(room: Room) -> None:
    form = form_of(room, "trekk")

    again = room.send(SAVE, state=form.state, styret1=RIKSTUNNELEN, status="utkast")
    done = card_of(room.send(SAVE, state=form.state, styret1=RIKSTUNNELEN, status="ute av bruk"))

    assert again == FormErrors(
        {"status": "Det du har krysset av, er utkast allerede. Velg en annen status, eller lukk skjemaet."}
    )
    assert text_of(done).startswith("Klarering\n\n1 tekst er nå ute av bruk.")
    assert "Kapasitetsløft" not in text_of(room.ask("budskap", "jernbane"))


def test_every_text_has_a_label_of_its_own(room: Room) -> None:
    labels = [each.label for each in outward_texts(room.pack)]

    assert len(set(labels)) == len(labels)


def test_a_long_list_of_cleared_texts_says_how_many_are_not_shown(room: Room) -> None:
    form = form_of(room)
    every = {
        box.name: ",".join(each.value for each in box.choices) for box in form.inputs if isinstance(box, CheckInput)
    }

    done = text_of(room.send(SAVE, state=form.state, **every, den="2026-11-23", sak="8/26"))

    assert done.endswith("• Slagord 2026, grep 3: Arendalsuka\n• … og 23 til\n\n[Angre]")


def test_a_text_that_must_be_settled_is_opened_settled_and_cleared(room: Room) -> None:
    ref = "kampanjer/2026.yaml#grep-1"
    form = room.push(card_of(room.ask("padriver", "klarering")), "Endre")
    assert isinstance(form, Form)
    assert form.title == "Endre grep"

    rewrite(room, ref, slagord="Jernbanen må fremskyndes med fem år.")

    assert "Avklar to ting" not in text_of(room.ask("budskap", "grep 1"))
    assert "Må avklares" not in text_of(room.ask("padriver", "klarering"))


def test_a_colleague_cannot_clear_by_undoing(room: Room) -> None:
    cleared(room, MAIN, RIKSTUNNELEN)
    card_of(room.send(SAVE, state=form_of(room, "trekk").state, styret1=RIKSTUNNELEN, status="utkast"))
    history = card_of(room.press("innhold.historikk", RIKSTUNNELEN, user=PER))

    refused = room.push(history, "Angre", user=PER)

    assert text_of(refused).startswith("Spør en administrator\n\nBare administratorer kan endre hva som er klarert.")
    assert "Utkast, ikke klarert ennå." in text_of(room.ask("budskap", "rikstunnelen"))
    assert "Endringen er angret." in text_of(room.push(history, "Angre"))


def test_a_colleague_undoes_a_change_of_their_own_and_the_text_is_cleared_as_before(room: Room) -> None:
    cleared(room, RIKSTUNNELEN)
    saved = rewrite(room, RIKSTUNNELEN, PER, krav="Alt må bli gratis.")
    assert "Utkast" in text_of(saved)

    room.push(saved, "Angre", user=PER)

    assert "Vedtatt av styret 12.3.2026, sak 8/26." in text_of(room.ask("budskap", "rikstunnelen"))


def test_the_budget_now_says_whether_its_messages_are_cleared(room: Room) -> None:
    assert "\n\nUtkast, ikke klarert ennå.\n\n" in text_of(room.ask("budskap", "statsbudsjettet"))
    phases = (each.entry for each in outward_texts(room.pack) if each.file == "statsbudsjett.yaml")

    leaders = ",".join(f"statsbudsjett.yaml#{each}" for each in phases)
    room.send(SAVE, state=form_of(room).state, leder1=leaders, den="2026-11-23")

    assert f"\n\nKlarert av @{{{KARI}}} 23.11.2026.\n\n" in text_of(room.ask("budskap", "statsbudsjettet"))


def test_an_example_of_the_template_is_neither_cleared_nor_copied(database: Database) -> None:
    room = replace(empty_room(database), pack=template(), now=datetime(2026, 11, 23, 10, tzinfo=UTC))

    shown = text_of(room.ask("padriver", "klarering"))

    assert shown.startswith("Klarering\n\nIngen tekster er klarert, og ingen er utkast.\n\nMå avklares først (")
    assert "[Klarer tekster]" not in shown
    assert text_of(room.ask("budskap", "kopier statsbudsjettet")).startswith(
        "Teksten kan ikke kopieres ennå\n\nDette må avklares før teksten brukes: «Eksempel:»."
    )
