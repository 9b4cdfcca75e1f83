"""What somebody owned who has left, to the administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.departed import called
from bot.cards.followup import by_when, followup_buttons, public_followup_line
from bot.cards.nudges.nudge_rows import acting, more, what
from bot.cards.recurring import rule_words
from bot.cards.rows import when_of, with_note
from bot.cards.snooze_menu import Whose
from bot.cards.words import amount, listing
from content.schema.pack import Pack
from models.departures import Owned
from models.occurrences.filtering import owners_of
from models.tables import FollowUp, Occurrence, Series

GIVE_ALL, RELATIONS = "padriver.avgang.gi", "padriver.avgang.relasjoner"
MOST_ROWS = 8
WHOSE: Whose = "oss"


@dataclass(frozen=True)
class Departure:
    """Somebody who has left, what they still own, and what is needed to show it."""

    user_id: str
    name: str
    """Empty if the platform never gave it."""
    owned: Owned
    was_administrator: bool
    media: str | None
    """The media channel's id: messages from other places are not repeated."""
    zone: ZoneInfo
    shared: Sequence[Occurrence] = ()
    """What the receiver is responsible for together with them."""


def departure(departure_given: Departure, pack: Pack, today: date) -> Card:
    """Return what they still own, with buttons to take it over and to give all of it to somebody."""
    name, owned = called(departure_given.name), departure_given.owned
    title = f"{name} har sluttet"
    still = f"{name} er fortsatt ansvarlig for {listing(amounts(owned))}."
    role = " og er ikke administrator lenger" if departure_given.was_administrator else ""
    return Card(
        title,
        (
            Paragraph(line(f"{name} har sluttet{role}. {still}")),
            Paragraph(
                line(
                    "Alle som arbeider her, kan ta det over eller gi det til noen. Det kan også gjøres i ",
                    Code("/frister"),
                    ".",
                )
            ),
            *_deadlines(departure_given, pack, today),
            *_followups(departure_given, today),
            *_themes(owned, pack),
            *_shared(departure_given.shared, pack, today),
            Controls(_controls(departure_given)),
        ),
        summary=f"{title}. {still}",
    )


def with_others(name: str, rows: Sequence[Occurrence], pack: Pack, today: date) -> Card:
    """Return what the receiver is responsible for together with somebody who has left."""
    title = f"{called(name)} har sluttet"
    said = f"{title}. Du er fortsatt ansvarlig for {amount(len(rows), 'frist', 'frister')} dere hadde sammen."
    return Card(title, (Paragraph(line(said)), *_shared(rows, pack, today)), summary=said)


def _shared(rows: Sequence[Occurrence], pack: Pack, today: date) -> tuple[Part, ...]:
    if not rows:
        return ()
    items = [acting(each, _said(each, None, pack, today), today, "meg") for each in rows[:MOST_ROWS]]
    return (Heading("Frister dere hadde sammen"), *items, *more(len(rows) - len(items), "/frister mine"))


def all_given(name: str) -> Card:
    """Return what is shown instead once nothing is left."""
    said = f"Alt som {called(name)} var ansvarlig for, er fordelt."
    return Card(f"{called(name)} har sluttet", (Paragraph(line(said)),), summary=said)


def is_back(name: str) -> Card:
    """Return what is shown instead if the person has come back."""
    said = f"{called(name)} er tilbake, og har fortsatt ansvaret for det ingen andre har tatt."
    return Card(f"{called(name)} er tilbake", (Paragraph(line(said)),), summary=said)


def amounts(owned: Owned) -> list[str]:
    """Return «2 frister», «1 relasjon» …, without the kinds there are none of."""
    counts = (
        (len(owned.deadlines), "frist", "frister"),
        (len(owned.series), "frist som gjentas", "frister som gjentas"),
        (len(owned.followups), "oppfølging i mediene", "oppfølginger i mediene"),
        (owned.relations, "relasjon", "relasjoner"),
        (len(owned.themes), "tema som talsperson", "temaer som talsperson"),
    )
    return [amount(count, one, many) for count, one, many in counts if count]


def _deadlines(departure_given: Departure, pack: Pack, today: date) -> tuple[Part, ...]:
    owned = departure_given.owned
    rows: Sequence[Occurrence] = [*owned.deadlines, *(row for _, row in owned.series)]
    if not rows:
        return ()
    recurring = {row.id: series for series, row in owned.series}
    shown = rows[:MOST_ROWS]
    items = [
        part
        for each in shown
        for part in with_note(
            acting(each, _said(each, recurring.get(each.id), pack, today), today, WHOSE, left=owners_of(each)),
            each,
        )
    ]
    return (Heading("Frister"), *items, *more(len(rows) - len(shown), "/frister alle"))


def _said(row: Occurrence, series: Series | None, pack: Pack, today: date) -> Line:
    if series is None:
        return line(f"{when_of(row, today)} – ", *what(row, pack))
    return line(f"{rule_words(series.rule, series.until)}, neste {when_of(row, today)} – ", *what(row, pack))


def _followups(departure_given: Departure, today: date) -> tuple[Part, ...]:
    rows = departure_given.owned.followups
    if not rows:
        return ()
    left = len(rows) - MOST_ROWS
    rest = (Note(line(f"og {left} til")),) if left > 0 else ()
    return (
        Heading("Oppfølginger i mediene"),
        *(_followup(each, departure_given, today) for each in rows[:MOST_ROWS]),
        *rest,
    )


def _followup(row: FollowUp, departure_given: Departure, today: date) -> Item:
    return Item(
        line(
            *public_followup_line(row, departure_given.media), f" · frist {by_when(row, departure_given.zone, today)}"
        ),
        followup_buttons(row),
    )


def _themes(owned: Owned, pack: Pack) -> tuple[Part, ...]:
    if not owned.themes:
        return ()
    watched = [pack.media.theme(each) for each in owned.themes]
    names = [each.name if each else theme for each, theme in zip(watched, owned.themes, strict=True)]
    return (Note(line(f"Velg en ny talsperson for {listing(names)}: ", Code("/medie talspersoner"))),)


def _controls(departure_given: Departure) -> tuple[Button, ...]:
    owned = departure_given.owned
    is_given = owned.deadlines or owned.series or owned.followups or owned.relations
    return (
        *((Button("Gi alt til …", GIVE_ALL, departure_given.user_id, style="primary"),) if is_given else ()),
        *((Button("Vis relasjonene", RELATIONS, departure_given.user_id),) if owned.relations else ()),
    )
