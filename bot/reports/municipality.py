"""«Dette betyr det for Lillestrøm»: a page for a municipality, as PDF and for the page of a round.

It is read outside: only cleared texts, nothing from the register, and no dates that we have set ourselves. A municipality
that we have no local fact of gets no page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.cards.rows import short_title, short_when
from bot.cards.speaker_parts import spokesperson_text
from bot.cards.words import capital, listing, number, short_day
from bot.reports.document import Report, ReportHeading, ReportList, ReportPart, ReportRow, ReportTable, ReportText
from bot.reports.facts import ReportFacts, ReportPeriod, by_kind, report_facts
from content.municipalities import Municipality
from content.schema.messages import Fact, Issue
from content.schema.pack import Pack
from models.members.members import members
from models.tables import Workspace

COUNTY = 2
"""A county's number is the first two digits of its municipalities'."""
COMING = 4


@dataclass(frozen=True)
class LocalPriority:
    """One of our priorities in a municipality. `fact` is empty if we know nothing local; `source` says from where and when.

    `done` is what we did this year, and `speakers` who speaks for us.
    """

    name: str
    demand: str
    fact: str = ""
    source: str = ""
    done: str = ""
    speakers: Sequence[str] = ()


@dataclass(frozen=True)
class LocalPage:
    """What our priorities mean in a municipality. `coming` are pairs of what comes and when."""

    place: str
    owner: str
    year: int
    priorities: Sequence[LocalPriority]
    cases: Sequence[str] = ()
    """Cases from there, or from its sub-region, that matter to the whole region."""
    coming: Sequence[tuple[str, str]] = ()

    @property
    def title(self) -> str:
        """Return «Dette betyr det for Lillestrøm»."""
        return f"Dette betyr det for {self.place}"


def local_facts(pack: Pack, theme: str, place: str, today: date) -> tuple[Fact, ...]:
    """Return the facts of a theme about a municipality (its number), those of its own before those of its county."""
    issue = pack.issue(theme)
    known = [each for each in issue.facts if each.good_until is None or each.good_until >= today] if issue else []
    own = [each for each in known if place in each.places]
    return (*own, *(each for each in known if place[:COUNTY] in each.places and each not in own))


def local_page(
    session: Session, workspace: Workspace, pack: Pack, now: datetime, place: Municipality
) -> LocalPage | None:
    """Return the page of a municipality, by the cleared texts of a pack; None if there is no local fact to say."""
    today = now.astimezone(workspace.zone).date()
    if not any(local_facts(pack.cleared, each.theme, place.number, today) for each in pack.organisation.priorities):
        return None
    year = ReportPeriod(date(today.year, 1, 1), date(today.year, 12, 31))
    facts = report_facts(session, workspace, pack, now, year, "medlemmer")
    return LocalPage(
        place.name,
        facts.pack.organisation.name,
        today.year,
        [_priority(facts, each.theme, each.name, place) for each in facts.pack.organisation.priorities],
        _cases(session, workspace, facts.pack, place),
        [(short_title(each.title), capital(short_when(each, today))) for each in facts.coming[:COMING]],
    )


def _cases(session: Session, workspace: Workspace, pack: Pack, place: Municipality) -> list[str]:
    """Return the cases from a municipality that matter to the whole region, then those of its sub-region."""
    found = members(session, workspace.id, pack)
    region = next((each.region for each in found if each.number == place.number), "")
    ours = {each.id for each in pack.organisation.subregions if each.name == region}
    cases = [each for each in pack.organisation.local_cases if not each.internal]
    own = [each for each in cases if place.number in each.places]
    return [each.text for each in (*own, *(each for each in cases if each.subregion in ours and each not in own))]


def local_report(page: LocalPage) -> Report:
    """Return the page as a report to print."""
    parts: list[ReportPart] = []
    for each in page.priorities:
        parts += [ReportHeading(each.name), *_parts(page, each)]
    if page.cases:
        parts.append(ReportHeading("Saker herfra som betyr noe for hele regionen"))
        parts.append(ReportList(tuple(ReportText(each) for each in page.cases)))
    parts.append(ReportHeading("Det som kommer"))
    rows = tuple(ReportRow(each) for each in page.coming)
    nothing = ReportText("Ingen datoer er lagt inn for det neste halvåret.")
    parts.append(ReportTable("Datoer det neste halvåret", ("Hva", "Når"), rows) if rows else nothing)
    return Report(page.title, page.owner, page.owner, tuple(parts), shows_sources=False)


def _parts(page: LocalPage, priority: LocalPriority) -> Iterator[ReportPart]:
    if priority.fact:
        yield ReportText(f"{priority.fact} ({priority.source})", label=f"I {page.place}:")
    if priority.demand:
        yield ReportText(priority.demand, label="Vi ber om:")
    yield ReportText(priority.done or "Ingenting er ført ennå.", label=f"Det vi har gjort i {page.year}:")
    if priority.speakers:
        yield ReportText(f"{listing(priority.speakers)}.", label="Uttaler seg for oss:")


def _priority(facts: ReportFacts, theme: str, name: str, place: Municipality) -> LocalPriority:
    fact = next(iter(local_facts(facts.pack, theme, place.number, facts.today)), None)
    watched = facts.pack.media.theme(theme)
    return LocalPriority(
        name,
        _demand(facts, facts.pack.issue(theme)),
        fact.text.rstrip(".") if fact else "",
        _source(fact) if fact else "",
        _done(facts, theme),
        [spokesperson_text(each) for each in watched.spokespersons] if watched else [],
    )


def _source(fact: Fact) -> str:
    return f"{fact.kilde.rstrip('.')}, {short_day(fact.as_of, date.min)}" if fact.as_of else fact.kilde.rstrip(".")


def _demand(facts: ReportFacts, issue: Issue | None) -> str:
    """Return what we ask for: what the year's campaign says of the theme, else the demand of its first track."""
    if issue is None:
        return ""
    campaign = facts.pack.campaign(facts.today.year)
    said = [each.krav for each in campaign.main.priorities if each.theme == issue.id] if campaign else []
    return next((each for each in (*said, *(track.krav for track in issue.tracks)) if each), "")


def _done(facts: ReportFacts, theme: str) -> str:
    """Return «Medieoppslag: 7. Møter: 3.»."""
    counts = by_kind([each for each in facts.effects if each.theme == theme])
    names = [(each.name, len(counts.get(each.id, ()))) for each in facts.pack.media.effects]
    return " ".join(f"{name}: {number(count)}." for name, count in names if count)
