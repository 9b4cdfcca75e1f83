"""The names of the controls of the content, and their values."""

from bot.cards.content_edit import entry_value
from bot.commands.innhold.contents import FoundEntry
from bot.commands.innhold.kind import Kind

NEW, PREVIEW, HISTORY = "innhold.ny", "innhold.forhandsvis", "innhold.historikk"
ASKED = "innhold.sporsmal"
REMOVE, BRING_BACK, UNDO, OVERVIEW = "innhold.ut", "innhold.tilbake", "innhold.angre", "innhold.oversikt"
BETWEEN = "|"


def list_value(kind: Kind, page: int = 0, within: FoundEntry | None = None) -> str:
    """Return the value of a control that shows a list: the kind, the page, and the entry it is inside."""
    return BETWEEN.join((kind.id, str(page), entry_value(within.file, within.id) if within else ""))


def new_value(kind: Kind, within: FoundEntry | None = None) -> str:
    """Return the value of the button that adds to a list."""
    return BETWEEN.join((kind.id, entry_value(within.file, within.id) if within else ""))
