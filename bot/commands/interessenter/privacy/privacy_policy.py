"""`/interessenter personvern`: what is stored about people, why, how long, who reads it, and how to handle requests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from html import escape

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Code, Controls, Heading, Line, Note, Paragraph, Part, line
from bot.cards.file import File
from bot.commands.ask import Answer, Ask, CommandHandler, Press, Reply
from bot.commands.interessenter.privacy.person_report import STYLE
from bot.commands.parse.clean import leading_word
from content.privacy import FIELD_BY_FIELD, privacy_document

WORD, WHOLE_POLICY = "personvern", "interessent.personvern"
_ITEM = re.compile(r"^- ", re.MULTILINE)
_MARK = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class Block:
    """A heading (`#`, `##`, `###`), a paragraph (empty mark) or a list (`-`) with its lines."""

    mark: str
    lines: tuple[str, ...]


def answered_for_all(handler: CommandHandler) -> CommandHandler:
    """Return a handler that shows the document to everybody, also to those who may not read the register."""

    @wraps(handler)
    def answer(ask: Ask, session: Session) -> Answer:
        return policy_card() if leading_word(ask.text) == WORD else handler(ask, session)

    return answer


def whole_policy(ask: Ask, press: Press, session: Session) -> Reply:
    """Send the whole document, with every field."""
    del ask, press, session
    return Reply(file=File("personvern.html", "Personvern i Pådriver", _policy_page))


@lru_cache(maxsize=1)
def policy_card() -> Card:
    """Return the document as a card."""
    title, *rest = blocks(privacy_document())
    before = [each for each in rest if each.mark != "###"]
    last = next(place for place, each in enumerate(before) if each.lines == (FIELD_BY_FIELD,))
    more = Note(line("Hele dokumentet har også hvert felt som lagres."))
    whole_of_it = Controls((Button("Hent hele dokumentet", WHOLE_POLICY, ""),))
    return Card(title.lines[0], (*map(_part, before[:last]), more, whole_of_it))


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a document in order; the lines of a paragraph are joined."""
    for piece in text.strip().split("\n\n"):
        mark, _, rest = piece.partition(" ")
        if mark == "-":
            items = _ITEM.split(piece)
            yield Block("-", tuple(" ".join(each.split()) for each in items if each))
        elif set(mark) == {"#"}:
            yield Block(mark, (rest,))
        else:
            yield Block("", (" ".join(piece.split()),))


def _part(block: Block) -> Part:
    match block.mark:
        case "":
            return Paragraph(_spans(block.lines[0]))
        case "-":
            return Bullets(tuple(map(_spans, block.lines)))
    return Heading(block.lines[0])


def _spans(text: str) -> Line:
    spans: list[str | Bold | Code] = []
    at = 0
    for found in _MARK.finditer(text):
        spans += [text[at : found.start()], Code(found[1]) if found[1] else Bold(found[2])]
        at = found.end()
    return line(*spans, text[at:])


def _policy_page() -> bytes:
    inner = "".join(map(html_of, blocks(privacy_document())))
    head = f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>Personvern</title><style>{STYLE}</style>'
    return f"{head}{inner}</html>".encode()


def html_of(block: Block) -> str:
    """Return a block as HTML."""
    parts = [_MARK.sub(_marked, escape(each, quote=False)) for each in block.lines]
    match block.mark:
        case "":
            return f"<p>{parts[0]}</p>"
        case "-":
            return f"<ul>{''.join(f'<li>{each}</li>' for each in parts)}</ul>"
    level = len(block.mark)
    return f"<h{level}>{parts[0]}</h{level}>"


def _marked(found: re.Match[str]) -> str:
    return f"<code>{found[1]}</code>" if found[1] else f"<b>{found[2]}</b>"
