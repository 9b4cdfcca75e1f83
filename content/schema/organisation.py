"""`organisasjon.yaml`: who we are."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from content.schema.base import Entry, Id, Line, Strict, Text

MunicipalityNumber = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]


class Subregion(Entry):
    """A sub-region and the municipality that held its board seat (None if unknown)."""

    name: Text = Field(alias="navn")
    municipality: Text | None = Field(default=None, alias="kommune")
    number: str | None = Field(default=None, alias="kommunenummer", pattern=r"^\d{4}$")
    confirmed: Text = Field(alias="bekreftet")


class LocalCase(Line):
    """A case of one sub-region that matters to the whole region; shown where a place or a sub-region asks."""

    subregion: Id | None = Field(default=None, alias="delregion")
    places: tuple[MunicipalityNumber, ...] = Field(default=(), alias="steder")
    """Municipality numbers."""
    keywords: tuple[Text, ...] = Field(default=(), alias="stikkord")


class Member(Strict):
    """A member municipality. The list starts with what is known and is importable."""

    number: str = Field(alias="kommunenummer", pattern=r"^\d{4}$")
    name: Text = Field(alias="navn")
    subregion: Id | None = Field(default=None, alias="delregion")
    kilde: Text


class Members(Strict):
    """`medlemmer.yaml`: members imported from a list."""

    members: tuple[Member, ...] = Field(alias="medlemmer")


class Priority(Entry):
    """A prioritised area; `theme` is the id of its file in `saker/`."""

    name: Text = Field(alias="navn")
    theme: Id = Field(alias="tema")


class YearChoice(Strict):
    """What people chose for a year without a campaign."""

    id: Id
    year: int = Field(alias="år", ge=2000, le=2100)
    without_campaign: bool = Field(default=False, alias="uten_kampanje")
    """True if they decided on none, so that nobody is asked for one."""
    talk_rests: bool = Field(default=False, alias="ukens_budskap_hviler")
    """True if the week's message is not sent as long as there is no campaign."""


class Aim(Line):
    """A goal, a strength or a challenge, and what reports measure it by.

    A measure is the id of an effect (`medier.yaml`), or one of `MEASURES`.
    """

    measures: tuple[Id, ...] = Field(default=(), alias="måles_på")


Measure = Literal[
    "innspill", "krav", "kjeder", "malbaerere", "delregioner", "prioriterte", "samme-dag", "arshjul", "samtaler"
]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""Inputs sent, demands met, what came of cases in the Storting, members and sub-regions that carried a message, the share
of effects on the priorities, media cases finished the same day, the wheel, and talks with others."""


class Organisation(Entry):
    """The organisation the bot works for."""

    name: Text = Field(alias="navn")
    short_name: Text = Field(alias="kortnavn")
    about: Text = Field(alias="om")
    member_count: int = Field(alias="antall_medlemmer", ge=0)
    subregions: tuple[Subregion, ...] = Field(alias="delregioner")
    members: tuple[Member, ...] = Field(alias="medlemmer")
    priorities: tuple[Priority, ...] = Field(alias="prioriteringer")
    goals: tuple[Aim, ...] = Field(alias="mål")
    strengths: tuple[Aim, ...] = Field(alias="styrker")
    challenges: tuple[Aim, ...] = Field(alias="utfordringer")
    observations: tuple[Line, ...] = Field(default=(), alias="observasjoner")
    local_cases: tuple[LocalCase, ...] = Field(default=(), alias="delregionsaker")
    years: tuple[YearChoice, ...] = Field(default=(), alias="år")

    def choice(self, year: int) -> YearChoice | None:
        """Return what people chose for a year, if anything."""
        return next((each for each in self.years if each.year == year), None)
