"""From input to money: the chain of a case, and the list of all of them."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Button, Card, Code, Controls, Heading, Item, Line, Link, Note, Paragraph, Part, line
from bot.cards.nudges.finds import find_parts
from bot.cards.words import amount, day, short_day
from content.schema.pack import Pack
from models.official.chains import DECISION, REMARK, Chain
from models.tables import ChainStep, OfficialFind

SHOW, MONEY, SAVE_MONEY, UNDO = "effekt.kjede", "effekt.penger", "effekt.penger_lagre", "effekt.penger_angre"
MOST = 10
NO_INPUT = "Vi har ikke ført noe innspill i denne saken."
NO_REMARK = "Jeg har ikke funnet ord fra oss i innstillingen."
NO_DECISION = "Saken er ikke avgjort ennå, eller vedtaket er ikke kommet til meg."
NO_MONEY = "Ingenting er ført ennå. Penger fører dere selv."
NONE = line(
    "Ingen sak har noe innspill, funn eller penger ennå. Send et innspill til en høring i Stortinget, og før det som sendt fra ",
    Code("/padriver høringer"),
    ".",
)


def chain_card(chain: Chain, pack: Pack, today: date, result: Sequence[Part] = ()) -> Card:
    """Return a chain, step by step. `result` is what was just done."""
    link: Line = ("\n", Link("Åpne hos Stortinget", chain.record.link)) if chain.record and chain.record.link else ()
    return Card(
        "Fra innspill til penger",
        (
            *result,
            Paragraph(line(Bold(chain.title), *link)),
            Heading("1. Innspill"),
            *_inputs(chain, today),
            Heading("2. Merknad"),
            *_finds(chain.of_kind(REMARK), pack, NO_REMARK),
            Heading("3. Vedtak"),
            *_decision(chain, pack, today),
            Heading("4. Penger"),
            *_money(chain.money, today),
            Controls((Button("Før inn penger …", MONEY, chain.case), Button("Alle sakene", SHOW, ""))),
        ),
        summary=f"Fra innspill til penger: {chain.title}",
    )


def chains_card(found: Sequence[Chain]) -> Card:
    """Return the cases with how far each has come."""
    if not found:
        return Card("Fra innspill til penger", (Paragraph(NONE),))
    rows = tuple(
        Item(line(Bold(each.title), f"\n{_so_far(each)}"), (Button("Se kjeden", SHOW, each.case),))
        for each in found[:MOST]
    )
    left = len(found) - len(rows)
    more = (
        (Note(line(f"og {left} til. Skriv ord fra tittelen: ", Code("/effekt kjede jernbane"), ".")),) if left else ()
    )
    return Card("Fra innspill til penger", (*rows, *more))


def _so_far(chain: Chain) -> str:
    remarks, decisions = len(chain.of_kind(REMARK)), len(chain.of_kind(DECISION))
    decided = "vedtatt" if chain.decision or decisions else "ikke avgjort"
    parts = (
        "innspill sendt" if chain.inputs else "uten innspill",
        amount(remarks, "funn i innstillingen", "funn i innstillingen") if remarks else "ingen funn i innstillingen",
        decided,
        "penger ført" if chain.money else "penger ikke ført",
    )
    return " → ".join(parts)


def _inputs(chain: Chain, today: date) -> tuple[Part, ...]:
    if not chain.inputs:
        return (Paragraph(line(NO_INPUT)),)
    return tuple(
        Paragraph(line(f"Sendt {day(each.plan.sent_on or today, today)}{f' til {each.plan.sent_to}' if each.plan.sent_to else ''}: {each.row.title}"))
        for each in chain.inputs
    )  # fmt: skip


def _finds(found: Sequence[OfficialFind], pack: Pack, nothing: str) -> tuple[Part, ...]:
    if not found:
        return (Paragraph(line(nothing)),)
    return tuple(part for each in found for part in find_parts(each, pack))


def _decision(chain: Chain, pack: Pack, today: date) -> tuple[Part, ...]:
    found = chain.of_kind(DECISION)
    on = f"{day(chain.decided_on, today)}: " if chain.decided_on else ""
    # What is quoted is not said twice.
    is_quoted = any(each.quote in chain.decision for each in found)
    words = f"{on}Stortinget har gjort vedtak." if is_quoted else f"{on}{chain.decision}"
    said = (Paragraph(line(words)),) if chain.decision else ()
    if not said and not found:
        return (Paragraph(line(NO_DECISION)),)
    return (*said, *(part for each in found for part in find_parts(each, pack)))


def _money(steps: Sequence[ChainStep], today: date) -> tuple[Part, ...]:
    if not steps:
        return (Paragraph(line(NO_MONEY)),)
    return tuple(
        Item(
            line(f"{short_day(each.on, today)}: {each.text}", *((" ", Link("se", each.link)) if each.link else ())),
            (Button("Angre", UNDO, str(each.id)),),
        )
        for each in steps
    )
