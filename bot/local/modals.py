"""Modals on a person's screen, and their Home tab."""

from bot.local.blocks.fill import filled
from bot.local.ids import secret
from bot.local.model import Json, View
from bot.local.shapes import view_json
from bot.local.workspace import Workspace

DEEPEST = 3


def show(workspace: Workspace, user_id: str, body: Json, below: View | None = None, team: str = "") -> View:
    """Open a modal, on top of another or as the first (which closes what is open)."""
    view_id = workspace.ids.next("V")
    view = View(view_id, user_id, _filled(body), secret(), below.root_id if below else view_id, team=team)
    view.previous_id = below.id if below else None
    if below is None:
        clear(workspace, user_id)
    workspace.state.modals.setdefault(user_id, []).append(view)
    _notify_page(workspace, view, "view_open")
    return view


def change(workspace: Workspace, view: View, body: Json) -> None:
    """Give an open view new content."""
    view.body = _filled(body)
    view.hash = secret()
    if view.kind == "home":
        _notify_home(workspace, view)
    else:
        _notify_page(workspace, view, "view_update")


def close(workspace: Workspace, view: View) -> None:
    """Close one modal; the one below comes to the front."""
    workspace.state.modals[view.user].remove(view)
    event = {"type": "view_close", "view_id": view.id}
    workspace.bus.publish(event, lambda user: user == view.user)


def clear(workspace: Workspace, user_id: str) -> None:
    """Close all of a person's modals."""
    for view in reversed(tuple(workspace.state.modals.get(user_id, []))):
        close(workspace, view)


def publish(workspace: Workspace, user_id: str, body: Json) -> View:
    """Show a Home tab to a user."""
    view = workspace.state.homes.get(user_id)
    if view is None:
        view_id = workspace.ids.next("V")
        view = View(view_id, user_id, body, secret(), view_id)
        workspace.state.homes[user_id] = view
    change(workspace, view, body)
    return view


def home_json(view: View) -> Json:
    """Return a Home tab as the page shows it."""
    return {"id": view.id, "blocks": view.blocks}


def _filled(body: Json) -> Json:
    return {**body, "blocks": filled(body["blocks"])}


def _notify_page(workspace: Workspace, view: View, kind: str) -> None:
    event = {"type": kind, "view": view_json(workspace.state, view)}
    workspace.bus.publish(event, lambda user: user == view.user)


def _notify_home(workspace: Workspace, view: View) -> None:
    workspace.bus.publish({"type": "home", "home": home_json(view)}, lambda user: user == view.user)
