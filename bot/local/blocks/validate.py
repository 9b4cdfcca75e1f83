"""The two things an app sends: a message's blocks and a view."""

from collections.abc import Mapping
from typing import Any

from bot.local.blocks.checks import Check, Faults, anything, boolean, by_type, listed, many, shape, string, word
from bot.local.blocks.kinds import MESSAGE_BLOCKS, VIEW_BLOCKS
from bot.local.blocks.objects import plain

_IN_MESSAGE = many(by_type(MESSAGE_BLOCKS, "block"), 50, least=0)
_IN_VIEW = many(by_type(VIEW_BLOCKS, "block"), 100)
_ANY_VIEW: Mapping[str, Check] = {
    "type": word("modal", "home"),
    "blocks": _IN_VIEW,
    "callback_id": string(255),
    "private_metadata": string(3000, 0),
    "external_id": string(255, 0),
}
_MODAL = shape(
    {
        **_ANY_VIEW,
        "title": plain(24),
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    "title",
    "blocks",
)
_HOME = shape({**_ANY_VIEW, "title": anything, "clear_on_close": boolean, "notify_on_close": boolean}, "blocks")
_VIEW = by_type({"modal": _MODAL, "home": _HOME}, "view")


def message_faults(blocks: Any) -> list[str]:
    """Return what is wrong with a message's blocks, in Slack's words."""
    faults = Faults()
    _IN_MESSAGE(blocks, "/blocks", faults)
    _no_shared_block_id(blocks, "/blocks", faults)
    return faults.messages


def view_faults(view: Any) -> list[str]:
    """Return what is wrong with a view, in Slack's words."""
    faults = Faults()
    _VIEW(view, "/view", faults)
    if isinstance(view, dict):
        _no_shared_block_id(view.get("blocks"), "/view/blocks", faults)
        _submit_where_there_is_input(view, faults)
    return faults.messages


def _no_shared_block_id(blocks: Any, place: str, faults: Faults) -> None:
    seen: set[str] = set()
    for index, block in enumerate(listed(blocks)):
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(block_id, str) and block_id in seen:
            faults.add(f"{place}/{index}/block_id", f"`block_id` {block_id} already exists for another block")
        elif isinstance(block_id, str):
            seen.add(block_id)


def _submit_where_there_is_input(view: dict[str, Any], faults: Faults) -> None:
    blocks = listed(view.get("blocks"))
    has_input = any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)
    if has_input and view.get("type") == "modal" and "submit" not in view:
        faults.add("/view", "missing required field: submit")
