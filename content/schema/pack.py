"""A whole content pack."""

from dataclasses import dataclass

from content.faults import Fault
from content.schema.dated import Budget, Ntp, Wheel
from content.schema.left_out import LeftOut
from content.schema.media import Media
from content.schema.messages import Alliances, Campaign, Crafts, Issue
from content.schema.organisation import Organisation
from content.schema.stakeholders import Stakeholder


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything one organisation says and knows, read and checked.

    A pack equals only itself, so that values computed from it can be cached by it (`functools.lru_cache`).
    """

    organisation: Organisation
    wheel: Wheel
    budget: Budget
    ntp: Ntp
    issues: tuple[Issue, ...]
    campaigns: tuple[Campaign, ...]
    alliances: Alliances
    crafts: Crafts
    media: Media
    stakeholders: tuple[Stakeholder, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    faults: tuple[Fault, ...] = ()
    """What is wrong with the files now, if this is the last good content."""

    def campaign(self, year: int) -> Campaign | None:
        """Return the campaign of that year, if the pack has one."""
        return next((c for c in self.campaigns if c.year == year), None)

    def issue(self, theme: str) -> Issue | None:
        """Return the issue with that id."""
        return next((i for i in self.issues if i.id == theme), None)
