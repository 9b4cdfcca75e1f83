"""What other apps post in the media channel: their words, wherever in the message, and the links to what it is about.

What people write in channels is not read, and never stored.
"""

import re
from collections.abc import Coroutine, Iterator
from typing import Any

from bot.cards.card import Card
from bot.commands.medie.channel_posts import ChannelPost, report_post
from bot.commands.parse.clean import clean, short
from bot.requests.incoming_request import check_ids
from bot.requests.request_dispatcher import NotRecordedError
from bot.requests.roles import ANYBODY
from bot.slack.channels import is_media_channel
from bot.slack.dispatcher import SlackDispatcher
from bot.slack.incoming import ReplyTarget, from_event, unescaped

LONGEST, LONGEST_TITLE = 8_000, 300
MOST_LINKS = 20
DEEPEST = 6
"""How deep in blocks words may be: rich text has them in elements of elements."""
LINK = re.compile(r"https?://[^\s<>|\"«»]+")
MARKS = re.compile(r"<https?://[^|<>]+(?:\|([^<>]*))?>")
ENDS = ".,;:!?)*_~"
EMPHASIS = re.compile(r"(?<!\w)[*_~]+|(?<![*_~])[*_~]++(?!\w)")
"""The marks of bold, italic and struck words (a name like `a_b` keeps its own)."""
UNNAMED = "En annen app"


def read_app_post(event: dict[str, Any]) -> ChannelPost:
    """Read a message event of another app. Never raises because of its content."""
    parts = list(dict.fromkeys(each for each in _parts(event) if each.strip()))
    whole = "\n".join(parts)[:LONGEST]
    # A link's words are what it says; the address itself would be read as words of a headline.
    texts = [clean(unescaped(MARKS.sub(lambda match: match[1] or "", each))) for each in parts]
    bare = [clean(EMPHASIS.sub("", LINK.sub(_closing, each))) for each in texts]
    links = [each.rstrip(ENDS) for each in LINK.findall(whole.replace("&amp;", "&"))]
    return ChannelPost(
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


def _closing(match: re.Match[str]) -> str:
    """Return the trailing full stop or bracket that is not part of an address."""
    return match[0][len(match[0].rstrip(ENDS)) :]


def _title(event: dict[str, Any]) -> str:
    """Return the text that says what the message is about: the first card's title, or a mail's subject."""
    rows = [text for each in _dicts(event.get("attachments")) for text in _texts(each, ("title",))]
    rows += [text for each in _mails(event) for text in _texts(each, ("subject", "title"))]
    return clean(unescaped(rows[0])) if rows else ""


def _name(event: dict[str, Any]) -> str:
    profile = event.get("bot_profile")
    named = profile.get("name") if isinstance(profile, dict) else None
    return str(event.get("username") or named or ("E-post" if _mails(event) else ""))


def _mails(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in _dicts(event.get("files")) if "email" in {each.get("filetype"), each.get("mode")}]


def _words(block: Any, depth: int = 0) -> Iterator[str]:
    """Return the words and links of blocks, at any depth."""
    if depth > DEEPEST:
        return
    for each in _dicts(block) if isinstance(block, list) else [block] if isinstance(block, dict) else []:
        yield from _texts(each, ("text", "url"))
        for name in ("text", "elements", "fields"):
            yield from _words(each.get(name), depth + 1)


def _texts(block: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    return (block[name] for name in names if isinstance(block.get(name), str))


def _dicts(block: Any) -> list[dict[str, Any]]:
    return [each for each in block if isinstance(each, dict)] if isinstance(block, list) else []


CHANNELS = frozenset({"channel", "group"})
SLACKBOT = "USLACKBOT"
"""Who posts the mails that are sent to a channel's address."""
NEW = frozenset({None, "bot_message", "file_share"})
"""The subtypes of a new message; the others are about changes, and people joining and leaving."""


def app_post_work(dispatcher: SlackDispatcher, body: dict[str, Any], bot: str) -> Coroutine[Any, Any, None] | None:
    """Return the work for another app's message; None for people's and our own."""
    event = body["event"]
    if not _is_another_apps(event, bot, body.get("api_app_id")):
        return None
    return _take_in(dispatcher, body, read_app_post(event))


def _is_another_apps(event: dict[str, Any], bot: str, app: str | None) -> bool:
    is_app = bool(event.get("bot_id")) or event.get("user") == SLACKBOT
    is_ours = event.get("user") == bot or (app is not None and event.get("app_id") == app)
    is_new = event.get("subtype") in NEW and event.get("thread_ts") in {None, event.get("ts")}
    return is_app and not is_ours and is_new and event.get("channel_type") in CHANNELS


async def _take_in(dispatcher: SlackDispatcher, body: dict[str, Any], read: ChannelPost) -> None:
    check_ids(read.message)
    incoming = from_event(body, ReplyTarget("", read.channel), "message")
    if not await is_media_channel(dispatcher, incoming.team_id, read.channel):
        return
    done = await dispatcher.ask(incoming, ANYBODY, lambda ask, session: report_post(ask, session, read))
    if isinstance(done, Card):
        raise NotRecordedError
    if done:
        dispatcher.deps.trigger_now()
