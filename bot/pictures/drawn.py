"""Pictures of the wheel and of the members, drawn only when they are needed: drawing takes a while, and large libraries."""

from dataclasses import dataclass

from bot.pictures.charts import MemberMap
from bot.pictures.wheel import WheelMonth, WheelYear

MOST_PIXELS = 1_024
"""The largest side of a picture in a card of Teams
(https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format)."""


@dataclass(frozen=True)
class DrawnWheel:
    """A wheel as PNG: called, it returns the bytes. With `most_pixels` neither side is longer than that."""

    shows: WheelYear | WheelMonth
    most_pixels: int | None = None

    def __call__(self) -> bytes:
        """Return the picture. Call it off the event loop."""
        from bot.pictures.month_sector import month_drawing  # noqa: PLC0415 - the libraries are large, and extras
        from bot.pictures.paint import png  # noqa: PLC0415 - the same
        from bot.pictures.year_wheel import wheel_drawing  # noqa: PLC0415 - the same

        drawing = wheel_drawing(self.shows) if isinstance(self.shows, WheelYear) else month_drawing(self.shows)
        return png(drawing, self.most_pixels)


@dataclass(frozen=True)
class DrawnPoster:
    """A year as a PDF of one A3 page: called, it returns the bytes."""

    shows: WheelYear
    title: str
    alt: str

    def __call__(self) -> bytes:
        """Return the file. Call it off the event loop."""
        from bot.pictures.poster import poster  # noqa: PLC0415 - the same

        return poster(self.shows, self.title, self.alt)


@dataclass(frozen=True)
class DrawnMap:
    """The map of the members as PNG: called, it returns the bytes."""

    shows: MemberMap

    def __call__(self) -> bytes:
        """Return the picture. Call it off the event loop."""
        from bot.pictures.member_map import member_map  # noqa: PLC0415 - the same
        from bot.pictures.paint import png  # noqa: PLC0415 - the same

        return png(member_map(self.shows))
