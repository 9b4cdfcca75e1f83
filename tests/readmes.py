"""The parts of the README files that are made from the code. `make readmes` writes them.

Each stands between `<!-- made by make readmes: NAME -->` and `<!-- end -->`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

from bot.cards.card import Bold, Code, Line
from bot.cards.catalogue import CATALOGUE, CatalogueEntry
from bot.cards.schedule import rest
from bot.commands.shortcut_requests import SHORTCUTS
from jobs.nudges.calendar import schedule
from jobs.nudges.registry import IN_SETTINGS
from models.tables import Workspace
from models.workspace.preferences import Preferences
from tests.parity import chats, test_parity
from tests.parity.table import table
from tests.support.pack import small_pack

ROOT = Path(__file__).parents[1]
MADE = re.compile(r"(<!-- made by make readmes: (\w+) -->\n).*?(?=<!-- end -->)", re.DOTALL)


def files() -> list[Path]:
    """Return every Markdown file of the project, the README first."""
    folders = ("bench", "bot", "content", "jobs", "migrations", "models", "tests")
    below = chain.from_iterable((ROOT / folder).rglob("*.md") for folder in folders)
    return [*ROOT.glob("*.md"), *sorted(each for each in below if "node_modules" not in each.parts)]


def commands() -> str:
    """Return a section for each command, out of the catalogue: what it does, and everything that may be written."""
    return "\n".join(map(_command, CATALOGUE))


def _command(listed: CatalogueEntry) -> str:
    ways = "".join(f"| `{text}` | {_capital(gives)} |\n" for text, gives in listed.ways)
    return f"### `/{listed.name}`\n\n{listed.description}\n\n| Skriv | Det gir |\n|---|---|\n{ways}"


def nudges() -> str:
    """Return what a workspace is sent that has changed no setting, and what may be turned off."""
    columns = Workspace.__table__.columns
    usual = {each.name: each.default.arg for each in columns if each.default is not None and each.default.is_scalar}
    usual_preferences = Preferences(Workspace(**usual))
    coming = schedule(usual_preferences, small_pack(), date(2026, 9, 1))
    rows = "".join(f"- {_markdown(each)}\n" for each in coming.items)
    off = "".join(f"- {each.name}\n" for each in IN_SETTINGS)
    return f"{rows}\n{rest(usual_preferences)}\n\nDette kan slås av, hver for seg:\n\n{off}"


def shortcuts() -> str:
    """Return what the menu of any message offers."""
    return "".join(f"- **{each.label}:** {each.description}\n" for each in SHORTCUTS.values())


def parity() -> str:
    """Return the table of what is tried on both platforms."""
    return f"{table(test_parity, tuple(chats.CHATS))}\n"


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "nudges": nudges,
    "shortcuts": shortcuts,
    "parity": parity,
}


def made(text: str) -> str:
    """Return a README's text with the made parts as the code has them now. Raises `KeyError` for an unknown part."""
    return MADE.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _markdown(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: object) -> str:
    match span:
        case Bold(text):
            return f"**{text}**"
        case Code(text):
            return f"`{text}`"
        case _:
            return str(span)


if __name__ == "__main__":
    for path in files():
        text = path.read_text()
        if made(text) != text:
            path.write_text(made(text))
            print(f"{path.relative_to(ROOT)} is written again.")  # noqa: T201 - it is a command
