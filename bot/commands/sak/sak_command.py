"""Answers `/sak …`: the cases we work with, one of them, a theme's, all that concern us, or a new one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Code, Item, Paragraph, line
from bot.cards.card_errors import not_known, quoted
from bot.cards.cases import SHOW
from bot.cards.hearings import CASES, KINDS
from bot.cards.help import ways_card
from bot.cards.rows import short_title
from bot.commands.ask import Answer, Ask
from bot.commands.hearings.lists import listed
from bot.commands.help_words import asks_for_help
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.themes import themes_of
from bot.commands.sak.case_forms import new_case
from bot.commands.sak.shown import card_of, list_of
from models.cases import cases
from models.official.addresses import item_of
from models.official.matches import value_of
from models.official.open_items import open_items, without_deadline
from models.official.records import by_number
from models.tables import OfficialRecord

NEW_WORDS = frozenset({"ny", "nytt", "nye"})
ALL_WORDS = frozenset({"alle", "alt"})
MOST_FOUND = 5


def answer(ask: Ask, session: Session) -> Answer:
    """Answer with the list, one case, all that concerns us («alle»), or a new case («ny …»)."""
    text = clean(ask.text).strip(" ?!.")
    first, _, rest = text.partition(" ")
    if not text and not asks_for_help(ask.text):
        return list_of(ask, session, cases.open_cases(session, ask.workspace.id))
    if fold(first) in NEW_WORDS:
        return new_case(ask, rest, session)
    if fold(text) in ALL_WORDS:
        return listed(ask, session, CASES.name, 0)
    if asks_for_help(ask.text):
        return ways_card("sak")
    return _named(ask, session, text)


def _named(ask: Ask, session: Session, text: str) -> Card:
    address = item_of(text)
    if address is not None:
        record = by_number(session, *address)
        return card_of(ask, session, None, record) if record else _not_seen()
    found = {each.id: each for each in cases.find(session, ask.workspace.id, text)}
    theme = themes_of(ask.pack).find(text)
    if theme is not None:
        ours = cases.open_cases(session, ask.workspace.id)
        found |= {each.id: each for each in ours if each.theme == theme}
    if len(found) == 1 and theme is None:
        return card_of(ask, session, next(iter(found.values())), None)
    if found or theme is not None:
        title = f"Saker om {themes_of(ask.pack).name(theme)}" if theme else f"Saker med «{quoted(text)}»"
        return list_of(ask, session, list(found.values()), title)
    wanted = fold(text).split()
    items = [*open_items(session, ask.today), *without_deadline(session)]
    records = [each for each in items if all(word in fold(each.title) for word in wanted)]
    if len(records) == 1:
        return card_of(ask, session, None, records[0])
    return _which(records) if records else _nothing(text)


def _which(records: Sequence[OfficialRecord]) -> Card:
    rows = [
        Item(
            line(Bold(short_title(each.title)), f" · {KINDS.get(each.kind, each.kind)}"),
            (Button("Se saken", SHOW, value_of(each)),),
        )
        for each in records[:MOST_FOUND]
    ]
    left = len(records) - len(rows)
    more = (Paragraph(line(f"og {left} til. Skriv flere ord fra tittelen.")),) if left else ()
    return Card("Hvilken sak mener du?", (*rows, *more))


def _not_seen() -> Card:
    said = line("Jeg har ikke sett denne saken ennå. Skriv den inn selv: ", Code("/padriver sak ny TITTEL"), ".")
    return Card("Saker", (Paragraph(said),))


def _nothing(text: str) -> Card:
    said = line(
        f"Jeg fant ingen sak med «{quoted(text)}». Se alle med ", Code("/padriver sak alle"), ", eller skriv den inn: ",
        Code("/padriver sak ny TITTEL"), ".",
    )  # fmt: skip
    return not_known(Card("Fant ikke saken", (Paragraph(said),)), text, suggests=True)
