from pathlib import Path

from tests.parity import test_parity
from tests.parity.chats import CHATS
from tests.parity.table import table

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_shows_what_is_tried_on_both_platforms() -> None:
    assert table(test_parity, tuple(CHATS)) in README.read_text(), "python -m tests.parity.table prints it anew"
