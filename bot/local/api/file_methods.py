"""files.*: upload in three steps (ask for an address, send the bytes, complete)."""

from typing import Any

from bot.local import posting
from bot.local.api.call import Call, Method
from bot.local.model import Json, LocalFile
from bot.local.shapes import file_json
from bot.local.stored_files import LARGEST, new_file
from bot.local.workspace_errors import SlackError


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    call.need("files:write")
    name, length = call.text("filename"), call.whole("length", 0, LARGEST)
    file = new_file(call.workspace, name, length, call.state.bot.id)
    return {"upload_url": f"{call.workspace.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: shares the files if a channel is given."""
    call.need("files:write")
    entries = call.structure("files", "invalid_arguments")
    if not isinstance(entries, list) or not entries:
        raise SlackError.with_messages(["[ERROR] missing required field: files"])
    files = [_uploaded(call, each) for each in entries]
    if call.optional("channel_id"):
        _share(call, files)
    return {"files": [file_json(each) for each in files]}


def _uploaded(call: Call, entry: Any) -> LocalFile:
    file = call.state.files.get(entry.get("id", "") if isinstance(entry, dict) else "")
    if file is None or file.content is None:
        raise SlackError(code="file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def _share(call: Call, files: list[LocalFile]) -> None:
    arguments = {**call.arguments, "channel": call.optional("channel_id")}
    channel = Call(call.workspace, arguments).channel_to_write_in()
    message = posting.new_message(call.workspace, channel, call.state.bot.id, call.optional("initial_comment"))
    message.thread_ts = call.optional("thread_ts") or None
    message.files = files
    posting.post(call.workspace, channel, message)


def info(call: Call) -> Json:
    """files.info."""
    call.need("files:read")
    file = call.state.files.get(call.text("file"))
    if file is None:
        raise SlackError(code="file_not_found")
    return {"file": file_json(file)}


METHODS = (
    Method("files.getUploadURLExternal", get_upload_url),
    Method("files.completeUploadExternal", complete_upload),
    Method("files.info", info),
)
