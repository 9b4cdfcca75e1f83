"""The help: what each command does, what is posted when, and how to change it."""

from bot.cards.card import Bold, Button, Card, Code, Controls, Heading, Line, Note, Paragraph, Part, line
from bot.cards.catalogue import CATALOGUE, Listed
from bot.cards.errors import not_understood
from bot.cards.schedule import REST, schedule, where
from bot.cards.words import listing
from models.tables import Workspace


def help_card(workspace: Workspace) -> Card:
    """Return the help of a workspace, with its own times."""
    return Card(
        "Dette kan jeg hjelpe med",
        (
            *(Paragraph(_told(each)) for each in CATALOGUE if not each.later),
            Note(line("Svarene ser bare du. Trykk «Del i kanalen» når flere bør se dem.")),
            Heading("Dette sender jeg av meg selv"),
            Paragraph(where(workspace)),
            schedule(workspace),
            Note(line(REST)),
            Paragraph(line("Endre kanal, tid og tidssone med ", Code("/padriver innstillinger"), ".")),
            Controls((Button("Innstillinger", "padriver.settings", ""), Button("Status", "padriver.status", ""))),
            Note(line(f"Kommer senere: {listing([f'/{each.name}' for each in CATALOGUE if each.later])}.")),
        ),
        summary="Dette kan jeg hjelpe med: frister, årshjul og budskap.",
    )


def not_understood_help(workspace: Workspace, text: str, suggestion: str = "") -> Card:
    """Return the help, headed by what was not understood."""
    told = not_understood(text, suggestion)
    first: Part = told.parts[0] if suggestion else Paragraph(line(told.summary, " Dette kan jeg hjelpe med:"))
    return Card(told.title, (first, *help_card(workspace).parts), summary=told.summary)


def _told(listed: Listed) -> Line:
    tries = [Code(example) for example in listed.examples]
    return line(Bold(f"/{listed.name}"), f" – {listed.description}\nPrøv ", tries[0], " eller ", tries[1], ".")
