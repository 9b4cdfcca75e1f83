"""Where each text of the content is shown: found in the cards, which lose it if its place is taken away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.cards import checklists
from bot.cards.card import Card
from bot.cards.text import render_text
from bot.commands.ask import Ask, Press, Reply
from bot.commands.budskap import target_cards
from bot.commands.budskap.target_names import other_targets, targets
from bot.commands.registry import COMMANDS, PRESSES
from bot.commands.share import ACTION, share_button
from bot.coverage.places import ONE_PRESS, PUSHED, ShownCard, shown_cards
from bot.coverage.report import LEAKED, LEFT_OUT, NOWHERE, Finding, coverage, summary
from bot.coverage.texts import texts
from bot.preview import ASKER, CHANNEL, temporary_workspace
from content.schema.base import Line
from content.schema.pack import Pack
from tests.app.conftest import Cli
from tests.support.content import PACK, change, copied_pack, told

INTERNAL = [each.text for each in texts(PACK) if each.internal]


@pytest.fixture(scope="module")
def shown() -> tuple[ShownCard, ...]:
    """Every card of the years of the pack that comes with the product."""
    return tuple(shown_cards(PACK))


@pytest.fixture
def composed(shown: tuple[ShownCard, ...], monkeypatch: pytest.MonkeyPatch) -> tuple[ShownCard, ...]:
    """Let the report look at the cards that are composed already."""
    monkeypatch.setattr("bot.coverage.report.shown_cards", lambda _pack: iter(shown))
    return shown


def faults(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {str(each.text): each.how for each in findings if each.is_fault}


def test_every_text_of_the_pack_is_pushed_one_press_away_or_left_out_by_decision(
    composed: tuple[ShownCard, ...],
) -> None:
    del composed
    findings = coverage(PACK)

    assert faults(findings) == {}
    assert len(findings) == len(texts(PACK)) > 480
    assert sum(each.how == PUSHED for each in findings) > 250
    assert {each.how for each in findings} <= {PUSHED, ONE_PRESS, LEFT_OUT}
    by_text = {str(each.text): each for each in findings}
    assert by_text["handverk.yaml: horing-oppsummering (tekst)"].how == PUSHED
    assert by_text["organisasjon.yaml: lav-synlighet (tekst)"].how == ONE_PRESS
    assert "] på «Ukas budskap: Jernbane» (" in by_text["saker/jernbane.yaml: rikstunnelen (gevinst)"].where
    assert all(each.how == ONE_PRESS for each in findings if each.text.internal)


def test_a_text_whose_place_is_taken_away_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    year_of_the_campaign = (2026,)
    monkeypatch.setattr("bot.coverage.places.years_of", lambda _pack: year_of_the_campaign)
    before = faults(coverage(PACK))
    # The review of the year, and what is open of the transport plan.
    monkeypatch.setattr(target_cards, "_about_us", lambda _today: ())
    monkeypatch.setattr(target_cards, "ntp_parts", lambda _today: ())

    gone = {name: how for name, how in faults(coverage(PACK)).items() if name not in before}

    own = PACK.organisation
    lines = (*own.goals, *own.strengths, *own.challenges, *own.observations)
    assert {f"organisasjon.yaml: {each.id} (tekst)" for each in lines} <= gone.keys()
    assert "organisasjon.yaml: osloregionen (om)" in gone
    assert "ntp.yaml: faglige-leveranser (vindu)" in gone
    assert "handverk.yaml: timing-sykluser (tekst)" not in gone
    assert set(gone.values()) == {NOWHERE}


def changed(pack: Pack, **crafts: Any) -> Pack:
    return replace(pack, crafts=pack.crafts.model_copy(update=crafts))


def test_a_text_that_no_card_has_is_a_fault_and_a_decision_settles_it(composed: tuple[ShownCard, ...]) -> None:
    del composed
    line = PACK.crafts.hearing[0].model_copy(update={"id": "ny-linje", "text": "Ta med kake."})
    pack = changed(PACK, hearing=(*PACK.crafts.hearing, line))

    assert faults(coverage(pack)) == {"handverk.yaml: ny-linje (tekst)": NOWHERE}
    assert summary(coverage(pack)).endswith(", 1 uten plass.")
    # The same words belonging to another partner are another text.
    partner = PACK.alliances.alliances[0].model_copy(update={"id": "ny", "name": "Ny partner"})
    twice = PACK.alliances.model_copy(update={"alliances": (*PACK.alliances.alliances, partner)})
    assert "allianser.yaml: ks-dialog (tekst)" in faults(coverage(replace(PACK, alliances=twice)))


def test_an_internal_text_that_is_pushed_is_a_fault(composed: tuple[ShownCard, ...]) -> None:
    del composed
    first, *rest = PACK.crafts.hearing
    pack = changed(PACK, hearing=(first.model_copy(update={"internal": True}), *rest))

    assert faults(coverage(pack)) == {"handverk.yaml: horing-oppsummering (tekst)": LEAKED}


def test_internal_texts_are_in_no_push_no_copy_and_no_shared_answer(shown: tuple[ShownCard, ...]) -> None:
    assert len(INTERNAL) == 4
    given = [("pushet", card.text) for card in shown if card.way == PUSHED]
    assert len(given) > 300
    given += list(_given_away())

    assert [(how, text) for how, said in given for text in INTERNAL if text in said] == []
    seen = [card.text for card in shown if card.way == ONE_PRESS]
    assert all(any(text in said for said in seen) for text in INTERNAL)


def _all_internal(value: Any) -> Any:
    """Return a part of the pack with every line in it marked as internal."""
    if isinstance(value, tuple):
        return tuple(map(_all_internal, value))
    if not isinstance(value, BaseModel):
        return value
    update = {name: _all_internal(getattr(value, name)) for name in type(value).model_fields}
    return value.model_copy(update=update | ({"internal": True} if isinstance(value, Line) else {}))


def test_no_line_of_any_kind_is_pushed_copied_or_shared_once_it_is_internal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.coverage.places.years_of", lambda _pack: (2026,))
    parts = ("organisation", "wheel", "budget", "issues", "campaigns", "alliances", "crafts", "media")
    pack = replace(PACK, **{name: _all_internal(getattr(PACK, name)) for name in parts})
    # What another, outward text says as well, such as «Arendalsuka», is no secret.
    outward = "\n".join(each.text for each in texts(pack) if not each.internal)
    lines = [each.text for each in texts(pack) if each.internal and each.text not in outward]
    assert len(lines) > 200

    cards = tuple(shown_cards(pack))
    given = [" ".join(said.split()) for _, said in _given_away(pack)]
    given += [card.text for card in cards if card.way == PUSHED]

    assert [text for text in lines if any(text in said for said in given)] == []
    shown_privately = [card.text for card in cards if card.way == ONE_PRESS]
    assert sum(any(text in said for said in shown_privately) for text in lines) > 150


def _given_away(pack: Pack = PACK) -> Iterator[tuple[str, str]]:
    """Give every answer of `/budskap` as it is copied, shared in the channel, and read there in Teams."""
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    with temporary_workspace(pack, now) as (session, workspace):
        for target in (*targets(pack, now.date()), *other_targets(pack)):
            ask = Ask(workspace, pack, ASKER, CHANNEL, now, f"kopier {target.ref}")
            copied = COMMANDS["budskap"](ask, session)
            assert isinstance(copied, Card)
            yield "kopiert", render_text(copied)
            asked = Ask(workspace, pack, ASKER, CHANNEL, now)
            shared = PRESSES[ACTION](asked, Press(share_button("budskap", target.ref).value), session)
            assert isinstance(shared, Reply)
            assert shared.share is not None
            yield "delt", render_text(shared.share)
            openly = COMMANDS["budskap"](replace(asked, text=target.ref, is_private=False), session)
            assert isinstance(openly, Card)
            yield "lest av alle", render_text(openly)


def test_the_command_lists_every_text_and_fails_where_one_has_no_place(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.coverage.places.years_of", lambda _pack: ())
    pack = str(copied_pack(tmp_path))

    listed = cli("check", "--only", "innhold", "--dekning", PADRIVER_CONTENT=pack)

    assert listed.exit_code == 1
    assert "handverk.yaml: horing-oppsummering (tekst): uten plass\n" in listed.stdout
    assert "utelatt.yaml: yoga: utelatt: Et bilde. Rådet om å arbeide jevnt over tid er tatt inn.\n" in listed.stdout
    assert "0 pushet, 0 ett trykk, 1 utelatt" in listed.stdout
    assert (
        "  handverk.yaml: horing-oppsummering (tekst) vises ikke noe sted. "
        "Gi det en plass, eller skriv i utelatt.yaml hvorfor det er utelatt.\n"
    ) in listed.stdout
    assert checklists.hearing(PACK).lines[0].text not in listed.stdout
    assert cli("check", "--only", "innhold", PADRIVER_CONTENT=pack).stdout == "Innhold: i orden\n"


def test_a_decision_about_what_is_not_there_is_a_fault_of_the_file(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    line = change(pack, "utelatt.yaml", "    sitat: Arbeidet kan", "    gjelder: finnes-ikke #")
    assert any(f"utelatt.yaml:{line}" in fault or f"linje {line}" in fault for fault in told(pack)), told(pack)
    assert any("ventet id-en til noe i innholdet, fikk «finnes-ikke»" in fault for fault in told(pack))
    other = copied_pack(tmp_path / "b")
    change(other, "handverk.yaml", "  - strategi-mediearbeid\n", "  - strategi-finnes-ikke\n")
    assert any("ventet id-en til en linje i samme fil, fikk «strategi-finnes-ikke»" in fault for fault in told(other))
