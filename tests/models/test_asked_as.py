"""The questions that the content says its entries answer: found as a whole, and only while the entry says the same."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from bot.commands.plain.finding import Findings, find
from bot.commands.plain.question import read_question
from content.load import DEFAULT, TEMPLATE, ContentError, load_pack
from content.overlay import EntryChange, overlay
from content.schema.pack import Pack
from models.search.asked_as import likeness_of
from models.search.entries import entries_of
from models.search.likeness import Likeness
from tests.support.content import PACK

TODAY = date(2026, 10, 2)
CRAFTS, ASKED_AS = "handverk.yaml", "sporres_om.yaml"
REUSE, AS_ASKED = "synlighet-gjenbruk", "resirkulere gamle tekster og rapporter"


def found(text: str, pack: Pack, today: date = TODAY) -> Findings:
    return find(read_question(text, pack, today), pack, today)


def first(text: str, pack: Pack) -> str:
    findings = found(text, pack)
    return findings.found[0].id if findings.found and findings.is_known else ""


def test_a_text_counts_as_a_whole() -> None:
    texts = Likeness(
        [(0, "møte om jernbane"), (0, "svar på brev"), (1, "møte om svar på spørsmål om brev og jernbane")]
    )
    alike = texts.most_like(texts.vector("møte om jernbane"))
    assert alike[0].best == pytest.approx(1.0)
    assert alike[0].best > alike[1].best > 0
    misspelt = texts.most_like(texts.vector("mote om jernbanen"))
    assert misspelt[0].best > misspelt[1].best > 0


def test_what_people_removed_or_changed_is_not_found_by_its_questions() -> None:
    assert first(AS_ASKED, PACK) == REUSE
    removed = overlay(PACK, [EntryChange(CRAFTS, REUSE, {}, is_removed=True)])
    assert REUSE not in {each.id for each in found(AS_ASKED, removed).found}
    changed = overlay(PACK, [EntryChange(CRAFTS, REUSE, {"tekst": "Heng opp plakater i resepsjonen."})])
    assert first(AS_ASKED, changed) != REUSE
    assert first("plakater i resepsjonen", changed) == REUSE
    assert first("hvem sitter på pengesekken i staten", changed) == "finansdepartementet"
    assert changed.asked_as is PACK.asked_as
    own = [
        EntryChange(CRAFTS, REUSE, {"tekst": "Heng opp plakater."}),
        EntryChange(ASKED_AS, REUSE, {"spørsmål": ["pynt på veggen"]}),
    ]
    assert first("pynt på veggen", overlay(PACK, own)) == REUSE
    assert first("pynt på veggen", PACK) == ""


def test_a_craft_keeps_its_questions_when_its_checklist_changes() -> None:
    changed = overlay(PACK, [EntryChange(CRAFTS, "prosess-frykt", {}, is_removed=True)])
    assert first("aktørkart og maktkart", changed) == "prosess"


def test_the_national_year_is_asked_for_in_every_pack_and_the_rest_in_its_own() -> None:
    template = load_pack(TEMPLATE)
    assert first("mandagen vi stemmer til nasjonalforsamlingen", template) == "stortingsvalg"
    assert {each.entry for each in template.asked_as} < {each.entry for each in PACK.asked_as}
    assert "synlighet-gjenbruk" not in {each.entry for each in template.asked_as}


def test_questions_are_of_something(tmp_path: Path) -> None:
    copytree(DEFAULT, tmp_path / "content")
    file = tmp_path / "content" / ASKED_AS
    file.write_text(file.read_text("utf-8").replace(f"  - id: {REUSE}\n", "  - id: finnes-ikke\n"), "utf-8")
    with pytest.raises(ContentError) as refused:
        load_pack(tmp_path / "content")
    [fault] = refused.value.faults
    assert (fault.field, fault.expected) == ("id", "ventet id-en til noe i de andre filene, fikk «finnes-ikke»")


def test_every_entry_has_questions() -> None:
    likeness = likeness_of(PACK)
    assert [each.id for place, each in enumerate(entries_of(PACK)) if not likeness.questions(place)] == []


@pytest.mark.parametrize(
    ("question", "today"),
    [
        ("når er Arendalsuka i 2035", date(2026, 10, 2)),
        ("når er festivalen i Kautokeino", date(2026, 10, 2)),
        ("hvilket hotell bor vi på i Arendal", date(2026, 8, 13)),
        ("når møter styret i Arendal", date(2026, 10, 2)),
        ("når er valget i Danmark", date(2026, 10, 2)),
    ],
)
def test_no_date_is_given_of_what_the_question_does_not_name(question: str, today: date) -> None:
    findings = found(question, PACK, today)
    assert not findings.is_known or findings.date_of(findings.found[0]) is None
