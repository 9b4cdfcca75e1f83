"""No text stops the bot: every regular expression takes time in proportion to the text, whatever the text is.

One match holds Python's interpreter, in a thread too, so a slow expression stops everybody.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from models.media.matching.matcher import matcher_of
from models.register.mentions import Marks
from tests.support.content import PACK
from tests.support.regexes import Hostile, Named, compiled, hostile, made_elsewhere, seconds, uses

LENGTH = 1_000
SUSPECT = 0.000_4
"""Seconds of processor time for a text of that length; what is linear takes a tenth."""
TIMES_LONGER = 4
LEAST_RATIO_OF_QUADRATIC = 9
"""Four times as long a text takes 4 times as long where time is in proportion, 16 times where it is quadratic."""

MADE_OF_THEIR_WORDS = {
    "bot/local/people/typed.py": 1,  # the names of the local workspace's people, between words
    "bot/teams/package/rules.py": 1,  # the published rules for our own manifest
    "bot/commands/parse/day_phrases.py": 1,  # the phrases of days, made when it is imported, kept in tuples there and tried below
    "bot/commands/parse/recurrence.py": 1,  # the same, of what recurs
    "bot/commands/innhold/campaign_copy.py": 2,  # a year of four digits
    "bot/commands/innhold/entry_form.py": 1,  # the ids of the content, between quotes
    "bot/commands/innhold/saving.py": 1,  # the faults of the content, kept in a tuple there
    "bot/commands/innhold/values.py": 5,  # one letter, digits and the names of fields, matched whole; the marks of a list
    "content/emphasis.py": 1,  # years and days that are over, between digits
    "bot/commands/interessenter/dialogue/dialogue_line.py": 1,  # made when the module is imported, and kept there
    "models/media/matching/pattern.py": 2,  # the media patterns of a content pack
    "models/register/erasure.py": 1,  # the names of somebody who is deleted
    "models/register/mentions.py": 1,  # the same
}
"""Patterns that are put together from words; the tests below try those that meet other people's texts."""


def is_linear(named: Named, each: Hostile, use: int) -> bool:
    way = uses(named.pattern)[use]
    # What is suspect takes an eighth of that or more at half the length, even where time is cubic. Where it is quadratic,
    # what takes so long at half the length takes a fiftieth at a fifth.
    if seconds(way, each.of(LENGTH // 5)) < SUSPECT / 50 or seconds(way, each.of(LENGTH // 2)) < SUSPECT / 8:
        return True
    text = each.of(LENGTH)
    if seconds(way, text) < SUSPECT:
        return True
    # Looked at again, and longer, if the first look may only have been disturbed.
    return any(_grows_slowly(way, text, few, many) for few, many in ((2, 1), (5, 3)))


def _grows_slowly(way: Callable[[Any], object], text: Any, tries: int, tries_of_longer: int) -> bool:
    least = max(seconds(way, text, tries=tries), 1e-6)
    return seconds(way, text * TIMES_LONGER, tries=tries_of_longer) / least < LEAST_RATIO_OF_QUADRATIC


@pytest.mark.parametrize("named", compiled(), ids=lambda named: named.where)
def test_a_pattern_takes_time_in_proportion_to_the_text(named: Named) -> None:
    slow = [
        (named.pattern.pattern, each.of(40))
        for each in hostile(named.pattern)
        for use in range(2)
        if not is_linear(named, each, use)
    ]
    assert slow == []


def test_the_search_finds_the_patterns_it_is_to_try() -> None:
    told = {named.where for named in compiled()}
    assert {
        "bot.commands.interessenter.register_filter._FILTER",
        "bot.commands.interessenter.dialogue.outcome._BETWEEN",
        "bot.commands.parse.day_phrases.DAY_PHRASES",
        "bot.commands.parse.recurrence._READERS",
        "bot.commands.interessenter.dialogue.dialogue_line._OPENINGS",
        "jobs.feeds.read.ENDS",
        "models.media.links.TRACKING",
        "content.municipalities._BESIDE",
        "bot.workbooks.byte_counter._CELL",
    } <= told
    assert len(told) > 80


@pytest.mark.parametrize("bad", [r"([^\W\d_]+):\s*\S+", r"\s+(?:og|med)\s+", "«([^»]*)»", "<[^>]*>", r"(?:a|ab|b)*c"])
def test_a_quadratic_pattern_is_found_out(bad: str) -> None:
    named = Named("here", re.compile(bad))
    assert not all(is_linear(named, each, use) for each in hostile(named.pattern) for use in range(2))


def test_patterns_are_kept_where_the_search_sees_them() -> None:
    assert made_elsewhere() == MADE_OF_THEIR_WORDS


def test_the_media_patterns_of_the_content_take_time_in_proportion_to_a_text() -> None:
    media = PACK.media
    matcher = matcher_of(media)
    words = [str(word).strip("=*.") for theme in media.themes for word in theme.words]
    for piece in (*words[::7], "bane ", "a", " ", "-", "«", "bane-nor-"):
        text = (piece * 4_000)[:4_000]
        few = seconds(matcher.match, text, tries=2)
        many = seconds(matcher.match, text * TIMES_LONGER, tries=2)
        assert many < 0.05 or many / few < LEAST_RATIO_OF_QUADRATIC, piece


@pytest.mark.parametrize(
    "piece", ["Ola ", "Ola Nordmann", "Nordmann, ", "Ola_____", "Ola%20", " ", "a@b.", "Nordmann,   "]
)
def test_the_name_that_is_struck_out_takes_time_in_proportion_to_a_text(piece: str) -> None:
    marks = Marks(("Ola Nordmann", "a" * 60 + " " + "b" * 60), ("ola@nordmann.no", "900 00 000"))
    text = (piece * 4_000)[:4_000]
    few = seconds(marks.struck, text, tries=3)
    assert seconds(marks.struck, text * TIMES_LONGER, tries=3) / max(few, 1e-5) < LEAST_RATIO_OF_QUADRATIC
