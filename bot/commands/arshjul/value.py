"""The controls of the wheel by name, and what they are told."""

import json
from datetime import date

from bot.commands.frister.value import LARGEST
from bot.commands.parse.days import FIRST_YEAR, LAST_YEAR
from bot.commands.parse.json_text import read_json
from content.frozen import frozen

DONE, REOPEN, TAKE, RELEASE = "arshjul.done", "arshjul.reopen", "arshjul.take", "arshjul.release"
MOVE, UNDO, SHOW, FORM, NEW = "arshjul.move", "arshjul.undo", "arshjul.show", "arshjul.form", "arshjul.new"
GO, STAY = "arshjul.dit", "arshjul.ikke_dit"


@frozen
class Value:
    """`view` is the month or year on show («2026-10», «2026»); None where the control stands outside the wheel.

    `id` is an occurrence, `change` a change to undo, `to` the month to move to, `field` a field of the wheel.
    """

    view: str | None = None
    id: int | None = None
    change: int | None = None
    to: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Return the JSON, at most 100 characters, so that it fits in a menu's option."""
        said = {"v": self.view, "id": self.id, "c": self.change, "m": self.to, "f": self.field}
        kept = {name: value for name, value in said.items() if value is not None}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_value(text: str) -> Value | None:
    """Return what a control was told; None where it is not what `Value` writes."""
    said = read_json(text)
    if not isinstance(said, dict):
        return None
    words = [said.get(name) for name in ("v", "m", "f")]
    ids = [said.get(name) for name in ("id", "c")]
    if not all(word is None or isinstance(word, str) for word in words) or not all(map(_is_id, ids)):
        return None
    return Value(view=words[0], id=ids[0], change=ids[1], to=words[1], field=words[2])


def month_key(first: date) -> str:
    """Return «2026-10»."""
    return f"{first.year:04}-{first.month:02}"


def read_month(key: str | None) -> date | None:
    """Return the first day of the month of such a key; None where it is none."""
    try:
        first = date.fromisoformat(f"{key}-01")
    except ValueError:
        return None
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else None


def _is_id(number: object) -> bool:
    return number is None or (type(number) is int and 0 < number <= LARGEST)
