"""What the bot posts by itself and when, in words, from a workspace's settings."""

from datetime import time

from bot.cards.card import Bold, Bullets, Channel, Code, Line, line
from bot.cards.words import clock
from models.tables import Workspace


def schedule(workspace: Workspace) -> Bullets:
    """Return what is posted when, one row each; times are local to the workspace."""
    return Bullets(
        (
            _row("Hver mandag", workspace.digest_time, "hva som skjer, hva som haster, og hva vi skal si"),
            _row("Første virkedag i måneden", workspace.wheel_time, "månedens årshjul, og det som mangler i det"),
            _row("Hver onsdag", workspace.campaign_time, "ett budskap fra kampanjen"),
            _row("Første tirsdag i måneden", workspace.campaign_time, "hovedbudskapet i kampanjen"),
            _row("Første virkedag i kvartalet", workspace.campaign_time, "neste grep i kampanjen"),
            _row(
                "14, 7 og 1 dag før en frist",
                workspace.deadline_time,
                "en påminnelse. Den kommer også på selve dagen og én gang etter at fristen er ute. Eieren får beskjed direkte",
            ),
        )
    )


def _row(when: str, at: time, what: str) -> Line:
    return line(Bold(f"{when} kl. {clock(at)}"), f": {what}.")


REST = "Er mandagen en helligdag, kommer ukesoversikten neste virkedag. Jeg er stille i helgene, på helligdager, julaften og nyttårsaften, og om natten."
"""When nothing is posted."""


def where(workspace: Workspace) -> Line:
    """Return where the nudges go, or that they go nowhere yet."""
    if workspace.shared_channel is None:
        return line(
            "Felleskanalen er ikke valgt ennå, så jeg sender ingenting av meg selv. Velg den med ",
            Code("/padriver innstillinger"),
            ".",
        )
    return line("Jeg skriver i ", Channel(workspace.shared_channel), ".")
