"""Reports of what was done and what came of it: one model, written as a Word document and as a tagged PDF.

What a report says is composed by `bot.reports.content`; what it says it of is read by `bot.reports.facts`.
"""

from importlib.util import find_spec

from bot.pictures import can_draw


def can_write() -> bool:
    """Return True if reports can be written here: the extras `images` and `reports` are installed."""
    return can_draw() and find_spec("docx") is not None and find_spec("typst") is not None
