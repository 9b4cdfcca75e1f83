"""What a hearing asks of us, reckoned back in working days from its dates: two kinds with two plans.

A ministry's hearing (and a committee's written one) is answered in writing within months: `ANSWERS`. A committee's
hearing is to sign up within days, to speak for minutes, and a note beforehand: `TAKES_PART`. Days are local.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.calendar.workdays import next_working_day, working_day_until, working_days_before
from models.occurrences.meeting_plan import PlannedMeeting
from models.official.items import Day, ItemKind, as_day, day_and_time
from models.official.records import deadline_of
from models.tables import OfficialRecord

ANSWERS, TAKES_PART, FOLLOWS = "svarer", "deltar", "følger"
"""The values of `HearingPlan.plan`."""
ACTIVE = (ANSWERS, TAKES_PART)
SIGN_UP, DRAFT, CLEARING, SUBMISSION = "påmelding", "utkast", "klarering", "innsending"
"""The values of `Milestone.kind`, in their order."""
IN_ORDER = (SIGN_UP, DRAFT, CLEARING, SUBMISSION)
SIGN_UP_CODES = frozenset({"anmodningsfrist_dato_tid", "soknadfrist_dato", "HOERFRIST"})
"""The sources' codes of a deadline for signing up; `HOERFRIST` is one of a case, for either."""
NOTE_CODES = frozenset({"innspillsfrist"})
HEARING_CODES = frozenset({"HOER"})
CLEARED_BEFORE = {ANSWERS: 3, TAKES_PART: 1}
"""How many working days before it is sent the input is cleared, where no board meeting does."""
DRAFT_BEFORE = {ANSWERS: 10, TAKES_PART: 2}
"""How many working days before it is cleared a draft is ready."""
CHECKLISTS = {
    ANSWERS: ("Kvalitetssikre", "Publiser", "Orienter partnere", "Send til representantene"),
    TAKES_PART: ("Kvalitetssikre", "Meld på", "Møt", "Publiser", "Orienter partnere", "Send til representantene"),
}


@dataclass(frozen=True)
class HearingDates:
    """What a hearing has set: the last day to send the input, and that of signing up. None if it has none (yet)."""

    send: date | None
    sign_up: date | None = None


@dataclass(frozen=True)
class Reckoned:
    """A date on the way; `by_board` if it is the day of a board meeting."""

    kind: str
    on: date
    by_board: bool = False


def plan_for(record: OfficialRecord) -> str:
    """Return what we do if we want to be heard: answer in writing, or take part."""
    if record.kind == ItemKind.HEARING.value or record.is_written:
        return ANSWERS
    return TAKES_PART


def last_day(record: OfficialRecord, plan: str, today: date) -> Day | None:
    """Return the day (or moment) that a row for an item has: that of the hearing if we take part, else its deadline."""
    if plan == TAKES_PART:
        days = _of_codes(record, HEARING_CODES)
        ahead = [each for each in days if day_and_time(each)[0] >= today]
        if days:
            return (ahead or days[-1:])[0]
    return deadline_of(record)


def dates_of(record: OfficialRecord | None, plan: str, last: date, today: date) -> HearingDates:
    """Return the dates of a hearing whose row has that last day.

    A committee's note is sent by its own deadline, or the day before the hearing: when that day is known.
    """
    if plan != TAKES_PART:
        return HearingDates(last)
    if record is None:
        return HearingDates(last - timedelta(days=1))
    sign_up = _next(_of_codes(record, SIGN_UP_CODES), today)
    note = _next(_of_codes(record, NOTE_CODES), today)
    day_before = last - timedelta(days=1) if _of_codes(record, HEARING_CODES) else None
    return HearingDates(note if note and note <= last else day_before, sign_up)


def reckon(plan: str, dates: HearingDates, board: PlannedMeeting | None, today: date) -> tuple[Reckoned, ...]:
    """Return the dates on the way. Only what the source itself has set may be before today.

    `board` is the last board meeting before the input is sent; None if none is left. A draft must be ready when the
    meeting plan says so, or some working days before it is cleared.
    """
    signing = (Reckoned(SIGN_UP, dates.sign_up),) if dates.sign_up else ()
    if dates.send is None:
        return signing
    sent = working_day_until(dates.send)
    cleared = board.day if board else working_days_before(sent, CLEARED_BEFORE[plan])
    draft = (board.draft_on if board else None) or working_days_before(cleared, DRAFT_BEFORE[plan])
    sent = max(sent, min(next_working_day(today), max(dates.send, today)))
    first = min(next_working_day(today), sent)
    cleared = cleared if board else min(max(cleared, first), sent)
    return (
        *signing,
        Reckoned(DRAFT, min(max(draft, first), cleared)),
        Reckoned(CLEARING, cleared, by_board=board is not None),
        Reckoned(SUBMISSION, sent),
    )


def _next(days: list[Day], today: date) -> date | None:
    """Return the first day that is not over, or the last one."""
    found = [day for each in days if (day := as_day(each))]
    return next((each for each in found if each >= today), found[-1] if found else None)


def _of_codes(record: OfficialRecord, codes: frozenset[str]) -> list[Day]:
    found = [_day(each["on"]) for each in record.events if each.get("kind") in codes and each.get("on")]
    return sorted(found, key=day_and_time)


def _day(text: str) -> Day:
    moment = datetime.fromisoformat(text)
    return moment if "T" in text else moment.date()
