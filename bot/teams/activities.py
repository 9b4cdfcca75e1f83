"""What the bot says, as Teams' activities and as answers to its invokes."""

from dataclasses import field
from typing import Any

from bot.teams.render import Rendered
from content.frozen import frozen

CARD = "application/vnd.microsoft.card.adaptive"
TOAST = "application/vnd.microsoft.activity.message"
TITLE = 64
"""How long a dialog's title may be before it is cut."""


@frozen
class ActivityResponse:
    """What an activity is answered with: a status of HTTP, and a body where the kind of activity has one."""

    status: int = 200
    body: dict[str, Any] | None = field(default=None, repr=False)
    is_posted: bool = False
    """Tells that it was put in the message's place already, where it comes too late to be shown by this."""


DONE = ActivityResponse()
LATER = ActivityResponse(status=503)
"""It could not be written down: Teams is to tell it again."""


def message(rendered: Rendered) -> dict[str, Any]:
    """Return a card as a message of the bot's."""
    return {"type": "message", "summary": rendered.text, "attachments": [attachment(rendered.card)]}


def attachment(card: dict[str, Any]) -> dict[str, Any]:
    """Return a card as something that is attached."""
    return {"contentType": CARD, "content": card}


def in_place(card: dict[str, Any], *, is_posted: bool = False) -> ActivityResponse:
    """Show a card where the one was whose control was pressed, to whoever pressed."""
    return ActivityResponse(body={"statusCode": 200, "type": CARD, "value": card}, is_posted=is_posted)


def toast(text: str) -> ActivityResponse:
    """Show whoever pressed a sentence for a moment."""
    return ActivityResponse(body={"statusCode": 200, "type": TOAST, "value": text})


def dialog(title: str, card: dict[str, Any]) -> ActivityResponse:
    """Open a dialog, or go on in it."""
    value = {"title": title[:TITLE], "height": "medium", "width": "medium", "card": attachment(card)}
    return ActivityResponse(body={"task": {"type": "continue", "value": value}})


def dialog_message(text: str) -> ActivityResponse:
    """Say something in a dialog, which is thereby over."""
    return ActivityResponse(body={"task": {"type": "message", "value": text}})


CLOSED = ActivityResponse(body={})
"""The dialog closes."""
