"""Who carried a message: a map of equal tiles, the same as a list, and what leaves the secretariat."""

from xml.etree import ElementTree as ET

import pytest

from bot.cards.file import File
from bot.cards.text import render_text
from bot.commands.budskap import round_map as command
from bot.commands.budskap.round_map import round_map
from bot.pictures.charts import STATES, MemberMap
from bot.pictures.member_map import TILE_HEIGHT, TILE_WIDTH
from bot.pictures.member_map import member_map as drawing_of
from bot.reports.appendix import appendices
from bot.reports.carriers import CarrierRow, carriers_of, member_map
from bot.reports.document import Report, report_lines
from bot.reports.facts import ReportFacts, ReportPeriod
from tests.support.report_year import DECEMBER, report_pack

FEW = (
    CarrierRow("Ås", "Folloregionen", "brukt"),
    CarrierRow("Frogn", "Folloregionen", "uten svar"),
    CarrierRow("Lillestrøm", "Nedre Romerike", "sa ja"),
    CarrierRow("Nittedal", "Nedre Romerike", "ikke nå"),
    CarrierRow("Oslo", "", "ikke spurt"),
)
LIST = (
    "Runden «Rikstunnelen»\n\n"
    "1 av 62 kommuner har brukt budskapet.\n\n"
    "• Folloregionen: brukt: Ås; uten svar: Frogn\n"
    "• Nedre Romerike: sa ja: Lillestrøm; ikke nå: Nittedal\n"
    "• Uten delregion: ikke spurt: Oslo\n\n"
    "57 medlemmer mangler i medlemslista."
)


def tiles(shown: MemberMap) -> list[ET.Element]:
    root = ET.fromstring(drawing_of(shown).as_svg())
    size = {"width": str(TILE_WIDTH), "height": str(TILE_HEIGHT)}
    return [each for each in root.iter() if {name: each.get(name) for name in size} == size]


def test_the_secretariat_sees_all_as_a_picture_and_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = round_map("Runden «Rikstunnelen»", FEW, 62)
    assert isinstance(shown, File)
    assert shown.content().startswith(b"\x89PNG")
    assert shown.caption
    assert render_text(shown.caption) == LIST
    assert shown.alt == (
        "Kart med en rute for hver kommune. 1 av 62 kommuner har brukt budskapet. Folloregionen: brukt: Ås; uten svar: Frogn. "
        "Nedre Romerike: sa ja: Lillestrøm; ikke nå: Nittedal. Uten delregion: ikke spurt: Oslo."
    )
    monkeypatch.setattr(command, "can_draw", lambda: False)
    bare = round_map("Runden «Rikstunnelen»", FEW, 62)
    assert not isinstance(bare, File)
    assert render_text(bare).startswith(LIST)  # type: ignore[arg-type]
    assert render_text(bare).endswith("`pip install 'padriver[images]'`.")  # type: ignore[arg-type]


def test_62_members_have_a_tile_each_of_the_same_size_and_each_state_its_own_pattern() -> None:
    rows = [CarrierRow(f"Kommune {number}", f"Region {number % 16}", STATES[number % 6]) for number in range(62)]
    shown = member_map(rows, is_internal=True)
    assert len(tiles(shown)) == 62
    looks = {
        state: (each.get("fill", "").partition("(")[0], each.get("stroke-dasharray"))
        for state, each in zip(
            STATES,
            (tiles(member_map([CarrierRow("A", "", state)], is_internal=True))[0] for state in STATES),
            strict=False,
        )
    }
    assert looks["brukt"][0] == "#0b5394"
    assert [looks[state][0] for state in ("sa ja", "ikke nå", "uten svar")] == ["url", "url", "url"]
    assert (looks["ikke spurt"][1], looks["medlem"][1]) == ("6 5", None)
    svg = drawing_of(shown).as_svg()
    assert all(svg.count(f">{state}<") >= 10 for state in STATES[1:5])


def test_what_leaves_the_secretariat_says_who_used_it_and_nothing_of_the_others() -> None:
    carriers = carriers_of(FEW, 62, (7,))
    facts = ReportFacts(
        "styret",
        report_pack(),
        DECEMBER.date(),
        *[ReportPeriod(DECEMBER.date(), DECEMBER.date())] * 2,
        carriers=carriers,
    )
    report = Report("T", "", "", appendices(facts))
    text = report_lines(report)
    at = text.index("## Vedlegg 7: Kommunene som bar budskapet")
    assert text[at + 1 : at + 4] == [
        "1 av 62 kommuner har brukt budskapet. [1]",
        "Har brukt det: Ås.",
        (
            "Figur: Medlemmene etter delregion. Kart med en rute for hver kommune. 1 av 62 kommuner har brukt budskapet. "
            "Folloregionen: brukt: Ås; øvrige: Frogn. Nedre Romerike: øvrige: Lillestrøm og Nittedal. Uten delregion: øvrige: Oslo."
        ),
    ]
    assert text[-1] == "[1] Kommuner som har brukt budskapet. Runder: 7. Vis dem: /budskap runde kart"
    assert carriers.shown
    assert carriers.shown.states == ("brukt", "medlem")


def test_without_members_there_is_nothing_to_draw() -> None:
    empty = round_map("Runden", (), 62)
    assert render_text(empty) == "Runden\n\nMedlemslista er tom, så det er ingenting å tegne."  # type: ignore[arg-type]
