"""The role of the person who asks: decided here, for every platform, from what the platform says and what is stored.

A stranger is refused everything with one sentence. Unknown people are looked up before anything is answered, and count
as guests if the platform cannot say. What needs which role is declared where it is registered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.cards.card import Card, Control, Controls, Item, Part
from bot.cards.card_errors import for_colleagues_only, not_looked_up, not_ours
from bot.commands.access import Restricted, is_allowed
from bot.commands.ask import Press
from bot.requests.command_text import HELP, OPEN_FORM, command_of_button
from bot.requests.deps import Registry
from models.workspace.contacts import ContactRole


class UnknownPersonError(Exception):
    """The platform has not said what a person is. It is asked outside the transaction, and the request is run again."""

    def __init__(self, user_id: str) -> None:
        super().__init__()
        self.user_id = user_id


class UnknownPlaceError(Exception):
    """The platform has not said who reads a place. It is asked outside the transaction, and the request runs again."""

    def __init__(self, place_id: str) -> None:
        super().__init__()
        self.place_id = place_id


@dataclass(frozen=True)
class Need:
    """The least role of a person who may do something; `silent` if a refusal is not shown."""

    least: ContactRole
    silent: bool = False


ANYBODY = Need(ContactRole.BOT)
"""For what the platform itself sends: no person has asked for anything."""

KEPT_FILE = Need(ContactRole.GUEST)
"""Accepting or refusing a file that was made for the person: the role was checked when it was requested."""


def role_of(kept: str | None, has_left: bool, stated: ContactRole | None, is_looked_up: bool) -> ContactRole | None:
    """Return a person's role, by what is stored and what the request itself says; None if it must be looked up.

    The request says only that somebody is a stranger or a bot, never that they are a colleague, and takes priority. An
    account that is deactivated belongs to nobody here; if it is used all the same it may be active again.
    """
    if stated is not None:
        return stated
    if kept is not None and not has_left:
        return ContactRole(kept)
    if not is_looked_up:
        return None
    return ContactRole.STRANGER if has_left else ContactRole.GUEST


def refusal(role: ContactRole, need: Need, *, is_kept: bool) -> Card | None:
    """Return the refusal for a person who may not do it, otherwise None. `is_kept`: the platform has said who it is."""
    if is_allowed(role, need.least):
        return None
    if role is not ContactRole.GUEST:
        return not_ours()
    return for_colleagues_only() if is_kept else not_looked_up()


def command_need(registry: Registry, name: str, text: str) -> Need:
    """Return what a command needs with that text; what the help needs if there is none of that name."""
    return Need(_least(registry.COMMANDS.get(name) or registry.COMMANDS[HELP], text))


def press_need(registry: Registry, name: str, press: Press) -> Need:
    """Return what a control needs; an outdated one says so to guests too."""
    if name == OPEN_FORM:
        command = command_of_button(press.value)
        return command_need(registry, *command) if command else Need(ContactRole.GUEST)
    return _need(registry.PRESSES, name)


def form_need(registry: Registry, name: str) -> Need:
    """Return what a form needs."""
    return _need(registry.SUBMITS, name)


def file_need(registry: Registry) -> Need:
    """Return what giving the bot a file needs."""
    return Need(registry.FILE.least)


def home_need(registry: Registry) -> Need:
    """Return what the bot's own page needs."""
    return Need(_least(registry.HOME))


def reaction_need(registry: Registry, meaning: str) -> Need:
    """Return what a reaction of that meaning needs. A refusal is silent: people react to messages for each other."""
    return Need(registry.REACTIONS[meaning], silent=True)


def shortcut_need(registry: Registry, name: str) -> Need:
    """Return what a shortcut on a message needs."""
    return Need(registry.SHORTCUTS[name].least)


def without_refused(registry: Registry, card: Card) -> Card:
    """Return a card without the controls that a guest may not use."""
    return replace(card, parts=tuple(part for each in card.parts if (part := _trimmed(registry, each))))


def _trimmed(registry: Registry, part: Part) -> Part | None:
    if not isinstance(part, Item | Controls):
        return part
    kept = tuple(each for each in part.controls if _is_for_guests(registry, each))
    return replace(part, controls=kept) if kept or isinstance(part, Item) else None


def _is_for_guests(registry: Registry, control: Control) -> bool:
    action = getattr(control, "action", "")
    return is_allowed(ContactRole.GUEST, press_need(registry, action, Press(getattr(control, "value", ""))).least)


def _need(handlers: Mapping[str, Callable[..., object]], name: str) -> Need:
    return Need(_least(handlers[name]) if name in handlers else ContactRole.GUEST)


def _least(handler: Callable[..., object], text: str = "") -> ContactRole:
    """Return the declared role. A handler without one is for colleagues: the real registry has none (a type error)."""
    return handler.least_for(text) if isinstance(handler, Restricted) else ContactRole.COLLEAGUE
