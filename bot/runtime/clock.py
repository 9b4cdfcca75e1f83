"""The bot's clock: the one place that reads the time. A demo may move it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset. `now()` is aware, in UTC."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        """Return the bot's time."""
        return datetime.now(UTC) + self._offset

    def move_to(self, moment: datetime) -> None:
        """Make `now()` that moment; it goes on from there."""
        self._offset = moment - datetime.now(UTC)
