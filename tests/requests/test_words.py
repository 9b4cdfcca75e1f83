"""Commands that are written as words."""

import pytest

from bot.commands import registry
from bot.requests.words import spoken


@pytest.mark.parametrize(
    "said",
    [
        "frister oktober",
        " Frister  oktober",
        "/frister oktober",
        "@Pådriver frister oktober",
        "@pådriver /frister oktober",
    ],
)
def test_a_command_is_known_with_and_without_slash_and_name(said: str) -> None:
    assert spoken(registry, said) == ("frister", "oktober")


def test_what_is_no_command_asks_for_help_on_it() -> None:
    assert spoken(registry, "@Pådriver tull og tøys") == ("padriver", "tull og tøys")
    assert spoken(registry, "@Pådriver") == ("padriver", "")
