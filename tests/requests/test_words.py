"""Commands that are written as words."""

import pytest

from bot.commands import registry
from bot.requests.command_text import parse_command


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
    assert parse_command(registry, said) == ("frister", "oktober")


def test_what_is_no_command_asks_for_help_on_it() -> None:
    assert parse_command(registry, "@Pådriver tull og tøys") == ("padriver", "tull og tøys")
    assert parse_command(registry, "@Pådriver") == ("padriver", "")
