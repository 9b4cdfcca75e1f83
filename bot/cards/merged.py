"""Several nudges that are due together, as one message."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.cards.card import Bullets, Button, Card, Controls, Divider, Heading, Item, Note, Paragraph, Part, line
from bot.cards.nudges.turn_off import OPEN_SETTINGS, settings_button, with_button

AROUND = (Heading, Paragraph, Note, Controls, Divider)
"""Parts that say nothing without the rows they are around."""


def merged(cards: Sequence[Card]) -> Card:
    """Return one card of one or more: the first one's title heads it, and each of the others is a part with a heading.

    A row is shown once: where it comes first. A card of which no row is left is left out. So is a button below the rows
    that is there already, and the buttons to the settings of the kinds become one, at the end.
    """
    if len(cards) == 1:
        return cards[0]
    shown: set[str] = set()
    offered: set[tuple[str, str]] = set()
    kinds: list[str] = []
    kept: list[Card] = []
    for card in cards:
        kinds += _settings_of(card)
        left = _without_shown(replace(card, parts=tuple(_without_offered(card, offered))), shown)
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


def _without_offered(card: Card, offered: set[tuple[str, str]]) -> Iterator[Part]:
    """Yield a card's parts without the buttons to settings and those in `offered`, to which its own are added."""
    before = frozenset(offered)
    for part in card.parts:
        if not isinstance(part, Controls):
            yield part
            continue
        buttons = [(each.action, each.value) for each in part.controls if isinstance(each, Button)]
        offered.update(buttons)
        controls = tuple(each for each in part.controls if not _is_settings(each) and not _is_in(each, before))
        if controls:
            yield Controls(controls)


def _is_in(control: object, offered: Collection[tuple[str, str]]) -> bool:
    return isinstance(control, Button) and (control.action, control.value) in offered


def _is_settings(control: object) -> bool:
    return isinstance(control, Button) and control.action == OPEN_SETTINGS


def _without_shown(card: Card, shown: set[str]) -> Card | None:
    """Return a card without the rows in `shown`, to which its own are added; None if only what is around them is left.

    If others are left, a line says how many were left out, so that the part does not seem to be complete. If one section
    is left, its heading becomes the title.
    """
    before, own = frozenset(shown), set(_rows_of(card.parts))
    shown |= own
    repeated = len(own & before)
    if not repeated:
        return card
    parts = [part for section in _sections(card.parts) for part in _section_without(section, before)]
    if own <= before and all(isinstance(each, Note | Controls) for each in parts):
        return None
    if own <= before:
        return _retitled(card, parts)
    said = "Ett punkt står" if repeated == 1 else f"{repeated} punkter står"
    note = Note(line(f"{said} lenger opp i meldingen."))
    match parts:
        case [*others, Controls() as controls]:
            parts = [*others, note, controls]
        case _:
            parts.append(note)
    return replace(card, parts=tuple(parts))


def _retitled(card: Card, parts: Sequence[Part]) -> Card:
    """Return a card of what is left when its own rows are gone, under the heading of its only section.

    The last small print, which said where all such rows are, goes with them.
    """
    match parts:
        case [Heading(text), *others] if not any(isinstance(each, Heading) for each in others):
            notes = [place for place, each in enumerate(others) if isinstance(each, Note)]
            return Card(text, tuple(each for place, each in enumerate(others) if place not in notes[-1:]), text)
    return replace(card, parts=tuple(parts))


def _rows_of(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the keys of the rows that some parts show."""
    for part in parts:
        match part:
            case Item(about=about) if about:
                yield about
            case Bullets(about=keys):
                yield from keys


def _sections(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the parts before the first heading, and then each heading with what comes under it."""
    section: list[Part] = []
    for part in parts:
        if isinstance(part, Heading):
            yield section
            section = []
        section.append(part)
    yield section


def _section_without(section: Sequence[Part], shown: Collection[str]) -> Sequence[Part]:
    """Return a section without the rows in `shown`; if no row is left under a heading, only its last small print."""
    if set(_rows_of(section)).isdisjoint(shown):
        return section
    left = [kept for part in section if (kept := _part_without(part, shown)) is not None]
    if isinstance(section[0], Heading) and all(isinstance(each, AROUND) for each in left):
        return [each for each in left if isinstance(each, Note | Controls)]
    return left


def _part_without(part: Part, shown: Collection[str]) -> Part | None:
    match part:
        case Item(about=about) | Note(about=about):
            return None if about in shown else part
        case Bullets(items, keys) if keys:
            left = [place for place in range(len(items)) if place >= len(keys) or keys[place] not in shown]
            kept = tuple(keys[place] for place in left if place < len(keys))
            return Bullets(tuple(items[place] for place in left), kept) if left else None
        case _:
            return part
