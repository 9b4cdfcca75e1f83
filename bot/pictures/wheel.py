"""What a picture of the annual wheel shows. The words are those of the caller: month names, titles, fields."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WheelPoint:
    """An entry of the wheel: `theme` is a number in the wheel's themes, or None; `who` is responsible for it.

    `is_closed` is True if nobody has said what became of it; `who` then says so.
    """

    title: str
    is_done: bool = False
    theme: int | None = None
    who: str = ""
    when: str = ""
    """Its day, if it is known: «9. januar»."""
    is_closed: bool = False

    @property
    def about(self) -> str:
        """Return when it is and who is responsible: «9. januar · Kari»; empty if neither is known."""
        return " · ".join(filter(None, (self.when, self.who)))


@dataclass(frozen=True)
class WheelCell:
    """A field of one month; `is_gap` is True if it is empty and something is missing there."""

    points: tuple[WheelPoint, ...] = ()
    is_gap: bool = False


@dataclass(frozen=True)
class WheelPhase:
    """A part of an arc, in months from the beginning of the year (0–12)."""

    first: float
    last: float
    is_open: bool = False


@dataclass(frozen=True)
class WheelArc:
    """What runs through the year: a budget year or the transport plan. `now` says what is open in it today."""

    name: str
    phases: tuple[WheelPhase, ...]
    now: str = ""


@dataclass(frozen=True)
class WheelYear:
    """A year: `months` are twelve names, `cells` has a row for each month with a cell for each of `fields`."""

    year: int
    owner: str
    """The organisation."""
    months: tuple[str, ...]
    fields: tuple[str, ...]
    cells: tuple[tuple[WheelCell, ...], ...]
    themes: tuple[str, ...] = ()
    arcs: tuple[WheelArc, ...] = ()
    today: float | None = None
    """Where the hand is, in months from the beginning of the year; None in another year."""
    today_text: str = ""


@dataclass(frozen=True)
class WheelMonth:
    """A month: a cell for each of `fields`."""

    title: str
    owner: str
    fields: tuple[str, ...]
    cells: tuple[WheelCell, ...]
    themes: tuple[str, ...] = ()
