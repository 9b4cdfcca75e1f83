"""Those who were found, as a list; each opens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Code, Controls, Item, Note, Paragraph, Part, line
from bot.cards.errors import quoted
from bot.cards.words import amount
from bot.commands.ask import Ask
from bot.commands.interessenter.logged import SHOW
from bot.commands.interessenter.person import NEW_FORM
from bot.commands.interessenter.refs import Known, ref_of
from bot.commands.interessenter.told import named, short_line
from bot.commands.share import share_button
from models.register.filters import RegisterFilter
from models.register.roles import HeldRole, roles
from models.register.search import MOST_WORDS, SearchResult, left_out, search
from models.tables import Person

SHOWN = 10


def answer(ask: Ask, session: Session, asked: RegisterFilter) -> Known | Card:
    """Return the only one who is found, or the list of them."""
    found = search(session, ask.workspace, asked, ask.today, SHOWN + 1)
    rows = _ranked(found)
    if len(rows) == 1 and asked.words and not found.guessed:
        return rows[0]
    card = list_card(ask, session, rows, guessed=found.guessed)
    unread = left_out(asked)
    if not unread:
        return card
    said = f"Jeg søkte bare etter de første {MOST_WORDS} ordene. {amount(len(unread), 'ord', 'ord')} er ikke med."
    return replace(card, parts=(*card.parts, Note(line(said))))


def rows(ask: Ask, session: Session, asked: RegisterFilter) -> list[Known]:
    """Return those who fit, the best first."""
    return _ranked(search(session, ask.workspace, asked, ask.today, SHOWN + 1))


def list_card(ask: Ask, session: Session, rows: Sequence[Known], *, guessed: bool = False, title: str = "") -> Card:
    """Return a list of people and organisations, the best first; «kanskje» where nobody has all the words."""
    if not rows:
        return nobody(ask)
    held = roles(session, ask.workspace.id, [row.id for row in rows if isinstance(row, Person)], ask.today)
    shown = rows[:SHOWN]
    head = title or ("Mente du en av disse?" if guessed else amount(len(shown), "treff", "treff"))
    more = (Note(line("Det er flere. Skriv mer av navnet, eller et filter som ", Code("parti:Ap"), ".")),)
    items: tuple[Part, ...] = tuple(_item(ask, row, held) for row in shown)
    return Card(
        head,
        (*items, *(more if len(rows) > SHOWN else ()), Controls((share_button("interessenter", ask.text),))),
    )


def nobody(ask: Ask) -> Card:
    """Return what to do where nobody is found."""
    shown = quoted(ask.text)
    said = f"Jeg fant ingen for «{shown}»." if shown else "Registeret er tomt."
    add = Button("Ny person", NEW_FORM, shown[:100], style="primary")
    hint = line(
        "Logg en samtale på én linje: ", Code("/interessenter møtte Kari Nordmann (Ap) om Rikstunnelen: positiv")
    )
    return Card("Ingen treff", (Paragraph(line(said)), Note(hint), Controls((add,))), summary=said)


def _item(ask: Ask, row: Known, held: Mapping[int, Sequence[HeldRole]]) -> Item:
    mine = held.get(row.id, ()) if isinstance(row, Person) else ()
    said = line(Bold(named(row, mine)), "\n", *short_line(row, mine, ask.today))
    return Item(said, (Button("Vis", SHOW, str(ref_of(row))),))


def _ranked(found: SearchResult) -> list[Known]:
    people: list[tuple[float, Known]] = [(hit.score, hit.row) for hit in found.people]
    others: list[tuple[float, Known]] = [(hit.score, hit.row) for hit in found.organisations]
    return [row for _, row in sorted((*people, *others), key=lambda each: -each[0])]
