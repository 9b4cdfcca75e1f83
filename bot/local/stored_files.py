"""Files: announced first, then their bytes come, then they are shared in a conversation."""

import mimetypes
from collections.abc import Iterable

from bot.local.model import Json, LocalFile
from bot.local.workspace import Workspace
from bot.local.workspace_errors import SlackError

LARGEST = 32 * 1024 * 1024  # bytes; more than the bot reads, so that its refusal is seen

SHOWN_KINDS = frozenset({"image/png", "image/jpeg", "image/gif"})
READ = "files.read"
"""The name by which tests order that Slack has not read a file yet, as if it were a method."""


def new_file(workspace: Workspace, name: str, length: int, user: str) -> LocalFile:
    """Return a file that is announced: its bytes come later."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = LocalFile(workspace.ids.next("F"), name.rsplit("/", 1)[-1], length, mimetype=kind, user=user)
    file.url = f"{workspace.base_url}/files/{file.id}"
    workspace.state.files[file.id] = file
    return file


def shown_ids(blocks: Iterable[Json]) -> list[str]:
    """Return the ids of the files that some blocks show as images."""
    elements = [part for block in blocks for part in (block, block.get("accessory"), *block.get("elements", ()))]
    files = [part.get("slack_file") for part in elements if isinstance(part, dict) and part.get("type") == "image"]
    return [str(file.get("id", "")) for file in files if isinstance(file, dict)]


def check_shown(workspace: Workspace, blocks: Iterable[Json]) -> None:
    """Refuse blocks that show a file which is not an image the app has uploaded, or which Slack has not read yet.

    Source: https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
    """
    for file_id in shown_ids(blocks):
        file = workspace.state.files.get(file_id)
        is_image = file is not None and file.content is not None and file.mimetype in SHOWN_KINDS
        if file is None or not is_image or file.user != workspace.state.bot.id or workspace.trouble.take(READ, None):
            raise SlackError.with_messages(
                ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"], "invalid_blocks"
            )


def sees_file(workspace: Workspace, user: str, file: LocalFile) -> bool:
    """Return True if somebody sees a message that has the file, or shows it."""
    return any(
        (file in message.files or file.id in shown_ids(message.blocks)) and message.only_for in {None, user}
        for channel in workspace.state.seen_by(user)
        for message in channel.messages
    )
