"""The help: what each command does, what is posted when, and how to change it."""

from bot.cards.card import Bold, Bullets, Button, Card, Code, Controls, Heading, Line, Note, Paragraph, Part, line
from bot.cards.catalogue import CATALOGUE, CatalogueEntry
from bot.cards.errors import not_understood
from bot.cards.schedule import rest, where
from models.workspace.preferences import Preferences

TO_GUESTS = {
    "frister": "Viser hva som er forfalt, hva som kommer, og dine egne frister med «mine».",
    "arshjul": "Viser årshjulet for en måned eller et år.",
}
"""What each command does for a guest, by its name."""


def help_card(manners: Preferences, schedule: Bullets) -> Card:
    """Return the help of a workspace, with what is posted there and when (`schedule`)."""
    return Card(
        "Dette kan jeg hjelpe med",
        (
            *(Paragraph(_row(each)) for each in CATALOGUE),
            Note(line("Svarene ser bare du. Trykk «Del i kanalen» når flere bør se dem.")),
            Heading("Dette sender jeg av meg selv"),
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
            Controls((Button("Innstillinger", "padriver.settings", ""), Button("Status", "padriver.status", ""))),
        ),
        summary="Dette kan jeg hjelpe med: frister, årshjul og budskap.",
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


def not_understood_help(manners: Preferences, schedule: Bullets, text: str, suggestion: str = "") -> Card:
    """Return the help, headed by what was not understood."""
    wording = not_understood(text, suggestion)
    first: Part = wording.parts[0] if suggestion else Paragraph(line(wording.summary, " Dette kan jeg hjelpe med:"))
    return Card(wording.title, (first, *help_card(manners, schedule).parts), summary=wording.summary)


def _row(listed: CatalogueEntry) -> Line:
    tries = [Code(example) for example in listed.examples]
    return line(Bold(f"/{listed.name}"), f" – {listed.description}\nPrøv ", tries[0], " eller ", tries[1], ".")
