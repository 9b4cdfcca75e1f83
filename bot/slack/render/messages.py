"""A card as one message or several, within Slack's limits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cards.card import Card, CardTable, Controls, Note, Part, Span
from bot.cards.cutting import clean, shorten
from bot.cards.text import render_part, render_text
from bot.cards.units import units
from bot.slack.render.blocks import blocks, escape, header, height, named
from bot.slack.render.fit import fitting
from bot.slack.render.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, MESSAGE_TEXT
from bot.slack.render.rich import rich_text, section

CUT: Span = "Svaret er for langt til å vises her. Spør om noe snevrere for å se resten."
HEADER_BLOCKS = 1
TABLE_ROWS, TABLE_PAGE = 100, 20
MENTION = re.compile(r"(@(?=\{[UW])|#(?=\{[CGD]))\{([A-Z0-9]{2,31})\}")
"""A person or a channel in `render_text`; Slack shows `<@id>` and `<#id>` by their names."""


@dataclass(frozen=True)
class RenderedBlocks:
    """One message: its blocks, and the text that notifications and screen readers get."""

    blocks: list[dict[str, Any]]
    text: str


def render_messages(card: Card) -> list[RenderedBlocks]:
    """Return the card as messages in order; nearly always one. A long card is cut between its parts."""
    parts = _parts(card)
    whole = _whole(card, parts)
    if whole:
        return [whole]
    pages = _pages(parts, MESSAGE_BLOCKS - HEADER_BLOCKS, MESSAGE_CHARACTERS)
    first = _render(replace(card, parts=pages[0]))
    rest = (
        Card(f"{card.title} ({place} av {len(pages)})".strip(), page) for place, page in enumerate(pages[1:], start=2)
    )
    return [first, *map(_render, rest)]


def render_table(card: Card) -> RenderedBlocks | None:
    """Return the card as one message with its table, if it has one that fits; the text says the same as without it."""
    table = card.table
    if table is None or not 0 < len(table.rows) <= TABLE_ROWS:
        return None
    before, after = (
        _parts(replace(card, parts=card.parts[: table.first])),
        _parts(replace(card, parts=card.parts[table.last :])),
    )
    if sum(map(height, (*before, *after))) + 1 > MESSAGE_BLOCKS - HEADER_BLOCKS:
        return None
    elements = [*header(card.title), *(each for part in before for each in blocks(part)), _table(table)]
    elements += [each for part in after for each in blocks(part)]
    text = notification(card)
    return RenderedBlocks(named(elements, text), text)


def _table(table: CardTable) -> dict[str, Any]:
    heads = [{"type": "raw_text", "text": each} for each in table.columns]
    rows = [[rich_text(section(cell or ("–",))) for cell in row] for row in table.rows]
    page = min(len(rows), TABLE_PAGE)
    return {"type": "data_table", "caption": table.caption, "rows": [heads, *rows], "page_size": page}


def render_short(card: Card) -> RenderedBlocks:
    """Return the card as one message: what does not fit is left out, and a sentence says so."""
    parts = _parts(card)
    whole = _whole(card, parts)
    if whole:
        return whole
    ending: tuple[Part, ...] = (Note((CUT,)), *(parts[-1:] if isinstance(parts[-1], Controls) else ()))
    pages = _pages(parts[: len(parts) - len(ending) + 1], MESSAGE_BLOCKS - HEADER_BLOCKS - 2, MESSAGE_CHARACTERS)
    return _render(replace(card, parts=(*pages[0], *ending)))


def _parts(card: Card) -> tuple[Part, ...]:
    return tuple([small for part in card.parts for small in fitting(part)])


def _whole(card: Card, parts: tuple[Part, ...]) -> RenderedBlocks | None:
    """Return the card as one message; None if it is too long for one."""
    if sum(map(height, parts)) > MESSAGE_BLOCKS - HEADER_BLOCKS:
        return None
    fitted = replace(card, parts=parts)
    text = render_text(fitted)
    if len(text) > MESSAGE_CHARACTERS and sum(len(render_part(part)) for part in parts) > MESSAGE_CHARACTERS:
        return None
    return _render(fitted, text)


def _render(card: Card, wording: str | None = None) -> RenderedBlocks:
    elements = header(card.title)
    for part in card.parts:
        elements += blocks(part)
    text = notification(card, wording)
    return RenderedBlocks(named(elements, text), text)


def notification(card: Card, text: str | None = None) -> str:
    """Return the message as text: the summary first, then everything, escaped and at most 3900 characters long.

    `text` is the card as text, if it is known already.
    """
    text = render_text(card) if text is None else text
    if card.summary and not text.startswith(card.summary):
        text = f"{card.summary}\n\n{text}".strip()
    escaped = _escaped_within(clean(text).strip() or "–", MESSAGE_TEXT)
    return MENTION.sub(r"<\1\2>", escaped) if "{" in escaped else escaped


def _escaped_within(text: str, limit: int) -> str:
    kept = shorten(text, limit)
    while len(escape(kept)) > limit:
        kept = shorten(kept, len(kept) * 9 // 10)
    return escape(kept)


def _pages(parts: Sequence[Part], most_blocks: int, most_characters: int) -> list[tuple[Part, ...]]:
    pages: list[list[Part]] = [[]]
    blocks_left, characters_left = most_blocks, most_characters
    for unit in units(parts):
        needed = sum(map(height, unit))
        long = sum(len(render_part(part)) for part in unit)
        if pages[-1] and (needed > blocks_left or long > characters_left):
            pages.append([])
            blocks_left, characters_left = most_blocks, most_characters
        pages[-1].extend(unit)
        blocks_left, characters_left = blocks_left - needed, characters_left - long
    return [tuple(page) for page in pages]
