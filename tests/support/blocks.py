"""Reading Block Kit back: Slack's limits checked, and the visible text of blocks."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def check_message(blocks: Sequence[dict[str, Any]], text: str) -> None:
    assert 0 < len(text) <= 4_000
    assert not re.search(r"[<>]", re.sub(r"<[@#][A-Z0-9]+>", "", text))
    assert len(blocks) <= 50
    check_blocks(blocks)


def check_blocks(blocks: Sequence[dict[str, Any]]) -> None:
    for block in Block.parse_all(blocks):
        block.validate_json()
    ids = [block["block_id"] for block in blocks]
    assert len(ids) == len(set(ids))
    assert all(len(each) <= 255 for each in ids)
    assert sum(len(each) for each in visible(blocks)) < 13_000
    for block in blocks:
        _check_block(block)


def check_view(view: dict[str, Any]) -> None:
    View(**view).validate_json()
    assert len(view["blocks"]) <= 100
    check_blocks(view["blocks"])
    for name, longest in (("title", 24), ("submit", 24), ("close", 24)):
        assert 0 < _units(view[name]["text"]) <= longest
    assert len(view["private_metadata"]) <= 3_000


def _check_block(block: dict[str, Any]) -> None:
    match block:
        case {"type": "actions", "elements": elements}:
            assert 0 < len(elements) <= 25
            assert len({each["action_id"] for each in elements}) == len(elements)
            for element in elements:
                _check_element(element)
        case {"type": "context", "elements": elements}:
            assert 0 < len(elements) <= 10
            assert all(0 < len(each["text"]) <= 3_000 for each in elements)
        case {"type": "header", "text": text}:
            assert 0 < _units(text["text"]) <= 150
        case {"type": "image"}:
            assert 0 < len(block["alt_text"]) <= 2_000
            assert 0 < len(block["image_url"]) <= 3_000
        case {"type": "rich_text", "elements": elements}:
            assert elements
            for element in elements:
                _check_rich(element)
        case {"type": "input", "element": element}:
            assert 0 < _units(block["label"]["text"]) <= 2_000
            _check_element(element)


def _check_element(element: dict[str, Any]) -> None:
    assert 0 < len(element["action_id"]) <= 255
    if element["type"] == "button":
        assert 0 < _units(element["text"]["text"]) <= 75
        assert 0 < len(element.get("value", "x")) <= 2_000
        assert _units(element.get("accessibility_label", "")) <= 75
        assert "@{" not in element.get("accessibility_label", "")
    for group in element.get("option_groups", [element]):
        options = group.get("options", [])
        assert len(options) <= (5 if element["type"] == "overflow" else 100)
        assert all(0 < _units(each["text"]["text"]) <= 75 and len(each["value"]) <= 150 for each in options)


def _check_rich(element: dict[str, Any]) -> None:
    if element["type"] == "rich_text_list":
        assert element["elements"]
        for each in element["elements"]:
            _check_rich(each)
        return
    assert element["elements"]
    assert all(each.get("text") != "" for each in element["elements"])
    assert sum(len(each.get("text", "")) for each in element["elements"]) <= 3_000


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def visible(blocks: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Give the texts of the blocks in order; a mention by its id, a control by its label."""
    for block in blocks:
        match block:
            case {"type": "header", "text": text}:
                yield text["text"]
            case {"type": "rich_text", "elements": elements}:
                yield from _rich(elements)
            case {"type": "data_table", "rows": rows}:
                yield from (" | ".join(map(_cell, row)) for row in rows)
            case {"type": "context", "elements": elements}:
                yield from (_context(each) for each in elements)
            case {"type": "image", "alt_text": alt}:
                yield alt
            case {"type": "actions", "elements": elements}:
                # A menu behind three dots has no words of its own.
                words = (each.get("text", each.get("placeholder")) for each in elements if each["type"] != "overflow")
                yield from (each["text"] for each in words)


def _rich(elements: Sequence[dict[str, Any]]) -> Iterator[str]:
    for element in elements:
        if "elements" in element:
            yield from _rich(element["elements"])
        else:
            yield element.get("text") or element.get("user_id") or element["channel_id"]


def _cell(cell: dict[str, Any]) -> str:
    return cell["text"] if cell["type"] == "raw_text" else "".join(_rich(cell["elements"]))


def _context(element: dict[str, Any]) -> str:
    text: str = element["text"]
    if element["type"] == "plain_text":
        return text
    text = re.sub(r"<[@#](\w+)>", r"\1", re.sub(r"<[^@#][^|>]*\|([^>]*)>", r"\1", text)).replace("`", "")
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text
