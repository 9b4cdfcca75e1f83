"""Requests from Teams, read from its activities once."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from bot.commands.ask import Ask
from bot.requests.incoming_request import LONGEST_ID, LONGEST_KEY, check_ids
from bot.teams.private_mark import PrivateMark, read_mark
from content.schema.pack import Pack
from models.tables import Workspace
from models.workspace.contacts import CHANNEL, GROUP, PERSON, ContactRole, SeenContact

LONGEST_ADDRESS = 2_000
KINDS = {"channel": CHANNEL, "groupChat": GROUP, "personal": PERSON}
MESSAGE = ";messageid="
"""Between a channel's id and the id of the message whose thread is meant."""
CHANNELS = ("@thread.tacv2", "@thread.skype")
"""How the ids of channels end: only they have threads."""
MARKS = str.maketrans("", "", "{}|")
MENTION = re.compile(r"<at[^<>]*>([^<]*)</at>")
TAG = re.compile(r"</?(?:p|div|span|br|b|i|strong|em|u)\b[^<>]*>", re.IGNORECASE)

Activity = Mapping[str, Any]


@dataclass(frozen=True)
class TeamsRequest:
    """A message, a press, a form or an event: who sent it, and where to answer.

    `key` is the same every time Teams delivers the same request. `place` is the conversation's id in the rest of the
    code, `conversation` and `service` are Teams' own; `message_id` is the message that was pressed, and `thread`
    the one whose thread all of it is in.
    """

    team_id: str
    key: str
    name: str
    user_id: str
    place: str
    conversation: str
    service: str
    kind: str = PERSON
    text: str = ""
    message_id: str = ""
    thread: str = ""
    met: tuple[SeenContact, ...] = field(default=(), repr=False)
    """The people and places that the request shows."""
    stated_role: ContactRole | None = None
    stated_external: bool | None = None
    account: str = ""
    """Teams' own id of the person in this conversation (`29:…`)."""
    activity_id: str = ""
    is_targeted: bool = False
    """Whether only the bot sees the message: it is never answered where others would see it."""
    private: PrivateMark | None = None
    """The private answer that was pressed in."""
    is_words: bool = False
    """Whether it is words to the bot: they are answered to the person alone."""

    def __post_init__(self) -> None:
        """Raise `TypeError` or `ValueError` for parts that Teams would not have written."""
        check_ids(self.team_id, self.user_id, self.place)
        check_ids(self.key, self.name, self.message_id, self.thread, longest=LONGEST_KEY)
        check_ids(self.conversation, self.service, self.account, self.activity_id, longest=LONGEST_ADDRESS)

    @property
    def is_personal(self) -> bool:
        """Return True if it is a direct conversation."""
        return self.kind == PERSON

    @property
    def acts_alone(self) -> bool:
        """Return True if the person acts where nobody else sees it: then nothing of it is shown to others."""
        return self.is_personal or self.is_targeted or self.private is not None

    def pressed_with(self, data: Mapping[str, Any]) -> "TeamsRequest":
        """Return the request with what its control carried back: that it belongs to a private answer in a shared place."""
        return self if self.is_personal else replace(self, private=read_mark(data))

    @property
    def is_open_question(self) -> bool:
        """Return True if it is words to the bot that everybody in a channel or group chat reads."""
        return self.is_words and not self.acts_alone

    @property
    def open_conversation(self) -> str:
        """Return the conversation where all may read: without its thread, if that begins with a private message."""
        return self.conversation.partition(MESSAGE)[0] if self.begins_privately else self.conversation

    @property
    def begins_privately(self) -> bool:
        """Return True if its thread begins with a message that only the person and the bot see."""
        if self.private:
            return self.private.begins_thread or self.thread == self.message_id
        return self.is_targeted and self.thread == self.activity_id

    @property
    def place_id(self) -> str:
        """Return the short name of the conversation."""
        return self.place

    def to_ask(self, workspace: Workspace, pack: Pack, now: datetime) -> Ask:
        """Return it as a handler is asked."""
        asks = (self.user_id, self.place, now, self.text, self.message_id)
        return Ask(workspace, pack, *asks, is_private=self.acts_alone or self.is_words, is_alone=self.is_personal)


def read_request(activity: Activity, tenant: str, kind: str, name: str = "", text: str = "") -> TeamsRequest:
    """Read an activity; `kind` (`message`, `press` …) keeps the keys of each apart."""
    conversation = activity.get("conversation") or {}
    whole = str(conversation.get("id") or "")
    bare, _, thread = whole.partition(MESSAGE)
    place = place_id_of(bare)
    return TeamsRequest(
        team_id=tenant,
        key=f"{kind}:{place}:{activity.get('id') or uuid4().hex}"[:LONGEST_KEY],
        name=name,
        user_id=person_id_of(activity.get("from") or {}),
        place=place,
        conversation=whole,
        service=str(activity.get("serviceUrl") or ""),
        kind=KINDS.get(str(conversation.get("conversationType")), GROUP if conversation.get("isGroup") else PERSON),
        text=text,
        message_id=str(activity.get("replyToId") or ""),
        thread=thread,
        met=contacts_in(activity, tenant),
        stated_role=_stated_role(activity, tenant),
        stated_external=_stated_external(activity),
        account=str((activity.get("from") or {}).get("id") or ""),
        activity_id=str(activity.get("id") or ""),
        is_targeted=(activity.get("recipient") or {}).get("isTargeted") is True,
    )


def _stated_role(activity: Activity, tenant: str) -> ContactRole | None:
    """Return that it is a stranger's or a bot's if an activity says so, otherwise None."""
    who = activity.get("from") or {}
    if str(who.get("role") or "") == "bot":
        return ContactRole.BOT
    return ContactRole.STRANGER if member_role(who, tenant) is ContactRole.STRANGER else None


def _stated_external(activity: Activity) -> bool | None:
    """Return whether a channel is shared with other teams, some of which may be another organisation's."""
    channel = (activity.get("channelData") or {}).get("channel") or {}
    return is_shared(channel)


def is_shared(channel: Mapping[str, Any]) -> bool | None:
    """Return whether a channel is shared; None if the type is missing.

    Its type is `standard`, `private` or `shared`; only a shared one may have members of other tenants
    (https://learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels).
    """
    return channel.get("type") == "shared" if channel.get("type") else None


def contacts_in(activity: Activity, tenant: str) -> tuple[SeenContact, ...]:
    """Return the person and the place of an activity."""
    conversation, data = activity.get("conversation") or {}, activity.get("channelData") or {}
    who, service = activity.get("from") or {}, str(activity.get("serviceUrl") or "")
    bare = str(conversation.get("id") or "").partition(MESSAGE)[0]
    person = member_contact(who, tenant, service, str(who.get("id") or ""))
    if not person.address or not bare:
        return ()
    if str(conversation.get("conversationType")) == "personal":
        return (SeenContact(**{**vars(person), "place": place_id_of(bare), "conversation": bare}),)
    kind = KINDS.get(str(conversation.get("conversationType")), GROUP)
    team, channel = data.get("team") or {}, data.get("channel") or {}
    name = str(
        channel.get("name") or conversation.get("name") or (_first_channel_name(bare, team) if kind == CHANNEL else "")
    )
    place = place_id_of(bare)
    parent = str(team.get("id") or "")
    return person, SeenContact(
        place, kind, name, place, bare, service, parent=parent, is_external=_stated_external(activity)
    )


def member_contact(member: Mapping[str, Any], tenant: str, service: str, account: str) -> SeenContact:
    """Return a person as an activity or a roster describes them.

    A guest is in our tenant (`userRole`); a member of another tenant appears in a shared channel or chat
    (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context).
    """
    name = str(member.get("name") or "")
    return SeenContact(
        person_id_of(member), PERSON, name, service=service, account=account, role=member_role(member, tenant)
    )


def roster_contact(member: Mapping[str, Any], tenant: str, service: str, account: str) -> SeenContact:
    """Return a person from a conversation's roster: one with an Entra account and no mark is a colleague."""
    met = member_contact(member, tenant, service, account)
    is_ours = met.role is None and bool(member.get("aadObjectId"))
    return replace(met, role=ContactRole.COLLEAGUE) if is_ours else met


def member_role(member: Mapping[str, Any], tenant: str) -> ContactRole | None:
    """Return what a roster says the person is to a tenant; None if it says neither role nor tenant."""
    role, home = str(member.get("userRole") or "").lower(), str(member.get("tenantId") or "").lower()
    name = str(member.get("userPrincipalName") or "").upper()
    if role == "anonymous" or (home and home != tenant.lower()):
        return ContactRole.STRANGER
    if role == "guest" or "#EXT#" in name:
        return ContactRole.GUEST
    return ContactRole.COLLEAGUE if role or home else None


def place_id_of(conversation: str) -> str:
    """Return the short id of a conversation, the same on every computation: Teams' own ids are of any length."""
    return "k" + sha256(conversation.encode()).hexdigest()[:32] if conversation else ""


def person_id_of(account: Mapping[str, Any]) -> str:
    """Return a person's id: Entra's, which is the same everywhere; for an account without one, an id of ours."""
    text = str(account.get("aadObjectId") or "").lower()
    if text:
        return text[:LONGEST_ID]
    mine = str(account.get("id") or "")
    return "g" + sha256(mine.encode()).hexdigest()[:32] if mine else ""


def text_of(activity: Activity, people: Mapping[str, str]) -> str:
    """Return what a message says without the mention of the bot; other mentions as `@{id}`.

    `people` gives the person behind each account that is mentioned; the others are written by name.
    """
    bot = str((activity.get("recipient") or {}).get("id") or "")
    text = str(activity.get("text") or "")
    for entity in activity.get("entities") or ():
        if entity.get("type") != "mention":
            continue
        account, marked = str((entity.get("mentioned") or {}).get("id") or ""), str(entity.get("text") or "")
        if marked:
            text = text.replace(marked, " " if account == bot else _mention(account, marked, people), 1)
    plain = html.unescape(TAG.sub(" ", MENTION.sub(r"\1", text))).replace("\xa0", " ")
    return " ".join(plain.split())


def mentioned_accounts(activity: Activity) -> dict[str, str]:
    """Return the accounts that a message mentions besides the bot, and their names."""
    bot = str((activity.get("recipient") or {}).get("id") or "")
    rows = [
        entity.get("mentioned") or {} for entity in activity.get("entities") or () if entity.get("type") == "mention"
    ]
    return {str(each["id"]): str(each.get("name") or "") for each in rows if each.get("id") and each["id"] != bot}


def _mention(account: str, marked: str, people: Mapping[str, str]) -> str:
    match = MENTION.fullmatch(marked)
    person = people.get(account)
    # Without the name: people's names have spaces, and they are looked up where they are shown.
    return f"@{{{person}}}" if person else (match[1] if match else marked).translate(MARKS)


def _first_channel_name(conversation: str, team: Mapping[str, Any]) -> str:
    """Return the name of a team's first channel, which Teams does not name."""
    return f"{team.get('name') or ''} (Generelt)".strip() if team.get("id") == conversation else ""
