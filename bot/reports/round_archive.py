"""A round that was sent, as one PDF for the archive: the message, whom it went to, and who used it.

It may be read by anybody: nothing of who said no or has not answered, and nothing of what people wrote to the secretariat.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.round_cards import total
from bot.cards.words import amount, capital, short_day
from bot.reports.carriers import CarrierRow, map_alt, member_map
from bot.reports.document import (
    Report,
    ReportHeading,
    ReportList,
    ReportPart,
    ReportPicture,
    ReportRow,
    ReportTable,
    ReportText,
)
from content.schema.pack import Pack
from models.rounds.answers import USED
from models.rounds.carriers import CarrierOf
from models.tables import MessageRound

COLUMNS = ("Kommune", "Delregion", "Hvor", "Dag")


def round_archive(
    row: MessageRound, carriers: Sequence[CarrierOf], rows: Sequence[CarrierRow], pack: Pack, zone: ZoneInfo
) -> Report:
    """Return the report of a round. `rows` are all members by what they did; days are shown in the zone, with the year."""
    owner = pack.organisation.name
    parts = (
        *_message(row),
        *_audience(row, carriers, zone),
        *_use(carriers, pack.organisation.member_count, zone),
        *_word(carriers),
        *_map(rows, pack.organisation.member_count),
    )
    return Report(f"Runde: {row.title}", f"{owner}. Til arkivet.", owner, parts, shows_sources=False)


def _message(row: MessageRound) -> Iterator[ReportPart]:
    yield ReportHeading("Budskapet")
    yield ReportText(row.text)
    if row.demand:
        yield ReportText(row.demand, label="Krav:")
    if row.post_link:
        yield ReportText("Innlegget vårt.", link=row.post_link)


def _audience(row: MessageRound, carriers: Sequence[CarrierOf], zone: ZoneInfo) -> Iterator[ReportPart]:
    asked = len({each.member.number for each in carriers if each.carrier.asked_at is not None})
    sent = f"Sendt {_day(row.sent_at.astimezone(zone).date())}" if row.sent_at else "Ikke sendt"
    until = f"til bruk innen {_day(row.until)}"
    ended = f" Avsluttet {_day(row.closed_at.astimezone(zone).date())}." if row.closed_at else ""
    yield ReportHeading("Hvem det gikk til")
    yield ReportText(
        f"{capital(row.audience_name)}. {sent} til {amount(asked, 'kommune', 'kommuner')}, {until}.{ended}"
    )


def _use(carriers: Sequence[CarrierOf], member_count: int, zone: ZoneInfo) -> Iterator[ReportPart]:
    used = [each for each in carriers if each.carrier.answer == USED]
    yield ReportHeading("Hvem som har brukt det")
    yield ReportText(f"{total(carriers, member_count)}.")
    if used:
        rows = tuple(ReportRow(_cells(each, zone)) for each in used)
        yield ReportTable("Kommuner som har brukt budskapet", COLUMNS, rows)
    linked = [each for each in used if each.carrier.used_link]
    if linked:
        yield ReportHeading("Lenker", level=2)
        yield ReportList(
            tuple(ReportText(f"{each.member.label}:", link=each.carrier.used_link or "") for each in linked)
        )


def _cells(each: CarrierOf, zone: ZoneInfo) -> tuple[str, ...]:
    answered = each.carrier.answered_at
    day = _day(answered.astimezone(zone).date()) if answered else "–"
    return each.member.label, each.member.region or "–", each.carrier.used_where or "–", day


def _word(carriers: Sequence[CarrierOf]) -> Iterator[ReportPart]:
    """Yield who is with us on the main message, and where it was taken up in the regional council."""
    commits = [
        ReportText(f"{each.member.label}: {each.carrier.commits_as}, {_day(each.carrier.commits_on)}.")
        for each in carriers
        if each.carrier.commits_as and each.carrier.commits_on
    ]
    if commits:
        yield ReportHeading("Med på hovedbudskapet")
        yield ReportList(tuple(commits))
    councils = [
        ReportText(f"{each.member.label}, {_day(each.carrier.council_on)}.")
        for each in carriers
        if each.carrier.council_on
    ]
    if councils:
        yield ReportHeading("Tatt opp i det regionale rådet")
        yield ReportList(tuple(councils))


def _map(rows: Sequence[CarrierRow], member_count: int) -> Iterator[ReportPart]:
    if rows:
        shown = member_map(rows, is_internal=False)
        yield ReportHeading("Kart")
        yield ReportPicture("Medlemmene etter delregion", map_alt(shown, member_count), shown)


def _day(day: date) -> str:
    return short_day(day, date.min)
