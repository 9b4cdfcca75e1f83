"""Buttons, menus and pickers: `block_actions`.

Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.local.blocks.fill import find_element
from bot.local.model import Json, LocalChannel, LocalMessage, User, View
from bot.local.people.delivery import DeliveryOutcome, deliver, response_url, where, who
from bot.local.people.values import KEYS, own_option, value_of, whole_form
from bot.local.shapes import message_json, view_json
from bot.local.transport.envelope import Envelope
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError

_GONE = "Knappen finnes ikke lenger. Be om svaret på nytt."


@dataclass(frozen=True)
class UsedControl:
    """Which control, and what was chosen in it (by Slack's action keys)."""

    block_id: str
    action_id: str
    chosen: Mapping[str, Any] = field(default_factory=dict)


async def press_in_message(
    workspace: Workspace, user: User, channel: LocalChannel, message: LocalMessage, pressed: UsedControl
) -> DeliveryOutcome:
    """Use a control of a message."""
    action = _action(workspace, message.blocks, pressed)
    private = message.only_for is not None
    thread_ts = message.thread_ts if message.is_reply else None
    key = workspace.hooks.new(channel.id, user.id, message.ts, thread_ts)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": private,
        **({"thread_ts": thread_ts} if thread_ts else {}),
    }
    payload = who(workspace, user, channel) | {
        "type": "block_actions",
        "container": container,
        "channel": where(channel),
        "state": {"values": whole_form(message.blocks, {pressed.block_id: {pressed.action_id: action}})},
        "response_url": response_url(workspace, key),
        "actions": [action],
    }
    if not private:
        payload["message"] = message_json(workspace.state, message)
    return await deliver(workspace, user, Envelope("interactive", payload), channel)


async def press_in_view(
    workspace: Workspace, user: User, view: View, pressed: UsedControl, values: Mapping[str, Any] | None = None
) -> DeliveryOutcome:
    """Use a control of a modal or a Home tab. `values` is the form's present state."""
    action = _action(workspace, view.blocks, pressed)
    view.values = whole_form(view.blocks, view.values if values is None else values)
    if action["type"] in KEYS:
        key = KEYS[action["type"]][0]
        view.values[pressed.block_id][pressed.action_id] = {"type": action["type"], key: action[key]}
    payload = who(workspace, user) | {
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace.state, view),
        "actions": [action],
    }
    return await deliver(workspace, user, Envelope("interactive", payload))


def _action(workspace: Workspace, blocks: list[Json], pressed: UsedControl) -> Json:
    element = find_element(blocks, pressed.block_id, pressed.action_id)
    if element is None:
        raise NotPossibleError(_GONE)
    action = {
        "type": element["type"],
        "action_id": pressed.action_id,
        "block_id": pressed.block_id,
        "action_ts": workspace.timestamps.next(),
    }
    kept = ("text", "value", "style", "placeholder")
    action |= {name: element[name] for name in kept if name in element}
    if element["type"] == "overflow":
        action["selected_option"] = own_option(element, pressed.chosen.get("selected_option"))
    elif element["type"] in KEYS:
        action |= value_of(element, pressed.chosen)
    return action
