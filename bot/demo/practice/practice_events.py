"""What Øvingsstortinget and Øvingsregjeringen publish and when: made up, and the same for the same moment.

Each week outside the holidays has two hearings of ministries, and a case in the Storting with a hearing. Some are moved
later, and some called off. All days and times are Norwegian.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.practice.practice_subjects import (
    BILLS,
    CASES,
    ENERGY,
    FAMILY,
    INTERPELLATION,
    OF_FRIDAYS,
    OF_TUESDAYS,
    QUESTIONS,
    TRANSPORT,
    Subject,
)

OSLO = ZoneInfo("Europe/Oslo")
MARK = " (øving)"
"""The end of every title, so that nobody takes it for a real one."""
WEEK = timedelta(weeks=1)
CHANGED_AFTER, CHANGED_AT = timedelta(days=10), time(7)
"""When a hearing is moved, or a committee's called off: on a Monday, before the bot's own morning."""
WEEKS_BACK = 60
"""How far back there is anything: last year's weeks too, by which a source's usual pace is judged."""
TUESDAY, WEDNESDAY, FRIDAY = (timedelta(days=number) for number in (1, 2, 4))
FIRST_CASE, FIRST_HEARING = 9_000_000, 9_100_000
FIRST_QUESTION, FIRST_INTERPELLATION = 9_300_000, 9_400_000
FIRST_BILL = 9_500_000
"""Above the numbers that the real sources use."""
ANNOUNCED_FROM = 8
"""The month from which the bills of the next spring are announced."""
HOLIDAYS = ((7, 1, 8, 10), (12, 18, 12, 31), (1, 1, 1, 6))
"""When nothing is published: the first and last month and day."""


@dataclass(frozen=True)
class MinistryHearing:
    """A ministry's hearing as it is at a moment."""

    number: int
    subject: Subject
    published: date
    deadline: date
    is_withdrawn: bool

    @property
    def title(self) -> str:
        """Return the title, marked as made up."""
        return self.subject.title + MARK


@dataclass(frozen=True)
class StortingCase:
    """A case as it is at a moment, with its hearing if that is published. Moments are aware."""

    number: int
    subject: Subject
    proposed: date
    updated: datetime
    hearing: "CommitteeHearing | None"
    reported: date
    voted: date
    is_finished: bool
    has_rapporteur: bool

    @property
    def title(self) -> str:
        """Return the title, marked as made up."""
        return self.subject.title + MARK


@dataclass(frozen=True)
class StortingQuestion:
    """A question as it is at a moment; `answered` is None until the minister has answered."""

    number: int
    subject: Subject
    sent: date
    answered: date | None

    @property
    def title(self) -> str:
        """Return the whole question, marked as made up."""
        return self.subject.title + MARK


@dataclass(frozen=True)
class CommitteeHearing:
    """A hearing of a committee as it is at a moment: by when people sign up or write, and when it is held (aware)."""

    published: datetime
    sign_up: datetime
    written: datetime
    held: datetime
    status: str


def ministry_hearings(now: datetime) -> Iterator[MinistryHearing]:
    """Return the hearings published by a moment (aware), the newest first."""
    for monday in _mondays(now):
        week = _number(monday)
        for day, at, subjects, place in ((FRIDAY, time(9), OF_FRIDAYS, 0), (TUESDAY, time(10), OF_TUESDAYS, 1)):
            published = _at(monday + day, at)
            if published <= now and not _is_holiday(published.date()):
                number = FIRST_HEARING + 2 * week + place
                yield _ministry_hearing(number, week, subjects[week % len(subjects)], published, now)


def storting_cases(now: datetime) -> Iterator[StortingCase]:
    """Return the cases put forward by a moment (aware), the newest first."""
    for monday in _mondays(now):
        proposed = _at(monday + WEDNESDAY, time(10))
        if proposed <= now and not _is_holiday(proposed.date()):
            week = _number(monday)
            yield _case(FIRST_CASE + week, CASES[week % len(CASES)], week, proposed, now)
    for bill, proposed in _bills_come(now):
        yield _case(FIRST_BILL + 100 * proposed.year + proposed.month, bill, 1, proposed, now)


def bills_to_come(now: datetime) -> list[Subject]:
    """Return the bills that are announced and have not come by a moment (aware), in each session anew from August."""
    local = now.astimezone(OSLO).date()
    return [each for each in BILLS if local.month >= ANNOUNCED_FROM or now < _comes(each, local.year)]


def _bills_come(now: datetime) -> Iterator[tuple[Subject, datetime]]:
    """Give the bills that came in this year and the one before, the oldest first, each with when."""
    year = now.astimezone(OSLO).year
    for each in (year - 1, year):
        for bill, committee in zip(BILLS, (TRANSPORT, ENERGY, FAMILY), strict=True):
            if _comes(bill, each) <= now:
                yield Subject(bill.title, "Regjeringens forslag.", *committee), _comes(bill, each)


def _comes(bill: Subject, year: int) -> datetime:
    """Return when a bill comes in a year: on the first Wednesday of its month."""
    first = date(year, 3 + BILLS.index(bill), 1)
    return _at(first + timedelta(days=(2 - first.weekday()) % 7), time(10))


def storting_questions(now: datetime) -> Iterator[StortingQuestion]:
    """Return the written questions sent by a moment (aware), the newest first. Each is answered after a week."""
    for monday in _mondays(now):
        sent = _at(monday, time(10))
        if sent <= now and not _is_holiday(monday):
            week = _number(monday)
            yield _question(FIRST_QUESTION + week, QUESTIONS[week % len(QUESTIONS)], sent, now)


def interpellations(now: datetime) -> Iterator[StortingQuestion]:
    """Return the interpellations sent by a moment (aware), the newest first."""
    for monday in _mondays(now):
        sent = _at(monday, time(11))
        if sent <= now and not _is_holiday(monday) and _number(monday) % 4 == 0:
            yield _question(FIRST_INTERPELLATION + _number(monday), INTERPELLATION, sent, now)


def _question(number: int, subject: Subject, sent: datetime, now: datetime) -> StortingQuestion:
    answered = _at(sent.date() + WEEK, time(7))
    return StortingQuestion(number, subject, sent.date(), answered.date() if answered <= now else None)


def session_of(day: date) -> str:
    """Return the id of the session that a day is in."""
    first = day.year if day >= date(day.year, 10, 1) else day.year - 1
    return f"{first}-{first + 1}"


def _ministry_hearing(number: int, week: int, subject: Subject, published: datetime, now: datetime) -> MinistryHearing:
    """Every second hearing of a Friday gets a later deadline after ten days; every fourth is withdrawn after 17 days."""
    is_fridays = subject in OF_FRIDAYS
    deadline = _working(published.date() + 6 * WEEK)
    is_moved = is_fridays and week % 2 == 0 and now >= _at(published.date() + CHANGED_AFTER, CHANGED_AT)
    is_withdrawn = is_fridays and week % 4 == 1 and now >= _at(published.date() + CHANGED_AFTER + WEEK, CHANGED_AT)
    return MinistryHearing(number, subject, published.date(), _working(deadline + 2 * WEEK * is_moved), is_withdrawn)


def _case(number: int, subject: Subject, week: int, proposed: datetime, now: datetime) -> StortingCase:
    published = _at(proposed.date() + timedelta(days=2), time(12))
    reported, voted = proposed.date() + 5 * WEEK, proposed.date() + 6 * WEEK
    ended = _at(voted, time(16))
    chosen = _at(proposed.date() + WEEK, time(7))
    steps = (proposed, published, chosen, *_fate(week, published), _at(reported, time(12)), ended)
    return StortingCase(
        number,
        subject,
        proposed.date(),
        max(each for each in steps if each is not None and each <= now),
        _committee_hearing(week, published, now) if published <= now else None,
        reported,
        voted,
        is_finished=now >= ended,
        has_rapporteur=now >= chosen,
    )


def _committee_hearing(week: int, published: datetime, now: datetime) -> CommitteeHearing:
    moved, called_off = _fate(week, published)
    later = WEEK if moved and moved <= now else timedelta()
    held = _at(published.date() + timedelta(days=19) + later, time(9, 30))
    status = "Avholdt" if now >= held + timedelta(hours=3) else "Planlagt"
    return CommitteeHearing(
        published,
        sign_up=_at(published.date() + timedelta(days=11) + later, time(12)),
        written=_at(published.date() + timedelta(days=14) + later, time(23, 59)),
        held=held,
        status="Avlyst" if called_off and called_off <= now else status,
    )


def _fate(week: int, published: datetime) -> tuple[datetime | None, datetime | None]:
    """Return when a committee's hearing is moved and when it is called off: of four one is, each."""
    at = _at(published.date() + CHANGED_AFTER, CHANGED_AT)
    return at if week % 4 == 0 else None, at if week % 4 == 2 else None  # noqa: PLR2004 - of four


def _mondays(now: datetime) -> Iterator[date]:
    today = now.astimezone(OSLO).date()
    monday = today - timedelta(days=today.weekday())
    return (monday - each * WEEK for each in range(WEEKS_BACK))


def _number(monday: date) -> int:
    return monday.toordinal() // 7


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, OSLO)


def _working(day: date) -> date:
    while _is_holiday(day):
        day += WEEK
    return day


def _is_holiday(day: date) -> bool:
    return any((first, of) <= (day.month, day.day) <= (last, to) for first, of, last, to in HOLIDAYS)
