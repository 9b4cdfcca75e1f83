"""Questions in the Storting and announced bills that concern us: told together, taken, and answered."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.cards.text import render_text
from models.cases.moves import key_at
from models.db.database import Database
from models.official.items import ItemKind, OfficialItem
from models.official.keys import followup_key
from models.tables import Occurrence
from tests.support.cases import brings, composed, morning, now_is, open_room, question
from tests.support.nudges import at
from tests.support.people import KARI, PER, Room, card_of, text_of


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return open_room(sqlite_database)


def test_questions_come_in_one_message_a_day_and_five_a_week(room: Room) -> None:
    now_is(room, "2026-10-06 09:00")
    likely = question(9, "ting", excerpt="Det gjelder tog.")
    others = [
        question(1, "barnehager"),
        question(2, answered=date(2026, 10, 2)),
        question(3, published=date(2026, 8, 1)),
    ]
    items = [likely, *others, *(question(each) for each in range(20, 24))]
    assert brings(room, items, "2026-10-05 12:00", "stortinget-sporsmal") == 0, "no message of their own"
    (said,) = morning(room, "sporsmal", "2026-10-06 08:30")
    first = (
        "• Spørrer 20 (Ap, Akershus) spør samferdselsministeren\n  Vil statsråden sørge for tog nummer 20? · skriftlig "
        "spørsmål · les mer (https://x.no/20) [Følg opp] [Mer …]\n\nVi sier: Jernbane er viktigst. (utkast, ikke klarert "
        "ennå)\n\nJernbane: «tog» i tittelen. Relevans 8 av 10. Fra Skriftlige spørsmål i Stortinget.\n\n"
    )
    assert said.startswith(f"Spørsmål og varslede saker som angår oss\n\n{first}")
    assert said.endswith("Resten står i `/padriver sak alle`.\n\n[Innstillinger]")
    assert said.count("[Følg opp]") == 5
    bill = OfficialItem(ItemKind.BILL, "1", "Lov om tog", month="mars", body="Samferdselsdepartementet")
    brings(room, [question(30), bill], "2026-10-06 12:00", "stortinget-sporsmal")
    assert morning(room, "sporsmal", "2026-10-07 08:30") == ["ingen nye saker å si fra om"], "five a week"
    listed = card_of(room.ask("sak", "alle"))
    assert "tog nummer 30?" in render_text(listed)
    assert "• Ventes i mars\n  Lov om tog · varslet sak · Samferdselsdepartementet [Følg saken] [Mer …]" in render_text(
        listed
    )
    assert "barnehager" not in render_text(listed)

    taken = text_of(room.push(listed, "Følg opp", "tog nummer 30?"))
    assert taken == (
        "Oppfølging\n\n• Du følger opp spørsmålet. Frist tirsdag 13. oktober. Jeg sier fra når det er besvart. [Angre] [Se saken]"
    )
    again = text_of(room.push(listed, "Følg opp", "tog nummer 30?", user=PER))
    assert again == "Oppfølging\n\n• @{U1KARI} følger alt opp spørsmålet. Du følger det også nå. [Se saken]"
    with room.database.reading() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.key == followup_key("spørsmål", "30"))).one()
        assert (row.title, row.owner, row.theme) == (
            "Følg opp spørsmålet: Vil statsråden sørge for tog nummer 30?",
            KARI,
            "jernbane",
        )
    brings(room, [question(30, answered=date(2026, 10, 9))], "2026-10-09 12:00", "stortinget-sporsmal")
    answered = composed(room, "sak_endret", key_at(1, at("2026-10-09 12:00")), KARI, "2026-10-09 12:00")
    assert "Vil statsråden sørge for tog nummer 30?\n  Besvart fredag 9. oktober. [Se" in answered
    week = [question(each) for each in (40, 41)]
    brings(room, week, "2026-10-09 15:00", "stortinget-sporsmal")
    (said,) = morning(room, "sporsmal", "2026-10-12 08:30")
    assert said.count("[Følg opp]") == 2, "another week"
    assert "Spørrer 40 (Ap, Akershus) spør samferdselsministeren" in text_of(room.ask("sak", "nummer 40"))
