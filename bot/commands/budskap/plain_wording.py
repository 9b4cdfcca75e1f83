"""The wording of targets as plain text to copy, and whether it may be copied."""

from bot.commands.budskap.plan_cards import Today
from bot.commands.budskap.target_names import campaign_for
from bot.commands.budskap.targets import Target
from bot.commands.budskap.wording import Wording, wording
from content.schema.wording import open_points

DRAFT_FIRST = "UTKAST – IKKE KLARERT"
"""The first line of a copied text that is not cleared."""


def plain_text(targets: tuple[Target, ...], today: Today) -> str:
    """Return the wording of the targets, one below the other; empty if there is none. A draft says so first."""
    rows = [(target, _pieces(target, today)) for target in targets]
    texts = [text for target, pieces in rows if pieces for text in _plain_pieces(target.label, pieces)]
    if texts and any(each.clearing.status != "klarert" for _, pieces in rows for each in pieces):
        texts.insert(0, DRAFT_FIRST)
    return "\n\n".join(texts)


def has_wording(target: Target, today: Today) -> bool:
    """Return True if there is a text of the target that may be said outwards."""
    return bool(_pieces(target, today))


def to_settle(targets: tuple[Target, ...], today: Today) -> tuple[str, ...]:
    """Return what has to be settled in the wording of the targets before it is copied; empty if nothing has."""
    pieces = (each for target in targets for each in _pieces(target, today))
    return tuple(dict.fromkeys(point for each in pieces for point in open_points(each.text)))


def are_cleared(targets: tuple[Target, ...], today: Today) -> bool:
    """Return True if all the wording of the targets is cleared."""
    return all(each.clearing.status == "klarert" for target in targets for each in _pieces(target, today))


def _pieces(target: Target, today: Today) -> tuple[Wording, ...]:
    return wording(target, today.pack, campaign_for(today.pack, today.day), today.day)


def _plain_pieces(label: str, pieces: tuple[Wording, ...]) -> tuple[str, ...]:
    texts = tuple(f"{each.heading.upper()}\n{each.text}" for each in pieces)
    return texts if pieces[0].heading == label else (label.upper(), *texts)
