"""Being given a deadline, asked of the receiver, and what the giver hears."""

from datetime import date

from bot.cards.card import Button, Card, Controls, Line, Paragraph, Person, line
from bot.cards.rows import short_title, short_when
from bot.cards.words import capital
from models.tables import Occurrence

ACCEPT, HAND_BACK = "frist.ta_imot", "frist.gi_tilbake"


def given(row: Occurrence, giver: str, change_id: int, today: date) -> Card:
    """Return the question to the person who was made responsible."""
    said = line(Person(giver), f" gir deg {_quoted(row)}. {_when(row, today)}")
    value = str(change_id)
    buttons = (Button("Ta den", ACCEPT, value, style="primary"), Button("Gi tilbake", HAND_BACK, value))
    note = (Paragraph((row.note,)),) if row.note else ()
    return Card(
        "Du har fått en frist",
        (Paragraph(said), *note, Controls(buttons)),
        summary=f"Du har fått en frist: {short_title(row.title)}",
    )


def answered(row: Occurrence, giver: str, today: date) -> Card:
    """Return what replaces the question once it is accepted."""
    return _card(
        "Du tok den", line(f"Du er ansvarlig for {_quoted(row)}, gitt av ", Person(giver), ". ", _when(row, today))
    )


def settled(row: Occurrence) -> Card:
    """Return what replaces the question when the receiver is no longer responsible, or the row is done."""
    return _card("Fristen er ikke din lenger", line(f"Du er ikke ansvarlig for {_quoted(row)} lenger."))


def accepted(row: Occurrence, receiver: str, today: date) -> Card:
    """Return the message to the giver that the receiver takes it."""
    return _card("Fristen er tatt imot", line(Person(receiver), f" tar {_quoted(row)}. {_when(row, today)}"))


def handed_back(row: Occurrence, receiver: str, giver: str, today: date) -> Card:
    """Return the message to the giver that the receiver does not take it, and who is responsible now."""
    return _card(
        "Fristen er gitt tilbake",
        line(Person(receiver), f" ga tilbake {_quoted(row)}. ", *_responsible_now(row, giver), f" {_when(row, today)}"),
    )


def taken_over(row: Occurrence, by: str, today: date) -> Card:
    """Return the message to the person who was responsible that somebody else is now."""
    said = line(Person(by), f" er ansvarlig for {_quoted(row)} nå. Du trenger ikke å gjøre noe. {_when(row, today)}")
    return _card("En annen er ansvarlig nå", said)


def _responsible_now(row: Occurrence, giver: str) -> Line:
    if row.owner is None:
        return ("Ingen er ansvarlig for den nå.",)
    return (
        ("Du er ansvarlig for den igjen.",) if row.owner == giver else (Person(row.owner), " er ansvarlig for den nå.")
    )


def _when(row: Occurrence, today: date) -> str:
    return f"{capital(short_when(row, today))}."


def _quoted(row: Occurrence) -> str:
    return f"«{short_title(row.title)}»"


def _card(title: str, said: Line) -> Card:
    return Card(title, (Paragraph(said),), summary=title)
