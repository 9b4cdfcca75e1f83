"""The blocks, by type."""

from collections.abc import Mapping
from typing import Any

from bot.local.blocks import elements
from bot.local.blocks.checks import (
    Check,
    Faults,
    anything,
    boolean,
    both,
    by_type,
    listed,
    many,
    number,
    one_of_fields,
    shape,
    string,
    web_address,
    word,
)
from bot.local.blocks.objects import plain, text

_BASE: Mapping[str, Check] = {"type": anything, "block_id": string(255)}


def _no_shared_action_id(value: Any, place: str, faults: Faults) -> None:
    seen: set[str] = set()
    for index, element in enumerate(listed(value.get("elements") if isinstance(value, dict) else None)):
        action_id = str(element["action_id"]) if isinstance(element, dict) and "action_id" in element else None
        if action_id in seen:
            faults.add(f"{place}/elements/{index}/action_id", f"`action_id` {action_id} already exists in this block")
        elif action_id is not None:
            seen.add(action_id)


def _rich_text(value: Any, place: str, faults: Faults) -> None:
    _RICH(value, place, faults)


_LEAF = word("text", "link", "user", "channel", "emoji", "usergroup", "broadcast", "date", "color", "team")


def _rich_leaf(value: Any, place: str, faults: Faults) -> None:
    _LEAF(value.get("type") if isinstance(value, dict) else None, f"{place}/type", faults)


_LEAVES = many(_rich_leaf, 1_000, least=0)
_RICH = by_type(
    {
        "rich_text_section": shape({"type": anything, "elements": _LEAVES}, "elements"),
        "rich_text_quote": shape({"type": anything, "elements": _LEAVES, "border": number(0, 1)}, "elements"),
        "rich_text_preformatted": shape(
            {"type": anything, "elements": _LEAVES, "border": number(0, 1), "language": string(40)}, "elements"
        ),
        "rich_text_list": shape(
            {
                "type": anything,
                "style": word("bullet", "ordered"),
                "indent": number(0, 8),
                "offset": number(0, 10_000),
                "border": number(0, 1),
                "elements": many(_rich_text, 1_000),
            },
            "style",
            "elements",
        ),
    },
    "rich text",
)

VIEW_BLOCKS: Mapping[str, Check] = {
    "section": both(
        shape(
            {
                **_BASE,
                "text": text(3000),
                "fields": many(text(2000), 10),
                "accessory": by_type(elements.ACCESSORIES, "accessory"),
                "expand": boolean,
            }
        ),
        one_of_fields("text", "fields"),
    ),
    "header": shape({**_BASE, "text": plain(150)}, "text"),
    "divider": shape(_BASE),
    "image": both(
        shape(
            {
                **_BASE,
                "image_url": web_address,
                "slack_file": anything,
                "alt_text": string(2000),
                "title": plain(2000),
            },
            "alt_text",
        ),
        one_of_fields("image_url", "slack_file"),
    ),
    "actions": both(
        shape({**_BASE, "elements": many(by_type(elements.ACTIONS, "element"), 25)}, "elements"), _no_shared_action_id
    ),
    "context": shape(
        {
            **_BASE,
            "elements": many(
                by_type({"image": elements.IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)}, "element"), 10
            ),
        },
        "elements",
    ),
    "input": shape(
        {
            **_BASE,
            "label": plain(2000),
            "element": by_type(elements.INPUTS, "element"),
            "hint": plain(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        "label",
        "element",
    ),
    "rich_text": shape({**_BASE, "elements": many(_rich_text, 1_000)}, "elements"),
}

_CELL = by_type(
    {
        "raw_text": shape({"type": word("raw_text"), "text": string(3_000)}, "text"),
        "rich_text": shape({"type": anything, "elements": many(_rich_text, 1_000)}, "elements"),
    },
    "cell",
)


def _same_length(value: Any, place: str, faults: Faults) -> None:
    rows = [each for each in listed(value.get("rows") if isinstance(value, dict) else None) if isinstance(each, list)]
    if len({len(each) for each in rows}) > 1:
        faults.add(f"{place}/rows", "all rows must have the same number of cells")


MESSAGE_BLOCKS: Mapping[str, Check] = {
    **VIEW_BLOCKS,
    "markdown": shape({**_BASE, "text": string(12_000)}, "text"),
    "data_table": both(
        shape(
            {
                **_BASE,
                "caption": string(3_000),
                "rows": many(many(_CELL, 20), 101, least=2),
                "page_size": number(1, 100),
                "row_header_column_index": number(0, 19),
            },
            "caption",
            "rows",
        ),
        _same_length,
    ),
}
