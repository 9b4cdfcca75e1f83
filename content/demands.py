"""Our demands to what the government presents, as a pack has them: those of the year's campaign, and of the tracks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from content.emphasis import is_resting, tracks_in_order
from content.folding import fold
from content.schema.base import Outward
from content.schema.dated import PresentedDocument
from content.schema.messages import Issue
from content.schema.pack import Pack

TRANSPORT_PLAN = ("ntp", "nasjonal transportplan")
"""Words in the formal processes of a theme that the national transport plan decides on."""


@dataclass(frozen=True)
class PackDemand:
    """A demand of a pack, word for word. `origin` is `<campaign or theme>/<entry>`."""

    origin: str
    text: str
    theme: str
    is_cleared: bool


def demands_of(pack: Pack, document: PresentedDocument, day: date) -> tuple[PackDemand, ...]:
    """Return the demands to a document that is presented about that day: each once, the campaign's first.

    What is out of use is left out, and so are themes that rest that day. To the transport plan go the themes that have
    it among their processes, or all if none has.
    """
    issues = [each for each in pack.issues if not is_resting(each, day)]
    of_plan = [each for each in issues if _is_in_plan(each)]
    wanted = of_plan if document == "ntp" and of_plan else issues
    found: dict[str, PackDemand] = {}
    for each in (*_of_campaign(pack, wanted, day.year), *_of_tracks(wanted, day)):
        found.setdefault(fold(each.text), each)
    return tuple(found.values())


def _of_campaign(pack: Pack, issues: list[Issue], year: int) -> Iterator[PackDemand]:
    campaign = pack.campaign(year)
    themes = {each.id for each in issues}
    for each in campaign.main.priorities if campaign else ():
        if each.theme in themes and not each.is_retired:
            yield _demand(f"{campaign.id if campaign else ''}/{each.id}", each.krav, each.theme, each)


def _of_tracks(issues: list[Issue], day: date) -> Iterator[PackDemand]:
    for issue in issues:
        for track in tracks_in_order(issue, day):
            if track.krav and not track.is_retired:
                yield _demand(f"{issue.id}/{track.id}", track.krav, issue.id, track)


def _demand(origin: str, text: str, theme: str, entry: Outward) -> PackDemand:
    return PackDemand(origin, " ".join(text.split()), theme, entry.is_cleared)


def _is_in_plan(issue: Issue) -> bool:
    words = [set(fold(each.text).replace("(", " ").replace(")", " ").split()) for each in issue.processes]
    return any(set(name.split()) <= each for each in words for name in TRANSPORT_PLAN)
