"""A deadline that somebody's own assistant has proposed, with what the person can do about it."""

from bot.cards.card import Bold, Button, Card, Code, Controls, Note, Paragraph, line
from models.tables import DeadlineProposal

ADD, CHANGE, REFUSE = "frist.forslag.ja", "frist.forslag.endre", "frist.forslag.nei"


def proposed(row: DeadlineProposal) -> Card:
    """Return the question whether to add it."""
    value = str(row.id)
    buttons = (
        Button("Legg inn", ADD, value, style="primary"),
        Button("Endre …", CHANGE, value),
        Button("Ikke nå", REFUSE, value),
    )
    return Card(
        "Assistenten din foreslår en frist",
        (
            Paragraph(line(Bold(row.title), f"\n{row.said}")),
            Note(line("Den er ikke lagt inn før du trykker «Legg inn».")),
            Controls(buttons),
        ),
        summary=f"Assistenten din foreslår en frist: {row.title}",
    )


def settled(row: DeadlineProposal) -> Card:
    """Return what came of a proposal that was answered, or was not within a week. It has nothing to press."""
    what = "lagt inn" if row.is_added else "ikke lagt inn"
    said = f"Fristen er {what}."
    return Card("Forslag fra assistenten din", (Paragraph(line(Bold(row.title), f"\n{said}")),), summary=said)


def too_old() -> Card:
    """Return that a proposal can no longer be added."""
    said = line(
        "Forslaget gjelder ikke lenger. Legg inn fristen med ",
        Code("/frister ny …"),
        ", eller be assistenten foreslå den igjen.",
    )
    return Card("Fristen er ikke lagt inn", (Paragraph(said),))
