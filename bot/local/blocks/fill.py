"""Gives blocks and elements the ids the app left out, as Slack does, and finds elements again."""

import copy
from collections.abc import Iterator
from typing import Any

from bot.local.ids import secret
from bot.local.model import Json

_STILL = frozenset({"image", "plain_text", "mrkdwn"})


def filled(blocks: list[Json]) -> list[Json]:
    """Return a copy of the blocks with a block_id for each and an action_id for each interactive element."""
    done = copy.deepcopy(blocks)
    for block in done:
        block.setdefault("block_id", secret()[:5])
        for element in elements_of(block):
            element.setdefault("action_id", secret()[:5])
    return done


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the interactive elements of a block."""
    candidates: list[Any] = [block.get("accessory"), block.get("element")]
    if block["type"] == "actions":
        candidates.extend(block["elements"])
    for element in candidates:
        if element is not None and element["type"] not in _STILL:
            yield element


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """Return the element with those ids."""
    for block in blocks:
        if block["block_id"] == block_id:
            return next((each for each in elements_of(block) if each["action_id"] == action_id), None)
    return None
