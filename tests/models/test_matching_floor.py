"""The words of the pack find the themes of the labelled sets at least as well as they did when they were last measured.

`bench/match.py` prints the same figures. The headlines of local papers are no part of the repository.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from models.media.matching.matcher import matcher_of
from tests.support.content import PACK

MATCHER = matcher_of(PACK.media)
BENCH = Path(__file__).parents[2] / "bench" / "match.py"


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_match", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


match = _bench()


def figures(headlines: list, theme: str) -> tuple[int, int, int]:  # type: ignore[type-arg] # rows of the bench
    """Return how many headlines are labelled with a theme, how many were found, and how many of those are right."""
    sure = [each for each in headlines if theme not in each.unsure]
    found = {each.title for each in sure if theme in MATCHER.match(each.title).themes}
    labelled = {each.title for each in sure if theme in each.themes}
    return len(labelled), len(found), len(found & labelled)


@pytest.mark.parametrize("fold", [False, True], ids=["as written", "folded"])
@pytest.mark.parametrize(
    ("half", "theme", "most_wrong", "most_missed"),
    [
        ("tuning", "jernbane", 1, 0),
        ("tuning", "energi", 0, 1),
        ("tuning", "oslofjorden", 0, 0),
        ("held-out", "jernbane", 0, 1),
        ("held-out", "energi", 0, 0),
        ("held-out", "oslofjorden", 2, 0),
    ],
)
def test_no_more_of_our_own_headlines_are_wrong_or_missed(
    half: str, theme: str, most_wrong: int, most_missed: int, fold: bool
) -> None:
    headlines = [each for each in match._headlines() if each.half == half]
    labelled, found, right = figures([match._folded(each) for each in headlines] if fold else headlines, theme)

    assert found - right <= most_wrong
    assert labelled - right <= most_missed


@pytest.mark.parametrize("fold", [False, True], ids=["as written", "folded"])
@pytest.mark.parametrize(
    ("theme", "most_wrong", "most_missed"), [("jernbane", 3, 28), ("energi", 3, 14), ("oslofjorden", 0, 13)]
)
def test_no_more_of_the_made_up_local_headlines_are_wrong_or_missed(
    theme: str, most_wrong: int, most_missed: int, fold: bool
) -> None:
    headlines = match._made_up()
    labelled, found, right = figures([match._folded(each) for each in headlines] if fold else headlines, theme)

    assert found - right <= most_wrong
    assert labelled - right <= most_missed


@pytest.mark.skipif(not match.LOCAL.exists(), reason="the headlines of local papers are not here")
@pytest.mark.parametrize(
    ("theme", "precision", "recall"), [("jernbane", 0.95, 1), ("energi", 0.97, 1), ("oslofjorden", 1, 1)]
)
def test_the_local_headlines_that_words_were_tuned_on_are_found(theme: str, precision: float, recall: float) -> None:
    labelled, found, right = figures([each for each in match._local() if each.half == "tuning"], theme)

    assert right / found >= precision
    assert right / labelled >= recall
