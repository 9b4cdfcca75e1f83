"""The bot's own token for the Bot Connector, fetched when it is needed and used until it is old."""

import asyncio
import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.teams.access import SCOPE, TeamsAccess
from jobs.ports import AccessLostError, TransientSendError

RENEWED_BEFORE_SECONDS = 300.0
TIMEOUT_SECONDS = 10
UNREACHABLE, UNKNOWN = "når ikke Entra", "Entra kjenner ikke leietakeren"
PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----BEGIN ).)*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL
)


@dataclass(frozen=True)
class _Token:
    value: str = field(repr=False)
    until: float


class Login:
    """Signs in to Entra with the app's secret or certificate. One sign-in at a time."""

    def __init__(self, access: TeamsAccess) -> None:
        self._access = access
        self._token: _Token | None = None
        self._one_at_a_time = asyncio.Lock()

    async def token(self) -> str:
        """Return a token that is valid for some minutes yet.

        Raises `AccessLostError` if Entra refuses the app, `TransientSendError` if Entra cannot be reached.
        """
        async with self._one_at_a_time:
            now = asyncio.get_running_loop().time()
            if self._token is None or self._token.until < now:
                self._token = await self._fetch(now)
            return self._token.value

    def forget(self) -> None:
        """Sign in again next time: the token was refused."""
        self._token = None

    async def _fetch(self, now: float) -> _Token:
        try:
            answer = await asyncio.to_thread(self._acquire)
        except OSError as error:  # the base of all of the HTTP library's errors
            raise TransientSendError(UNREACHABLE) from error
        except ValueError as error:
            raise AccessLostError(UNKNOWN) from error
        if "access_token" not in answer:
            raise AccessLostError(str(answer.get("error") or "Entra ga ikke noe token"))
        return _Token(str(answer["access_token"]), now + float(answer.get("expires_in", 0)) - RENEWED_BEFORE_SECONDS)

    def _acquire(self) -> dict[str, Any]:
        # They look the tenant up over the network, and take 5 MB: not before they are needed, and not kept.
        import msal  # noqa: PLC0415
        import requests  # noqa: PLC0415

        with requests.Session() as session:
            session.request = partial(session.request, timeout=TIMEOUT_SECONDS)  # type: ignore[method-assign] # as MSAL does
            client = msal.ConfidentialClientApplication(
                self._access.client_id,
                client_credential=_credential(self._access),
                authority=f"{self._access.login_url}/{self._access.home}",
                instance_discovery=False,
                http_client=session,
            )
            values: dict[str, Any] = client.acquire_token_for_client([SCOPE])
        return values


def _credential(access: TeamsAccess) -> str | dict[str, str]:
    if not access.certificate:
        return access.secret
    key = PRIVATE_KEY.search(access.certificate)
    return {"private_key": key[0] if key else "", "public_certificate": access.certificate}
