"""Which two entries «slå sammen Kari Nordmann og Kari Nordman» means."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from sqlalchemy.orm import Session

from bot.cards.errors import quoted
from bot.commands.ask import Ask
from bot.commands.interessenter.named import LONGEST
from bot.commands.interessenter.refs import Known, load, read_ref
from bot.commands.parse.clean import clean
from models.register import organisations, people
from models.register.filters import RegisterFilter
from models.register.search import search
from models.register.words import folded_name

MOST = 4
"""How many that a name may mean are looked at."""
MOST_CUTS = 6
"""At how many places a text may be cut: each half is looked up."""
TOO_MANY = "Jeg slår sammen to om gangen. Skriv bare de to navnene."
_BETWEEN = re.compile(r" (?:og|med|&) |, ", re.IGNORECASE)
Pair = tuple[Known, Known]


def pairs(ask: Ask, session: Session, text: str) -> Sequence[Pair] | str:
    """Return the pairs that a text may mean, the likeliest alone where it is sure; or what to say where there are none.

    A name may hold an «og» of its own, so every place where the text may be cut is tried.
    """
    unknown = clean(text)
    cuts = list(_cuts(unknown))
    if len(cuts) > MOST_CUTS:
        return TOO_MANY
    for one, other in cuts:
        if max(len(one), len(other)) > LONGEST:
            continue
        first, second = _known(ask, session, one), _known(ask, session, other)
        if first and second:
            return _different(first, second)
        unknown = one if not first else other
    return f"Jeg fant ikke to oppføringer for «{quoted(unknown)}»."


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for cut in _BETWEEN.finditer(text):
        one, other = text[: cut.start()].strip(), text[cut.end() :].strip()
        if one and other:
            yield one, other


def _known(ask: Ask, session: Session, name: str) -> list[Known]:
    """Return whom a name means: who is called so, else who is found by its words."""
    numbered = load(session, ask.workspace.id, read_ref(name.lower()))
    if numbered is not None:
        return [numbered]
    same: list[Known] = list(people.same_name(session, ask.workspace.id, name, MOST))
    same += organisations.named(session, ask.workspace.id, name, MOST)
    if same:
        return same
    found = search(session, ask.workspace, RegisterFilter(words=name), ask.today, MOST)
    rows: list[Known] = [*(hit.row for hit in found.people), *(hit.row for hit in found.organisations)]
    return [row for row in rows if not found.guessed or folded_name(name) in row.folded]


def _different(first: Sequence[Known], second: Sequence[Known]) -> Sequence[Pair]:
    """Return each two that are two, of one kind, once; where there is none, the two that were named."""
    two: dict[frozenset[tuple[str, int]], Pair] = {}
    for one, other in product(first, second):
        if one is not other and type(one) is type(other):
            two.setdefault(frozenset({(one.__tablename__, one.id), (other.__tablename__, other.id)}), (one, other))
    return list(two.values()) or [(first[0], second[0])]
