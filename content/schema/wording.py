"""A pack's texts by whether they may be said: what is not kept is left out of lists, and single texts are empty."""

import re
from collections.abc import Callable
from typing import TypeVar

from content.schema.base import Outward
from content.schema.dated import Budget
from content.schema.messages import Campaign, Issue, Track

_UNITS = (
    r"(?:antall|prosent|%|kroner|kr|mill\w*|mrd\w*|milliard\w*|år|måneder|dager|km|kilometer|mil|plasser|prosjekt\w*)"
)
OPEN_POINT = re.compile(
    rf"""\(\s{{0,3}}\?{{1,9}}\s{{0,3}}\) | \?{{3,}}
    | \[[^\[\]]{{0,60}}(?:\.\.\.|…|sett\ inn|fyll\ inn|\?)[^\[\]]{{0,60}}\] | \bTBD\b | \bTODO\b
    | (?<![\w-])x(?:\ |\u00a0){_UNITS}(?!\w) | (?<![\w-])[xX]{{2,}}(?![\w-]) | \b[Aa]vklar\b[^.!?\n]*
    | _{{3,}} | \bN\.?\s?N\.(?!\w) | \AEksempel:""",
    re.VERBOSE,
)
"""Something left to settle in a text: «(?)», «x antall», «xx mill», «Avklar …», «[sett inn …]»; all of an example."""


def open_points(text: str) -> tuple[str, ...]:
    """Return what is left to settle in a text, as written there and without duplicates; empty if nothing is."""
    return tuple(dict.fromkeys(found[0].strip() for found in OPEN_POINT.finditer(text)))


S = TypeVar("S")
Entries = TypeVar("Entries", bound=Outward)
Keep = Callable[[Outward, str], bool]
"""Says whether a text of an entry is kept."""


def is_in_use(entry: Outward, _: str) -> bool:
    """Return True unless a text is not used any more."""
    return not entry.is_retired


def is_settled(_: Outward, text: str) -> bool:
    """Return True if a text has nothing left to settle: it may be pushed."""
    return not open_points(text)


def is_cleared(entry: Outward, text: str) -> bool:
    """Return True if guests and other organisations may see a text."""
    return entry.is_cleared and not open_points(text)


def issues_with(issues: tuple[Issue, ...], keep: Keep) -> tuple[Issue, ...]:
    """Return issues with the texts that are kept; the same tuple if all are."""
    return _same(issues, tuple(_issue(each, keep) for each in issues))


def campaigns_with(campaigns: tuple[Campaign, ...], keep: Keep) -> tuple[Campaign, ...]:
    """Return campaigns with the texts that are kept; the same tuple if all are."""
    return _same(campaigns, tuple(_campaign(each, keep) for each in campaigns))


def budget_with(budget: Budget, keep: Keep) -> Budget:
    """Return the budget with the texts that are kept; the same if all are."""
    phases = _same(budget.phases, tuple(_one_text(each, "budskap", keep) for each in budget.phases))
    return budget if phases is budget.phases else budget.model_copy(update={"phases": phases})


def _same(before: tuple[S, ...], after: tuple[S, ...]) -> tuple[S, ...]:
    are_same = len(before) == len(after) and all(one is other for one, other in zip(before, after, strict=True))
    return before if are_same else after


def _issue(issue: Issue, keep: Keep) -> Issue:
    lists: dict[str, tuple[Outward, ...]] = {
        "tracks": tuple(each for track in issue.tracks if (each := _track(track, keep)) is not None),
        "variants": tuple(each for each in issue.variants if keep(each, each.text)),
        "facts": tuple(each for each in issue.facts if keep(each, each.text)),
    }
    update: dict[str, object] = {
        name: found for name, found in lists.items() if _same(getattr(issue, name), found) is not getattr(issue, name)
    }
    if issue.narrative and not keep(issue, issue.narrative):
        update["narrative"] = None
    return issue.model_copy(update=update) if update else issue


def _track(track: Track, keep: Keep) -> Track | None:
    """Return the track with the texts that are kept; None if its message is not."""
    if not keep(track, track.budskap):
        return None
    gone = [name for name in ("hvorfor", "krav", "gevinst") if (text := getattr(track, name)) and not keep(track, text)]
    return track.model_copy(update=dict.fromkeys(gone)) if gone else track


def _campaign(campaign: Campaign, keep: Keep) -> Campaign:
    steps = _same(campaign.steps, tuple(_one_text(each, "slogan", keep) for each in campaign.steps))
    main = campaign.main
    priorities = _same(
        main.priorities, tuple(each for each in main.priorities if keep(each, each.text) and keep(each, each.krav))
    )
    has_main = not main.text or (keep(main, main.text) and keep(main, main.intro))
    if steps is campaign.steps and priorities is main.priorities and has_main:
        return campaign
    update: dict[str, object] = {"priorities": priorities} | ({} if has_main else {"text": ""})
    return campaign.model_copy(update={"steps": steps, "main": main.model_copy(update=update)})


def _one_text(entry: Entries, name: str, keep: Keep) -> Entries:
    text = getattr(entry, name)
    return entry if not text or keep(entry, text) else entry.model_copy(update={name: ""})
