"""The figures of a month for the board, on one page."""

from bot.cards.words import amount, capital, listing, number
from bot.reports.appendix import coming_table
from bot.reports.counts import counted_kinds
from bot.reports.document import Report, ReportHeading, ReportList, ReportRow, ReportTable, ReportText
from bot.reports.facts import ReportFacts, by_kind
from bot.reports.measures import counted_source, measured

LINES = ("innspill", "krav", "kjeder", "malbaerere", "samme-dag", "arshjul", "samtaler")
COMING = 5


def monthly_report(month: ReportFacts, year: ReportFacts) -> Report:
    """Return the page: the month beside the same month of the year before, and the year so far beside the same."""
    found = [each for name in LINES if (each := measured(month, name))]
    own = month.pack.organisation
    return Report(
        f"Månedstall til styret: {month.whole.name}",
        "Til styret. Hver måned ved siden av samme måned året før, og det samme for året så langt.",
        own.name,
        (
            ReportHeading("Det vi teller"),
            *_counters(month, year),
            ReportHeading("Det som kom ut av det"),
            ReportList(tuple(ReportText(f"{each.text}.", each.source) for each in found)),
            ReportHeading("Det som kommer"),
            *coming_table(month, COMING),
        ),
    )


def _counters(month: ReportFacts, year: ReportFacts) -> tuple[ReportTable | ReportText, ...]:
    of = (month.effects, month.effects_before, year.effects, year.effects_before)
    if not any(of):
        return (ReportText("Effektloggen er tom for måneden og for året så langt."),)
    counts = [by_kind(each) for each in of]
    rows = tuple(
        ReportRow((name, *(number(len(each.get(kind, ()))) for each in counts)), (counted_source(month, name, kind),))
        for kind, name in counted_kinds(month, *of).items()
    )
    columns = (
        "Hva",
        *map(capital, month.columns),
        f"Hittil i {year.period.last.year}",
        f"Hittil i {year.before.last.year}",
    )
    reached = sum(each.reach or 0 for each in month.effects)
    said = f"{capital(amount(reached, 'person', 'personer'))} nådd i {month.period.name} der tallet er ført."
    missing = "Ingen har ført hvor mange som ble nådd."
    return (
        ReportTable(f"Antall, {listing(list(month.columns))}", columns, rows, frozenset({1, 2, 3, 4})),
        ReportText(said if reached else missing),
    )
