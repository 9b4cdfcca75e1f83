"""What to say to somebody now: the variant for their party or place if the pack has one, else the general message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.words import listing
from content.emphasis import tracks_in_order
from content.schema.messages import Issue, Variant
from content.schema.pack import Pack
from models.register.roles import HeldRole

COUNTY = 2
"""A kommunenummer begins with the county's number."""


@dataclass(frozen=True)
class TalkingPoint:
    """What to say, its theme, and a sentence about its audience."""

    about: str
    text: str
    fits: str


def message_for(
    pack: Pack, theme: str | None, roles: Sequence[HeldRole], municipality: str | None, today: date
) -> TalkingPoint | None:
    """Return what to say; None if the pack has no message on the theme. A variant for party and place is preferred."""
    issue = pack.issue(theme) if theme else None
    if issue is None or not issue.tracks:
        return None
    current = [each.role for each in roles if each.role.to_on is None or each.role.to_on >= today]
    parties = {role.party for role in current if role.party}
    places = {place for place in (municipality, *(role.municipality for role in current)) if place}
    fitting = [each for each in issue.variants if _fits(each, parties, places)]
    best = max(fitting, key=lambda each: bool(each.parties) + bool(each.places), default=None)
    if best is None:
        return TalkingPoint(
            issue.name,
            _general(issue, today),
            "Dette er det generelle budskapet. Her finnes ingen egen variant.",
        )
    return TalkingPoint(issue.name, best.text, f"Laget for {_audience(best)}.")


def _fits(variant: Variant, parties: set[str], places: set[str]) -> bool:
    here = places | {place[:COUNTY] for place in places}
    return (not variant.parties or bool(parties & set(variant.parties))) and (
        not variant.places or bool(here & set(variant.places))
    )


def _general(issue: Issue, today: date) -> str:
    """Return the message of the lodestar if one is chosen, else of the first track."""
    return tracks_in_order(issue, today)[0].budskap


def _audience(variant: Variant) -> str:
    return listing([*variant.parties, *variant.for_whom])
