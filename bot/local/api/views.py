"""views.*: modals and the Home tab."""

from typing import Any

from bot.local import modals
from bot.local.api.call import Call, Method
from bot.local.blocks.validate import view_faults
from bot.local.model import Json, View
from bot.local.once import Trigger
from bot.local.shapes import view_json
from bot.local.workspace_errors import SlackError


def _given(call: Call, kind: str) -> Json:
    view: Any = call.structure("view", "invalid_arguments")
    if view is None:
        raise SlackError.with_messages(["[ERROR] missing required field: view"])
    faults = view_faults(view)
    if not faults and view["type"] != kind:
        faults = [f"[ERROR] must be a view of type {kind} [json-pointer:/view/type]"]
    if faults:
        raise SlackError.with_messages(faults)
    given: Json = view
    return given


def _trigger(call: Call) -> Trigger:
    return call.workspace.triggers.check(call.optional("trigger_id") or call.optional("interactivity_pointer"))


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.state, view)}


def opened(call: Call) -> Json:
    """views.open: a first modal, by a trigger no more than 3 s old."""
    trigger, body = _trigger(call), _given(call, "modal")
    trigger.used = True
    return _answer(call, modals.show(call.workspace, trigger.user, body, team=trigger.team))


def pushed(call: Call) -> Json:
    """views.push: on top of the open one, at most three deep."""
    trigger, body = _trigger(call), _given(call, "modal")
    stack = call.state.modals.get(trigger.user, [])
    if not stack:
        raise SlackError(code="not_found")
    if len(stack) >= modals.DEEPEST:
        raise SlackError(code="push_limit_reached")
    trigger.used = True
    return _answer(call, modals.show(call.workspace, trigger.user, body, below=stack[-1], team=trigger.team))


def updated(call: Call) -> Json:
    """views.update: by id or external id; refused if the hash is not the current one."""
    view = _named(call)
    _same_hash(call, view)
    modals.change(call.workspace, view, _given(call, view.kind))
    return _answer(call, view)


def _named(call: Call) -> View:
    external = call.optional("external_id")
    if external:
        views = [view for stack in call.state.modals.values() for view in stack]
        found = next((view for view in views if view.body.get("external_id") == external), None)
    else:
        found = call.state.view(call.text("view_id"))
    if found is None:
        raise SlackError(code="not_found")
    return found


def _same_hash(call: Call, view: View) -> None:
    given = call.optional("hash")
    if given and given != view.hash:
        raise SlackError(code="hash_conflict")


def published(call: Call) -> Json:
    """views.publish: a user's Home tab."""
    user = call.state.users.get(call.text("user_id"))
    if user is None:
        raise SlackError.with_messages(["[ERROR] invalid `user_id`"])
    body = _given(call, "home")
    view = call.state.homes.get(user.id)
    if view is not None:
        _same_hash(call, view)
    return _answer(call, modals.publish(call.workspace, user.id, body))


METHODS = (
    Method("views.open", opened),
    Method("views.push", pushed),
    Method("views.update", updated),
    Method("views.publish", published),
)
