"""What an official source says, whichever source it is: cases, hearings, questions and announced bills, as plain data."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Day = date | datetime
"""A day, or a moment (aware, Europe/Oslo) where the source gives a time other than midnight."""


class ItemKind(StrEnum):
    """What an item is. With its number it identifies the item, whichever source it came from."""

    CASE = "sak"
    COMMITTEE_HEARING = "komitehøring"
    HEARING = "høring"
    """A ministry's."""
    BILL = "varslet sak"
    """A bill that the government has announced for a month."""
    QUESTION = "spørsmål"
    """A written question from a representative to a minister."""
    INTERPELLATION = "interpellasjon"
    NEWS = "nyhet"
    RECOMMENDATION = "innstilling"
    """Of a committee. Its number is the id of the publication."""
    DECISION = "vedtak"
    """Of the Storting. Its number is the case's."""
    MEETING = "stortingsmøte"
    """A meeting of the Storting; `cases` are those on its agenda."""
    COUNCIL_CASE = "kommunesak"
    """A case on the agenda of a municipality's council or committee; `body` is the municipality."""


class Status(StrEnum):
    """The statuses that are known, in the sources' words (bokmål)."""

    PLANNED = "planlagt"
    PROVISIONAL = "planlagt med forbehold"
    ONGOING = "pågår"
    HELD = "avholdt"
    CANCELLED = "avlyst"
    OPEN = "på høring"
    CONSIDERED = "under behandling"
    FINISHED = "ferdigbehandlet"
    RECEIVED = "mottatt"
    ANNOUNCED = "varslet"
    WITHDRAWN = "trukket"
    LAPSED = "bortfalt"
    PRESENTED = "fremmet"
    """A bill that was announced, and has come."""

    @property
    def is_over(self) -> bool:
        """Return True if nobody can answer any more."""
        return self in {
            Status.HELD,
            Status.CANCELLED,
            Status.FINISHED,
            Status.WITHDRAWN,
            Status.LAPSED,
            Status.PRESENTED,
        }


QUESTIONS = (ItemKind.QUESTION.value, ItemKind.INTERPELLATION.value)
"""The kinds that representatives ask a minister."""


class OfficialRole(StrEnum):
    """What somebody in public office is in a case or a question."""

    RAPPORTEUR = "saksordfører"
    PROPOSER = "forslagsstiller"
    ASKER = "spør"
    ASKED = "blir spurt"
    """A minister; `name` is the title, such as «samferdselsministeren»."""


@dataclass(frozen=True)
class OfficialPerson:
    """Somebody in public office, as the source names them in a case or a question. Empty is what it does not say."""

    role: OfficialRole
    name: str
    party: str = ""
    county: str = ""


@dataclass(frozen=True)
class OfficialEvent:
    """A step of a case, a deadline or a hearing day. `kind` is the source's own code.

    `on` is None if the source gives no day: it has not happened, or nobody knows when.
    """

    kind: str
    name: str
    on: Day | None
    is_deadline: bool = False
    place: str = ""


@dataclass(frozen=True)
class OfficialItem:
    """A case, a hearing, a question or an announced bill. Empty texts and None are what the source does not say.

    `body` is the committee or the ministry, `body_id` the source's id of it. `cases` are the numbers of the Storting's
    cases that a hearing is about. `month` is «mars» for a bill.
    """

    kind: ItemKind
    number: str
    title: str
    short_title: str = ""
    excerpt: str = ""
    body: str = ""
    body_id: str = ""
    published: Day | None = None
    updated: Day | None = None
    status: Status | None = None
    status_text: str = ""
    link: str = ""
    reference: str = ""
    month: str = ""
    is_written: bool | None = None
    events: tuple[OfficialEvent, ...] = ()
    cases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[OfficialPerson, ...] = ()

    @property
    def deadlines(self) -> tuple[Day, ...]:
        """Return every deadline, the earliest first."""
        return tuple(sorted((each.on for each in self.events if each.is_deadline and each.on), key=day_and_time))

    @property
    def deadline(self) -> Day | None:
        """Return the earliest deadline: to sign up comes before to be heard."""
        return next(iter(self.deadlines), None)


@dataclass(frozen=True)
class Session:
    """A session or a period of the Storting, with its first and last day. `is_current` is what the source says."""

    id: str
    first: date | None
    last: date | None
    is_current: bool = False


@dataclass(frozen=True)
class Representative:
    """A member of the Storting: the Storting's own ids of the person and the party, and the county's name.

    `committees` are pairs of an id and a name; None if the list says nothing of committees.
    """

    id: str
    name: str
    party: str
    county: str
    committees: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True)
class PublicationReference:
    """A publication of a case: its id at the source (`inns-202526-014s`), what it is called, and its address."""

    number: str
    title: str
    link: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph of a recommendation or a decision.

    `kind` is one of `models.official.documents.KINDS`, `author` says in words who wrote it (empty if nothing does),
    `parties` are their short forms, and `place` is where in the document it is.
    """

    text: str
    kind: str
    author: str
    place: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Publication:
    """A recommendation, with what it is called, its number («Innst. 14 S (2025–2026)») and its paragraphs in order."""

    title: str
    reference: str
    passages: tuple[Passage, ...]
    source: str = ""
    """What it is about: the bill or proposal, as the document names it."""


def as_day(value: Day | None) -> date | None:
    """Return the day of a day or a moment."""
    return value.date() if isinstance(value, datetime) else value


def day_and_time(value: Day) -> tuple[date, str]:
    """Return what days and moments can be sorted by; a day without a time is at its end, as a deadline is."""
    return (value.date(), value.time().isoformat()) if isinstance(value, datetime) else (value, "24")
