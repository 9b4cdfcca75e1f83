"""Acts as people do, for tests: types, presses, fills in, and waits for what happens, never a fixed time."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.local.blocks.fill import elements_of
from bot.local.model import Json, LocalChannel, LocalMessage, User, View
from bot.local.people import commands, filled_forms, pressed_buttons, talk, used_shortcuts
from bot.local.people.delivery import DeliveryOutcome
from bot.local.people.values import KEYS, whole_form
from bot.local.posting import sees
from bot.local.shapes import user_json
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError

_PATIENCE = 5.0  # seconds; only a failing test waits so long
_SEEN = frozenset({"message", "message_changed", "message_deleted", "view_open", "view_update", "home", "notice"})


@dataclass(frozen=True)
class ModalResult:
    """How a modal was received: errors by block_id (empty: accepted) and the notice, if the app failed."""

    errors: Json
    notice: str = ""


class LocalPerson:
    """A person in the workspace. Channels are given by name, id or as they are; the first channel if left out.

    Acts that the app answers return the messages the person then sees as new or changed. They wait for the
    acknowledgement and for `expect` things to see (a message, a modal, a notice); `expect=0` waits for neither.
    """

    def __init__(self, workspace: Workspace, user: User) -> None:
        self.workspace = workspace
        self.user = user

    @property
    def id(self) -> str:
        """Return the user id."""
        return self.user.id

    @property
    def view(self) -> View:
        """Return the modal on top."""
        stack = self.workspace.state.modals.get(self.id, [])
        if not stack:
            message = f"{self.user.real_name} har ingen åpen modal."
            raise NotPossibleError(message)
        return stack[-1]

    def channel(self, channel: LocalChannel | str | None = None) -> LocalChannel:
        """Return a channel; `"bot"` is the direct conversation with the bot."""
        state = self.workspace.state
        if isinstance(channel, LocalChannel):
            return channel
        if channel == "bot":
            return self.workspace.direct(self.id, state.bot.id)
        return state.channel(channel) if channel else next(iter(state.channels.values()))

    async def leaves(self) -> None:
        """Deactivate the account, which sends an event to the app."""
        await self._is(deleted=True)

    async def comes_back(self) -> None:
        """Activate the account again."""
        await self._is(deleted=False)

    async def _is(self, *, deleted: bool) -> None:
        self.user.deleted = deleted
        await self.workspace.happened({"type": "user_change", "user": user_json(self.workspace.state, self.user)})

    def sees(self, channel: LocalChannel | str | None = None) -> list[LocalMessage]:
        """Return what the person sees in a channel, oldest first."""
        return self.workspace.state.messages_for(self.id, self.channel(channel))

    async def command(
        self, name: str, text: str = "", channel: LocalChannel | str | None = None, *, expect: int = 1
    ) -> list[LocalMessage]:
        """Send a slash command."""
        work = commands.command(self.workspace, self.user, self.channel(channel), name, text)
        return await self._watched(work, expect)

    async def press(
        self,
        where: LocalMessage | View,
        action_id: str,
        value: str | None = None,
        *,
        block_id: str | None = None,
        expect: int = 1,
        **chosen: Any,
    ) -> list[LocalMessage]:
        """Use a control. `value` picks among buttons of one name, or is what is chosen in a menu or picker."""
        block, element = _find(where, action_id, value, block_id)
        if value is not None and element["type"] != "button":
            chosen = {_key(element): {"value": value} if _key(element) == "selected_option" else value}
        pressed = pressed_buttons.UsedControl(block, action_id, chosen)
        if isinstance(where, View):
            return await self._watched(pressed_buttons.press_in_view(self.workspace, self.user, where, pressed), expect)
        channel = self.workspace.state.channels[where.channel]
        work = pressed_buttons.press_in_message(self.workspace, self.user, channel, where, pressed)
        return await self._watched(work, expect)

    async def submit(self, view: View, values: Mapping[str, Any] | None = None) -> ModalResult:
        """Send a modal, filled in by action_id or block_id; fields left out stay as they are."""
        form = filled_in(view, values or {})
        outcome, errors = await filled_forms.submit(self.workspace, self.user, view, form)
        return ModalResult(errors, outcome.notice)

    async def close(self, view: View, *, everything: bool = False) -> None:
        """Close a modal without sending it."""
        await filled_forms.close(self.workspace, self.user, view, everything=everything)

    def say(self, text: str, channel: LocalChannel | str | None = None, thread_ts: str | None = None) -> LocalMessage:
        """Post a message; `@Navn` and `#kanal` become mentions."""
        return talk.say(self.workspace, self.user, self.channel(channel), text, thread_ts)

    def give(self, name: str, content: bytes, channel: LocalChannel | str | None = "bot") -> LocalMessage:
        """Upload a file and share it; to the bot, unless another channel is given."""
        return talk.give(self.workspace, self.user, self.channel(channel), name, content)

    def react(self, message: LocalMessage, name: str, *, remove: bool = False) -> None:
        """Add a reaction to a message, or remove it."""
        channel = self.workspace.state.channels[message.channel]
        talk.react(self.workspace, self.user, channel, message.ts, name, remove=remove)

    async def shortcut(
        self, callback_id: str, message: LocalMessage | None = None, *, expect: int = 1
    ) -> list[LocalMessage]:
        """Use a shortcut, on a message or without one."""
        if message is None:
            return await self._watched(used_shortcuts.global_shortcut(self.workspace, self.user, callback_id), expect)
        channel = self.workspace.state.channels[message.channel]
        work = used_shortcuts.message_shortcut(self.workspace, self.user, channel, message, callback_id)
        return await self._watched(work, expect)

    def home(self) -> None:
        """Open the Home tab."""
        used_shortcuts.open_home(self.workspace, self.user)

    def invite_bot(self, channel: LocalChannel | str) -> None:
        """Invite the bot to a channel."""
        talk.change_channel(self.workspace, self.user, self.channel(channel), "join-bot")

    async def _watched(self, work: Any, expect: int) -> list[LocalMessage]:
        with self.workspace.bus.subscribed(self.id) as queue:
            outcome: DeliveryOutcome = await work
            events: list[Json] = []
            async with asyncio.timeout(_PATIENCE):
                while not queue.empty() or (outcome.ok and _count(events) < expect):
                    event = await queue.get()
                    if event is not None:
                        events.append(event)
        return self._messages(events)

    def _messages(self, events: list[Json]) -> list[LocalMessage]:
        body: dict[str, LocalMessage] = {}
        for event in events:
            if event["type"] in {"message", "message_changed"}:
                channel = self.workspace.state.channels[event["channel"]]
                message = channel.message(event["message"]["ts"])
                if message is not None and sees(channel, message, self.id):
                    body[message.ts] = message
        return list(body.values())


def filled_in(view: View, values: Mapping[str, Any]) -> Json:
    """Return a view's form with values put in by action_id or block_id. Options are given by their value."""
    form = view.values or whole_form(view.blocks, {})
    left = dict(values)
    for block in view.blocks:
        for element in elements_of(block):
            for name in (element["action_id"], block["block_id"]):
                if name in left and element["type"] in KEYS:
                    form[block["block_id"]][element["action_id"]] = {_key(element): left.pop(name)}
    if left:
        message = f"Skjemaet har ikke {', '.join(left)}."
        raise NotPossibleError(message)
    return form


def _key(element: Json) -> str:
    return KEYS[element["type"]][0] if element["type"] in KEYS else "selected_option"


def _find(where: LocalMessage | View, action_id: str, value: str | None, block_id: str | None) -> tuple[str, Json]:
    for block in where.blocks:
        for element in elements_of(block):
            right = element["action_id"] == action_id and block_id in {None, block["block_id"]}
            if right and (value is None or element["type"] != "button" or element.get("value") == value):
                return block["block_id"], element
    message = f"Det er ingen «{action_id}» med verdien {value!r} her."
    raise NotPossibleError(message)


def _count(events: list[Json]) -> int:
    return sum(event["type"] in _SEEN for event in events)
