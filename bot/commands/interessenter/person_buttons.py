"""The buttons of a person: showing, undoing, following up, and the menu of other actions."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form
from bot.cards.words import day
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.card import stakeholder_card
from bot.commands.interessenter.card.acquaintance_form import open_acquaintance_form
from bot.commands.interessenter.card.person_form import GONE
from bot.commands.interessenter.card.role_form import open_role_form
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.dialogue.recent_contacts import with_recent_contacts
from bot.commands.interessenter.privacy.person_privacy import confirm
from bot.commands.interessenter.references import Stakeholder, load, read_ref
from bot.commands.parse.clean import short
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import deadline_form
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.undoing import AlreadyUndoneError
from models.register import organisations, people
from models.register.undo import undo
from models.tables import Person

SOON, A_MONTH = timedelta(days=14), timedelta(days=30)
UNDONE = Card("Angret", (Paragraph(line("Det er tatt bort igjen.")),), summary="Det er tatt bort igjen.")
AS_BEFORE = Card("Angret", (Paragraph(line("Alt er slik det var før.")),), summary="Alt er slik det var før.")
NOTHING_ADDED = frozenset({"slått sammen", "sett på"})
"""Edits that added nothing."""
ALREADY_UNDONE = Card(
    "Angret fra før", (Paragraph(line("Dette er angret allerede.")),), summary="Dette er angret allerede."
)
BUILT_ON = "Noen har bygget videre på dette, så det kan ikke angres samlet. Slå opp personen og endre det der."


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a person or an organisation."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    return Reply(card=person_card(ask, session, row) if row else GONE)


def undo_edit(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo an edit as a whole."""
    try:
        edit = undo(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now)
    except AlreadyUndoneError:
        return Reply(card=ALREADY_UNDONE, replace=True)
    except GoneError:
        return Reply(card=stale())
    except ChangedError:
        return Reply(card=Card("Kan ikke angres", (Paragraph(line(BUILT_ON)),), summary=BUILT_ON))
    return Reply(card=AS_BEFORE if edit.what in NOTHING_ADDED else UNDONE, replace=True)


def pause_reminders(ask: Ask, press: Press, session: Session) -> Reply:
    """Send no reminders of this silence for a month."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    until = ask.today + A_MONTH
    module = people if isinstance(row, Person) else organisations
    try:
        module.save(session, ask.workspace.id, row.id, row.version, {"rest_until": until}, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE)
    sentence = f"Jeg minner ikke om {row.name} før {day(until, ask.today)}."
    return Reply(card=Card("Får ligge", (Paragraph(line(sentence)),), summary=sentence))


def follow_up(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a deadline to follow somebody up, two weeks from now."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    title = short(f"Følg opp {row.name}", MAX_TITLE)
    entry = Entry(title, ask.today + SOON, owner=ask.user_id, of_register=True)
    return with_recent_contacts(ask, session, row, deadline_form(ask, entry))


def more(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Perform the action chosen in the menu."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    if press.chosen == stakeholder_card.FOLLOW:
        return follow_up(ask, press, session)
    return _chosen(ask, row, press.chosen, session)


def _chosen(ask: Ask, row: Stakeholder, chosen: str, session: Session) -> Reply | Form:
    match chosen:
        case stakeholder_card.OWN:
            return _take_over(ask, row, session)
        case stakeholder_card.KNOW if isinstance(row, Person):
            return open_acquaintance_form(ask, row)
        case stakeholder_card.ROLE if isinstance(row, Person):
            return open_role_form(ask, row, session)
        case stakeholder_card.DELETE:
            return Reply(card=confirm(ask, row, session))
    return Reply(card=stale())


def _take_over(ask: Ask, row: Stakeholder, session: Session) -> Reply:
    module = people if isinstance(row, Person) else organisations
    try:
        saved: Stakeholder = module.save(
            session, ask.workspace.id, row.id, row.version, {"owner": ask.user_id}, ask.user_id, ask.now
        )
    except GoneError:
        return Reply(card=GONE)
    return Reply(card=person_card(ask, session, saved))
