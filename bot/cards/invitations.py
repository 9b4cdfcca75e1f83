"""The button that opens the rounds of invitations to representatives of the Storting."""

from collections.abc import Sequence

from bot.cards.card import Button
from content.emphasis import wheel_entries
from content.folding import fold
from content.schema.pack import Pack
from models.tables import Occurrence

ROUNDS = "stortinget.runder"
KEYWORD = fold("møteinvitasjoner")
"""What an entry of the wheel is called (`stikkord`) that is about inviting representatives."""


def rounds_button() -> Button:
    """Return the button to the open rounds; without any it opens the form of a new one."""
    return Button("Møteinvitasjoner", ROUNDS, "")


def invitation_buttons(pack: Pack, rows: Sequence[Occurrence]) -> tuple[Button, ...]:
    """Return the button to the rounds of invitations, if an entry of a month is about them and is open."""
    called = {each.id for each in wheel_entries(pack) if KEYWORD in map(fold, each.keywords)}
    is_there = any(row.done_at is None and row.key.rpartition(":")[2] in called for row in rows)
    return (rounds_button(),) if is_there else ()
