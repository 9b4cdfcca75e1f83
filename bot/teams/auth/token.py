"""The token that comes with every activity: whether the Bot Connector signed it, for this bot, about this service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt
from jwt.types import Options

from bot.teams.access import ISSUER
from bot.teams.auth.keys import Keys

SKEW = timedelta(minutes=5)
"""How far the clocks of the Connector and of this machine may be apart."""
CHANNEL = "msteams"
SIGNATURE_ALONE: Options = {
    "require": ["aud", "exp", "iss", "serviceurl"],
    "verify_aud": False,
    "verify_exp": False,
    "verify_iat": False,
    "verify_iss": False,
    "verify_nbf": False,
}
"""We check the token's claims: the time is passed in here as everywhere."""
LONGEST = 8_000


class Flaw(StrEnum):
    """Why a request is not accepted, for the log; the sender gets no reason."""

    AUTHORIZATION = "authorization"
    FORM = "form"
    KEY = "key"
    CHANNEL = "channel"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    TIME = "time"
    SERVICE = "service"
    HOST = "host"
    TENANT = "tenant"


class NotTrustedError(Exception):
    """The request does not come from Teams, or is not for this bot."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True)
class Signed:
    """The claims of a token that the Bot Connector signed for this bot."""

    service: str
    """The address of the service it speaks for."""
    channels: frozenset[str]
    """The channels its key may speak for; empty means any."""


async def check_token(token: str, keys: Keys, audience: str, now: datetime) -> Signed:
    """Check that a token is for `audience` and valid at `now` (aware), and return what it says.

    Raises `NotTrustedError`, and `KeysUnavailableError` if that cannot be found out.
    """
    claims, channels = await _signed(token, keys)
    if claims["iss"] != ISSUER:
        raise NotTrustedError(Flaw.ISSUER)
    if claims["aud"] != audience:
        raise NotTrustedError(Flaw.AUDIENCE)
    _check_time(claims, now.timestamp())
    return Signed(str(claims["serviceurl"]), channels)


def check_activity(signed: Signed, activity: dict[str, Any]) -> None:
    """Check that a token speaks for an activity's channel and service. Raises `NotTrustedError`."""
    channel = activity.get("channelId")
    if channel != CHANNEL or (signed.channels and channel not in signed.channels):
        raise NotTrustedError(Flaw.CHANNEL)
    if signed.service.rstrip("/") != str(activity.get("serviceUrl", "")).rstrip("/"):
        raise NotTrustedError(Flaw.SERVICE)


async def _signed(token: str, keys: Keys) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the claims of a token with a valid signature, and the channels its key may speak for."""
    try:
        key_id = str(jwt.get_unverified_header(token).get("kid"))
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise NotTrustedError(Flaw.FORM) from error
    key = await keys.key(key_id)
    if key is None:
        raise NotTrustedError(Flaw.KEY)
    try:
        claims: dict[str, Any] = jwt.decode(token, key.key, algorithms=["RS256"], options=SIGNATURE_ALONE)
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise NotTrustedError(Flaw.SIGNATURE) from error
    return claims, key.endorsements


def _check_time(claims: dict[str, Any], now: float) -> None:
    skew = SKEW.total_seconds()
    try:
        expires, begins = float(claims["exp"]), float(claims.get("nbf", 0))
    except (TypeError, ValueError, OverflowError) as error:
        raise NotTrustedError(Flaw.TIME) from error
    if not begins - skew <= now < expires + skew:
        raise NotTrustedError(Flaw.TIME)
