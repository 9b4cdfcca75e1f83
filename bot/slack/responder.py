"""Answers the person who asked, posts in the channel they asked in, and sends them files."""

import asyncio
from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.card import Card, Channel, Note, Paragraph, line
from bot.cards.card_errors import no_access
from bot.cards.file import File
from bot.cards.form import Form
from bot.slack.errors import error_code, log_refused_call
from bot.slack.incoming import ReplyTarget, pack_metadata
from bot.slack.pictures import posted_with_pictures, upload_pictures
from bot.slack.render import RenderedBlocks, render_form, render_messages, render_short, render_table
from bot.slack.sender import SlackSender

UNREACHABLE = (SlackApiError, aiohttp.ClientError, TimeoutError)
NOT_THERE = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
OK = 200
INVALID, REFUSED = "invalid_blocks", '"ok":false'

log = structlog.get_logger(__name__)


@dataclass
class Tables:
    """Whether a workspace's Slack shows tables: until it refuses one, for as long as the process runs."""

    are_shown: bool = True

    def note(self, message: RenderedBlocks, answer: str) -> None:
        """Note what Slack answered to a message that it did not take."""
        has_table = any(each["type"] == "data_table" for each in message.blocks)
        if has_table and INVALID in answer:
            self.are_shown = False


class Responder:
    """Answers people in one workspace. Its client must have no retry handlers (a retry may post twice)."""

    def __init__(self, client: AsyncWebClient, tables: Tables | None = None) -> None:
        self.client = client
        self.tables = tables or Tables()
        self.sender = SlackSender(client)

    async def respond(self, target: ReplyTarget, card: Card, *, replace: bool = False) -> None:
        """Show the card to the person alone, by the first that works: response URL, ephemeral or direct message."""
        table = render_table(card) if self.tables.are_shown else None
        if table is not None:
            if await self._shown(target, table, replace=replace):
                return
            if self.tables.are_shown:
                # Something else than the table was in the way, and would be again.
                log.warning("nobody_told", direct=target.is_direct)
                return
        if not await self._shown(target, render_short(card), replace=replace):
            log.warning("nobody_told", direct=target.is_direct)

    async def _shown(self, target: ReplyTarget, message: RenderedBlocks, *, replace: bool) -> bool:
        """Show a message by the first way that works; False if none does. A table that is refused is tried once."""
        could_show = self.tables.are_shown
        for attempt in (self._by_response_url, self._ephemerally, self._directly):
            if await attempt(target, message, replace=replace):
                return True
            if could_show and not self.tables.are_shown:
                return False
        return False

    async def share(self, target: ReplyTarget, card: Card) -> Card:
        """Post to the channel where the person is; return the card to answer them with."""

        async def post(shown: Card) -> None:
            for message in render_messages(shown):
                await self.client.chat_postMessage(
                    channel=target.channel_id,
                    text=message.text,
                    blocks=message.blocks,
                    unfurl_links=False,
                    unfurl_media=False,
                )

        try:
            await posted_with_pictures(await upload_pictures(self.client, card), post)
        except SlackApiError as error:
            if error_code(error) in NOT_THERE:
                log_refused_call("chat.postMessage", error)
                return no_access()
            raise
        return shared_card(target)

    async def open_form(self, trigger_id: str, target: ReplyTarget, form: Form) -> Card | None:
        """Open a form; return what to say if it came too late."""
        try:
            await self.client.views_open(
                trigger_id=trigger_id, view=render_form(form, pack_metadata(target, form.state))
            )
        except SlackApiError as error:
            if error_code(error) in {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"}:
                log_refused_call("views.open", error)
                return TOO_LATE
            raise
        return None

    async def send_file(self, target: ReplyTarget, file: File) -> Card:
        """Put a file in the conversation of the person and the bot; return the card to answer them with."""
        content = await asyncio.to_thread(file.content)
        try:
            channel = await self._conversation(target.user_id)
            await self.client.files_upload_v2(
                channel=channel,
                filename=file.name,
                title=file.title,
                alt_txt=file.alt or None,
                content=content,
                request_file_info=False,
            )
        except SlackApiError as error:
            if error_code(error) == "missing_scope":
                log_refused_call("files.uploadV2", error)
                return NO_FILES
            raise
        return sent_file_card(file)

    async def _by_response_url(self, target: ReplyTarget, message: RenderedBlocks, *, replace: bool) -> bool:
        if not target.response_url:
            return False
        body = {"response_type": "ephemeral", "replace_original": replace and target.replaces}
        address = AsyncWebhookClient(
            target.response_url, session=self.client.session, timeout=self.client.timeout, retry_handlers=[]
        )
        try:
            answered = await address.send_dict({**body, "text": message.text, "blocks": message.blocks})
        except UNREACHABLE as error:
            log_refused_call("response_url", error)
            return False
        is_refused = answered.status_code != OK or REFUSED in answered.body
        if is_refused:
            log.info("call_refused", method="response_url", reason=f"http {answered.status_code}")
            self.tables.note(message, answered.body)
        return not is_refused

    async def _ephemerally(self, target: ReplyTarget, message: RenderedBlocks, *, replace: bool) -> bool:
        del replace
        if not target.channel_id or target.is_direct:
            return False
        try:
            await self.client.chat_postEphemeral(
                channel=target.channel_id,
                user=target.user_id,
                text=message.text,
                blocks=message.blocks,
                thread_ts=target.thread_id or None,
            )
        except UNREACHABLE as error:
            log_refused_call("chat.postEphemeral", error)
            self.tables.note(message, error_code(error) if isinstance(error, SlackApiError) else "")
            return False
        return True

    async def _directly(self, target: ReplyTarget, message: RenderedBlocks, *, replace: bool) -> bool:
        del replace
        try:
            channel = target.channel_id if target.is_direct else await self._conversation(target.user_id)
            await self.client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=message.blocks,
                thread_ts=(target.thread_id or None) if target.is_direct else None,
                unfurl_links=False,
                unfurl_media=False,
            )
        except UNREACHABLE as error:
            log_refused_call("chat.postMessage", error)
            self.tables.note(message, error_code(error) if isinstance(error, SlackApiError) else "")
            return False
        return True

    async def _conversation(self, user_id: str) -> str:
        opened = await self.client.conversations_open(users=[user_id])
        return str(opened["channel"]["id"])


def shared_card(target: ReplyTarget) -> Card:
    """Return the card for a person whose answer was shared in the channel."""
    where = ("kanalen" if target.is_direct or not target.channel_id else Channel(target.channel_id),)
    return Card("Delt", (Paragraph(line("Svaret er delt i ", *where, ".")),), summary="Svaret er delt i kanalen.")


def sent_file_card(file: File) -> Card:
    """Return the card for a person whose file is in their direct messages with the bot."""
    text = f"«{file.title}» ligger i samtalen mellom deg og meg. Bare du ser den."
    if file.caption:
        return Card(file.caption.title, (*file.caption.parts, Note(line(text))), summary=text)
    return Card("Filen er klar", (Paragraph(line(text)),), summary=text)


NO_FILES = Card(
    "Jeg får ikke sendt filer",
    (Paragraph(line("Jeg har ikke lov til å sende filer her ennå. Be en administrator installere meg på nytt.")),),
    summary="Jeg har ikke lov til å sende filer her ennå. Be en administrator installere meg på nytt.",
)
TOO_LATE = Card(
    "Skjemaet ble ikke åpnet",
    (Paragraph(("Det tok for lang tid å åpne skjemaet. Prøv igjen.",)),),
    summary="Det tok for lang tid å åpne skjemaet. Prøv igjen.",
)
