"""Several nudges that are due together, as one message."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cards.card import Bullets, Button, Card, Controls, Divider, Heading, Item, Note, Part, line
from bot.cards.nudges.settings_button import OPEN_SETTINGS, settings_button
from bot.cards.nudges.turn_off import with_button


def merged(cards: Sequence[Card]) -> Card:
    """Return one card of one or more: the first one's title heads it, and each of the others is a part with a heading.

    A row is shown once: where it comes first. A card of which no row is left is left out. The buttons to the settings
    of the kinds become one, at the end.
    """
    if len(cards) == 1:
        return cards[0]
    shown: set[str] = set()
    kinds: list[str] = []
    kept: list[Card] = []
    for card in cards:
        kinds += _settings_of(card)
        left = _without_shown(replace(card, parts=tuple(_without_settings(card))), shown)
        if left is not None:
            kept.append(left)
    first, *rest = kept
    parts: list[Part] = [*first.parts]
    for card in rest:
        parts += (Divider(), Heading(card.title), *card.parts)
    summary = " · ".join(card.summary or card.title for card in kept)
    joint = Card(first.title, tuple(parts), summary if rest else first.summary)
    return with_button(joint, settings_button(",".join(kinds))) if kinds else joint


def _settings_of(card: Card) -> Iterator[str]:
    for part in card.parts:
        if isinstance(part, Controls):
            yield from (each.value for each in part.controls if isinstance(each, Button) and _is_settings(each))


def _without_settings(card: Card) -> Iterator[Part]:
    for part in card.parts:
        if not isinstance(part, Controls):
            yield part
        elif controls := tuple(each for each in part.controls if not _is_settings(each)):
            yield Controls(controls)


def _is_settings(control: object) -> bool:
    return isinstance(control, Button) and control.action == OPEN_SETTINGS


def _without_shown(card: Card, shown: set[str]) -> Card | None:
    """Return a card without the rows in `shown`, to which its own are added; None if only what is around them is left.

    A line says how many were left out, so that the part does not seem to be complete.
    """
    parts: list[Part] = []
    seen, before = set[str](), set(shown)
    for part in card.parts:
        match part:
            case Item(about=about) | Note(about=about) if about:
                seen.add(about)
                if about not in before:
                    parts.append(part)
            case Bullets(items, about) if about:
                seen.update(about)
                left = [place for place in range(len(items)) if place >= len(about) or about[place] not in before]
                if left:
                    keys = tuple(about[place] for place in left if place < len(about))
                    parts.append(Bullets(tuple(items[place] for place in left), keys))
            case _:
                parts.append(part)
    repeated = len(seen & before)
    shown |= seen
    if not repeated:
        return card
    parts = _without_empty_headings(parts)
    if seen <= before and all(isinstance(each, Note | Controls) for each in parts):
        return None
    said = "Ett punkt står" if repeated == 1 else f"{repeated} punkter står"
    note = Note(line(f"{said} lenger opp i meldingen."))
    match parts:
        case [*others, Controls() as controls]:
            parts = [*others, note, controls]
        case _:
            parts.append(note)
    return replace(card, parts=tuple(parts))


def _without_empty_headings(parts: Sequence[Part]) -> list[Part]:
    """Return the parts without headings that nothing comes under."""
    kept: list[Part] = []
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        is_empty = following is None or isinstance(following, Heading | Controls | Divider)
        if not (isinstance(part, Heading) and is_empty):
            kept.append(part)
    return kept
