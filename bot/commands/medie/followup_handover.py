"""Changing the owner of a follow-up: taking it oneself, or giving it to another person."""

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, Person, line
from bot.cards.followup import GIVE, TAKE, by_when
from bot.cards.form import Form, FormErrors, PersonInput
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.medie.followup import ENDED, intro, open_followup, plan, shown_messages, taken_card
from bot.commands.parse.numbers import row_id
from jobs.nudges.followup import GIVEN_KIND, key_of_gift
from models.db.base import longest
from models.followups.ending import hand_over
from models.followups.taking import Followed
from models.tables import FollowUp
from models.workspace import outgoing
from models.workspace.contacts import ContactRole

SUBMIT = "oppfolging.gi"
NOT_OURS = "Velg en som arbeider her. Gjester og folk fra andre virksomheter kan ikke ta mediesaker."
HAS_IT = "Den personen har den allerede. Velg en annen."


def take_over(ask: Ask, press: Press, session: Session) -> Reply:
    """Make the person who presses the button its owner."""
    handed = hand_over(session, ask.workspace, row_id(press.value), ask.user_id, ask.now)
    if handed is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    row, _ = handed
    plan(ask, session, row)
    card = taken_card(ask, row, Followed.TAKEN)
    return Reply(card=card, refresh=ask.message_id, renew=shown_messages(ask, session, row))


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Return the form that asks who takes over a follow-up; a card if it is closed already."""
    row = open_followup(ask, session, press.value)
    if row is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    return Form(
        "Gi oppfølgingen videre",
        SUBMIT,
        (PersonInput("to", "Hvem tar den?", optional=False),),
        submit="Gi videre",
        state=f"{row.id}:{ask.message_id}",
        intro=intro(ask, row),
    )


def give(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Give it to the chosen person, and plan a message to that person."""
    followup, _, message = sent.state.partition(":")
    to = sent.values.get("to", "")
    if not to or len(to) > longest(FollowUp.owner):
        return FormErrors({"to": "Velg hvem som tar den."})
    if ask.role_of(session, to) is not ContactRole.COLLEAGUE:
        return FormErrors({"to": NOT_OURS})
    handed = hand_over(session, ask.workspace, row_id(followup), to, ask.now)
    if handed is None:
        return Reply(card=ENDED, refresh=message)
    row, is_other = handed
    if not is_other:
        return FormErrors({"to": HAS_IT})
    plan(ask, session, row)
    if to != ask.user_id:
        key = key_of_gift(row, ask.user_id, ask.now)
        outgoing.plan(session, ask.workspace.id, "person", to, GIVEN_KIND, key, ask.now)
    when = by_when(row, ask.workspace.zone, ask.today)
    sentence = line("Oppfølgingen er gitt videre til ", Person(to), f". Frist {when}.")
    card = Card("Gitt videre", (Paragraph(sentence),), summary=f"Oppfølgingen er gitt videre. Frist {when}.")
    return Reply(card=card, refresh=message, renew=shown_messages(ask, session, row), planned=True)


PRESSES: dict[str, PressHandler] = {TAKE: take_over, GIVE: open_form}
SUBMITS: dict[str, SubmitHandler] = {SUBMIT: give}
