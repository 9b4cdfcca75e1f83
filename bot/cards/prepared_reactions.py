"""The reactions that are written beforehand: which one the answers suggest, and each with what we got and what we lack."""

from collections.abc import Mapping, Sequence

from bot.cards.card import Button, Card, Controls, Copyable, Heading, Item, Note, Paragraph, Part, Quote, line
from bot.cards.clearing import status_line
from bot.cards.content_edit import reactions_button
from bot.cards.presented import SHOW, filled_words, name_of, value_of
from bot.cards.words import capital
from content.schema.dated import Reaction, Tone
from models.occurrences.day_texts import REACTION
from models.occurrences.demands import MET, NOT_MET, PARTLY, count
from models.occurrences.presentations import Presentation
from models.tables import DayText, Demand

MEND, RESTORE = "fremlegg.reaksjon", "fremlegg.reaksjon_om"
OUTLETS: Mapping[str, str] = {"presse": "Pressemelding", "linkedin": "LinkedIn", "ordførere": "Til ordførerne"}
HEADS: Mapping[str, str] = {
    MET: "Dette er på plass:",
    PARTLY: "Dette er delvis på plass:",
    NOT_MET: "Dette mangler:",
}
DRAFT = "UTKAST – IKKE KLARERT"
"""The first line of a copied text that nobody has cleared."""
NOT_SENT = "Jeg sender ingenting. Rett teksten, kopier den og publiser den selv."
NONE = (
    "Dere har ikke skrevet noen reaksjoner ennå. Skriv en for hver måte dere kan ønske å reagere på, og få dem klarert."
)
NOT_FILLED = "Ingen krav er fylt ut ennå, så jeg foreslår ingen av dem."
CLEARED = "Teksten er klarert. Lim den inn som den står."
NOT_CLEARED = "Teksten er et utkast. Få den klarert før dere bruker den utad."


def slot_of(reaction: Reaction) -> str:
    """Return the slot of the text that somebody has made of a reaction (`models.tables.DayText`)."""
    return f"{REACTION}{reaction.id}"


def reactions_to(reactions: Sequence[Reaction], shown: Presentation) -> list[Reaction]:
    """Return the reactions to a document that are in use."""
    return [each for each in reactions if shown.document in each.documents and not each.is_retired]


def with_demands(text: str, rows: Sequence[Demand]) -> str:
    """Return a reaction followed by the demands that are filled in, under what came of them."""
    lists = []
    for verdict, head in HEADS.items():
        found = [f"– {each.text}" for each in rows if each.verdict == verdict]
        if found:
            lists.append("\n".join((head, *found)))
    return "\n\n".join((" ".join(text.split()), *lists))


def reactions_card(
    shown: Presentation,
    reactions: Sequence[Reaction],
    rows: Sequence[Demand],
    mended: Mapping[str, DayText],
    *,
    result: Sequence[Part] = (),
) -> Card:
    """Return the reactions, those that the answers suggest first. `mended` are the texts people have made, by slot."""
    tone = count(rows).tone
    groups = sorted({each.tone for each in reactions}, key=lambda each: (each != tone, each))
    return Card(
        f"Reaksjoner på {name_of(shown)}",
        (
            *result,
            *((Paragraph(line(_proposal(rows, tone))),) if reactions else (Paragraph(line(NONE)),)),
            *(part for each in groups for part in _group(shown, each, reactions, mended, tone)),
            *((Note(line(NOT_SENT)),) if reactions else ()),
            Controls((Button("Se kravene", SHOW, value_of(shown)), reactions_button())),
        ),
    )


def copy_card(shown: Presentation, reaction: Reaction, text: str, *, is_cleared: bool) -> Card:
    """Return a reaction to copy; one that is not cleared says so in its first line."""
    return Card(
        f"{OUTLETS[reaction.to]}: {name_of(shown)}",
        (
            Copyable(text if is_cleared else f"{DRAFT}\n\n{text}"),
            Note(line(CLEARED if is_cleared else NOT_CLEARED)),
            Controls((Button("Rett …", MEND, value_of(shown, reaction.id)),)),
        ),
    )


def _proposal(rows: Sequence[Demand], tone: Tone | None) -> str:
    if tone is None:
        return NOT_FILLED
    return f"Forslag etter svarene: {tone}. {filled_words(count(rows))}. Du velger."


def _group(
    shown: Presentation, tone: Tone, reactions: Sequence[Reaction], mended: Mapping[str, DayText], proposed: Tone | None
) -> list[Part]:
    parts: list[Part] = [Heading(f"{capital(tone)} (forslag)" if tone == proposed else capital(tone))]
    for each in reactions:
        if each.tone == tone:
            row = mended.get(slot_of(each))
            status = line("Rettet. Ikke klarert slik.") if row else status_line(each.clearing)
            value = value_of(shown, each.id)
            restore = (Button("Begynn på nytt", RESTORE, value),) if row else ()
            parts += [
                Item(line(f"{OUTLETS[each.to]}: ", *status), (Button("Rett og kopier …", MEND, value), *restore)),
                Quote(row.text if row else each.text),
            ]
    return parts
