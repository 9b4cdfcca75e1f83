"""What a form carries besides its own state: where it was opened, and how to open it again to show its errors."""

import json
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.commands.ask import Answer, Ask, Press
from bot.commands.interessenter.dialogue.dialogue_log import from_message
from bot.commands.parse.json_text import read_json
from bot.commands.shortcut_requests import LOG
from bot.requests.deps import Registry
from bot.requests.handlers import Outcome, run_press
from bot.teams.render.limits import STATE


@dataclass(frozen=True)
class FormState:
    """A form's own state, the message it was opened from, and the control that opened it (empty: not known)."""

    state: str
    message_id: str = ""
    opener: str = ""
    press: Press = field(default_factory=lambda: Press(""))

    def packed(self) -> str:
        """Return it as one text; without the control that opened it if that does not fit."""
        whole = _dumped([self.state, self.message_id, self.opener, self.press.value, self.press.chosen])
        return whole if len(whole) <= STATE else _dumped([self.state, self.message_id])


def unpack_state(text: str) -> FormState:
    """Return what was packed; an empty state if the text cannot be read."""
    match read_json(text):
        case [str(state), str(message), str(opener), str(value), str(chosen)]:
            return FormState(state, message, opener, Press(value, chosen))
        case [str(state), str(message)]:
            return FormState(state, message)
    return FormState("")


def _dumped(parts: list[str]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def message_press(text: str, link: str | None) -> Press:
    """Return a message as the press that opens the form recording who it is about."""
    return Press(json.dumps([text, link or ""], ensure_ascii=False))


def open_form_again(registry: Registry, form_state: FormState, ask: Ask, session: Session) -> Answer | Outcome:
    """Return what the control, or the message action, that opened a form gives."""
    if form_state.opener != LOG:
        return run_press(registry, form_state.opener, form_state.press, ask, session)
    text, link = json.loads(form_state.press.value)
    return from_message(ask, str(text), str(link) or None)
