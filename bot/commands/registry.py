"""Every command, button and form by name, with the least role that may use it; a handler without one is a type error.

A name that is registered twice raises an error at import.
"""

from collections.abc import Mapping
from typing import TypeVar

from bot.commands import (
    arrangement,
    arshjul,
    budskap,
    effekt,
    frister,
    hearings,
    interessenter,
    medie,
    padriver,
    planlegg,
    presented,
    sak,
)
from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues
from bot.commands.ask import UPLOAD_NAME, FileHandler
from bot.commands.frister import snoozing as snooze
from bot.commands.home_page import home
from bot.commands.innhold import clear_content
from bot.commands.plain.answering import presses, with_answers
from bot.commands.plain.question_form import submits
from bot.commands.share import ACTION, sharing
from bot.commands.shortcut_requests import GLOBAL_SHORTCUTS as GLOBAL_SHORTCUTS  # noqa: PLC0414 - a part of the registry
from bot.commands.shortcut_requests import SHORTCUTS as SHORTCUTS  # noqa: PLC0414 - the same
from models.workspace.contacts import ContactRole

T = TypeVar("T")


def merged(*tables: Mapping[str, T]) -> dict[str, T]:
    """Return the tables as one. Raises `ValueError` with every name that is registered more than once."""
    names = [name for table in tables for name in table]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        message = f"registered twice: {', '.join(doubled)}"
        raise ValueError(message)
    return {name: handler for table in tables for name, handler in table.items()}


_OWN: dict[str, Command] = merged(
    frister.COMMANDS,
    arshjul.COMMANDS,
    budskap.COMMANDS,
    padriver.COMMANDS,
    medie.COMMANDS,
    interessenter.COMMANDS,
    effekt.COMMANDS,
    sak.COMMANDS,
)
"""What each command understands by itself."""
COMMANDS = with_answers(_OWN)
"""By the command's name without the slash."""
PRESSES: dict[str, Pressing] = merged(
    frister.PRESSES,
    arshjul.PRESSES,
    budskap.PRESSES,
    padriver.PRESSES,
    medie.PRESSES,
    effekt.PRESSES,
    interessenter.PRESSES,
    snooze.PRESSES,
    clear_content.PRESSES,
    planlegg.PRESSES,
    hearings.PRESSES,
    arrangement.PRESSES,
    sak.PRESSES,
    presented.PRESSES,
    presses(_OWN),
    for_colleagues({ACTION: sharing(COMMANDS)}),
)
"""By the control's `action`."""
SUBMITS: dict[str, Submitting] = merged(
    frister.SUBMITS,
    arshjul.SUBMITS,
    budskap.SUBMITS,
    padriver.SUBMITS,
    medie.SUBMITS,
    effekt.SUBMITS,
    interessenter.SUBMITS,
    clear_content.SUBMITS,
    planlegg.SUBMITS,
    hearings.SUBMITS,
    arrangement.SUBMITS,
    sak.SUBMITS,
    submits(COMMANDS),
    presented.SUBMITS,
)
"""By the form's `action`."""
REACTIONS: Mapping[str, ContactRole] = medie.REACTIONS
"""The least role of a person whose reaction counts, by what the reaction means."""
HOME: Command = Restricted(home, ContactRole.GUEST)
"""The page a person sees when opening the bot."""
FILE: FileHandler = interessenter.FILE
"""Handles a file that a person sends the bot."""
NAMES: frozenset[str] = frozenset({UPLOAD_NAME, *interessenter.COMMANDS, *padriver.COMMANDS})
"""The requests that need the people of the workspace: workbooks name them, and some are administrators."""
SLOW: Mapping[str, str] = merged({UPLOAD_NAME: "Leser filen"}, interessenter.SLOW)
"""The slow requests by name, with the text shown meanwhile: they are acknowledged first, and answered when done."""
