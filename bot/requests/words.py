"""Commands as words: which command is meant, and the button that opens a form where words cannot."""

import json
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Paragraph
from bot.cards.catalogue import CALLED
from bot.cards.errors import stale
from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, CommandHandler
from bot.commands.parse.bounds import too_long
from bot.commands.parse.fault import Fault
from bot.commands.share import MOST_CARRIED
from bot.requests.deps import Registry

OPEN_FORM = "skjema.open"
"""The button under «open the form»: words in a message cannot open one themselves."""
HELP = "padriver"
LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "ae"})


def named(registry: Registry, name: str) -> CommandHandler:
    """Return the handler of a command, the help where there is none of that name.

    A text that is too long to be read is answered with what to do, and no handler sees it.
    """
    handler = registry.COMMANDS.get(name) or registry.COMMANDS[HELP]

    def bounded(ask: Ask, session: Session) -> Answer:
        fault = too_long(ask.text)
        return _too_long(fault) if fault else handler(ask, session)

    return bounded


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
    """Return what stands in a form's place until the person asks for it by a button.

    The button carries what was written; what it has no room for stays in the person's own message, and the card says so.
    """
    kept, said = text, "Dette fyller du ut i et skjema."
    while len(value := _asked(name, kept)) > MOST_CARRIED:
        kept = kept[: len(kept) - max(1, (len(value) - MOST_CARRIED) // 2)]
    if kept != text:
        said += f" Bare de første {len(kept)} tegnene følger med dit. Kopier resten fra meldingen din."
    button = Button("Åpne skjemaet", OPEN_FORM, value, style="primary")
    return Card(form.title, (Paragraph((said,)), Controls((button,))), summary=said)


def _asked(name: str, text: str) -> str:
    return json.dumps({"c": name, "t": text}, ensure_ascii=False)


def _too_long(fault: Fault) -> Card:
    return Card("Teksten er for lang", (Paragraph((fault.text,)),), summary=fault.text)
