"""What the bot posts by itself, when and where, in words, from what the people of a workspace want."""

from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from bot.cards.card import Bold, Bullets, Channel, Code, Line, line
from bot.cards.words import capital, clock, span
from models.calendar.quiet import Away
from models.workspace.preferences import GROUPS, Preferences


class Posting(NamedTuple):
    """A posting: how often («Hver mandag»), its local time, what it is, and the channel chosen for it."""

    when: str
    at: time
    what: str
    channel: str | None


def postings(rows: Sequence[Posting], manners: Preferences) -> Bullets:
    """Return what is posted when, one row each."""
    return Bullets(tuple(_row(each, manners) for each in rows) or (line("Ingenting: alt er slått av."),))


def _row(row: Posting, manners: Preferences) -> Line:
    channel = row.channel
    elsewhere = line(" i ", Channel(channel)) if channel and channel != manners.workspace.shared_channel else ()
    return line(Bold(f"{row.when} kl. {clock(row.at)}"), *elsewhere, f": {row.what}.")


def rest(manners: Preferences) -> str:
    """Return when nothing is posted."""
    moved = "Er mandagen en helligdag, kommer ukesoversikten neste virkedag. " if manners.wants("ukesoversikt") else ""
    return (
        f"{moved}Det som kommer samme dag på samme sted, samler jeg i én melding på det tidligste klokkeslettet. "
        f"Jeg er stille i helgene, på helligdager, julaften og nyttårsaften, og fra {night(manners)}. "
        f"Det samme gjelder i pauser.{_at_once(manners)}"
    )


def _at_once(manners: Preferences) -> str:
    heard = manners.workspace.media_channel is not None and manners.hears_at_once
    return " Mediesaker kommer likevel på kvelder og i helger." if heard else ""


def night(manners: Preferences) -> str:
    """Return «kl. 21.00 til kl. 7.00»."""
    return f"kl. {clock(manners.night.begins)} til kl. {clock(manners.night.ends)}"


def where(manners: Preferences) -> Line:
    """Return where the nudges go, or that they go nowhere yet."""
    if manners.workspace.shared_channel is not None:
        return line("Jeg skriver i ", Channel(manners.workspace.shared_channel), ".")
    if any(manners.own_channel(group) for group in GROUPS):
        return line("Felleskanalen er ikke valgt. Jeg sender bare det som har sin egen kanal.")
    return line(
        "Felleskanalen er ikke valgt ennå, så jeg sender ingenting av meg selv. Velg den med ",
        Code("/padriver innstillinger"),
        ".",
    )


def away(pause: Away, today: date) -> str:
    """Return «Fellesferie 6.–31. juli», or «Pause 6.–31. juli» if it has no name."""
    return f"{capital(pause.name) or 'Pause'} {span(pause.first, pause.last, today)}"
