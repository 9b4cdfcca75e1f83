"""`medier.yaml`: what to listen to, which words show that a text is about a theme, and which effects to count."""

from typing import Annotated

from pydantic import Field, StringConstraints

from content.schema.base import Entry, Id, Line, Strict, Text

WORD = r"^(\*[\p{L}\p{N}]+\*?|(=|\(fornavn\) )?[\p{L}\p{N}]+[.*]?( [\p{L}\p{N}]+[.*]?)*)$"
Word = Annotated[str, StringConstraints(pattern=WORD, max_length=80)]
"""What to look for: `tog` is the word in every form, `=toga` that form only, `jernbane*` every word that begins so,
`*tog` every word that ends with it, in every form, `*fiske*` every word that contains it, and `bane nor` those words
after each other, each as written, with a `*`, or with a full stop that may be left out. The genitive is a form too.
`(fornavn) strøm` is the word right after a common given name, so that it is a family name."""
Emoji = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_+-]+$", max_length=64)]


class Feed(Entry):
    """An RSS or Atom feed. `on` is whether it is read. `note` is shown until somebody has fetched it, and where it is off.

    Without https only on this machine, where the demonstration has its newspaper.
    """

    name: Text = Field(alias="navn")
    url: str = Field(alias="adresse", pattern=r"^(https://|http://127\.0\.0\.1[:/])")
    on: bool = Field(default=True, alias="på")
    note: Text | None = Field(default=None, alias="merknad")


class Together(Strict):
    """Words that count for the theme only near one of some others."""

    words: tuple[Word, ...] = Field(alias="ord", min_length=1)
    others: tuple[Word, ...] = Field(alias="med", min_length=1)


class Apart(Strict):
    """Words that do not count if one of `others` is near: what happens on the fjord, not to it.

    They count all the same if one of `unless` is near as well.
    """

    words: tuple[Word, ...] = Field(alias="ord", min_length=1)
    others: tuple[Word, ...] = Field(alias="med", min_length=1)
    unless: tuple[Word, ...] = Field(default=(), alias="med_mindre")


class Spokesperson(Entry):
    """Someone who speaks for a theme."""

    name: Text = Field(alias="navn")
    role: Text | None = Field(default=None, alias="rolle")


class Watched(Entry):
    """A theme with the words to look for. Its id is an issue's id, or one of `OTHER_THEMES`."""

    name: Text = Field(alias="navn")
    words: tuple[Word, ...] = Field(alias="ord", min_length=1)
    together: tuple[Together, ...] = Field(default=(), alias="bare_sammen")
    exclusions: tuple[Word, ...] = Field(default=(), alias="unntak")
    apart: tuple[Apart, ...] = Field(default=(), alias="ikke_sammen")
    spokespersons: tuple[Spokesperson, ...] = Field(default=(), alias="talspersoner")


class OfficialTheme(Watched):
    """A theme that cases of the Storting and hearings are about: one of the media's, with more words, or one of its own.

    `bodies` are the committees and ministries that such cases usually lie with: they make a case surer, and are nothing
    alone. `perhaps` are words that count only there. With `all_but`, everything that lies with the bodies is likely,
    except what has one of those words.
    """

    theme: Id | None = Field(default=None, alias="hører_til")
    """The theme of the media that the words are added to."""
    perhaps: tuple[Word, ...] = Field(default=(), alias="kanskje")
    bodies: tuple[Word, ...] = Field(default=(), alias="instanser")
    all_but: tuple[Word, ...] = Field(default=(), alias="alt_unntatt")


class Reactions(Strict):
    """The reactions that take a message to follow up, that close it, and that say a case is not relevant."""

    follow: Emoji = Field(default="eyes", alias="følg_opp")
    done: Emoji = Field(default="white_check_mark", alias="ferdig")
    dismiss: Emoji = Field(default="no_entry_sign", alias="ikke_relevant")


class EffectKind(Entry):
    """Something to count. `weight` is how much one of it counts in relation to the others."""

    name: Text = Field(alias="navn")
    weight: int = Field(alias="vekt", ge=0, le=100)
    internal: bool = Field(default=False, alias="internt")
    """True: how we work with others, which only the board's report counts."""


class Media(Strict):
    """`medier.yaml`."""

    feeds: tuple[Feed, ...] = Field(alias="nyhetskilder")
    reactions: Reactions = Field(default=Reactions(), alias="reaksjoner")
    themes: tuple[Watched, ...] = Field(alias="temaer")
    effects: tuple[EffectKind, ...] = Field(alias="effekter")
    official: tuple[OfficialTheme, ...] = Field(default=(), alias="høringer")
    """What cases of the Storting and hearings are searched for besides the words of the themes."""
    sprint: tuple[Line, ...] = ()
    """What to do at once when a theme is in the media clearly more than usual, in order."""

    def theme(self, theme: Id) -> Watched | None:
        """Return the theme with that id."""
        return next((each for each in self.themes if each.id == theme), None)


OTHER_THEMES = frozenset({"ntp", "statsbudsjett"})
"""Themes that are processes and no issue of `saker/`."""
