"""What people do with messages and channels: post, react, invite the bot, archive."""

import re

from bot.local import membership, posting
from bot.local.model import LocalChannel, LocalMessage, User
from bot.local.people.typed import with_mentions
from bot.local.stored_files import new_file
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError

LONGEST = 12_000  # what Slack's own message field accepts
CHANNEL_NAME = re.compile(r"[a-z0-9æøå_-]{1,80}")
EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}")


def say(
    workspace: Workspace, user: User, channel: LocalChannel, text: str, thread_ts: str | None = None
) -> LocalMessage:
    """Post a message in a channel, or in a thread of it."""
    if channel.archived:
        message = "Kanalen er arkivert. Ingen kan skrive her."
        raise NotPossibleError(message)
    if not text.strip():
        message = "Skriv noe først."
        raise NotPossibleError(message)
    if len(text) > LONGEST:
        message = f"Meldingen er for lang. Skriv høyst {LONGEST} tegn."
        raise NotPossibleError(message)
    if thread_ts is not None:
        visible(user, channel, thread_ts)
    posted = posting.new_message(workspace, channel, user.id, with_mentions(workspace.state, text))
    posted.thread_ts = thread_ts
    return posting.post(workspace, channel, posted)


def give(workspace: Workspace, user: User, channel: LocalChannel, name: str, content: bytes) -> LocalMessage:
    """Upload a file and share it in a channel."""
    if user.is_bot or channel not in workspace.state.seen_by(user.id):
        message = "Denne samtalen er ikke din."
        raise NotPossibleError(message)
    if channel.archived:
        message = "Kanalen er arkivert. Ingen kan skrive her."
        raise NotPossibleError(message)
    if not name:
        message = "Velg en fil først."
        raise NotPossibleError(message)
    file = new_file(workspace, name, len(content), user.id)
    file.content, file.title = content, file.name
    shared = posting.new_message(workspace, channel, user.id, "")
    shared.files = [file]
    return posting.post(workspace, channel, shared)


def visible(user: User, channel: LocalChannel, ts: str) -> LocalMessage:
    """Return a message this person sees."""
    message = channel.message(ts)
    if message is None or not posting.sees(channel, message, user.id):
        text = "Meldingen finnes ikke lenger."
        raise NotPossibleError(text)
    return message


def react(workspace: Workspace, user: User, channel: LocalChannel, ts: str, name: str, *, remove: bool = False) -> None:
    """Add or remove a reaction."""
    message = visible(user, channel, ts)
    if message.only_for is not None:
        text = "Du kan ikke reagere på en melding som bare du ser."
        raise NotPossibleError(text)
    if EMOJI.fullmatch(name) is None:
        text = "Denne reaksjonen finnes ikke."
        raise NotPossibleError(text)
    if remove:
        posting.unreact(workspace, channel, message, user.id, name)
    else:
        posting.react(workspace, channel, message, user.id, name)


def create_channel(workspace: Workspace, user: User, name: str) -> LocalChannel:
    """Make a public channel with everyone in it but the bot."""
    if CHANNEL_NAME.fullmatch(name) is None:
        message = "Bruk små bokstaver, tall og bindestrek i navnet."
        raise NotPossibleError(message)
    if workspace.state.find_channel(name) is not None:
        message = f"Kanalen #{name} finnes allerede."
        raise NotPossibleError(message)
    others = [each.id for each in workspace.state.people() if each.id != user.id]
    channel = workspace.new_channel(name, [user.id, *others])
    membership.show_channel(workspace, channel)
    return channel


def change_channel(workspace: Workspace, user: User, channel: LocalChannel, action: str) -> None:
    """Let the bot in or out, archive, or unarchive."""
    bot = workspace.state.bot.id
    if channel.kind == "im":
        message = "Dette går ikke i en direktesamtale."
        raise NotPossibleError(message)
    match action:
        case "join-bot":
            membership.join(workspace, channel, bot, inviter=user.id)
        case "leave-bot":
            membership.leave(workspace, channel, bot)
        case "archive" | "unarchive":
            membership.archive(workspace, channel, user.id, archived=action == "archive")
        case _:
            message = "Velg å legge til eller fjerne boten, arkivere eller gjenåpne."
            raise NotPossibleError(message)
