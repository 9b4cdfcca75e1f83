"""Answering what no command understood: the words are looked for in everything that the one who asks may see."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.card_errors import stale
from bot.commands.access import Command, Pressing, Restricted, for_guests, is_allowed
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply
from bot.commands.hearings.answering import pasted_hearing
from bot.commands.interessenter.members.member_questions import member_question
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import parse_entry
from bot.commands.parse.json_text import read_json
from bot.commands.parse.themes import themes_of
from bot.commands.plain import linking, unhelpful
from bot.commands.plain.beyond import to_be_reminded_of
from bot.commands.plain.cards import SHOW, answer_card, found_card
from bot.commands.plain.finding import find_for
from bot.commands.plain.workspace_sources import may_see_register

Commands = Mapping[str, Command]


def with_answers(commands: Commands) -> dict[str, Command]:
    """Return the commands, so that what one of them does not understand is answered from everything else."""
    return {
        name: Restricted(_answered(command, commands), command.least, command.words)
        for name, command in commands.items()
    }


def _answered(command: Command, commands: Commands) -> Callable[[Ask, Session], Answer]:
    def answer(ask: Ask, session: Session) -> Answer:
        answered = command(ask, session)
        unread = answered.unread if isinstance(answered, Card) else None
        if unread is None:
            return answered
        if pasted := pasted_hearing(ask, unread.text, session):
            return pasted
        if of_members := _of_members(ask, session, unread.text):
            return of_members
        if added := _deadline(ask, session, unread.text, commands):
            return added
        findings = find_for(ask, session, unread.text)
        is_found = bool(findings.is_known and findings.found)
        return answered if unread.suggests and not is_found else answer_card(ask, session, findings, commands)

    return answer


def _deadline(ask: Ask, session: Session, text: str, commands: Commands) -> Answer | None:
    """Add a deadline, if that is what «minn meg på …» asks for: it names a day, and the person may add one."""
    what = to_be_reminded_of(clean(text))
    new, command = f"ny {what}", commands.get("frister")
    if not what or command is None or not is_allowed(ask.role, command.least_for(new)):
        return None
    entry = parse_entry(what, ask.today, themes_of(ask.pack), ask.user_id)
    return command(replace(ask, text=new), session) if entry.due and not entry.faults else None


def _of_members(ask: Ask, session: Session, text: str) -> Answer | None:
    """Return what a question about members is answered, to those who may read the register."""
    return member_question(ask, text, session) if may_see_register(ask, session) else None


def show(commands: Commands) -> PressHandler:
    """Return the handler of the buttons to the others that were found."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        match read_json(press.value):
            case {"q": str(text), "i": str(wanted), "k": str(kind)}:
                findings = find_for(ask, session, text)
                found = next((each for each in findings.found if (each.id, each.kind) == (wanted, kind)), None)
                card: Card = found_card(ask, session, found, findings, commands) if found else stale()
                return Reply(card=card)
        return Reply(card=stale())

    return press_it


def presses(commands: Commands) -> Mapping[str, Pressing]:
    """Return the handlers of the buttons of answers."""
    return {**for_guests({SHOW: show(commands)}), **unhelpful.PRESSES, **linking.PRESSES}
