"""The members on both platforms: a list is given as a file, a new mayor is entered, and the card says who gets it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from models.db.database import Database
from tests.parity.chats import CHATS, Chat, Seen
from tests.support.pack import small_pack

LIST = (
    "Kommunenummer;Kommune;Delregion;Ordfører;E-post\n"
    "3218;Ås;Folloregionen;Kari Lie;kari@example.no\n"
    "301;Oslo;;Siv Berg;\n"
)
PREVIEW = """\
Medlemsliste: medlemmer.csv
Jeg leste 2 rader som en liste over medlemmer.
2 nye medlemmer: Ås (ordfører Kari Lie); Oslo (ordfører Siv Berg)
Da er 2 medlemmer lagt inn.
Ta inn
Bare folk til registeret
La være"""


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, small_pack()) as chat:
        yield chat


def lines(seen: Seen) -> list[str]:
    """Return what is read, without marks of emphasis and bullets."""
    bare = seen.text.replace("**", "").replace("•", "").replace("\n: ", ": ").replace("\n; ", "; ")
    return [line for each in bare.splitlines() if (line := each.strip())]


async def test_a_list_is_taken_in_and_a_new_mayor_takes_over(chat: Chat) -> None:
    preview = await chat.give("medlemmer.csv", LIST.encode())
    assert "\n".join(lines(preview)) == PREVIEW
    taken = await chat.press(preview, "Ta inn")
    assert lines(taken)[:2] == ["Medlemslista er tatt inn", "2 nye medlemmer. Da er 2 medlemmer lagt inn."]
    card = await chat.ask("interessenter Ås")
    assert "Det som gjelder ordføreren, går til Kari Lie." in lines(card)
    after = await chat.fill(
        card,
        "Legg inn person",
        {"function": "ordfører", "name": "Per Ek", "email": "per@example.no", "source": "avisen"},
    )
    assert "Det som gjelder ordføreren, går til Per Ek." in lines(after)
    mayors = await chat.ask("interessenter ordførere")
    assert "Ås: Per Ek, per@example.no" in lines(mayors)
    assert "Oslo: Siv Berg, e-post mangler" in lines(mayors)
    found = await chat.ask("hvem er ordfører i Ås?" if chat.name == "teams" else "padriver hvem er ordfører i Ås?")
    assert "Det som gjelder ordføreren, går til Per Ek." in lines(found)
