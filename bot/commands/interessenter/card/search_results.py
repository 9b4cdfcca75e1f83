"""The results of a search as a list; each can be opened."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Code, Controls, Item, Note, Paragraph, Part, line
from bot.cards.card_errors import not_known, quoted
from bot.cards.words import amount
from bot.commands.ask import Ask
from bot.commands.interessenter.card.person_form import NEW_FORM
from bot.commands.interessenter.dialogue.dialogue_card import SHOW
from bot.commands.interessenter.references import Stakeholder, display_name, ref_of, summary_line
from bot.commands.share import share_button
from models.register.filters import RegisterFilter
from models.register.roles import HeldRole, roles
from models.register.search import MOST_WORDS, SearchResult, left_out, search
from models.tables import Person

SHOWN = 10


def one_or_list(ask: Ask, session: Session, filters: RegisterFilter) -> Stakeholder | Card:
    """Return the only result, or the list of results."""
    result = search(session, ask.workspace, filters, ask.today, SHOWN + 1)
    rows = _ranked(result)
    if len(rows) == 1 and filters.words and not result.guessed:
        return rows[0]
    card = list_card(ask, session, rows, guessed=result.guessed)
    unread = left_out(filters)
    if not unread:
        return card
    sentence = f"Jeg søkte bare etter de første {MOST_WORDS} ordene. {amount(len(unread), 'ord', 'ord')} er ikke med."
    return replace(card, parts=(*card.parts, Note(line(sentence))))


def matching_rows(ask: Ask, session: Session, filters: RegisterFilter) -> list[Stakeholder]:
    """Return the rows that match, the best first."""
    return _ranked(search(session, ask.workspace, filters, ask.today, SHOWN + 1))


def list_card(
    ask: Ask, session: Session, rows: Sequence[Stakeholder], *, guessed: bool = False, title: str = ""
) -> Card:
    """Return a list of people and organisations in the given order; `guessed` if nobody has all the words."""
    if not rows:
        return nobody_found(ask)
    held_roles = roles(session, ask.workspace.id, [row.id for row in rows if isinstance(row, Person)], ask.today)
    shown = rows[:SHOWN]
    head = title or ("Mente du en av disse?" if guessed else amount(len(shown), "treff", "treff"))
    more = (Note(line("Det er flere. Skriv mer av navnet, eller et filter som ", Code("parti:Ap"), ".")),)
    items: tuple[Part, ...] = tuple(_item(ask, row, held_roles) for row in shown)
    return Card(
        head,
        (*items, *(more if len(rows) > SHOWN else ()), Controls((share_button("interessenter", ask.text),))),
    )


def nobody_found(ask: Ask) -> Card:
    """Say that nobody was found, and what to do next."""
    shown = quoted(ask.text)
    sentence = f"Jeg fant ingen for «{shown}»." if shown else "Registeret er tomt."
    add = Button("Ny person", NEW_FORM, shown[:100], style="primary")
    hint = line(
        "Logg en samtale på én linje: ", Code("/interessenter møtte Kari Nordmann (Ap) om statsbudsjettet: positiv")
    )
    card = Card("Ingen treff", (Paragraph(line(sentence)), Note(hint), Controls((add,))), summary=sentence)
    return not_known(card, ask.text, suggests=True) if shown else card


def _item(ask: Ask, row: Stakeholder, held: Mapping[int, Sequence[HeldRole]]) -> Item:
    mine = held.get(row.id, ()) if isinstance(row, Person) else ()
    sentence = line(Bold(display_name(row, mine)), "\n", *summary_line(row, mine, ask.today))
    return Item(sentence, (Button("Vis", SHOW, str(ref_of(row))),))


def _ranked(result: SearchResult) -> list[Stakeholder]:
    people: list[tuple[float, Stakeholder]] = [(hit.score, hit.row) for hit in result.people]
    others: list[tuple[float, Stakeholder]] = [(hit.score, hit.row) for hit in result.organisations]
    return [row for _, row in sorted((*people, *others), key=lambda each: -each[0])]
