"""Which addresses a server's robots.txt leaves open (RFC 9309): the longest rule that fits decides."""

from collections.abc import Iterator

from yarl import URL

NAME = "padriver"
"""The product token in our `User-Agent`."""
MOST_RULES, MOST_BYTES = 1_000, 512_000


def is_open(text: str, url: URL) -> bool:
    """Return True if a robots.txt lets us ask for an address. An empty one lets us ask for everything."""
    path = url.raw_path_qs or "/"
    best, is_allowed = -1, True
    for allow, rule in _rules(text[:MOST_BYTES]):
        if len(rule) >= best and _fits(rule, path) and (len(rule) > best or allow):
            best, is_allowed = len(rule), allow
    return is_allowed


def _rules(text: str) -> list[tuple[bool, str]]:
    """Return the rules for us, or else those for everybody: whether each allows, and its path."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    names: list[str] = []
    were_rules = False
    for field, value in _lines(text):
        if field == "user-agent":
            names = [value.lower()] if were_rules else [*names, value.lower()]
            were_rules = False
        elif field in {"allow", "disallow"}:
            were_rules = True
            if value:
                for name in names:
                    groups.setdefault(name, []).append((field == "allow", value))
            else:
                for name in names:
                    groups.setdefault(name, [])
    return groups.get(NAME, groups.get("*", []))[:MOST_RULES]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()


def _fits(rule: str, path: str) -> bool:
    """Return True if a rule with `*` and a closing `$` fits the beginning of a path."""
    is_whole = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(rest):
        if is_whole and number == len(rest) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= place
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not is_whole or place == len(path)
