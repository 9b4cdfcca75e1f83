"""Approved wording as plain text to paste: headings in capitals, the wording to the letter."""

from bot.commands.budskap.cards import Today
from bot.commands.budskap.names import campaign_for
from bot.commands.budskap.targets import Target
from bot.commands.budskap.wording import Approved, wording


def plain(targets: tuple[Target, ...], today: Today) -> str:
    """Return the wording of the targets under each other; empty where none is decided."""
    campaign = campaign_for(today.pack, today.day)
    rows = [(target, wording(target, today.pack, campaign, today.day)) for target in targets]
    return "\n\n".join(piece for target, approved in rows if approved for piece in _pieces(target.label, approved))


def _pieces(label: str, approved: tuple[Approved, ...]) -> tuple[str, ...]:
    pieces = tuple(f"{each.heading.upper()}\n{each.text}" for each in approved)
    return pieces if approved[0].heading == label else (label.upper(), *pieces)
