"""The day a state budget is presented, from the question for its date to what is missing, on both platforms alike."""

import pytest
from sqlalchemy import select

from content.schema.dated import Budget
from models.db.database import Database
from models.tables import Demand, Effect
from tests.parity.chats import CHATS
from tests.support.pack import KILDE, small_budget, small_pack

FIRST, SECOND, THIRD, FOURTH = (
    "Mer jernbane nå.",
    "Mer energi nå.",
    "Jernbane må planlegges nå.",
    "Energi må planlegges nå.",
)
TEXT = "Vi er skuffet.Dette mangler:– "
OWN = "Penger til forstudien"
REACTIONS = [
    {"id": "fornoyd-presse", "kilde": KILDE, "tone": "fornøyd", "til": "presse", "tekst": "Vi er fornøyd."},
    {
        "id": "skuffet-presse",
        "kilde": KILDE,
        "tone": "skuffet",
        "til": "presse",
        "tekst": "Vi er skuffet.",
        "klarering": {"status": "klarert", "den": "2026-09-01"},
    },
    {"id": "ntp-presse", "kilde": KILDE, "tone": "skuffet", "til": "presse", "gjelder": ["ntp"], "tekst": "Om NTP."},
]


def budget() -> Budget:
    """Return the small budget with two reactions to it, one of them cleared, and one to the transport plan."""
    return Budget.model_validate(small_budget().model_dump(by_alias=True) | {"reaksjoner": REACTIONS})


@pytest.mark.parametrize("name", CHATS)
async def test_the_day_from_its_date_to_the_effect_log(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack(budget=budget())) as chat:
        asked = await chat.morning("2026-09-15 08:30", "Når legges")
        assert (
            "Når legges statsbudsjettet for 2027 frem?\n"
            "Trolig 6.–15. oktober. Datoen er ikke satt. Legg den inn når regjeringen har kunngjort den.\n"
        ) in asked.text
        answered = await chat.press(asked, "Legg inn dato", "2026-10-07")
        assert "er flyttet til onsdag 7. oktober (uke 41), om 22 dager." in answered.text
        assert "0 av 4 fylt ut" in answered.text

        week = await chat.morning("2026-09-30 08:30", "Snart legges")
        assert (
            "Snart legges statsbudsjettet for 2027 frem\n"
            "Det skjer onsdag 7. oktober. Bestem hvem som leser hva. Trykk «Jeg leser» på det du tar, "
            "eller legg til det som mangler.\n"
        ) in week.text
        assert week.text.count("Ingen leser om dette ennå.") == 4
        read = await chat.press(week, "Jeg leser", after=THIRD)
        assert f"Du leser om «{THIRD}»." in read.text
        added = await chat.fill(await chat.ask("budskap fremlegg"), "Legg til krav …", {"text": OWN})
        assert "Kravet er lagt til." in added.text

        day = await chat.morning("2026-10-07 08:31", "Fyll ut én rad")
        assert day.text.startswith("I dag legges statsbudsjettet for 2027 frem\n")
        assert "0 av 5 fylt ut" in day.text
        assert day.text.count("Ingen leser om dette ennå.") == 4
        kari, per = await chat.both_fill(
            day,
            "Fyll ut …",
            (FIRST, {"verdict": "oppfylt", "says": "120 mill. kroner", "page": "84"}),
            (SECOND, {"verdict": "nei"}),
        )
        assert "Ført: oppfylt." in kari.text
        assert "Ført: ikke oppfylt. 2 av 5 fylt ut (1 oppfylt, 1 nei)." in per.text

        kari, per = await chat.both_fill(
            day,
            "Fyll ut …",
            (FOURTH, {"verdict": "delvis", "says": "Det skal utredes", "page": "12"}),
            (FOURTH, {"verdict": "nei", "says": "Ingenting"}),
        )
        assert "Ført: delvis oppfylt. 3 av 5 fylt ut (1 oppfylt, 1 delvis, 1 nei)." in kari.text
        shown = per.text.replace("\n", "")
        assert "fylte ut dette kravet mens du skrev:«Delvis oppfylt, side 12: Det skal utredes»" in shown

        table = await chat.ask("padriver fremlegg statsbudsjett")
        said = table.text.replace("\n", "")
        assert "3 av 5 fylt ut (1 oppfylt, 1 delvis, 1 nei)" in said
        assert ", side 84: 120 mill. kroner" in said
        logged = await chat.fill(table, "Skriv i effektloggen …", {"kind": "moter"})
        assert f"Statsbudsjettet for 2027: {FIRST}" in logged.text
        assert "Oppfylt, side 84: 120 mill. kroner" in logged.text
        assert "Skriv i effektloggen …\nMer" not in (await chat.ask("budskap fremlegg")).text
    with sqlite_database.reading() as session:
        rows = {each.text: each for each in session.scalars(select(Demand))}
        effect = session.scalars(select(Effect)).one()
    assert [rows[each].verdict for each in (FIRST, SECOND, THIRD, FOURTH, OWN)] == [
        *("oppfylt", "nei", None, "delvis", None)
    ]
    assert rows[FIRST].effect_id == effect.id
    assert rows[FIRST].filled_by != rows[SECOND].filled_by


@pytest.mark.parametrize("name", CHATS)
async def test_the_second_of_two_on_one_demand_sees_the_first_and_may_use_their_own(
    name: str, sqlite_database: Database
) -> None:
    async with CHATS[name](sqlite_database, small_pack(budget=budget())) as chat:
        await chat.morning("2026-10-12 08:30")
        assert "Den dagen er ikke i kalenderen." in (await chat.ask("budskap fremlegg rnb")).text
        await chat.press(await chat.ask("budskap fremlegg statsbudsjett 2027"), "Legg inn dato", "2026-10-13")
        day = await chat.morning("2026-10-13 08:31", "Fyll ut én rad")
        _, per = await chat.both_fill(
            day, "Fyll ut …", (FIRST, {"verdict": "oppfylt", "page": "1"}), (FIRST, {"verdict": "nei", "page": "2"})
        )
        assert "mens du skrev" in per.text
        done = await chat.per_resends(per)
        assert "Ført: ikke oppfylt. 1 av 4 fylt ut (1 nei)." in done.text
    with sqlite_database.reading() as session:
        assert [(each.verdict, each.page) for each in session.scalars(select(Demand)) if each.verdict] == [("nei", "2")]


@pytest.mark.parametrize("name", CHATS)
async def test_the_reactions_are_proposed_mended_and_copied(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, small_pack(budget=budget())) as chat:
        await chat.morning("2026-10-12 08:30")
        table = await chat.ask("budskap fremlegg")
        reactions = await chat.press(table, "Reaksjoner")
        assert "Ingen krav er fylt ut ennå, så jeg foreslår ingen av dem." in reactions.text
        await chat.fill(table, "Fyll ut …", {"verdict": "nei"})
        reactions = await chat.press(await chat.ask("budskap fremlegg"), "Reaksjoner")
        said = reactions.text
        assert "Forslag etter svarene: skuffet. 1 av 4 fylt ut (1 nei). Du velger." in said
        assert said.index("Skuffet (forslag)") < said.index("Vi er skuffet.") < said.index("Fornøyd")
        assert "Klarert 1.9.2026." in said
        assert "Om NTP." not in said

        copied = await chat.fill(reactions, "Rett og kopier …", {})
        assert f"UTKAST – IKKE KLARERT{TEXT}{FIRST}" in copied.text.replace("\n", ""), "the demand is a draft"
        assert "Teksten er et utkast. Få den klarert før dere bruker den utad." in copied.text
        mended = await chat.fill(reactions, "Rett og kopier …", {"text": "Vi er svært skuffet over budsjettet."})
        assert "UTKAST – IKKE KLARERTVi er svært skuffet over budsjettet." in mended.text.replace("\n", "")
        again = await chat.press(await chat.ask("budskap fremlegg"), "Reaksjoner")
        assert "Rettet. Ikke klarert slik." in again.text
        assert "Vi er svært skuffet over budsjettet." in again.text
        restored = await chat.press(again, "Begynn på nytt")
        assert "Teksten er som den var før noen rettet den." in restored.text
        unsettled = await chat.fill(restored, "Rett og kopier …", {"text": "Vi mangler xx mill."})
        assert "Dette må avklares før teksten brukes: «xx»." in unsettled.text
