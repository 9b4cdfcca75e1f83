"""`/padriver administratorer`: who may change what concerns everybody."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.form import Form, FormErrors, PersonInput
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.padriver.deciding import fresh, held, refusal
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.mentions import MENTION, unknown_person
from models.administrators import (
    Installer,
    LastAdministrator,
    administrators,
    name_administrator,
    remove_administrator,
)
from models.audit import note

SHOW, OPEN, NEW, REMOVE = "padriver.adm", "padriver.adm.skjema", "padriver.adm.ny", "padriver.adm.fjern"
WHAT = "administrator"
CHANGING = "hvem som er administrator"
_REMOVE = frozenset(map(fold, ("fjern", "slett", "ta bort")))
LONGEST_ID = 64
NOBODY = (
    "Ingen er administrator ennå, så alle kan endre innstillingene. Den første som endrer noe for alle, blir "
    "administrator."
)
MAY = "Administratorer endrer innstillinger og pauser for alle, og ser loggen. Alle endrer sine egne."
LAST = "Noen må være administrator. Legg til en annen først."
INSTALLED = "Den som installerte meg, er alltid administrator."


def deciders(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/padriver administratorer [fjern] [@person]`: name one, remove one, or show who they are."""
    first, _, rest = clean(text).partition(" ")
    removes = fold(first) in _REMOVE
    said = (rest if removes else clean(text)).strip()
    if not said:
        return deciders_card(ask, session)
    mention = MENTION.fullmatch(said)
    if mention is None or mention[1] != "@":
        return deciders_card(ask, session, line(unknown_person(said).text))
    return _removed(ask, session, mention[2]) if removes else _named(ask, session, mention[2])


def deciders_card(ask: Ask, session: Session, told: Line = ()) -> Card:
    """Return who may change what concerns everybody; `told` is what has just been done."""
    workspace = fresh(ask, session)
    found = administrators(session, workspace)
    may_remove = ask.user_id in found and len(found) > 1
    rows: tuple[Part, ...] = tuple(
        Item(
            line(Person(each), " (installerte meg)" if each == workspace.installed_by else ""),
            (Button("Fjern", REMOVE, each),) if may_remove and each != workspace.installed_by else (),
        )
        for each in found
    )
    return Card(
        "Administratorer",
        (
            *((Paragraph(told),) if told else ()),
            *(rows or (Paragraph(line(NOBODY)),)),
            Note(line(MAY, " Legg til en med ", Code("/padriver administratorer @navn"), ".")),
            *((Controls((Button("Legg til", OPEN, ""),)),) if not found or ask.user_id in found else ()),
        ),
    )


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show who they are."""
    del press
    return Reply(card=deciders_card(ask, session))


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form that names one."""
    del ask, press, session
    return Form("Ny administrator", NEW, (PersonInput("person", "Hvem", optional=False),), submit="Legg til")


def submit(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Name the one the form says."""
    person = submission.values.get("person", "")[:LONGEST_ID]
    return Reply(card=_named(ask, session, person)) if person else FormErrors({"person": "Velg en person."})


def remove(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove one."""
    return Reply(card=_removed(ask, session, press.value[:LONGEST_ID]), replace=True)


def _named(ask: Ask, session: Session, user_id: str) -> Card:
    workspace = held(ask, session)
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    # Who names the first one does not shut the door behind oneself.
    named = (user_id, ask.user_id) if not administrators(session, workspace) else (user_id,)
    new = [each for each in dict.fromkeys(named) if name_administrator(session, workspace, each)]
    for each in new:
        note(session, workspace.id, ask.user_id, ask.now, WHAT, {}, {WHAT: each})
    if not new:
        return deciders_card(ask, session, line(Person(user_id), " er allerede administrator."))
    also = ", og det er du også" if len(new) > 1 else ""
    return deciders_card(ask, session, line(Person(user_id), f" er administrator nå{also}."))


def _removed(ask: Ask, session: Session, user_id: str) -> Card:
    workspace = held(ask, session)
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    try:
        was_one = remove_administrator(session, workspace, user_id)
    except LastAdministrator:
        return deciders_card(ask, session, line(LAST))
    except Installer:
        return deciders_card(ask, session, line(INSTALLED))
    if not was_one:
        return deciders_card(ask, session, line(Person(user_id), " er ikke administrator."))
    note(session, workspace.id, ask.user_id, ask.now, WHAT, {WHAT: user_id}, {})
    return deciders_card(ask, session, line(Person(user_id), " er ikke lenger administrator."))
