"""What Teams accepts in an Adaptive Card, and where that is documented.

- Version 1.4 is the first with `Action.Execute` and `refresh`; a client that knows less shows `fallbackText`
  (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model). So nothing newer is used: no
  `mode` on an action (the overflow menu), no `style: heading` on a text, no `tooltip` (all 1.5).
- Teams draws six actions of a card or of an `ActionSet` and hides the rest; several sets are fine.
- A message must stay under 25 KB. The card is measured as it is sent: compact JSON in UTF-8.
- `Action.Execute` sends `adaptiveCard/action`; the card in its answer is seen by the one who pressed until the message
  itself is edited. Dialogs take `Action.Submit` only, and are opened by one with `msteams: {"type": "task/fetch"}`.
- `refresh` renews a card by itself for at most 60 people, each by an invoke of its own; the others do it from the menu.
- `msteams.width: Full` uses the space a wide window has; on a phone it changes nothing. Not every client wraps a row of
  buttons, so a row is never wider than a phone.
- `Input.Date` and `Input.Time` take and give `2026-10-05` and `10:00` whatever the client shows; a list of choices
  (`compact`) cannot be emptied again; an error that the bot finds in a field is shown under it, having no other place.
- Markdown is read in `TextBlock` and `FactSet` alone, mentions as well; there is neither strike-through nor code in it.
  Microsoft's renderer reads it in the words beside a tick box too, phones do not: those are ours, and stay unescaped.
- A channel cannot be mentioned by a bot, and there is no field to choose one in.
"""

import json
from typing import Any

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.4"
CARD_BYTES = 24_000
"""What a card may weigh; the rest of 25 KB is for the message around it."""
FALLBACK_BYTES = 3_000
ACTIONS = 6
ROW_WIDTH, BUTTON_WIDTH, SIGN_WIDTH = 294, 34, 7.5
"""About how wide a row is on the narrowest phone (320), an empty button with the space beside it, and a letter."""
REFRESHED = 60
"""How many people Teams refreshes a card for by itself (`refresh.userIds`)."""
TITLE = 300
BUTTON_TEXT = 75
OPTION_TEXT = 100
LABEL = 300
VALUE = 2_000
STATE = 3_000
ALT_TEXT = 500

Element = dict[str, Any]


def weight(element: Any) -> int:
    """Return how many bytes the value is when sent."""
    return len(json.dumps(element, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
