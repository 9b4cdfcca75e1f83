"""Whether an official item concerns a workspace: by the words that its media monitoring watches for, with reasons.

The same matcher as for the media (`models.media.matching`), used on each thing that an item says about itself.
"""

from dataclasses import dataclass

from models.media.matching.matcher import Matcher
from models.tables import OfficialRecord

CERTAIN, LIKELY = 0.8, 0.3
"""From which score on an item is sure, or likely, to concern us."""
WEIGHTS = (
    ("title", 0.8, "tittelen"),
    ("short_title", 0.8, "korttittelen"),
    ("topics", 0.5, "emnene"),
    ("excerpt", 0.5, "omtalen"),
    ("body", 0.3, "komiteen eller departementet"),
)
"""How much a theme's words count in each field, and what people call it. What a title says, the case is about."""


@dataclass(frozen=True)
class Reason:
    """A theme whose words are in a field: the theme's id, the field as people call it, and the words as written."""

    theme: str
    field: str
    words: str
    weight: float


@dataclass(frozen=True)
class Relevance:
    """How much an item concerns us, from 0 to 1, and why."""

    score: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Return True if it concerns us by what its title says, or by several other things."""
        return self.score >= CERTAIN

    @property
    def is_likely(self) -> bool:
        """Return True if it may concern us."""
        return self.score >= LIKELY

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the themes, the weightiest first."""
        return tuple(dict.fromkeys(each.theme for each in self.reasons))


def relevance(record: OfficialRecord, matcher: Matcher) -> Relevance:
    """Return how much an item concerns those whose words these are. Fields of one theme add up, to 1 at most."""
    reasons: dict[tuple[str, str], Reason] = {}
    for name, weight, called in WEIGHTS:
        value = getattr(record, name)
        for hit in matcher.match("; ".join(value) if isinstance(value, list) else value).hits:
            words = " … ".join(each.text for each in hit.words)
            reasons.setdefault((hit.theme, name), Reason(hit.theme, called, words, weight))
    by_theme: dict[str, float] = {}
    for (theme, name), reason in reasons.items():
        is_same = name == "short_title" and (theme, "title") in reasons
        by_theme[theme] = by_theme.get(theme, 0.0) + (0.0 if is_same else reason.weight)
    found = sorted(reasons.values(), key=lambda each: (-by_theme[each.theme], -each.weight))
    return Relevance(min(1.0, max(by_theme.values(), default=0.0)), tuple(found))
