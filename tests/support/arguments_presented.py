"""What functions about the day a document is presented are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Press, Submission
from bot.commands.budskap.targets import BudgetNow
from bot.commands.presented.shown import Shown
from models.occurrences.demands import DayEdit, Filled
from models.occurrences.presentations import Presentation
from models.tables import DayText, Demand, Occurrence, OfficialRecord
from tests.support.full_workspaces import NOW, TODAY
from tests.support.pack import small_pack
from tests.support.two_workspaces_query import World

Told = Mapping[str, Callable[[Session, World], Any]]
ORIGIN, SLOT, KEY = "egen:1", "komite/transport", "statsbudsjett:2098:fremleggelse"
SYNCED = "statsbudsjett:2027:fremleggelse"


def presentation(session: Session, world: World) -> Presentation:
    """Return our row as the row of a presentation."""
    mine = select(Occurrence).where(Occurrence.workspace_id == world.ours)
    row = session.scalars(mine.where(Occurrence.key.in_(("egen:1", KEY)))).first()
    if row is None:  # what else is asked for has given it another key
        row = session.scalars(mine.order_by(Occurrence.id)).first()
    assert row is not None
    row.key = KEY
    session.flush()
    return Presentation("statsbudsjett", 2098, row)


def _edit(session: Session, world: World) -> DayEdit:
    return DayEdit(presentation(session, world), small_pack(), "U1", NOW)


def _day(session: Session, world: World) -> str:
    """Return the id of the row, as a control has it: that of anybody's."""
    presentation(session, world)
    return str(world.one(session, Occurrence))


def _lasting_day(session: Session, world: World) -> str:
    """Return the id of a presentation of the content, which is there afterwards too; where none is, that of the row."""
    synced = select(Occurrence.id).where(Occurrence.workspace_id == world.ours, Occurrence.key == SYNCED)
    found = session.scalar(synced)
    return _day(session, world) if found is None else str(found)


def _demand(session: Session, world: World) -> str:
    return f"{_day(session, world)}:{ORIGIN}"


def _committee(session: Session, world: World) -> str:
    return f"{_day(session, world)}:{world.one(session, DayText)}"


def _press(value: Callable[[Session, World], str], chosen: str = "") -> Told:
    return {"press": lambda session, world: Press(value(session, world), chosen)}


def _sent(value: Callable[[Session, World], str], end: str = "", **values: str) -> Told:
    return {"sent": lambda session, world: Submission(f"{value(session, world)}{end}", values)}


def _found(session: Session, world: World) -> Shown:
    return Shown(presentation(session, world), ORIGIN)


def _row(session: Session, world: World) -> Demand:
    return session.scalars(select(Demand).filter_by(workspace_id=world.ours)).one()


SHOWN: Told = {"shown": presentation}
EDIT: Told = {
    "day_edit": _edit,
    "origin": lambda *_: ORIGIN,
    "reader": lambda *_: "U1",
    "filled": lambda *_: Filled("oppfylt", "Ja", "3"),
    "seen": lambda *_: 1,
    "removed": lambda *_: True,
    "text": lambda *_: "En tekst",
    "slot": lambda *_: SLOT,
    "wanted": lambda *_: {"komite/finans": "Finanskomiteen"},
}


def _record() -> OfficialRecord:
    return OfficialRecord(
        kind="komitehøring", number="1", title="Statsbudsjettet 2098", short_title="", reference="", excerpt="", body="", events=[]
    )  # fmt: skip


COMMANDS = "bot.commands.presented"
RESULTS = "bot.commands.shared.presented_results"
EFFECT = {"kind": "moter", "title": "Et møte", "day": "2026-10-01"}
OTHERWISE: Mapping[str, Told] = {
    **{
        f"models.occurrences.{each}": EDIT
        for each in (
            *("demands.let_read", "demands.fill_in", "demands.add_demand", "demands.set_removed"),
            *("day_texts.write_text", "day_texts.remove_text", "day_texts.choose_committees"),
        )
    },
    "models.occurrences.demands.demands": SHOWN,
    "models.occurrences.day_texts.day_texts": {**SHOWN, "beginning": lambda *_: "komite/"},
    "models.occurrences.day_texts.last_message": {**SHOWN, "slot": lambda *_: SLOT},
    "models.occurrences.demands.log_effect": {**SHOWN, "origin": lambda *_: ORIGIN},
    "models.official.presented.hearings_about": SHOWN,
    "models.official.presented.document_of": {"record": lambda *_: _record()},
    **{f"{RESULTS}.{each}": {"record": lambda *_: _record()} for each in ("demands_in", "message_to")},
    "bot.commands.budskap.missing.with_missing": {
        "card": lambda *_: Card("Statsbudsjettet"),
        "target": lambda *_: BudgetNow(),
    },
    f"{RESULTS}.results_between": {"last": lambda *_: TODAY},
    f"{RESULTS}.about_row": {"row": lambda *each: presentation(*each).row},
    f"{COMMANDS}.shown.shown_at": {"value": _demand},
    f"{COMMANDS}.shown.row_at": {"found": _found},
    f"{COMMANDS}.shown.table": SHOWN,
    f"{COMMANDS}.shown.reply": SHOWN,
    f"{COMMANDS}.presented_handlers.show": _press(_day),
    f"{COMMANDS}.presented_handlers.read": _press(_demand),
    f"{COMMANDS}.presented_handlers.more": _press(_demand, "fjern"),
    f"{COMMANDS}.presented_handlers.put_back": _press(_demand),
    f"{COMMANDS}.presented_handlers.open_new": _press(_day),
    f"{COMMANDS}.presented_handlers.set_date": _press(_day, "2026-11-02"),
    f"{COMMANDS}.presented_handlers.save_reader": _sent(_demand, reader="U1", reads="Prop. 1 S"),
    f"{COMMANDS}.presented_handlers.save_new": _sent(_day, text="Et krav"),
    f"{COMMANDS}.filling.open_form": _press(_demand),
    f"{COMMANDS}.filling.save": _sent(_demand, "|1", verdict="oppfylt", says="Ja", page="3"),
    f"{COMMANDS}.filling.open_log": _press(_demand),
    f"{COMMANDS}.filling.log_form": {"found": _found, "row": _row},
    f"{COMMANDS}.filling.save_effect": _sent(_demand, **EFFECT),
    f"{COMMANDS}.reaction_forms.show": _press(_lasting_day),
    f"{COMMANDS}.reaction_forms.open_form": _press(_demand),
    f"{COMMANDS}.reaction_forms.restore": _press(_demand),
    f"{COMMANDS}.reaction_forms.save": _sent(_demand, "|0", text="En tekst"),
    f"{COMMANDS}.committees.show": _press(_day),
    f"{COMMANDS}.committees.choose": _press(_day),
    f"{COMMANDS}.committees.open_form": _press(_committee),
    f"{COMMANDS}.committees.save_choice": _sent(_day, known="", others="Finanskomiteen"),
    f"{COMMANDS}.committees.save": _sent(_committee, "|1", text="En tekst"),
}
"""What a function is given that wants something else of that name."""
