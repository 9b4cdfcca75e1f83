"""What somebody sends from a round's page: checked, and stored on the carrier. By the link only the link's own member."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from bot.cards.round_words import RoundWords, round_words
from bot.commands.parse.clean import clean
from bot.commands.shared.deadline_form import link_error
from content.folding import storable
from content.schema.pack import Pack
from models.members.members import MemberRow, members, people_of
from models.rounds.answers import CALL, FORWARD, NO, USED
from models.rounds.carriers import GivenAnswer, commit, give_answer, is_on_board, may_commit
from models.rounds.links import OpenedLink
from models.rounds.using import record_answer
from models.workspace import outgoing
from models.workspace.nudge_kinds import ROUND_WISH

MEANING, WAS_USED, REFUSE, RING, PASS_ON, JOIN, COUNCIL = "betyr", "brukt", "nei", "ring", "videre", "med", "raad"
ACTION = "gjor"
LONGEST_MEANING, LONGEST = 1_000, 200
LINK = "lenke"


@dataclass(frozen=True)
class Refused:
    """What is wrong with what was sent, by the name of the field, with what was written; `side` is the form it was in."""

    errors: Mapping[str, str]
    fields: Mapping[str, str]
    side: str = ""


@dataclass
class _Sent:
    session: Session
    link: OpenedLink
    pack: Pack
    fields: Mapping[str, str]
    now: datetime

    @cached_property
    def member(self) -> MemberRow:
        number = self.link.carrier.number
        found = members(self.session, self.link.workspace.id, self.pack)
        return next((each for each in found if each.number == number), MemberRow(number, number))

    @property
    def words(self) -> RoundWords:
        return round_words(self.member.language)

    def text(self, name: str) -> str:
        return clean(storable(self.fields.get(name, "")))


def take_sent(
    session: Session, link: OpenedLink, pack: Pack, fields: Mapping[str, str], now: datetime
) -> str | Refused:
    """Store what was sent, and return the name of what was done; or what is wrong. The carrier is locked."""
    sent = _Sent(session, link, pack, fields, now)
    deed = DEEDS.get(fields.get(ACTION, ""))
    return deed(sent) if deed else Refused({}, fields)


def _meaning(sent: _Sent) -> str | Refused:
    text = storable(sent.fields.get("betyr", "")).strip()
    if len(text) > LONGEST_MEANING:
        return _wrong(sent, "betyr", sent.words.shorter.format(most=LONGEST_MEANING))
    sent.link.carrier.meaning = text or None
    return MEANING


def _used(sent: _Sent) -> str | Refused:
    where, link = sent.text("hvor"), sent.text(LINK)
    if len(where) > LONGEST:
        return _wrong(sent, "hvor", sent.words.at_most.format(most=LONGEST))
    if wrong := link_error(link):
        return _wrong(sent, LINK, wrong)
    given = GivenAnswer(USED, where, link, sent.fields.get("leserinnlegg") == "ja")
    record_answer(sent.session, sent.link.round, sent.link.carrier, sent.member.label, given, sent.now)
    return WAS_USED


def _refuse(sent: _Sent) -> str:
    give_answer(sent.link.carrier, GivenAnswer(NO), sent.now)
    return REFUSE


def _wish(wish: str, done: str, needed: Callable[[RoundWords], str]) -> Callable[[_Sent], str | Refused]:
    def deed(sent: _Sent) -> str | Refused:
        about = sent.text("om")
        if not about or len(about) > LONGEST:
            wrong = sent.words.at_most.format(most=LONGEST) if about else needed(sent.words)
            return Refused({"om": wrong}, sent.fields, done)
        carrier, row = sent.link.carrier, sent.link.round
        carrier.wish, carrier.wish_about = wish, about
        key = f"{carrier.id}:{wish}:{sent.now.astimezone(sent.link.workspace.zone).date()}"
        outgoing.plan(sent.session, row.workspace_id, "person", row.created_by, ROUND_WISH, key, sent.now)
        return done

    return deed


def _join(sent: _Sent) -> str | Refused:
    name = sent.text("navn")
    if not may_commit(sent.link.carrier.function):
        return Refused({}, sent.fields)
    if not name or len(name) > LONGEST:
        return _wrong(sent, "navn", sent.words.needs_name)
    commit(sent.link.carrier, name, sent.now.astimezone(sent.link.workspace.zone).date())
    return JOIN


def _council(sent: _Sent) -> str | Refused:
    carrier, workspace = sent.link.carrier, sent.link.workspace
    today = sent.now.astimezone(workspace.zone).date()
    own = people_of(sent.session, workspace.id, today, [carrier.number]).get(carrier.number, ())
    if not is_on_board(own, sent.link.person.id):
        return Refused({}, sent.fields)
    carrier.council_on = carrier.council_on or today
    return COUNCIL


def _wrong(sent: _Sent, name: str, sentence: str) -> Refused:
    return Refused({name: sentence}, sent.fields)


DEEDS: Mapping[str, Callable[[_Sent], str | Refused]] = {
    MEANING: _meaning,
    WAS_USED: _used,
    REFUSE: _refuse,
    RING: _wish(CALL, RING, lambda words: words.needs_number),
    PASS_ON: _wish(FORWARD, PASS_ON, lambda words: words.needs_colleague),
    JOIN: _join,
    COUNCIL: _council,
}
