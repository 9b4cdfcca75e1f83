"""The card of a member municipality: what is known, its people, what is missing, and who gets what its mayor is asked."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Button,
    Card,
    Choice,
    Controls,
    Fields,
    Heading,
    Item,
    Line,
    Menu,
    More,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.words import capital, listing
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.dialogue.dialogue_card import SHOW
from bot.commands.interessenter.members.member_words import (
    contact_words,
    is_gone,
    missing_of,
    recipient_sentence,
    seat_words,
    since_words,
    with_party,
)
from bot.commands.interessenter.references import StakeholderRef, display_name, ref_of, summary_line
from models.members.changing import municipality_name
from models.members.functions import CHIEF, FUNCTIONS
from models.members.members import MemberPerson, MemberRow, members, people_of
from models.register import organisations
from models.register.located import people_in
from models.register.roles import roles

SHOW_MEMBER, EDIT_MEMBER, ADD_HOLDER = "interessent.medlem", "interessent.medlem.endre", "interessent.medlem.person"
MORE_OF_MEMBER, LIST_MEMBERS = "interessent.medlem.mer", "interessent.medlem.alle"
END_HOLDER = "interessent.medlem.slutt"
LEAVE, END = "meld-ut", "slutt"
SHOWN = 5
NO_MEMBER = Card(
    "Ikke på lista",
    (Paragraph(line("Denne kommunen står ikke på lista over medlemmer lenger.")),),
    summary="Denne kommunen står ikke på lista over medlemmer lenger.",
)


def show_member(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the member whose number the control holds or whom somebody chose."""
    member = member_of(ask, session, press.chosen or press.value)
    return Reply(card=member_card(ask, session, member) if member else NO_MEMBER)


def member_of(ask: Ask, session: Session, number: str) -> MemberRow | None:
    """Return the member of a number; None if it is not one (any more)."""
    return next((each for each in members(session, ask.workspace.id, ask.pack) if each.number == number), None)


def member_card(ask: Ask, session: Session, member: MemberRow) -> Card:
    """Return the card of a member, with the people we know there."""
    people = people_of(session, ask.workspace.id, ask.today, [member.number]).get(member.number, ())
    missing = missing_of(ask, member, people)
    held = (Heading("Folk"), *_people(ask, session, people)) if people else ()
    return Card(
        f"{member.label} – medlem",
        (
            *_gone(member),
            Fields(tuple(_facts(ask, member))),
            *held,
            Paragraph(line(recipient_sentence(member, people))),
            *((Note(line(f"Mangler: {listing(missing)}. Legg det inn med knappene under.")),) if missing else ()),
            *_others(ask, session, member, people),
            Controls((*_buttons(member), *_entry(ask, session, member))),
        ),
        summary=f"{member.label} er medlem.",
    )


def which_card(name: str, found: Sequence[MemberRow]) -> Card:
    """Ask which of several members of one name is meant, by county."""
    counties = listing([each.county or each.number for each in found], "og")
    sentence = f"Flere medlemmer heter {name}: i {counties}. Hvilken mener du?"
    menu = Menu("Velg kommune", SHOW_MEMBER, tuple(Choice(each.label, each.number) for each in found))
    return Card(f"Hvilken {name}?", (Paragraph(line(sentence)), Controls((menu,))), summary=sentence)


def _facts(ask: Ask, member: MemberRow) -> Iterator[tuple[str, Line]]:
    yield "Kommunenummer", line(member.number)
    yield "Fylke", line(member.county or "ukjent")
    yield "Delregion", line(member.region or "ikke lagt inn")
    if seat := seat_words(ask, member):
        yield "Plass i styret", line(seat)
    if since := since_words(ask, member):
        yield "Medlem siden", line(since)
    if member.language == "nn":
        yield "Målform", line("nynorsk")


def _gone(member: MemberRow) -> Iterator[Part]:
    if is_gone(member):
        sentence = f"Nummeret {member.number} finnes ikke i Kartverkets liste. Er kommunen slått sammen eller har den fått nytt nummer, trykk «Endre» og skriv kommunen den er nå."
        yield Note(line(sentence))


def _people(ask: Ask, session: Session, people: Sequence[MemberPerson]) -> Iterator[Part]:
    held = roles(session, ask.workspace.id, [each.person_id for each in people], ask.today)
    for each in sorted(people, key=lambda one: [*FUNCTIONS].index(one.function)):
        name = with_party(each.name, held.get(each.person_id, ()))
        about = " · ".join(contact_words(each))
        informed = " (til orientering)" if each.function == CHIEF else ""
        said = line(Bold(capital(FUNCTIONS[each.function].name)), f"{informed}: {name}", f"\n{about}" if about else "")
        show = Button("Vis", SHOW, str(StakeholderRef(is_person=True, id=each.person_id)))
        more = More("Mer …", END_HOLDER, f"{each.number} {each.id}", (Choice("Har ikke vervet lenger", END),))
        yield Item(said, (show, more))


def _others(ask: Ask, session: Session, member: MemberRow, people: Sequence[MemberPerson]) -> Iterator[Part]:
    """Yield others in the register who are from there."""
    known = {each.person_id for each in people}
    rows = [
        each for each in people_in(session, ask.workspace.id, member.number, SHOWN + len(known)) if each.id not in known
    ][:SHOWN]
    if not rows:
        return
    held = roles(session, ask.workspace.id, [each.id for each in rows], ask.today)
    yield Heading("Andre vi kjenner der")
    for row in rows:
        mine = held.get(row.id, ())
        said = line(Bold(display_name(row, mine)), "\n", *summary_line(row, mine, ask.today))
        yield Item(said, (Button("Vis", SHOW, str(ref_of(row))),))


def _entry(ask: Ask, session: Session, member: MemberRow) -> tuple[Button, ...]:
    """Return the button to what the register has on the municipality as an organisation."""
    same = organisations.named(session, ask.workspace.id, municipality_name(member.name))
    return tuple(
        Button("Samtaler med kommunen", SHOW, str(ref_of(each)))
        for each in same[:1]
        if each.municipality in {None, member.number}
    )


def _buttons(member: MemberRow) -> tuple[Button | More, ...]:
    return (
        Button("Legg inn person", ADD_HOLDER, member.number, style="primary"),
        Button("Endre", EDIT_MEMBER, member.number),
        Button("Alle medlemmer", LIST_MEMBERS, ""),
        More("Mer …", MORE_OF_MEMBER, member.number, (Choice("Ikke medlem lenger", LEAVE),)),
    )
