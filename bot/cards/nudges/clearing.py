"""What administrators, and those who keep figures up to date, are asked about the texts."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bullets, Button, Card, Code, Controls, Note, Paragraph, line
from bot.cards.content_edit import CLEAR, TO_CLEAR
from bot.cards.words import day, listing
from content.clearing import OutwardText
from content.schema.messages import Fact, Step


def clear_texts(drafts: int, unsettled: Sequence[OutwardText]) -> Card:
    """Return the message that leads an administrator to the form, sent once."""
    sentence = "Ingenting av det jeg sier på vegne av dere, er klarert ennå."
    rows = tuple(line(f"{each.label}: {listing([f'«{point}»' for point in each.open_points])}") for each in unsettled)
    settle = (Paragraph(line("Dette må avklares før det kan brukes:")), Bullets(rows)) if rows else ()
    return Card(
        "Hva kan vi si utad?",
        (
            Paragraph(
                line(
                    f"{sentence} Alt er utkast til styret har vedtatt det. I ett skjema klarerer du mange tekster samlet."
                )
            ),
            *settle,
            *((Controls((Button("Klarer tekster", CLEAR, TO_CLEAR, style="primary"),)),) if drafts else ()),
            Note(line("Du kan gjøre det senere: ", Code("/padriver klarering"))),
        ),
        summary=sentence,
    )


def settle_slogan(step: Step, points: Sequence[str], opens_on: date, today: date) -> Card:
    """Return the question to an administrator about a slogan that is about to be used and has something to settle."""
    sentence = f"Slagordet til grep {step.number} skal brukes fra {day(opens_on, today)}, men noe må avklares først."
    return Card(
        f"Avklar slagordet til grep {step.number}",
        (
            Paragraph(line(sentence)),
            Bullets(tuple(line(f"«{point}»") for point in points)),
            *((Note(line(step.note)),) if step.note else ()),
            Note(line("Se slagordet: ", Code(f"/budskap grep {step.number}"))),
        ),
        summary=sentence,
    )


def check_figures(facts: Sequence[tuple[str, Fact]], today: date) -> Card:
    """Return the question to the person who keeps some figures up to date; each has the name of its theme."""
    sentence = "Disse tallene må sjekkes:" if len(facts) > 1 else "Dette tallet må sjekkes:"
    rows = tuple(
        line(f"{name}: {fact.text} Gjelder til {day(fact.good_until, today)}." if fact.good_until else fact.text)
        for name, fact in facts
    )
    return Card(
        "Stemmer tallene fortsatt?",
        (
            Paragraph(line(sentence)),
            Bullets(rows),
            Note(line("Etter den dagen tar jeg tallet ut av tekstene til noen har sjekket det.")),
        ),
        summary=f"{sentence} {rows and ''.join(str(span) for span in rows[0])}",
    )
