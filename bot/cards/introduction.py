"""Who can make contact with somebody, in a sentence."""

from datetime import date

from bot.cards.card import Line, line
from bot.cards.card import Person as Mention
from bot.cards.words import short_day
from models.register.introductions import Introduction

KNOWS = {1: ("har møtt", ""), 2: ("kjenner", ""), 3: ("kjenner", " godt")}
"""What is said before and after the name, by how well they know each other."""


def introduction_line(way: Introduction, name: str, today: date) -> Line:
    """Return «Per kjenner Kari godt (sist 30. november)», or «Per kjenner Ola, som kjenner Kari»."""
    before, after = KNOWS[way.strength]
    knows = f"kjenner {way.through.name}, som kjenner {name}" if way.through else f"{before} {name}{after}"
    last = f" (sist {short_day(way.last, today)})" if way.last else ""
    return line(Mention(way.user_id), f" {knows}{last}")
