"""What the page can do, one small function for each path. They take what was posted and return the answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.local.model import Json, LocalChannel, User
from bot.local.page.guard import word
from bot.local.page.snapshot import moment
from bot.local.people import commands, filled_forms, pressed_buttons, talk, used_shortcuts
from bot.local.people.delivery import DeliveryOutcome
from bot.local.posting import sees
from bot.local.shapes import page_channel
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError


@dataclass(frozen=True)
class Act:
    """One posted act: the person who acts, and what was posted."""

    workspace: Workspace
    asked: dict[str, Any]

    def text(self, name: str) -> str:
        """Return a required text."""
        return word(self.asked, name)

    @property
    def user(self) -> User:
        """Return the person who acts; never the bot."""
        user = self.workspace.state.user(self.text("user"))
        if user.is_bot:
            message = "Boten handler selv."
            raise NotPossibleError(message)
        return user

    @property
    def channel(self) -> LocalChannel:
        """Return the channel acted in, if this person sees it."""
        channel = self.workspace.state.channel(self.text("channel"))
        if channel not in self.workspace.state.seen_by(self.user.id):
            message = "Denne samtalen er ikke din."
            raise NotPossibleError(message)
        return channel

    @property
    def thread_ts(self) -> str | None:
        """Return the thread it is posted in."""
        return self.text("thread_ts") if self.asked.get("thread_ts") else None

    @property
    def values(self) -> dict[str, Any] | None:
        """Return the form's present values."""
        values = self.asked.get("values")
        return values if isinstance(values, dict) else None


async def say(act: Act) -> Json:
    """Post a message."""
    return {"ts": talk.say(act.workspace, act.user, act.channel, act.text("text"), act.thread_ts).ts}


async def command(act: Act) -> Json:
    """Send a slash command."""
    text = str(act.asked.get("text") or "")
    return _outcome_json(await commands.command(act.workspace, act.user, act.channel, act.text("command"), text))


async def press(act: Act) -> Json:
    """Use a control of a message, a modal or the Home tab."""
    pressed = pressed_buttons.UsedControl(act.text("block_id"), act.text("action_id"), act.asked)
    if act.asked.get("view_id"):
        view = act.workspace.state.view(act.text("view_id"))
        if view is None or view.user != act.user.id:
            message = "Skjemaet er lukket. Åpne det på nytt."
            raise NotPossibleError(message)
        return _outcome_json(await pressed_buttons.press_in_view(act.workspace, act.user, view, pressed, act.values))
    message_pressed = talk.visible(act.user, act.channel, act.text("ts"))
    return _outcome_json(
        await pressed_buttons.press_in_message(act.workspace, act.user, act.channel, message_pressed, pressed)
    )


async def submit(act: Act) -> Json:
    """Send a modal."""
    view = filled_forms.open_modal(act.workspace, act.user, act.text("view_id"))
    outcome, errors = await filled_forms.submit(act.workspace, act.user, view, act.values or {})
    return {"ok": False, "errors": errors} if errors else _outcome_json(outcome)


async def close(act: Act) -> Json:
    """Close a modal, or all of them."""
    view = filled_forms.open_modal(act.workspace, act.user, act.text("view_id"))
    await filled_forms.close(act.workspace, act.user, view, everything=act.asked.get("all") is True)
    return {}


async def react(act: Act) -> Json:
    """Add or remove a reaction."""
    remove = act.asked.get("remove") is True
    talk.react(act.workspace, act.user, act.channel, act.text("ts"), act.text("name"), remove=remove)
    return {}


async def home(act: Act) -> Json:
    """Open the Home tab."""
    used_shortcuts.open_home(act.workspace, act.user)
    return {}


async def shortcut(act: Act) -> Json:
    """Use a shortcut."""
    name = act.text("callback_id")
    if not act.asked.get("ts"):
        return _outcome_json(await used_shortcuts.global_shortcut(act.workspace, act.user, name))
    channel = act.channel
    message = channel.message(act.text("ts"))
    if message is None or message.only_for is not None or not sees(channel, message, act.user.id):
        text = "Meldingen finnes ikke lenger."
        raise NotPossibleError(text)
    return _outcome_json(await used_shortcuts.message_shortcut(act.workspace, act.user, channel, message, name))


async def clock(act: Act) -> Json:
    """Move the clock."""
    await act.workspace.move_clock(act.text("to"))
    return {"now": moment(act.workspace)}


async def channel(act: Act) -> Json:
    """Make or change a channel."""
    if act.text("action") == "create":
        channel_made = talk.create_channel(act.workspace, act.user, act.text("name"))
    else:
        channel_made = act.channel
        talk.change_channel(act.workspace, act.user, channel_made, act.text("action"))
    return {"channel": page_channel(channel_made, act.user.id)}


def _outcome_json(outcome: DeliveryOutcome) -> Json:
    return {} if outcome.ok else {"ok": False, "notice": outcome.notice}


ACTS: Mapping[str, Callable[[Act], Awaitable[Json]]] = {
    "say": say,
    "command": command,
    "press": press,
    "submit": submit,
    "close": close,
    "react": react,
    "home": home,
    "shortcut": shortcut,
    "clock": clock,
    "channel": channel,
}
