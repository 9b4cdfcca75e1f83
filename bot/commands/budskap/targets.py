"""The targets of `/budskap`. Each has a `label` to show and a `ref` that finds it again."""

from dataclasses import dataclass

from bot.cards.checklists import Advice, Checklist
from content.schema.messages import Alliance, Audience, Campaign, Issue, Step, Track
from content.schema.organisation import LocalCase


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


@dataclass(frozen=True)
class ChecklistOf:
    """A checklist, or the checklists that belong together at a moment."""

    ref: str
    label: str
    lists: tuple[Checklist, ...]

    @classmethod
    def of(cls, shown: Checklist | Advice) -> "ChecklistOf":
        """Return the target of one checklist, or of the advice for a moment."""
        return cls(shown.ref, shown.name, shown.lists if isinstance(shown, Advice) else (shown,))


@dataclass(frozen=True)
class ThreeThings:
    """The text «Tre ting dere kan gjøre for …» of an issue; `place` is who gets it, if it is somebody in particular."""

    issue: Issue
    place: str = ""

    @property
    def ref(self) -> str:
        """Return the words that find it in a command."""
        return f"tre ting {self.issue.id} {self.place}".strip()

    @property
    def number(self) -> int:
        """Return how many things there are, at most three: one for each track with a demand."""
        return len(self.tracks)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Return the tracks whose demands are the things, the lodestar first."""
        ranked = sorted(self.issue.tracks, key=lambda track: track.id != self.issue.lodestar)
        return tuple(track for track in ranked if track.krav)[:MOST_THINGS]

    @property
    def label(self) -> str:
        """Return the title, as in «Tre ting dere kan gjøre for jernbanen»."""
        return f"{THINGS[self.number]} dere kan gjøre for {self.issue.definite or self.issue.name}"

    @property
    def short_label(self) -> str:
        """Return the title as a button's label, which must fit on a phone."""
        return f"{THINGS[self.number]} for {self.issue.definite or self.issue.name}"


MOST_THINGS = 3
THINGS = ("Det", "Én ting", "To ting", "Tre ting")


@dataclass(frozen=True)
class Locality:
    """A municipality or a sub-region that asks, and the cases from there that matter to the whole region."""

    ref: str
    label: str
    names: tuple[str, ...]
    cases: tuple[LocalCase, ...] = ()
    own_cases: tuple[LocalCase, ...] = ()
    """Those that are found by their own words here: a case of a sub-region is found at its municipality."""


@dataclass(frozen=True)
class AboutUs:
    """Our goals, strengths and challenges."""

    ref: str = "mål"
    label: str = "Mål, styrker og utfordringer"


Target = (
    Theme
    | TrackOf
    | Recipient
    | Ally
    | StepOf
    | Main
    | BudgetNow
    | NtpNow
    | ChecklistOf
    | ThreeThings
    | Locality
    | AboutUs
)
