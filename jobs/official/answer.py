"""What a reader makes of an answer."""

from dataclasses import dataclass
from enum import StrEnum

from models.official.items import OfficialItem, Publication, PublicationReference, Representative, Session


class Reader(StrEnum):
    """The readers, by the names that people see."""

    SESSIONS = "stortinget: sesjoner"
    CASES = "stortinget: saker"
    CASE = "stortinget: sak"
    HEARINGS = "stortinget: høringer"
    BILLS = "stortinget: ventede saker"
    QUESTIONS = "stortinget: skriftlige spørsmål"
    INTERPELLATIONS = "stortinget: interpellasjoner"
    REPRESENTATIVES = "stortinget: representanter"
    RECOMMENDATION = "stortinget: innstilling"
    MEETINGS = "stortinget: møter"
    AGENDA = "stortinget: dagsorden"
    VOTES = "stortinget: voteringer"
    STORTING_FEED = "stortinget: RSS"
    LISTING = "regjeringen: høringslisten"
    PAGE = "regjeringen: høringsside"
    FEED = "regjeringen: RSS"
    COUNCIL_CASES = "eInnsyn: møtesaker"


@dataclass(frozen=True)
class Answer:
    """The contents of an answer. `not_understood` says in words what was left out; `is_cut` that the end is missing.

    `total` is how many the source says it has.
    """

    reader: Reader
    items: tuple[OfficialItem, ...] = ()
    sessions: tuple[Session, ...] = ()
    people: tuple[Representative, ...] = ()
    publication: Publication | None = None
    references: tuple[PublicationReference, ...] = ()
    """The recommendations that a case's page names."""
    decision: str = ""
    """What the Storting decided in a case, as its page has it."""
    not_understood: tuple[str, ...] = ()
    is_cut: bool = False
    total: int | None = None

    @property
    def count(self) -> int:
        """Return how many rows there are, of whichever sort."""
        passages = self.publication.passages if self.publication else ()
        return len(self.items) + len(self.sessions) + len(self.people) + len(passages)
