"""Whether an official item concerns a workspace: by its theme words, with reasons.

The words are those that its media monitoring watches for, and the content pack's own for official texts
(`medier.yaml`, `høringer`). The same matcher as for the media (`models.media.matching`) is used on each thing that an
item says about itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from content.schema.media import Media, OfficialTheme, Watched
from models.media.matching.matcher import Matcher, WordHit

CERTAIN, LIKELY = 0.8, 0.3
"""From which score on an item is sure, or likely, to concern us."""
FIELDS = (
    ("title", 0.8, "tittelen"),
    ("short_title", 0.8, "korttittelen"),
    ("topics", 0.5, "emnene"),
    ("excerpt", 0.5, "omtalen"),
)
"""How much a theme's words count in each field, and what people call it. What a title says, the case is about."""
PERHAPS = 0.3
"""The share that words count which only perhaps are about the theme. They count only where its bodies have the item."""
BODY, BODY_FIELD = 0.3, "komiteen eller departementet"
"""How much a theme's committees and ministries add, where its words are found too."""
MOST_THEMES = 256
"""How many prepared themes are kept: workspaces that change the words of one theme share the others."""


class Described(Protocol):
    """What an item says about itself."""

    @property
    def title(self) -> str:
        """Return what it is called."""

    @property
    def short_title(self) -> str:
        """Return its short title, if it has one."""

    @property
    def excerpt(self) -> str:
        """Return what it is said to be about."""

    @property
    def body(self) -> str:
        """Return the committee or the ministry."""

    @property
    def topics(self) -> Sequence[str]:
        """Return the topics it is filed under."""


@dataclass(frozen=True)
class Reason:
    """A theme whose words are in a field: the theme's id, the field as people call it, and the words as written.

    `rules` are the pairs of a rule of the content pack and the words that match it.
    """

    theme: str
    field: str
    words: str
    weight: float
    rules: tuple[tuple[str, str], ...] = ()


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
    def out_of_ten(self) -> int:
        """Return the score as people read it, from 1 to 10."""
        return max(1, round(self.score * 10))

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the themes, the weightiest first."""
        return tuple(dict.fromkeys(each.theme for each in self.reasons))

    @property
    def rules(self) -> dict[str, list[list[str]]]:
        """Return the rules that matched, by theme, as `models.tables.Alert.words` has them."""
        found: dict[str, list[list[str]]] = {}
        for each in self.reasons:
            known = found.setdefault(each.theme, [])
            known += [pair for rule, words in each.rules if (pair := [rule, words]) not in known]
        return {theme: pairs for theme, pairs in found.items() if pairs}


class ThemeWords:
    """A theme's words, prepared. Those of official texts have some that are only likely, and committees and ministries."""

    def __init__(self, theme: Watched) -> None:
        self.words = Matcher((theme,))
        self.perhaps: Matcher | None = None
        self.bodies: Matcher | None = None
        self.all_but: Matcher | None = None
        if isinstance(theme, OfficialTheme):
            self.perhaps = _of_words(theme, theme.perhaps, {"together": ()})
            # The exclusions have the bodies' own names, since a ministry names itself in what it writes.
            alone = {"together": (), "exclusions": (), "apart": ()}
            self.bodies = _of_words(theme, theme.bodies, alone)
            self.all_but = _of_words(theme, theme.all_but, alone)


def _of_words(theme: OfficialTheme, words: tuple[str, ...], without: Mapping[str, object]) -> Matcher | None:
    """Return the matcher of some words of a theme, without other parts of it; None if there are none."""
    return Matcher((theme.model_copy(update={**without, "words": words}),)) if words else None


ReasonsOf = Callable[[str, tuple[ThemeWords, ...], Described], list[Reason]]
"""Returns why an item concerns those who follow a theme with these words."""


class OfficialMatcher:
    """The words of a content pack, prepared for official items. Thread-safe."""

    def __init__(self, media: Media) -> None:
        by_theme: dict[str, list[ThemeWords]] = {}
        for each in (*media.themes, *media.official):
            by_theme.setdefault(theme_of(each), []).append(_prepared(each))
        self._themes = {theme: tuple(words) for theme, words in by_theme.items()}

    def relevance(self, item: Described, reasons_of: ReasonsOf | None = None) -> Relevance:
        """Return how much an item concerns those whose words these are. Fields of one theme add up, to 1 at most.

        A theme that is not likely is no reason. `reasons_of` looks a theme up that others have in common.
        """
        look_up = reasons_of or reasons_for
        found = {theme: look_up(theme, words, item) for theme, words in self._themes.items()}
        scores = {theme: sum(each.weight for each in reasons) for theme, reasons in found.items()}
        likely = sorted((theme for theme in found if scores[theme] >= LIKELY), key=lambda theme: -scores[theme])
        reasons = [each for theme in likely for each in sorted(found[theme], key=lambda one: -one.weight)]
        return Relevance(min(1.0, max((scores[each] for each in likely), default=0.0)), tuple(reasons))


def reasons_for(theme: str, prepared: tuple[ThemeWords, ...], item: Described) -> list[Reason]:
    """Return why an item concerns those who follow a theme. Of the two titles one counts."""
    found: list[Reason] = []
    theirs = [each for each in prepared if each.bodies and each.bodies.match(item.body).hits]
    for name, weight, called in FIELDS:
        value = getattr(item, name)
        text = value if isinstance(value, str) else "; ".join(value)
        if not text or (name == "short_title" and found):
            continue
        if hits := [hit for each in prepared for hit in each.words.match(text).hits]:
            found.append(_reason(theme, called, hits, weight))
        elif hits := [hit for each in theirs if each.perhaps for hit in each.perhaps.match(text).hits]:
            found.append(_reason(theme, called, hits, weight * PERHAPS))
    if theirs and (found or any(_takes(each, item) for each in theirs)):
        found.append(Reason(theme, BODY_FIELD, item.body, BODY))
    return found


@lru_cache(maxsize=8)
def official_matcher(media: Media) -> OfficialMatcher:
    """Return the matcher of a content pack's words, cached for each."""
    return OfficialMatcher(media)


def theme_of(watched: Watched) -> str:
    """Return the id of the theme that words are about."""
    return (watched.theme if isinstance(watched, OfficialTheme) else None) or watched.id


def names_of(media: Media) -> Mapping[str, str]:
    """Return what the themes are called, by their ids. Words that belong to another's theme do not name it."""
    return {theme_of(each): each.name for each in sorted((*media.official, *media.themes), key=_names_its_theme)}


def _names_its_theme(watched: Watched) -> bool:
    return theme_of(watched) == watched.id


@lru_cache(maxsize=MOST_THEMES)
def _prepared(theme: Watched) -> ThemeWords:
    return ThemeWords(theme)


def _takes(words: ThemeWords, item: Described) -> bool:
    """Return True if what lies with a theme's bodies is likely to be about it, and nothing that an item says is against."""
    return words.all_but is not None and not words.all_but.match(f"{item.title}; {item.excerpt}").hits


def _reason(theme: str, called: str, hits: Sequence[WordHit], weight: float) -> Reason:
    words = " … ".join(each.text for each in hits[0].words)
    rules = tuple((each.rule, " … ".join(word.text for word in each.words)) for each in hits)
    return Reason(theme, called, words, weight, rules)
