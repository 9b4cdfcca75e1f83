"""Bolt as most people run it: Socket Mode, `ack` then `respond`, and one plain query for the rows that Pådriver shows.

The database and the tokens are in the environment, as Pådriver's are.
"""

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import and_, create_engine, or_, select
from sqlalchemy.orm import Session, sessionmaker

from bot.runtime.signals import stop_on_signals
from models.tables import Occurrence, Workspace

KINDS = ("frist", "milepæl", "arrangement")
DAYS, ROWS = 30, 8


def rows(session: Session, team_id: str) -> Sequence[Occurrence]:
    """Return the first deadlines that are overdue or come within 30 days."""
    today = datetime.now(UTC).date()
    query = (
        select(Occurrence)
        .join(Workspace, Workspace.id == Occurrence.workspace_id)
        .where(
            Workspace.external_id == team_id,
            Occurrence.archived_at.is_(None),
            Occurrence.done_at.is_(None),
            Occurrence.kind.in_(KINDS),
            or_(
                and_(Occurrence.ends_on < today, Occurrence.kind == "frist", Occurrence.certainty == "fast"),
                and_(Occurrence.ends_on >= today, Occurrence.starts_on <= today + timedelta(days=DAYS)),
            ),
        )
        .order_by(Occurrence.ends_on, Occurrence.starts_on, Occurrence.id)
        .limit(ROWS)
    )
    return session.scalars(query).all()


def blocks(found: Sequence[Occurrence]) -> list[dict[str, Any]]:
    """Return a row of text and a row of two buttons for each deadline."""
    made: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": "Frister"}}]
    for each in found:
        text = f"*{each.title}*\n{each.ends_on:%d.%m.%Y}"
        buttons = [
            {
                "type": "button",
                "action_id": action,
                "value": str(each.id),
                "text": {"type": "plain_text", "text": label},
            }
            for action, label in (("done", "Ferdig"), ("take", "Ta den"))
        ]
        made.append({"type": "section", "text": {"type": "mrkdwn", "text": text}})
        made.append({"type": "actions", "elements": buttons})
    return made


async def main() -> None:
    """Serve until told to stop."""
    sessions = sessionmaker(create_engine(os.environ["DATABASE_URL"]))
    token, address = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]
    app = AsyncApp(client=AsyncWebClient(token=token, base_url=address))

    @app.command("/frister")
    async def frister(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        await ack()
        with sessions() as session:
            made = blocks(rows(session, body["team_id"]))
        await respond(text="Frister", blocks=made)

    stopping = asyncio.Event()
    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    with stop_on_signals(stopping):
        await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await stopping.wait()
        await handler.close_async()  # type: ignore[no-untyped-call] # the same


if __name__ == "__main__":
    asyncio.run(main())
