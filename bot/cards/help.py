"""The help: what the commands are for, what can be written after each, what is posted when, and how to change it."""

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Choice,
    Code,
    Controls,
    Menu,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.catalogue import CATALOGUE, entry_of
from bot.cards.schedule import rest, where
from models.workspace.preferences import Preferences

WAYS, SENT = "padriver.hjelp.om", "padriver.hjelp.sendes"
"""The menu of what can be written after each command, and the button to what is posted."""
TO_GUESTS = {
    "frister": "Viser hva som er forfalt, hva som kommer, og dine egne frister med «mine».",
    "arshjul": "Viser årshjulet for en måned eller et år.",
}
"""What each command does for a guest, by its name."""


def help_card() -> Card:
    """Return the help: a line for each command, and buttons to the rest."""
    return Card("Dette kan jeg hjelpe med", _parts(), summary="Dette kan jeg hjelpe med: frister, årshjul og budskap.")


def _parts() -> tuple[Part, ...]:
    names = tuple(Choice(f"/{each.name}", each.name) for each in CATALOGUE)
    return (
        Bullets(tuple(line(Code(f"/{each.written}"), f" – {each.in_short}") for each in CATALOGUE if each.in_short)),
        Controls(
            (
                Menu("Vis eksempler", WAYS, names),
                Button("Dette sender jeg", SENT, ""),
                Button("Innstillinger", "padriver.settings", ""),
                Button("Mine innstillinger", "padriver.mine", ""),
                Button("Status", "padriver.status", ""),
            )
        ),
    )


def ways_card(name: str, first: tuple[Part, ...] = (), more: tuple[Part, ...] = (), summary: str = "") -> Card:
    """Return what can be written after a command, between what else there is to say."""
    entry = entry_of(name)
    rows = tuple(line(Code(command), f" – {result}") for command, result in entry.ways)
    return Card(entry.title, (*first, Bullets(rows), *more), summary=summary)


def sent_card(manners: Preferences, schedule: Bullets) -> Card:
    """Return what is posted in a workspace and when (`schedule`), and how to change it."""
    return Card(
        "Dette sender jeg av meg selv",
        (
            Paragraph(where(manners)),
            schedule,
            Note(line(rest(manners))),
            Paragraph(
                line(
                    "Endre hva, når og hvor for alle med ",
                    Code("/padriver innstillinger"),
                    ", og for deg selv med ",
                    Code("/padriver mine"),
                    ". Legg inn ferie med ",
                    Code("/padriver pause"),
                    ".",
                )
            ),
            Controls(
                (
                    Button("Innstillinger", "padriver.settings", ""),
                    Button("Mine innstillinger", "padriver.mine", ""),
                )
            ),
        ),
    )


def guest_help_card() -> Card:
    """Return the help for a guest: the commands that a guest has."""
    mine = [each for each in CATALOGUE if each.name in TO_GUESTS]
    return Card(
        "Dette kan jeg hjelpe med",
        (
            *(
                Paragraph(line(Bold(f"/{each.name}"), f" – {TO_GUESTS[each.name]}\nPrøv ", Code(each.examples[0]), "."))
                for each in mine
            ),
            Note(
                line(
                    "Du er gjest her. Når noen gir deg en frist, minner jeg deg på den, og du melder fra når den er gjort."
                )
            ),
        ),
        summary="Dette kan jeg hjelpe med: frister og årshjul.",
    )
