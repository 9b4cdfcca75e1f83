"""The made-up official sources of the demonstrations: on from the start, and read whenever the clock is moved."""

from datetime import datetime

from sqlalchemy import delete, update

from bot.app import Application, Running
from jobs.nudges.finds import FINDS
from jobs.nudges.hearings import HEARING
from models.official.sources import NAMES, turn_on
from models.tables import (
    CaseMove,
    Delivery,
    OfficialChange,
    OfficialDocument,
    OfficialFind,
    OfficialMatch,
    OfficialRecord,
    OfficialSource,
    PolicyCase,
)

CONTACT = "padriver demo"
LISTS_AND_PAGES = 3
"""So many rounds: what is new in a list has a page, which is read in the next, and may name a recommendation."""


def turn_on_sources(application: Application) -> None:
    """Turn on every source. Only where the application has the made-up ones."""
    with application.database.session() as session:
        for key in NAMES:
            turn_on(session, key)


async def read_sources(running: Running, now: datetime) -> None:
    """Read what the sources have at a moment (aware), find what concerns the workspace, and wait until that is done."""
    rounds = [*[running.official] * LISTS_AND_PAGES, running.matching]
    for each in rounds:
        if each is not None:
            await each.settled()
            await each(now)
            await each.settled()


def take_as_known(application: Application) -> None:
    """Treat what the sources have had until now as known: what comes later is news, as with the newspaper."""
    with application.database.session() as session:
        session.execute(update(OfficialMatch).values(gather_on=None))
        session.execute(delete(Delivery).where(Delivery.kind == HEARING.kind, Delivery.state == "planned"))


def forget_answers(application: Application) -> None:
    """Forget what the sources have said, and how they did: the clock goes back, and some of it has not been published."""
    with application.database.session() as session:
        for each in (CaseMove, OfficialFind, OfficialMatch, OfficialChange, OfficialDocument, OfficialRecord):
            session.execute(delete(each))
        session.execute(update(PolicyCase).values(seen={}))
        session.execute(delete(Delivery).where(Delivery.kind.in_((HEARING.kind, FINDS.kind))))
        session.execute(
            update(OfficialSource).values(
                next_at=None, etag=None, last_modified=None, digest=None, digest_since=None, count=None, most=None,
                failures=0, trouble=None, trouble_since=None, missed_at=None, last_ok_at=None,
            )
        )  # fmt: skip
