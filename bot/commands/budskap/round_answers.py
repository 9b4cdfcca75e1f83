"""Answers in a round: what a colleague notes for somebody, new links and colleagues, and what a carrier says in the chat."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards import round_cards as cards
from bot.cards.card import Card, Choice, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.budskap.round_sending import reach_of, send
from bot.commands.parse.clean import clean, short
from bot.commands.parse.entries import MAX_LINK
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import link_error
from content.folding import fold
from models.mail.written import BadAddressError, written
from models.members.functions import ADVISER, COMMUNICATIONS, CONTACT, FUNCTIONS
from models.members.members import MemberPerson, MemberRow, members
from models.register import edits, people
from models.rounds.answers import ANSWERS, NO, USED, WAYS
from models.rounds.carriers import (
    CarrierOf,
    GivenAnswer,
    add_carrier,
    carrier_by_id,
    carriers_of,
    commit,
    give_answer,
    may_commit,
    new_link,
    round_by_id,
)
from models.rounds.using import record_answer
from models.tables import Carrier, MemberContact, MessageRound
from models.workspace.contacts import colleagues_by_name

LONGEST = 200
COMMITS = "med"
NEW, STOP = "ny", "av"
COLLEAGUES = (ADVISER, COMMUNICATIONS, CONTACT)
PURPOSE = "Runder: får budskap som kommunen kan bruke"
NOT_A_MAYOR = "Bare ordføreren, eller rådgiveren for ordføreren, kan si at kommunen er med på hovedbudskapet."
MOST_CHOICES = 100


def open_note(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of an answer that somebody gave us on the phone or in a meeting."""
    row = _open_round(ask, session, press.value)
    if row is None:
        return Reply(card=stale())
    answers = (*(Choice(name, key) for key, name in ANSWERS.items()), Choice("Er med på hovedbudskapet", COMMITS))
    return Form(
        "Noter svar",
        cards.SAVE_NOTE,
        (
            SelectInput("carrier", "Hvem gjelder det?", _choices(ask, session, row)),
            SelectInput("answer", "Hva svarte de?", answers, USED),
            TextInput("by", "Hvem sa det?", max_length=LONGEST),
            SelectInput("how", "Hvordan?", tuple(Choice(name, key) for key, name in WAYS.items()), "telefon"),
            TextInput("paper", "Hvor brukte de det?", optional=True, max_length=LONGEST),
            TextInput("link", "Lenke", optional=True, max_length=MAX_LINK),
        ),
        state=str(row.id),
        intro=line("Skriv ikke hvorfor noen sier nei. Det spør vi ikke om, og det lagrer vi ikke."),
    )  # fmt: skip


def save_note(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Record what somebody said, with who said it and how; or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    row = _open_round(ask, session, sent.state)
    carrier = _carrier(ask, session, values.get("carrier", ""), row)
    if row is None:
        return Reply(card=stale())
    answer, how, by = values.get("answer", ""), values.get("how", ""), values.get("by", "")
    wrong = {
        "carrier": None if carrier else "Velg hvem det gjelder.",
        "answer": _wrong_answer(answer, carrier),
        "by": None if by else "Skriv navnet på den som sa det.",
        "how": None if how in WAYS else "Velg hvordan de sa det.",
        "link": link_error(values.get("link", "")),
    }
    if any(wrong.values()) or carrier is None:
        return FormErrors({name: text for name, text in wrong.items() if text})
    if answer == COMMITS:
        commit(carrier, by, ask.today, ask.user_id, how)
    else:
        given = GivenAnswer(answer, values.get("paper", ""), values.get("link", ""), False, ask.user_id, by, how)
        record_answer(session, row, carrier, _place(ask, session, carrier).label, given, ask.now)
    return Reply(card=_status(ask, session, row))


def _wrong_answer(answer: str, carrier: Carrier | None) -> str | None:
    if answer == COMMITS:
        return None if carrier is None or may_commit(carrier.function) else NOT_A_MAYOR
    return None if answer in ANSWERS else "Velg hva de svarte."


def open_links(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form that gives somebody a new link, or turns theirs off."""
    row = _open_round(ask, session, press.value)
    if row is None or ask.round_links is None:
        return Reply(card=stale())
    choices = (Choice("Lag en ny lenke. Den gamle slutter å virke", NEW), Choice("Slå av lenken", STOP))
    return Form(
        "Lenke",
        cards.SAVE_LINK,
        (
            SelectInput("carrier", "Hvem gjelder det?", _choices(ask, session, row)),
            SelectInput("what", "Hva skal skje?", choices, NEW),
        ),
        state=str(row.id),
    )


def save_link(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Make a carrier's link open nothing, and show a new one if that was chosen."""
    row = _open_round(ask, session, sent.state)
    carrier = _carrier(ask, session, sent.values.get("carrier", ""), row)
    if row is None or ask.round_links is None:
        return Reply(card=stale())
    if carrier is None:
        return FormErrors({"carrier": "Velg hvem det gjelder."})
    opens = sent.values.get("what") == NEW
    changed = new_link(session, ask.workspace.id, carrier.id, opens=opens, now=ask.now)
    place = _place(ask, session, carrier)
    if not opens:
        sentence = f"Lenken til {place.label} virker ikke lenger."
        return Reply(card=Card("Lenken er slått av", (Paragraph(line(sentence)),), summary=sentence))
    until = changed.expires_at.astimezone(ask.workspace.zone).date()
    return Reply(card=cards.link_card(place.label, ask.round_links.address(changed), until, ask.today))


def open_colleague(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form that adds a colleague of a carrier, with a link of their own."""
    row = _open_round(ask, session, press.value)
    if row is None:
        return Reply(card=stale())
    functions = tuple(Choice(FUNCTIONS[each].name, each) for each in COLLEAGUES)
    return Form(
        "Legg til kollega",
        cards.SAVE_ADDED,
        (
            SelectInput("carrier", "Hvem er det kollega av?", _choices(ask, session, row)),
            TextInput("name", "Navn", max_length=LONGEST),
            TextInput("email", "E-postadresse", max_length=254),
            SelectInput("function", "Hva gjør de?", functions, ADVISER),
        ),
        submit="Legg til og send",
        state=str(row.id),
        intro=line("Personen kommer i interessentregisteret, med runden som kilde."),
    )


def save_colleague(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add the colleague to the register, to the member and to the round, and send them the message."""
    values = {name: clean(text) for name, text in sent.values.items()}
    row = _open_round(ask, session, sent.state)
    carrier = _carrier(ask, session, values.get("carrier", ""), row)
    if row is None:
        return Reply(card=stale())
    name, function = values.get("name", ""), values.get("function", "")
    wrong = {
        "carrier": None if carrier else "Velg hvem det er kollega av.",
        "name": None if name else "Skriv navnet.",
        "email": _wrong_address(values.get("email", "")),
        "function": None if function in COLLEAGUES else "Velg hva de gjør.",
    }
    if any(wrong.values()) or carrier is None:
        return FormErrors({key: text for key, text in wrong.items() if text})
    member = _place(ask, session, carrier)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, "ny", ask.now)
    source = short(f"Runde: {row.title}, meldt av {member.label}", LONGEST)
    new = people.NewPerson(name, source, PURPOSE, municipality=member.number, email=written(values["email"]))
    person = people.add(session, ask.workspace.id, new, edit)
    contact = MemberContact(
        workspace_id=ask.workspace.id, number=member.number, person_id=person.id, function=function,
        from_on=ask.today, created_by=ask.user_id, created_at=ask.now,
    )  # fmt: skip
    session.add(contact)
    session.flush()
    holder = MemberPerson(
        contact.id, member.number, function, person.id, person.name, person.email, None, ask.today, None
    )
    add_carrier(session, ask.workspace, row, member, holder)
    _settle_wish(carrier)
    send(ask, session, row, reach_of(ask, session, row))
    return Reply(card=_status(ask, session, row), planned=True)


def _wrong_address(text: str) -> str | None:
    try:
        written(text)
    except BadAddressError as error:
        return str(error)
    return None


def done(ask: Ask, press: Press, session: Session) -> Reply:
    """Note that somebody has rung the carrier, or passed the message on."""
    carrier = carrier_by_id(session, ask.workspace.id, row_id(press.value), lock_it=True)
    row = round_by_id(session, ask.workspace.id, carrier.round_id) if carrier else None
    if carrier is None or row is None or not ask.is_private:
        return Reply(card=stale())
    _settle_wish(carrier)
    return Reply(card=_status(ask, session, row), replace=True)


def _settle_wish(carrier: Carrier) -> None:
    carrier.wish, carrier.wish_about = None, None


def open_mine(ask: Ask, press: Press, session: Session) -> Reply:
    """Give the one who is asked in the chat their own link."""
    carrier = _mine(ask, session, press.value)
    if carrier is None or carrier.revoked_at is not None:
        return Reply(card=stale())
    if ask.round_links is None:
        sentence = "Siden er ikke satt opp her. Teksten over er klar til bruk."
        return Reply(card=Card("Ingen side", (Paragraph(line(sentence)),), summary=sentence))
    until = carrier.expires_at.astimezone(ask.workspace.zone).date()
    card = cards.link_card(_place(ask, session, carrier).label, ask.round_links.address(carrier), until, ask.today)
    return Reply(card=card)


def open_used(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of where it was used."""
    carrier = _mine(ask, session, press.value)
    if carrier is None:
        return Reply(card=stale())
    return Form(
        "Jeg har brukt det",
        cards.SAVE_USE,
        (
            TextInput("paper", "Hvor brukte du det?", optional=True, max_length=LONGEST),
            TextInput("link", "Lenke", optional=True, max_length=MAX_LINK),
        ),
        state=f"{carrier.id}:{ask.message_id}",
    )


def save_used(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Record where it was used."""
    number, _, message = sent.state.partition(":")
    carrier = _mine(ask, session, number)
    link = clean(sent.values.get("link", ""))
    if carrier is None:
        return Reply(card=stale())
    if wrong := link_error(link):
        return FormErrors({"link": wrong})
    row = round_by_id(session, ask.workspace.id, carrier.round_id)
    given = GivenAnswer(USED, clean(sent.values.get("paper", "")), link)
    if row is not None:
        record_answer(session, row, carrier, _place(ask, session, carrier).label, given, ask.now)
    sentence = "Takk! Vi har notert at dere har brukt det."
    return Reply(card=Card("Notert", (Paragraph(line(sentence)),), summary=sentence), refresh=message)


def refuse(ask: Ask, press: Press, session: Session) -> Reply:
    """Record a no; no reason is asked."""
    carrier = _mine(ask, session, press.value)
    if carrier is None:
        return Reply(card=stale())
    give_answer(carrier, GivenAnswer(NO), ask.now)
    sentence = "Takk for svaret. Vi minner ikke om dette igjen."
    return Reply(card=Card("Notert", (Paragraph(line(sentence)),), summary=sentence), refresh=ask.message_id)


def _mine(ask: Ask, session: Session, value: str) -> Carrier | None:
    """Return a carrier if the one who asks is the person who was asked, in the chat."""
    carrier = carrier_by_id(session, ask.workspace.id, row_id(value), lock_it=True)
    row = round_by_id(session, ask.workspace.id, carrier.round_id) if carrier else None
    person = people.person(session, ask.workspace.id, carrier.person_id) if carrier and carrier.person_id else None
    if carrier is None or person is None or row is None or row.closed_at is not None:
        return None
    return carrier if colleagues_by_name(session, ask.workspace.id).get(fold(person.name)) == ask.user_id else None


def _open_round(ask: Ask, session: Session, value: str) -> MessageRound | None:
    row = round_by_id(session, ask.workspace.id, row_id(value))
    is_open = row is not None and row.sent_at is not None and row.closed_at is None
    return row if is_open and ask.is_private else None


def _carrier(ask: Ask, session: Session, value: str, row: MessageRound | None) -> Carrier | None:
    carrier = carrier_by_id(session, ask.workspace.id, row_id(value), lock_it=True)
    return carrier if carrier and row and carrier.round_id == row.id else None


def _choices(ask: Ask, session: Session, row: MessageRound) -> tuple[Choice, ...]:
    return tuple(Choice(_label(each), str(each.carrier.id)) for each in _carriers(ask, session, row)[:MOST_CHOICES])


def _label(each: CarrierOf) -> str:
    who = f": {each.person.name}" if each.person else ""
    return short(f"{each.member.label}{who}", 70)


def _place(ask: Ask, session: Session, carrier: Carrier) -> MemberRow:
    found = members(session, ask.workspace.id, ask.pack)
    return next((each for each in found if each.number == carrier.number), MemberRow(carrier.number, carrier.number))


def _carriers(ask: Ask, session: Session, row: MessageRound) -> list[CarrierOf]:
    return carriers_of(session, ask.workspace, ask.pack, [row.id], ask.today)


def _status(ask: Ask, session: Session, row: MessageRound) -> Card:
    session.flush()
    return cards.status_card(row, _carriers(ask, session, row), ask.pack.organisation.member_count, ask.today)


PRESSES: Mapping[str, PressHandler] = {
    cards.NOTE: open_note,
    cards.LINKS: open_links,
    cards.ADD: open_colleague,
    cards.DONE: done,
}
CARRIER_PRESSES: Mapping[str, PressHandler] = {cards.OPEN: open_mine, cards.USE: open_used, cards.REFUSE: refuse}
"""Of somebody who carries the message, who may be a guest: each looks whether it is that person."""
SUBMITS: Mapping[str, SubmitHandler] = {
    cards.SAVE_NOTE: save_note,
    cards.SAVE_LINK: save_link,
    cards.SAVE_ADDED: save_colleague,
}
CARRIER_SUBMITS: Mapping[str, SubmitHandler] = {cards.SAVE_USE: save_used}
