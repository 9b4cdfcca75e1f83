"""`/interessenter kart [tema]`: interest and influence, as a picture and in words."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Card, Code, Heading, Line, Note, Paragraph, Part, line
from bot.cards.file import File
from bot.cards.words import amount
from bot.commands.ask import Answer, Ask
from bot.commands.interessenter.references import Stakeholder
from bot.commands.parse.themes import themes_of
from bot.commands.shared.result_cards import fault_card
from bot.pictures import can_draw
from models.register.placed import placed

MIDDLE = 3
"""The lowest degree of interest or influence that counts as high."""
QUARTERS = (
    ("Ha tett dialog", True, True),
    ("Hold fornøyd", True, False),
    ("Hold informert", False, True),
    ("Følg med", False, False),
)
"""The quarters of the map: the name, and whether influence and interest are high there."""
LISTED = 15


def chart(ask: Ask, text: str, session: Session) -> Answer:
    """Return the map of everybody, or of those who care about a theme, with the same as a list."""
    themes = themes_of(ask.pack)
    theme = themes.find(text.lstrip("#")) if text else None
    if text and theme is None:
        return fault_card(themes.unknown(text), "interessenter")
    title = f"{themes.name(theme)}: interesse og innflytelse" if theme else "Interesse og innflytelse"
    rows = placed(session, ask.workspace, theme)
    if not rows:
        return _empty()
    result = _listed(title, rows)
    if not can_draw():
        return result
    dots = [(row.name, row.tier, row.interest or 1, row.influence or 1) for row in rows]
    return File("interessekart.png", title, partial(_drawn, title, dots), caption=result, alt=_alt(title, rows))


def _drawn(title: str, dots: Sequence[tuple[str, str, int, int]]) -> bytes:
    from bot.pictures.influence import Placed, influence_map  # noqa: PLC0415 - the libraries are large, and extras

    return influence_map(title, [Placed(*dot) for dot in dots])


def _empty() -> Card:
    sentence = "Ingen har fått interesse og innflytelse ennå."
    hint = line("Slå opp en person, trykk «Endre» og velg fra 1 til 5. Eller importer et regneark med kolonnene ")
    return Card(
        "Kartet er tomt",
        (Paragraph(line(sentence)), Note(line(*hint, Code("Interesse"), " og ", Code("Innflytelse"), "."))),
        summary=sentence,
    )


def _listed(title: str, rows: Sequence[Stakeholder]) -> Card:
    return Card(title, tuple(part for name, _, _ in QUARTERS for part in _quarter(name, _inside(name, rows))))


def _quarter(name: str, rows: Sequence[Stakeholder]) -> tuple[Part, ...]:
    if not rows:
        return ()
    lines: tuple[Line, ...] = tuple(
        line(f"{row.name} ({row.tier}): interesse {row.interest}, innflytelse {row.influence}") for row in rows[:LISTED]
    )
    more = (Note(line(f"… og {len(rows) - LISTED} til")),) if len(rows) > LISTED else ()
    return (Heading(name), Bullets(lines), *more)


def _inside(name: str, rows: Sequence[Stakeholder]) -> list[Stakeholder]:
    quarter = next((influence, interest) for each, influence, interest in QUARTERS if each == name)
    return [row for row in rows if ((row.influence or 0) >= MIDDLE, (row.interest or 0) >= MIDDLE) == quarter]


def _alt(title: str, rows: Sequence[Stakeholder]) -> str:
    counted = [
        f"{amount(len(inside), 'navn', 'navn')} i «{name}»"
        for name, _, _ in QUARTERS
        if (inside := _inside(name, rows))
    ]
    return f"{title}. Kart med {', '.join(counted)}."
