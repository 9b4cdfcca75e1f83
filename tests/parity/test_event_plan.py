"""The plan of an event of several days, on both platforms: it is filled in, and people say which days they are there."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from jobs.planning.plan import plan_next
from models.db.database import Database
from models.tables import Attendance, Delivery, Workspace
from models.workspace.preferences import ALL, EVENING, PreferenceChange, save_preference
from tests.parity.chats import CHATS, Chat, Seen
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.rows import new_row

EMPTY = """\
Landsmøtet: planen vår
Når: 16.–18. oktober
Skal dit: ingen ennå
Ingenting er lagt inn ennå. Legg inn arrangementer, møter, innlegg og hvem dere vil snakke med.
De som sier at de skal dit, får spørsmål kl. 18.15 hver av dagene om hvem de møtte. Ingen andre får det.
Legg inn …
Jeg skal dit"""
FULL = {
    "slack": """\
Landsmøtet: planen vår
2 linjer er lagt inn.
Angre
Når: 16.–18. oktober
Skal dit
:
U0000002
 (16. og 18. oktober)
Arrangementer
fredag 16. oktober kl. 8.00 – Frokostmøte · vårt eget
lørdag 17. oktober – Stand · vårt eget
De som skal dit, får spørsmål kl. 18.15 hver av dagene om hvem de møtte. Ingen andre får det.
Legg inn …
Jeg skal ikke likevel
Hvilke dager …
Fjern""",
    "teams": """\
Landsmøtet: planen vår
2 linjer er lagt inn.
Angre
Når: 16.–18. oktober
**Skal dit:** <at>Kari Nordmann</at> (16. og 18. oktober)
Arrangementer
•
fredag 16. oktober kl. 8.00 – Frokostmøte · vårt eget
•
lørdag 17. oktober – Stand · vårt eget
De som skal dit, får spørsmål kl. 18.15 hver av dagene om hvem de møtte. Ingen andre får det.
Legg inn …
Jeg skal ikke likevel
Hvilke dager …
Fjern
Fjern
Velg""",
}
ASKED = """\
Hvem møtte du på Landsmøtet i dag?
Skriv én linje for hver du snakket med, så havner samtalene i registeret.
Loggfør
Ingen i dag
Planen vår
Du får spørsmålet hver kveld mens du er der, fordi du sa at du skulle dit.
Slå av spørsmål om kvelden"""


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, small_pack()) as chat:
        await chat.ask("frister")
        with sqlite_database.session() as session:
            number = session.scalars(select(Workspace.id)).one()
            save_preference(session, number, ALL, EVENING, PreferenceChange(at=time(18, 15)))
            row = new_row(session, number, "Landsmøtet", date(2026, 10, 18), kind="arrangement", field="arrangementer")
            row.starts_on = date(2026, 10, 16)
        yield chat


def lines(seen: Seen) -> str:
    return "\n".join(map(str.rstrip, seen.text.splitlines())).replace("\n: ", ": ").replace("\n\n", "\n")


async def test_a_plan_is_filled_in_and_people_are_asked_on_their_days_only(
    chat: Chat, sqlite_database: Database
) -> None:
    plan = await chat.ask("arshjul landsmøtet")
    assert lines(plan) == EMPTY
    going = await chat.press(plan, "Jeg skal dit")
    days = ["2026-10-16", "2026-10-18"]
    given: Any = {"days": days if chat.name == "slack" else ",".join(days)}
    chosen = await chat.fill(going, "Hvilke dager …", given)
    assert "16. og 18. oktober" in chosen.text
    full = await chat.fill(chosen, "Legg inn …", {"kind": "eget", "lines": "fredag kl. 8 Frokostmøte\nlørdag Stand"})
    assert lines(full).splitlines() == FULL[chat.name].splitlines()
    with sqlite_database.reading() as session:
        assert session.scalars(select(Attendance.days)).all() == ["2026-10-16 2026-10-18"]
    asked = await chat.morning_alone("2026-10-16 18:15")
    assert lines(asked) == ASKED
    plan_next(sqlite_database, small_pack(), at("2026-10-17 18:15"))
    await chat.press(await chat.morning_alone("2026-10-18 18:15"), "Ingen i dag")
    with sqlite_database.reading() as session:
        moments = session.scalars(select(Delivery.due_at).where(Delivery.kind == EVENING).order_by(Delivery.due_at))
        assert moments.all() == [at("2026-10-16 18:15"), at("2026-10-18 18:15")]
        assert session.scalars(select(Attendance.answered_on)).all() == [date(2026, 10, 18)]
