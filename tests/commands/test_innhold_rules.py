"""When something is, in words: written in a form, and read again."""

import pytest

from bot.commands.innhold.rules import read_rule, rule_text
from bot.commands.parse.fault import Fault
from tests.support.content import PACK


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("15. januar", {"regel": "dato", "måned": 1, "dag": 15}),
        ("Siste torsdag i august", {"regel": "ukedag", "måned": 8, "ukedag": "torsdag", "nr": -1}),
        ("første lørdag i mars", {"regel": "ukedag", "måned": 3, "ukedag": "lørdag", "nr": 1}),
        ("uke 33", {"regel": "uke", "uke": 33}),
        ("tirsdag i uke 33", {"regel": "uke", "uke": 33, "ukedag": "tirsdag"}),
        ("første virkedag i oktober", {"regel": "virkedag", "måned": 10, "nr": 1}),
        ("i mars", {"regel": "måned", "måned": 3}),
        ("6.–15. oktober", {"regel": "vindu", "fra": {"måned": 10, "dag": 6}, "til": {"måned": 10, "dag": 15}}),
        (
            "20. november – 25. januar",
            {"regel": "vindu", "fra": {"måned": 11, "dag": 20}, "til": {"måned": 1, "dag": 25, "år": 1}},
        ),
        ("september–oktober", {"regel": "vindu", "fra": {"måned": 9}, "til": {"måned": 10}}),
    ],
)
def test_words_are_read(text: str, rule: dict[str, object]) -> None:
    assert read_rule(text) == rule
    assert read_rule(rule_text(rule)) == rule


@pytest.mark.parametrize("text", ["31. februar", "snart", "uke 54", "siste virkedag i mars", "40. mai", "15.1"])
def test_what_is_not_a_time_is_said_to_be_none(text: str) -> None:
    told = read_rule(text)
    assert isinstance(told, Fault)
    assert told.text == "Skriv for eksempel «15. januar», «uke 33», «siste torsdag i august» eller «6.–15. oktober»."


def test_a_date_in_another_month_is_asked_about() -> None:
    assert read_rule("15. januar", 3) == Fault("Datoen er i januar, men du valgte mars. Endre en av dem.")
    assert read_rule("uke 33", 3) == {"regel": "uke", "uke": 33}
    assert read_rule("", 3) is None


def test_every_rule_of_the_pack_has_words_and_the_simple_ones_are_read_again() -> None:
    pack = PACK
    rules = [
        fields["når"]
        for document in pack.documents.values()
        for _, fields in document.mappings
        if isinstance(fields.get("når"), dict)
    ]
    assert len(rules) > 40
    for rule in rules:
        text = rule_text(rule)
        read = read_rule(text)
        assert text
        if not isinstance(read, Fault):
            assert rule_text(read) == text
