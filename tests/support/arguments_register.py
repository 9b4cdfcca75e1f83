"""What the register's functions are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.register.dialogues import NewDialogue, NextStep
from models.register.filters import RegisterFilter
from models.register.gifts import NewGift
from models.register.mentions import Marks
from models.register.organisations import CHANGEABLE, NewOrganisation
from models.register.party_gifts import SentOffer
from models.register.people import NewPerson
from models.register.roles import NewRole
from models.register.stances import NewStance
from models.register.ties import NewTie
from models.tables import Dialogue, Edit, Organisation, Person, Role, Tie
from tests.support.full_workspaces import NOW, TODAY
from tests.support.two_workspaces_query import World

Told = Mapping[str, Callable[[Session, World], Any]]


def _ours(table: type[Any]) -> Callable[[Session, World], Any]:
    return lambda session, world: session.scalars(select(table).filter_by(workspace_id=world.ours)).first()


def _id(table: type[Any]) -> Callable[[Session, World], Any]:
    return lambda session, world: world.one(session, table)


def _second(table: type[Any]) -> Callable[[Session, World], Any]:
    """Give the id of another row of ours, written down for the occasion."""

    def made(session: Session, world: World) -> Any:
        row = _ours(table)(session, world)
        kept = {each.key: getattr(row, each.key) for each in table.__table__.columns if each.name != "id"}
        session.add(new := table(**kept))
        session.flush()
        return new.id

    return made


def _dialogue(session: Session, world: World) -> NewDialogue:
    who = (world.one(session, Person),)
    where = (world.one(session, Organisation),)
    return NewDialogue(TODAY, "møte", ("U1",), who, where, theme="energi", step=NextStep("Send faktaark", TODAY))


def _tie(session: Session, world: World) -> NewTie:
    return NewTie(world.one(session, Person), "U3", 2)


def _role(session: Session, world: World) -> NewRole:
    return NewRole("embetsverk", "rådgiver", organisation_id=world.one(session, Organisation))


def _new_role(session: Session, world: World) -> Role:
    return Role(workspace_id=world.ours, kind="annet", person_id=_ours(Person)(session, world).id)


PERSON: Told = {"row": _ours(Person)}
ROWS: Told = {
    "edit": _ours(Edit),
    "person_id": _id(Person),
    "organisation_id": _id(Organisation),
    "dialogue_id": _id(Dialogue),
    "role_id": _id(Role),
    "tie_id": _id(Tie),
    "edit_id": _id(Edit),
    "person_ids": lambda session, world: [world.one(session, Person)],
    "organisation_ids": lambda session, world: [world.one(session, Organisation)],
    "dialogue_ids": lambda session, world: [world.one(session, Dialogue)],
}
"""By the names of their parameters."""
PLAIN: Mapping[str, Any] = {
    "word": "kari",
    "last": TODAY,
    "moment": NOW,
    "theme": "jernbane",
    "seen": 1,
    "changeable": CHANGEABLE,
    "marks": Marks(("title av",)),
    "journal": True,
}
OTHERWISE: Mapping[str, Told] = {
    "models.register.party_gifts.send_to_parties": {
        "offer": lambda *_: SentOffer("innspill", "Brev"),
        "parties": lambda *_: ["Ap", "V"],
        "day": lambda *_: TODAY,
    },
    "models.register.search.search": {"asked": lambda *_: RegisterFilter("kari")},
    "models.register.dialogues.log": {"new": _dialogue},
    "models.register.dialogues.log_within": {"new": _dialogue},
    "models.register.people.add": {"new": lambda *_: NewPerson("Ola Ny", "Møte")},
    "models.register.people.save": {"wanted": lambda *_: {"tier": "B"}},
    "models.register.organisations.add": {"new": lambda *_: NewOrganisation("Nye tog", "Møte")},
    "models.register.organisations.save": {"wanted": lambda *_: {"tier": "B"}},
    "models.register.roles.add": {"new": _role},
    "models.register.stances.take_down": {"new": lambda *_: NewStance("energi", "positiv", TODAY)},
    "models.register.stances.stances": PERSON,
    "models.register.gifts.give": {
        "gift": lambda session, world: NewGift("svar", "Et svar", TODAY, world.one(session, Person))
    },
    "models.register.gifts.gifts": PERSON,
    "models.register.ties.know": {"tie": _tie},
    "models.register.history.dialogues": PERSON,
    "models.register.history.dialogue_number": PERSON,
    "models.register.history.recent_contacts": PERSON | {"theme": lambda *_: "jernbane"},
    "models.register.saving.save_row": PERSON | {"wanted": lambda *_: {"tier": "B"}},
    "models.register.saving.updated_columns": PERSON,
    "models.register.merge.merge_people": {"other_id": _second(Person)},
    "models.register.merge.merge_organisations": {"other_id": _second(Organisation)},
    "models.register.personal_data.of_one": PERSON,
    "models.register.mentions.marks_of": {"ids": lambda session, world: [world.one(session, Person)]},
    "models.register.personal_data.dialogues_of": {"ids": lambda session, world: [world.one(session, Person)]},
    "models.register.edits.added": {"row": _new_role},
    "models.register.edits.noted": PERSON,
    "models.register.edits.changed": PERSON | {"values": lambda *_: {"tier": "B"}},
    "models.register.edits.deleted": {"row": _ours(Tie)},
    "models.register.edits.locked": {"table": lambda *_: Person, "row_id": _id(Person)},
    "models.register.edits.lock_all": {"table": lambda *_: Person, "ids": lambda *each: [_id(Person)(*each)]},
    "models.register.spelling.alike": {"known": lambda *_: ("kari",)},
    "models.register.edits.write": PERSON | {"wanted": lambda *_: {"tier": "B"}},
}
"""What a function is given that wants something else of that name."""
