import pytest

from bot.commands.parse.json_text import read_json


@pytest.mark.parametrize("text", ["", "{", b"\xff", "[" * 100_000], ids=["nothing", "half", "no text", "too deep"])
def test_what_cannot_be_read_says_nothing(text: str | bytes) -> None:
    assert read_json(text) is None
