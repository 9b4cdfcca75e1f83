"""What version 0.1.0 posted can still be used: every kind of control and form, on both platforms.

`recorded/controls-0.1.0.json` was made from all cards and forms of 0.1.0 and is never made again: messages that stand in
channels keep their `action_id`, `value` and `private_metadata` (Slack) or `verb` and `data` (Teams) for as long as they exist.
"""

from typing import Any

from structlog.testing import capture_logs

from bot.commands import registry
from bot.local import modals
from bot.local.posting import new_message, post
from bot.requests.command_text import OPEN_FORM
from bot.slack.manifest import manifest
from jobs.nudges.registry import KINDS
from models.db.database import Database
from tests.support.content import PACK
from tests.support.recorded_controls import DAY, RECORDED, chosen, fill, filled_in
from tests.support.slack import slack
from tests.support.teams import TENANT, teams


def _faults(logs: list[Any]) -> list[str]:
    return [str(each["event"]) for each in logs if each["log_level"] in {"error", "critical"}]


def test_every_recorded_name_is_still_known() -> None:
    names = RECORDED["names"]
    shortcuts = manifest("http://127.0.0.1/slack/events", socket_mode=False)["features"]["shortcuts"]
    assert set(names["commands"]) - set(registry.COMMANDS) == set()
    assert set(names["presses"]) - {*registry.PRESSES, OPEN_FORM} == set()
    assert set(names["forms"]) - set(registry.SUBMITS) == set()
    assert set(names["nudges"]) - set(KINDS) == set()
    assert set(names["shortcuts"]) - {each["callback_id"] for each in shortcuts} == set()


async def test_every_recorded_control_is_answered_in_slack(sqlite_database: Database) -> None:
    failing: dict[str, Any] = {}
    async with slack("http", sqlite_database, registry, pack=PACK) as bench:
        fill(sqlite_database, "slack", bench.workspace.state.team.id)
        channel = bench.workspace.state.channel("sekretariatet")
        for control in RECORDED["slack"]["controls"]:
            message = new_message(bench.workspace, channel, bench.workspace.state.bot.id, "Fra 0.1.0")
            message.blocks = [{"type": "actions", "block_id": "rad", "elements": [control]}]
            post(bench.workspace, channel, message)
            with capture_logs() as logs:
                seen = await bench.kari.press(message, control["action_id"], chosen(control))
            if _faults(logs) or not (seen or bench.workspace.state.modals.get(bench.kari.id)):
                failing[control["action_id"]] = _faults(logs) or "no answer"
    assert failing == {}


async def test_every_recorded_form_is_answered_in_slack(sqlite_database: Database) -> None:
    failing: dict[str, Any] = {}
    async with slack("http", sqlite_database, registry, pack=PACK) as bench:
        fill(sqlite_database, "slack", bench.workspace.state.team.id)
        for body in RECORDED["slack"]["views"]:
            view = modals.show(bench.workspace, bench.kari.id, body)
            with capture_logs() as logs:
                sent = await bench.kari.submit(view, filled_in(view))
            if sent.notice or _faults(logs):
                failing[body["callback_id"]] = sent.notice or _faults(logs)
    assert failing == {}


async def test_every_recorded_control_and_form_is_answered_in_teams(sqlite_database: Database) -> None:
    failing: dict[str, Any] = {}
    async with teams(sqlite_database, registry, pack=PACK) as bench:
        fill(sqlite_database, "teams", TENANT)
        for action in [*RECORDED["teams"]["actions"], *RECORDED["teams"]["forms"]]:
            choice = {} if "valgt" in action.get("data", {}) else {"valgt": DAY}
            with capture_logs() as logs:
                await bench.kari.press(action, on="1790000000000", **choice)
            if _faults(logs):
                failing[f"{action['title']} {action.get('verb')}"] = _faults(logs)
    assert failing == {}
