"""The values of the controls of a plan: `2027:hjulet:0:17` is a step, its page, and a row or a change."""

from dataclasses import dataclass

from bot.commands.shared.deadline_controls import LARGEST_ID
from models.occurrences.year_plan import STEPS, StepName

FIRST_YEAR, LAST_YEAR = 2000, 2100
NUMBERS = 3
"""The page, and at most two ids."""
LARGEST_PAGE = 1_000


@dataclass(frozen=True)
class StepValue:
    """A step of the plan of a year, the page that is shown, and the ids of what the control is about."""

    year: int
    step: StepName
    page: int = 0
    id: int | None = None
    other: int | None = None

    def __str__(self) -> str:
        """Return the value as text."""
        ids = [str(each) for each in (self.id, self.other) if each is not None]
        return ":".join((str(self.year), self.step, str(self.page), *ids))


def read_step_value(text: str) -> StepValue | None:
    """Parse a control's value; return None if it is not one of `StepValue`."""
    year, _, rest = text.partition(":")
    name, *numbers = rest.split(":")
    step = next((each for each in STEPS if each == name), None)
    if step is None or not _is_year(year) or not 0 < len(numbers) <= NUMBERS or not all(map(_is_number, numbers)):
        return None
    page, *ids = map(int, numbers)
    if page > LARGEST_PAGE or any(not 0 < each <= LARGEST_ID for each in ids):
        return None
    return StepValue(int(year), step, page, *ids)


def read_year(text: str) -> int | None:
    """Return the year of a control's value; None if it is not one."""
    return int(text) if _is_year(text) else None


def _is_year(text: str) -> bool:
    return _is_number(text) and FIRST_YEAR <= int(text) <= LAST_YEAR


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID))
