"""Long and odd texts for every command, and how long the event loop is held while they are answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from bot.commands.registry import COMMANDS
from tests.support.slack import Bench as SlackBench
from tests.support.teams import Bench as TeamsBench

LOOK_EVERY = 0.002
PIECES = {
    "spaces": " ", "letters": "a", "words": "a ", "digits": "1", "dates": "15.10. ", "month": "15. oktober ",
    "weeks": "uke 41 ", "spans": "1.1–2.1 ", "dashes": "-", "spaced dashes": " - ", "commas": ", ", "quotes": '"',
    "guillemets": "«", "brackets": "((", "nested": "(a[b{", "curly": "@{U1|", "people": "@{U123|kari} ", "tags": "#a ",
    "filters": "a:", "theme filters": "tema:«", "og": "a og ", "med": "møtte ", "newlines": "\n", "lines": "a\n",
    "emoji": "👩‍👩‍👧", "marks": "e\u0301\u0308", "only marks": "\u0301", "rtl": "\u202eمرحبا ", "entities": "&lt;",
    "slack links": "<http://", "tags of html": "<at>", "links": "http://a.b ", "names": "Kari Nordmann, ", "slashes": "/",
    "vi": "vi ", "stars": "*_~", "semicolons": "a; ", "sentences": "vil ha faktaark innen fredag. ", "backslashes": "\\",
}  # fmt: skip
"""What a text is made of, again and again; the names are those of the findings."""
BEGINNINGS = {
    "frister": ("", "ny "),
    "arshjul": ("", "ny "),
    "budskap": ("", "kopier "),
    "effekt": ("", "ny ", "medieoppslag "),
    "sak": ("", "ny "),
    "medie": ("", "test ", "talspersoner jernbane ", "kilder ny "),
    "padriver": ("", "ferie ", "hjelp "),
    "interessenter": (
        "", "møtte ", "møtte Kari Nordmann om jernbane: ", "slå sammen ", "innsyn ", "ny ", "kart ", "tema:",
    ),
}  # fmt: skip
NUMBERS = count(1)


def texts(length: int, pieces: dict[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Give a command and a text of about that length, for every beginning of every command and every piece."""
    assert BEGINNINGS.keys() >= COMMANDS.keys(), "a new command wants beginnings of its own"
    for command in COMMANDS:
        for beginning in BEGINNINGS[command]:
            for piece in (pieces or PIECES).values():
                yield command, f"{beginning}{piece * (length // len(piece))}"


@dataclass
class Lag:
    """How long the loop was held, in seconds, at each look, and what was being answered when it was held longest."""

    looks: list[float] = field(default_factory=list)
    asked: str = ""
    worst: tuple[float, str] = (0.0, "")

    def at(self, share: float) -> float:
        """Return the least lag that so large a share of the looks does not exceed."""
        return sorted(self.looks)[min(len(self.looks) - 1, int(share * len(self.looks)))]

    def __str__(self) -> str:
        """Return the figures in milliseconds."""
        p99, most = self.at(0.99) * 1000, max(self.looks) * 1000
        return f"p99 {p99:.1f} ms, most {most:.0f} ms at {self.worst[1]!r}, {len(self.looks)} looks"

    @property
    def is_short(self) -> bool:
        """Return True if the loop answered: p99 under 50 ms, and never over 250 ms."""
        return self.at(0.99) < 0.050 and max(self.looks) < 0.250


@asynccontextmanager
async def watched() -> AsyncIterator[Lag]:
    """Look at the loop for as long as the block lasts."""
    lag, loop = Lag(), asyncio.get_running_loop()

    async def look() -> None:
        while True:
            began, worked = loop.time(), time.process_time()
            await asyncio.sleep(LOOK_EVERY)
            # What this process did not work meanwhile, others on the machine did.
            late = min(loop.time() - began - LOOK_EVERY, time.process_time() - worked)
            lag.looks.append(late)
            lag.worst = max(lag.worst, (late, lag.asked))

    looking = asyncio.create_task(look())
    try:
        yield lag
    finally:
        looking.cancel()


async def in_slack(bench: SlackBench, lag: Lag, command: str, text: str) -> str:
    """Ask by a slash command, and in the conversation of the two; return the answer to the command."""
    lag.asked = f"/{command} {text[:60]}"
    told = await bench.kari.command(f"/{command}", text, "sekretariatet", expect=0)
    event = {
        "type": "message", "channel_type": "im", "user": bench.kari.id, "channel": bench.kari.channel("bot").id,
        "text": f"{command} {text}", "ts": f"{next(NUMBERS)}.000001",
    }  # fmt: skip
    team = bench.workspace.state.team.id
    body = {"type": "event_callback", "team_id": team, "event_id": f"Ev{next(NUMBERS)}", "event": event}
    assert (await bench.post_json(body)).status_code == 200
    await bench.room.bolt_app.dispatcher.tasks.drain(60)
    assert not [each for each in bench.kari.sees("bot")[-1:] if "Noe gikk galt" in each.text], text[:80]
    return "\n".join(each.text for each in told)


async def in_teams(bench: TeamsBench, lag: Lag, command: str, text: str) -> str:
    """Ask in the personal chat; return what was answered."""
    lag.asked = f"{command} {text[:60]}"
    await bench.kari.write(f"{command} {text}")
    await bench.room.dispatcher.tasks.drain(60)
    return "\n".join(str(each.body) for each in bench.said)
