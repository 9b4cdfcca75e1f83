"""Our names, demands and themes in a recommendation or a decision: one message for each document, when it was searched.

Planned by `jobs.official.finding`. What is found is proposed for the effect log, and counted only when people log it.
"""

from dataclasses import replace
from datetime import timedelta

from bot.cards.card import Card
from bot.cards.nudges.finds import finds_card
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.hearings import HEARING
from models.official.finds import is_open, of_document
from models.official.items import ItemKind
from models.official.records import by_number

KIND = "funn"
WORTH = timedelta(days=14)
GONE, JUDGED = Skip("dokumentet finnes ikke lenger"), Skip("noen har alt svart på alle funnene")


def key_of_document(kind: str, number: str) -> str:
    """Return the key of a document's message."""
    return f"{kind}:{number}"


def _compose(scene: NudgeContext) -> Card | Skip:
    kind, _, number = scene.period_key.partition(":")
    record = by_number(scene.session, ItemKind(kind), number) if kind in set(ItemKind) else None
    found = of_document(scene.session, scene.workspace.id, kind, number)
    if record is None or not found:
        return GONE
    if scene.shown_at is None and not any(map(is_open, found)):
        return JUDGED
    return finds_card(record, found, scene.whole)


FINDS = replace(
    HEARING,
    kind=KIND,
    name="Ord fra oss i innstillinger og vedtak i Stortinget",
    last_day=lambda day: day + WORTH,
    composer=_compose,
    lasting=True,
)
