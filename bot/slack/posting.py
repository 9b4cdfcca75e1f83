"""Reading what another app posted: its words wherever they stand in the message, and the links to what it tells of."""

import re
from collections.abc import Iterator
from typing import Any

from bot.commands.medie.posted import Posted
from bot.commands.parse.clean import clean, short
from bot.slack.mentions import as_written

LONGEST, LONGEST_TITLE = 8_000, 300
MOST_LINKS = 20
DEEPEST = 6
"""How far down in blocks words may stand: rich text has them in elements of elements."""
LINK = re.compile(r"https?://[^\s<>|\"«»]+")
MARKS = re.compile(r"<https?://[^|<>]+(?:\|([^<>]*))?>")
ENDS = ".,;:!?)*_~"
EMPHASIS = re.compile(r"(?<!\w)[*_~]+|(?<![*_~])[*_~]++(?!\w)")
"""The marks of bold, italic and struck words (a name like `a_b` keeps its own)."""
UNNAMED = "En annen app"


def read_posting(event: dict[str, Any]) -> Posted:
    """Read a message event of another app. Never raises for what stands in it."""
    parts = list(dict.fromkeys(each for each in _parts(event) if each.strip()))
    whole = "\n".join(parts)[:LONGEST]
    # A link's words are what it says; the address itself would be read as words of a headline.
    said = [clean(as_written(MARKS.sub(lambda found: found[1] or "", each))) for each in parts]
    bare = [clean(EMPHASIS.sub("", LINK.sub(_closing, each))) for each in said]
    links = [each.rstrip(ENDS) for each in LINK.findall(whole.replace("&amp;", "&"))]
    return Posted(
        str(event.get("channel", "")),
        str(event.get("ts", "")),
        short(clean(_name(event)), 80) or UNNAMED,
        short(_title(event) or next(filter(None, bare), ""), LONGEST_TITLE),
        "\n".join(bare)[:LONGEST],
        tuple(dict.fromkeys(links))[:MOST_LINKS],
    )


def _parts(event: dict[str, Any]) -> Iterator[str]:
    for attachment in _dicts(event.get("attachments")):
        yield from _texts(attachment, ("title", "title_link", "from_url", "pretext", "text"))
        for field in _dicts(attachment.get("fields")):
            yield from _texts(field, ("title", "value"))
        yield from _words(attachment.get("blocks"))
    yield from _texts(event, ("text",))
    yield from _words(event.get("blocks"))
    for mail in _mails(event):
        yield from _texts(mail, ("subject", "title", "plain_text", "preview_plain_text"))


def _closing(found: re.Match[str]) -> str:
    """Return the full stop or bracket that an address ran into."""
    return found[0][len(found[0].rstrip(ENDS)) :]


def _title(event: dict[str, Any]) -> str:
    """Return what says by itself what it is about: the first card's title, or a mail's subject."""
    rows = [text for each in _dicts(event.get("attachments")) for text in _texts(each, ("title",))]
    rows += [text for each in _mails(event) for text in _texts(each, ("subject", "title"))]
    return clean(as_written(rows[0])) if rows else ""


def _name(event: dict[str, Any]) -> str:
    profile = event.get("bot_profile")
    named = profile.get("name") if isinstance(profile, dict) else None
    return str(event.get("username") or named or ("E-post" if _mails(event) else ""))


def _mails(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in _dicts(event.get("files")) if "email" in {each.get("filetype"), each.get("mode")}]


def _words(block: Any, depth: int = 0) -> Iterator[str]:
    """Return the words and links of blocks, wherever in them they stand."""
    if depth > DEEPEST:
        return
    for each in _dicts(block) if isinstance(block, list) else [block] if isinstance(block, dict) else []:
        yield from _texts(each, ("text", "url"))
        for name in ("text", "elements", "fields"):
            yield from _words(each.get(name), depth + 1)


def _texts(held: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    return (held[name] for name in names if isinstance(held.get(name), str))


def _dicts(held: Any) -> list[dict[str, Any]]:
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
