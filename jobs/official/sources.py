"""The sources: their addresses, how often each is asked, and what each should send."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import quote

from jobs.official.answer import Answer, Reader
from models.official.items import ItemKind
from models.official.members import ELECTED, SITTING, period_on
from models.official.sources import OWNERS, PREVIOUS

STORTING, GOVERNMENT = "https://data.stortinget.no", "https://www.regjeringen.no"
STORTING_PAGES = "https://www.stortinget.no"
EINNSYN, EINNSYN_PAGES = "https://api.einnsyn.no", "https://einnsyn.no"
LISTING = "/no/dokument/hoyringar/id1763/"
"""The plain listing of hearings: robots.txt closes those with a query."""
FEED = f"/no/rss/Rss/2581966/?documentType={quote('dokumenter/høringer', safe='/')}&owner="
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OCTOBER = 10
OPENING_DAYS = 14
"""For how long a new session may be empty, and the one before it is still read."""


@dataclass(frozen=True)
class Source:
    """A source. `is_stamped`: each answer has a moment or a random word in it, so that two are never the same.

    `page_of` is the kind of item whose own page it is: the address is that of all of them, and where it begins.
    """

    key: str
    reader: Reader
    url: str
    every: timedelta
    is_stamped: bool = False
    is_new_session: bool = False
    is_newest: bool = False
    """True for a list of only the newest: if all of it is new, something may have been missed."""
    has_dates: bool = True
    may_shrink: bool = False
    """True for a list that things leave: it is compared with what it had last, and for a week."""
    page_of: ItemKind | None = None


@dataclass(frozen=True)
class Places:
    """Where the sources are: the real ones, unless tests or a demonstration serve their own.

    `einnsyn` is empty where the municipalities' cases are not read, as they are not unless somebody asks for it.
    """

    storting: str = STORTING
    government: str = GOVERNMENT
    einnsyn: str = ""

    def sources(self, session: str, previous: str, today: date) -> tuple[Source, ...]:
        """Return the sources of a day. In the first days of a session the one before it is read too."""
        is_new = today.month == OCTOBER and today.day <= OPENING_DAYS
        found = [*self._of_storting(session, today, is_new=is_new), *self._of_government(), *self._of_einnsyn()]
        if is_new:
            before = self._of_storting(previous, today, is_new=False)
            found += [replace(each, key=f"{each.key}{PREVIOUS}") for each in before if "sesjonid" in each.url]
        return tuple(found)

    def placed(self, answer: Answer) -> Answer:
        """Return an answer with its items' links at these places: a made-up item has no page at the real ones."""
        if replace(self, einnsyn="") == Places():
            return answer
        return replace(
            answer,
            items=tuple(replace(each, link=self._link(each.link)) for each in answer.items),
            references=tuple(replace(each, link=self._link(each.link)) for each in answer.references),
        )

    def _link(self, link: str) -> str:
        pages = ((STORTING_PAGES, self.storting), (GOVERNMENT, self.government), (EINNSYN_PAGES, self.einnsyn))
        for site, here in pages:
            if here and link.startswith(f"{site}/"):
                return here + link.removeprefix(site)
        return link

    def _of_storting(self, session: str, today: date, *, is_new: bool) -> tuple[Source, ...]:
        base, json, of = f"{self.storting}/eksport/", "format=json", f"sesjonid={session}"
        return (
            Source("stortinget-sesjoner", Reader.SESSIONS, f"{base}sesjoner?{json}", DAY, is_stamped=True),
            Source("stortinget-saker", Reader.CASES, f"{base}saker?{of}&{json}", DAY / 2, is_stamped=True, is_new_session=is_new),
            Source("stortinget-horinger", Reader.HEARINGS, f"{base}horinger?{of}&{json}", 6 * HOUR, is_stamped=True, is_new_session=is_new),
            Source("stortinget-ventede", Reader.BILLS, f"{base}ventedesaker?{json}", DAY, is_stamped=True, has_dates=False, may_shrink=True),
            Source("stortinget-sporsmal", Reader.QUESTIONS, f"{base}skriftligesporsmal?{of}&status=alle&{json}", DAY / 2, is_stamped=True, is_new_session=is_new),
            Source("stortinget-interpellasjoner", Reader.INTERPELLATIONS, f"{base}interpellasjoner?{of}&{json}", DAY, is_stamped=True, is_new_session=is_new),
            Source("stortinget-sak", Reader.CASE, f"{base}sak?{json}&sakid=", HOUR, has_dates=False, page_of=ItemKind.CASE),
            Source(ELECTED, Reader.REPRESENTATIVES, f"{base}representanter?stortingsperiodeid={period_on(today)}&{json}", DAY, is_stamped=True, has_dates=False),
            Source(SITTING, Reader.REPRESENTATIVES, f"{base}dagensrepresentanter?{json}", DAY, is_stamped=True, has_dates=False),
            Source("stortinget-innstilling", Reader.RECOMMENDATION, f"{base}publikasjon?publikasjonid=", HOUR, has_dates=False, page_of=ItemKind.RECOMMENDATION),
            Source("stortinget-moter", Reader.MEETINGS, f"{base}moter?{of}&{json}", DAY, is_stamped=True, is_new_session=is_new),
            Source("stortinget-dagsorden", Reader.AGENDA, f"{base}dagsorden?{json}&moteid=", HOUR, has_dates=False, page_of=ItemKind.MEETING),
            Source("stortinget-voteringer", Reader.VOTES, f"{base}voteringer?{json}&sakid=", HOUR, has_dates=False, page_of=ItemKind.DECISION),
        )  # fmt: skip

    def _of_government(self) -> tuple[Source, ...]:
        listing = f"{self.government}{LISTING}"
        feed = f"{self.government}{FEED}"
        return (
            Source("regjeringen-liste", Reader.LISTING, listing, HOUR, is_stamped=True, is_newest=True),
            Source("regjeringen-side", Reader.PAGE, self.government, HOUR, page_of=ItemKind.HEARING),
            *(Source(f"regjeringen-rss-{number}", Reader.FEED, f"{feed}{number}", 2 * HOUR) for number in OWNERS),
        )

    def _of_einnsyn(self) -> tuple[Source, ...]:
        # The newest hundred, by when they were published: no filter of days, which is silently ignored if misspelt.
        query = "entity=Moetesak&sortBy=publisertDato&sortOrder=desc&limit=100&expand=journalenhet,moetemappe"
        url = f"{self.einnsyn}/search?{query}"
        return (Source("einnsyn-moetesaker", Reader.COUNCIL_CASES, url, HOUR, is_newest=True),) if self.einnsyn else ()


def real_places(*, einnsyn: bool) -> Places:
    """Return where the real sources are, with eInnsyn's if the municipalities' cases are to be read."""
    return Places(einnsyn=EINNSYN if einnsyn else "")


def session_before(session: str) -> str:
    """Return the id of the session before «2025-2026»."""
    first = int(session[:4]) - 1
    return f"{first}-{first + 1}"
