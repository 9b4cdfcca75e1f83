"""What functions about rounds are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.cards.round_cards import Reach
from bot.commands.ask import Press, Submission
from models.members.members import MemberRow
from models.official.press_finds import MemberInPress
from models.official.round_uses import RoundUse
from models.rounds.carriers import GivenAnswer, NewRound
from models.tables import Alert, Carrier, MessageRound, OfficialFind, Person
from tests.support.full_workspaces import NOW, TODAY
from tests.support.two_workspaces_query import World

REACH = Reach()
Given = Mapping[str, Callable[[Session, World], Any]]
LILLESTROM = MemberRow("3205", "Lillestrøm", "Akershus")


def _id(table: type[Any]) -> Callable[[Session, World], int]:
    return lambda session, world: world.one(session, table)


def _row(table: type[Any]) -> Callable[[Session, World], Any]:
    return lambda session, world: session.scalars(select(table).filter_by(workspace_id=world.ours)).one()


def _press(table: type[Any]) -> Given:
    return {"press": lambda session, world: Press(str(world.one(session, table)))}


def _unsent(session: Session, world: World) -> Press:
    session.execute(update(MessageRound).where(MessageRound.workspace_id == world.ours).values(sent_at=None))
    session.execute(update(Carrier).where(Carrier.workspace_id == world.ours).values(asked_at=None))
    return Press(str(world.one(session, MessageRound)))


def _sent(**values: str) -> Given:
    def given(session: Session, world: World) -> Submission:
        carrier = str(world.one(session, Carrier))
        return Submission(str(world.one(session, MessageRound)), {"carrier": carrier} | values)

    return {"sent": given}


def _in_press(session: Session, world: World) -> MemberInPress:
    return MemberInPress(_row(Alert)(session, world), "3205", "Lillestrøm", "jernbane")


def _new(*_: Any) -> NewRound:
    return NewRound("x", None, "Tog", "Flere tog", "", "alle", "alle medlemmene", TODAY)


HERE = "bot.commands.budskap"
OF_ALL = {
    "models.rounds.forgetting.forget_written": "what was written long ago is forgotten in all workspaces alike, and not read",
}
OTHERWISE: Mapping[str, Given] = {
    "models.rounds.carriers.begin": {"new": _new, "sitting": lambda *_: []},
    "models.rounds.carriers.add_carrier": {
        "row": _row(MessageRound),
        "member": lambda *_: MemberRow("0301", "Oslo"),
        "person": lambda *_: None,
    },
    "models.rounds.carriers.round_by_id": {"round_id": _id(MessageRound)},
    "models.rounds.carriers.carrier_by_id": {"carrier_id": _id(Carrier)},
    "models.rounds.carriers.carriers_of": {"round_ids": lambda session, world: [world.one(session, MessageRound)]},
    "models.rounds.carriers.close": {"round_id": _id(MessageRound)},
    "models.rounds.carriers.letters_of": {"round_id": _id(MessageRound)},
    "models.rounds.carriers.last_asked": {"person_ids": lambda session, world: [world.one(session, Person)]},
    "models.rounds.carriers.mark_sent": {"round_id": lambda session, world: int(_unsent(session, world).value)},
    "models.rounds.carriers.new_link": {"carrier_id": _id(Carrier), "opens": lambda *_: True},
    "models.rounds.progress.uses_of": {"number": lambda *_: "3205", "since": lambda *_: TODAY - timedelta(days=99)},
    "models.rounds.progress.open_rounds": {"at": lambda *_: NOW, "day": lambda *_: TODAY},
    "models.rounds.progress.rounds_sent": {"first": lambda *_: TODAY - timedelta(days=9), "last": lambda *_: TODAY},
    "models.rounds.progress.with_open_rounds": {
        "workspaces": lambda _session, world: [world.ours],
        "day": lambda *_: TODAY,
    },
    "bot.reports.round_facts.carrier_rows": {
        "rounds": lambda session, world: [_row(MessageRound)(session, world)],
        "today": lambda *_: TODAY,
    },
    "bot.reports.round_facts.report_carriers": {
        "first": lambda *_: TODAY - timedelta(days=9),
        "last": lambda *_: TODAY,
        "today": lambda *_: TODAY,
    },
    "models.official.round_uses.propose_use": {"use": lambda *_: RoundUse(7, "Ås", "Tog", "jernbane", "Avisa")},
    "models.official.press_finds.propose": {"found": lambda session, world: [_in_press(session, world)]},
    "models.official.press_finds.alerts_of": {
        "finds": lambda *_: [
            OfficialFind(kind="oppslag", number="1:3205"),
            OfficialFind(kind="oppslag", number="2:3205"),
        ]
    },
    "models.rounds.press.propose_articles": {
        "articles": lambda session, world: [(_row(Alert)(session, world), "Lillestrøm vil ha tog")]
    },
    "models.rounds.using.record_answer": {
        "row": _row(MessageRound),
        "carrier": _row(Carrier),
        "member": lambda *_: "Ås",
        "given": lambda *_: GivenAnswer("brukt", "Avisa"),
    },
    f"{HERE}.round_command.rounds_part": {"rest": lambda *_: ""},
    f"{HERE}.round_command.save": {
        "sent": lambda *_: Submission("", {"target": "x", "audience": "alle", "until": "2026-11-02"})
    },
    **{f"{HERE}.round_command.{each}": _press(MessageRound) for each in ("show", "end", "show_map")},
    **{f"{HERE}.round_command.{each}": {"press": _unsent} for each in ("send_round", "confirm", "delete")},
    f"{HERE}.round_command.map_of": {"rounds": lambda session, world: [_row(MessageRound)(session, world)]},
    **{f"{HERE}.round_answers.{each}": _press(MessageRound) for each in ("open_note", "open_links", "open_colleague")},
    **{f"{HERE}.round_answers.{each}": _press(Carrier) for each in ("done", "open_mine", "open_used", "refuse")},
    f"{HERE}.round_answers.save_note": _sent(answer="ja", by="Ola", how="telefon"),
    f"{HERE}.round_answers.save_link": _sent(what="ny"),
    f"{HERE}.round_answers.save_colleague": _sent(name="Kari", email="kari@example.no", function="rådgiver"),
    f"{HERE}.round_answers.save_used": {
        "sent": lambda session, world: Submission(f"{world.one(session, Carrier)}:", {"paper": "Avisa"})
    },
    f"{HERE}.round_file.give_file": _press(MessageRound),
    f"{HERE}.round_file.file_of": {"row": _row(MessageRound)},
    f"{HERE}.round_sending.reach_of": {"row": _row(MessageRound)},
    f"{HERE}.round_sending.send": {"row": _row(MessageRound), "reach": lambda *_: REACH},
}
