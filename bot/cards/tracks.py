"""The track of a theme that a text is about."""

from datetime import date

from content.emphasis import tracks_in_order
from content.schema.messages import Issue, Track
from models.official.hearing import named_in


def track_about(issue: Issue | None, text: str, today: date) -> Track | None:
    """Return the track in use whose keyword in the text is the longest; the first one if it has none."""
    in_use = [each for each in tracks_in_order(issue, today) if not each.is_retired] if issue is not None else []
    return max(in_use, key=lambda each: named_in(text, each.keywords), default=None)
