"""The bot's own page for one person: today, what that person has to do, the month, and what to say now.

The page is at most `MOST_BLOCKS` high, so that it is seen at once. What does not fit is counted, with where it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.card import Bullets, Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.schedule import where
from models.workspace.preferences import Preferences

MOST_BLOCKS = 15
"""How many blocks the page has at most, counted as Slack does."""
TITLE = "Pådriver"
SAYS = "Jeg følger det politiske året og sier fra når det er tid for å handle. "


@dataclass(frozen=True)
class HomeSection:
    """A heading and its rows, each of one part or more. `left` more rows are at `command`.

    Rows are taken from the section that has most of them until the page fits; one that `may_go` goes as a whole if that
    is not enough. With `lists_rest`, what was taken is listed below without its controls.
    """

    heading: str
    rows: tuple[tuple[Part, ...], ...]
    left: int = 0
    command: str = ""
    may_go: bool = False
    lists_rest: bool = False
    listed: tuple[Line, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts of the section."""
        rest = (line(f"Og {self.left} til: ", Code(self.command), "."),) if self.left and self.command else ()
        more: tuple[Part, ...] = (Bullets((*self.listed, *rest)),) if self.listed else tuple(map(Note, rest))
        return (Heading(self.heading), *(part for row in self.rows for part in row), *more)

    def shorter(self) -> "HomeSection":
        """Return the section without its last row, which is listed or counted below."""
        taken = tuple(part.line for part in self.rows[-1] if isinstance(part, Item)) if self.lists_rest else ()
        return replace(
            self, rows=self.rows[:-1], listed=(*taken, *self.listed), left=self.left if taken else self.left + 1
        )


def home(manners: Preferences, sections: Sequence[HomeSection], buttons: Sequence[Button]) -> Card:
    """Return the page with the sections in their order, and the buttons below."""
    # Where messages go is worth a block only as long as they go nowhere.
    silent = () if manners.workspace.shared_channel else (Note(line(SAYS, *where(manners))),)
    foot = (*silent, Controls(tuple(buttons)))
    kept = _fitted(sections, MOST_BLOCKS - 1 - len(foot))
    parts = tuple(part for each in kept for part in each.parts)
    return Card(TITLE, (*parts, *foot), summary="Pådriver: i dag, dine frister og det vi sier nå")


def guest_home(mine: Sequence[Item], mine_in_all: int) -> Card:
    """Return the page of a guest: what that person has to do, and nothing of what the organisation says or has set up."""
    sentence = "Du er gjest her. Jeg minner deg på fristene du er ansvarlig for."
    help_ = Controls((Button("Hjelp", "padriver.help", ""),))
    section = mine_section(mine, mine_in_all)
    return Card(TITLE, (Paragraph(line(sentence)), *section.parts, help_), summary="Pådriver: dine frister")


def mine_section(mine: Sequence[Item], mine_in_all: int) -> HomeSection:
    """Return a person's first deadlines, of `mine_in_all`."""
    if not mine:
        nothing = Paragraph(line("Du har ingen åpne frister. Se alle med ", Code("/frister"), "."))
        return HomeSection("Dine frister", ((nothing,),))
    rows = tuple((each,) for each in mine)
    return HomeSection("Dine frister", rows, mine_in_all - len(mine), "/frister mine", lists_rest=True)


def blocks_high(parts: Sequence[Part]) -> int:
    """Return how many blocks some parts are: a row with controls is two."""
    return sum(2 if isinstance(part, Item) and part.controls else 1 for part in parts)


def _fitted(sections: Sequence[HomeSection], most: int) -> list[HomeSection]:
    kept = [each for each in sections if each.rows]
    while sum(blocks_high(each.parts) for each in kept) > most:
        longest = max(reversed(kept), key=lambda each: len(each.rows))
        if len(longest.rows) > 1:
            kept[kept.index(longest)] = longest.shorter()
        elif optional := [each for each in kept if each.may_go]:
            kept.remove(optional[-1])
        else:
            break
    return kept
