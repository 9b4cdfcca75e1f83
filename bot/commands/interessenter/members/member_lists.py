"""Lists of members: all, those of a county or a sub-region, and who has a function in each; and all as a file."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    CardTable,
    Choice,
    Controls,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.file import File
from bot.cards.words import capital, number
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.dialogue.dialogue_card import SHOW
from bot.commands.interessenter.members.member_card import EDIT_MEMBER, LIST_MEMBERS, SHOW_MEMBER
from bot.commands.interessenter.members.member_words import (
    LANGUAGES,
    People,
    contact_words,
    counted,
    missing_of,
    seat_words,
)
from bot.commands.interessenter.references import ref_of
from bot.workbooks.sheet import Cell, Column, Sheet
from bot.workbooks.workbook import Workbook
from models.members.finding import FoundMembers
from models.members.functions import FUNCTIONS, MAYOR
from models.members.members import MemberPerson, MemberRow, members, people_of
from models.register import organisations
from models.workspace.audit import note

EXPORT_MEMBERS = "interessent.medlem.eksport"
EXPORTED = "eksport"
"""The audit log's name for it."""
MOST_CHOICES = 100
SEND = "Har dere medlemmene i et regneark? Send det til meg i en direktemelding, så viser jeg hva det endrer før noe skjer."
NO_REGION = "Uten delregion"


def show_members(ask: Ask, press: Press, session: Session) -> Reply:
    """Show all members."""
    del press
    return Reply(card=members_card(ask, session))


def members_card(ask: Ask, session: Session) -> Card:
    """Return all members by sub-region, and how many are missing."""
    rows = members(session, ask.workspace.id, ask.pack)
    people = people_of(session, ask.workspace.id, ask.today)
    sentence = counted(ask, rows)
    lacking = sum(bool(missing_of(ask, each, people.get(each.number, ()))) for each in rows)
    note_of = (Note(line(f"{lacking} av dem mangler noe vi trenger, som ordfører eller e-post.")),) if lacking else ()
    listed = (Bullets(tuple(_by_region(rows))),) if rows else ()
    return Card(
        "Medlemmer",
        (
            Paragraph(line(sentence)),
            *listed,
            *note_of,
            Note(line(SEND)),
            *_choose(rows),
            Controls((Button("Legg inn medlem", EDIT_MEMBER, "", style="primary"), *_file(rows))),
        ),
        summary=sentence,
    )


def some_card(ask: Ask, session: Session, found: FoundMembers) -> Card:
    """Return the members of a county or a sub-region, each with its mayor."""
    people = people_of(session, ask.workspace.id, ask.today, [each.number for each in found.members])
    where = "fylket" if found.by == "county" else "delregionen"
    count = f"{number(len(found.members))} {'medlem' if len(found.members) == 1 else 'medlemmer'} i {where}."
    heading = f"Medlemmer i {found.name}"
    table = _table(heading, found.members, people, MAYOR, 1)
    return Card(
        heading,
        (
            Paragraph(line(count)),
            Bullets(tuple(_with_holder(each, people, MAYOR) for each in found.members)),
            *_choose(found.members),
            Controls((Button("Alle medlemmer", LIST_MEMBERS, ""), *_entry(ask, session, found))),
        ),
        summary=count,
        table=table,
    )


def holders_card(ask: Ask, session: Session, function: str) -> Card:
    """Return who has a function for each member, with what is missing."""
    rows = members(session, ask.workspace.id, ask.pack)
    people = people_of(session, ask.workspace.id, ask.today)
    named = sum(any(one.function == function for one in people.get(each.number, ())) for each in rows)
    several = FUNCTIONS[function].several
    sentence = f"{number(named)} av {number(len(rows))} medlemmer har {FUNCTIONS[function].name} lagt inn."
    rest = ask.pack.organisation.member_count - len(rows)
    listed = (Bullets(tuple(_with_holder(each, people, function) for each in rows)),) if rows else ()
    unknown = (Note(line(f"{rest} medlemmer er ikke lagt inn ennå.")),) if rest > 0 else ()
    return Card(
        capital(several),
        (
            Paragraph(line(sentence)),
            *listed,
            *unknown,
            Note(line(SEND)),
            *_choose(rows),
            Controls((Button("Alle medlemmer", LIST_MEMBERS, ""), *_file(rows))),
        ),
        summary=sentence,
        table=_table(capital(several), rows, people, function, 1) if rows else None,
    )


def export_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Give the members as a file."""
    del press
    return Reply(file=export_members(ask, session))


def export_members(ask: Ask, session: Session) -> File:
    """Return the members as a workbook, which can be imported again. The audit log records who asked."""
    rows = members(session, ask.workspace.id, ask.pack)
    people = people_of(session, ask.workspace.id, ask.today)
    note(session, ask.workspace.id, ask.user_id, ask.now, EXPORTED, {}, {"rader": str(len(rows))})
    functions = [each.name for each in FUNCTIONS.values()]
    headings = [
        "Kommunenummer",
        "Kommune",
        "Fylke",
        "Delregion",
        "Medlem siden",
        "Målform",
        "Mottaker",
        "Plass i styret",
    ]
    headings += [head for each in functions for head in (capital(each), f"E-post {each}", f"Telefon {each}")]
    sheet = [tuple(_row(ask, each, people.get(each.number, ()))) for each in rows]
    book = Workbook((Sheet("Medlemmer", tuple(Column(each, 22) for each in headings), sheet),))
    return File(f"medlemmer-{ask.today}.xlsx", "Medlemmer", book)


def _row(ask: Ask, member: MemberRow, people: Sequence[MemberPerson]) -> Iterator[Cell]:
    yield from (member.number, member.label, member.county or None, member.region or None, member.joined)
    yield LANGUAGES[member.language]
    yield FUNCTIONS[member.recipient].name
    yield seat_words(ask, member) or None
    for function in FUNCTIONS:
        holder = next((each for each in people if each.function == function), None)
        yield from (holder.name, holder.email, holder.phone) if holder else (None, None, None)


def _by_region(rows: Sequence[MemberRow]) -> Iterator[Line]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in rows:
        found[each.region].append(each.label)
    for region in sorted(found, key=lambda name: (not name, name)):
        yield line(Bold(region or NO_REGION), f": {', '.join(found[region])}")


def _with_holder(member: MemberRow, people: People, function: str) -> Line:
    return line(Bold(member.label), f": {_holder(people.get(member.number, ()), function)}")


def _holder(people: Sequence[MemberPerson], function: str) -> str:
    holders = [each for each in people if each.function == function]
    if not holders:
        return f"{FUNCTIONS[function].name} mangler"
    return "; ".join(
        ", ".join((each.name, *(contact_words(each) if each.email else ("e-post mangler",)))) for each in holders
    )


def _entry(ask: Ask, session: Session, found: FoundMembers) -> tuple[Button, ...]:
    """Return the button to what the register has on a sub-region."""
    same = organisations.named(session, ask.workspace.id, found.name, limit=1) if found.by == "region" else ()
    return tuple(Button("Vis delregionen", SHOW, str(ref_of(each))) for each in same)


def _table(caption: str, rows: Sequence[MemberRow], people: People, function: str, first: int) -> CardTable:
    lines = tuple(
        (line(each.label), line(_holder(people.get(each.number, ()), function)), line(each.region or "–"))
        for each in rows
    )
    return CardTable(caption, ("Kommune", capital(FUNCTIONS[function].name), "Delregion"), lines, first, first + 1)


def _choose(rows: Sequence[MemberRow]) -> tuple[Part, ...]:
    choices = tuple(Choice(each.label, each.number) for each in rows[:MOST_CHOICES])
    return (Controls((Menu("Vis kommune", SHOW_MEMBER, choices),)),) if choices else ()


def _file(rows: Sequence[MemberRow]) -> tuple[Button, ...]:
    return (Button("Last ned", EXPORT_MEMBERS, ""),) if rows else ()
