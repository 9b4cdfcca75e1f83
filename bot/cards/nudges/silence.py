"""Relations that have gone quiet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Bold, Button, Card, Code, Controls, Item, Line, Note, Paragraph, Part, line
from bot.cards.introduction import introduction_line
from bot.cards.words import amount, in_days, short_day
from models.register.introductions import Introduction
from models.register.silence import Silent
from models.tables import Person

SHOW, LOG, REST = "interessent.vis", "interessent.samtale", "interessent.la_ligge"
A_WEEK = 7


@dataclass(frozen=True)
class QuietRelation:
    """A stakeholder who has gone quiet, and the colleague who can best make contact."""

    silent: Silent
    way: Introduction | None


@dataclass(frozen=True)
class Occasion:
    """An event where people meet, and when it is: «om 3 uker», «trolig 8.–12. januar»."""

    title: str
    when: str


def silence(relations: Sequence[QuietRelation], occasion: Occasion | None, today: date) -> Card:
    """Return the card of an owner's relations that have gone quiet, with who can make contact and the next occasion."""
    parts: list[Part] = [_item(each, today) for each in relations]
    if occasion:
        parts.append(Paragraph(line(f"En anledning: {occasion.title} {occasion.when}.")))
    parts += [
        Note(line("Alle dine: ", Code("/interessenter stille mine"))),
        Controls((Button("Mine innstillinger", "padriver.mine", ""),)),
    ]
    sentence = f"{amount(len(relations), 'kontakt', 'kontakter')} du ikke har snakket med på lenge"
    return Card("Kontakter du ikke har snakket med på lenge", tuple(parts), summary=sentence)


def _item(each: QuietRelation, today: date) -> Item:
    row = each.silent.row
    ref = f"{'p' if isinstance(row, Person) else 'o'}{row.id}"
    last = row.last_dialogue_on
    since = f"sist {short_day(last, today)}, {in_days(last, today)}" if last else "ingen samtaler ennå"
    text = f" · nivå {row.tier} · {since}"
    return Item(
        line(Bold(row.name), text, *_way(each, today)),
        (Button("Vis", SHOW, ref), Button("Loggfør samtale", LOG, ref), Button("La ligge i 30 dager", REST, ref)),
    )


def _way(each: QuietRelation, today: date) -> Line:
    return ("\nForslag til vei inn: ", *introduction_line(each.way, each.silent.row.name, today)) if each.way else ()


def in_weeks(when: date, today: date) -> str:
    """Return how far off a day is, in weeks from two on: «om 3 dager», «om 3 uker»."""
    days = (when - today).days
    if days < 2 * A_WEEK:
        return in_days(when, today)
    return f"om {days // A_WEEK} uker"
