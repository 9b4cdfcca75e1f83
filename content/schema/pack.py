"""A whole content pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from content.document import Document
from content.faults import Fault
from content.schema.base import Strict
from content.schema.dated import Budget, Ntp, Wheel
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
    faults: tuple[Fault, ...] = ()
    """What is wrong with the files now, if this is the last good content."""
    files: Mapping[str, Strict] = field(default_factory=dict, repr=False)
    """The files by their names, such as `saker/jernbane.yaml`."""
    documents: Mapping[str, Document] = field(default_factory=dict, repr=False)
    """What was read of each file; empty in a pack that people have changed."""
    template: "Pack | None" = field(default=None, repr=False)
    """What a new installation by OAuth starts from; None in that pack itself, and in one that people have changed."""
    shared: "Pack | None" = field(default=None, repr=False)
    """The pack that people's changes were applied to; None if this is that pack."""

    @cached_property
    def timing(self) -> "Pack":
        """Return the pack to plan with: the shared one, unless people changed when something is due.

        What is due is worked out once for each pack and day, and most workspaces share it.
        """
        return self.shared if self.shared is not None and _times(self.shared) == _times(self) else self

    def campaign(self, year: int) -> Campaign | None:
        """Return the campaign of that year, if the pack has one."""
        return next((c for c in self.campaigns if c.year == year), None)

    def issue(self, theme: str) -> Issue | None:
        """Return the issue with that id."""
        return next((i for i in self.issues if i.id == theme), None)


def _times(pack: Pack) -> tuple[object, ...]:
    """Return what nudges are planned by: the steps of the campaigns, and the calendar."""
    steps = tuple((each.year, tuple((step.id, step.quarter) for step in each.steps)) for each in pack.campaigns)
    return (steps, pack.wheel.calendar)
