"""What the bot posts by itself, when and where, in words, from what the people of a workspace want."""

from datetime import date, time

from bot.cards.card import Bold, Bullets, Channel, Code, Line, line
from bot.cards.kinds import CHOSEN, KINDS
from bot.cards.words import capital, clock, span
from models.manners import GROUPS, Manners
from models.nudges.quiet import Away

DEADLINES = "14, 7 og 1 dag før en frist"
REMINDED = "en påminnelse. Den kommer også på selve dagen og én gang etter at fristen er ute"


def schedule(manners: Manners) -> Bullets:
    """Return what is posted when, one row each; times are local to the workspace. What is off is left out."""
    of = manners.workspace
    rows = (
        ("ukesoversikt", "Hver mandag", of.digest_time, "hva som skjer, hva som haster, og hva vi skal si"),
        ("manedshjul", "Første virkedag i måneden", of.wheel_time, "månedens årshjul, og det som mangler i det"),
        ("kampanje_onsdag", "Hver onsdag", of.campaign_time, "ett budskap fra kampanjen"),
        ("kampanje_hovedbudskap", "Første tirsdag i måneden", of.campaign_time, "hovedbudskapet i kampanjen"),
        ("kampanje_grep", "Første virkedag i kvartalet", of.campaign_time, "neste grep i kampanjen"),
        ("frister", DEADLINES, of.deadline_time, _reminded(manners)),
    )
    told = tuple(_row(when, at, what, manners, kind) for kind, when, at, what in rows if manners.wants(kind))
    if not manners.wants("frister") and manners.wants("frister_eier"):
        told = (*told, _row(DEADLINES, of.deadline_time, f"{REMINDED}, direkte til eieren", manners))
    return Bullets(told or (line("Ingenting: alt er slått av."),))


def _reminded(manners: Manners) -> str:
    return f"{REMINDED}. Eieren får beskjed direkte" if manners.wants("frister_eier") else REMINDED


def _row(when: str, at: time, what: str, manners: Manners, kind: str = "") -> Line:
    channel = manners.channel(kind) if kind else None
    elsewhere = line(" i ", Channel(channel)) if channel and channel != manners.workspace.shared_channel else ()
    return line(Bold(f"{when} kl. {clock(at)}"), *elsewhere, f": {what}.")


def rest(manners: Manners) -> str:
    """Return when nothing is posted."""
    moved = "Er mandagen en helligdag, kommer ukesoversikten neste virkedag. " if manners.wants("ukesoversikt") else ""
    return (
        f"{moved}Jeg er stille i helgene, på helligdager, julaften og nyttårsaften, og fra {night(manners)}. "
        f"Det samme gjelder i pauser.{_at_once(manners)}"
    )


def _at_once(manners: Manners) -> str:
    heard = manners.workspace.media_channel is not None and manners.hears_at_once
    return " Mediesaker kommer likevel på kvelder og i helger." if heard else ""


def night(manners: Manners) -> str:
    """Return «kl. 21.00 til kl. 7.00»."""
    return f"kl. {clock(manners.night.begins)} til kl. {clock(manners.night.ends)}"


def where(manners: Manners) -> Line:
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


def turned_off(manners: Manners) -> list[str]:
    """Return the names of what is off for everybody."""
    return [KINDS[kind] for kind in CHOSEN if not manners.wants(kind)]


def away(pause: Away, today: date) -> str:
    """Return «Fellesferie 6.–31. juli», or «Pause 6.–31. juli» where it has no name."""
    return f"{capital(pause.name) or 'Pause'} {span(pause.first, pause.last, today)}"
