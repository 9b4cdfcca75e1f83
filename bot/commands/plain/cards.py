"""The answer to a question in plain words: the card of what was found, with its date, how sure that is, and its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Code, Control, Controls, Note, Paragraph, Part, Quote, line
from bot.cards.card_errors import quoted
from bot.cards.rows import short_title, when_of
from bot.cards.words import capital
from bot.commands.access import Command, is_allowed
from bot.commands.ask import Ask
from bot.commands.frister.deadline_card import deadline_card, is_hidden
from bot.commands.parse.clean import short
from bot.commands.plain.finding import Findings, FoundAnswer
from bot.commands.plain.own_cards import own_card
from bot.commands.plain.workspace_sources import EFFECT, ORGANISATION, PERSON
from bot.commands.shared.deadline_controls import DeadlineControlValue
from content.schema.base import Outward
from models.occurrences.queries import by_id
from models.search.pack_entry import When
from models.tables import Occurrence

SHOW, UNHELPFUL = "sok.vis", "sok.hjalp_ikke"
OTHERS = 2
NEAR_ENOUGH = 0.35
"""The least score of what is shown as the nearest."""
LONGEST_LABEL = 30
"""What fits on a phone."""
VIEW_COMMANDS: Mapping[str, tuple[str, str]] = {
    "view:open-windows": ("arshjul", "åpent"),
    "view:wheel": ("arshjul", ""),
    "view:deadlines": ("frister", ""),
    "view:messages": ("budskap", ""),
    "view:effects": ("effekt", ""),
    "view:stakeholders": ("interessenter", ""),
    "view:media": ("medie", "kilder"),
    "view:hearings": ("padriver", "høringer"),
    "view:mine": ("frister", "mine"),
    "view:who-does-what": ("frister", "hvem gjør hva"),
    "view:cases": ("sak", ""),
    "view:spokespersons": ("medie", "talspersoner"),
    "view:clearing": ("padriver", "klarering"),
    "view:rounds": ("budskap", "runde"),
    "view:members": ("interessenter", "medlemmer"),
    "view:privacy": ("interessenter", "personvern"),
    "view:sent": ("padriver", "meldinger"),
    "view:status": ("padriver", "status"),
    "view:content": ("padriver", "innhold"),
    "view:how-deadlines": ("frister", "hjelp"),
    "view:how-dialogues": ("interessenter", "hjelp"),
    "view:how-report": ("effekt", "hjelp"),
    "view:help": ("padriver", "hjelp"),
}
"""The command that shows each view, and its text."""
HAVING_WORDING = frozenset({"sak", "spor", "målgruppe", "hovedbudskap", "kampanje", "grep", "allianse", "håndverk"})
"""The kinds that `/budskap` answers with."""
VIEWS_OF_TIME = frozenset({"view:wheel", "view:open-windows", "view:deadlines", "view:mine", "view:effects"})
"""The views that are shown of the time that is asked about."""
SURE = {
    "fast": "Datoen er fast.",
    "forventet": "Datoen er ventet, etter mønsteret fra tidligere år.",
    "ca": "Datoen er omtrentlig.",
    "måned": "Bare måneden er kjent.",
    "ukjent": "Datoen er ikke kjent.",
}


def answer_card(ask: Ask, session: Session, findings: Findings, commands: Mapping[str, Command]) -> Card:
    """Return the answer: the best that was found, with up to two others as buttons, or that we do not know."""
    text = findings.question.text
    if not findings.found or not findings.is_known:
        return _unknown(findings)
    best, *rest = findings.found
    card = found_card(ask, session, best, findings, commands)
    buttons: tuple[Control, ...] = (*_others(text, rest[:OTHERS]), Button("Hjalp ikke", UNHELPFUL, text))
    return replace(card, parts=(*card.parts, Controls(buttons)))


def found_card(
    ask: Ask, session: Session, found: FoundAnswer, findings: Findings, commands: Mapping[str, Command]
) -> Card:
    """Return the card of something that was found."""
    for name, text in _commands_of(found, findings):
        if name not in commands or not is_allowed(ask.role, commands[name].least_for(text)):
            continue
        answered = commands[name](replace(ask, text=text), session)
        if isinstance(answered, Card) and answered.unread is None:
            return _sourced(answered, found)
    if own := own_card(ask, session, found):
        return _dated(own, found)
    row = by_id(session, ask.workspace.id, found.when.row_id) if found.when and found.when.row_id else None
    if row is not None and not is_hidden(ask, session, row):
        return _dated(deadline_card(ask, session, row, DeadlineControlValue(id=row.id)), found)
    if found.when:
        shown = _planned(found, found.when)
        card = Card(
            short_title(found.title), (Paragraph(line(Bold(capital(when_of(shown, ask.today))))), *_text(found))
        )
        return _dated(card, found)
    return _sourced(Card(short_title(found.title), _own_parts(found)), found)


def _commands_of(found: FoundAnswer, findings: Findings) -> Iterator[tuple[str, str]]:
    """Yield the commands that show what was found, each with its text; the next is tried if one does not understand it."""
    period = findings.question.period
    if found.id in VIEW_COMMANDS:
        name, text = VIEW_COMMANDS[found.id]
        if period and found.id in VIEWS_OF_TIME:
            yield name, f"{text} {period}".strip()
        yield name, text
    elif found.kind in {PERSON, ORGANISATION}:
        yield "interessenter", found.title
    elif found.kind == EFFECT:
        yield "effekt", ""
    elif found.kind in HAVING_WORDING and found.entry.ref:
        yield "budskap", found.entry.ref


def _sourced(card: Card, found: FoundAnswer) -> Card:
    notes = (Note(line(f"Kilde: {found.entry.kilde}.")),) if found.entry.kilde else ()
    return replace(card, parts=(*card.parts, *notes))


def _dated(card: Card, found: FoundAnswer) -> Card:
    sure = SURE.get(found.when.certainty, "") if found.when else ""
    kilde = f"Kilde: {found.entry.kilde}." if found.entry.kilde else ""
    said = " ".join(filter(None, (sure, kilde)))
    return replace(card, parts=(*card.parts, *((Note(line(said)),) if said else ())))


def _planned(found: FoundAnswer, when: When) -> Occurrence:
    """Return an occurrence that the workspace has no row for, to show like those that have one."""
    return Occurrence(
        key=when.key, kind=found.kind, title=found.title, starts_on=when.first, ends_on=when.last,
        certainty=when.certainty, set_by=when.set_by, seen=[day.isoformat() for day in when.seen] or None,
        note=found.entry.text or None, start_time=None, minutes=None, done_at=None,
    )  # fmt: skip


def _text(found: FoundAnswer) -> tuple[Part, ...]:
    return (*_whole_title(found), *((Note(line(found.entry.text)),) if found.entry.text else ()))


def _whole_title(found: FoundAnswer) -> tuple[Part, ...]:
    """Return a title that the card's own is shortened from."""
    return (Paragraph(line(found.title)),) if short_title(found.title) != found.title.rstrip(".") else ()


def _own_parts(found: FoundAnswer) -> tuple[Part, ...]:
    entry = found.entry
    state = ""
    if isinstance(entry.source, Outward):
        state = "Klarert." if entry.source.is_cleared else "Utkast: Få teksten klarert før dere bruker den utad."
    if entry.kind == "reaksjon":
        return (*_whole_title(found), Quote(entry.text), Note(line(state)))
    parts: list[Part] = [Quote(entry.title) if isinstance(entry.source, Outward) else Paragraph(line(entry.title))]
    if entry.text and entry.text != entry.title:
        parts.append(Paragraph(line(entry.text)))
    if entry.parent:
        parts.append(Note(line(f"{capital(entry.kind)} · {entry.parent}")))
    return (*parts, *((Note(line(state)),) if state else ()))


def _unknown(findings: Findings) -> Card:
    """Say that we do not know, and what is nearest, without a date."""
    text = findings.question.text
    near = [each for each in findings.found[:OTHERS] if each.score >= NEAR_ENOUGH]
    sentence = "Det vet jeg ikke."
    if near:
        sentence += f" Det nærmeste jeg fant, er «{_in_line(near[0])}»."
    hint = Note(line("Spør med andre ord, eller se hva jeg kan: ", Code("/padriver hjelp"), "."))
    buttons = Controls((*_others(text, near), Button("Hjalp ikke", UNHELPFUL, text)))
    return Card("Det vet jeg ikke", (Paragraph(line(sentence)), hint, buttons), summary=sentence)


def _others(text: str, found: Sequence[FoundAnswer]) -> tuple[Button, ...]:
    return tuple(
        Button(_label(each), SHOW, to_json({"q": text, "i": each.id, "k": each.kind}).decode()) for each in found
    )


def _label(found: FoundAnswer) -> str:
    return short(quoted(_in_line(found)), LONGEST_LABEL)


def _in_line(found: FoundAnswer) -> str:
    return short_title(found.title).rstrip(".")
