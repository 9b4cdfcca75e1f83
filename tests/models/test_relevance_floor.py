"""The words for official items find what concerns us as well as when they were last measured (`bench.concerns`)."""

import pytest

from bench import concerns
from models.official.relevance import official_matcher
from tests.support.content import PACK

MATCHER = official_matcher(PACK.media)
ITEMS = [each for each in concerns.labelled(concerns.MADE_UP) if each.themes or not each.unsure]
MISSED = {"Meld. St. 1 (2026–2027)", "Høring – helhetlig tiltaksplan, revidert"}
"""Nothing in these says what they are about."""


@pytest.mark.parametrize("half", ["tuning", *concerns.BATCHES])
def test_what_concerns_us_is_posted_and_nothing_else(half: str) -> None:
    items = [each for each in ITEMS if each.half == half]
    posted = {each.item.title for each in items if MATCHER.relevance(each.item).themes}
    concern = {each.item.title for each in items if each.themes}

    assert (posted - concern, concern - posted - MISSED) == (set(), set())
