"""A file that a person gave the bot, fetched from where the platform keeps it."""

from collections.abc import AsyncIterator

from bot.cards.card import Card, Paragraph, line
from bot.workbooks.refused import MOST_MEGABYTES, TooLargeError
from content.frozen import frozen

MOST_BYTES = MOST_MEGABYTES * 1_000_000


class NotFetchedError(Exception):
    """A file could not be fetched. `card` says in bokmål why, and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.card = says("Jeg kan ikke ta imot filen", text)


def says(title: str, text: str) -> Card:
    """Return a card that says one thing."""
    return Card(title, (Paragraph(line(text)),), summary=text)


ELSEWHERE = "Filen ligger et annet sted enn her i chatten. Last den opp her, så ser jeg på den."
ONE = says("Bare én fil", "Jeg tok bare den første filen. Send én om gangen.")
GONE = "Jeg fikk ikke hentet filen. Send den på nytt."


@frozen
class Sent:
    """A file as the platform tells of it: its name, and where it is to be fetched."""

    name: str
    url: str
    size: int = 0
    """In bytes; 0 where it was not told."""


async def limited(chunks: AsyncIterator[bytes]) -> bytes:
    """Return all that comes. Raises `NotFetchedError` as soon as it is more than the bot reads."""
    parts: list[bytes] = []
    left = MOST_BYTES
    async for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise NotFetchedError(TooLargeError.text)
        parts.append(chunk)
    return b"".join(parts)


def fits(sent: Sent) -> None:
    """Raise `NotFetchedError` where the platform says that the file is larger than the bot reads."""
    if sent.size > MOST_BYTES:
        raise NotFetchedError(TooLargeError.text)
