"""What a form carries with it besides its own state: where it was opened, and how to open it again."""

import json

from bot.commands.ask import Press
from bot.commands.parse.json_text import read_json
from bot.teams.render.limits import STATE
from content.frozen import frozen


@frozen
class Held:
    """A form's own state, the message it was opened from, and the control that opened it (empty: not known)."""

    state: str
    message_id: str = ""
    opener: str = ""
    press: Press = Press("")

    def packed(self) -> str:
        """Return it as one text; without the way to open it again where that has no room."""
        whole = _dumped([self.state, self.message_id, self.opener, self.press.value, self.press.chosen])
        return whole if len(whole) <= STATE else _dumped([self.state, self.message_id])


def unpack(text: str) -> Held:
    """Return what was packed; of an unreadable text nothing."""
    match read_json(text):
        case [str(state), str(message), str(opener), str(value), str(chosen)]:
            return Held(state, message, opener, Press(value, chosen))
        case [str(state), str(message)]:
            return Held(state, message)
    return Held("")


def _dumped(held: list[str]) -> str:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))
