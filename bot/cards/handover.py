"""A follow-up that somebody else is asked to take, or was given."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import Card, Controls, Paragraph, Person, line
from bot.cards.followup import acts, by_when, closing, giving, quoted, told_to_all
from models.tables import FollowUp


def help_wanted(row: FollowUp, theme: str, media: str | None, zone: ZoneInfo, today: date) -> Card:
    """Return what those who speak for a theme are told when the time is out; `media` is the media channel's id."""
    about = f" om {theme}" if theme else ""
    whose = line(Person(row.owner), " har den.") if row.owner else line("Ingen har tatt den.")
    said = f"Fristen for en oppfølging{about} var {by_when(row, zone, today)}."
    return Card(
        "Kan du ta denne?",
        (Paragraph(line(f"{said} ", *whose)), Paragraph(told_to_all(row, media)), Controls(acts(row))),
        summary=f"Kan du ta denne? {said}",
    )


def given(row: FollowUp, giver: str, zone: ZoneInfo, today: date) -> Card:
    """Return what the new owner of a follow-up is told; `giver` gave it."""
    when = by_when(row, zone, today)
    said = line(Person(giver), f" har gitt deg en oppfølging. Frist {when}.")
    return Card(
        "Du har fått en oppfølging",
        (Paragraph(said), *quoted(row), Controls((closing(row), giving(row)))),
        summary=f"Du har fått en oppfølging. Frist {when}.",
    )
