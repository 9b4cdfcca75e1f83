"""The token that comes with every activity: whether the Bot Connector signed it, for this bot, about this service."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt
from jwt.types import Options

from bot.teams.access import ISSUER
from bot.teams.trust.keys import Keys

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
"""What the token says is looked at by us: the moment is passed in here as everywhere."""
LONGEST = 8_000


class Flaw(StrEnum):
    """Why something is not let in, for the log; whoever sent it is told nothing."""

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
    """What arrived does not come from Teams, or not to this bot."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


async def check_token(token: str, keys: Keys, audience: str, activity: dict[str, Any], now: datetime) -> None:
    """Check that a token was given to `audience` for that activity and holds `now` (aware).

    Raises `NotTrustedError`, and `KeysUnavailableError` where nobody can tell.
    """
    claims = await _signed(token, keys, str(activity.get("channelId")))
    if claims["iss"] != ISSUER:
        raise NotTrustedError(Flaw.ISSUER)
    if claims["aud"] != audience:
        raise NotTrustedError(Flaw.AUDIENCE)
    _check_time(claims, now.timestamp())
    if str(claims["serviceurl"]).rstrip("/") != str(activity.get("serviceUrl", "")).rstrip("/"):
        raise NotTrustedError(Flaw.SERVICE)


async def _signed(token: str, keys: Keys, channel: str) -> dict[str, Any]:
    """Return the claims of a token whose signature is good, by a key that may speak for the channel."""
    try:
        key_id = str(jwt.get_unverified_header(token).get("kid"))
    except jwt.PyJWTError as error:
        raise NotTrustedError(Flaw.FORM) from error
    key = await keys.key(key_id)
    if key is None:
        raise NotTrustedError(Flaw.KEY)
    if channel != CHANNEL or (key.endorsements and channel not in key.endorsements):
        raise NotTrustedError(Flaw.CHANNEL)
    try:
        claims: dict[str, Any] = jwt.decode(token, key.key, algorithms=["RS256"], options=SIGNATURE_ALONE)
    except jwt.PyJWTError as error:
        raise NotTrustedError(Flaw.SIGNATURE) from error
    return claims


def _check_time(claims: dict[str, Any], now: float) -> None:
    skew = SKEW.total_seconds()
    try:
        expires, begins = float(claims["exp"]), float(claims.get("nbf", 0))
    except (TypeError, ValueError) as error:
        raise NotTrustedError(Flaw.TIME) from error
    if not begins - skew <= now < expires + skew:
        raise NotTrustedError(Flaw.TIME)
