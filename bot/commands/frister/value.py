"""What a control is told, as compact JSON that survives anything."""

from pydantic_core import to_json

from bot.commands.parse.json_text import read_json
from content.frozen import frozen

LARGEST = 2**31 - 1
"""The largest id a database column holds."""


@frozen
class Value:
    """`id` is an occurrence, `change` a change to undo, `query` and `offset` the list the control stands in.

    `query` is None where the control stands outside a list, as in a nudge; `message` is then the nudge that shows
    what was changed, by the platform's id.
    """

    id: int | None = None
    change: int | None = None
    query: str | None = None
    offset: int = 0
    message: str | None = None

    def __str__(self) -> str:
        """Return the JSON, at most 2000 characters: no query is longer than `bot.commands.parse.query.MAX_LENGTH`."""
        said = {
            name: value
            for name, value in (("id", self.id), ("c", self.change), ("m", self.message))
            if value is not None
        }
        return to_json(said if self.query is None else said | {"q": self.query, "o": self.offset}).decode()


def read_value(text: str) -> Value | None:
    """Return what a control was told; None where it is not what `Value` writes."""
    said = read_json(text)
    if not isinstance(said, dict):
        return None
    query = said.get("q")
    numbers = [said.get("id"), said.get("c"), said.get("o", 0)]
    words = [query, said.get("m")]
    if not all(word is None or isinstance(word, str) for word in words) or not all(map(_fits, numbers)):
        return None
    return Value(numbers[0], numbers[1], query, numbers[2] or 0, words[1])


def _fits(number: object) -> bool:
    whole = isinstance(number, int) and not isinstance(number, bool)
    return number is None or (whole and 0 <= number <= LARGEST)  # type: ignore[operator]  # an int by then
