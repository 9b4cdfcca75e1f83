"""Files that people give the bot: fetched, read in a worker, and answered for, on any platform."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask, Dropped, Reply
from bot.requests.arrival import Arrival
from bot.requests.dispatcher import Dispatcher
from bot.requests.faults import fault
from bot.requests.fetched import NotFetchedError, says
from bot.requests.reading import Place
from bot.requests.roles import Need, file_need
from bot.workbooks.refused import RefusedError
from bot.workers import WorkersClosedError

REFUSED = "Jeg kan ikke ta imot filen"


async def answered(
    dispatcher: Dispatcher,
    arrived: Arrival,
    name: str,
    fetch: Callable[[], Awaitable[bytes]],
    ask: Callable[[Need, Callable[[Ask, Session], Reply]], Awaitable[Reply | Card | None]],
) -> Reply | None:
    """Fetch a file, have it read, and return what answers for it; None where the same is answered already.

    `ask` lets a handler answer in a transaction. Raises `WorkersClosedError`: the file is taken up again later.
    """
    deps = dispatcher.deps
    need = file_need(deps.registry)
    refusal = await dispatcher.refused(arrived, need)
    if refusal:
        return Reply(card=refusal)
    place = Place(deps.database, dispatcher.platform, arrived.team_id)
    try:
        content = await fetch()
        read = await deps.files.read(place, arrived.key, content, deps.registry.FILE.read, deps.now())
        if read is None:
            return None
        handler = await asyncio.to_thread(deps.registry.FILE.answer, Dropped(name, read))
    except NotFetchedError as refused:
        return Reply(card=refused.card)
    except RefusedError as refused:
        handler = refusing(refused.text)
    except WorkersClosedError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        return Reply(card=fault(error, arrived))
    answer = await ask(need, handler)
    return Reply(card=answer) if isinstance(answer, Card) else answer


def refusing(text: str) -> Callable[[Ask, Session], Reply]:
    """Return what says why a file is not read."""

    def refuse(ask: Ask, session: Session) -> Reply:
        del ask, session
        return Reply(card=says(REFUSED, text))

    return refuse
