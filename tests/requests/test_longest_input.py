"""Whatever people write in a form, a control or a command is stored or refused in words, on both databases alike."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.cards.form import FormErrors
from bot.commands import registry
from bot.commands.ask import Ask, Press, Reply, Submission
from models.db.base import DoesNotFitError
from models.db.database import Database
from tests.support.arguments import ask, given
from tests.support.two_workspaces_query import World, two

UNKEPT = "4,000 letters and what no database keeps"
ODD = {
    "65 letters": "æ" * 65,
    "an address of 321 letters": f"{'k' * 309}@example.com",
    UNKEPT: f"Ka\0ri \ud83d{'å ' * 2_000}",
    "a number too high": "2147483648",
    "an old day": "0001-01-01",
}


def forms() -> Iterator[tuple[str, Callable[..., Any], Callable[[Session, World], Any]]]:
    for name, handler in ((name, each.handler) for name, each in registry.SUBMITS.items()):
        written = list(inspect.signature(handler).parameters)[1]
        yield name, handler, given(f"{handler.__module__}.{handler.__qualname__}", written)


@pytest.mark.parametrize("kind", ["form", "press", "command"])
def test_whatever_is_written_is_stored_or_refused_in_words(database: Database, kind: str) -> None:
    world = two(database)
    # SQLite keeps a text of any length and any number, so nothing but odd letters can break there.
    trials = (each for each in TRIED[kind]() if not database.is_near or each[1] == UNKEPT)
    broken = [f"{name} ({what}): {error}" for name, what, error in _tried(database, world, trials)]
    assert broken == []


Trial = tuple[str, str, Callable[[Session, World], object]]


def _forms() -> Iterator[Trial]:
    for name, handler, sent in forms():
        source = inspect.getsource(inspect.getmodule(handler) or inspect)
        for what, odd in ODD.items():
            for field in (each for each in NAMES if f'"{each}"' in source):

                def act(
                    session: Session,
                    world: World,
                    handler: Any = handler,
                    sent: Any = sent,
                    odd: str = odd,
                    field: str = field,
                ) -> None:
                    whole: Submission = sent(session, world)
                    values = {**whole.values, field: odd}
                    answer = handler(ask(session, world), Submission(whole.state, values), session)
                    session.flush()
                    assert isinstance(answer, Reply | FormErrors)

                yield f"{name} {field}", what, act


def _presses() -> Iterator[Trial]:
    for name, handler in ((name, each.handler) for name, each in registry.PRESSES.items()):
        press = given(f"{handler.__module__}.{handler.__qualname__}", "press")
        for what, odd in ODD.items():

            def act(session: Session, world: World, handler: Any = handler, press: Any = press, odd: str = odd) -> None:
                whole: Press = press(session, world)
                for pressed in (Press(odd, whole.chosen), Press(whole.value, odd)):
                    handler(ask(session, world), pressed, session)
                    session.flush()

            yield name, what, act


WORDS = {
    "frister": ("{}", "ny 15.10 {}", "ny 15.10 Innspill @{{{}}}", "ny {} Innspill", "ny 15.10 Innspill #{}"),
    "arshjul": ("{}", "ny oktober {}", "ny {} Messe", "ny oktober Messe #{}"),
    "budskap": ("{}", "kopier {}"),
    "effekt": (
        "{}",
        "ny medieoppslag {}",
        "ny medieoppslag {} #jernbane",
        "ny {} Kronikk",
        "ny medieoppslag VG {} lesere",
    ),
    "medie": (
        "test {}",
        "talspersoner jernbane {}",
        "talspersoner jernbane @{{{}}}",
        "talspersoner {} @{{U1}}",
        "kilder ny https://example.com/{}",
        "kilder ny https://example.com/rss {}",
        "tall {}",
    ),
    "padriver": (
        "{}",
        "pause 6.7–31.7 {}",
        "pause meg uke 8 {}",
        "pause {}",
        "administratorer @{{{}}}",
        "administratorer fjern @{{{}}}",
    ),
    "interessenter": (
        "{}",
        "møtte {}",
        "møtte Kari Nordmann (Stortinget) om jernbane: {}",
        "møtte {} (Stortinget) om jernbane: bra",
        "møtte Kari Nordmann ({}) om jernbane: bra",
        "møtte Kari Nordmann om jernbane: bra. Neste: {} 5.10",
        "@{{{}}} kjenner Kari Nordmann",
        "lesere @{{{}}}",
        "ny {}",
        "Kari Nordmann kjenner {}",
        "slå sammen {} og Kari",
    ),
}


def _commands() -> Iterator[Trial]:
    for name, texts in WORDS.items():
        for text in texts:
            for what, odd in ODD.items():

                def act(session: Session, world: World, name: str = name, said: str = text.format(odd, odd)) -> None:
                    asked: Ask = ask(session, world)
                    registry.COMMANDS[name](replace(asked, text=said), session)
                    session.flush()

                yield f"{name} {text}", what, act


TRIED: Mapping[str, Callable[[], Iterator[Trial]]] = {"form": _forms, "press": _presses, "command": _commands}


NAMES = (
    *(
        "title",
        "due",
        "month",
        "field",
        "theme",
        "link",
        "owner",
        "note",
        "to",
        "deed",
        "result",
        "reach",
        "kind",
        "day",
    ),
    *("stakeholder", "whom", "channel", "about", "said", "wants", "step", "stance", "lines", "name", "organisation"),
    *(
        "party",
        "municipality",
        "tier",
        "interest",
        "influence",
        "source",
        "purpose",
        "email",
        "phone",
        "text",
        "strength",
    ),
    *(
        "question",
        "other",
        "ours",
        "body",
        "from_on",
        "ended",
        "person",
        "first",
        "last",
        "whose",
        "value",
        "from",
        "occasion",
    ),
)
"""The fields of all forms."""


def _tried(database: Database, world: World, trials: Iterator[Trial]) -> Iterator[tuple[str, str, str]]:
    """Do each in a transaction that is undone, and give what breaks: the database's own word is never the first."""
    with Session(database.engine) as session:
        for name, what, act in trials:
            try:
                act(session, world)
                session.flush()
            except DoesNotFitError:
                continue  # refused in words, as it should be
            except Exception as error:  # noqa: BLE001 - all faults are listed together
                yield name, what, f"{type(error).__name__} {str(getattr(error, 'orig', error))[:110]}"
            finally:
                session.rollback()
