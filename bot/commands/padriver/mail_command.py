"""`/padriver epost`: the week digest by e-mail, and what did not arrive.

Everybody chooses for themselves whether they get the digest. The addresses of others, which come from the register, are
shown to those who may read it. All of it is shown to the person alone.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, TextInput
from bot.cards.status import why
from bot.cards.words import ago
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.numbers import row_id
from bot.commands.shared.administration import current_workspace
from jobs.nudges.registry import name_of
from models.mail.addresses import MailState, closed_addresses, mail_state, turn_off, work_again
from models.mail.digest import AddressTakenError, choose_digest, digest_address, end_digest
from models.mail.sent import UndecidedMail, call_sent, send_again, undecided
from models.mail.written import LONGEST, BadAddressError
from models.register.readers import may_read
from models.workspace.contacts import ContactRole

SHOW, CHOOSE, SAVE, END = "padriver.epost", "padriver.epost.velg", "padriver.epost.lagre", "padriver.epost.slutt"
WORKS, BROKEN, TURN_OFF = "padriver.epost.virker", "padriver.epost.feil", "padriver.epost.steng"
AGAIN, ARRIVED = "padriver.epost.igjen", "padriver.epost.fremme"
ADDRESS = "adresse"
TITLE = "E-post"
BY_HAND = "smtp_by_hand"
MOST = 15
_ALONE = "Her kan det stå adresser, så svaret får du ikke her. Skriv «epost» til meg i en direktemelding."
ONLY_ALONE = Card("E-post ser du i en direktemelding", (Paragraph(line(_ALONE)),), summary=_ALONE)
OFF = line("E-post er ikke slått på her. Be den som drifter meg, om å sette ", Code("PADRIVER_SMTP_HOST"), ".")
WHAT_IT_SAYS = "Det er det samme som i kanalen, uten det som ikke skal ut: ingenting fra interessentregisteret eller mediene, og ingen utkast."
NOT_CERTAIN = "Jeg vet ikke om disse kom frem, og sender dem ikke på nytt av meg selv."


def mail_card(ask: Ask, session: Session, said: Line = ()) -> Card:
    """Return the person's choice, and for those who may read the register what did not arrive."""
    if not ask.is_private:
        return ONLY_ALONE
    may = _may_see(ask, session)
    return Card(
        TITLE,
        (
            *((Paragraph(said),) if said else ()),
            *(() if ask.mails else (Paragraph(OFF),)),
            *_own(ask, session),
            *(_uncertain(ask, undecided(session, ask.workspace.id)) if may else ()),
            *(_closed(ask, closed_addresses(session, ask.workspace.id)) if may else ()),
            *((Controls((Button("En adresse virker ikke …", BROKEN, ""),)),) if may else ()),
        ),
    )


def _may_see(ask: Ask, session: Session) -> bool:
    is_ours = ask.role is ContactRole.COLLEAGUE and not ask.is_read_outside
    return is_ours and may_read(session, current_workspace(ask, session), ask.user_id)


def _own(ask: Ask, session: Session) -> tuple[Part, ...]:
    row = digest_address(session, ask.workspace.id, ask.user_id)
    if row is None:
        said = line("Vil du ha ukesoversikten på e-post også, får du den samtidig som den kommer i kanalen.")
        return (Item(said, (Button("Få den på e-post", CHOOSE, ""),)), Note(line(WHAT_IT_SAYS)))
    buttons = (Button("Endre adressen", CHOOSE, ""), Button("Slutt å sende den", END, ""))
    return (Item(line(f"Du får ukesoversikten på e-post til {row.address}."), buttons), Note(line(WHAT_IT_SAYS)))


def _uncertain(ask: Ask, rows: Sequence[UndecidedMail]) -> tuple[Part, ...]:
    if not rows:
        return ()
    zone = ask.workspace.zone
    items = (
        Item(
            line(f"{name_of(each.kind)} til {each.address}, {ago(each.tried_at, ask.now, zone)}"),
            (
                Button("Send på nytt", AGAIN, str(each.delivery_id)),
                Button("Den kom frem", ARRIVED, str(each.delivery_id)),
            ),
        )
        for each in rows[:MOST]
    )
    return (Heading("Kom den frem?"), Paragraph(line(NOT_CERTAIN)), *items, *_more(len(rows)))


def _closed(ask: Ask, rows: Sequence[MailState]) -> tuple[Part, ...]:
    if not rows:
        return ()
    return (Heading("Hit skriver jeg ikke"), *(_closed_item(ask, each) for each in rows[:MOST]), *_more(len(rows)))


def _closed_item(ask: Ask, state: MailState) -> Item:
    zone = ask.workspace.zone
    if state.stopped_at is not None:
        return Item(line(f"{state.address}: meldte seg av {ago(state.stopped_at, ask.now, zone)}"))
    since = f" ({ago(state.off_since, ask.now, zone)})" if state.off_since else ""
    said = line(f"{state.address}: {why(state.off_reason)}{since}")
    return Item(said, (Button("Adressen virker", WORKS, state.reference),))


def _more(count: int) -> tuple[Part, ...]:
    return (Note(line(f"… og {count - MOST} til")),) if count > MOST else ()


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what `/padriver epost` shows."""
    del press
    return Reply(card=mail_card(ask, session))


def choose(ask: Ask, press: Press, session: Session) -> Form | Reply:
    """Open the form of the person's own address."""
    del press
    if not ask.is_private:
        return Reply(card=ONLY_ALONE)
    row = digest_address(session, ask.workspace.id, ask.user_id)
    return _form("Ukesoversikten på e-post", SAVE, "Din e-postadresse", row.address if row else "", "Lagre")


def _form(title: str, name: str, label: str, initial: str, submit: str) -> Form:
    hint = "Bare adressen, som kari@kommune.no."
    return Form(title, name, (TextInput(ADDRESS, label, initial, hint, max_length=LONGEST),), submit=submit)


def save(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Send the person the digest at the address in the form."""
    try:
        choose_digest(session, ask.workspace.id, ask.user_id, submission.values.get(ADDRESS, ""), ask.now)
    except BadAddressError as error:
        return FormErrors({ADDRESS: str(error)})
    except AddressTakenError:
        return FormErrors({ADDRESS: "Hit sender jeg ikke ukesoversikten. Skriv en annen adresse."})
    return Reply(card=mail_card(ask, session, line("Lagret. Den første kommer på mandag.")))


def end(ask: Ask, press: Press, session: Session) -> Reply:
    """Send the person no digest by e-mail."""
    del press
    end_digest(session, ask.workspace.id, ask.user_id)
    said = line("Du får ikke lenger ukesoversikten på e-post.")
    return Reply(card=mail_card(ask, session, said), replace=True)


def works(ask: Ask, press: Press, session: Session) -> Reply:
    """Write to an address again: somebody says that it works."""
    if not _may_act(ask, session) or not work_again(session, ask.workspace.id, press.value[:LONGEST]):
        return Reply(card=stale())
    return Reply(card=mail_card(ask, session, line("Jeg skriver til adressen igjen.")), replace=True)


def broken(ask: Ask, press: Press, session: Session) -> Form | Reply:
    """Open the form for an address that does not work."""
    del press
    if not _may_act(ask, session):
        return Reply(card=stale())
    return _form("En adresse virker ikke", TURN_OFF, "Adressen", "", "Slutt å skrive dit")


def close(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Write no more to the address in the form."""
    if not _may_act(ask, session):
        return Reply(card=stale())
    try:
        state = mail_state(session, ask.workspace.id, submission.values.get(ADDRESS, ""))
    except BadAddressError as error:
        return FormErrors({ADDRESS: str(error)})
    if state is None:
        return FormErrors({ADDRESS: "Jeg har ikke sendt noe til den adressen. Skriv den slik den står på e-posten."})
    turn_off(session, ask.workspace.id, state.reference, BY_HAND, ask.now)
    said = line(f"Jeg skriver ikke til {state.address} igjen. Rett adressen på kortet til personen.")
    return Reply(card=mail_card(ask, session, said))


def again(ask: Ask, press: Press, session: Session) -> Reply:
    """Send a message that may have arrived."""
    if not _may_act(ask, session) or not send_again(session, ask.workspace.id, row_id(press.value), ask.now):
        return Reply(card=stale())
    return Reply(card=mail_card(ask, session, line("Jeg sender den på nytt nå.")), replace=True, planned=True)


def arrived(ask: Ask, press: Press, session: Session) -> Reply:
    """Store that a message arrived."""
    if not _may_act(ask, session) or not call_sent(session, ask.workspace.id, row_id(press.value), ask.now):
        return Reply(card=stale())
    return Reply(card=mail_card(ask, session, line("Fint, da er den sendt.")), replace=True)


def _may_act(ask: Ask, session: Session) -> bool:
    return ask.is_private and _may_see(ask, session)


PRESSES: dict[str, PressHandler] = {
    SHOW: show,
    CHOOSE: choose,
    END: end,
    WORKS: works,
    BROKEN: broken,
    AGAIN: again,
    ARRIVED: arrived,
}
SUBMITS: dict[str, SubmitHandler] = {SAVE: save, TURN_OFF: close}
