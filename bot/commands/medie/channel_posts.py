"""Posts by other apps in the media channel (a media monitor, a forwarded e-mail), matched as items of feeds are."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.shared.administration import lock_workspace
from content.folding import make_storable, storable
from content.schema.pack import Pack
from jobs.nudges.sprint import plan_sprints
from models.media import feeds
from models.media.findings import Finding, keep_posted
from models.media.links import canonical
from models.media.matching.matcher import Matched, matcher_of
from models.media.press_cases import key_of
from models.rounds.press import propose_articles
from models.workspace import outgoing
from models.workspace.nudge_kinds import ALERT
from models.workspace.preferences import preferences


@dataclass(frozen=True)
class ChannelPost:
    """A message of another app. `source` is the app's name, `links` are as written in the message."""

    channel: str
    message: str
    source: str
    title: str
    text: str
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Take out what no database stores."""
        make_storable(self, "channel", "message", "source", "title", "text")
        object.__setattr__(self, "links", tuple(map(storable, self.links)))


def match_post(pack: Pack, posted: ChannelPost) -> Matched:
    """Return the themes that a message matches."""
    return matcher_of(pack.media).match(f"{posted.title}\n{posted.text}")


def report_post(ask: Ask, session: Session, posted: ChannelPost) -> bool:
    """Plan the alert of a case in the thread of its message; return False if there is none, or it is known."""
    workspace = lock_workspace(ask, session)
    matched = match_post(ask.pack, posted)
    if (
        workspace.media_channel != posted.channel
        or not matched.hits
        or not preferences(session, workspace).wants(ALERT)
    ):
        return False
    links = tuple(dict.fromkeys(link for each in posted.links if (link := canonical(each))))
    row = keep_posted(
        session,
        feeds.posted(session, workspace.id),
        Finding(
            f"{posted.channel}:{posted.message}",
            posted.title,
            next(iter(links), None),
            posted.text,
            ask.now,
            posted.source,
        ),
        links[1:],
        matched,
        ask.now,
    )
    if row is None:
        return False
    propose_articles(session, workspace, ask.pack, [(row, f"{posted.title}\n{posted.text}")], ask.now)
    thread = outgoing.thread_address(posted.channel, posted.message)
    planned = outgoing.plan(session, workspace.id, outgoing.THREAD, thread, ALERT, key_of(row.id), ask.now)
    return plan_sprints(session, workspace, [row], ask.now) > 0 or planned
