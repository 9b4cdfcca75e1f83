"""What a source has changed of a hearing, whether to use its date, how it went, and what lacks a number in the archive."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Button, Card, Controls, Item, Note, Paragraph, Part, line
from bot.cards.hearings import SHOW
from bot.cards.journal import unrecorded_item
from bot.cards.milestones import milestones_text
from bot.cards.words import amount, capital, day
from models.official.plan import TAKES_PART
from models.official.telling import CLOSED, OPENED
from models.tables import HearingPlan, Milestone, Occurrence

USE, LEAVE = "horing.bruk", "horing.behold"
WENT, NOTHING = "horing.gikk", "horing.ingenting"
MOST = 8


def changed(
    row: Occurrence, hearing: str, what: str, before: date | None, milestones: Sequence[Milestone], today: date
) -> Card:
    """Return what a source has moved, cancelled or reopened; `hearing` is the value of the button to its card."""
    if what == CLOSED:
        return called_off(row.title, hearing, "Kilden har avlyst den. Raden er tatt ut av fristene.")
    if what == OPENED:
        return on_after_all(row.title, hearing, row.ends_on, today)
    dates = milestones_text(milestones, today)
    note: tuple[Part, ...] = (Note(line(f"Datoene på veien: {dates}.")),) if dates else ()
    return moved(row.title, hearing, (before, row.ends_on), today, note)


def called_off(title: str, hearing: str, said: str = "Kilden har avlyst den.") -> Card:
    """Return that a source has cancelled a hearing; `hearing` is the value of the button to its card."""
    parts = (Paragraph(line(Bold(title), f"\n{said}")), _see(hearing))
    return Card("Avlyst", parts, summary=f"Avlyst: {title}")


def on_after_all(title: str, hearing: str, on: date | None, today: date) -> Card:
    """Return that a hearing that a source had cancelled is on."""
    heading = "Ikke avlyst likevel"
    said = f"Den er ikke avlyst likevel. Fristen er {_day(on, today)}."
    parts = (Paragraph(line(Bold(title), f"\n{said}")), _see(hearing))
    return Card(heading, parts, summary=f"{heading}: {title}")


def moved(
    title: str, hearing: str, days: tuple[date | None, date | None], today: date, note: Sequence[Part] = ()
) -> Card:
    """Return that a source has another date: what it was and what it is."""
    before, on = days
    is_next = before is not None and before < today
    was = (
        f" {'Forrige dato' if is_next else 'Før'} var {'' if is_next else 'den '}{day(before, today)}."
        if before
        else ""
    )
    said = f"Kilden sier nå {_day(on, today)}.{was}"
    heading = "Ny dato" if is_next else "Datoen er flyttet" if before else "Datoen er kommet"
    return Card(
        heading,
        (Paragraph(line(Bold(title), f"\n{said}")), *note, _see(hearing)),
        summary=f"{heading}: {title}, {_day(on, today)}",
    )


def _see(hearing: str) -> Controls:
    return Controls((Button("Se høringen", SHOW, hearing),))


def which_date(row: Occurrence, on: date, today: date) -> Card:
    """Return the question whether to use the date at the source, where people have set another."""
    said = f"Kilden sier nå {day(on, today)}. Dere har satt {_day(row.ends_on, today)}."
    value = f"{row.id}:{on.isoformat()}"
    buttons = (Button("Bruk", USE, value, style="primary"), Button("Behold", LEAVE, value))
    return Card(
        "Hvilken dato gjelder?",
        (
            Paragraph(line(Bold(row.title), f"\n{said}")),
            Controls(buttons),
            Note(
                line(
                    "Velger du «Bruk», følger raden kilden igjen. Velger du «Behold», spør jeg ikke om denne datoen mer."
                )
            ),
        ),
        summary=f"{said} {row.title}",
    )


def date_settled(row: Occurrence, today: date) -> Card:
    """Return what replaces the question when it is answered."""
    said = f"«{row.title}» er {_day(row.ends_on, today)}."
    return Card("Takk for svaret", (Paragraph(line(said)),), summary=said)


def how_it_went(row: Occurrence, plan: HearingPlan, today: date) -> Card:
    """Return «Hvordan gikk det?», the day after an input was sent or a hearing was held."""
    if plan.plan == TAKES_PART:
        said = f"Høringen var {_day(row.ends_on, today)}."
    else:
        to = f" til {plan.sent_to}" if plan.sent_to else ""
        said = f"Innspillet ble sendt {_day(plan.sent_on, today)}{to}."
    value = str(row.id)
    buttons = (Button("Skriv i effektloggen", WENT, value, style="primary"), Button("Ingenting å føre", NOTHING, value))
    parts = (Paragraph(line(Bold(row.title), f"\n{said}")), Controls(buttons))
    return Card("Hvordan gikk det?", parts, summary=f"Hvordan gikk det? {row.title}")


def went_thanks(row: Occurrence) -> Card:
    """Return what replaces the question when it is answered."""
    said = f"Takk, du har svart om «{row.title}»."
    return Card("Takk for svaret", (Paragraph(line(said)),), summary=said)


def unrecorded(found: Sequence[tuple[Occurrence, HearingPlan]], today: date) -> Card:
    """Return what was sent and has no number in the archive, once a month."""
    items: tuple[Item, ...] = tuple(unrecorded_item(row, plan, today) for row, plan in found[:MOST])
    number = capital(amount(len(found), "innspill", "innspill"))
    said = f"{number} er sendt uten at saksnummeret er ført inn."
    left = len(found) - len(items)
    more = (Note(line(f"og {left} til. Se /interessenter journal.")),) if left else ()
    return Card("Journalført?", (Paragraph(line(said)), *items, *more), summary=said)


def _day(on: date | None, today: date) -> str:
    return day(on, today) if on else "uten dato"
