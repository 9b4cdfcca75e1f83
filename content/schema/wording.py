"""A pack's texts by whether they may be said: what is not kept is left out of lists, and single texts are empty."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from content.schema.base import Outward, Strict
from content.schema.dated import Budget, BudgetPhase
from content.schema.messages import Campaign, CampaignPriority, Fact, Issue, MainMessage, Step, Track

_UNITS = (
    r"(?:antall|prosent|%|kroner|kr|mill\w*|mrd\w*|milliard\w*|år|måneder|dager|km|kilometer|mil|plasser|prosjekt\w*)"
)
OPEN_POINT = re.compile(
    rf"""\(\s{{0,3}}\?{{1,9}}\s{{0,3}}\) | \?{{3,}}
    | \[[^\[\]]{{0,60}}(?:\.\.\.|…|sett\ inn|fyll\ inn|\?)[^\[\]]{{0,60}}\] | \bTBD\b | \bTODO\b
    | (?<![\w-])x(?:\ |\u00a0){_UNITS}(?!\w) | (?<![\w-])[xX]{{2,}}(?![\w-]) | \b[Aa]vklar\b[^.!?\n]*
    | _{{3,}} | \bN\.?\s?N\.(?!\w) | \AEksempel:""",
    re.VERBOSE,
)
"""Something left to settle in a text: «(?)», «x antall», «xx mill», «Avklar …», «[sett inn …]»; all of an example."""


def open_points(text: str) -> tuple[str, ...]:
    """Return what is left to settle in a text, as written there and without duplicates; empty if nothing is."""
    return tuple(dict.fromkeys(found[0].strip() for found in OPEN_POINT.finditer(text)))


S = TypeVar("S")
M = TypeVar("M", bound=Strict)
Keep = Callable[[Outward, str], bool]
"""Says whether a text of an entry is kept, by the field it is in."""
Rule = Callable[[Any, Any, Keep], Any]
"""Returns the value of a field of an entry without what is not kept."""


def is_in_use(entry: Outward, _: str) -> bool:
    """Return True unless a text is not used any more."""
    return not entry.is_retired


def is_settled(entry: Outward, name: str) -> bool:
    """Return True if a text has nothing left to settle: it may be pushed."""
    return not open_points(getattr(entry, name))


def is_cleared(entry: Outward, name: str) -> bool:
    """Return True if guests and other organisations may see a text."""
    return entry.is_cleared and not open_points(getattr(entry, name))


def kept_field(model: type, entry: Any, name: str, value: Any, keep: Keep) -> Any:
    """Return the value of a field of an entry without the texts that are not kept; itself if all are.

    `model` is the entry's class. What is inside the field's own entries is left as it is.
    """
    rule = _FIELDS.get((model, name))
    return value if rule is None else rule(entry, value, keep)


def keeping(entry: M, keep: Keep) -> M:
    """Return an entry, or a whole file, without the texts that are not kept; itself if all are."""
    update = {}
    for name in _NAMES.get(type(entry), ()):
        value = getattr(entry, name)
        kept = _below(kept_field(type(entry), entry, name, value, keep), keep)
        if kept is not value:
            update[name] = kept
    return entry.model_copy(update=update) if update else entry


def all_keeping(entries: tuple[M, ...], keep: Keep) -> tuple[M, ...]:
    """Return entries without the texts that are not kept; the same tuple if all are."""
    return _same(entries, tuple(keeping(each, keep) for each in entries))


def _below(value: Any, keep: Keep) -> Any:
    if isinstance(value, Strict):
        return keeping(value, keep)
    return all_keeping(value, keep) if isinstance(value, tuple) else value


def _same(before: tuple[S, ...], after: tuple[S, ...]) -> tuple[S, ...]:
    are_same = len(before) == len(after) and all(one is other for one, other in zip(before, after, strict=True))
    return before if are_same else after


def _entries(*texts: str) -> Rule:
    """Return the rule of a list of entries that are only kept with these texts."""

    def rule(_: Any, entries: tuple[Any, ...], keep: Keep) -> tuple[Any, ...]:
        return _same(entries, tuple(each for each in entries if all(keep(each, name) for name in texts)))

    return rule


def _text(name: str, without: str | None = None) -> Rule:
    """Return the rule of a text, and what is in its place if it is not kept."""
    return lambda entry, text, keep: text if not text or keep(entry, name) else without


def _main_text(main: MainMessage, text: str, keep: Keep) -> str:
    return text if not text or (keep(main, "text") and keep(main, "intro")) else ""


def _all_of(_: Any, value: Any, __: Keep) -> Any:
    return value


_FIELDS: Mapping[tuple[type, str], Rule] = {
    (Issue, "tracks"): _entries("budskap"),
    (Issue, "variants"): _entries("text"),
    (Issue, "facts"): _entries("text"),
    (Issue, "narrative"): _text("narrative"),
    (Track, "hvorfor"): _text("hvorfor"),
    (Track, "krav"): _text("krav"),
    (Track, "gevinst"): _text("gevinst"),
    (Track, "budskap_nn"): _text("budskap_nn"),
    (Track, "krav_nn"): _text("krav_nn"),
    (CampaignPriority, "krav_nn"): _text("krav_nn"),
    (Fact, "text_nn"): _text("text_nn"),
    (Campaign, "main"): _all_of,
    (Campaign, "steps"): _all_of,
    (MainMessage, "priorities"): _entries("text", "krav"),
    (MainMessage, "text"): _main_text,
    (MainMessage, "text_nn"): _text("text_nn"),
    (Step, "slogan"): _text("slogan", ""),
    (Budget, "phases"): _all_of,
    (Budget, "reactions"): _entries("text"),
    (BudgetPhase, "budskap"): _text("budskap", ""),
}
"""The fields with texts that may be left out, and the fields that lead to them."""
_NAMES = {model: tuple(name for of, name in _FIELDS if of is model) for model, _ in _FIELDS}
