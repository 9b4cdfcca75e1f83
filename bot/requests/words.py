"""Commands as words: which command is meant, and the button that opens a form where words cannot."""

import json

from bot.cards.card import Button, Card, Controls, Paragraph
from bot.cards.catalogue import CALLED
from bot.cards.form import Form
from bot.requests.deps import Registry

OPEN_FORM = "skjema.open"
"""The button under «open the form»: words in a message cannot open one themselves."""
HELP = "padriver"
LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})


def spoken(registry: Registry, said: str) -> tuple[str, str]:
    """Return the command and its text out of words such as «frister oktober» or «/årshjul»; else help on them."""
    words = _uncalled(said.strip())
    first, _, rest = words.partition(" ")
    name = first.lstrip("/").casefold().translate(LETTERS)
    return (name, rest.strip()) if name in registry.COMMANDS else (HELP, words)


def _uncalled(said: str) -> str:
    called = said[: len(CALLED)].casefold() == CALLED.casefold()
    return said[len(CALLED) :].strip() if called else said


def held_command(value: str) -> tuple[str, str] | None:
    """Return the command and its text that the button «open the form» stands for; None where it cannot be read."""
    try:
        held = json.loads(value)
        return str(held["c"]), str(held["t"])
    except (ValueError, KeyError, TypeError):
        return None


def offer(form: Form, name: str, text: str) -> Card:
    """Return what stands in a form's place until the person asks for it by a button."""
    value = json.dumps({"c": name, "t": text[:300]}, ensure_ascii=False)
    button = Button("Åpne skjemaet", OPEN_FORM, value, style="primary")
    said = "Dette fyller du ut i et skjema."
    return Card(form.title, (Paragraph((said,)), Controls((button,))), summary=said)
