"""What guests and other organisations see of the texts: what is cleared, and nothing else."""

from bot.commands import registry
from bot.local.driver import LocalPerson
from bot.local.model import LocalMessage
from models.db.database import Database
from models.workspace.contacts import ContactRole
from tests.slack.test_roles import person
from tests.support.blocks import visible
from tests.support.content import PACK
from tests.support.nudges import at
from tests.support.slack import Bench, slack

WHERE = "sekretariatet"
REFUSED = (
    "Ikke klarert ennå\n"
    "Folk fra andre virksomheter kan lese denne kanalen, og vi har ingen klarert tekst om dette. "
    "Spør meg i en direktemelding, eller få teksten klarert: \n"
    "/padriver klarering"
)
RIKSTUNNELEN = "saker/jernbane.yaml#rikstunnelen"


async def said(who: LocalPerson, command: str, text: str) -> str:
    (answer,) = await who.command(command, text, channel=WHERE)
    return "\n".join(visible(answer.blocks))


async def press(who: LocalPerson, message: LocalMessage, label: str) -> None:
    block, element = next(
        (block, element)
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and element["text"]["text"] == label
    )
    await who.press(message, element["action_id"], element.get("value"), block_id=block["block_id"])


async def clear(bench: Bench, *values: str) -> dict[str, str]:
    (answer,) = await bench.kari.command("/padriver", "klarering", channel=WHERE)
    await press(bench.kari, answer, "Klarer tekster")
    sent = await bench.kari.submit(bench.kari.view, {"styret1": list(values), "sak": "8/26", "den": "2026-11-20"})
    return dict(sent.errors)


async def test_a_guest_sees_no_draft_and_is_not_promised_one(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, pack=PACK) as bench:
        bench.clock.at = at("2026-11-23 12:00")
        guest = person(bench, ContactRole.GUEST)

        for draft in ("jernbane", "statsbudsjettet", "nho", "grep 2"):
            answer = await said(guest, "/budskap", draft)
            assert answer.splitlines()[1:] == [
                "Vi har ingen klarert tekst om dette ennå.",
                "Velg tema, spor, mottaker eller grep",
            ]
        for inside in ("mål", "høring", "lillestrøm"):
            answer = await said(guest, "/budskap", inside)
            assert answer.splitlines()[1] == "Dette er bare for dem som arbeider her."
        assert (await said(guest, "/budskap", "")).splitlines()[1] == "Vi har ikke noe klarert hovedbudskap ennå."


async def test_nothing_is_shared_where_others_read_before_it_is_cleared(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, pack=PACK) as bench:
        bench.clock.at = at("2026-11-23 12:00")
        stranger, kari = person(bench, ContactRole.STRANGER), bench.kari
        (track,) = await kari.command("/budskap", "rikstunnelen", channel=WHERE)
        before = stranger.sees(WHERE)

        await press(kari, track, "Del i kanalen")

        assert stranger.sees(WHERE) == before
        assert "\n".join(visible(kari.sees(WHERE)[-1].blocks)) == REFUSED

        assert await clear(bench, RIKSTUNNELEN) == {}
        await press(kari, track, "Del i kanalen")

        shared = "\n".join(visible(stranger.sees(WHERE)[-1].blocks))
        assert "Rikstunnelen er Norges viktigste samferdselsprosjekt." in shared
        assert "Vedtatt av styret 20.11.2026, sak 8/26." in shared
        assert "Bruk det nå" not in shared


async def test_a_form_without_ticks_says_so_at_the_first_list(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, pack=PACK) as bench:
        bench.clock.at = at("2026-11-23 12:00")

        assert await clear(bench) == {"styret1": "Kryss av minst én tekst."}
