"""What `/interessenter` is given when it is tried in one of two workspaces."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Press, Submission
from bot.commands.interessenter.asking import Statement
from bot.commands.interessenter.form import Known
from bot.commands.interessenter.importing import Plan
from bot.commands.interessenter.lines import Line
from bot.commands.interessenter.named import Named
from bot.commands.interessenter.refs import Ref
from bot.commands.interessenter.whom import Unsure, Whom
from bot.commands.interessenter.written import Told
from bot.workbooks.table import Row, Table
from models.register.filters import RegisterFilter
from models.register.imports import Wanted
from models.tables import Dialogue, Edit, Enclosure, Occurrence, Organisation, Person
from tests.support.full_workspaces import NOW, TODAY
from tests.support.two_workspaces_query import World

Given = Mapping[str, Callable[[Session, World], Any]]
NAME = "Berit Ny Moe"
"""Nobody has it."""


def ours(session: Session, world: World) -> Any:
    return session.scalars(select(Person).filter_by(workspace_id=world.ours)).first()


def _ref(session: Session, world: World) -> str:
    return f"p{world.one(session, Person)}"


def _press(session: Session, world: World) -> Press:
    return Press(_ref(session, world))


def just_this(session: Session, world: World) -> str:
    return f"{_ref(session, world)} {int(NOW.timestamp())}"


def _just_this(session: Session, world: World) -> Press:
    return Press(just_this(session, world))


def _two(session: Session, world: World) -> Press:
    return Press(f"{_ref(session, world)} {_ref(session, world)}")


def _two_shown(session: Session, world: World) -> Press:
    shown = f"{_ref(session, world)}.1.{int(NOW.timestamp())}"
    return Press(f"{shown} {shown}")


def _sent(**values: str) -> Given:
    return {"sent": lambda session, world: Submission(_ref(session, world), values)}


def _logged(session: Session, world: World) -> Submission:
    known = Known({NAME: _ref(session, world)})
    return Submission(str(known), {"whom": NAME, "day": "2026-10-01", "channel": "møte"})


def _edited(session: Session, world: World) -> Submission:
    values = {"name": NAME, "source": "Møte", "purpose": "Dialog", "tier": "B"}
    return Submission(json.dumps([_ref(session, world), 1]), values)


def _mended(session: Session, world: World) -> Press:
    return Press(f"{world.one(session, Dialogue)} {world.one(session, Edit)}")


def _event(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Occurrence)))


def _enclosed(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Enclosure)))


def _changed(session: Session, world: World) -> Wanted:
    return Wanted(is_person=True, id=world.one(session, Person), values={"tier": "B"})


def _dialogue(_: Session, world: World) -> Mapping[str, Sequence[Any]]:
    told = {"day": TODAY, "channel": "samtale", "created_by": "U1", "created_at": NOW, "workspace_id": world.ours}
    return {name: [value] for name, value in told.items()}


TABLE = Table("Ark1", ("Navn",), ("name",), (Row(2, (NAME,)),))
ROW: Given = {"row": ours}
NAMED: Given = {"named": lambda *_: Named(NAME), "source": lambda *_: "Møte"}
BY_WORDS: Given = {"asked": lambda *_: RegisterFilter("kari")}
NEW = {"name": NAME, "source": "Møte", "purpose": "Dialog", "tier": "C"}
LINE = Line(2, name=NAME, organisation="Nye tog", title="leder", themes=("jernbane",), last=TODAY)
NEW_ONE = Wanted(
    is_person=True,
    values={"name": NAME, "source": "Regnearket", "purpose": "Dialog"},
    role={"title": "leder", "kind": "annet", "organisation": "Nye tog"},
    themes=("jernbane",),
    last=TODAY,
)
OF = "bot.commands.interessenter"
OTHERWISE: Mapping[str, Given] = {
    f"{OF}.asking.which": {"said": lambda *_: Statement(""), "unsure": lambda *_: Unsure(Named(NAME))},
    f"{OF}.chart.chart": {"text": lambda *_: "jernbane"},
    f"{OF}.export.export": {"text": lambda *_: "mine"},
    f"{OF}.importing.plan": {"lines": lambda *_: [LINE], "source": lambda *_: "Regnearket"},
    f"{OF}.importing.apply": {"planned": lambda *_: Plan((NEW_ONE,), (), 0, ())},
    "models.register.imports.write_all": {"wanted": lambda *_: [NEW_ONE]},
    "models.register.inserting.insert_many": {
        "ids": lambda *_: [9_000_001],
        "table": lambda *_: Dialogue,
        "columns": _dialogue,
    },
    "models.register.weights.of_people": {"ids": lambda session, world: [world.one(session, Person)]},
    "models.register.weights.of_organisations": {"ids": lambda session, world: [world.one(session, Organisation)]},
    f"{OF}.importing.owners_of": {"stand": lambda *_: ()},
    f"{OF}.preview.preview": {
        "table": lambda *_: TABLE,
        "planned": lambda session, world: Plan(
            (NEW_ONE,), (_changed(session, world),), 0, (LINE._replace(wrong=("Feil.",)),)
        ),
        "enclosure": lambda *_: 7,
    },
    f"{OF}.workbook.take_in": {"press": _enclosed},
    f"{OF}.workbook.let_be": {"press": _enclosed},
    f"{OF}.workbook.take_back": {"press": lambda session, world: Press(str(world.one(session, Edit)))},
    f"{OF}.found.answer": BY_WORDS,
    f"{OF}.found.rows": BY_WORDS,
    f"{OF}.found.list_card": {"rows": lambda *each: [ours(*each)]},
    f"{OF}.gave.open_gift": {"press": _press},
    f"{OF}.gave.submit_gift": _sent(kind="svar", text="Et svar", day="2026-10-01"),
    f"{OF}.knows.submit_tie": _sent(strength="2"),
    f"{OF}.log.capture": {"said": lambda *each: Statement(f"møtte {NAME}", {NAME: _ref(*each)})},
    f"{OF}.log.answered": {"press": lambda *each: Press(str(Statement(f"møtte {NAME}", {NAME: _ref(*each)})))},
    f"{OF}.log.open_log": {"press": _press},
    f"{OF}.log.submit": {"sent": _logged},
    f"{OF}.met.open_form": {"press": _event},
    f"{OF}.met.nobody": {"press": _event},
    f"{OF}.met.submit": {
        "sent": lambda session, world: Submission(str(world.one(session, Occurrence)), {"lines": "Berit Moe (Ap)"})
    },
    f"{OF}.log.sides_of": {"named": lambda *_: (Named("Berit Moe"),), "said": lambda *_: Statement("")},
    f"{OF}.mend.open_mend": {"press": _mended},
    f"{OF}.person.open_new": {"press": lambda *_: Press(NAME)},
    f"{OF}.person.open_edit": {"press": _press},
    f"{OF}.person.submit_edit": {"sent": _edited},
    f"{OF}.person.submit_new": {"sent": lambda *_: Submission("", NEW)},
    f"{OF}.position.open_role": ROW,
    f"{OF}.position.submit_role": _sent(title="leder"),
    f"{OF}.presses.show": {"press": _press},
    f"{OF}.presses.take_back": {"press": lambda session, world: Press(str(world.one(session, Edit)))},
    f"{OF}.presses.let_rest": {"press": _press},
    f"{OF}.presses.follow_up": {"press": _press},
    f"{OF}.presses.more": {"press": lambda *each: Press(_ref(*each), "eier")},
    f"{OF}.privacy.access": {"text": lambda *_: "kari"},
    f"{OF}.privacy.deletion": {"text": lambda *_: "kari"},
    f"{OF}.privacy.confirm": ROW,
    f"{OF}.privacy.erase_press": {"press": _just_this},
    f"{OF}.privacy.anonymise_press": {"press": _just_this},
    f"{OF}.privacy.read_just_this": {"value": just_this},
    f"{OF}.reading.remove": {"press": lambda *_: Press("U3")},
    "models.register.readers.name_reader": {"by": lambda *_: "U1"},
    f"{OF}.journal.mark": {"press": lambda session, world: Press(str(world.one(session, Dialogue)))},
    f"{OF}.journal.clear": {"press": lambda session, world: Press(str(world.one(session, Dialogue)))},
    f"{OF}.unlisted.named_in": {"text": lambda *_: "title av"},
    f"{OF}.unlisted.report": {"text": lambda *_: "title av", "found": lambda *_: ()},
    f"{OF}.unlisted.confirm_striking": {"text": lambda *_: "title av", "found": lambda *_: ()},
    f"{OF}.unlisted.strike_press": {"press": lambda *_: Press("title av")},
    f"{OF}.merging.merging": {"text": lambda *_: "sammen kari og nye"},
    f"{OF}.merging.compare": {"press": _two},
    f"{OF}.merging.swap": {"press": _two},
    f"{OF}.merging.merge": {"press": _two_shown},
    f"{OF}.merging.compare_card": {"keep": ours, "drop": ours},
    f"{OF}.pair.pairs": {"text": lambda *_: "kari og nye"},
    f"{OF}.twins.twin_of": ROW,
    f"{OF}.review.keep_one": {"press": lambda *each: Press(f"{_ref(*each)} 0")},
    f"{OF}.review.page": {"press": lambda *_: Press("0")},
    f"{OF}.review.take_away": {"press": lambda *each: Press(f"{_ref(*each)} interessent.slett")},
    f"{OF}.refs.load": {"ref": lambda session, world: Ref(is_person=True, id=world.one(session, Person))},
    f"{OF}.shown.person_card": ROW,
    f"{OF}.warned.warned": {"row": ours, "form": lambda *_: Form("Skjema", "interessent.loggfor", ())},
    f"{OF}.acquainted.acquaintances": ROW,
    f"{OF}.warned.warnings": {"sides": lambda *each: [Whom(Named(NAME), ours(*each))]},
    f"{OF}.whom.whom": NAMED,
    f"{OF}.written.add_person": NAMED,
    f"{OF}.written.organisation_of": NAMED,
    f"{OF}.written.write": {"confirmation": lambda *_: Told(TODAY, "møte"), "sides": lambda *_: (Whom(Named(NAME)),)},
}
"""By the functions' names."""
