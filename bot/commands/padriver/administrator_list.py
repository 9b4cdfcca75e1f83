"""`/padriver administratorer`: who may change the settings for everybody."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.form import Form, FormErrors, PersonInput
from bot.cards.status import people
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.mentions import MENTION, unknown_person
from bot.commands.shared.administration import (
    HOW_TO_ADD,
    MOST_NAMED,
    current_workspace,
    lock_workspace,
    refusal,
    who_to_ask,
)
from models.tables import Workspace
from models.workspace.administrators import (
    LastAdministratorError,
    NamedInSettingError,
    NotEligibleError,
    is_administrator,
    name_administrator,
    named_administrators,
    named_in_setting,
    platform_administrators,
    remove_administrator,
)
from models.workspace.audit import note
from models.workspace.contacts import ContactRole

SHOW, OPEN, NEW, REMOVE = "padriver.adm", "padriver.adm.skjema", "padriver.adm.ny", "padriver.adm.fjern"
WHAT = "administrator"
CHANGING = "hvem som er administrator"
_REMOVE = frozenset(map(fold, ("fjern", "slett", "ta bort")))
LONGEST_ID = 64
NOBODY = "Jeg svarer og minner dere på som før, men ingen kan endre innstillingene for alle."
MEANWHILE = "Ingen er valgt ennå. Imens er de som administrerer arbeidsområdet, administratorer her: "
MAY = "Administratorer endrer innstillinger og pauser for alle, og ser loggen. Alle endrer sine egne."
LAST = "Noen må være administrator. Legg til en annen først."
IN_SETTING = " er satt opp som administrator av den som drifter meg, og bare de kan endre det."
NOT_ELIGIBLE = " kan ikke være administrator. Det kan bare kolleger i arbeidsområdet, ikke gjester og andre utenfra."


def list_administrators(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/padriver administratorer [fjern] [@person]`: name one, remove one, or show who they are."""
    first, _, rest = clean(text).partition(" ")
    removes = fold(first) in _REMOVE
    line_text = (rest if removes else clean(text)).strip()
    if not line_text:
        return administrators_card(ask, session)
    mention = MENTION.fullmatch(line_text)
    if mention is None or mention[1] != "@":
        return administrators_card(ask, session, line(unknown_person(line_text).text))
    return _removed(ask, session, mention[2]) if removes else named_card(ask, session, mention[2])


def administrators_card(ask: Ask, session: Session, text_line: Line = ()) -> Card:
    """Return the administrators; `text_line` is the result of the last action."""
    workspace = current_workspace(ask, session)
    named = named_administrators(session, workspace)
    may = is_administrator(session, workspace, ask.user_id)
    return Card(
        "Administratorer",
        (
            *((Paragraph(text_line),) if text_line else ()),
            *(_rows(ask, session, workspace, named) or _nobody(ask, session, workspace)),
            Note(line(MAY, " Legg til en med ", HOW_TO_ADD, ".")),
            *((Controls((Button("Legg til", OPEN, ""),)),) if may else ()),
        ),
    )


def _nobody(ask: Ask, session: Session, workspace: Workspace) -> tuple[Part, ...]:
    """Return who may change the settings until an administrator is named, or how one is named."""
    of_workspace = platform_administrators(session, workspace)
    if of_workspace:
        return (Paragraph(line(MEANWHILE, *people(of_workspace[:MOST_NAMED]), ".")),)
    return (Paragraph(who_to_ask(ask, session, workspace)), Paragraph(line(NOBODY)))


def _rows(ask: Ask, session: Session, workspace: Workspace, named: tuple[str, ...]) -> tuple[Part, ...]:
    """Return each administrator, with a button to remove them if another one is left."""
    fixed = named_in_setting(session, workspace)
    may_remove = ask.user_id in named and len(named) > 1
    return tuple(
        Item(
            line(Person(each), " (installerte meg)" if each == workspace.installed_by else ""),
            (Button("Gi fra meg" if each == ask.user_id else "Fjern", REMOVE, each),)
            if may_remove and each not in fixed
            else (),
        )
        for each in named
    )


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Answer a press with the card of the workspace's administrators, as a new message."""
    del press
    return Reply(card=administrators_card(ask, session))


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Return the form for adding an administrator."""
    del ask, press, session
    return Form("Ny administrator", NEW, (PersonInput("person", "Hvem", optional=False),), submit="Legg til")


def submit(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add the person in the form."""
    person = submission.values.get("person", "")[:LONGEST_ID]
    return Reply(card=named_card(ask, session, person)) if person else FormErrors({"person": "Velg en person."})


def remove(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove the administrator in the button's value, if the person may, and show the rest in place."""
    return Reply(card=_removed(ask, session, press.value[:LONGEST_ID]), replace=True)


def named_card(ask: Ask, session: Session, user_id: str) -> Card:
    """Make a person an administrator, if the asker may; return the administrators."""
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    not_eligible = line(Person(user_id), NOT_ELIGIBLE)
    if ask.role_of(session, user_id) is not ContactRole.COLLEAGUE:
        return administrators_card(ask, session, not_eligible)
    try:
        is_new = name_administrator(session, workspace, user_id)
    except NotEligibleError:
        return administrators_card(ask, session, not_eligible)
    if not is_new:
        return administrators_card(ask, session, line(Person(user_id), " er allerede administrator."))
    note(session, workspace.id, ask.user_id, ask.now, WHAT, {}, {WHAT: user_id})
    # An administrator of the platform's workspace may name the first one without becoming one.
    may_still = is_administrator(session, workspace, ask.user_id)
    also = () if may_still else (" Vil du også være det, må du bli lagt til av ", Person(user_id), ".")
    return administrators_card(ask, session, line(Person(user_id), " er administrator nå.", *also))


def _removed(ask: Ask, session: Session, user_id: str) -> Card:
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    try:
        was_one = remove_administrator(session, workspace, user_id)
    except LastAdministratorError:
        return administrators_card(ask, session, line(LAST))
    except NamedInSettingError:
        return administrators_card(ask, session, line(Person(user_id), IN_SETTING))
    if not was_one:
        return administrators_card(ask, session, line(Person(user_id), " er ikke administrator."))
    note(session, workspace.id, ask.user_id, ask.now, WHAT, {WHAT: user_id}, {})
    gone = line("Du er") if user_id == ask.user_id else line(Person(user_id), " er")
    return administrators_card(ask, session, line(*gone, " ikke lenger administrator."))
