"""Requests from Slack, read from its payloads once, and where to answer them."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from slack_bolt.request.internals import extract_enterprise_id, extract_team_id

from bot.commands.ask import Ask
from bot.requests.incoming_request import LONGEST_KEY, check_ids
from bot.slack.render.limits import VIEW_STATE
from bot.slack.scopes import features_off
from content.schema.pack import Pack
from models.tables import Workspace
from models.workspace.contacts import ContactRole

MARKS = str.maketrans("", "", "{}|")
ESCAPED = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True)
class ReplyTarget:
    """Who to answer, and where.

    `response_url` may be used 5 times within 30 minutes. `message_id` is the message that was pressed, and `private`
    says that only this person sees it.
    """

    user_id: str
    channel_id: str = ""
    response_url: str = field(default="", repr=False)
    message_id: str = ""
    private: bool = False
    thread_id: str = ""

    def __post_init__(self) -> None:
        """Raise `TypeError` or `ValueError` for parts that Slack would not have written."""
        check_ids(self.user_id, self.channel_id, self.message_id, self.thread_id)
        check_ids(self.response_url, longest=VIEW_STATE)

    @property
    def is_direct(self) -> bool:
        """Return True if the channel is a direct conversation."""
        return self.channel_id.startswith("D")

    @property
    def replaces(self) -> bool:
        """Return True if an answer may replace the message that was pressed."""
        return bool(self.message_id and self.response_url) and (self.private or self.is_direct)


def pack_metadata(target: ReplyTarget, state: str) -> str:
    """Return a form's state with the reply target, for `private_metadata`; without a response URL that does not fit."""
    packed = _dumped(target, state)
    return packed if len(packed) <= VIEW_STATE else _dumped(replace(target, response_url=""), state)


def unpack_metadata(metadata: str, user_id: str) -> tuple[ReplyTarget, str]:
    """Return the reply target and the form's state; an unreadable one leaves only the person to answer."""
    try:
        content = json.loads(metadata)
        channel, url, message, private = content["w"]
        return ReplyTarget(user_id, str(channel), str(url), str(message), bool(private)), str(content["s"])
    except (ValueError, KeyError, TypeError):
        return ReplyTarget(user_id), ""


def _dumped(target: ReplyTarget, state: str) -> str:
    way = [target.channel_id, target.response_url, target.message_id, target.private]
    return json.dumps({"s": state, "w": way}, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class SlackRequest:
    """A command, a press, a form or an event: who sent it, and how to answer.

    `key` is the same every time Slack delivers the same request. `trigger_id` (valid 3 seconds) opens a form.
    """

    team_id: str
    key: str
    target: ReplyTarget
    name: str
    text: str = ""
    trigger_id: str = ""
    stated_role: ContactRole | None = None
    stated_external: bool | None = None

    def __post_init__(self) -> None:
        """Raise `TypeError` or `ValueError` for parts that Slack would not have written."""
        check_ids(self.team_id, self.key, self.name, self.trigger_id, longest=LONGEST_KEY)

    @property
    def user_id(self) -> str:
        """Return the id of the person; empty if no person sent it."""
        return self.target.user_id

    @property
    def place_id(self) -> str:
        """Return the id of the channel; empty if it was in none."""
        return self.target.channel_id

    def to_ask(self, workspace: Workspace, pack: Pack, now: datetime) -> Ask:
        """Return it as a handler is asked."""
        target = self.target
        message = "" if target.private else target.message_id
        # What several may see is shared or planned by itself: an answer goes to the one who asks.
        return Ask(
            workspace,
            pack,
            target.user_id,
            target.channel_id,
            now,
            self.text,
            message,
            features_off=features_off(workspace.scopes),
            is_alone=target.is_direct,
        )


def from_command(body: Mapping[str, Any]) -> SlackRequest:
    """Return the request of a slash command."""
    target = ReplyTarget(body["user_id"], body["channel_id"], body.get("response_url", ""))
    trigger = body.get("trigger_id", "")
    name = body["command"].lstrip("/")
    return SlackRequest(team_of(body), _key("command", trigger), target, name, unescaped(body.get("text", "")), trigger)


def from_press(body: Mapping[str, Any], name: str) -> SlackRequest:
    """Read a press of a control in a message or in the Home tab."""
    container = body.get("container") or {}
    target = ReplyTarget(
        user_id=body["user"]["id"],
        channel_id=(body.get("channel") or {}).get("id", ""),
        response_url=body.get("response_url", ""),
        message_id=container.get("message_ts", ""),
        private=bool(container.get("is_ephemeral")),
        thread_id=container.get("thread_ts", ""),
    )
    trigger = body.get("trigger_id", "")
    team = team_of(body)
    return SlackRequest(
        team, _key("press", trigger), target, name, trigger_id=trigger, stated_role=_stated_role(body, team)
    )


def from_submission(body: Mapping[str, Any], target: ReplyTarget) -> SlackRequest:
    """Read a form that was sent; a form counts once, however often it is sent."""
    view = body["view"]
    team = team_of(body)
    return SlackRequest(
        team, _key("submit", view["id"]), target, view["callback_id"], stated_role=_stated_role(body, team)
    )


def from_event(body: Mapping[str, Any], target: ReplyTarget, name: str, text: str = "") -> SlackRequest:
    """Read an event of the Events API."""
    team, external = team_of(body), body.get("is_ext_shared_channel")
    return SlackRequest(
        team,
        _key("event", body["event_id"]),
        target,
        name,
        unescaped(text),
        stated_role=_stated_role(body, team),
        stated_external=external if isinstance(external, bool) else None,
    )


def _stated_role(body: Mapping[str, Any], team_id: str) -> ContactRole | None:
    """Return that it is a stranger's if a payload names another organisation's workspace, otherwise None.

    An event names it in `user_team` and `source_team`, as a workspace (`T…`) or an Enterprise organisation (`E…`), the
    rest in `user.team_id`. Within an Enterprise organisation another workspace's people are ours: they are looked up.
    """
    event, user = body.get("event"), body.get("user")
    if isinstance(event, dict):
        named = {event.get("user_team"), event.get("source_team")}
    else:
        named = {user.get("team_id")} if isinstance(user, dict) else set()
    organisation = extract_enterprise_id(dict(body))
    others = {str(each) for each in named if each} - {team_id, str(organisation or "")}
    if organisation:
        others = {each for each in others if each.startswith("E")}
    return ContactRole.STRANGER if others else None


def team_of(body: Mapping[str, Any]) -> str:
    """Return the id of the workspace whose installation a payload is for; empty if it names none.

    In a channel shared with another organisation (Slack Connect) the outer `team_id`, and a form's `team`, may be the
    other one's: an event is for `authorizations[0].team_id`, a form for `view.app_installed_team_id`. Bolt reads the
    workspace by the same function when it authorizes, so what was let in and what is answered are always one workspace
    (https://docs.slack.dev/apis/events-api#callback-field).
    """
    return extract_team_id(dict(body)) or ""


def _key(kind: str, unique: str) -> str:
    return f"{kind}:{unique or uuid4().hex}"[:LONGEST_KEY]


def unescaped(text: str) -> str:
    """Return the text with its entities and `<…>` sequences decoded (Slack's «Formatting text for app surfaces»)."""
    return html.unescape(ESCAPED.sub(_read_escaped, text))


def _read_escaped(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    mark, rest = target[:1], target[1:]
    if mark in {"@", "#"} and rest:
        return f"{mark}{{{rest}|{_without_marks(label)}}}" if label else f"{mark}{{{rest}}}"
    if mark == "!":
        return label or "@" + rest.split("^")[0]
    return label if target.startswith(("mailto:", "tel:")) and label else target


def _without_marks(label: str) -> str:
    return label.translate(MARKS)
