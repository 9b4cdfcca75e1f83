"""`/arshjul åpent [dato]`: what can be influenced now and later."""

from datetime import date
from itertools import product

import pytest

from bot.commands import registry
from bot.commands.access import Restricted
from bot.commands.arshjul.open_card import opening_in_words
from bot.commands.ask import Reply
from models.calendar.open_now import BudgetWindow, YearWindow, open_on, open_windows
from models.calendar.spans import Span
from models.db.database import Database
from models.official.items import ItemKind, Status
from models.official.own import key_of
from models.tables import OfficialRecord
from models.workspace.contacts import ContactRole
from tests.support.content import PACK
from tests.support.pack import small_pack
from tests.support.people import Room, full_room, text_of

END = "Et annet tidspunkt: `/arshjul åpent 1. mars` eller `/arshjul åpent i mars`.\n\n[Partiene] [Del i kanalen]"
MARCH = (
    "Statsbudsjettet 2028: Februar–mars\nÅpent februar–mars 2027.\n\n• Møt departementet.\n\n"
    "Åpner etterpå\n• I april 2027 – Statsbudsjettet 2028: April–juli\n\n" + END
)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


@pytest.mark.parametrize("asked", ["åpent", "Åpent", "åpne", "åpent nå", "åpent i dag", "åpent 2.10.", "åpent?"])
def test_today_it_says_what_can_be_influenced_now(room: Room, asked: str) -> None:
    assert text_of(room.ask("arshjul", asked)) == (
        "Hva kan vi påvirke nå?\n\n"
        "Statsbudsjettet 2027: Oktober–desember\nÅpent oktober–desember.\n\n• Møt departementet.\n\n"
        "NTP 2028: Faglige leveranser\nÅpent mars–oktober.\n\n• Snakk med etatene.\n\n"
        "Kampanjen 2026, grep 4: Grep 4\nÅpent oktober–desember. 90 dager igjen.\n\n• Bli sett.\n\n"
        "Åpner etterpå\n• I november – Statsbudsjettet 2028: November–januar\n\n" + END
    )


@pytest.mark.parametrize(
    ("asked", "when"),
    [
        ("1. mars", "mandag 1. mars 2027"),
        ("1.3.", "mandag 1. mars 2027"),
        ("01.03.2027", "mandag 1. mars 2027"),
        ("i mars", "i mars 2027"),
        ("mars", "i mars 2027"),
        ("mars 2027.", "i mars 2027"),
        ("uke 10", "i uke 10 i 2027"),
    ],
)
def test_a_later_day_or_period_is_read_as_everywhere_else(room: Room, asked: str, when: str) -> None:
    assert text_of(room.ask("arshjul", f"åpent {asked}")) == f"Hva kan vi påvirke {when}?\n\n{MARCH}"


def test_where_nothing_is_open_it_says_so_and_what_opens_next(room: Room) -> None:
    room.pack = small_pack(campaigns=(), budget=room.pack.budget.model_copy(update={"phases": ()}))
    assert text_of(room.ask("arshjul", "åpent 1.1.2028")) == (
        "Hva kan vi påvirke lørdag 1. januar 2028?\n\n"
        "Ingenting er åpent da.\n\n"
        "Åpner etterpå\n• I mars 2028 – NTP 2028: Fremleggelse\n\n" + END
    )
    assert text_of(room.ask("arshjul", "åpent 1.9.2028")).startswith(
        "Hva kan vi påvirke fredag 1. september 2028?\n\nIngenting er åpent da.\n\nEt annet tidspunkt: "
    )


def test_what_is_no_time_is_met_with_what_to_write(room: Room) -> None:
    assert text_of(room.ask("arshjul", "åpent 2040")).startswith("Hva kan vi påvirke i 2040?\n\n")
    assert text_of(room.ask("arshjul", "åpent 30. februar")).startswith(
        "Det forsto jeg ikke\n\n30. februar finnes ikke."
    )
    assert text_of(room.ask("arshjul", "åpent tull")) == (
        "Det forsto jeg ikke\n\n"
        "Jeg forstår ikke «tull».\n\n"
        "Skriv en dag eller en periode, for eksempel `/arshjul åpent 1. mars` eller `/arshjul åpent i mars`."
    )


def test_the_answer_can_be_shared_and_is_for_colleagues(room: Room) -> None:
    reply = room.press("del.kanal", {"c": "arshjul", "t": "åpent i mars"})
    assert isinstance(reply, Reply)
    assert reply.share is not None
    assert reply.share.title == "Hva kan vi påvirke i mars 2027?"
    command = registry.COMMANDS["arshjul"]
    assert isinstance(command, Restricted)
    assert command.words["apent"] is ContactRole.COLLEAGUE


def test_a_window_of_the_plan_says_how_sure_it_is_as_elsewhere(sqlite_database: Database) -> None:
    room = full_room(sqlite_database)
    room.pack = PACK
    assert "NTP 2028: Faglige leveranser\nÅpent trolig mars 2026–mars 2027 (ifølge notatet mars–oktober).\n" in text_of(
        room.ask("arshjul", "åpent mars")
    )


@pytest.mark.parametrize(
    ("first", "certainty", "said"),
    [
        (date(2027, 3, 15), "fast", "15. mars 2027"),
        (date(2027, 3, 15), "forventet", "trolig 15. mars 2027"),
        (date(2027, 3, 15), "ca", "rundt 15. mars 2027"),
        (date(2027, 3, 15), "måned", "i mars 2027"),
        (date(2027, 3, 1), "forventet", "i mars 2027"),
        (date(2026, 11, 1), "ca", "i november"),
    ],
)
def test_what_opens_later_has_a_day_only_where_the_day_is_known(first: date, certainty: str, said: str) -> None:
    assert opening_in_words(Span(first, first), certainty, date(2026, 10, 2)) == said


def test_everything_of_a_day_is_in_one_answer(sqlite_database: Database) -> None:
    """The real content: plans, the revised budget, hearings of ours and others', the parties, and the next election."""
    room = full_room(sqlite_database, PACK)
    with room.database.session() as session:
        for number, title, deadline in (
            ("1", "Høring om jernbanen på Østlandet", date(2027, 4, 20)),
            ("2", "Høring om lakselus", date(2027, 4, 12)),
            ("3", "Høring om nye tog", date(2027, 4, 9)),
        ):
            session.add(
                OfficialRecord(
                    kind=ItemKind.HEARING.value,
                    number=number,
                    source="regjeringen:liste",
                    title=title,
                    body="Samferdselsdepartementet",
                    published_on=date(2027, 1, 15),
                    deadline_on=deadline,
                    link=f"https://www.regjeringen.no/id{number}",
                    status=Status.OPEN.value,
                    first_seen_at=room.now,
                    changed_at=room.now,
                )
            )
    room.add(
        "Vårt svar om nye tog",
        date(2027, 4, 16),
        key=key_of(ItemKind.HEARING, "3"),
        link="https://www.regjeringen.no/id3",
    )

    shown = text_of(room.ask("arshjul", "åpent 1. april 2027"))

    assert shown == (
        "Hva kan vi påvirke torsdag 1. april 2027?\n\n"
        "Stenger først, 16. april 2027 (15 dager igjen da)\n\n• Vårt svar om nye tog\n\n"
        "Statsbudsjettet 2028: Departementenes interne prioriteringer\nÅpent april–juli 2027. Om lag 4 måneder igjen da.\n\n"
        "• Finn ut hvilke signaler som har kommet etter marskonferansen.\n"
        "• Hold tett dialog med fagavdelingene i Samferdselsdepartementet.\n"
        "• Hold politikerne varme, og lag medieutspill.\n\n"
        "Revidert nasjonalbudsjett 2027: regjeringens arbeid\n"
        "Åpent omtrent 1. april–14. mai 2027. Om lag 43 dager igjen da.\n\n"
        "• Spill inn saker i møter eller skriftlig til aktuelle representanter og partier.\n"
        "• Bli enige om hva vi forventer, før budsjettet kommer senest 15. mai.\n\n"
        "NTP 2028: Høring om etatenes prioriteringer\n"
        "Åpent trolig 1. april–1. juli 2027. Om lag 91 dager igjen da.\n\n"
        "• Skriv høringssvar, og få kommunene og partnerne til å si det samme.\n\n"
        "NTP 2028: Regjeringens arbeid\n"
        "Åpent ifølge notatet januar 2027–januar 2028. Om lag 10 måneder igjen da.\n\n"
        "• Møt politisk ledelse, og gi korte innspill mens departementet skriver planen. Nå kan vi påvirke mest.\n\n"
        "Høringer og saker\n"
        "Vårt svar om nye tog (https://www.regjeringen.no/id3) (Samferdselsdepartementet)\n"
        "Frist fredag 16. april 2027, 15 dager igjen da.\n\n"
        "• Skriv svaret, få det klarert og send det.\n\n"
        "Høring om jernbanen på Østlandet (https://www.regjeringen.no/id1) (Samferdselsdepartementet)\n"
        "Frist tirsdag 20. april 2027, 19 dager igjen da.\n\n"
        "• Bestem om vi svarer på høringen.\n\n"
        "Partienes landsmøter\nÅpent i mars–mai 2027.\n\n"
        "• Gi alle partiene det samme innspillet, og se hvem som ikke har fått det.\n"
        "• Finn datoene hos partiene, og legg dem inn.\n\n"
        "Datoer hos partiene\n"
        "• Landsmøtet i Arbeiderpartiet: trolig 1. april–10. mai 2027\n"
        "• Landsmøtet i Fremskrittspartiet: i mars–mai 2027\n"
        "• Landsmøtet i Høyre: i mars–mai 2027\n\n"
        "Alt som er kjent om hvert parti: `/interessenter partier`\n\n"
        "Åpner etterpå\n"
        "• Trolig 15. mai 2027 – Revidert nasjonalbudsjett 2027: Stortingets behandling\n\n"
        "Neste valg: kommunestyre- og fylkestingsvalget 2027, trolig mandag 13. september 2027. "
        "Deretter stortingsvalget 2029. Fristene hos programkomiteene er ikke kjent: `/interessenter partier`.\n\n"
        + END
    )
    in_period = text_of(room.ask("arshjul", "åpent i mai 2027"))
    assert "Revidert nasjonalbudsjett 2027: Stortingets behandling\nÅpent trolig 15. mai–18. juni 2027.\n" in in_period
    assert "igjen" not in in_period
    assert "Vårt svar om nye tog" not in in_period


def test_both_budget_years_and_the_next_election_are_right_on_every_first_of_a_month() -> None:
    pack = PACK
    for year, month in product(range(2026, 2030), range(1, 13)):
        day = date(year, month, 1)
        budgets = [each.budget_year for each in open_on(BudgetWindow, pack, day)]
        assert budgets == ([year + 1, year + 2] if month > 10 else [year + 1])
        windows = open_windows(pack, Span(day, day))
        revised = [each for each in windows if isinstance(each, YearWindow) and each.entry.kind == "rnb"]
        assert [each.year for each in revised] == ([year] if month in {3, 4, 5, 6} else [])
        campaigns = [each for each in windows if isinstance(each, YearWindow) and each.entry.kind == "valg"]
        assert [each.year for each in campaigns] == ([year] if year in {2027, 2029} and month == 9 else [])


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("neste uke", "Hva kan vi påvirke i uke 41?"),
        ("i mai 2027", "Hva kan vi påvirke i mai 2027?"),
        ("10.–20. mai 2027", "Hva kan vi påvirke 10.–20. mai 2027?"),
        ("25. april–5. mai 2027", "Hva kan vi påvirke 25. april–5. mai 2027?"),
        ("i helga", "Hva kan vi påvirke 3.–4. oktober?"),
        ("andre kvartal 2028", "Hva kan vi påvirke i 2. kvartal 2028?"),
        ("før jul", "Hva kan vi påvirke før jul?"),
    ],
)
def test_the_period_is_named_as_people_would(room: Room, asked: str, title: str) -> None:
    assert text_of(room.ask("arshjul", f"åpent {asked}")).startswith(f"{title}\n\n")


def test_a_long_period_has_one_line_for_each_window(sqlite_database: Database) -> None:
    shown = text_of(full_room(sqlite_database, PACK).ask("arshjul", "åpent 2027"))
    assert "• Statsbudsjettet 2028: Departementenes interne prioriteringer – april–juli 2027\n" in shown
    assert "• Revidert nasjonalbudsjett 2027: Stortingets behandling – trolig 15. mai–18. juni 2027\n" in shown
    assert "• Kommunestyre- og fylkestingsvalget 2027: valgkamp – trolig 16. august–13. september 2027\n" in shown
    assert "Hold tett dialog med fagavdelingene" not in shown
