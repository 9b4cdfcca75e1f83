"""Wheels to draw: a year of so many entries, and a month of it."""

from bot.cards.words import MONTHS
from bot.pictures.wheel import WheelArc, WheelCell, WheelMonth, WheelPhase, WheelPoint, WheelYear

FIELDS = ("Arrangementer", "Statsbudsjett", "NTP", "Politisk nettverksbygging", "Saker")
ARCS = (
    WheelArc("Budsjett 2027", (WheelPhase(0, 9), WheelPhase(9, 12, is_open=True)), "Stortingets behandling"),
    WheelArc("Budsjett 2028", (WheelPhase(10, 12, is_open=True),), "Innspill"),
    WheelArc("NTP 2028", (WheelPhase(2, 10),)),
)
TITLE = "Gi innspill til fylkesårsmøtene, skriftlig eller i møter"


def year_of(entries: int, today: float | None = 10.97) -> WheelYear:
    """Return a year with so many entries spread over its months and fields; every third is done."""
    cells = [[[] for _ in FIELDS] for _ in MONTHS]  # type: list[list[list[WheelPoint]]]
    for number in range(entries):
        theme = number % 4 if number % 4 < 3 else None
        point = WheelPoint(f"{TITLE} {number}", number % 3 == 0, theme)
        cells[number % 12][number // 12 % 5].append(point)
    drawn = tuple(tuple(WheelCell(tuple(points), not points) for points in month) for month in cells)
    text = "30. november" if today is not None else ""
    return WheelYear(
        2026, "Osloregionen", MONTHS, FIELDS, drawn, ("Energi", "Jernbane", "Oslofjorden"), ARCS, today, text
    )


def month_of(year: WheelYear, number: int) -> WheelMonth:
    """Return a month of a year; `number` is 1–12."""
    name = year.months[number - 1]
    return WheelMonth(f"{name.capitalize()} {year.year}", year.owner, year.fields, year.cells[number - 1], year.themes)
