"""Whether a text is a draft, cleared or decided by the board, as people read it."""

import re
from collections.abc import Iterable, Sequence

from bot.cards.card import Line, Note, Part, Person, line
from bot.cards.words import listing, numeric_day
from content.schema.base import Clearing, Outward

DRAFT = "Utkast, ikke klarert ennå."
SOME_DRAFTS = "Noe av dette er utkast og ikke klarert ennå."
MENTION = re.compile(r"@\{([^{}|]{1,64})")
"""A person as text has one: `@{U123}`."""


def status_line(clearing: Clearing) -> Line:
    """Return a text's status as a sentence: «Vedtatt av styret 12.3.2026, sak 8/26.», for example."""
    if clearing.status == "ute av bruk":
        return line("Ute av bruk.")
    if clearing.status == "utkast":
        return line(DRAFT)
    on = f" {numeric_day(clearing.on)}" if clearing.on else ""
    if clearing.case:
        return line(f"Vedtatt av styret{on}, sak {clearing.case}.")
    mention = MENTION.match(clearing.by) if clearing.by else None
    who = Person(mention[1]) if mention else clearing.by
    return line("Klarert av ", who, f"{on}.") if who else line(f"Klarert{on}.")


def status_parts(clearings: Iterable[Clearing]) -> tuple[Part, ...]:
    """Return one small line for all the texts of a card; nothing if it has none."""
    found = list(dict.fromkeys(clearings))
    if not found:
        return ()
    if len(found) == 1:
        return (Note(status_line(found[0])),)
    if any(each.status != "klarert" for each in found):
        return (Note(line(SOME_DRAFTS)),)
    return (Note(line(" ".join(_plain(status_line(each)) for each in found))),) if _all_plain(found) else ()


def draft_parts(*entries: Outward | None) -> tuple[Part, ...]:
    """Return one small line if any of the texts is a draft: for messages that come by themselves."""
    given = [each for each in entries if each is not None]
    if all(each.is_cleared for each in given):
        return ()
    return (Note(line(DRAFT if not any(each.is_cleared for each in given) else SOME_DRAFTS)),)


def must_be_settled(points: Sequence[str]) -> str:
    """Return what has to be settled before a text is used, as a sentence."""
    return f"Dette må avklares før teksten brukes: {listing([f'«{each}»' for each in points])}."


def _all_plain(clearings: Sequence[Clearing]) -> bool:
    return all(isinstance(span, str) for each in clearings for span in status_line(each))


def _plain(said: Line) -> str:
    return "".join(span for span in said if isinstance(span, str))
