"""The counters of a report beside those of the year before: by kind of effect, and by priority and theme."""

from collections.abc import Iterable, Mapping, Sequence

from bot.cards.words import capital, number
from bot.pictures.charts import BarChart
from bot.reports.document import ReportPart, ReportPicture, ReportRow, ReportTable, ReportText
from bot.reports.facts import ReportFacts, by_kind
from bot.reports.measures import counted_source, effect_source
from models.followups.effects import ListedEffect

NO_THEME = "Uten tema"
NUMBERS = frozenset({1, 2, 3, 4})
"""The columns of numbers."""


def counters(facts: ReportFacts) -> Iterable[ReportPart]:
    """Yield how many there are of each kind of effect and how many people they reached, as a table and as a chart."""
    now, before = by_kind(facts.effects), by_kind(facts.effects_before)
    kinds = counted_kinds(facts, facts.effects, facts.effects_before)
    if not kinds or not (facts.effects or facts.effects_before):
        yield ReportText("Effektloggen er tom for perioden og for samme tid året før.")
        return
    rows = [
        ReportRow((name, *_numbers(now.get(kind, ()), before.get(kind, ()))), (counted_source(facts, name, kind),))
        for kind, name in kinds.items()
    ]
    first, last = facts.columns
    columns = ("Hva", capital(first), capital(last), f"Nådd {first}", f"Nådd {last}")
    yield ReportTable(f"Antall, {first} og {last}", columns, tuple(rows), NUMBERS)
    yield ReportText(
        "«Nådd» er summen av lesere, lyttere og deltakere der noen har ført tallet. En strek betyr at tallet ikke er kjent."
    )
    bars = tuple((name, len(now.get(kind, ())), len(before.get(kind, ()))) for kind, name in kinds.items())
    yield _chart(f"Det vi teller, {first} og {last}", first, last, bars)


def counted_kinds(facts: ReportFacts, *of: Sequence[ListedEffect]) -> Mapping[str, str]:
    """Return the names of the kinds of effects by id, also of those the pack no longer has."""
    shown = [each for each in facts.pack.media.effects if facts.is_internal or not each.internal]
    names = {each.id: each.name for each in shown}
    return {**names, **{each.kind: each.kind for rows in of for each in rows if each.kind not in names}}


def _numbers(now: Sequence[ListedEffect], before: Sequence[ListedEffect]) -> tuple[str, ...]:
    reached = [sum(each.reach or 0 for each in rows) for rows in (now, before)]
    return (*(number(len(rows)) for rows in (now, before)), *(number(each) if each else "–" for each in reached))


def _chart(caption: str, now: str, before: str, bars: tuple[tuple[str, int, int], ...]) -> ReportPicture:
    said = "; ".join(f"{name}, {now}: {number(first)}, {before}: {number(last)}" for name, first, last in bars)
    return ReportPicture(caption, f"Søylediagram. {said}.", BarChart(now, before, bars))


def themes(facts: ReportFacts) -> Iterable[ReportPart]:
    """Yield the same by theme: the priorities first, in their order."""
    ranks = {each.theme: rank for rank, each in enumerate(facts.pack.organisation.priorities, start=1)}
    names = {each.id: each.name for each in facts.pack.issues}
    found = {each.theme for each in (*facts.effects, *facts.effects_before)}
    known = list(dict.fromkeys((*ranks, *names)))
    others = sorted(each for each in found if each and each not in {*ranks, *names})
    shown: list[str | None] = [*known, *others, *((None,) if None in found else ())]
    if not shown:
        yield ReportText("Ingen temaer er lagt inn.")
        return
    first, last = facts.columns
    rows = []
    for theme in shown:
        now, before = (
            [each for each in logged if each.theme == theme] for logged in (facts.effects, facts.effects_before)
        )
        name = f"{ranks[theme]}. {names.get(theme, theme)}" if theme in ranks and theme else theme_name(facts, theme)
        source = effect_source(facts, name, [each.id for each in now], [each.id for each in before])
        rows.append(ReportRow((name, *_numbers(now, before)), (source,)))
    columns = ("Prioritering eller tema", capital(first), capital(last), f"Nådd {first}", f"Nådd {last}")
    yield ReportTable("Effektloggen etter prioritering og tema", columns, tuple(rows), NUMBERS)
    if ranks:
        yield ReportText("Prioriteringene har nummer. De andre temaene kommer etter.")


def theme_name(facts: ReportFacts, theme: str | None) -> str:
    """Return the name of a theme; the id itself if the pack no longer has it."""
    if theme is None:
        return NO_THEME
    issue, watched = facts.pack.issue(theme), facts.pack.media.theme(theme)
    return issue.name if issue else watched.name if watched else theme
