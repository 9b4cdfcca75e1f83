"""Modals filled in, sent and closed. Source: https://docs.slack.dev/surfaces/modals."""

from collections.abc import Mapping
from typing import Any

from bot.local import modals
from bot.local.blocks.validate import view_faults
from bot.local.model import Json, User, View
from bot.local.people.complete import missing
from bot.local.people.delivery import DeliveryOutcome, deliver, refused, who
from bot.local.people.values import whole_form
from bot.local.shapes import view_json
from bot.local.transport.envelope import Envelope
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError, SlackError


async def submit(
    workspace: Workspace, user: User, view: View, values: Mapping[str, Any]
) -> tuple[DeliveryOutcome, Json]:
    """Send a modal. Returns the result and, by block_id, what to correct."""
    given = whole_form(view.blocks, values)
    errors = missing(view.blocks, given)
    if errors:
        return DeliveryOutcome(), errors
    view.values = given
    payload = who(workspace, user) | {
        "type": "view_submission",
        "view": view_json(workspace.state, view),
        "response_urls": [],
    }
    if view.team not in {"", workspace.state.team.id}:
        # Slack names the other organisation here; only the view says which workspace the app is in.
        payload["team"] = {"id": view.team, "domain": "annen"}
    outcome = await deliver(workspace, user, Envelope("interactive", payload))
    if not outcome.ok:
        return outcome, {}
    try:
        return outcome, _carry_out(workspace, view, outcome.answer or {})
    except SlackError as error:
        return refused(workspace, user, error), {}


def _carry_out(workspace: Workspace, view: View, answer: Json) -> Json:
    still_open = view in workspace.state.modals.get(view.user, [])
    match answer.get("response_action"):
        case "errors":
            return _errors(view, answer.get("errors"))
        case "update":
            modals.change(workspace, view, _valid(answer.get("view")))
        case "push":
            modals.show(workspace, view.user, _valid(answer.get("view")), below=view)
        case "clear":
            modals.clear(workspace, view.user)
        case None if still_open:
            modals.close(workspace, view)
        case None:
            pass
        case other:
            raise SlackError(code=f"unknown response_action: {other}")
    return {}


def _errors(view: View, errors: Any) -> Json:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise SlackError(code="errors must name input blocks of the view")
    return errors


def _valid(view: Any) -> Json:
    faults = view_faults(view)
    if faults:
        raise SlackError.with_messages(faults)
    valid: Json = view
    return valid


async def close(workspace: Workspace, user: User, view: View, *, everything: bool = False) -> None:
    """Close a modal as a person does: «Avbryt», or with `everything` the cross, which closes those below too."""
    whole = everything or view.body.get("clear_on_close", False)
    stack = tuple(workspace.state.modals.get(user.id, []))
    for each in reversed(stack if whole else (view,)):
        modals.close(workspace, each)
        if each.body.get("notify_on_close"):
            payload = who(workspace, user) | {
                "type": "view_closed",
                "view": view_json(workspace.state, each),
                "is_cleared": whole,
            }
            await deliver(workspace, user, Envelope("interactive", payload))


def open_modal(workspace: Workspace, user: User, view_id: str) -> View:
    """Return a person's open modal; refuses one that is gone."""
    for view in workspace.state.modals.get(user.id, []):
        if view.id == view_id:
            return view
    message = "Skjemaet er lukket. Åpne det på nytt."
    raise NotPossibleError(message)
