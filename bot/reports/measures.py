"""What the goals, strengths and challenges of the note are measured by, and how each figure reads."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.cards.words import number
from bot.reports.document import FigureSource
from bot.reports.facts import ReportFacts, by_kind
from models.occurrences.demands import MET, PARTLY
from models.official.chains import MONEY

EFFECT_LOG, DEMANDS, CASES, FOLLOWED, WHEEL, TALKS, ROUNDS, INPUTS = (
    *("Effektloggen", "Krav", "Steg i kjedene", "Mediesaker"),
    *("Årshjulet", "Samtaler", "Runder", "Høringsinnspill"),
)
"""What the rows behind the figures are."""
INTERNAL = frozenset({"samme-dag", "samtaler", "arshjul"})
"""The measures that only the board sees."""


class Measured(NamedTuple):
    """A figure in words, and the rows behind it."""

    text: str
    source: FigureSource | None = None


def measured(facts: ReportFacts, name: str) -> Measured | None:
    """Return what a measure shows; None if the audience may not see it, or it counts nothing we know."""
    if name in INTERNAL and not facts.is_internal:
        return None
    own = _OWN.get(name)
    return own(facts) if own else _of_kind(facts, name)


def counted_source(facts: ReportFacts, what: str, kind: str) -> FigureSource:
    """Return the rows of a kind of effect in both periods."""
    now = [each.id for each in facts.effects if each.kind == kind]
    before = [each.id for each in facts.effects_before if each.kind == kind]
    return effect_source(facts, what, now, before)


def effect_source(facts: ReportFacts, what: str, now: Sequence[int], before: Sequence[int] = ()) -> FigureSource:
    """Return some rows of the effect log, in this period and the one before."""
    names = facts.columns
    groups = tuple((f"{EFFECT_LOG} {name}", tuple(ids)) for name, ids in zip(names, (now, before), strict=True) if ids)
    return FigureSource(what, groups, f"/effekt eksport {facts.whole.name}")


def demand_source(facts: ReportFacts, what: str, verdicts: Sequence[str | None] = ()) -> FigureSource:
    """Return the rows of our demands, of some verdicts or all."""
    rows = [
        row for table in facts.tables for row in table.demands if row.id and (row.verdict in verdicts or not verdicts)
    ]
    return FigureSource(what, ((DEMANDS, tuple(row.id for row in rows)),), "/budskap fremlegg")


def compared(facts: ReportFacts, now: int, before: int) -> str:
    """Return «12 (2025: 7)»."""
    return f"{number(now)} ({facts.columns[1]}: {number(before)})"


def _of_kind(facts: ReportFacts, kind: str) -> Measured | None:
    name = next((each.name for each in facts.pack.media.effects if each.id == kind), "")
    if not name:
        return None
    now, before = (len(by_kind(each).get(kind, ())) for each in (facts.effects, facts.effects_before))
    return Measured(f"{name}: {compared(facts, now, before)}", counted_source(facts, name, kind))


def _inputs(facts: ReportFacts) -> Measured:
    groups = tuple(
        (f"{INPUTS} {name}", tuple(each.row.id for each in sent))
        for name, sent in zip(facts.columns, (facts.inputs, facts.inputs_before), strict=True)
    )
    text = f"Høringsinnspill sendt: {compared(facts, len(facts.inputs), len(facts.inputs_before))}"
    return Measured(text, FigureSource("Høringsinnspill sendt", groups, "/padriver høringer"))


def _demands(facts: ReportFacts) -> Measured:
    verdicts = [row.verdict for table in facts.tables for row in table.demands]
    if not verdicts:
        return Measured("Ingen krav er prøvd i perioden")
    partly = f", {verdicts.count(PARTLY)} delvis" if PARTLY in verdicts else ""
    text = f"Krav oppfylt: {verdicts.count(MET)} av {len(verdicts)}{partly}"
    return Measured(text, demand_source(facts, "Krav oppfylt, helt eller delvis", (MET, PARTLY)))


def _chains(facts: ReportFacts) -> Measured:
    if not facts.chains:
        return Measured("Saker i Stortinget med innspill eller gjennomslag: ingen i perioden")
    steps = [step for chain in facts.chains for step in chain.steps if facts.period.includes(step.on)]
    won = {step.case_number for step in steps}
    money = sum(step.kind == MONEY for step in steps)
    paid = f", {money} med penger" if money else ""
    text = f"Saker i Stortinget med ført gjennomslag: {len(won)} av {len(facts.chains)}{paid}"
    return Measured(
        text, FigureSource("Gjennomslag i Stortinget", ((CASES, tuple(s.id for s in steps)),), "/effekt kjede")
    )


def _carriers(facts: ReportFacts) -> Measured:
    if facts.carriers is None:
        return Measured("Kommuner som har brukt budskapet: ingen runde i perioden")
    text = f"Kommuner som har brukt budskapet: {len(facts.carriers.names)} av {facts.carriers.members}"
    return Measured(text, carrier_source(facts))


def carrier_source(facts: ReportFacts) -> FigureSource | None:
    """Return the rounds that are counted."""
    if facts.carriers is None:
        return None
    return FigureSource("Kommuner som har brukt budskapet", ((ROUNDS, facts.carriers.rounds),), "/budskap runde kart")


def _regions(facts: ReportFacts) -> Measured:
    if facts.carriers is None:
        return Measured("Delregioner med målbærere: ingen runde i perioden")
    in_all = len(facts.pack.organisation.subregions)
    return Measured(f"Delregioner med målbærere: {len(facts.carriers.regions)} av {in_all}", carrier_source(facts))


def _prioritised(facts: ReportFacts) -> Measured:
    themes = {each.theme for each in facts.pack.organisation.priorities}
    ours = [each.id for each in facts.effects if each.theme in themes]
    if not facts.effects:
        return Measured("Andel av effektloggen som gjelder prioriteringene: ingenting er ført")
    share = round(100 * len(ours) / len(facts.effects))
    text = f"Andel av effektloggen som gjelder prioriteringene: {share} % ({len(ours)} av {len(facts.effects)})"
    return Measured(text, effect_source(facts, "Effekter i prioriteringene", ours))


def _same_day(facts: ReportFacts) -> Measured:
    if not facts.courses:
        return Measured("Mediesaker fulgt opp: ingen i perioden")
    same = [each.id for each in facts.courses if each.is_same_day]
    text = f"Mediesaker fulgt opp samme dag: {len(same)} av {len(facts.courses)}"
    return Measured(text, FigureSource("Fulgt opp samme dag", ((FOLLOWED, tuple(same)),), "/medie tall"))


def _wheel(facts: ReportFacts) -> Measured:
    return Measured(f"Punkter i årshjulet som er gjort: {len(facts.wheel.done)}", wheel_source(facts))


def wheel_source(facts: ReportFacts) -> FigureSource:
    """Return the rows of the wheel that are done."""
    done = tuple(each.id for each in facts.wheel.done)
    return FigureSource("Gjort i årshjulet", ((WHEEL, done),), f"/arshjul {facts.whole.first.year}")


def _talks(facts: ReportFacts) -> Measured:
    text = f"Samtaler loggført: {compared(facts, len(facts.talks), len(facts.talks_before))}"
    groups = tuple(
        (f"{TALKS} {name}", tuple(ids))
        for name, ids in zip(facts.columns, (facts.talks, facts.talks_before), strict=True)
    )
    return Measured(text, FigureSource("Samtaler loggført", groups))


_OWN: Mapping[str, Callable[[ReportFacts], Measured]] = {
    "innspill": _inputs,
    "krav": _demands,
    "kjeder": _chains,
    "malbaerere": _carriers,
    "delregioner": _regions,
    "prioriterte": _prioritised,
    "samme-dag": _same_day,
    "arshjul": _wheel,
    "samtaler": _talks,
}
"""By the names in `content.schema.organisation.MEASURES`."""
