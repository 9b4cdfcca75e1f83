"""The form of somebody with a function for a member: a new mayor ends the old one's role."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Choice, line
from bot.cards.card_errors import stale
from bot.cards.form import CheckInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.words import capital, listing
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.interessenter.card.person_form import ANOTHER, LIMITS, LONG
from bot.commands.interessenter.members.addresses import is_address
from bot.commands.interessenter.members.member_card import NO_MEMBER, member_of
from bot.commands.interessenter.members.member_form import saved_reply
from bot.commands.interessenter.members.member_words import missing_of
from bot.commands.interessenter.names.parties import choices
from bot.commands.interessenter.names.people import parse_name
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.numbers import row_id
from models.members.changing import EDIT, WantedHolder, end_holder, lock_members, set_holder
from models.members.functions import FUNCTIONS, MAYOR
from models.members.holders import holders_elsewhere, named_people, person_named
from models.members.members import MemberRow, people_of
from models.register import edits
from models.register.kinds import WITH_PARTY
from models.register.people import person
from models.register.words import folded_name
from models.tables import Person

SAVE_HOLDER = "interessent.medlem.person.lagre"
FROM_MUNICIPALITY = "Oppgitt av kommunen"


def open_holder(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a person with a function for the member whose number the control holds."""
    member = member_of(ask, session, press.value)
    if member is None:
        return Reply(card=NO_MEMBER)
    people = people_of(session, ask.workspace.id, ask.today, [member.number]).get(member.number, ())
    lacking = missing_of(ask, member, people)
    first = next((name for name, each in FUNCTIONS.items() if each.name in lacking), MAYOR)
    functions = tuple(Choice(capital(each.name), name) for name, each in FUNCTIONS.items())
    return Form(
        "Person i kommunen",
        SAVE_HOLDER,
        (
            SelectInput("function", "Verv eller stilling", functions, first),
            TextInput("name", "Navn", max_length=LONG),
            TextInput("email", "E-post", optional=True, max_length=LIMITS["email"]),
            TextInput("phone", "Telefon", optional=True, max_length=LIMITS["phone"]),
            SelectInput(
                "party",
                "Parti",
                tuple(Choice(short, short) for short in choices()),
                hint="Lagres bare for folkevalgte.",
                optional=True,
            ),
            TextInput("source", "Kilde", FROM_MUNICIPALITY, "Hvor har vi opplysningene fra?", max_length=LONG),
            CheckInput(
                "another",
                "Samme navn",
                (Choice("Dette er en annen enn den som står i registeret med samme navn", ANOTHER),),
            ),
        ),
        state=member.number,
        intro=line(f"{member.label}. Den som hadde vervet før, går ut av det."),
    )


def submit_holder(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store who has a function for a member, or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    lock_members(session, ask.workspace.id)
    member = member_of(ask, session, sent.state)
    if member is None:
        return Reply(card=NO_MEMBER)
    function, named = values.get("function", ""), parse_name(values.get("name", ""))
    party = values.get("party", "") or (named.party if function in FUNCTIONS and _may_have_party(function) else "")
    who = _who(ask, session, member, named.name, values)
    wrong = {
        "function": None if function in FUNCTIONS else "Velg hva personen er i kommunen.",
        "name": _name_error(named.name, who),
        "email": None if not values.get("email") or is_address(values["email"]) else "Skriv en hel e-postadresse.",
        "party": "Parti lagres bare for folkevalgte. Ta bort partiet."
        if party and function in FUNCTIONS and not _may_have_party(function)
        else None,
        "source": None if values.get("source") else "Skriv hvor vi har opplysningene fra.",
    }
    errors = {name: text for name, text in wrong.items() if text} | length_errors(values, LIMITS)
    if errors or not isinstance(who, int):
        return FormErrors(errors)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, EDIT, ask.now)
    wanted = WantedHolder(function, named.name, who, values.get("email", ""), values.get("phone", ""), party)
    person_id = set_holder(session, ask.workspace.id, member, wanted, edit, values["source"])
    if who and (row := person(session, ask.workspace.id, person_id)):
        # Who enters somebody again says that it is still them.
        edits.changed(session, edit, row, {"reviewed_on": ask.today})
    return saved_reply(ask, session, member.number, edit)


def end_function(ask: Ask, press: Press, session: Session) -> Reply:
    """End somebody's function for a member from today."""
    number, _, contact = press.value.partition(" ")
    lock_members(session, ask.workspace.id)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, EDIT, ask.now)
    if not end_holder(session, ask.workspace.id, row_id(contact), edit):
        session.delete(edit)
        return Reply(card=stale())
    return saved_reply(ask, session, number, edit)


def _may_have_party(function: str) -> bool:
    return FUNCTIONS[function].role in WITH_PARTY


def _who(
    ask: Ask, session: Session, member: MemberRow, name: str, values: Mapping[str, str]
) -> int | tuple[Person, ...]:
    """Return the id of the person in the register, 0 for somebody new; several if it is not clear who is meant."""
    if not name or ANOTHER in values.get("another", ""):
        return 0
    same = named_people(session, ask.workspace.id, [name]).get(folded_name(name), ())
    elsewhere = holders_elsewhere(session, ask.workspace.id, ask.today, [each.id for each in same])
    ours = people_of(session, ask.workspace.id, ask.today, [member.number]).get(member.number, ())
    found = person_named(name, member.number, ours, same, elsewhere)
    return found if isinstance(found, int) else tuple(found)


def _name_error(name: str, who: int | tuple[Person, ...]) -> str | None:
    if not name:
        return "Skriv navnet."
    if isinstance(who, int):
        return None
    ids = listing([f"P{each.id}" for each in who], "eller")
    return (
        f"Flere i registeret heter {name} ({ids}). Slå dem sammen først, eller kryss av nederst hvis dette er en annen."
    )
