"""The keys that the Bot Connector signs with, fetched at most once a day, unless an unknown key appears."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
import structlog

FRESH_SECONDS = 24 * 3600.0
"""«Refresh once every 24 hours» (see `bot.teams.access.OPENID`)."""
BETWEEN_SECONDS = 60.0
"""How long an unknown key stays unknown: made-up keys must not make the bot ask the Connector all the time."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SigningKey:
    """A public key, and the channels it may speak for (empty: the Connector named none)."""

    key: Any = field(repr=False)
    endorsements: frozenset[str] = frozenset()


class KeysUnavailableError(Exception):
    """The keys could not be fetched: signatures cannot be checked."""


class Keys:
    """The signing keys by their ids. One fetch at a time, however many wait for it."""

    def __init__(self, openid_url: str, session: aiohttp.ClientSession) -> None:
        self._url = openid_url
        self._session = session
        self._known: Mapping[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def key(self, key_id: str) -> SigningKey | None:
        """Return the key with that id; None if there is none. Raises `KeysUnavailableError`."""
        if self._is_old(FRESH_SECONDS) or (key_id not in self._known and self._is_old(BETWEEN_SECONDS)):
            await self._renew(key_id)
        return self._known.get(key_id)

    def _is_old(self, seconds: float) -> bool:
        return self._fetched_at is None or asyncio.get_running_loop().time() - self._fetched_at > seconds

    async def _renew(self, key_id: str) -> None:
        before = self._fetched_at
        async with self._one_at_a_time:
            if self._fetched_at != before:
                return
            try:
                self._known = await self._fetch()
            except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
                log.warning("keys_not_fetched", error=type(error).__name__)
                if key_id not in self._known:
                    raise KeysUnavailableError from error
            self._fetched_at = asyncio.get_running_loop().time()

    async def _fetch(self) -> Mapping[str, SigningKey]:
        answer = await self._get(self._url)
        keys = (await self._get(str(answer["jwks_uri"])))["keys"]
        return {str(each["kid"]): _read(each) for each in keys if each.get("kty") == "RSA"}

    async def _get(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, allow_redirects=False) as answer:
            answer.raise_for_status()
            values: dict[str, Any] = await answer.json(content_type=None)
            return values


def _read(values: dict[str, Any]) -> SigningKey:
    return SigningKey(jwt.PyJWK(values, algorithm="RS256").key, frozenset(values.get("endorsements") or ()))
