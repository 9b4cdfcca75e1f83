"""What a person types, as Slack carries it: signs escaped, names turned into mentions."""

import re
from html import escape

from bot.local.state import State


def escaped(text: str) -> str:
    """Return the text with Slack's three signs escaped."""
    return escape(text, quote=False)


def with_mentions(state: State, text: str) -> str:
    """Return the escaped text with `@Kari Nordmann`, `@kari.nordmann` and `#media` as mentions."""
    words = {f"@{name}": f"<@{user.id}>" for user in state.users.values() for name in (user.real_name, user.name)}
    words |= {
        f"#{each.name}": f"<#{each.id}|{each.name}>" for each in state.channels.values() if each.kind == "channel"
    }
    longest_first = sorted(words, key=len, reverse=True)
    pattern = r"(?<![\w@#])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"
    return re.sub(pattern, lambda found: words[_match(words, found.group())], escaped(text), flags=re.IGNORECASE)


def _match(words: dict[str, str], found: str) -> str:
    return next(word for word in words if word.lower() == found.lower())
