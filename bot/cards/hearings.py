"""Hearings and cases that concern us: by when, who holds them, and why we think so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Bold, Button, Card, Code, Heading, Item, Link, Note, Paragraph, Part, line
from bot.cards.words import amount, capital, day, listing
from models.official.items import ItemKind
from models.official.relevance import Relevance
from models.official.sources import name_of
from models.tables import OfficialRecord

BETWEEN = " · "
SHOW = "horing.vis"
"""Shows the card of one hearing (`bot.cards.hearing_card`)."""
MOST = 10
MOST_REASONS = 3
OFF = "Kildene hos Stortinget og regjeringen er ikke slått på. Spør den som drifter meg."
NOTHING = line(
    "Jeg fant ingen åpne høringer med ordene våre. Er noe galt med en kilde, står det i ", Code("/padriver status"), "."
)
KINDS: Mapping[str, str] = {
    ItemKind.HEARING.value: "høring",
    ItemKind.COMMITTEE_HEARING.value: "komitéhøring",
    ItemKind.CASE.value: "sak i Stortinget",
}


@dataclass(frozen=True)
class ShownHearing:
    """An item with why it concerns us. `add` opens the form of its deadline; None if it is among the deadlines."""

    record: OfficialRecord
    relevance: Relevance
    add: Button | None


def hearings_card(found: Sequence[ShownHearing], themes: Mapping[str, str], today: date, sources_on: bool) -> Card:
    """Return the card; `themes` are the themes' names by their ids."""
    title = "Høringer som angår oss"
    if not found:
        return Card(title, (Paragraph(NOTHING if sources_on else line(OFF)),))
    parts: list[Part] = []
    for heading, group in (
        ("Angår oss", [each for each in found if each.relevance.is_certain]),
        ("Angår oss kanskje", [each for each in found if not each.relevance.is_certain]),
    ):
        if group:
            parts += [Heading(heading), *(part for each in group[:MOST] for part in _item(each, themes, today))]
        if len(group) > MOST:
            parts.append(Note(line(f"og {amount(len(group) - MOST, 'til', 'til')}")))
    return Card(title, tuple(parts), summary=f"{title}: {len(found)}")


def _item(shown: ShownHearing, themes: Mapping[str, str], today: date) -> tuple[Part, ...]:
    row = shown.record
    said = line(
        f"Frist {day(row.deadline_on, today)}" if row.deadline_on else "Frist mangler",
        "\n",
        Bold(row.title),
        BETWEEN + BETWEEN.join(filter(None, (KINDS.get(row.kind, row.kind), row.body))),
        *((BETWEEN, Link("les mer", row.link)) if row.link else ()),
    )
    why = listing([f"«{each.words}» i {each.field}" for each in shown.relevance.reasons[:MOST_REASONS]])
    about = listing([themes.get(each, each) for each in shown.relevance.themes])
    way = f" Datoen er fra {name_of(row.deadline_from)}." if row.deadline_from else ""
    there = " Ligger i fristene." if shown.add is None else ""
    show = Button("Se høringen", SHOW, f"{row.kind}:{row.number}")
    return Item(said, (show, *((shown.add,) if shown.add else ()))), Note(line(f"{capital(about)}: {why}.{way}{there}"))
