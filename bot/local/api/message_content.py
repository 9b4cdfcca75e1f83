"""The content of an app's message: the arguments that make it, checked as Slack checks them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.local.blocks.fill import filled
from bot.local.blocks.validate import message_faults
from bot.local.model import Json
from bot.local.workspace_errors import SlackError

LONGEST_TEXT = 40_000


@dataclass(frozen=True)
class MessageContent:
    """A message's content. None: the app left that part out."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None


def checked_content(
    text: Any, blocks: Any, attachments: Any, metadata: Any, *, knows_tables: bool = True
) -> MessageContent:
    """Return the checked content; refuse it with Slack's errors. Not every Slack knows tables yet."""
    if text is not None and len(str(text)) > LONGEST_TEXT:
        raise SlackError(code="msg_too_long")
    if not (text or blocks or attachments):
        raise SlackError(code="no_text")
    if attachments is not None and not isinstance(attachments, list):
        raise SlackError(code="invalid_attachments")
    return MessageContent(
        None if text is None else str(text),
        _blocks(blocks, knows_tables=knows_tables),
        attachments,
        _metadata(metadata),
    )


def content_of_payload(payload: Mapping[str, Any], *, knows_tables: bool = True) -> MessageContent:
    """Return the content of an answer to a command or a response address."""
    return checked_content(
        payload.get("text"),
        payload.get("blocks"),
        payload.get("attachments"),
        payload.get("metadata"),
        knows_tables=knows_tables,
    )


def _blocks(blocks: Any, *, knows_tables: bool) -> list[Json] | None:
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise SlackError(code="invalid_blocks_format")
    faults = message_faults(blocks)
    if not knows_tables and any(isinstance(each, dict) and each.get("type") == "data_table" for each in blocks):
        faults.append("[ERROR] unsupported type of block: data_table")
    if faults:
        raise SlackError.with_messages(faults, "invalid_blocks")
    return filled(blocks)


def _metadata(metadata: Any) -> Json | None:
    if metadata is None:
        return None
    right = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not right:
        raise SlackError(code="invalid_metadata_format")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}
