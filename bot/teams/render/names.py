"""The names of people and channels: Teams has no notation for them that works wherever they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.card import Bold, Card, Channel, Code, Line, Part, Person, Span, with_lines
from bot.cards.catalogue import CALLED, CATALOGUE
from bot.teams.render.limits import Element

COMMANDS = tuple(f"/{listed.name}" for listed in CATALOGUE)
"""What is typed after a slash elsewhere: in Teams the slash is Teams' own, so the bot is mentioned by name."""
UNKNOWN_PERSON = "ukjent person"
UNKNOWN_CHANNEL = "ukjent kanal"
_MARKS = re.compile(r"[\s<>&*_`~\[\]\\{}]+")


@dataclass(frozen=True)
class DisplayNames:
    """The names of people and channels by the platform's ids; people without a name here are shown as unknown."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    def person(self, user_id: str) -> str:
        """Return a person's name without characters that mean something in a card; a second of that name is numbered."""
        name = _plain(self.people.get(user_id, "")) if user_id else ""
        alike = sorted(other for other, theirs in self.people.items() if _plain(theirs) == name)
        place = alike.index(user_id) if name else 0
        return f"{name} ({place + 1})" if place else name

    def channel(self, channel_id: str) -> str:
        """Return a channel's name on one line; empty if it is not known."""
        return " ".join(self.channels.get(channel_id, "").split())


NOBODY = DisplayNames()


def people_in(card: Card) -> frozenset[str]:
    """Return the ids of the people that a card mentions: those whose names are needed to draw it."""
    return frozenset(user_id for part in card.parts for user_id in people_of(part))


def people_of(part: Part) -> frozenset[str]:
    """Return the ids of the people that a part mentions."""
    return frozenset(span.user_id for span in _spans(part) if isinstance(span, Person))


def channels_in(card: Card) -> frozenset[str]:
    """Return the ids of the channels that a card names."""
    return frozenset(span.channel_id for part in card.parts for span in _spans(part) if isinstance(span, Channel))


def mention(user_id: str, names: DisplayNames) -> str:
    """Return how a known person is mentioned in a text."""
    return f"<at>{names.person(user_id)}</at>"


def entity(user_id: str, names: DisplayNames) -> Element:
    """Return the entity that makes a mention of that text."""
    who = {"id": user_id, "name": names.person(user_id)}
    return {"type": "mention", "text": mention(user_id, names), "mentioned": who}


def named(line: Line, names: DisplayNames) -> Line:
    """Return the line with channels, people and commands as Teams shows them: only people with a name are mentioned."""
    return tuple(_shown(span, names) for span in line)


def unmentioned(line: Line, names: DisplayNames) -> Line:
    """Return the line with the people in it by their names, mentioning nobody."""
    return tuple(f"@{names.person(span.user_id)}" if isinstance(span, Person) else span for span in named(line, names))


def _spans(part: Part) -> list[Span]:
    spans: list[Span] = []

    def look(line: Line) -> Line:
        spans.extend(line)
        return line

    with_lines(part, look)
    return spans


def _shown(span: Span, names: DisplayNames) -> Span:
    match span:
        case Code(text) if text.startswith(COMMANDS):
            return Code(f"{CALLED} {text[1:]}")
        case Bold(text) if text in COMMANDS:
            return Bold(text[1:])
        case Person(user_id) if not names.person(user_id):
            return UNKNOWN_PERSON
        case Channel(channel_id):
            name = names.channel(channel_id)
            return f"#{name.removeprefix('#')}" if name else UNKNOWN_CHANNEL
        case _:
            return span


def _plain(name: str) -> str:
    return _MARKS.sub(" ", name).strip()
