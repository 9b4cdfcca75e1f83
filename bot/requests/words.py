"""Commands as words: which command is meant, and the button that opens a form where words cannot."""

import json
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Paragraph
from bot.cards.catalogue import CALLED
from bot.cards.errors import stale
from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, CommandHandler
from bot.requests.deps import Registry

OPEN_FORM = "skjema.open"
"""The button under «open the form»: words in a message cannot open one themselves."""
HELP = "padriver"
LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})


def named(registry: Registry, name: str) -> CommandHandler:
    """Return the handler of a command, the help where there is none of that name."""
    return registry.COMMANDS.get(name) or registry.COMMANDS[HELP]


def spoken(registry: Registry, said: str) -> tuple[str, str]:
    """Return the command and its text out of words such as «frister oktober» or «/årshjul»; else help on them."""
    words = _uncalled(said.strip())
    first, _, rest = words.partition(" ")
    name = first.lstrip("/").casefold().translate(LETTERS)
    return (name, rest.strip()) if name in registry.COMMANDS else (HELP, words)


def _uncalled(said: str) -> str:
    called = said[: len(CALLED)].casefold() == CALLED.casefold()
    return said[len(CALLED) :].strip() if called else said


def reopen(registry: Registry, value: str, ask: Ask, session: Session) -> Answer:
    """Ask the command again that the button «open the form» stands for."""
    try:
        held = json.loads(value)
        name, text = str(held["c"]), str(held["t"])
    except (ValueError, KeyError, TypeError):
        return stale()
    return named(registry, name)(replace(ask, text=text), session)


def offer(form: Form, name: str, text: str) -> Card:
    """Return what stands in a form's place until the person asks for it by a button."""
    value = json.dumps({"c": name, "t": text[:300]}, ensure_ascii=False)
    button = Button("Åpne skjemaet", OPEN_FORM, value, style="primary")
    said = "Dette fyller du ut i et skjema."
    return Card(form.title, (Paragraph((said,)), Controls((button,))), summary=said)
