"""The themes of a content pack by the words people use for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.cards import words
from bot.commands.parse.clean import fold, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.nearest_word import nearest
from content.schema.pack import Pack


@dataclass(frozen=True, eq=False)
class Themes:
    """The themes: `names` is the name by id, `by_word` the id by every id, name and keyword, folded.

    `words` are the names and keywords as people write them.
    """

    names: Mapping[str, str]
    by_word: Mapping[str, str]
    words: tuple[str, ...]

    def find(self, text: str) -> str | None:
        """Return the id of the theme that a text names, if any; a hyphen and a space are equal."""
        return self.by_word.get(_same(text))

    def unknown(self, text: str) -> Fault:
        """Return the fault of a theme that does not exist."""
        near = nearest(text, self.words)
        there = words.listing([f"«{each}»" for each in self.names], "eller")
        hint = f"Mente du «{self.by_word[_same(near)]}»?" if near else f"Prøv {there}." if there else ""
        sentence = f"Temaet «{short(text)}» finnes ikke." if text else "Jeg kjenner ikke igjen temaet."
        return Fault(f"{sentence} {hint}".rstrip())

    def name(self, theme: str) -> str:
        """Return the name of a theme; the id itself if the pack no longer has it."""
        return self.names.get(theme, theme)


@lru_cache(4)
def themes_of(pack: Pack) -> Themes:
    """Return the themes of a pack."""
    issues = pack.issues
    keywords = {_same(word): issue.id for issue in reversed(issues) for word in issue.keywords}
    names = {_same(issue.name): issue.id for issue in issues}
    ids = {_same(issue.id): issue.id for issue in issues}
    written = tuple(word for issue in issues for word in (issue.name.lower(), *issue.keywords))
    return Themes({issue.id: issue.name for issue in issues}, keywords | names | ids, written)


def _same(text: str) -> str:
    return fold(text).replace("-", " ")
