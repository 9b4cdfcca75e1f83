"""The buttons of a person: showing, undoing, following up, and what is seldom wanted."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.errors import stale
from bot.cards.form import Form
from bot.cards.words import day
from bot.commands.ask import Ask, Press, Reply
from bot.commands.frister.new import form as deadline_form
from bot.commands.interessenter import shown
from bot.commands.interessenter.knows import open_tie
from bot.commands.interessenter.person import GONE
from bot.commands.interessenter.position import open_role
from bot.commands.interessenter.privacy import confirm
from bot.commands.interessenter.refs import Known, load, read_ref
from bot.commands.interessenter.shown import person_card
from bot.commands.interessenter.warned import warned
from bot.commands.parse.clean import short
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.numbers import row_id
from models.occurrences.changes import AlreadyUndoneError, ChangedError, GoneError
from models.register import organisations, people
from models.register.undo import undo
from models.tables import Person

SOON, A_MONTH = timedelta(days=14), timedelta(days=30)
UNDONE = Card("Angret", (Paragraph(line("Det er tatt bort igjen.")),), summary="Det er tatt bort igjen.")
AS_BEFORE = Card("Angret", (Paragraph(line("Alt er slik det var før.")),), summary="Alt er slik det var før.")
NOTHING_ADDED = frozenset({"slått sammen", "sett på"})
"""Acts that only changed what was there."""
BEFORE = Card("Angret fra før", (Paragraph(line("Dette er angret allerede.")),), summary="Dette er angret allerede.")
BUILT = "Noen har bygget videre på dette, så det kan ikke angres samlet. Slå opp personen og endre det der."


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a person or an organisation."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    return Reply(card=person_card(ask, session, row) if row else GONE)


def take_back(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo an act as a whole."""
    try:
        edit = undo(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now)
    except AlreadyUndoneError:
        return Reply(card=BEFORE, replace=True)
    except GoneError:
        return Reply(card=stale())
    except ChangedError:
        return Reply(card=Card("Kan ikke angres", (Paragraph(line(BUILT)),), summary=BUILT))
    return Reply(card=AS_BEFORE if edit.what in NOTHING_ADDED else UNDONE, replace=True)


def let_rest(ask: Ask, press: Press, session: Session) -> Reply:
    """Remind nobody of this silence for a month."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    until = ask.today + A_MONTH
    module = people if isinstance(row, Person) else organisations
    try:
        module.save(session, ask.workspace.id, row.id, row.version, {"rest_until": until}, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE)
    said = f"Jeg minner ikke om {row.name} før {day(until, ask.today)}."
    return Reply(card=Card("Får ligge", (Paragraph(line(said)),), summary=said))


def follow_up(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a deadline to follow somebody up, two weeks from now."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    title = short(f"Følg opp {row.name}", MAX_TITLE)
    entry = Entry(title, ask.today + SOON, owner=ask.user_id, of_register=True)
    return warned(ask, session, row, deadline_form(ask, entry))


def more(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Do what was chosen among what is seldom wanted."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    if press.chosen == shown.FOLLOW:
        return follow_up(ask, press, session)
    return _chosen(ask, row, press.chosen, session)


def _chosen(ask: Ask, row: Known, chosen: str, session: Session) -> Reply | Form:
    match chosen:
        case shown.OWN:
            return _own(ask, row, session)
        case shown.KNOW if isinstance(row, Person):
            return open_tie(ask, row)
        case shown.ROLE if isinstance(row, Person):
            return open_role(ask, row, session)
        case shown.DELETE:
            return Reply(card=confirm(ask, row, session))
    return Reply(card=stale())


def _own(ask: Ask, row: Known, session: Session) -> Reply:
    module = people if isinstance(row, Person) else organisations
    try:
        saved: Known = module.save(
            session, ask.workspace.id, row.id, row.version, {"owner": ask.user_id}, ask.user_id, ask.now
        )
    except GoneError:
        return Reply(card=GONE)
    return Reply(card=person_card(ask, session, saved))
