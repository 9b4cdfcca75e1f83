"""The form of a person's new role, which can end an old one."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Choice, line
from bot.cards.form import DateInput, Form, FormErrors, Input, SelectInput, TextInput
from bot.commands.ask import Ask, Reply, Submission
from bot.commands.interessenter.card.person_form import GONE, LONG, SHORT
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.cells import EARLIEST
from bot.commands.interessenter.dialogue.recording import organisation_of
from bot.commands.interessenter.names.kind_guess import guess_role_kind
from bot.commands.interessenter.names.parties import choices
from bot.commands.interessenter.references import Stakeholder, load, read_ref, ref_of, role_text
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.numbers import row_id
from models.occurrences.changes import GoneError
from models.register import edits
from models.register.kinds import ROLES, WITH_PARTY
from models.register.roles import NewRole, add, end, roles
from models.tables import Person

SAVE = "interessent.rolle.lagre"


def open_role_form(ask: Ask, row: Stakeholder, session: Session) -> Form:
    """Return the form of a new role; it can end a current role too."""
    roles_now = roles(session, ask.workspace.id, [row.id], ask.today).get(row.id, ())
    current = tuple(
        Choice(role_text(each) or each.role.party or "Rolle", str(each.role.id))
        for each in roles_now
        if each.role.to_on is None
    )
    ended: tuple[Input, ...] = (
        (SelectInput("ended", "Slutter som", current, hint="Dagen før den nye begynner.", optional=True),)
        if current
        else ()
    )
    return Form(
        "Ny rolle",
        SAVE,
        (
            TextInput("title", "Rolle", max_length=SHORT),
            SelectInput("kind", "Type", tuple(Choice(name, kind) for kind, name in ROLES.items()), optional=True),
            TextInput("organisation", "Virksomhet", optional=True, max_length=LONG),
            TextInput("body", "Komité eller råd", optional=True, max_length=LONG),
            SelectInput("party", "Parti", tuple(Choice(short, short) for short in choices()), optional=True),
            DateInput("from_on", "Fra", ask.today),
            *ended,
        ),
        state=str(ref_of(row)),
        intro=line(row.name),
    )


def submit_role(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store a role, or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    row = load(session, ask.workspace.id, read_ref(sent.state))
    if not isinstance(row, Person):
        return Reply(card=GONE)
    party = values.get("party") or None
    chosen = values.get("kind", "")
    kind = (
        chosen if chosen in ROLES else guess_role_kind(values.get("title", ""), party, values.get("organisation", ""))
    )
    first = _date(values.get("from_on", ""))
    wrong = {
        "title": None if values.get("title") else "Skriv hva rollen er.",
        "party": "Parti lagres bare for folkevalgte og partifolk." if party and kind not in WITH_PARTY else None,
    }
    wrong |= length_errors(values, {"title": SHORT, "organisation": LONG, "body": LONG})
    if any(wrong.values()):
        return FormErrors({name: text for name, text in wrong.items() if text})
    edit = edits.begin(session, ask.workspace.id, ask.user_id, "endret", ask.now)
    where = organisation_of(session, ask, values.get("organisation", ""), row.source, edit)
    role = NewRole(kind, values["title"], values.get("body") or None, party, where.id if where else None, from_on=first)
    try:
        if ended := row_id(values.get("ended", "")):
            end(session, ask.workspace.id, ended, (first or ask.today) - timedelta(days=1), edit)
        add(session, ask.workspace.id, row.id, role, edit)
    except GoneError:
        return Reply(card=GONE)
    return Reply(card=person_card(ask, session, row))


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None
