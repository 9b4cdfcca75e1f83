"""What belongs together where a card is cut into several messages."""

from collections.abc import Sequence

from bot.cards.card import Heading, Part


def units(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts in the groups that are to stay in one message: a heading with what it heads."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and isinstance(groups[-1][-1], Heading) and not isinstance(part, Heading):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups
