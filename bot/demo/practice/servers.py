"""Serves them on this machine."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.demo.practice.government import government
from bot.demo.practice.municipalities import municipalities
from bot.demo.practice.storting import storting
from bot.runtime.web import serving
from jobs.official.sources import Places

HOST = "127.0.0.1"


@asynccontextmanager
async def practising(now: Callable[[], datetime]) -> AsyncIterator[Places]:
    """Serve Øvingsstortinget, Øvingsregjeringen and the councils of Øvingskommunene for as long as the block lasts; yields where they are.

    `now` returns the moment (aware) that what they publish follows.
    """
    async with (
        serving(storting(now), HOST, 0) as cases,
        serving(government(now), HOST, 0) as hearings,
        serving(municipalities(now), HOST, 0) as councils,
    ):
        yield Places(cases, hearings, councils)
