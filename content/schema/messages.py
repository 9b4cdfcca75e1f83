"""What to say: issues (`saker/`), campaigns (`kampanjer/`), alliances and crafts. What is `Outward` is shown verbatim."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from content.schema.base import Activity, Entry, Id, Line, Outward, Strict, Text
from content.schema.parties import Party

Quarter = Annotated[int, Field(ge=1, le=4)]


class Track(Entry, Outward):
    """A track of an issue: the board decides `krav`, and the rest is derived from it."""

    name: Text = Field(alias="navn")
    letter: str | None = Field(default=None, alias="bokstav", pattern=r"^[A-ZÆØÅ]$")
    keywords: tuple[Text, ...] = Field(default=(), alias="stikkord")
    budskap: Text
    hvorfor: Text | None = None
    krav: Text | None = None
    gevinst: Text | None = None
    budskap_nn: Text | None = Field(default=None, alias="budskap_nynorsk")
    """The message in nynorsk, for members that use it in a round; with a demand only together with `krav_nn`."""
    krav_nn: Text | None = Field(default=None, alias="krav_nynorsk")


class Audience(Entry):
    """Someone to influence, and the words people use for them."""

    name: Text = Field(alias="navn")
    keywords: tuple[Text, ...] = Field(default=(), alias="stikkord")
    advice: Text | None = Field(default=None, alias="råd")


Place = Annotated[str, StringConstraints(pattern=r"^\d{2}(\d{2})?$")]


class Variant(Entry, Outward):
    """The message of an issue for a party, a place, or both."""

    parties: tuple[Party, ...] = Field(default=(), alias="partier")
    """Short forms, such as `Ap`; empty means all."""
    places: tuple[Place, ...] = Field(default=(), alias="steder")
    """Municipality numbers, or the first two digits for a whole county; empty means all."""
    for_whom: tuple[Text, ...] = Field(default=(), alias="for")
    """The places in words."""
    text: Text = Field(alias="tekst")

    @model_validator(mode="after")
    def _is_for_somebody(self) -> "Variant":
        if not self.parties and not self.places:
            message = "ventet partier, steder eller begge deler"
            raise ValueError(message)
        if self.places and not self.for_whom:
            message = "ventet «for» med hvem stedene står for, slik det skal leses"
            raise ValueError(message)
        return self


class Fact(Line, Outward):
    """A fact, or a case, that may be given to a journalist; one with places is also what a local page says of them."""

    as_of: date | None = Field(default=None, alias="per")
    """The day its figure was right."""
    good_until: date | None = Field(default=None, alias="gjelder_til")
    """The last day the figure may be used; its owner is asked a month before."""
    places: tuple[Place, ...] = Field(default=(), alias="steder")
    """Municipality numbers, or the first two digits for a whole county, that it is about; empty means no place."""
    text_nn: Text | None = Field(default=None, alias="tekst_nynorsk")
    """The same in nynorsk, for the texts of members that use it."""
    owner: Text | None = Field(default=None, alias="ansvarlig")
    """Who keeps the figure up to date: a person's id on the chat platform, or a name."""


class Issue(Entry, Outward):
    """A file of `saker/`: one prioritised issue, its tracks and how to move them. Its id is the theme's id.

    Its own clearing is that of the narrative.
    """

    name: Text = Field(alias="navn")
    definite: Text | None = Field(default=None, alias="bestemt_form")
    """The name in a sentence, such as «jernbanen» in «tre ting dere kan gjøre for jernbanen»."""
    keywords: tuple[Text, ...] = Field(alias="stikkord")
    narrative: Text | None = Field(default=None, alias="fortelling")
    lodestar: Id | None = Field(default=None, alias="ledestjerne")
    """The track that comes first in digest and cards."""
    lodestar_until: date | None = Field(default=None, alias="ledestjerne_til")
    """The last day it does; None until somebody changes it."""
    rests_until: date | None = Field(default=None, alias="hviler_til")
    """Until that day the theme is not pushed, and is not a gap."""
    goals: tuple[Line, ...] = Field(default=(), alias="mål")
    tracks: tuple[Track, ...] = Field(alias="spor")
    tactics: tuple[Line, ...] = Field(default=(), alias="taktiske_grep")
    actions: tuple[Line, ...] = Field(default=(), alias="tiltak")
    audiences: tuple[Audience, ...] = Field(default=(), alias="målgrupper")
    processes: tuple[Line, ...] = Field(default=(), alias="prosesser")
    variants: tuple[Variant, ...] = Field(default=(), alias="varianter")
    facts: tuple[Fact, ...] = Field(default=(), alias="fakta")
    """Facts and cases that are ready to be given to a journalist, each with its source."""


class CampaignPriority(Entry, Outward):
    """A priority of the campaign's main message, with its demand: decided by the board."""

    theme: Id = Field(alias="tema")
    text: Text = Field(alias="tekst")
    krav: Text
    krav_nn: Text | None = Field(default=None, alias="krav_nynorsk")


class MainMessage(Entry, Outward):
    """The message that recurs all year: decided by the board."""

    text: Text = Field(alias="tekst")
    text_nn: Text | None = Field(default=None, alias="tekst_nynorsk")
    intro: Text = Field(alias="innledning_prioriteringer")
    priorities: tuple[CampaignPriority, ...] = Field(alias="prioriteringer", min_length=1)
    carriers: Text = Field(alias="målbærere")


class Step(Entry, Outward):
    """A step («grep») of a campaign: a quarter, an aim, what to do, and the slogan, which is what is cleared."""

    number: int = Field(alias="nr", ge=1)
    name: Text = Field(alias="navn")
    quarter: Quarter = Field(alias="kvartal")
    aim: Text = Field(alias="mål")
    actions: tuple[Activity, ...] = Field(alias="tiltak")
    slogan: Text = Field(alias="slagord")
    note: Text | None = Field(default=None, alias="merknad")
    """What to settle before the slogan is used, such as an open figure in it."""


class Campaign(Entry):
    """A file of `kampanjer/`: a year's campaign."""

    name: Text = Field(alias="navn")
    year: int = Field(alias="år", ge=2000, le=2100)
    main: MainMessage = Field(alias="hovedbudskap")
    steps: tuple[Step, ...] = Field(alias="grep", min_length=1)


class Alliance(Entry):
    """A partner and the forms of cooperation with it."""

    name: Text = Field(alias="navn")
    about: Text = Field(alias="om")
    link: str | None = Field(default=None, alias="lenke", pattern=r"^https://")
    cooperation: tuple[Line, ...] = Field(alias="samarbeid")


CraftMoment = Literal["sak", "budskap", "møte", "effekt"]
"""A case that goes on, a message to say, people we have met, and the effects."""


class Craft(Entry):
    """One of the crafts of influence, as a short checklist."""

    number: int = Field(alias="nr", ge=1)
    name: Text = Field(alias="navn")
    moments: tuple[CraftMoment, ...] = Field(default=(), alias="vises_ved")
    """The moments whose cards lead to the checklist."""
    checklist: tuple[Line, ...] = Field(alias="sjekkliste")


class Crafts(Strict):
    """`handverk.yaml`."""

    crafts: tuple[Craft, ...] = Field(alias="håndverk")
    hearing: tuple[Line, ...] = Field(alias="høring")
    media: tuple[Id, ...] = Field(default=(), alias="mediearbeid")
    """The ids of the lines, of any checklist, that are about work with the media."""
    principles: tuple[Line, ...] = Field(default=(), alias="alliansebygging")
    visibility: tuple[Line, ...] = Field(default=(), alias="synlighet")
    national: tuple[Line, ...] = Field(default=(), alias="storting_og_regjering")
    subregions: tuple[Line, ...] = Field(default=(), alias="delregioner")


class Alliances(Strict):
    """`allianser.yaml`."""

    alliances: tuple[Alliance, ...] = Field(alias="allianser")
