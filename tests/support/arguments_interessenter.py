"""What `/interessenter` is given when it is tried in one of two workspaces."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Press, Submission
from bot.commands.interessenter.dialogue.dialogue_form import DialogueFormState
from bot.commands.interessenter.dialogue.open_questions import Statement
from bot.commands.interessenter.dialogue.participants import AmbiguousName, Participant
from bot.commands.interessenter.dialogue.recording import DialogueDetails
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import StakeholderRef
from bot.commands.interessenter.workbook.import_plan import ImportPlan
from bot.commands.interessenter.workbook.register_rows import RegisterRow
from bot.workbooks.table import SheetRow, Table
from models.register.filters import RegisterFilter
from models.register.imports import WantedImport
from models.register.meetings import plan_of
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
    known = DialogueFormState({NAME: _ref(session, world)})
    return Submission(str(known), {"whom": NAME, "day": "2026-10-01", "channel": "møte"})


def _edited(session: Session, world: World) -> Submission:
    values = {"name": NAME, "source": "Møte", "purpose": "Dialog", "tier": "B"}
    return Submission(json.dumps([_ref(session, world), 1]), values)


def _mended(session: Session, world: World) -> Press:
    return Press(f"{world.one(session, Dialogue)} {world.one(session, Edit)}")


def _event(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Occurrence)))


def planned(session: Session, world: World) -> int:
    """Return the id of a dialogue of ours that is planned: that is written down for the occasion."""
    number = int(world.one(session, Dialogue))
    row = session.get(Dialogue, number)
    if row is not None and row.workspace_id == world.ours:
        row.planned = True
        session.flush()
    return number


def _enclosed(session: Session, world: World) -> Press:
    return Press(str(world.one(session, Enclosure)))


def _changed(session: Session, world: World) -> WantedImport:
    return WantedImport(is_person=True, id=world.one(session, Person), values={"tier": "B"})


def _dialogue(_: Session, world: World) -> Mapping[str, Sequence[Any]]:
    told = {"day": TODAY, "channel": "samtale", "created_by": "U1", "created_at": NOW, "workspace_id": world.ours}
    return {name: [value] for name, value in told.items()}


TABLE = Table("Ark1", ("Navn",), ("name",), (SheetRow(2, (NAME,)),))
ROW: Given = {"row": ours}
NAMED: Given = {"named": lambda *_: WrittenName(NAME), "source": lambda *_: "Møte"}
BY_WORDS: Given = {"filters": lambda *_: RegisterFilter("kari")}
NEW = {"name": NAME, "source": "Møte", "purpose": "Dialog", "tier": "C"}
LINE = RegisterRow(2, name=NAME, organisation="Nye tog", title="leder", themes=("jernbane",), last=TODAY)
NEW_ONE = WantedImport(
    is_person=True,
    values={"name": NAME, "source": "Regnearket", "purpose": "Dialog"},
    role={"title": "leder", "kind": "annet", "organisation": "Nye tog"},
    themes=("jernbane",),
    last=TODAY,
)
OF = "bot.commands.interessenter"
OTHERWISE: Mapping[str, Given] = {
    f"{OF}.party_list.parties_part": {"rest": lambda *_: ""},
    f"{OF}.party_list.submit_sent": {
        "sent": lambda *_: Submission(
            "", {"text": "Brev", "kind": "innspill", "day": TODAY.isoformat(), "parties": "Ap,V"}
        )
    },
    f"{OF}.party_list.submit_date": {
        "sent": lambda *_: Submission("", {"party": "V", "step": "landsmote", "first": "2027-04-23"})
    },
    f"{OF}.dialogue.open_questions.ask_which": {
        "statement": lambda *_: Statement(""),
        "unsure": lambda *_: AmbiguousName(WrittenName(NAME)),
    },
    f"{OF}.card.influence_chart.chart": {"text": lambda *_: "jernbane"},
    f"{OF}.workbook.register_export.export": {"text": lambda *_: "mine"},
    f"{OF}.workbook.import_plan.plan_import": {"lines": lambda *_: [LINE], "source": lambda *_: "Regnearket"},
    f"{OF}.workbook.import_plan.apply_import": {"planned": lambda *_: ImportPlan((NEW_ONE,), (), 0, ())},
    "models.register.imports.write_all": {"wanted": lambda *_: [NEW_ONE]},
    "models.register.inserting.insert_many": {
        "ids": lambda *_: [9_000_001],
        "table": lambda *_: Dialogue,
        "columns": _dialogue,
    },
    "models.register.weights.of_people": {"ids": lambda session, world: [world.one(session, Person)]},
    "models.register.weights.of_organisations": {"ids": lambda session, world: [world.one(session, Organisation)]},
    f"{OF}.workbook.import_plan.owners_of": {"stand": lambda *_: ()},
    f"{OF}.workbook.import_preview.preview_card": {
        "table": lambda *_: TABLE,
        "planned": lambda session, world: ImportPlan(
            (NEW_ONE,), (_changed(session, world),), 0, (LINE._replace(wrong=("Feil.",)),)
        ),
        "enclosure": lambda *_: 7,
    },
    f"{OF}.workbook.workbook_import.take_in_workbook": {"press": _enclosed},
    f"{OF}.workbook.workbook_import.cancel_import": {"press": _enclosed},
    f"{OF}.workbook.workbook_import.undo_import": {
        "press": lambda session, world: Press(str(world.one(session, Edit)))
    },
    f"{OF}.card.search_results.one_or_list": BY_WORDS,
    f"{OF}.card.search_results.matching_rows": BY_WORDS,
    f"{OF}.card.search_results.list_card": {"rows": lambda *each: [ours(*each)]},
    f"{OF}.card.gift_form.open_gift_form": {"press": _press},
    f"{OF}.card.gift_form.submit_gift": _sent(kind="svar", text="Et svar", day="2026-10-01"),
    f"{OF}.card.acquaintance_form.submit_acquaintance": _sent(strength="2"),
    f"{OF}.dialogue.dialogue_log.log_line": {
        "statement": lambda *each: Statement(f"møtte {NAME}", {NAME: _ref(*each)})
    },
    f"{OF}.dialogue.dialogue_log.question_answered": {
        "press": lambda *each: Press(str(Statement(f"møtte {NAME}", {NAME: _ref(*each)})))
    },
    f"{OF}.dialogue.dialogue_log.open_log": {"press": _press},
    f"{OF}.dialogue.dialogue_log.submit": {"sent": _logged},
    f"{OF}.dialogue.event_contacts.open_form": {"press": _event},
    f"{OF}.dialogue.event_contacts.nobody": {"press": _event},
    f"{OF}.dialogue.event_contacts.submit": {
        "sent": lambda session, world: Submission(str(world.one(session, Occurrence)), {"lines": "Berit Moe (Ap)"})
    },
    f"{OF}.dialogue.dialogue_log.sides_of": {
        "named": lambda *_: (WrittenName("Berit Moe"),),
        "statement": lambda *_: Statement(""),
    },
    f"{OF}.dialogue.dialogue_log.open_correction": {"press": _mended},
    f"{OF}.dialogue.dialogue_log.asked_at": {"plan": lambda *each: plan_of(each[0], each[1].ours, planned(*each))},
    f"{OF}.dialogue.meeting_outcome.open_log": {"press": lambda *each: Press(str(planned(*each)))},
    f"{OF}.dialogue.meeting_outcome.call_off": {"press": lambda *each: Press(str(planned(*each)))},
    f"{OF}.dialogue.meeting_outcome.move": {"press": lambda *each: Press(str(planned(*each)), "2026-11-02")},
    "models.register.meetings.settle": {"dialogue_id": planned},
    "models.register.meetings.call_off": {"dialogue_id": planned},
    "models.register.meetings.move": {"dialogue_id": planned},
    "models.register.meetings.plan_of": {"dialogue_id": planned},
    "models.register.meetings.with_plans": {"workspaces": lambda _, world: [world.ours]},
    f"{OF}.card.person_form.open_new_form": {"press": lambda *_: Press(NAME)},
    f"{OF}.card.person_form.open_edit_form": {"press": _press},
    f"{OF}.card.person_form.submit_edit": {"sent": _edited},
    f"{OF}.card.person_form.submit_new": {"sent": lambda *_: Submission("", NEW)},
    f"{OF}.card.role_form.open_role_form": ROW,
    f"{OF}.card.role_form.submit_role": _sent(title="leder"),
    f"{OF}.person_buttons.show": {"press": _press},
    f"{OF}.person_buttons.undo_edit": {"press": lambda session, world: Press(str(world.one(session, Edit)))},
    f"{OF}.person_buttons.pause_reminders": {"press": _press},
    f"{OF}.person_buttons.follow_up": {"press": _press},
    f"{OF}.person_buttons.more": {"press": lambda *each: Press(_ref(*each), "eier")},
    f"{OF}.privacy.person_privacy.access": {"text": lambda *_: "kari"},
    f"{OF}.privacy.person_privacy.deletion": {"text": lambda *_: "kari"},
    f"{OF}.privacy.person_privacy.confirm": ROW,
    f"{OF}.privacy.person_privacy.erase_press": {"press": _just_this},
    f"{OF}.privacy.person_privacy.anonymise_press": {"press": _just_this},
    f"{OF}.privacy.person_privacy.read_just_this": {"value": just_this},
    f"{OF}.privacy.register_readers.remove": {"press": lambda *_: Press("U3")},
    "models.register.readers.name_reader": {"by": lambda *_: "U1"},
    f"{OF}.dialogue.public_journal.mark": {"press": lambda session, world: Press(str(world.one(session, Dialogue)))},
    f"{OF}.dialogue.public_journal.clear": {"press": lambda session, world: Press(str(world.one(session, Dialogue)))},
    f"{OF}.privacy.unlisted_people.texts_naming": {"text": lambda *_: "title av"},
    f"{OF}.privacy.unlisted_people.report": {"text": lambda *_: "title av", "texts": lambda *_: ()},
    f"{OF}.privacy.unlisted_people.confirm_strike_out": {"text": lambda *_: "title av", "texts": lambda *_: ()},
    f"{OF}.privacy.unlisted_people.strike_press": {"press": lambda *_: Press("title av")},
    f"{OF}.merging.merging": {"text": lambda *_: "sammen kari og nye"},
    f"{OF}.merging.compare": {"press": _two},
    f"{OF}.merging.swap": {"press": _two},
    f"{OF}.merging.merge": {"press": _two_shown},
    f"{OF}.merging.compare_card": {"keep": ours, "drop": ours},
    f"{OF}.merging.pairs_of": {"text": lambda *_: "kari og nye"},
    f"{OF}.card.stakeholder_card.namesake_of": ROW,
    f"{OF}.privacy.register_review.keep_one": {"press": lambda *each: Press(f"{_ref(*each)} 0")},
    f"{OF}.privacy.register_review.page": {"press": lambda *_: Press("0")},
    f"{OF}.privacy.register_review.take_away": {"press": lambda *each: Press(f"{_ref(*each)} interessent.slett")},
    f"{OF}.references.load": {
        "ref": lambda session, world: StakeholderRef(is_person=True, id=world.one(session, Person))
    },
    f"{OF}.card.stakeholder_card.person_card": ROW,
    f"{OF}.dialogue.recent_contacts.with_recent_contacts": {
        "row": ours,
        "form": lambda *_: Form("Skjema", "interessent.loggfor", ()),
    },
    f"{OF}.card.stakeholder_card.acquaintances": ROW,
    f"{OF}.dialogue.recent_contacts.recent_contact_lines": {
        "sides": lambda *each: [Participant(WrittenName(NAME), ours(*each))]
    },
    f"{OF}.dialogue.participants.find_participant": NAMED,
    f"{OF}.dialogue.recording.add_person": NAMED,
    f"{OF}.dialogue.recording.organisation_of": NAMED,
    f"{OF}.dialogue.recording.record_dialogue": {
        "confirmation": lambda *_: DialogueDetails(TODAY, "møte"),
        "sides": lambda *_: (Participant(WrittenName(NAME)),),
    },
}
"""By the functions' names."""
