"""Posting without Slack's own client, which takes 60 % more CPU for each of Monday's digests (`bench/README.md`)."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from pydantic_core import from_json, to_json
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

NO_TIMERS = aiohttp.ClientTimeout(total=None)
"""aiohttp's own timers take a tenth of a call; one of asyncio's covers the whole call."""


@dataclass(frozen=True)
class ErrorResponse:
    """An unsuccessful answer, as `SlackApiError` carries it."""

    status_code: int
    data: dict[str, Any]
    headers: Mapping[str, str] = field(repr=False)


async def api_call(client: AsyncWebClient, method: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Call a method once, as the client would: same token, same session. It is never tried again.

    Raises:
        SlackApiError: Slack refused, or the answer did not come from Slack's API.
        aiohttp.ClientError, TimeoutError: the connection broke.
    """
    if client.session is None:
        answered = await client.api_call(method, json=dict(fields))
        return answered.data if isinstance(answered.data, dict) else {}
    headers = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json; charset=utf-8"}
    request = client.session.post(
        f"{client.base_url}{method}",
        data=to_json(fields),
        headers=headers,
        proxy=client.proxy,
        ssl=True if client.ssl is None else client.ssl,
        timeout=NO_TIMERS,
    )
    async with asyncio.timeout(client.timeout), request as answer:
        result = _read(await answer.read())
        if answer.ok and result.get("ok"):
            return result
        message = f"{method}: {result.get('error') or answer.status}"
        raise SlackApiError(message, ErrorResponse(answer.status, result, answer.headers))  # type: ignore[no-untyped-call] # Slack leaves it untyped


def _read(body: bytes) -> dict[str, Any]:
    answer = None
    for read in (from_json, json.loads):  # the fast one refuses a lone surrogate, such as Slack's own cutting may leave
        with suppress(ValueError):
            answer = read(body)
            break
    return answer if isinstance(answer, dict) else {}
