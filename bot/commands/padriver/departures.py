"""The buttons about a person who has left: giving everything to one person, and showing the relations."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, Person, line
from bot.cards.card_errors import stale
from bot.cards.departed import called
from bot.cards.form import Form, FormErrors, PersonInput
from bot.cards.nudges.departure import GIVE_ALL, RELATIONS, amounts
from bot.cards.words import listing
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.interessenter.card.search_results import list_card, matching_rows
from bot.commands.interessenter.privacy.register_readers import press_for_readers as for_readers
from bot.commands.medie.followup import plan
from bot.commands.shared.administration import refusal
from jobs.nudges.followup import GIVEN_KIND, key_of_gift
from models.departures import Owned, departure, owned_by
from models.followups.ending import hand_over
from models.occurrences import owning
from models.occurrences.series import hand_over_series
from models.register.filters import RegisterFilter
from models.register.readers import may_read
from models.register.relations import give_relations
from models.tables import Contact, FollowUp, Occurrence
from models.workspace import outgoing
from models.workspace.contacts import ContactRole

GIVEN = "padriver.avgang.gi.lagre"
TO = "to"
WHAT = "hvem som overtar alt etter en som har sluttet"
NOBODY = "Velg hvem som overtar."
NOT_OURS = "Velg en som arbeider her. Gjester og folk fra andre virksomheter kan ikke overta alt."
DONE = Card("Alt er fordelt", (Paragraph(line("Det er ikke mer å fordele.")),), summary="Det er ikke mer å fordele.")


def ask_for_owner(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Return the form that asks who takes over everything from somebody who left; a card if nothing is left."""
    contact = departure(session, ask.workspace.id, press.value)
    if contact is None:
        return Reply(card=stale(), refresh=ask.message_id)
    refused = refusal(ask, session, WHAT)
    if refused:
        return Reply(card=refused)
    owned = _owned(ask, session, contact)
    if not _given(owned):
        return Reply(card=DONE, refresh=ask.message_id)
    said = f"{called(contact.name)} er ansvarlig for {listing(amounts(_given(owned)))}."
    name = PersonInput(TO, "Hvem overtar?", optional=False)
    return Form("Gi alt til én", GIVEN, (name,), "Gi", f"{contact.address} {ask.message_id}", line(said))


def give_all(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Give all that the person owns to another."""
    user_id, _, message = sent.state.partition(" ")
    to = sent.values.get(TO, "")
    contact = departure(session, ask.workspace.id, user_id)
    if contact is None:
        return Reply(card=stale(), refresh=message)
    refused = refusal(ask, session, WHAT)
    if refused:
        return Reply(card=refused)
    if not to:
        return FormErrors({TO: NOBODY})
    if ask.role_of(session, to) is not ContactRole.COLLEAGUE:
        return FormErrors({TO: NOT_OURS})
    owned = _given(_owned(ask, session, contact))
    if not owned.number:
        return Reply(card=DONE, refresh=message)
    _give(ask, session, contact, owned, to)
    who = line("Du") if to == ask.user_id else line(Person(to))
    said = line(*who, f" er ansvarlig for {listing(amounts(owned))} etter {called(contact.name)}.")
    card = Card("Gitt videre", (Paragraph(said),), summary="Gitt videre.")
    return Reply(card=card, refresh=message, planned=True)


def relations(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the relations that the person owns."""
    contact = departure(session, ask.workspace.id, press.value)
    if contact is None:
        return Reply(card=stale(), refresh=ask.message_id)
    found = matching_rows(ask, session, RegisterFilter(owner=contact.address))
    return Reply(card=list_card(ask, session, found, title=f"Relasjonene til {called(contact.name)}"))


def _owned(ask: Ask, session: Session, contact: Contact) -> Owned:
    reads = may_read(session, ask.workspace, ask.user_id)
    return owned_by(session, ask.workspace.id, contact.address, register=reads)


def _given(owned: Owned) -> Owned:
    """Return what can be given: all but the themes, whose spokespersons are chosen one by one."""
    return replace(owned, themes=())


def _give(ask: Ask, session: Session, contact: Contact, owned: Owned, to: str) -> None:
    workspace = ask.workspace.id
    for row in owned.deadlines:
        owning.give(session, workspace, row.id, ask.user_id, to, ask.now)
    for _, row in owned.series:
        _give_series(ask, session, row, to)
    for followup in owned.followups:
        _give_followup(ask, session, followup, to)
    if owned.relations:
        give_relations(session, workspace, contact.address, to, ask.user_id, ask.now)


def _give_series(ask: Ask, session: Session, row: Occurrence, to: str) -> None:
    if hand_over_series(session, ask.workspace.id, row.id, ask.user_id, to, ask.now) is None:
        # The series itself has another owner: only this occurrence is given.
        owning.give(session, ask.workspace.id, row.id, ask.user_id, to, ask.now)


def _give_followup(ask: Ask, session: Session, row: FollowUp, to: str) -> None:
    handed = hand_over(session, ask.workspace, row.id, to, ask.now)
    if handed is None:
        return
    plan(ask, session, handed[0])
    if to != ask.user_id:
        key = key_of_gift(handed[0], ask.user_id, ask.now)
        outgoing.plan(session, ask.workspace.id, "person", to, GIVEN_KIND, key, ask.now)


PRESSES: dict[str, PressHandler] = {GIVE_ALL: ask_for_owner, RELATIONS: for_readers(relations)}
SUBMITS: dict[str, SubmitHandler] = {GIVEN: give_all}
