"""The open official items that concern a workspace, for `/padriver høringer` and for what can be influenced."""

from datetime import date

from sqlalchemy.orm import Session

from content.schema.media import Media
from models.official import matches
from models.official.items import ItemKind
from models.official.open_items import open_items
from models.official.relevance import Relevance, official_matcher
from models.tables import OfficialRecord


def concerning(
    session: Session, workspace_id: int, media: Media, first: date
) -> list[tuple[OfficialRecord, Relevance]]:
    """Return what has a deadline on or after a day and is likely to concern the workspace, the first deadline first.

    What its people have dismissed is left out, as is a case whose committee hearing is there.
    """
    matcher = official_matcher(media)
    dismissed = matches.dismissed(session, workspace_id)
    by_case = matches.hearings_of_cases(session)
    found = [
        (each, matcher.relevance(each))
        for each in open_items(session, first)
        if matches.key_of(each) not in dismissed and not (each.kind == ItemKind.CASE.value and each.number in by_case)
    ]
    return [(each, why) for each, why in found if why.is_likely]
