"""The day a budget or a transport plan is presented: who reads what a week before, and the table on the morning.

Nothing comes while the day is not known: then people are asked for it, three weeks before it may be and in the last week.
"""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.presented import date_card, date_set_card, day_card, name_of
from bot.cards.words import day as day_in_words
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import Addressed, Calendar, Due, NudgeKind, everybody_in, not_in_help, shared_channel, when_awake
from jobs.nudges.met import id_in, key_on
from jobs.nudges.mornings import KIND as DEADLINES
from models.occurrences.demands import demands
from models.occurrences.presentations import Presentation, presentation_by_id, presentations
from models.workspace.preferences import Preferences

DATE_KIND, WEEK_KIND, DAY_KIND = "fremlegg_dato", "fremlegg_uke", "fremlegg_dag"
WEEK = timedelta(days=7)
DATE_WORTH = timedelta(days=5)
WHO_READS = "Bestem hvem som leser hva. Trykk «Jeg leser» på det du tar, eller legg til det som mangler."
FILL_IN = "Fyll ut én rad for hvert krav når dokumentet er lagt frem. Flere kan fylle ut samtidig."
READ_OUTSIDE = Skip("andre virksomheter leser kanalen")
GONE, MOVED, KNOWN = Skip("raden finnes ikke lenger"), Skip("datoen er endret"), Skip("datoen er satt")
OVER = Skip("dagen er kommet")
KNOWN_IN_ROUND = "presentations of a round of planning"
"""Where a session keeps what it has read, by workspace."""
_CHANNEL = shared_channel(DEADLINES)


def key_for(shown: Presentation, on: date) -> str:
    """Return the logical key of what comes about a document on a day, or of asking for it: a moved day is another."""
    return f"{shown.row.id}:{on.isoformat()}"


def _due_on(kind: str, shown: Presentation, day: date) -> str | None:
    """Return the key of what comes about a document on a local day; None if nothing does."""
    on, first = shown.on, shown.row.starts_on
    if kind == DATE_KIND:
        return f"{key_for(shown, first)}:{day.isoformat()}" if first and day in shown.asked_on else None
    if on is None:
        return None
    comes = on == day if kind == DAY_KIND else on - WEEK <= day < on
    return key_for(shown, on) if comes else None


def _audience(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    channel = everybody_in(_CHANNEL)(session, manners, due, pack)
    if not channel:
        return []
    # A round asks for three kinds on each of its days, and moves no document between them: they are read once.
    known: dict[int, list[Presentation]] = session.info.setdefault(KNOWN_IN_ROUND, {})
    workspace_id = manners.workspace.id
    if workspace_id not in known:
        known[workspace_id] = presentations(session, workspace_id)
    keys = (_due_on(due.kind, each, due.day) for each in known[workspace_id])
    return [(address, replace(each, period_key=key)) for key in keys if key for address, each in channel]


def _shown(scene: NudgeContext) -> Presentation | Skip:
    """Return the document that a nudge is about; why it is not sent, if its day has been changed since."""
    shown = presentation_by_id(scene.session, scene.workspace.id, id_in(scene.period_key))
    if scene.is_external:
        return READ_OUTSIDE
    if shown is None or shown.row.archived_at is not None:
        return GONE
    return shown


def _is_as_planned(shown: Presentation, scene: NudgeContext) -> bool:
    return scene.shown_at is not None or (shown.on is not None and key_for(shown, shown.on) == scene.period_key)


def _week(scene: NudgeContext) -> Card | Skip:
    shown = _shown(scene)
    if isinstance(shown, Skip):
        return shown
    if not _is_as_planned(shown, scene):
        return MOVED
    if shown.on is not None and shown.on <= scene.today and scene.shown_at is None:
        return OVER
    on = f" {day_in_words(shown.on, scene.today)}" if shown.on else ""
    return _card(
        scene, shown, f"Snart legges {name_of(shown)} frem", f"Det skjer{on}. {WHO_READS}" if on else WHO_READS
    )


def _day(scene: NudgeContext) -> Card | Skip:
    shown = _shown(scene)
    if isinstance(shown, Skip):
        return shown
    if not _is_as_planned(shown, scene):
        return MOVED
    return _card(scene, shown, f"I dag legges {name_of(shown)} frem", FILL_IN)


def _card(scene: NudgeContext, shown: Presentation, title: str, intro: str) -> Card:
    rows = demands(scene.session, shown, scene.whole.in_use)
    return day_card(shown, rows, scene.today, title=title, intro=intro)


def _date(scene: NudgeContext) -> Card | Skip:
    shown = _shown(scene)
    if isinstance(shown, Skip):
        return shown
    if shown.on is not None:
        return date_set_card(shown, scene.today) if scene.shown_at else KNOWN
    return date_card(shown, scene.today)


def subject_of(period_key: str) -> str:
    """Return what a question for a date is about: the row in the calendar."""
    return period_key.partition(":")[0]


def deadline_of(period_key: str) -> date:
    """Return the first day that the document may be presented, from the key of the question."""
    return date.fromisoformat(period_key.split(":")[1])


WEEK_BEFORE = NudgeKind(
    kind=WEEK_KIND,
    name="Hvem leser hva, en uke før budsjettet eller NTP legges frem",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=key_on,
        at=lambda times: times.deadline,
        audience=_audience,
        narrow=None,
        in_morning=True,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WEEK,
    hours=when_awake,
    composer=_week,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
ON_THE_DAY = replace(
    WEEK_BEFORE,
    kind=DAY_KIND,
    name="Kravene våre, den dagen budsjettet eller NTP legges frem",
    last_day=lambda day: day,
    composer=_day,
    alone=True,
)
"""It is filled in for hours, so it shares its message with nothing else."""
DATE = replace(
    WEEK_BEFORE,
    kind=DATE_KIND,
    name="Når legges budsjettet eller NTP frem?",
    last_day=lambda day: day + DATE_WORTH,
    composer=_date,
)
"""A question (`jobs.nudges.questions`)."""
