"""Reports of what was done and what came of it: one model, written as a Word document and as a tagged PDF.

What a report is made of is read by `facts`; `annual`, `monthly` and `municipality` compose it; `word_file` and `pdf_file`
write it.
"""

from importlib.util import find_spec

from bot.pictures import can_draw

EXTRAS = "pip install 'padriver[images,reports]'"
"""The command that installs what reports are written with."""


def can_write() -> bool:
    """Return True if reports can be written here: the extras `images` and `reports` are installed."""
    return can_draw() and find_spec("docx") is not None and find_spec("typst") is not None
