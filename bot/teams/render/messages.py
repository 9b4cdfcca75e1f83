"""A card as one message or several, within Teams' limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cards.card import Card, Controls, Note, Part, with_lines
from bot.cards.cutting import clean, one_line, shorten
from bot.cards.text import render_text
from bot.cards.units import units
from bot.teams.private_mark import KEY
from bot.teams.render.blocks import Drawing, body, header
from bot.teams.render.controls import CHOSEN, execute
from bot.teams.render.fit import fitting, heaviness
from bot.teams.render.limits import CARD_BYTES, FALLBACK_BYTES, REFRESHED, SCHEMA, TITLE, VERSION, Element, weight
from bot.teams.render.names import NOBODY, DisplayNames, entity, people_in, unmentioned

CUT = "Svaret er for langt til å vises her. Spør om noe snevrere for å se resten."
RENEW = "Vis på nytt"


@dataclass(frozen=True)
class Refresh:
    """Asks Teams to fetch a card again when somebody looks at it: what to ask, and for which people.

    Teams does it by itself for those named, at most 60 of them (the rest are left out and refresh it by hand from the
    message's menu); for everybody if `user_ids` is None, when at most 60 are in the conversation
    (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards).
    The ids are Teams' own (`29:…`).
    """

    action: str
    value: str
    user_ids: tuple[str, ...] | None = None


@dataclass(frozen=True)
class RenderedActivity:
    """One message: its card, and the sentence that a notification shows (the activity's `summary`)."""

    card: dict[str, Any]
    text: str


def render_teams(
    card: Card, names: DisplayNames = NOBODY, *, forms: frozenset[str] = frozenset(), refresh: Refresh | None = None
) -> list[RenderedActivity]:
    """Return the card as messages in order; nearly always one. A long card is cut between its parts.

    `names` has the people and channels that are in it (see `people_in`). Controls named in `forms` ask for a dialog
    (`task/fetch`), all others send `adaptiveCard/action`. Each card stays under 24 KB; if `refresh` makes it too large,
    `refresh` is left out. Raises `TooLongError` if a control carries more than can be sent.
    """
    drawing = Drawing(names, forms)
    whole = _whole(card, drawing, refresh)
    if whole:
        return [whole]
    most_bytes = _bytes_for_parts(card, names, refresh)
    pages = _pages(_parts(card, drawing, most_bytes), drawing, most_bytes)
    first = _render(replace(card, parts=pages[0]), drawing, refresh)
    rest = (
        Card(f"{card.title} ({place} av {len(pages)})".strip(), page) for place, page in enumerate(pages[1:], start=2)
    )
    return [first, *(_render(each, drawing) for each in rest)]


def render_short(
    card: Card,
    names: DisplayNames = NOBODY,
    *,
    forms: frozenset[str] = frozenset(),
    refresh: Refresh | None = None,
    mark: str = "",
) -> RenderedActivity:
    """Return the card as one message: what does not fit is left out, and a sentence says so.

    `mark` comes back with every control of a private answer.
    """
    drawing = Drawing(names, forms, mark)
    whole = _whole(card, drawing, refresh)
    if whole:
        return whole
    most_bytes = _bytes_for_parts(card, names, refresh)
    parts = _parts(card, drawing, most_bytes)
    ending: tuple[Part, ...] = (Note((CUT,)), *(parts[-1:] if isinstance(parts[-1], Controls) else ()))
    left = most_bytes - sum(heaviness(part, drawing) for part in ending)
    kept = parts[: len(parts) - len(ending) + 1]
    return _render(replace(card, parts=(*_pages(kept, drawing, left)[0], *ending)), drawing, refresh)


def _whole(card: Card, drawing: Drawing, refresh: Refresh | None) -> RenderedActivity | None:
    """Return the card in one message, without `refresh` if only that does not fit; None if the card does not fit."""
    for each in (refresh, None) if refresh else (None,):
        rendered = _render(card, drawing, each)
        if weight(rendered.card) <= CARD_BYTES:
            return rendered
    return None


def _parts(card: Card, drawing: Drawing, most_bytes: int) -> tuple[Part, ...]:
    # Half a message each, so that closing controls always fit beside a part.
    return tuple(small for part in card.parts for small in fitting(part, drawing, most_bytes // 2))


def _bytes_for_parts(card: Card, names: DisplayNames, refresh: Refresh | None) -> int:
    """Return how many bytes are left for the parts."""
    bare = _render(replace(card, parts=()), Drawing(names), refresh)
    return CARD_BYTES - weight(bare.card) - FALLBACK_BYTES


def _render(card: Card, drawing: Drawing, refresh: Refresh | None = None) -> RenderedActivity:
    result = _plain_text(card, drawing.names)
    elements = [*header(card.title), *body(card.parts, drawing)]
    _number(elements)
    drawn: dict[str, Any] = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": _within(result, FALLBACK_BYTES),
        "msteams": _msteams(card, drawing.names),
        "body": elements,
    }
    if refresh:
        drawn["refresh"] = _refresh(refresh, drawing.mark)
    return RenderedActivity(drawn, one_line(card.summary or card.title or result, TITLE))


def _plain_text(card: Card, names: DisplayNames) -> str:
    parts = tuple(with_lines(part, lambda line: unmentioned(line, names)) for part in card.parts)
    return clean(render_text(replace(card, parts=parts))).strip() or "–"


def _msteams(card: Card, names: DisplayNames) -> Element:
    mentions = [entity(user_id, names) for user_id in sorted(people_in(card)) if names.person(user_id)]
    return {"width": "Full", **({"entities": mentions} if mentions else {})}


def _refresh(refresh: Refresh, mark: str) -> Element:
    action = execute(RENEW, refresh.action, {"value": refresh.value, KEY: mark})
    if refresh.user_ids is None:
        return {"action": action}
    return {"action": action, "userIds": list(refresh.user_ids[:REFRESHED])}


def _number(elements: Iterable[Element]) -> None:
    """Give every field an id of its own: Teams sends all of them together."""
    cards = (action["card"] for element in elements for action in element.get("actions", ()) if "card" in action)
    fields = (field for card in cards for field in card["body"] if "id" in field)
    for place, field in enumerate(fields):
        field["id"] = f"{CHOSEN}{place}"


def _within(text: str, most: int) -> str:
    kept = shorten(text, most)
    while weight(kept) > most:
        kept = shorten(kept, len(kept) * 9 // 10)
    return kept


def _pages(parts: Sequence[Part], drawing: Drawing, most_bytes: int) -> list[tuple[Part, ...]]:
    pages: list[list[Part]] = [[]]
    left = most_bytes
    for unit in units(parts):
        heavy = sum(heaviness(part, drawing) for part in unit)
        for group in [unit] if heavy <= most_bytes else [[part] for part in unit]:
            needed = sum(heaviness(part, drawing) for part in group)
            if pages[-1] and needed > left:
                pages.append([])
                left = most_bytes
            pages[-1].extend(group)
            left -= needed
    return [tuple(page) for page in pages]
