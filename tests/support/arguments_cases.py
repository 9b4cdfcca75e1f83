"""What functions about cases are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.ask import Press, Submission
from models.cases.cases import CaseValues, Sprint
from models.cases.contacts import NewContact
from models.cases.moves import Move, What
from models.official.items import ItemKind
from models.tables import CaseContact, CaseMove, OfficialRecord, PolicyCase
from tests.support.arguments_hearings import record as hearing
from tests.support.full_workspaces import NOW, TODAY
from tests.support.two_workspaces_query import World

Told = Mapping[str, Callable[[Session, World], Any]]


def record() -> OfficialRecord:
    """Return the official item of the case that each workspace follows."""
    found = hearing()
    found.kind, found.number, found.events, found.people = ItemKind.CASE.value, "1", [], []
    return found


def case_of(session: Session, world: World) -> PolicyCase:
    """Return our case."""
    return session.scalars(select(PolicyCase).filter_by(workspace_id=world.ours).order_by(PolicyCase.id)).all()[0]


def _id(session: Session, world: World) -> Any:
    return world.one(session, PolicyCase)


def _ids(session: Session, world: World) -> list[Any]:
    return [_id(session, world)]


def _press(session: Session, world: World) -> Press:
    return Press(str(_id(session, world)))


def _contact_press(session: Session, world: World) -> Press:
    return Press(str(world.one(session, CaseContact)))


def _sent(**values: str) -> Told:
    return {"sent": lambda session, world: Submission(str(_id(session, world)), values)}


CONTACT = {"name": "Kari Hansen", "says": "Alt.", "until": f"{TODAY + timedelta(days=30)}"}
ABOUT: Told = {
    "case_id": _id,
    "case_ids": _ids,
    "contact_id": lambda session, world: world.one(session, CaseContact),
    "move_id": lambda session, world: world.one(session, CaseMove),
    "workspaces": lambda _, world: [world.ours],
    "keys": lambda *_: ["sak:1"],
    "key": lambda *_: "sak:1",
    "record": lambda *_: record(),
    "records": lambda *_: [record()],
    "without": lambda *_: None,
    "case": case_of,
    "cases": lambda session, world: [case_of(session, world)],
    "moves": lambda *_: [Move(What.STATUS, "mottatt")],
    "since": lambda *_: NOW - timedelta(days=30),
    "until": lambda *_: NOW + timedelta(days=1),
    "values": lambda *_: CaseValues("En sak"),
    "sheet": lambda *_: {"status": "Ny"},
    "sprint": lambda *_: Sprint(TODAY, "Nå", "Resten"),
    "new": lambda *_: NewContact("Kari", "", "", "Alt", "U1", TODAY, TODAY + timedelta(days=9)),
    "day": lambda *_: TODAY,
    "theme": lambda *_: "jernbane",
    "text": lambda *_: "title",
    "with_people": lambda *_: True,
}
MODULES = ("about", "cases", "contacts", "followers", "moves")
OTHERWISE: Mapping[str, Told] = {
    "models.cases.bills.take_over": {
        **ABOUT,
        "bill": lambda *_: record(),
        "case": lambda *_: OfficialRecord(kind="sak", number="77", title="En sak", body="", events=[], people=[]),
    },
    "models.cases.moves.known_steps": {**ABOUT, "since": lambda *_: TODAY - timedelta(days=30)},
    "models.cases.contacts.asked_again": {**ABOUT, "until": lambda *_: TODAY + timedelta(days=90)},
    "models.official.matches.asked_in": {
        "workspace_ids": lambda _, world: [world.ours],
        "first": lambda *_: TODAY,
        "last": lambda *_: TODAY,
    },
    "bot.commands.sak.shown.read_case": {"value": lambda *each: str(_id(*each))},
    "bot.commands.sak.shown.list_of": {"found": ABOUT["cases"]},
    "bot.commands.sak.shown.card_of": {"case": case_of, "record": lambda *_: None},
    **{f"bot.commands.sak.case_buttons.{each}": {"press": _press} for each in ("show", "follow")},
    "bot.commands.sak.case_buttons.show_next": {"press": lambda *_: Press("0")},
    "bot.commands.sak.case_buttons.more": {"press": lambda *each: Press(str(_id(*each)), "avslutt")},
    **{f"bot.commands.sak.case_forms.{each}": {"press": _press} for each in ("show_sheet", "open_sheet")},
    "bot.commands.sak.case_forms.save_new": _sent(title="En ny sak"),
    "bot.commands.sak.case_forms.save": _sent(title="En sak"),
    "bot.commands.sak.case_forms.save_sheet": _sent(status="Ny"),
    "bot.commands.sak.case_forms.save_sprint": _sent(what="Nå", until=f"{TODAY}"),
    **{f"bot.commands.sak.contacts.{each}": {"press": _press} for each in ("show", "open_form")},
    **{f"bot.commands.sak.contacts.{each}": {"press": _contact_press} for each in ("ask_until", "delete")},
    "bot.commands.sak.contacts.save": _sent(**CONTACT),
    "bot.commands.sak.contacts.save_again": {
        "sent": lambda session, world: Submission(str(world.one(session, CaseContact)), {"until": CONTACT["until"]})
    },
}
"""What a function is given that wants something else of that name than the other functions of `MODULES`."""


def given_for(name: str) -> Told:
    """Return what a function is given by the names of its parameters."""
    module, _, _ = name.removeprefix("models.cases.").partition(".")
    is_ours = name.startswith("models.cases.") and module in MODULES
    return OTHERWISE.get(name) or (ABOUT if is_ours else {})
