"""The official items that concern a workspace, for `/padriver høringer`, `/padriver saker` and for what can be influenced."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from content.schema.media import Media
from models.official import matches
from models.official.items import ItemKind
from models.official.relevance import Relevance, official_matcher
from models.tables import OfficialRecord


def concerning(
    session: Session, workspace_id: int, media: Media, items: Iterable[OfficialRecord]
) -> list[tuple[OfficialRecord, Relevance]]:
    """Return those of some items that are likely to concern the workspace, in their order.

    What its people have dismissed is left out, as is a case whose committee hearing is there.
    """
    matcher = official_matcher(media)
    dismissed = matches.dismissed(session, workspace_id)
    by_case = matches.hearings_of_cases(session)
    found = [
        (each, matcher.relevance(each))
        for each in items
        if dismissed.keys().isdisjoint(matches.keys_of_matter(each))
        and not (each.kind == ItemKind.CASE.value and each.number in by_case)
    ]
    return [(each, why) for each, why in found if why.is_likely]
