"""Moments on the command line: a date or a time, in Norwegian time if no zone is given."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import typer

ZONE = ZoneInfo("Europe/Oslo")


def moment(text: str) -> datetime:
    """Return an aware moment (UTC) from ISO text such as `2026-10-05T08:00` or `2026-10-05`."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        message = f"«{text}» er ikke et tidspunkt. Skriv for eksempel 2026-10-05T08:00."
        raise typer.BadParameter(message) from None
    return (read if read.tzinfo else read.replace(tzinfo=ZONE)).astimezone(UTC)
