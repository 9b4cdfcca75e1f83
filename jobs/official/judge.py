"""Whether an answer is what it should be. Silence is never «nothing new»."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from jobs.feeds.outcome import Failed, FeedFailure
from jobs.official.answer import Answer
from jobs.official.sources import Source
from models.official.items import ItemKind, OfficialItem
from models.official.pace import A_WEEK, expected, silence
from models.tables import OfficialSource

ENOUGH = 3
"""So few rows without dates are no sign of anything."""
SHRUNKEN = 0.6
"""An answer with less than this part of the most it has had is too small."""
BELIEVED = timedelta(days=7)
"""How long a list that things leave must have been small before that is how it is."""
SAME_FOR = timedelta(hours=20)
QUIET_TIMES, FEWEST_DAYS, LONGER = 4, 8, 1.5
"""A source is quiet if nothing new has come for so many times its usual interval, so many days, and so much longer than

ever before: by days when something may be expected (`models.official.pace`).
"""
SEATS, FEWEST = 169, 160
"""The Storting has so many members (Grunnloven § 57); a list with fewer than the second is not the whole list."""
FORBIDDEN = frozenset({401, 403, 429})
WHY = {
    FeedFailure.ADDRESS: "kan ikke nås fra dette nettet",
    FeedFailure.REDIRECTS: "sender oss videre til en annen adresse",
    FeedFailure.SIZE: "sender mer enn vi tar imot",
    FeedFailure.ENCODING: "sender noe som ikke lar seg pakke ut",
    FeedFailure.TIMEOUT: "svarer ikke innen tiden",
    FeedFailure.NETWORK: "svarer ikke",
}


def why_failed(outcome: Failed) -> str:
    """Return in words why nothing was fetched."""
    if outcome.status in FORBIDDEN:
        return f"slipper oss ikke inn (HTTP {outcome.status}). Be dem som driver nettstedet, om å åpne for oss"
    if outcome.why is FeedFailure.STATUS:
        return f"svarer med en feil (HTTP {outcome.status})"
    return WHY[outcome.why]


def trouble_in(answer: Answer, source: Source, row: OfficialSource, now: datetime) -> str | None:
    """Return what is wrong with an answer, by itself and by what the source has sent before; None if nothing is."""
    if answer.is_cut:
        return "svaret er kuttet midt i"
    if answer.count == 0:
        return None if source.is_new_session else "svaret er uten en eneste rad"
    if answer.people:
        return trouble_in_people(answer)
    if source.has_dates and len(answer.items) >= ENOUGH and not any(map(_has_date, answer.items)):
        return "alle datoene mangler"
    before = row.count if source.may_shrink else row.most
    if source.page_of is None and before and answer.count < SHRUNKEN * before:
        is_believed = source.may_shrink and row.trouble_since is not None and now - row.trouble_since >= BELIEVED
        return None if is_believed else f"svaret har bare {answer.count} rader, og har hatt {before}"
    return None


def trouble_in_people(answer: Answer) -> str | None:
    """Return what is wrong with a list of the Storting's members: who is missing in it would be taken to have left."""
    number = len({each.id for each in answer.people})
    if number < FEWEST:
        return f"listen har bare {number} representanter, og Stortinget har {SEATS}"
    if not any(each.county for each in answer.people) or not any(each.party for each in answer.people):
        return "alle fylkene eller partiene mangler"
    return None


def trouble_in_sameness(source: Source, row: OfficialSource, digest: str, now: datetime) -> str | None:
    """Return that a source has sent the same, byte for byte, for too long, and remember what it sent."""
    if row.digest != digest or row.digest_since is None:
        row.digest, row.digest_since = digest, now
    if source.is_stamped and now - row.digest_since >= SAME_FOR:
        hours = int((now - row.digest_since).total_seconds() // 3600)
        return f"har sendt nøyaktig samme svar i {hours} timer"
    return None


def quiet(published: Collection[date], today: date, kind: ItemKind) -> str | None:
    """Return that nothing new has come for too long, by the day of each item of a source; None if that is not known."""
    # What is usual is what there was until it stopped.
    a_week = expected(published, max(published) + timedelta(days=1), kind).a_week
    if not a_week:
        return None
    nothing = silence(published, today, kind)
    if nothing.now < max(FEWEST_DAYS, QUIET_TIMES * A_WEEK / a_week, LONGER * nothing.longest):
        return None
    days = (today - max(published)).days
    return f"har ikke hatt noe nytt på {days} dager, men har vanligvis {_number(a_week)} i uka"


def missed(source: Source, items: Sequence[OfficialItem], known: int, row: OfficialSource) -> bool:
    """Return True if all of a list of the newest is new, though it has been read before."""
    return source.is_newest and row.last_ok_at is not None and bool(items) and known == 0


def _has_date(item: OfficialItem) -> bool:
    return bool(item.published or item.updated or any(each.on for each in item.events))


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 1 else "under én"
