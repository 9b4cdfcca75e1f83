"""`/effekt rapport`: the whole report of a period for one audience."""

from collections.abc import Mapping
from datetime import date

from bot.cards.words import short_day
from bot.reports.appendix import appendices
from bot.reports.document import Report
from bot.reports.facts import Audience, ReportFacts
from bot.reports.first_page import first_page

TITLES: Mapping[Audience, str] = {
    "styret": "Rapport til styret: {period}",
    "medlemmer": "Rapport til medlemmene: {period}",
    "årsmelding": "Interessepolitisk arbeid: {period}",
}
BOARD_ONLY = "Til styret. Rapporten har opplysninger som ikke er for andre."


def annual_report(facts: ReportFacts) -> Report:
    """Return the report: half a page, and the appendices behind it."""
    own = facts.pack.organisation
    until = f" Tallene går til og med {short_day(facts.period.last, date.min)}." if facts.period != facts.whole else ""
    compared = f"Sammenlignet med samme tid året før.{until}"
    return Report(
        TITLES[facts.audience].format(period=facts.whole.name),
        f"{BOARD_ONLY} {compared}" if facts.is_internal else f"{own.name}. {compared}",
        own.name,
        (*first_page(facts), *appendices(facts)),
    )
