"""What functions about the Storting's people and documents are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.storting import LOG, TAKE_IN
from bot.commands.ask import Press, Submission
from models.official.chains import Money
from models.official.groups import county
from models.official.items import Passage
from models.official.members import ELECTED, keep_members
from models.official.own_words import NAME, OwnWords
from models.official.relevance import Relevance
from models.tables import (
    ChainStep,
    Effect,
    Invitation,
    InvitationRound,
    Occurrence,
    OfficialFind,
    OfficialMember,
    OfficialRecord,
)
from tests.support.full_workspaces import NOW, TODAY
from tests.support.pack import small_pack
from tests.support.storting import FEW
from tests.support.two_workspaces_query import World

Given = Mapping[str, Callable[[Session, World], Any]]
CASE = "7"
EFFECT = {"kind": "moter", "title": "Et møte", "day": "2026-10-01"}


def members(session: Session, _world: World) -> list[OfficialMember]:
    """Let the public list have some representatives; return them."""
    keep_members(session, ELECTED, FEW, NOW)
    return list(session.scalars(select(OfficialMember).order_by(OfficialMember.number)))


def _with_members(value: Any) -> Callable[[Session, World], Any]:
    def given(session: Session, world: World) -> Any:
        members(session, world)
        return value

    return given


def _row(table: type[Any]) -> Callable[[Session, World], Any]:
    return lambda session, world: session.scalars(select(table).filter_by(workspace_id=world.ours)).first()


def _id(table: type[Any]) -> Callable[[Session, World], Any]:
    return lambda session, world: world.one(session, table)


def _pressing(table: type[Any]) -> Given:
    return {"press": lambda session, world: Press(str(world.one(session, table)))}


def _ticking(session: Session, world: World) -> Press:
    members(session, world)
    return Press(str(world.one(session, Invitation)))


RECORD = {"title": "Innst. 14 S", "short_title": "Flere tog", "kind": "innstilling", "number": "inns-202627-099s"}
OF = "bot.commands.interessenter.storting_people"
INVITE = "bot.commands.interessenter.storting_invitations"
BETWEEN: Given = {"first": lambda *_: NOW - timedelta(days=900), "last": lambda *_: NOW + timedelta(days=900)}
OTHERWISE: Mapping[str, Given] = {
    "models.official.chains.chain_of": {"case": lambda *_: CASE},
    "models.official.chains.add_step": {"find": _row(OfficialFind), "effect": _row(Effect)},
    "models.official.chains.add_money": {"case": lambda *_: CASE, "money": lambda *_: Money("1 mill. kr", TODAY)},
    "models.official.chains.remove_step": {"step_id": _id(ChainStep)},
    "models.official.finds.keep_finds": {
        "record": lambda *_: OfficialRecord(**RECORD, cases=[CASE]),
        "found": lambda *_: [OwnWords(0, Passage("Tog", "merknad", "H", "avsnitt 1"), NAME, None, "Tog", "Tog")],
    },
    "models.official.finds.find_by_id": {"find_id": _id(OfficialFind)},
    "models.official.finds.of_document": {"kind": lambda *_: "innstilling", "number": lambda *_: "inns-202627-014s"},
    "models.official.finds.judge": {"find_id": _id(OfficialFind), "effect_id": lambda *_: None},
    "models.official.council_cases.keep": {
        "found": lambda *_: [
            (OfficialRecord(**RECORD | {"kind": "kommunesak", "body": "Ås"}, events=[]), Relevance(1.0, ()))
        ]
    },
    "models.official.council_cases.found_between": BETWEEN,
    "models.official.council_cases.with_found": BETWEEN | {"workspace_ids": lambda _, world: [world.ours]},
    "models.official.council_cases.records_of": {
        "finds": lambda session, world: session.scalars(select(OfficialFind).filter_by(workspace_id=world.ours)).all()
    },
    "models.members.members.members_of_each": {"packs": lambda _, world: {world.ours: small_pack()}},
    "models.followups.effects.with_words_of_others": {"ids": lambda session, world: [world.one(session, Effect)]},
    "models.official.own.of_official_items": {"ids": lambda session, world: [world.one(session, Occurrence)]},
    "models.official.invitations.begin": {"group": lambda *_: county("Oslo"), "members": members},
    "models.official.invitations.round_of": {"round_id": _id(InvitationRound)},
    "models.official.invitations.invited": {"round_id": _id(InvitationRound)},
    "models.official.invitations.close": {"round_id": _id(InvitationRound)},
    "models.official.invitations.tick": {"invitation_id": _id(Invitation), "done": lambda *_: True},
    "models.official.known_members.known_members": {"members": members, "since": lambda *_: TODAY},
    "bot.commands.effekt.chains.chain_part": {"rest": lambda *_: CASE},
    "bot.commands.effekt.chains.show": {"press": lambda *_: Press(CASE)},
    "bot.commands.effekt.chains.open_log": _pressing(OfficialFind),
    "bot.commands.effekt.chains.dismiss": _pressing(OfficialFind),
    "bot.commands.effekt.chains.undo_money": _pressing(ChainStep),
    "bot.commands.effekt.chains.open_money": {"press": lambda *_: Press(CASE)},
    "bot.commands.effekt.chains.save": {
        "sent": lambda session, world: Submission(f"{world.one(session, OfficialFind)}:", EFFECT)
    },
    "bot.commands.effekt.chains.save_money": {
        "sent": lambda *_: Submission(CASE, {"text": "1 mill. kr", "day": "2026-10-01"})
    },
    f"{OF}.storting_part": {"rest": _with_members("akershus")},
    f"{INVITE}.invitations_part": {"rest": _with_members("")},
    f"{INVITE}.submit_invite": {"sent": _with_members(Submission("", {"group": "f:Oslo", "due": "2026-11-02"}))},
    f"{OF}.show": {"press": _with_members(Press("f:Akershus"))},
    f"{OF}.show_all": {"press": _with_members(Press(""))},
    f"{OF}.of_member": {"press": _with_members(Press("KANO", LOG))},
    f"{INVITE}.open_invite": {"press": _with_members(Press("f:Oslo", TAKE_IN))},
    f"{INVITE}.open_rounds": {"press": _with_members(Press(""))},
    f"{INVITE}.tick": {"press": _ticking},
    f"{INVITE}.untick": {"press": _ticking},
    f"{INVITE}.show_round": {"press": lambda session, world: Press(str(world.one(session, InvitationRound)))},
    f"{INVITE}.close": {"press": lambda session, world: Press(str(world.one(session, InvitationRound)))},
}
OF_ALL = {
    "jobs.official.case_documents.keep_documents": "what official sources publish belongs to no workspace",
    **{
        f"models.official.documents.{each}": "what official sources publish belongs to no workspace (`models.tables.storting`)"
        for each in ("note_references", "keep_decision", "keep_publication", "due", "to_search", "searched")
    },
    **{
        f"models.official.members.{each}": "the Storting's members belong to no workspace (`models.tables.storting`)"
        for each in ("keep_members", "of_numbers", "sitting", "sitting_from")
    },
    "models.official.documents.followers": "which workspaces follow a case; each is then told by itself",
    "models.official.council_cases.pending": "council cases belong to no workspace before they are found to concern one",
    "models.official.finds.document_of": "the document that a find of ours is in: it belongs to no workspace",
}
