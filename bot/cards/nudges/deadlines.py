"""The morning's deadlines, to the channel or to an owner, after the follow-ups whose time is out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.checklists import advice_buttons
from bot.cards.followup import by_when, followup_buttons, public_followup_line
from bot.cards.milestones import DO, on_the_way_item
from bot.cards.nudges.nudge_rows import Group, acting, at_most, more, what
from bot.cards.rows import BETWEEN, is_hearing, set_by, short_when, with_note
from bot.cards.snooze_menu import Whose
from bot.cards.words import amount, at, capital, day, in_days, listing, sure_span
from content.schema.pack import Pack
from models.calendar.certainty import APPROXIMATE
from models.followups.queries import OPEN
from models.occurrences.filtering import owners_of
from models.tables import FollowUp, Milestone, Occurrence

MOST_ROWS = 10
OVERDUE = "Fristen er ute"
"""The heading of what is open after its last day."""
ON_THE_WAY = "På veien mot en frist"
"""The heading of dates on the way to a deadline."""
BACK = "Satt på vent til i dag"
"""The heading of what someone asked to be reminded of on this day."""
SENTENCES = {OVERDUE: "der fristen er ute", BACK: "som var satt på vent"}
NOTHING_HELD: Mapping[int, date] = {}
LATE = "Mediesaker som venter på oppfølging"
MOST_LATE = 5
"""The most follow-ups that are shown."""


@dataclass(frozen=True)
class OverdueFollowups:
    """The late follow-ups, the media channel's id, and the time zone of the workspace."""

    rows: Sequence[FollowUp]
    media: str | None
    zone: ZoneInfo


def deadlines(  # noqa: PLR0913 - what a morning has, part by part
    groups: Sequence[Group],
    pack: Pack,
    today: date,
    *,
    own: bool,
    held: Mapping[int, date] = NOTHING_HELD,
    late: OverdueFollowups | None = None,
    left: Collection[str] = (),
    way: Sequence[tuple[Milestone, Occurrence]] = (),
) -> Card:
    """Return the morning's card; `own` if it goes to the owner of them all.

    `held` is what was put on hold after the message was posted: the last day by id. What is `late` comes first.
    `left` are the owners who have left, `way` the day's dates on the way to deadlines.
    """
    whose: Whose = "meg" if own else "oss"
    kept, rest = at_most(groups, MOST_ROWS)
    parts: list[Part] = [*late_parts(late, today)]
    for group in kept:
        parts.append(Heading(group.heading))
        parts += [
            part
            for each in group.rows
            for part in with_note(
                acting(each, _said(each, group, pack, today, own=own), today, whose, held.get(each.id), left), each
            )
        ]
    parts += [Heading(ON_THE_WAY)] if way else []
    parts += [on_the_way_item(*each, today) for each in way]
    command = "/frister mine" if own else "/frister"
    if not kept and not way and parts:  # nothing but media cases
        return Card(LATE, tuple(parts[1:]), summary=late_summary(late))
    hint = Note(line("Alle fristene: " if not own else "Alle fristene dine: ", Code(command)))
    title = f"{'Fristene dine' if own else 'Frister'} {day(today)}"
    hearing = advice_buttons(pack, "høring") if any(is_hearing(each) for group in kept for each in group.rows) else ()
    change = (Controls((Button("Mine innstillinger", "padriver.mine", ""),)),) if own else ()
    summary = ". ".join(filter(None, (late_summary(late), _summary(groups) or _way_summary(way))))
    return Card(
        title,
        (*parts, *((Controls(hearing),) if hearing else ()), *(more(rest, command) or (hint,)), *change),
        summary=summary,
    )


def _way_summary(way: Sequence[tuple[Milestone, Occurrence]]) -> str:
    return f"{ON_THE_WAY}: {DO.get(way[0][0].kind, '')}, {way[0][1].title}" if way else ""


def all_moved(today: date, *, own: bool) -> Card:
    """Return what replaces a morning's card when every deadline in it has been moved away."""
    title = f"{'Fristene dine' if own else 'Frister'} {day(today)}"
    hint = line("Alle fristene i denne meldingen er flyttet eller satt på vent. Se når de er nå: ", Code("/frister"))
    return Card(title, (Paragraph(hint),))


def near_groups(rows: Sequence[Occurrence], today: date) -> list[Group]:
    """Return the rows in one group for each last day, in order; rows without a last day are left out.

    Those whose date is only approximate have groups of their own, whose headings name no day as sure.
    """
    groups: dict[tuple[date, date | None], list[Occurrence]] = {}
    for each in rows:
        if each.ends_on:
            around = each.starts_on if each.certainty == APPROXIMATE else None
            groups.setdefault((each.ends_on, around), []).append(each)
    in_order = sorted(groups.items(), key=lambda group: (group[0][0], group[0][1] or date.min))
    return [Group(_heading(*when, today), found) for when, found in in_order]


def _heading(ends_on: date, around: date | None, today: date) -> str:
    return capital(sure_span(around, ends_on, APPROXIMATE, today)) if around else _day_heading(ends_on, today)


def _day_heading(ends_on: date, today: date) -> str:
    return capital(in_days(ends_on, today) if ends_on <= today + timedelta(days=1) else day(ends_on, today))


def _said(each: Occurrence, group: Group, pack: Pack, today: date, *, own: bool) -> Line:
    """Return a row without what its heading says; without its owner's name if it goes to that person alone."""
    said = what(each, pack, is_named=not own or len(owners_of(each)) > 1)
    when = _beside(each, today) if group.heading == _own_heading(each, today) else short_when(each, today)
    return line(f"{when} – ", *said) if when else said


def _own_heading(each: Occurrence, today: date) -> str:
    """Return the heading that says all that is known of the row's day; empty if none does."""
    if each.ends_on is None or each.certainty not in {"fast", APPROXIMATE}:
        return ""
    if each.certainty == APPROXIMATE:
        return _heading(each.ends_on, each.starts_on, today)
    return _heading(each.ends_on, None, today) if each.starts_on == each.ends_on else ""


def _beside(each: Occurrence, today: date) -> str:
    """Return what there is to say of a row's time besides its day: «kl. 12.30», «vår egen frist»."""
    clock = at(each.start_time, each.minutes).strip() if each.certainty != APPROXIMATE else ""
    return BETWEEN.join(filter(None, (clock, set_by(each, today))))


def _summary(groups: Sequence[Group]) -> str:
    counts = [(group.heading, len(group.rows)) for group in groups if group.rows]
    total = sum(count for _, count in counts)
    if total == 0:
        return ""
    if total == 1:
        only = next(group for group in groups if group.rows)
        return f"{only.heading}: {only.rows[0].title}"
    rows = [f"{count} {_in_a_sentence(heading)}" for heading, count in counts]
    return f"{capital(amount(total, 'frist', 'frister'))}: {listing(rows)}"


def _in_a_sentence(heading: str) -> str:
    return SENTENCES.get(heading) or f"{heading[:1].lower()}{heading[1:]}"


def late_parts(late: OverdueFollowups | None, today: date) -> tuple[Part, ...]:
    """Return the rows of what is late, with their buttons; nothing if nothing is late."""
    if late is None or not late.rows:
        return ()
    left = len(late.rows) - MOST_LATE
    rows = [_row(each, late, today) for each in late.rows[:MOST_LATE]]
    return (
        Heading(LATE),
        *rows,
        *((Note(line(f"og {amount(left, 'oppfølging', 'oppfølginger')} til")),) if left > 0 else ()),
    )


def late_summary(late: OverdueFollowups | None) -> str:
    """Return «1 oppfølging der fristen er ute»; empty if there is none."""
    return f"{amount(len(late.rows), 'oppfølging', 'oppfølginger')} der fristen er ute" if late and late.rows else ""


def _row(row: FollowUp, late: OverdueFollowups, today: date) -> Item:
    said = public_followup_line(row, late.media)
    if row.state != OPEN:
        who = line(" · avsluttet av ", Person(row.closed_by)) if row.closed_by else line(" · avsluttet")
        return Item(line(*said, *who))
    return Item(line(*said, *_whose(row), f" · frist {by_when(row, late.zone, today)}"), followup_buttons(row))


def _whose(row: FollowUp) -> Line:
    return line(" · ", Person(row.owner)) if row.owner else line(" · uten ansvarlig")
