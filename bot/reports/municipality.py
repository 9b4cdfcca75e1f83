"""«Dette betyr det for Lillestrøm»: a page for a municipality, as PDF and for the page of a round.

It is read outside: only cleared texts, nothing from the register, and no dates that we have set ourselves. A municipality
that we have no local fact of gets no page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.cards.round_words import BOKMAL, NYNORSK, round_words
from bot.cards.rows import short_title, short_when
from bot.cards.speaker_parts import spokesperson_text
from bot.cards.words import capital, listing, number, short_day
from bot.reports.document import Report, ReportHeading, ReportList, ReportPart, ReportRow, ReportTable, ReportText
from bot.reports.facts import ReportFacts, ReportPeriod, by_kind, report_facts
from content.municipalities import Municipality
from content.schema.messages import Fact, Issue
from content.schema.pack import Pack
from models.members.members import members
from models.rounds.progress import uses_of
from models.tables import Workspace

COUNTY = 2
"""A county's number is the first two digits of its municipalities'."""
COMING = 4


@dataclass(frozen=True)
class LocalWords:
    """The words around what is known, in one language. Names in braces are filled in."""

    language: str
    title: str
    here: str
    ask: str
    done: str
    nothing: str
    speak: str
    cases: str
    said: str
    used: str
    where: str
    coming: str
    dates: str
    what: str
    when: str
    no_dates: str
    days: Mapping[str, str]
    """Words of a day that are others than in bokmål."""


NB = LocalWords(
    language=BOKMAL,
    title="Dette betyr det for {place}",
    here="I {place}:",
    ask="Vi ber om:",
    done="Det vi har gjort i {year}:",
    nothing="Ingenting er ført ennå.",
    speak="Uttaler seg for oss:",
    cases="Saker herfra som betyr noe for hele regionen",
    said="Det er sagt herfra",
    used="{place} brukte budskapet om {title}{where} {day}.",
    where=" i {paper}",
    coming="Det som kommer",
    dates="Datoer det neste halvåret",
    what="Hva",
    when="Når",
    no_dates="Ingen datoer er lagt inn for det neste halvåret.",
    days={},
)
NN = LocalWords(
    language=NYNORSK,
    title="Dette betyr det for {place}",
    here="I {place}:",
    ask="Vi ber om:",
    done="Det vi har gjort i {year}:",
    nothing="Ingenting er ført enno.",
    speak="Uttalar seg for oss:",
    cases="Saker herifrå som betyr noko for heile regionen",
    said="Det er sagt herifrå",
    used="{place} brukte bodskapen om {title}{where} {day}.",
    where=" i {paper}",
    coming="Det som kjem",
    dates="Datoar det neste halvåret",
    what="Kva",
    when="Når",
    no_dates="Ingen datoar er lagde inn for det neste halvåret.",
    days={"mandag": "måndag", "tirsdag": "tysdag", "lørdag": "laurdag", "trolig": "truleg", "omtrent": "om lag"},
)


@dataclass(frozen=True)
class LocalPriority:
    """One of our priorities in a municipality: a local `fact`, and its `source` with from where and when.

    `done` is what we did this year, and `speakers` who speaks for us.
    """

    name: str
    demand: str
    fact: str
    source: str
    done: str = ""
    speakers: Sequence[str] = ()


@dataclass(frozen=True)
class LocalPage:
    """What our priorities mean in a municipality: those we have a local fact of. `coming` are pairs of what comes and when."""

    place: str
    owner: str
    year: int
    priorities: Sequence[LocalPriority]
    cases: Sequence[str] = ()
    """Cases from there, or from its sub-region, that matter to the whole region."""
    said: Sequence[str] = ()
    """Who there has used a message of ours this year, and where; nothing of who said no or is silent."""
    coming: Sequence[tuple[str, str]] = ()
    words: LocalWords = NB

    @property
    def title(self) -> str:
        """Return «Dette betyr det for Lillestrøm»."""
        return self.words.title.format(place=self.place)


def local_facts(pack: Pack, theme: str, place: str, today: date) -> tuple[Fact, ...]:
    """Return the facts of a theme about a municipality (its number), those of its own before those of its county."""
    issue = pack.issue(theme)
    known = [each for each in issue.facts if each.good_until is None or each.good_until >= today] if issue else []
    own = [each for each in known if place in each.places]
    return (*own, *(each for each in known if place[:COUNTY] in each.places and each not in own))


def has_local_page(pack: Pack, number: str, today: date) -> bool:
    """Return True if there is a cleared local fact of a municipality (its number), so that it has a page."""
    cleared = pack.cleared
    return any(local_facts(cleared, each.theme, number, today) for each in pack.organisation.priorities)


def local_page(
    session: Session, workspace: Workspace, pack: Pack, now: datetime, place: Municipality
) -> LocalPage | None:
    """Return the page of a municipality, by the cleared texts of a pack; None if there is no local fact to say.

    A priority that we have no local fact of is left out. The words around are in the member's language.
    """
    today = now.astimezone(workspace.zone).date()
    if not has_local_page(pack, place.number, today):
        return None
    year = ReportPeriod(date(today.year, 1, 1), date(today.year, 12, 31))
    facts = report_facts(session, workspace, pack, now, year, "medlemmer")
    found = {each.number: each for each in members(session, workspace.id, pack)}.get(place.number)
    words = NN if found and found.language == NYNORSK else NB
    priorities = (_priority(facts, each.theme, each.name, place, words) for each in facts.pack.organisation.priorities)
    coming = [
        (short_title(each.title), capital(_when(short_when(each, today), words))) for each in facts.coming[:COMING]
    ]
    return LocalPage(
        place.name,
        facts.pack.organisation.name,
        today.year,
        [each for each in priorities if each],
        _cases(facts.pack, place, found.region if found else ""),
        _said(session, workspace, place, today, words),
        coming,
        words,
    )


def _said(session: Session, workspace: Workspace, place: Municipality, today: date, words: LocalWords) -> list[str]:
    """Return where the municipality has used our messages this year; without the people, who are the register's."""
    found = []
    for use in uses_of(session, workspace.id, place.number, date(today.year, 1, 1)):
        day = round_words(words.language).short_day(use.at.astimezone(workspace.zone).date(), today)
        where = words.where.format(paper=use.where) if use.where else ""
        found.append(words.used.format(place=place.name, title=use.title, where=where, day=day))
    return found


def _when(text: str, words: LocalWords) -> str:
    return " ".join(words.days.get(each, each) for each in text.split(" "))


def _cases(pack: Pack, place: Municipality, region: str) -> list[str]:
    """Return the cases from a municipality that matter to the whole region, then those of its sub-region."""
    ours = {each.id for each in pack.organisation.subregions if each.name == region}
    cases = [each for each in pack.organisation.local_cases if not each.internal]
    own = [each for each in cases if place.number in each.places]
    return [each.text for each in (*own, *(each for each in cases if each.subregion in ours and each not in own))]


def local_report(page: LocalPage) -> Report:
    """Return the page as a report to print."""
    words = page.words
    parts: list[ReportPart] = []
    for each in page.priorities:
        parts += [ReportHeading(each.name), *_parts(page, each)]
    for heading, texts in ((words.cases, page.cases), (words.said, page.said)):
        if texts:
            parts += [ReportHeading(heading), ReportList(tuple(ReportText(each) for each in texts))]
    parts.append(ReportHeading(words.coming))
    rows = tuple(ReportRow(each) for each in page.coming)
    table = ReportTable(words.dates, (words.what, words.when), rows)
    parts.append(table if rows else ReportText(words.no_dates))
    return Report(page.title, page.owner, page.owner, tuple(parts), shows_sources=False, language=words.language)


def _parts(page: LocalPage, priority: LocalPriority) -> Iterator[ReportPart]:
    words = page.words
    yield ReportText(f"{priority.fact} ({priority.source})", label=words.here.format(place=page.place))
    if priority.demand:
        yield ReportText(priority.demand, label=words.ask)
    yield ReportText(priority.done or words.nothing, label=words.done.format(year=page.year))
    if priority.speakers:
        yield ReportText(f"{listing(priority.speakers)}.", label=words.speak)


def _priority(
    facts: ReportFacts, theme: str, name: str, place: Municipality, words: LocalWords
) -> LocalPriority | None:
    fact = next(iter(local_facts(facts.pack, theme, place.number, facts.today)), None)
    if fact is None:
        return None
    watched = facts.pack.media.theme(theme)
    text = fact.text_nn if words.language == NYNORSK and fact.text_nn else fact.text
    return LocalPriority(
        name,
        _demand(facts, facts.pack.issue(theme)),
        text.rstrip("."),
        _source(fact),
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
