"""The addresses of pictures that the bot serves: nobody can guess them, and they expire.

An address carries what the picture shows, sealed with the keys of `PADRIVER_KEYS`.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.cards.card import Card, Image, Picture, with_pictures
from bot.pictures import can_draw
from models.workspace.keyring import Keyring, UnreadableTokenError

PATH = "/bilder/"
OWNER = "bilde"
"""The purpose that addresses are sealed for: nothing sealed for another opens here."""
KEPT = timedelta(days=35)
"""How long an address works: the month that a picture was sent for, and a few days."""
NAME = re.compile(r"\A([A-Za-z0-9_-]{1,400}={0,2})\.png\Z")
"""A sealed text as Fernet writes it: its reader skips other letters."""


@dataclass(frozen=True)
class PictureAddresses:
    """Makes and reads the addresses of pictures. `url` is where people reach the bot, without a closing slash."""

    url: str
    keyring: Keyring = field(repr=False)

    def show(self, card: Card, workspace_id: int, now: datetime) -> Card:
        """Return the card with an address for each of its pictures."""
        pictures = [part for part in card.parts if isinstance(part, Picture) and part.view]
        images = {each: Image(self.address(workspace_id, each.view, now), each.alt, has_list=True) for each in pictures}
        return with_pictures(card, images)

    def address(self, workspace_id: int, view: str, now: datetime) -> str:
        """Return the address of a picture, which works until `KEPT` after `now` (aware)."""
        return f"{self.url}{PATH}{self.keyring.seal(OWNER, f'{workspace_id} {view}', now)}.png"

    def read(self, name: str, now: datetime) -> tuple[int, str] | None:
        """Return the workspace's id and what the picture shows; None if the address is not ours or is too old."""
        found = NAME.fullmatch(name)
        if found is None:
            return None
        try:
            workspace, _, view = self.keyring.open_young(OWNER, found[1], KEPT, now).partition(" ")
            return int(workspace), view
        except (UnreadableTokenError, ValueError):
            return None


def shown_pictures(addresses: PictureAddresses | None, card: Card, workspace_id: int, now: datetime) -> Card:
    """Return the card with an address for each of its pictures; without them if none are served, or drawn here."""
    if not any(isinstance(part, Picture) for part in card.parts):
        return card
    return addresses.show(card, workspace_id, now) if addresses and can_draw() else with_pictures(card, {})
