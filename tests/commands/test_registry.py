"""Every command and control has one handler, and people are told of each."""

import pytest

from bot.cards.catalogue import CATALOGUE
from bot.commands.registry import COMMANDS, PRESSES, SUBMITS, merged


def test_a_name_that_is_given_twice_is_told() -> None:
    with pytest.raises(ValueError, match=r"^registered twice: b, c$"):
        merged({"a": 1, "b": 2, "c": 3}, {"c": 4}, {"b": 5})


def test_every_command_is_listed_and_every_listed_one_answers() -> None:
    assert [each.name for each in CATALOGUE] == list(COMMANDS)


FIRST_WORDS = {
    "frist",
    "horing",
    "stortinget",
    "funn",
    "runde",
    "vent",
    "arshjul",
    "arrangement",
    "budskap",
    "padriver",
    "del",
    "oppfolging",
    "mediesak",
    "effekt",
    "fremlegg",
    "innhold",
    "interessent",
    "mediesprint",
    "planlegg",
    "sak",
    "sok",
}
"""Of the names of controls and forms. They are in posted messages: one that is there never changes."""


def test_controls_and_forms_are_named_by_what_they_belong_to() -> None:
    first_words = {name.partition(".")[0] for name in [*PRESSES, *SUBMITS]}
    assert first_words - FIRST_WORDS == set(), "a new one goes into FIRST_WORDS"
    assert FIRST_WORDS - first_words == set(), "messages that were posted still have these"
