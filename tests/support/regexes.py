"""Every regular expression of the product, found by looking, and texts that make a bad one slow."""

import ast
import importlib
import pkgutil
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

PACKAGES = ("bot", "jobs", "models", "content")
ROOT = Path(__file__).parents[2]
MOST_PIECES = 10
"""How many pieces of a pattern are tried in pairs; each is tried alone."""
ENDINGS = ("", "\0", "x", ")", ">", "\n!")


class Hostile(NamedTuple):
    """A text that may make a pattern slow: a piece again and again, after one thing and before another."""

    start: str
    piece: str
    end: str
    is_text: bool

    def of(self, length: int) -> Any:
        """Return it at about that length, as text or as bytes."""
        many = (self.piece * (length // len(self.piece) + 1))[:length]
        text = f"{self.start}{many}{self.end}"
        return text if self.is_text else text.encode("utf-8", "replace")


class Named(NamedTuple):
    """A compiled pattern and where it is kept."""

    where: str
    pattern: re.Pattern[Any]


@cache
def compiled() -> tuple[Named, ...]:
    """Return every compiled pattern that a module of ours keeps, in plain names, tuples, lists and mappings."""
    found: dict[int, Named] = {}
    for name in sorted(_modules()):
        module = importlib.import_module(name)
        for variable, value in sorted(vars(module).items()):
            for pattern in _patterns(value, 0):
                found.setdefault(id(pattern), Named(f"{name}.{variable}", pattern))
    return tuple(found.values())


def _modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        for each in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not each.name.endswith("__main__"):
                yield each.name


def _patterns(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset) and depth < 4:
        for each in value:
            yield from _patterns(each, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        for each in value.values():
            yield from _patterns(each, depth + 1)


def made_elsewhere() -> dict[str, int]:
    """Return how many patterns are made, or given as text to `re`, within functions, by file."""
    found: dict[str, int] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            inside = [node for each in ast.walk(tree) if isinstance(each, _FUNCTIONS) for node in ast.walk(each)]
            calls = {id(node) for node in inside if _is_made(node)}
            if calls:
                found[str(path.relative_to(ROOT))] = len(calls)
    return found


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _is_made(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
            return name != "escape"
    return False


def hostile(pattern: re.Pattern[Any]) -> Iterator[Hostile]:
    """Give texts: each piece of the pattern, and each two of them, again and again.

    The pieces are read out of the pattern itself, so a new alternative brings its own texts.
    """
    pieces = _pieces(pattern)
    pairs = ["".join(pair) for pair in permutations(pieces[:MOST_PIECES], 2)]
    for piece in dict.fromkeys((*pieces, *pairs)):
        for start in ("", pieces[0]):
            for end in ENDINGS:
                yield Hostile(start, piece, end, isinstance(pattern.pattern, str))


def _pieces(pattern: re.Pattern[Any]) -> list[str]:
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    found = dict.fromkeys(_literals(_parsed(source, pattern.flags)))
    return [*found, *(each for each in (" ", "a", "1", ",", "(", "\n", "\u0301") if each not in found)]


def _parsed(source: str, flags: int) -> Any:
    return _PARSER.parse(source, flags & ~re.UNICODE if not isinstance(source, str) else flags)


_PARSER: ModuleType = importlib.import_module("re._parser")
_CLASSES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "x"}


def _literals(parsed: Any) -> Iterator[str]:
    """Give the runs of plain letters in a pattern, and one sign of each of its classes."""
    run = ""
    for op, value in parsed:
        if str(op) == "LITERAL":
            run += chr(value)
            continue
        if run:
            yield run
            run = ""
        yield from _within(str(op), value)
    if run:
        yield run


def _within(op: str, value: Any) -> Iterator[str]:
    match op:
        case "IN":
            yield from (sign for each in value if (sign := _sign(*each)))
        case "CATEGORY":
            yield _CLASSES.get(str(value), "-")
        case "BRANCH":
            for each in value[1]:
                yield from _literals(each)
        case "SUBPATTERN":
            yield from _literals(value[-1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            yield from _literals(value[2])
        case "ASSERT" | "ASSERT_NOT":
            yield from _literals(value[1])
        case "ATOMIC_GROUP":
            yield from _literals(value)
        case "NOT_LITERAL" | "ANY":
            yield "y"


def _sign(op: Any, value: Any) -> str:
    match str(op):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case "CATEGORY":
            return _CLASSES.get(str(value), "-")
    return "y"


def uses(pattern: re.Pattern[Any]) -> Sequence[Callable[[Any], object]]:
    """Return the ways a pattern may be used on a whole text."""
    return (
        pattern.fullmatch,
        # A deque of nothing runs through them without Python's own loop.
        lambda text: deque(pattern.finditer(text), maxlen=0),
    )


def seconds(work: Callable[[Any], object], text: Any, tries: int = 1) -> float:
    """Return the processor time of this thread for the work, the least of some tries."""
    return min(_timed(work, text) for _ in range(tries))


def _timed(work: Callable[[Any], object], text: Any) -> float:
    began = time.thread_time()
    work(text)
    return time.thread_time() - began
