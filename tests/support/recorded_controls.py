"""What version 0.1.0 posted, and a workspace with a row of everything that it is used in."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import delete, update

from bot.local.blocks.fill import elements_of
from bot.local.model import View
from models.db.database import Database
from models.occurrences.sync import sync
from models.tables import Workspace
from tests.support.content import PACK
from tests.support.full_workspaces import NOW
from tests.support.two_workspaces_query import World, two

RECORDED = json.loads((Path(__file__).parents[1] / "parity" / "recorded" / "controls-0.1.0.json").read_text())
DAY = "2026-10-13"


def fill(database: Database, platform: str, team: str) -> World:
    """Empty the database, and fill two workspaces with a row of everything; ours is under the platform's own id of it."""
    with database.session() as session:
        session.execute(delete(Workspace))
    world = two(database)
    with database.session() as session:
        workspace = session.get_one(Workspace, world.ours)
        sync(session, workspace, PACK, NOW)
        ours = update(Workspace).where(Workspace.id == world.ours)
        session.execute(ours.values(platform=platform, external_id=team, shared_channel=None))
    return world


def chosen(control: Mapping[str, Any]) -> str | None:
    """Return what a person chooses in a control, if it offers a choice."""
    if control["type"] == "datepicker":
        return DAY
    return control["options"][0]["value"] if control.get("options") else None


def filled_in(view: View) -> dict[str, str]:
    """Return a value for each text that is required and empty."""
    empty = [
        (block["block_id"], element)
        for block in view.blocks
        if block["type"] == "input" and not block.get("optional")
        for element in elements_of(block)
    ]
    return {
        name: "Et innspill" if element["type"] == "plain_text_input" else DAY
        for name, element in empty
        if element["type"] in {"plain_text_input", "datepicker"}
        and not ({"initial_value", "initial_date"} & set(element))
    }
