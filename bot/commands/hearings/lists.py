"""The lists of official items that concern us: those with a deadline, and the rest."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.hearings import CASES, EVERY, HEARINGS, List, ShownHearing, list_card
from bot.cards.questions import what_we_say
from bot.commands.ask import Ask
from jobs.nudges.hearings import in_order, is_added
from models.cases.about import theme_of_item
from models.official.concerning import concerning
from models.official.open_items import open_items, without_deadline
from models.official.relevance import names_of, official_matcher
from models.official.sources import any_on
from models.tables import OfficialRecord

LISTS: Mapping[str, tuple[List, Callable[[Ask, Session], Sequence[OfficialRecord]]]] = {
    HEARINGS.name: (HEARINGS, lambda ask, session: open_items(session, ask.today)),
    EVERY.name: (EVERY, lambda ask, session: open_items(session, ask.today)),
    CASES.name: (CASES, lambda _ask, session: without_deadline(session)),
}


def listed(ask: Ask, session: Session, name: str, offset: int) -> Card:
    """Return a part of a list. But for the list of all, what people have said is not relevant is left out, and a case that a hearing is about."""
    which, items = LISTS[name]
    found = items(ask, session)
    if which is EVERY:
        matcher = official_matcher(ask.pack.media)
        likely = [ShownHearing(each, matcher.relevance(each)) for each in found]
    else:
        likely = in_order(
            [ShownHearing(*each) for each in concerning(session, ask.workspace.id, ask.pack.media, found)]
        )
    part = [_shown(ask, session, each) for each in likely[offset : offset + which.most]]
    return list_card(which, part, names_of(ask.pack.media), ask.today, offset, len(likely), any_on(session))


def _shown(ask: Ask, session: Session, found: ShownHearing) -> ShownHearing:
    record = found.record
    says = what_we_say(ask.pack, record, theme_of_item(ask.pack, record), ask.today)
    return ShownHearing(record, found.relevance, is_added=is_added(session, ask.workspace.id, record), says=says)
