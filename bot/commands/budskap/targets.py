"""The targets of `/budskap`. Each has a `label` to show and a `ref` that finds it again."""

from dataclasses import dataclass

from content.schema.messages import Alliance, Audience, Campaign, Issue, Step, Track


@dataclass(frozen=True)
class Theme:
    """A prioritised issue as a whole."""

    issue: Issue

    @property
    def ref(self) -> str:
        """Return the theme's id."""
        return self.issue.id

    @property
    def label(self) -> str:
        """Return the theme's name."""
        return self.issue.name


@dataclass(frozen=True)
class TrackOf:
    """One track of an issue."""

    issue: Issue
    track: Track

    @property
    def ref(self) -> str:
        """Return the track's id."""
        return self.track.id

    @property
    def label(self) -> str:
        """Return the track's letter and name."""
        letter = f"Spor {self.track.letter}: " if self.track.letter else ""
        return letter + self.track.name


@dataclass(frozen=True)
class Recipient:
    """Someone to influence, with every issue that names them."""

    audiences: tuple[tuple[Issue, Audience], ...]

    @property
    def ref(self) -> str:
        """Return the id of the first of them."""
        return self.audiences[0][1].id

    @property
    def label(self) -> str:
        """Return their name."""
        return self.audiences[0][1].name

    def advice(self, issue: Issue | None = None) -> tuple[str, ...]:
        """Return the advice on them, without duplicates; only that of `issue` if it is given."""
        rows = [a.advice for i, a in self.audiences if a.advice and (issue is None or i.id == issue.id)]
        return tuple(dict.fromkeys(rows))


@dataclass(frozen=True)
class Ally:
    """A partner to cooperate with."""

    alliance: Alliance

    @property
    def ref(self) -> str:
        """Return the alliance's id with a prefix, since a recipient may have the same id."""
        return f"alliert {self.alliance.id}"

    @property
    def label(self) -> str:
        """Return the partner's name."""
        return self.alliance.name


@dataclass(frozen=True)
class StepOf:
    """A step of a campaign."""

    campaign: Campaign
    step: Step

    @property
    def ref(self) -> str:
        """Return the step's id."""
        return self.step.id

    @property
    def label(self) -> str:
        """Return the step's number and name."""
        return f"Grep {self.step.number}: {self.step.name}"


@dataclass(frozen=True)
class Main:
    """The main message of a campaign."""

    campaign: Campaign

    @property
    def ref(self) -> str:
        """Return the word for it in a command."""
        return "hovedbudskap"

    @property
    def label(self) -> str:
        """Return what it is, with the year."""
        return f"Hovedbudskap {self.campaign.year}"


@dataclass(frozen=True)
class BudgetNow:
    """What to say in the work with the state budget today."""

    ref: str = "statsbudsjett"
    label: str = "Statsbudsjettet i dag"


@dataclass(frozen=True)
class NtpNow:
    """The phases of the national transport plan that are open today."""

    ref: str = "ntp"
    label: str = "NTP i dag"


Target = Theme | TrackOf | Recipient | Ally | StepOf | Main | BudgetNow | NtpNow
