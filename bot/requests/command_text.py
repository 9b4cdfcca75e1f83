"""Commands as text: which command is meant, and the button that opens a form when text cannot."""

import json

from bot.cards.card import Button, Card, Controls, Paragraph
from bot.cards.catalogue import CALLED
from bot.cards.form import Form
from bot.commands.share import MOST_CARRIED
from bot.requests.deps import Registry

OPEN_FORM = "skjema.open"
"""The button «open the form»: text in a message cannot open one itself."""
HELP = "padriver"
LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})


def parse_command(registry: Registry, text: str) -> tuple[str, str]:
    """Return the command and its text from words such as «frister oktober» or «/årshjul», otherwise help on them."""
    words = _without_name(text.strip())
    first, _, rest = words.partition(" ")
    name = first.lstrip("/").casefold().translate(LETTERS)
    return (name, rest.strip()) if name in registry.COMMANDS else (HELP, words)


def _without_name(text: str) -> str:
    is_called = text[: len(CALLED)].casefold() == CALLED.casefold()
    return text[len(CALLED) :].strip() if is_called else text


def command_of_button(value: str) -> tuple[str, str] | None:
    """Return the command and its text from the button «open the form»; None if it cannot be read."""
    try:
        command = json.loads(value)
        return str(command["c"]), str(command["t"])
    except (ValueError, KeyError, TypeError):
        return None


def form_button(form: Form, name: str, text: str) -> Card:
    """Return the card shown in place of a form until the person presses its button.

    The button carries the text; a text that does not fit stays in the person's own message, and the card says so.
    """
    kept, explanation = text, "Dette fyller du ut i et skjema."
    while len(value := command_value(name, kept)) > MOST_CARRIED:
        kept = kept[: len(kept) - max(1, (len(value) - MOST_CARRIED) // 2)]
    if kept != text:
        explanation += f" Bare de første {len(kept)} tegnene følger med dit. Kopier resten fra meldingen din."
    button = Button("Åpne skjemaet", OPEN_FORM, value, style="primary")
    return Card(form.title, (Paragraph((explanation,)), Controls((button,))), summary=explanation)


def command_value(name: str, text: str) -> str:
    """Return the value of the button «open the form» for a command."""
    return json.dumps({"c": name, "t": text}, ensure_ascii=False)
