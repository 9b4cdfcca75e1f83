"""Files: announced first, then their bytes come, then they are shared in a conversation."""

import mimetypes

from bot.local.model import File
from bot.local.workspace import Workspace

LARGEST = 32 * 1024 * 1024  # bytes; more than the bot reads, so that its refusal is seen


def new_file(workspace: Workspace, name: str, length: int, user: str) -> File:
    """Return a file that is announced: its bytes come later."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(workspace.ids.next("F"), name.rsplit("/", 1)[-1], length, mimetype=kind, user=user)
    file.url = f"{workspace.base_url}/files/{file.id}"
    workspace.state.files[file.id] = file
    return file


def sees_file(workspace: Workspace, user: str, file: File) -> bool:
    """Return True if somebody sees a message that has the file."""
    return any(
        file in message.files and message.only_for in {None, user}
        for channel in workspace.state.seen_by(user)
        for message in channel.messages
    )
