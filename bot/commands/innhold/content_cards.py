"""The cards of the content: what there is, a list of a kind, one entry with its advice, and its history."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Choice,
    Controls,
    Heading,
    Item,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Person,
    Quote,
    joined,
    line,
)
from bot.cards.clearing import must_be_settled
from bot.cards.content_edit import CLEAR, COPY_CAMPAIGN, EDIT, LIST, SHOW_ENTRY, TO_CLEAR, entry_value
from bot.cards.nudges.wheel import FIELDS
from bot.cards.words import MONTHS, amount, capital, day, listing
from bot.commands.ask import Ask
from bot.commands.innhold.actions import (
    ASKED,
    BRING_BACK,
    HISTORY,
    NEW,
    OVERVIEW,
    PREVIEW,
    REMOVE,
    list_value,
    new_value,
)
from bot.commands.innhold.advice import advice_parts
from bot.commands.innhold.asked_questions import searched_as
from bot.commands.innhold.clearing_overview import TO_TAKE_BACK
from bot.commands.innhold.contents import Contents, FoundEntry, kinds_inside, wheel_place
from bot.commands.innhold.history_cards import moment
from bot.commands.innhold.kind import Field, Kind
from bot.commands.innhold.kind_fields import GROUPS
from bot.commands.innhold.kinds import CAMPAIGN, KINDS
from bot.commands.innhold.rules import rule_text
from bot.commands.innhold.values import text_of
from bot.commands.parse.clean import short
from bot.commands.parse.themes import themes_of
from content.schema.wording import open_points
from models.content.content_edits import WORDING
from models.content.history import history
from models.workspace.contacts import names

PAGE = 12
MOST_HITS = 12
SHOWN = 160
LONG = 60
"""A longer text gets a heading and a quote of its own."""
DRAFT = "utkast"


def overview_card(contents: Contents) -> Card:
    """Return what there is, by group, with how many."""
    rows, choices = [], []
    for group in GROUPS:
        counted = [(kind, _count(contents, kind)) for kind in KINDS if kind.group == group]
        rows.append(
            line(
                Bold(group),
                ": ",
                listing([_amount(kind, number) for kind, number in counted if number]) or "ingenting ennå",
            )
        )
        choices += [Choice(f"{group}: {kind.many} ({number})", list_value(kind)) for kind, number in counted]
    statuses = _statuses(contents)
    return Card(
        "Alt dere har lagt inn",
        (
            Paragraph(line("Alt jeg sier og vet. Alle kolleger kan foreslå endringer, og alt kan angres.")),
            Bullets(tuple(rows)),
            Note(line(statuses)),
            Controls((Menu("Velg hva du vil se", LIST, tuple(choices)), Button("Klarer tekster", CLEAR, TO_CLEAR))),
            Note(line("Du kan også skrive hva du leter etter, for eksempel «/padriver innhold statsbudsjett».")),
        ),
        summary="Alt jeg sier og vet.",
    )


def list_card(ask: Ask, contents: Contents, kind: Kind, page: int = 0, within: FoundEntry | None = None) -> Card:
    """Return a page of the entries of a kind; what people took out comes last."""
    found = contents.entries(kind, within)
    ordered = [*(each for each in found if not each.is_removed), *(each for each in found if each.is_removed)]
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    heading = f"{capital(kind.many)} ({sum(not each.is_removed for each in found)})"
    parts: list[Part] = [Note(line(within.title))] if within else []
    parts += [_row(ask, contents, each) for each in shown] or [Paragraph(line("Her står det ingenting ennå."))]
    if pages > 1:
        parts.append(Note(line(f"Side {page + 1} av {pages}")))
    steps = [(page - 1, "Forrige", page > 0), (page + 1, "Neste", page < pages - 1)]
    turns = [Button(label, LIST, list_value(kind, number, within)) for number, label, wanted in steps if wanted]
    add = [Button(kind.new, NEW, new_value(kind, within))] if kind.can_add else []
    copy = [Button("Ny kampanje fra en tidligere", COPY_CAMPAIGN, "")] if kind.id == CAMPAIGN else []
    parts.append(Controls((*turns, *add, *copy, Button("Alt dere har lagt inn", OVERVIEW, ""))))
    return Card(heading, tuple(parts))


def hits_card(ask: Ask, contents: Contents, text: str, found: Sequence[FoundEntry]) -> Card:
    """Return the entries that a search found."""
    left = len(found) - MOST_HITS
    more = (Note(line(f"… og {left} til. Skriv flere ord for å finne det rette.")),) if left > 0 else ()
    rows = tuple(_row(ask, contents, each, with_kind=True) for each in found[:MOST_HITS])
    none = Paragraph(
        line("Jeg fant ingenting med de ordene. Velg fra alt dere har lagt inn, eller skriv det på en annen måte.")
    )
    return Card(
        f"Innhold: {short(text, LONG)}",
        (*(rows or (none,)), *more, Controls((Button("Alt dere har lagt inn", OVERVIEW, ""),))),
    )


def entry_card(
    ask: Ask, session: Session, contents: Contents, found: FoundEntry, above: tuple[Part, ...] = (), title: str = ""
) -> Card:
    """Return an entry with its texts, its status, advice on it, and what can be done with it."""
    value = entry_value(found.file, found.id)
    facts = [each for each in found.kind.fields if found.fields.get(each.name) not in (None, "", [])]
    inside = [
        Button(
            f"{capital(kind.many)} ({len([e for e in contents.entries(kind, found) if not e.is_removed])})",
            LIST,
            list_value(kind, 0, found),
        )
        for kind in kinds_inside(found)
    ]
    buttons = (
        (Button("Hent frem igjen", BRING_BACK, value, style="primary"),)
        if found.is_removed
        else (
            Button("Endre", EDIT, value, style="primary"),
            Button("Forhåndsvis", PREVIEW, value),
            *_clear(found),
            *((Button("Ta ut", REMOVE, value),) if found.kind.can_remove else ()),
            *((Button("Spørsmål", ASKED, value),) if searched_as(ask.pack, found) else ()),
        )
    )
    return Card(
        title or found.title,
        (
            *above,
            Note(_about(ask, session, contents, found)),
            *(part for each in facts for part in _field(ask, session, found, each)),
            *_missing(found),
            *_to_settle(found),
            *advice_parts(contents, found),
            *((Controls(tuple(inside)),) if inside else ()),
            Controls(
                (
                    *buttons,
                    Button("Historikk", HISTORY, value),
                    Button(capital(found.kind.many), LIST, list_value(found.kind)),
                )
            ),
        ),
    )


def points_of(found: FoundEntry) -> tuple[str, ...]:
    """Return what is left to settle before the texts of an entry can be cleared."""
    if not found.kind.is_outward or found.is_removed:
        return ()
    texts = (text for name, text in found.fields.items() if name in WORDING and isinstance(text, str))
    return tuple(dict.fromkeys(point for text in texts for point in open_points(text)))


def _to_settle(found: FoundEntry) -> tuple[Part, ...]:
    points = points_of(found)
    return (Note(line(must_be_settled(points))),) if points else ()


def _clear(found: FoundEntry) -> tuple[Button, ...]:
    """Return the button that clears a text, or takes it back."""
    if not found.kind.is_outward or points_of(found):
        return ()
    is_draft = status_of(found) == DRAFT
    mode = TO_CLEAR if is_draft else TO_TAKE_BACK
    return (Button("Klarer" if is_draft else "Trekk tilbake", CLEAR, f"{mode} {found.file}#{found.id}"),)


def _count(contents: Contents, kind: Kind) -> int:
    return sum(not each.is_removed for each in contents.entries(kind))


def _amount(kind: Kind, number: int) -> str:
    return amount(number, kind.name, kind.many)


def _statuses(contents: Contents) -> str:
    found = [each for kind in KINDS if kind.is_outward for each in contents.entries(kind) if not each.is_removed]
    count: dict[str, int] = {}
    for each in found:
        count[status_of(each)] = count.get(status_of(each), 0) + 1
    rows = [f"{count[name]} {name}" for name in (DRAFT, "klarert", "ute av bruk") if count.get(name)]
    return f"Tekster som kan sies utad: {listing(rows)}." if rows else "Ingen tekster kan sies utad ennå."


def status_of(found: FoundEntry) -> str:
    """Return the status of the texts of an entry that can be said outwards."""
    return str(found.fields.get("klarering", {}).get("status", DRAFT))


def _row(ask: Ask, contents: Contents, found: FoundEntry, *, with_kind: bool = False) -> Item:
    notes = [
        found.kind.name if with_kind else "",
        where_of(ask, contents, found),
        status_of(found) if found.kind.is_outward and not found.is_removed else "",
        "tatt ut" if found.is_removed else "",
        _resting(ask, found),
    ]
    value = entry_value(found.file, found.id)
    rest = f"\n{' · '.join(filter(None, notes))}" if any(notes) else ""
    button = Button("Hent frem igjen", BRING_BACK, value) if found.is_removed else Button("Åpne", SHOW_ENTRY, value)
    return Item(line(Bold(found.title), rest), (button,))


def _resting(ask: Ask, found: FoundEntry) -> str:
    until = str(found.fields.get("hviler_til") or "")
    return f"hviler til {_day(ask, until)}" if until > ask.today.isoformat() else ""


def where_of(ask: Ask, contents: Contents, found: FoundEntry) -> str:
    """Return what an entry belongs to: its month and field, its theme or campaign, or the entry it is inside."""
    if wheel := wheel_place(found.place):
        return f"{MONTHS[wheel[0] - 1]}, {FIELDS.get(wheel[1], wheel[1])}"
    outer = next(
        (part for part in reversed(found.place) if isinstance(part, str) and part not in found.kind.path), None
    )
    if outer and (around := contents.find(found.file, outer)):
        return around.title
    if found.fields.get("tema"):
        return themes_of(ask.pack).name(str(found.fields["tema"]))
    top = contents.data(found.file)
    return str(top.get("navn", "")) if found.kind.path and "/" in found.file and isinstance(top, dict) else ""


def _about(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Line:
    notes = [
        line(capital(found.kind.name)),
        line(where_of(ask, contents, found)),
        line(capital(status_of(found))) if found.kind.is_outward else (),
        line("Tatt ut") if found.is_removed else (),
        line(_resting(ask, found)),
    ]
    last = history(session, ask.workspace.id, found.file, found.id, 1)
    if last:
        notes.append(line("endret av ", Person(last[0].user_id), f" {moment(ask, last[0])}"))
    return joined([each for each in notes if each])


def _field(ask: Ask, session: Session, found: FoundEntry, each: Field) -> tuple[Part, ...]:
    value = found.fields[each.name]
    if each.name in {"navn", "bokstav"} or (each.name == "tekst" and len(str(value)) <= LONG and found.kind.path):
        return ()
    if each.shape == "tekst" and len(str(value)) > LONG:
        return (Heading(each.label), Quote(short(str(value).strip(), 2_900)))
    return (Paragraph(line(Bold(each.label), ": ", *_value(ask, session, each, value))),)


def _value(ask: Ask, session: Session, each: Field, value: Any) -> Line:  # noqa: PLR0911 - one a shape
    text = text_of(each, value)
    match each.shape:
        case "person":
            known = names(session, ask.workspace.id, (text,))
            return line(Person(text) if known or text == ask.user_id else text)
        case "dato":
            return line(_day(ask, text))
        case "tema":
            return line(themes_of(ask.pack).name(text))
        case "regel":
            return line(rule_text(value))
        case "sammen" | "ordliste" | "liste":
            return line(f"{short(text, SHOWN)} ({len(value)})" if len(text) > SHOWN else text)
        case "ja":
            return line("ja" if value else "nei")
        case "valg":
            return line(next((choice.label for choice in each.choices if choice.value == text), text))
    return line(text)


def _missing(found: FoundEntry) -> tuple[Part, ...]:
    wanted = ("hvorfor", "krav", "gevinst", "budskap", "råd")
    empty = [
        each.label.lower() for each in found.kind.fields if each.name in wanted and not found.fields.get(each.name)
    ]
    return (Note(line(f"Mangler: {listing(empty)}.")),) if empty and not found.is_removed else ()


def _day(ask: Ask, text: str) -> str:
    try:
        return day(date.fromisoformat(text), ask.today)
    except ValueError:
        return text
