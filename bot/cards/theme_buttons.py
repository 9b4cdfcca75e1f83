"""The buttons to what else there is about a theme than its message: who it is for, and how to go on with it."""

from bot.cards.card import Button
from content.schema.base import outward
from content.schema.messages import Issue

MORE = "budskap.mer"
"""The action of the buttons; its value is the theme's id and `AUDIENCE` or `WAYS`."""
AUDIENCE, WAYS = "hvem", "slik"


def more_about(issue: Issue) -> tuple[Button, ...]:
    """Return the buttons to who a theme is for, and to how to go on with it."""
    has_ways = any(outward(each) for each in (issue.goals, issue.tactics, issue.actions, issue.processes))
    return (
        *((Button("Hvem det er for", MORE, f"{issue.id}:{AUDIENCE}"),) if issue.audiences else ()),
        *((Button("Mål og fremgangsmåte", MORE, f"{issue.id}:{WAYS}"),) if has_ways else ()),
    )
