"""Reading and showing effects."""

import re
from datetime import date

from bot.cards.card import Button, Card, Controls, Item, Line, Link, Paragraph, line
from bot.cards.words import day, number
from bot.commands.parse.clean import clean
from content.schema.pack import Pack
from models.tables import Effect

UNDO_EFFECT = "effekt.angre"
REACH = re.compile(r"(?:ca\.? ?)?(\d{1,3}(?:[ .]?\d{3})*)", re.IGNORECASE)
MOST_REACH = 100_000_000


def read_reach(text: str) -> int | str | None:
    """Return the number of people in «ca. 12 000»; an error message if it is not one, None if the text is empty."""
    words_written = clean(text)
    if not words_written:
        return None
    match = REACH.fullmatch(words_written)
    count = int(match[1].replace(" ", "").replace(".", "")) if match else MOST_REACH + 1
    return count if count <= MOST_REACH else "Skriv et tall, for eksempel 1200."


def kind_name(pack: Pack, kind: str) -> str:
    """Return the name of a kind of effect; the id itself if the pack no longer has it."""
    return next((each.name for each in pack.media.effects if each.id == kind), kind)


def weight_of(pack: Pack, kind: str) -> int:
    """Return the weight of one effect of a kind; 0 if the pack no longer has the kind."""
    return next((each.weight for each in pack.media.effects if each.id == kind), 0)


def effect_line(pack: Pack, row: Effect, today: date) -> Line:
    """Return an effect as a row: the day, the kind, how many it reached, and the result."""
    parts = [f"{day(row.day, today)} · {kind_name(pack, row.kind)}"]
    issue = pack.issue(row.theme) if row.theme else None
    parts += [issue.name] if issue else []
    parts += [f"nådde {number(row.reach)}"] if row.reach else []
    parts += [row.stakeholder] if row.stakeholder else []
    link = (" ", Link("se", row.link)) if row.link else ()
    result = f"\n{row.result}" if row.result else ""
    return line(" · ".join(parts), f"\n{row.title}", *link, result)


def effect_card(pack: Pack, row: Effect, today: date) -> Card:
    """Return the confirmation of a logged effect, with a button to undo."""
    undo = Button("Angre", UNDO_EFFECT, str(row.id))
    return Card(
        "Skrevet i effektloggen",
        (Item(effect_line(pack, row, today), (undo,)), Controls((Button("Se loggen", "effekt.se", ""),))),
        summary="Skrevet i effektloggen.",
    )


def removed_card(sentence: str) -> Card:
    """Return the answer to removing an effect from the log."""
    return Card("Effektloggen", (Paragraph(line(sentence)),), summary=sentence)
