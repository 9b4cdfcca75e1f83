"""The first page of a report, half a page: what we asked for, what we got, what we did not get, what we propose next."""

from collections.abc import Iterable, Iterator, Sequence

from bot.cards.presented import name_of
from bot.cards.rows import short_title, short_when
from bot.cards.words import amount, capital, listing
from bot.reports.document import FigureSource, ReportHeading, ReportList, ReportPart, ReportText
from bot.reports.facts import PresentedTable, ReportFacts, by_kind
from bot.reports.measures import CASES, DEMANDS, compared, counted_source, measured
from content.schema.organisation import Priority
from models.occurrences.demands import MET, NOT_MET, PARTLY
from models.official.chains import MONEY
from models.tables import Demand

SHOWN = 3
SHOWN_DEMANDS = 2
DECIDED_IN = ("statsbudsjett", "ntp")
"""The parts of the calendar where the demands are decided."""
LONGEST = 150


def first_page(facts: ReportFacts) -> tuple[ReportPart, ...]:
    """Return the four questions and their answers."""
    cleared = "" if facts.is_internal else "klarerte "
    is_over = facts.audience == "årsmelding"
    return (
        ReportHeading("Hva vi ba om"),
        ReportList(_few(_asked(facts), f"Ingen {cleared}krav og ingen høringsinnspill er ført i perioden.")),
        ReportHeading("Hva vi fikk"),
        ReportList(_few(_got(facts), "Ingen gjennomslag er ført i perioden.")),
        ReportHeading("Hva vi ikke fikk"),
        ReportList(_few(_missed(facts), _nothing_missed(facts, cleared))),
        ReportHeading("Hva vi arbeider videre med" if is_over else "Hva vi foreslår videre"),
        ReportList(_few(_next(facts), "Ingenting er lagt inn for neste periode ennå.")),
    )


def _nothing_missed(facts: ReportFacts, cleared: str) -> str:
    if facts.tables:
        return f"Ingen {cleared}krav er ført som ikke oppfylt."
    return f"Ingen {cleared}krav er prøvd mot et fremlagt dokument i perioden."


def cut(text: str, most: int = LONGEST) -> str:
    """Return a text on one line; one that is longer than `most` ends with «…» after a whole word."""
    whole = " ".join(text.split())
    return whole if len(whole) <= most else f"{whole[: most - 1].rsplit(' ', 1)[0].rstrip(',;:')} …"


def of_demand(row: Demand, table: PresentedTable) -> FigureSource | None:
    """Return the row of a demand; None if it is not stored yet."""
    if not row.id:
        return None
    command = f"/budskap fremlegg {table.shown.document}"
    return FigureSource(f"Krav til {name_of(table.shown)}", ((DEMANDS, (row.id,)),), command)


def _few(entries: Iterable[ReportText], nothing: str) -> tuple[ReportText, ...]:
    """Return the first entries, and how many are left; or that there are none."""
    found = list(entries)
    left = len(found) - SHOWN
    more = (ReportText(f"{capital(amount(left, 'punkt', 'punkter'))} til. Se vedleggene."),) if left > 0 else ()
    return (*found[:SHOWN], *more) if found else (ReportText(nothing),)


def _asked(facts: ReportFacts) -> Iterator[ReportText]:
    for table in facts.tables:
        texts = [f"«{cut(each.text, 90).rstrip('.')}»" for each in table.demands[:SHOWN_DEMANDS]]
        left = len(table.demands) - SHOWN_DEMANDS
        texts += [f"{left} til"] if left > 0 else []
        ids = tuple(each.id for each in table.demands if each.id)
        source = FigureSource(
            f"Krav til {name_of(table.shown)}", ((DEMANDS, ids),), f"/budskap fremlegg {table.shown.document}"
        )
        count = amount(len(table.demands), "krav", "krav")
        yield ReportText(f"{count}: {listing(texts)}.", source, label=f"{capital(name_of(table.shown))}:")
    if not facts.tables:
        yield from _of_campaign(facts)
    if facts.inputs:
        inputs = measured(facts, "innspill")
        if inputs:
            yield ReportText(f"{inputs.text}.", inputs.source)


def _of_campaign(facts: ReportFacts) -> Iterator[ReportText]:
    campaign = facts.pack.campaign(facts.period.last.year)
    for each in campaign.main.priorities if campaign else ():
        issue = facts.pack.issue(each.theme)
        if each.krav and not each.is_retired:
            yield ReportText(cut(each.krav), label=f"{issue.name if issue else capital(each.theme)}:")


def _got(facts: ReportFacts) -> Iterator[ReportText]:
    yield from _verdicts(facts, {MET: "Oppfylt", PARTLY: "Delvis oppfylt"})
    for chain in facts.chains:
        money = [step for step in chain.steps if step.kind == MONEY and facts.period.includes(step.on)]
        for step in money:
            source = FigureSource("Penger", ((CASES, (step.id,)),), f"/effekt kjede {chain.case}")
            yield ReportText(f"{cut(step.text)} ({cut(chain.title, 80)})", source, label="Penger:")
        words = [step for step in chain.steps if step.kind != MONEY and facts.period.includes(step.on)]
        if words and not money:
            source = FigureSource("Gjennomslag", ((CASES, tuple(s.id for s in words)),), f"/effekt kjede {chain.case}")
            yield ReportText(cut(chain.title), source, label="Ord fra oss i Stortinget:")
    heaviest = max(facts.pack.media.effects, key=lambda each: each.weight, default=None)
    if heaviest:
        now, before = (len(by_kind(each).get(heaviest.id, ())) for each in (facts.effects, facts.effects_before))
        if now:
            source = counted_source(facts, heaviest.name, heaviest.id)
            yield ReportText(f"{compared(facts, now, before)}.", source, label=f"{heaviest.name}:")


def _missed(facts: ReportFacts) -> Iterator[ReportText]:
    yield from _verdicts(facts, {NOT_MET: "Ikke oppfylt"})
    for table in facts.tables:
        open_rows = [row for row in table.demands if row.verdict is None]
        if open_rows:
            count = amount(len(open_rows), "krav", "krav")
            yield ReportText(f"{capital(count)} til {name_of(table.shown)} er ikke vurdert ennå.")
    for chain in facts.chains:
        if chain.inputs and (chain.decision or chain.decided_on) and not chain.steps:
            yield ReportText(cut(chain.title), label="Vedtatt uten gjennomslag vi har ført:")


def _verdicts(facts: ReportFacts, names: dict[str, str]) -> Iterator[ReportText]:
    for verdict, name in names.items():
        for table in facts.tables:
            for row in table.demands:
                if row.verdict == verdict:
                    where = f"{name_of(table.shown)}{f', side {row.page}' if row.page else ''}"
                    yield ReportText(
                        f"{cut(row.text, 110).rstrip('.')} ({where})", of_demand(row, table), label=f"{name}:"
                    )


def _next(facts: ReportFacts) -> Iterator[ReportText]:
    for theme in _themes_to_go_on_with(facts):
        said = "Kravene" if facts.audience == "årsmelding" else "Stå på kravene"
        yield ReportText(f"{said} om {theme} som ikke er oppfylt{_door(facts)}.")
    if facts.is_internal:
        yield from _course(facts)
    campaign = facts.pack.campaign(facts.whole.last.year + 1)
    if campaign:
        yield ReportText(f"{campaign.name}.", label=f"Kampanjen for {campaign.year}:")


def _themes_to_go_on_with(facts: ReportFacts) -> Sequence[str]:
    themes = dict.fromkeys(
        row.theme for table in facts.tables for row in table.demands if row.theme and row.verdict in {PARTLY, NOT_MET}
    )
    issues = [facts.pack.issue(each) for each in themes]
    names = [each.definite or each.name for each in issues if each]
    return (listing(names),) if names else ()


def _door(facts: ReportFacts) -> str:
    """Return the next day that the budget or the transport plan can be influenced, to follow a sentence."""
    row = next((each for each in facts.coming if each.kind == "frist" and each.source in DECIDED_IN), None)
    return f". Neste frist: {short_title(row.title)}, {short_when(row, facts.today)}" if row else ""


def _course(facts: ReportFacts) -> Iterator[ReportText]:
    """Yield where the course may be adjusted: priorities with no result, and what has clearly become less."""
    done = {each.theme for each in facts.effects}
    empty = [_in_sentence(facts, each) for each in facts.pack.organisation.priorities if each.theme not in done]
    if empty:
        yield ReportText(
            f"Ingenting er ført om {listing(empty)}. Bør temaet prioriteres opp, eller hvile?", label="Kurs:"
        )
    for each in sorted(facts.pack.media.effects, key=lambda kind: -kind.weight):
        now, before = (len(by_kind(rows).get(each.id, ())) for rows in (facts.effects, facts.effects_before))
        if before >= 4 and now * 2 <= before:  # noqa: PLR2004 - a fall of one or two says nothing
            source = counted_source(facts, each.name, each.id)
            yield ReportText(f"{each.name} er minst halvert: {compared(facts, now, before)}.", source, label="Kurs:")


def _in_sentence(facts: ReportFacts, priority: Priority) -> str:
    issue = facts.pack.issue(priority.theme)
    return (issue.definite or issue.name) if issue else priority.name
