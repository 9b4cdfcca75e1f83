"""The message of a round to somebody who carries it, and one reminder: in the chat if they are there, else by e-mail.

What a carrier asks for, a call or that it is passed on, is a message to the colleague who began the round.

Planned when the round is sent (`bot.commands.budskap.round_sending`). Each is checked again when it is sent: none goes to who
has answered, and nobody gets two unasked e-mails within a month.
"""

from dataclasses import replace
from datetime import timedelta

from bot.cards.card import Card
from bot.cards.round_cards import answered_card, chat_card, mail_card, wish_card
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, NudgeKind, when_awake
from jobs.nudges.met import id_in
from models.mail.addresses import is_reference
from models.members.members import MemberRow, members
from models.rounds.answers import A_MONTH_DAYS
from models.rounds.carriers import carrier_by_id, last_asked, round_by_id
from models.tables import Carrier, MessageRound
from models.workspace.nudge_kinds import ROUND, ROUND_REMINDER, ROUND_WISH

WORTH = timedelta(days=4)
GONE, OVER, ANSWERED = Skip("runden finnes ikke lenger"), Skip("runden er avsluttet"), Skip("har svart allerede")
DONE = Skip("noen har gjort det allerede")
NOBODY, TOO_SOON = Skip("personen er slettet, eller lenken er slått av"), Skip("fikk e-post for under en måned siden")


def _compose(scene: NudgeContext, *, is_reminder: bool) -> Card | Skip:
    carrier = carrier_by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    row = round_by_id(scene.session, scene.workspace.id, carrier.round_id) if carrier else None
    if carrier is None or row is None:
        return GONE
    member = _place(scene, carrier)
    place = member.name
    why = _why_not(scene, carrier, row)
    if why is not None:
        return answered_card(row, carrier, place) if scene.shown_at else why
    if not is_reference(scene.address):
        return chat_card(row, carrier, place, scene.today, is_reminder=is_reminder)
    if is_reminder and not scene.shown_at and _is_too_soon(scene, carrier):
        return TOO_SOON
    return mail_card(row, carrier, member, scene.pack.organisation.short_name, scene.today, is_reminder=is_reminder)


def _why_not(scene: NudgeContext, carrier: Carrier, row: MessageRound) -> Skip | None:
    """Return why the message is not sent, or no longer asks; None if it does."""
    if carrier.answer is not None:
        return ANSWERED
    if row.closed_at is not None or (scene.today > row.until and not scene.shown_at):
        return OVER
    return NOBODY if carrier.person_id is None or carrier.revoked_at is not None else None


def _place(scene: NudgeContext, carrier: Carrier) -> MemberRow:
    found = members(scene.session, scene.workspace.id, scene.whole)
    return next((each for each in found if each.number == carrier.number), MemberRow(carrier.number, carrier.number))


def _is_too_soon(scene: NudgeContext, carrier: Carrier) -> bool:
    people = [carrier.person_id] if carrier.person_id is not None else []
    last = max(last_asked(scene.session, scene.workspace.id, people).values(), default=None)
    return last is not None and scene.now - last < timedelta(days=A_MONTH_DAYS)


def _compose_wish(scene: NudgeContext) -> Card | Skip:
    """Return what a carrier asks for now; once somebody has done it, that it is done."""
    carrier = carrier_by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    row = round_by_id(scene.session, scene.workspace.id, carrier.round_id) if carrier else None
    if carrier is None or row is None:
        return GONE
    if carrier.wish is None and not scene.shown_at:
        return DONE
    return wish_card(row, carrier, _place(scene, carrier).label)


ROUND_MESSAGE = NudgeKind(
    kind=ROUND,
    name="Runde: budskap som er klart til bruk, til målbærerne",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=True,
    calendar=None,
    last_day=lambda day: day + WORTH,
    hours=when_awake,
    composer=lambda scene: _compose(scene, is_reminder=False),
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=True,
    lasting=True,
)
REMINDER = replace(
    ROUND_MESSAGE,
    kind=ROUND_REMINDER,
    name="Runde: én påminnelse, til målbærere som ikke har svart",
    composer=lambda scene: _compose(scene, is_reminder=True),
)
WISH = replace(
    ROUND_MESSAGE,
    kind=ROUND_WISH,
    name="Runde: en målbærer vil bli ringt, eller ber oss sende det videre",
    for_guests=False,
    composer=_compose_wish,
    may_be_mailed=False,
    lasting=False,
)
