"""Files that people give the bot: fetched, read in a worker, and answered, on any platform."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.commands.ask import Ask, Reply, UploadedFile
from bot.requests.file_reading import WorkspaceReadings
from bot.requests.incoming_request import IncomingRequest
from bot.requests.request_dispatcher import Dispatcher
from bot.requests.request_errors import report_error
from bot.requests.roles import Need, file_need
from bot.runtime.workers import WorkersClosedError
from bot.workbooks.workbook_errors import MOST_MEGABYTES, RefusedWorkbookError, TooLargeError

MOST_BYTES = MOST_MEGABYTES * 1_000_000


class FileNotFetchedError(Exception):
    """A file could not be fetched. `card` says in bokmål why, and what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.card = message_card("Jeg kan ikke ta imot filen", text)


def message_card(title: str, text: str) -> Card:
    """Return a card that says one thing."""
    return Card(title, (Paragraph(line(text)),), summary=text)


FILE_ELSEWHERE = "Filen ligger et annet sted enn her i chatten. Last den opp her, så ser jeg på den."
ONLY_ONE_FILE = message_card("Bare én fil", "Jeg tok bare den første filen. Send én om gangen.")
FILE_GONE = "Jeg fikk ikke hentet filen. Send den på nytt."


@dataclass(frozen=True)
class IncomingFile:
    """A file as the platform describes it: its name, and where to fetch it."""

    name: str
    url: str
    size: int = 0
    """In bytes; 0 if unknown."""


async def read_limited(chunks: AsyncIterator[bytes]) -> bytes:
    """Return all the bytes. Raises `FileNotFetchedError` as soon as there are more than the bot reads."""
    parts: list[bytes] = []
    left = MOST_BYTES
    async for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise FileNotFetchedError(TooLargeError.text)
        parts.append(chunk)
    return b"".join(parts)


def check_size(sent: IncomingFile) -> None:
    """Raise `FileNotFetchedError` if the platform says that the file is larger than the bot reads."""
    if sent.size > MOST_BYTES:
        raise FileNotFetchedError(TooLargeError.text)


REFUSED = "Jeg kan ikke ta imot filen"


async def process_file(
    dispatcher: Dispatcher,
    incoming: IncomingRequest,
    name: str,
    fetch: Callable[[], Awaitable[bytes]],
    ask: Callable[[Need, Callable[[Ask, Session], Reply]], Awaitable[Reply | Card | None]],
) -> Reply | None:
    """Fetch a file, have it read, and return the answer; None if the same request is being answered already.

    `ask` runs a handler in a transaction. Raises `WorkersClosedError`: the file is tried again later.
    """
    deps = dispatcher.deps
    need = file_need(deps.registry)
    refusal = await dispatcher.refused(incoming, need)
    if refusal:
        return Reply(card=refusal)
    place = WorkspaceReadings(deps.database, dispatcher.platform, incoming.team_id)
    try:
        content = await fetch()
        read = await deps.files.read(place, incoming.key, content, deps.registry.FILE.read, deps.now())
        if read is None:
            return None
        handler = await asyncio.to_thread(deps.registry.FILE.answer, UploadedFile(name, read))
    except FileNotFetchedError as refused:
        return Reply(card=refused.card)
    except RefusedWorkbookError as refused:
        handler = refusing_handler(refused.text)
    except WorkersClosedError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever fails, the person gets an answer
        return Reply(card=report_error(error, incoming))
    answer = await ask(need, handler)
    return Reply(card=answer) if isinstance(answer, Card) else answer


def refusing_handler(text: str) -> Callable[[Ask, Session], Reply]:
    """Return the handler that says why a file is not read."""

    def refuse(ask: Ask, session: Session) -> Reply:
        del ask, session
        return Reply(card=message_card(REFUSED, text))

    return refuse
