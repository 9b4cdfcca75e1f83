"""The parts that stay together when a card is cut into several messages."""

from collections.abc import Sequence

from bot.cards.card import Heading, Part


def units(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts in groups that stay in one message: a heading with the part below it."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and isinstance(groups[-1][-1], Heading) and not isinstance(part, Heading):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups
