"""A whole content pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from content.document import Document
from content.faults import Fault
from content.schema.asked_as import AskedAs
from content.schema.base import Strict
from content.schema.dated import Budget, Ntp, Wheel
from content.schema.left_out import LeftOut
from content.schema.media import Media
from content.schema.messages import Alliances, Campaign, Crafts, Issue
from content.schema.organisation import Organisation
from content.schema.stakeholders import Stakeholder
from content.schema.wording import Keep, all_keeping, is_cleared, is_in_use, is_settled, keeping


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
    asked_as: tuple[AskedAs, ...] = field(default=(), repr=False)
    """How people ask for the entries; the shared pack's own tuple in a pack where nobody has changed it."""
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
        return self.shared if self.shared is not None and times(self.shared) == times(self) else self

    @property
    def start(self) -> "Pack":
        """Return the shared pack that this one comes from; itself if it is one."""
        return self if self.shared is None else self.shared.start

    @cached_property
    def in_use(self) -> "Pack":
        """Return the pack without texts that are not used any more."""
        return self.keeping(is_in_use)

    @cached_property
    def settled(self) -> "Pack":
        """Return the pack without texts that have something left to settle: what may be pushed."""
        return self.keeping(is_settled)

    @cached_property
    def cleared(self) -> "Pack":
        """Return the pack with cleared texts only: what guests and other organisations see."""
        return self.keeping(is_cleared)

    def keeping(self, keep: Keep) -> "Pack":
        """Return the pack with the texts that are kept; itself if all are."""
        issues, campaigns = all_keeping(self.issues, keep), all_keeping(self.campaigns, keep)
        budget = keeping(self.budget, keep)
        if issues is self.issues and campaigns is self.campaigns and budget is self.budget:
            return self
        # What is due does not depend on what is said.
        return replace(self, issues=issues, campaigns=campaigns, budget=budget, shared=self.timing)

    def having(self, name: str, field: str) -> tuple[Any, ...]:
        """Return the issues, or the campaigns, that have a value in a field that most have none in."""
        return tuple(each for each in getattr(self, name) if getattr(each, field) is not None)

    def campaign(self, year: int) -> Campaign | None:
        """Return the campaign of that year, if the pack has one."""
        return next((c for c in self.campaigns if c.year == year), None)

    def issue(self, theme: str) -> Issue | None:
        """Return the issue with that id."""
        return next((i for i in self.issues if i.id == theme), None)


def times(pack: Pack) -> tuple[object, ...]:
    """Return what nudges are planned by.

    The steps of the campaigns, what is said without one, the calendar, and how long figures are good.
    """
    steps = tuple((each.year, tuple((step.id, step.quarter) for step in each.steps)) for each in pack.campaigns)
    figures = tuple((fact.id, fact.good_until) for issue in pack.issues for fact in issue.having("facts", "good_until"))
    themes = {each.theme for each in pack.organisation.priorities}
    said = tuple((each.id, each.rests_until) for each in pack.issues if each.id in themes and each.tracks)
    return (steps, pack.organisation.years, said, pack.wheel.calendar, figures)
