"""The bot's messages as Teams' activities, and its answers to invokes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.teams.render import RenderedActivity

CARD = "application/vnd.microsoft.card.adaptive"
TOAST = "application/vnd.microsoft.activity.message"
PREVIEW = "application/vnd.microsoft.card.thumbnail"
TITLE = 64
"""How long a dialog's title may be before it is cut."""


@dataclass(frozen=True)
class ActivityResponse:
    """The response to an activity: an HTTP status, and a body if the kind of activity has one."""

    status: int = 200
    body: dict[str, Any] | None = field(default=None, repr=False)
    is_posted: bool = False
    """Whether it already replaced the message, in case it comes too late to be shown by this response."""


DONE = ActivityResponse()
LATER = ActivityResponse(status=503)
"""It could not be recorded: Teams should deliver it again."""


def message(rendered: RenderedActivity) -> dict[str, Any]:
    """Return a card as a message of the bot."""
    return {"type": "message", "summary": rendered.text, "attachments": [attachment(rendered.card)]}


def attachment(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card as an attachment."""
    return {"contentType": CARD, "content": card}


def in_place(card: dict[str, Any], *, is_posted: bool = False) -> ActivityResponse:
    """Show a card in place of the one whose control was pressed, to the person who pressed."""
    return ActivityResponse(body={"statusCode": 200, "type": CARD, "value": card}, is_posted=is_posted)


def toast(text: str) -> ActivityResponse:
    """Show the person who pressed a sentence for a moment."""
    return ActivityResponse(body={"statusCode": 200, "type": TOAST, "value": text})


def dialog(title: str, card: dict[str, Any]) -> ActivityResponse:
    """Open a dialog, or continue in it."""
    value = {"title": title[:TITLE], "height": "medium", "width": "medium", "card": attachment(card)}
    return ActivityResponse(body={"task": {"type": "continue", "value": value}})


def dialog_message(text: str) -> ActivityResponse:
    """Show a text in a dialog, which ends it."""
    return ActivityResponse(body={"task": {"type": "message", "value": text}})


def search_results(found: Sequence[tuple[RenderedActivity, str]]) -> ActivityResponse:
    """Offer cards to put into a message, each with the line that is shown of it in the list."""
    attachments = [
        {**attachment(each.card), "preview": {"contentType": PREVIEW, "content": {"title": each.text, "text": preview}}}
        for each, preview in found
    ]
    return _search({"type": "result", "attachmentLayout": "list", "attachments": attachments})


def search_message(text: str) -> ActivityResponse:
    """Show a text in place of what was searched for."""
    return _search({"type": "message", "text": text})


def _search(values: dict[str, Any]) -> ActivityResponse:
    return ActivityResponse(body={"composeExtension": values})


CLOSED = ActivityResponse(body={})
"""The dialog closes."""
