"""A theme that is in the media clearly more than usual, as people see it: what came, what to do now, what we say."""

from collections.abc import Sequence

from bot.cards.alert import headline
from bot.cards.card import Bullets, Button, Card, Controls, Heading, Paragraph, Part, line
from bot.cards.followup import wording
from bot.cards.words import amount
from content.schema.base import Line as Entry
from content.schema.messages import Track
from models.tables import Alert

TAKE = "mediesprint.ta"
MOST = 5
WEEK = 7


def sprint_card(
    theme: str,
    name: str,
    rows: Sequence[Alert],
    usual: float,
    steps: Sequence[Entry],
    track: Track | None,
    speakers: tuple[Part, ...],
) -> Card:
    """Return the card of a theme's sprint. `usual` is how many cases a day it usually has."""
    title = f"Sprint: {name} er i mediene nå"
    sentence = f"{amount(len(rows), 'sak', 'saker')} på ett døgn. {_usually(usual)}"
    left = len(rows) - MOST
    more = (line(f"… og {left} til"),) if left > 0 else ()
    to_do = (Heading("Gjør dette nå"), Bullets(tuple(line(each.text) for each in steps))) if steps else ()
    return Card(
        title,
        (
            Paragraph(line(sentence)),
            Bullets((*(headline(each) for each in rows[:MOST]), *more)),
            *to_do,
            *wording(track),
            *speakers,
            Controls((Button("Jeg tar den", TAKE, theme, style="primary"),)),
        ),
        summary=f"{title}. {sentence}",
    )


def _usually(usual: float) -> str:
    in_a_week = round(usual * WEEK)
    if in_a_week < 1:
        return "Vanligvis er det mindre enn én i uka."
    return f"Vanligvis er det omtrent {'én' if in_a_week == 1 else in_a_week} i uka."
