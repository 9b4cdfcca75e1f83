"""The limit that all questions share: one a week in a channel, two a week to a person, the nearest deadline first.

Outside it is what has a deadline within a week. What asks about something one has just done (`jobs.nudges.met`,
`jobs.nudges.meeting`, `jobs.nudges.leader`) is no question here. A question that was asked twice without an answer is
not asked again, and one that is not asked is not lost: both wait in Home (`jobs.nudges.waiting_questions`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from jobs.nudges import presented
from jobs.nudges.context import Skip
from models.calendar.new_year import reminder_days
from models.calendar.quiet import moment
from models.calendar.workdays import first_working_day, next_working_day
from models.db.in_list import literals
from models.tables import Delivery, Destination, Dialogue
from models.workspace.nudge_kinds import CONSENT, HEARING_DATE
from models.workspace.preferences import Preferences

WEEK = timedelta(days=7)
FIGURES_LAST = timedelta(days=30)
"""How long before a figure is out of date it is asked about (`jobs.nudges.clearing`)."""
IN_CHANNEL, TO_PERSON = 1, 2
"""How many questions a week."""
MOST_TIMES = 2
WAITS = "venter i Hjem"
"""How the reason begins if a question is not asked."""
TWICE = Skip(f"{WAITS}: spurt to ganger uten svar")
FULL = Skip(f"{WAITS}: nok spørsmål denne uka")


@dataclass(frozen=True)
class Question:
    """How a kind's question is counted. Both functions are given the key of its period."""

    subject: Callable[[str], str]
    """Returns what is asked about: two keys with the same subject ask the same thing twice."""
    deadline: Callable[[str], date | None]
    """Returns the last local day to answer; None if there is none."""
    answered: Callable[[Session, int, str], datetime | None] | None = None
    """Returns when that person last did what is asked for, if the question comes back when it is answered.

    It is given the workspace's id and the person's.
    """


def _year_plan(period_key: str) -> date | None:
    return reminder_days(int(period_key.partition(":")[0]))[-1]


def _step(period_key: str) -> date | None:
    """Return the day that a step of the campaign opens, from `2027:grep-1`."""
    year, _, step = period_key.partition(":")
    number = step.rpartition("-")[2]
    return first_working_day(int(year), 3 * int(number) - 2) if number in {"1", "2", "3", "4"} else None


def _last_talk(session: Session, workspace_id: int, user_id: str) -> datetime | None:
    """Return when a person last logged a talk, which ends a silence."""
    mine = (Dialogue.workspace_id == workspace_id, Dialogue.created_by == user_id)
    return session.scalar(select(func.max(Dialogue.created_at)).where(*mine))


QUESTIONS: Mapping[str, Question] = {
    "kampanje_slutt": Question(lambda key: key.partition(":")[0], _year_plan),
    "stille": Question(lambda _key: "", lambda _key: None, _last_talk),
    "tall": Question(lambda key: key, lambda key: date.fromisoformat(key) + FIGURES_LAST),
    "gjennomgang": Question(lambda key: key, lambda _key: None),
    "avklaring": Question(lambda key: key, _step),
    "klarering": Question(lambda key: key, lambda _key: None),
    "avgang": Question(lambda key: key, lambda _key: None),
    CONSENT: Question(lambda key: key, lambda key: date.fromisoformat(key.partition(":")[2])),
    HEARING_DATE: Question(lambda key: key, lambda key: date.fromisoformat(key.partition(":")[2])),
    "fremlegg_dato": Question(presented.subject_of, presented.deadline_of),
    "over": Question(lambda key: key, lambda _key: None),
    "over_eier": Question(lambda key: key, lambda _key: None),
}
"""The kinds that ask somebody something, by their stored names. A new kind that asks is added here."""


@dataclass(frozen=True)
class Candidate:
    """A question that is about to be asked: the id of its row, its kind and its key."""

    delivery_id: int
    kind: str
    period_key: str

    @property
    def question(self) -> Question:
        """Return how it is counted."""
        return QUESTIONS[self.kind]


def within_limit(
    session: Session, manners: Preferences, place: Destination, candidates: Sequence[Candidate], now: datetime
) -> dict[int, Skip | datetime]:
    """Return which of some questions to one place are not asked now (aware), by their ids.

    Each is skipped, or waits until the moment that is returned: the morning of the next week's digest.
    """
    today = now.astimezone(manners.workspace.zone).date()
    held: dict[int, Skip | datetime] = {}
    counted: list[Candidate] = []
    for each in candidates:
        if _is_urgent(each, today):
            continue
        if _times_asked(session, manners, place, each) >= MOST_TIMES:
            held[each.delivery_id] = TWICE
        else:
            counted.append(each)
    if not counted:
        return held
    most = TO_PERSON if place.kind == "person" else IN_CHANNEL
    room = most - _asked_this_week(session, manners, place, today, {each.delivery_id for each in candidates})
    counted.sort(key=lambda each: each.question.deadline(each.period_key) or date.max)
    later = _next_week(manners, place, today)
    return held | {each.delivery_id: later for each in counted[max(room, 0) :]}


def _is_urgent(candidate: Candidate, today: date) -> bool:
    deadline = candidate.question.deadline(candidate.period_key)
    return deadline is not None and deadline - today <= WEEK


def _times_asked(session: Session, manners: Preferences, place: Destination, candidate: Candidate) -> int:
    """Return how often the same was asked at the place, since it was last answered."""
    question, number = candidate.question, manners.workspace.id
    since = question.answered(session, number, place.address) if question.answered else None
    found = session.execute(ASKED, {"workspace": number, "place": place.id, "kind": candidate.kind})
    return sum(
        question.subject(key) == question.subject(candidate.period_key) and (since is None or sent_at > since)
        for delivery_id, key, sent_at in found
        if delivery_id != candidate.delivery_id and sent_at is not None
    )


def _asked_this_week(session: Session, manners: Preferences, place: Destination, today: date, without: set[int]) -> int:
    monday = today - timedelta(days=today.weekday())
    since = moment(monday, time(), manners.workspace.zone).astimezone(UTC)
    found = session.execute(SINCE, {"workspace": manners.workspace.id, "place": place.id, "since": since})
    zone = manners.workspace.zone
    return sum(
        not _is_urgent(Candidate(delivery_id, kind, key), sent_at.astimezone(zone).date())
        for delivery_id, kind, key, sent_at in found
        if delivery_id not in without and sent_at is not None
    )


def _next_week(manners: Preferences, place: Destination, today: date) -> datetime:
    """Return the moment (UTC) of next week's first message at a place."""
    day = next_working_day(today + timedelta(days=7 - today.weekday()))
    person = place.kind == "person"
    at = manners.owners_time("frister_eier", place.address) if person else manners.workspace.digest_time
    return moment(day, manners.night.awake(at), manners.workspace.zone).astimezone(UTC)


ASKED = select(Delivery.id, Delivery.period_key, Delivery.sent_at).where(
    Delivery.workspace_id == bindparam("workspace"),
    Delivery.destination_id == bindparam("place"),
    Delivery.kind == bindparam("kind"),
    Delivery.state == "sent",
    Delivery.sent_at.is_not(None),
)
SINCE = select(Delivery.id, Delivery.kind, Delivery.period_key, Delivery.sent_at).where(
    Delivery.workspace_id == bindparam("workspace"),
    Delivery.destination_id == bindparam("place"),
    Delivery.kind.in_(literals(QUESTIONS)),
    Delivery.state == "sent",
    Delivery.sent_at >= bindparam("since", type_=Delivery.sent_at.type),
)
