"""Words that hold a rule's word, and do not count for it."""

import pytest

from models.media.matching.inside import inside
from tests.support.content import PACK

THEMES = PACK.media.themes


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Ny gigantplan", [("ntp", "ntp", "gigantplan")]),
        ("Kø i Ulrikstunnelen", [("jernbane", "rikstunnel*", "Ulrikstunnelen")]),
        ("Mangel på arbeidskraft", [("energi", "kraft*", "arbeidskraft")]),
        ("Toget går", []),
        ("", []),
    ],
)
def test_a_word_inside_another_is_told_with_the_longest_rule_of_the_theme(
    text: str, held: list[tuple[str, str, str]]
) -> None:
    assert [(each.theme, each.rule, each.words.text) for each in inside(THEMES, text)] == held
