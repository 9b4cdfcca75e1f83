"""Entries that the calendar turns into occurrences, and the files that hold them."""

from datetime import date
from typing import Literal, get_args

from pydantic import Field

from content.schema.base import Activity, Certainty, DoneBy, Entry, Id, Outward, SetBy, Strict, Text
from content.schema.parties import Party, PartyStep
from content.schema.rules import AnyRule, Month

Kind = Literal["frist", "milepæl", "arrangement", "oppgave", "fase"]
"""Something to deliver, something that happens, somewhere to be, something to do in a month, a phase that is open."""


class Dated(Entry):
    """An entry with a rule for when, and how sure that is."""

    when: AnyRule = Field(alias="når")
    certainty: Certainty = Field(alias="sikkerhet")
    set_by: SetBy | None = Field(default=None, alias="satt_av")
    seen: tuple[date, ...] = Field(default=(), alias="sett")
    """The first days of it that are known from earlier years."""
    keywords: tuple[Text, ...] = Field(default=(), alias="stikkord")
    """What people call it besides, such as «RNB»: who searches for it finds it first."""


class Milestone(Dated):
    """A step of a cycle: a deadline to meet or an event to know of."""

    title: Text = Field(alias="tittel")
    kind: Literal["frist", "milepæl"] = Field(alias="slag")
    election: bool = Field(default=False, alias="valg")
    """True if roles change hands: the register should be gone through afterwards."""
    done_by: DoneBy | None = Field(default=None, alias="gjøres_av")
    """Who does it; if nothing is said, we meet a deadline and others do the rest."""
    with_entry: Id | None = Field(default=None, alias="sammen_med")
    """The id of the entry it is ticked off together with, since both are about the same thing."""
    note: Text | None = Field(default=None, alias="merknad")
    link: str | None = Field(default=None, alias="lenke", pattern=r"^https://")
    parties: tuple[Party, ...] = Field(default=(), alias="partier")
    """The parties whose date it is."""
    party_step: PartyStep | None = Field(default=None, alias="partiledd")
    """Which of those parties' dates it is."""


class BudgetPhase(Dated, Outward):
    """A phase of the work with the budget of year t: what to do, and what to say."""

    name: Text = Field(alias="navn")
    activities: tuple[Activity, ...] = Field(alias="aktiviteter")
    budskap: Text


PresentedDocument = Literal["statsbudsjett", "rnb", "ntp"]
"""What the government presents on a day: a state budget, a revised national budget, a national transport plan."""
Tone = Literal["fornøyd", "skuffet"]
Outlet = Literal["presse", "linkedin", "ordførere"]


class Reaction(Entry, Outward):
    """What we say on the day a document is presented, written beforehand: to the press, on LinkedIn, to the mayors."""

    tone: Tone
    to: Outlet = Field(alias="til")
    documents: tuple[PresentedDocument, ...] = Field(default=get_args(PresentedDocument), alias="gjelder", min_length=1)
    text: Text = Field(alias="tekst")


class Budget(Strict):
    """`statsbudsjett.yaml`, read against the budget year t."""

    milestones: tuple[Milestone, ...] = Field(alias="milepæler")
    phases: tuple[BudgetPhase, ...] = Field(alias="faser")
    reactions: tuple[Reaction, ...] = Field(default=(), alias="reaksjoner")


class NtpPhase(Dated):
    """A phase of the national transport plan: what happens, and what room there is for influence."""

    name: Text = Field(alias="navn")
    window: Text = Field(alias="vindu")
    happens: Text = Field(alias="hva_skjer")
    influence: Text = Field(alias="påvirkningsrom")
    yearly: bool = Field(default=False, alias="hvert_år")
    """True: open in these months every year, not only relative to the year of presentation."""
    note_when: AnyRule | None = Field(default=None, alias="ifølge_notatet")
    """The note's window, if `when` is the pattern of earlier rounds: it is shown beside it."""


class NtpPeriod(Dated):
    """One of the periods that matter most to the organisation."""

    name: Text = Field(alias="navn")
    yearly: bool = Field(default=False, alias="hvert_år")
    """True: open in these months every year, not only relative to the year of presentation."""


class Ntp(Strict):
    """`ntp.yaml`, read against the year the plan is presented."""

    presented: int = Field(alias="fremlegges", ge=2020, le=2100)
    every: int = Field(default=4, alias="syklus", ge=1, le=10)
    link: str | None = Field(default=None, alias="lenke", pattern=r"^https://")
    milestones: tuple[Milestone, ...] = Field(default=(), alias="milepæler")
    phases: tuple[NtpPhase, ...] = Field(alias="faser")
    periods: tuple[NtpPeriod, ...] = Field(alias="perioder")


WheelField = Literal["arrangementer", "statsbudsjett", "ntp", "nettverksbygging", "saker"]


class WheelEntry(Entry):
    """One thing of one month. `when` narrows the month down if more is known; without it the whole month is meant."""

    text: Text = Field(alias="tekst")
    consider: bool = Field(default=False, alias="vurderes")
    kind: Kind = Field(default="oppgave", alias="slag")
    done_by: DoneBy | None = Field(default=None, alias="gjøres_av")
    """Who does it; if nothing is said, others do an event, a milestone or a phase, and we do the rest."""
    with_entry: Id | None = Field(default=None, alias="sammen_med")
    """The id of the entry it is ticked off together with, since both are about the same thing."""
    theme: Id | None = Field(default=None, alias="tema")
    when: AnyRule | None = Field(default=None, alias="når")
    certainty: Certainty = Field(default="måned", alias="sikkerhet")
    set_by: SetBy | None = Field(default=None, alias="satt_av")
    seen: tuple[date, ...] = Field(default=(), alias="sett")
    """The first days of it that are known from earlier years."""
    note: Text | None = Field(default=None, alias="merknad")
    link: str | None = Field(default=None, alias="lenke", pattern=r"^https://")
    keywords: tuple[Text, ...] = Field(default=(), alias="stikkord")
    """What people call it besides."""
    responsible: Text | None = Field(default=None, alias="ansvarlig")
    """Who is responsible for it every year: a person's id on the chat platform."""
    only: int | None = Field(default=None, alias="bare_i", ge=2000, le=2100)
    """The only year it is meant for; None for every year."""
    rests_until: date | None = Field(default=None, alias="hviler_til")
    """Until that day it is not pushed, and is not a gap."""


class YearWindowEntry(Dated):
    """A time of the political year when something can be influenced, beside the phases of the budget and the NTP.

    Read against the calendar year. It is no occurrence: what happens on a day has entries of its own.
    """

    name: Text = Field(alias="navn")
    process: Text | None = Field(default=None, alias="prosess")
    """What it is a part of, which is named with its year before the name."""
    kind: Literal["rnb", "parti", "valg"] = Field(alias="slag")
    to_do: tuple[Text, ...] = Field(alias="gjør", min_length=1)
    ends_with: Id | None = Field(default=None, alias="slutter_med")
    """The id of the entry of the calendar on whose last day it ends, in place of the end of `when`."""
    link: str | None = Field(default=None, alias="lenke", pattern=r"^https://")


class WheelMonth(Strict):
    """A month of the wheel; a field that is empty in the source is an empty list: a gap to fill."""

    month: Month = Field(alias="måned")
    arrangementer: tuple[WheelEntry, ...]
    statsbudsjett: tuple[WheelEntry, ...]
    ntp: tuple[WheelEntry, ...]
    nettverksbygging: tuple[WheelEntry, ...]
    saker: tuple[WheelEntry, ...]


class Wheel(Strict):
    """`arshjul.yaml`: the annual wheel, and dated events of the political year beside it."""

    months: tuple[WheelMonth, ...] = Field(alias="måneder", min_length=12, max_length=12)
    calendar: tuple[Milestone, ...] = Field(default=(), alias="kalender")
    windows: tuple[YearWindowEntry, ...] = Field(default=(), alias="vinduer")
