"""Opening a form, also once more: what was wrong is told in the form itself."""

import json

from sqlalchemy.orm import Session

from bot.commands.ask import Answer, Ask, Press
from bot.commands.interessenter.log import from_message
from bot.commands.shortcuts import LOG
from bot.requests.deps import Registry
from bot.requests.doing import Done, pressed
from bot.teams.held import Held


def opening_of(text: str, link: str | None) -> Press:
    """Return a message as what opens the form that writes down whom it tells of."""
    return Press(json.dumps([text, link or ""], ensure_ascii=False))


def opened(registry: Registry, held: Held, ask: Ask, session: Session) -> Answer | Done:
    """Return what the control gives that opened a form, or the action on a message."""
    if held.opener != LOG:
        return pressed(registry, held.opener, held.press, ask, session)
    text, link = json.loads(held.press.value)
    return from_message(ask, str(text), str(link) or None)
