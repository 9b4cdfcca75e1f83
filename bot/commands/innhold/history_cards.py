"""The history of an entry: who changed what, and when."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Controls, Item, Line, Note, Paragraph, Part, Person, joined, line
from bot.cards.content_edit import SHOW_ENTRY, entry_value
from bot.cards.words import capital, clock, day
from bot.commands.ask import Ask
from bot.commands.innhold.actions import UNDO
from bot.commands.innhold.contents import Contents, FoundEntry
from bot.commands.innhold.kind import Field
from bot.commands.innhold.values import text_of
from bot.commands.parse.clean import short
from content.overlay import data_of, find
from models.content.history import EntryEdit, history

MOST_HISTORY = 15
SHOWN = 160


def history_card(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Card:
    """Return who changed what of an entry, the newest first, each with a button to undo."""
    rows = history(session, ask.workspace.id, found.file, found.id, MOST_HISTORY)
    start = find(data_of(contents.start, found.file), found.id)
    parts: tuple[Part, ...] = tuple(
        Item(
            _happened(ask, found, each, start),
            (Button("Angre", UNDO, str(each.edit_id)),) if not each.is_undone else (),
        )
        for each in rows
    ) or (Paragraph(line("Ingen har endret dette i chatten.")),)
    source = found.fields.get("kilde")
    first = (Note(line(f"Opphav: {source}")),) if source else ()
    back = Controls((Button("Tilbake", SHOW_ENTRY, entry_value(found.file, found.id)),))
    return Card(f"Historikk: {found.title}", (*parts, *first, back))


def _happened(ask: Ask, found: FoundEntry, each: EntryEdit, start: Mapping[str, Any] | None) -> Line:
    labels = {one.name: one for one in found.kind.fields}
    what: list[Line] = []
    if each.is_removed != each.was_removed:
        what.append(line("tok det ut" if each.is_removed else "hentet det frem igjen"))
    if each.is_moved:
        what.append(line("flyttet det"))
    for name in each.changed if start is not None or not each.is_first else ():
        known, rest = labels.get(name), start or {}
        before, after = (_shown(known, side.get(name, rest.get(name))) for side in (each.before, each.after))
        what.append(line(f"{known.label if known else capital(name)}: «{before}» → «{after}»"))
    undone = line(" (angret)") if each.is_undone else ()
    done = joined(what, "\n") or line("la det til")
    return line(Bold(moment(ask, each)), " – ", Person(each.user_id), *undone, ": ", *done)


def _shown(known: Field | None, value: Any) -> str:
    if value is None:
        return "tomt"
    text = text_of(known, value) if known else str(value.get("status", value) if isinstance(value, dict) else value)
    return short(" ".join(text.split()), SHOWN)


def moment(ask: Ask, each: EntryEdit) -> str:
    """Return when an edit was made, where the workspace is."""
    local = each.at.astimezone(ask.workspace.zone)
    return f"{day(local.date(), ask.today)} kl. {clock(local.time())}"
