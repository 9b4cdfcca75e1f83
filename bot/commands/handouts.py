"""What may be put into any chat, also one with outsiders: cleared messages, deadlines and cases, found by words.

Nothing from the register, no draft, no note and nobody's name; the cards have nothing to press.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cards.card import Card, Fields, Heading, Line, Link, Paragraph, Part, line
from bot.cards.hearings import KINDS
from bot.cards.rows import short_title, short_when
from bot.cards.words import capital, day
from bot.commands.ask import Ask
from bot.commands.budskap.plain_wording import are_cleared, to_settle
from bot.commands.budskap.plan_cards import Today
from bot.commands.budskap.target_match import NoMatch, SeveralMatches, SingleMatch, match
from bot.commands.budskap.target_names import campaign_for, names
from bot.commands.budskap.targets import Main, Target
from bot.commands.budskap.wording import wording
from bot.commands.frister.deadline_page import find
from bot.commands.frister.deadline_question import read
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from models.occurrences.queries import Listed, by_key
from models.official import matches
from models.official.open_items import open_items
from models.official.own import key_of
from models.official.sources import name_of
from models.tables import OfficialRecord
from models.workspace.contacts import ContactRole

MOST_MESSAGES, MOST_DEADLINES, MOST_CASES = 4, 6, 5
LONGEST_PREVIEW = 200
OUTWARD = ("frist", "milepæl", "arrangement")
"""The kinds of what is in the calendar for others too: not our own tasks and talks."""
LEAST = ContactRole.GUEST
"""The least role of a person who may look: guests see the same in `/frister` and `/budskap`."""


class Handout(NamedTuple):
    """Something to hand out, and the line that says what it is among others."""

    card: Card
    preview: str


def handouts(ask: Ask, session: Session) -> tuple[Handout, ...]:
    """Return what matches the words of the request, messages first; without words what is said now and comes next."""
    outside = replace(ask, text=clean(ask.text), is_private=False, is_external=True)
    rows = _rows(outside, session)
    return (*_messages(outside), *(_deadline(outside, row) for row in rows), *_cases(outside, session, rows))


def _messages(ask: Ask) -> Iterator[Handout]:
    today = Today(ask.pack, ask.today, ask.workspace.ntp_presented, wording_only=True)
    for target in _targets(ask)[:MOST_MESSAGES]:
        pieces = wording(target, ask.pack, campaign_for(ask.pack, ask.today), ask.today)
        if not pieces or not are_cleared((target,), today) or to_settle((target,), today):
            continue
        parts: list[Part] = []
        for each in pieces:
            parts += [Heading(each.heading)] if each.heading != target.label else []
            parts.append(Paragraph(line(each.text)))
        yield Handout(
            Card(target.label, tuple(parts)), " ".join(f"Budskap. {pieces[0].text}"[:LONGEST_PREVIEW].split())
        )


def _targets(ask: Ask) -> tuple[Target, ...]:
    if not ask.text:
        campaign = campaign_for(ask.pack, ask.today)
        return (Main(campaign),) if campaign else ()
    match match(ask.text, names(ask.pack, ask.today)):
        case SingleMatch(target):
            return (target,)
        case SeveralMatches(targets):
            return targets
        case NoMatch():
            return ()


def _rows(ask: Ask, session: Session) -> tuple[Listed, ...]:
    asked = read(ask, session, ask.text, themes_of(ask.pack))
    if isinstance(asked, Fault):
        return ()
    outward = replace(asked, wanted=replace(asked.wanted, kinds=OUTWARD))
    return find(ask, session, outward, MOST_DEADLINES, 0).rows


def _deadline(ask: Ask, row: Listed) -> Handout:
    when = short_when(row, ask.today)  # the day, not how far off it is: the message is read later, too
    facts: list[tuple[str, Line]] = [("Når", (when,))]
    if short_title(row.title) != row.title:
        facts.insert(0, ("Hva", (row.title,)))
    if row.link:
        facts.append(("Lenke", (Link("Åpne lenken", row.link),)))
    return Handout(Card(short_title(row.title), (Fields(tuple(facts)),)), capital(when))


def _cases(ask: Ask, session: Session, rows: tuple[Listed, ...]) -> Iterator[Handout]:
    words = fold(ask.text).split()
    if not words:
        return
    dismissed, found = matches.dismissed(session, ask.workspace.id), {row.id for row in rows}
    records = [
        record
        for record in open_items(session, ask.today)
        if all(word in fold(record.title) for word in words) and matches.key_of(record) not in dismissed
    ]
    for record in records[:MOST_CASES]:
        deadline = by_key(session, ask.workspace.id, key_of(record.kind, record.number))
        if deadline is None or deadline.id not in found:
            yield _case(ask, record)


def _case(ask: Ask, record: OfficialRecord) -> Handout:
    kind = capital(KINDS.get(record.kind, record.kind))
    due = day(record.deadline_on, ask.today) if record.deadline_on else "mangler"
    facts: list[tuple[str, Line]] = [("Hva", (kind,)), ("Frist", (due,))]
    if record.body:
        facts.append(("Hos", (record.body,)))
    if record.deadline_from:
        facts.append(("Datoen er fra", (name_of(record.deadline_from),)))
    if record.link:
        facts.append(("Lenke", (Link("Les mer", record.link),)))
    return Handout(Card(record.title, (Fields(tuple(facts)),)), f"{kind}, frist {due}")
