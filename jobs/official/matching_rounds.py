"""The periodic task that finds which official items concern each workspace: what is new, and what new words find."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from jobs.official.council_finding import find_council_cases
from jobs.official.finding import find_pending
from jobs.official.matching import (
    WORKSPACES_AT_ONCE,
    MatchingRound,
    keep_matches,
    match_pending,
    media_by_workspace,
)
from jobs.rounds import Rounds
from jobs.tick import Packs
from models.db.database import Database
from models.official import matches
from models.official.official_words import mark_of, note_words, with_other_content, words_of
from models.official.open_items import open_items
from models.official.records import OSLO


class OfficialMatching(Rounds):
    """A periodic task of the clock. `trigger_now` is called if something was planned."""

    failed = "official_matching_failed"

    def __init__(self, database: Database, packs: Packs, trigger_now: Callable[[], None]) -> None:
        super().__init__()
        self._database = database
        self._packs = packs
        self._trigger_now = trigger_now

    async def close(self) -> None:
        """Wait for what is under way: it is in a thread, and what it leaves is done in the next round."""
        await self.settled()

    async def run(self, now: datetime) -> None:
        """Match what waits at that moment (aware): items, documents, council cases; then what is open with new words."""
        planned = await asyncio.to_thread(match_pending, self._database, self._packs, now)
        planned += await asyncio.to_thread(find_pending, self._database, self._packs, now)
        if planned:
            self._trigger_now()
        await asyncio.to_thread(find_council_cases, self._database, self._packs, now)
        await asyncio.to_thread(match_new_words, self._database, self._packs, now)


def match_new_words(database: Database, packs: Packs, now: datetime) -> int:
    """Match what is open already with the words of workspaces that have others than before; return of how many.

    What they have had no message about comes in the next morning's message, which shows some and says how many more there
    are. A new workspace gets what is open when it comes. Items that wait to be matched are first.
    """
    pack = packs.current()
    with database.reading() as session:
        if matches.pending(session, now, limit=1):
            return 0
        changed = with_other_content(session, mark_of(pack))
        if not changed:
            return 0
        items = open_items(session, now.astimezone(OSLO).date())
        hearings = matches.hearings_of_cases(session)
        deadlines = matches.deadlines_of_cases(session, hearings)
        session.expunge_all()
    this, workspaces = MatchingRound(items, hearings, deadlines, now, are_known=True), list(changed)
    for first in range(0, len(workspaces), WORKSPACES_AT_ONCE):
        some = workspaces[first : first + WORKSPACES_AT_ONCE]
        with database.reading() as session:
            media = media_by_workspace(session, some, pack)
            words = {each: words_of(media[each]) for each in some}
            found = {each: this.concerning(media[each]) for each in some if words[each] != changed[each].words}
        with database.session() as session:
            if found:
                keep_matches(session, found, this)
            for each in some:
                note_words(session, each, replace(changed[each], words=words[each]))
    return len(changed)
