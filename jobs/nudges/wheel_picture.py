"""The annual wheel as a picture: from the workspace's rows to what is drawn, and the same as a list."""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.cutting import clean
from bot.cards.nudges.wheel import FIELDS
from bot.cards.rows import CLOSED, short_title
from bot.cards.words import capital, listing, month, short_day, span
from bot.pictures.wheel import WheelArc, WheelCell, WheelMonth, WheelPhase, WheelPoint, WheelYear
from content.emphasis import Resting, resting
from content.schema.pack import Pack
from models.calendar.open_now import BudgetWindow, NtpWindow, plain_name, windows_of
from models.calendar.spans import Span, month_span
from models.occurrences.ending import is_done
from models.occurrences.filtering import owners_of
from models.occurrences.sync import sync_window
from models.occurrences.wheel_rows import WheelRow, of_year
from models.tables import Workspace
from models.workspace.contacts import departed, names

MOST_TITLES = 8
"""How many titles a line of the list has; the rest are counted."""
MOST_ALT = 1_000
"""The longest alternative text (Slack's limit for a file's)."""
PUSHED = " pushet"
"""At the end of the `Picture.view` of a month that is pushed."""
LIST_GOES_ON = "Hele lista står ved siden av bildet."

_NOT_DRAWN = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\ufffe\uffff]")


@dataclass(frozen=True)
class _Rows:
    """A year's rows, by the month's number, and what is needed to show them."""

    months: Mapping[int, Sequence[WheelRow]]
    people: Mapping[str, str]
    """The names that are known of those who are here."""
    left: frozenset[str]
    """Those who have left."""
    pack: Pack
    presented: int | None
    today: date
    asleep: Resting | None = None
    """What to leave out since it rests; None to show everything."""


def year_picture(
    session: Session, workspace: Workspace, pack: Pack, today: date, year: int, register_owner: str | None
) -> WheelYear:
    """Return the wheel of a year. `register_owner` is as in `models.occurrences.filtering.Filter`."""
    rows = _rows(session, workspace, pack, today, year, register_owner)
    return WheelYear(
        year,
        pack.organisation.short_name,
        tuple(month(date(year, number, 1)) for number in range(1, 13)),
        tuple(FIELDS.values()),
        tuple(_cells(rows, date(year, number, 1)) for number in range(1, 13)),
        tuple(issue.name for issue in pack.issues),
        _arcs(pack, workspace.ntp_presented, year, today),
        _place(today) if today.year == year else None,
        short_day(today) if today.year == year else "",
    )


def month_picture(
    session: Session,
    workspace: Workspace,
    pack: Pack,
    today: date,
    first: date,
    register_owner: str | None,
    *,
    is_pushed: bool = False,
) -> WheelMonth:
    """Return the month of the wheel that begins on `first`; without what rests if it is pushed."""
    rows = _rows(session, workspace, pack, today, first.year, register_owner)
    if is_pushed:
        rows = replace(rows, asleep=resting(pack, today))
    return WheelMonth(
        f"{capital(month(first))} {first.year}",
        pack.organisation.short_name,
        tuple(FIELDS.values()),
        _cells(rows, first),
        tuple(issue.name for issue in pack.issues),
    )


def view_picture(
    session: Session, workspace: Workspace, pack: Pack, today: date, view: str, register_owner: str | None
) -> WheelYear | WheelMonth:
    """Return the year or the month of a `Picture.view`. Raises `ValueError` if it is neither."""
    if "-" not in view:
        return year_picture(session, workspace, pack, today, int(view), register_owner)
    first = date.fromisoformat(f"{view.removesuffix(PUSHED)}-01")
    return month_picture(session, workspace, pack, today, first, register_owner, is_pushed=view.endswith(PUSHED))


def list_lines(picture: WheelYear | WheelMonth) -> list[tuple[str, str]]:
    """Return what a picture shows as lines: a month's or a field's name, and what it has.

    A month without anything is left out, and the titles of a year are short.
    """
    if isinstance(picture, WheelMonth):
        pairs = zip(picture.fields, picture.cells, strict=True)
        return [(name, _field(cell)) for name, cell in pairs]
    rows = [(capital(name), _month(picture, cells)) for name, cells in zip(picture.months, picture.cells, strict=True)]
    return [(name, has) for name, has in rows if has] or [(str(picture.year), "ingenting i årshjulet")]


def alt_text(title: str, picture: WheelYear | WheelMonth) -> str:
    """Return the list as one text; if that is longer than an alternative text may be, whole lines are left out."""
    text = f"{title}."
    for name, has in list_lines(picture):
        longer = f"{text} {ended(f'{name}: {has}')}"
        if len(longer) > MOST_ALT - len(LIST_GOES_ON) - 1:
            return f"{text} {LIST_GOES_ON}"
        text = longer
    return text


def ended(text: str) -> str:
    """Return a text with a full stop at its end, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _field(cell: WheelCell) -> str:
    if cell.points:
        return _titles([_said(point, point.title.rstrip(".")) for point in cell.points])
    return "tomt" if cell.is_gap else "ingenting nå"


def _month(picture: WheelYear, cells: Sequence[WheelCell]) -> str:
    said = [_said(point, short_title(point.title)) for cell in cells for point in cell.points]
    empty = [_in_sentence(field) for field, cell in zip(picture.fields, cells, strict=True) if cell.is_gap]
    if not said:
        return "ingenting ennå" if empty else ""
    return f"{ended(_titles(said))} Tomt: {listing(empty)}" if empty else _titles(said)


def _rows(
    session: Session, workspace: Workspace, pack: Pack, today: date, year: int, register_owner: str | None
) -> _Rows:
    months = of_year(session, workspace.id, year, register_owner)
    owners = {each for rows in months.values() for row in rows if row.done_at is None for each in owners_of(row)}
    left = departed(session, workspace.id, owners).keys()
    people = names(session, workspace.id, owners - left)
    return _Rows(months, people, frozenset(left), pack, workspace.ntp_presented, today)


def _who(rows: _Rows, owners: Sequence[str]) -> str:
    """Return the first of those responsible who is here, and how many more: «Kari +1»."""
    known = next((name for each in owners if (name := _drawable(rows.people.get(each, "")))), "")
    others = sum(each not in rows.left for each in owners) - 1
    return f"{known} +{others}" if known and others > 0 else known


def _cells(rows: _Rows, first: date) -> tuple[WheelCell, ...]:
    themes = {issue.id: number for number, issue in enumerate(rows.pack.issues)}
    by_field: dict[str, list[WheelPoint]] = defaultdict(list)
    with_rest = set()
    for row in rows.months.get(first.month, ()):
        if rows.asleep and rows.asleep.covers(row.key, row.theme):
            with_rest.add(row.field)
            continue
        owner = _who(rows, owners_of(row)) if row.done_at is None else ""
        who = CLOSED if row.closed_as is not None else owner
        theme = themes.get(row.theme or "")
        by_field[row.field].append(
            WheelPoint(_drawable(row.title) or "–", is_done(row), theme, who, _day(row), row.closed_as is not None)
        )
    days = month_span(first.year, first.month)
    can_fill = days.last >= rows.today and sync_window(rows.today).meets(days)
    is_open = bool(windows_of(NtpWindow, rows.pack, days, rows.presented))
    return tuple(
        WheelCell(
            tuple(by_field[field]),
            not by_field[field] and field not in with_rest and can_fill and (field != "ntp" or is_open),
        )
        for field in FIELDS
    )


def _drawable(text: str) -> str:
    """Return a text on one line, without what an SVG may not hold and pictographs that the fonts do not have."""
    return " ".join(_NOT_DRAWN.sub("", clean(text)).split())


SURE = {"ca": "rundt ", "forventet": "trolig "}
"""What is written before a day that is not fixed, as in `bot.cards.words.sure_span`."""


def _day(row: WheelRow) -> str:
    if row.starts_on is None or row.starts_on != row.ends_on or row.certainty in {"måned", "ukjent"}:
        return ""
    return f"{SURE.get(row.certainty, '')}{short_day(row.starts_on)}"


def _titles(said: Sequence[str]) -> str:
    left = len(said) - MOST_TITLES
    return "; ".join([*said[:MOST_TITLES], *([f"og {left} til"] if left > 0 else [])])


def _said(point: WheelPoint, title: str) -> str:
    about = ", ".join(filter(None, (point.when, point.who, "gjort" if point.is_done else "")))
    return f"{title} ({about})" if about else title


def _in_sentence(name: str) -> str:
    return name if name.isupper() else name.lower()


def _arcs(pack: Pack, presented: int | None, year: int, today: date) -> tuple[WheelArc, ...]:
    """Return the budget years, and the plans, that have a phase in the year."""
    days = Span(date(year, 1, 1), date(year, 12, 31))
    arcs: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for budget in windows_of(BudgetWindow, pack, days):
        arcs[f"Budsjett {budget.budget_year}"].append((budget.span, plain_name(budget.phase)))
    for plan in windows_of(NtpWindow, pack, days, presented):
        arcs[f"NTP {plan.presented}"].append((plan.span, plain_name(plan.phase)))
    return tuple(_arc(name, found, days, today) for name, found in arcs.items())


def _arc(name: str, phases: Sequence[tuple[Span, str]], year: Span, today: date) -> WheelArc:
    drawn = []
    for days, _ in sorted(phases, key=lambda each: (each[0].first, each[0].last)):
        first = 0.0 if days.first < year.first else _place(days.first)
        last = 12.0 if days.last > year.last else _place(days.last, is_end=True)
        drawn.append(WheelPhase(first, last, days.covers(today) and year.covers(today)))
    now = [f"{phase}, {span(days.first, days.last)}" for days, phase in phases if days.covers(today)]
    return WheelArc(name, tuple(drawn), " · ".join(now) if year.covers(today) else "")


def _place(day: date, *, is_end: bool = False) -> float:
    """Return where a day begins (or ends) in its year, in months."""
    return day.month - 1 + (day.day - (0 if is_end else 1)) / monthrange(day.year, day.month)[1]
