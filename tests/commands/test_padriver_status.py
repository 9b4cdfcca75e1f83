"""`/padriver status`, and the bot's own page."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.cards.card import Button, Item, Paragraph
from bot.cards.home import MOST_BLOCKS, HomeSection
from bot.cards.home import home as home_page
from bot.cards.text import render_text
from bot.commands.ask import Ask
from bot.commands.registry import HOME
from bot.slack.render import render_short
from content.faults import Fault
from models.db.database import Database
from models.tables import Delivery, Workspace
from models.workspace.administrators import name_administrator
from models.workspace.preferences import ALL, PreferenceChange, preferences, save_preference
from models.workspace.workspaces import destination, get_or_create
from tests.support.people import KARI, PER, Room, empty_room, full_room, text_of

SCHEDULE = """\
Dette sender jeg
• Hver mandag kl. 8.00: hva som skjer, hva som haster, og hva vi skal si.
• Første virkedag i måneden kl. 9.00: månedens årshjul, og det som mangler i det.
• Hver onsdag kl. 10.00: ett budskap fra kampanjen.
• Første tirsdag i måneden kl. 10.00: hovedbudskapet i kampanjen.
• 14, 7 og 1 dag før en frist kl. 8.30: en påminnelse. Den kommer også på selve dagen og én gang etter at fristen er ute. Den ansvarlige får beskjed direkte; i kanalen kommer den da på mandager og når fristen er ute.

[Innstillinger] [Mine innstillinger] [Pauser] [Hjelp]"""


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def deliver(room: Room, kind: str, key: str, state: str, due: datetime, **more: object) -> None:
    with room.database.session() as session:
        place = destination(session, room.workspace.id, "kanal", "C1")
        moments = {"due_at": due, "next_try_at": due}
        row = Delivery(workspace_id=room.workspace.id, destination_id=place.id, kind=kind, period_key=key, state=state)
        for name, value in {**moments, **more}.items():
            setattr(row, name, value)
        session.add(row)


def test_a_new_workspace_is_told_what_is_missing(room: Room) -> None:
    assert text_of(room.ask("padriver", "status")) == (
        "Status\n"
        "\n"
        "Felleskanal: ikke valgt\n"
        "Mediekanal: ikke valgt\n"
        "Neste: ingenting de neste seks ukene\n"
        "Slått av: ingenting\n"
        "Pauser: ingen\n"
        "Stille hver natt: fra kl. 21.00 til kl. 7.00\n"
        "Administratorer: @{U1KARI}\n"
        "Tidssone: Europe/Oslo\n"
        "I kalenderen: ingen punkter, 0 ferdig\n"
        "Kalenderen sist oppdatert: ikke ennå\n"
        "Venter på å bli sendt: ingen meldinger\n"
        "\n"
        "Dette bør noen se på\n"
        "• Felleskanalen er ikke valgt. Velg den i `/padriver innstillinger`.\n"
        "\n"
        "Sist sendt\n"
        "Ingenting er sendt ennå.\n"
        "\n" + SCHEDULE
    )


def test_it_tells_what_was_sent_what_failed_and_which_places_are_off(room: Room) -> None:
    room.set(shared_channel="C1")
    room.set(synced_on=date(2026, 10, 2))
    room.add("Innspill", date(2026, 10, 15))
    monday = datetime(2026, 9, 28, 6, tzinfo=UTC)
    deliver(room, "ukesoversikt", "2026-W39", "sent", monday - timedelta(days=7), sent_at=monday - timedelta(days=7))
    deliver(room, "ukesoversikt", "2026-W40", "sent", monday, sent_at=monday)
    deliver(room, "manedshjul", "2026-10", "failed", datetime(2026, 10, 1, 7, tzinfo=UTC), reason="not_in_channel")
    deliver(room, "frister", "2026-10-01", "unknown", datetime(2026, 10, 1, 6, 30, tzinfo=UTC))
    deliver(room, "frister", "2026-08-01", "failed", datetime(2026, 8, 1, 6, 30, tzinfo=UTC), reason="for gammelt")
    deliver(room, "frister", "2026-10-02", "planned", room.now)
    with room.database.session() as session:
        place = destination(session, room.workspace.id, "kanal", "C1")
        place.off_since, place.off_reason = datetime(2026, 10, 1, 7, tzinfo=UTC), "not_in_channel"
        person = destination(session, room.workspace.id, "person", PER)
        person.off_since, person.off_reason = datetime(2026, 9, 30, 7, tzinfo=UTC), "user_disabled"
    with room.database.session() as session:
        name_administrator(session, room.workspace, PER)
        for kind in ("kampanje_hovedbudskap", "kampanje_onsdag"):
            save_preference(session, room.workspace.id, ALL, kind, PreferenceChange(wanted=False))
    room.ask("padriver", "pause 12.10–16.10 høstferie", PER)
    room.pack = replace(room.pack, faults=(Fault("arshjul.yaml", 7, "tittel", "en tekst"),))
    assert text_of(room.ask("padriver", "status")) == (
        "Status\n"
        "\n"
        "Felleskanal: #{C1}\n"
        "Mediekanal: ikke valgt\n"
        "Neste: Ukesoversikt mandag 5. oktober kl. 8.00 i #{C1}\n"
        "Slått av: Hovedbudskap og Onsdagens budskap\n"
        "Pauser: Høstferie 12.–16. oktober\n"
        "Stille hver natt: fra kl. 21.00 til kl. 7.00\n"
        "Administratorer: @{U1KARI}, @{U2PER}\n"
        "Tidssone: Europe/Oslo\n"
        "I kalenderen: 1 punkt, 0 ferdig\n"
        "Kalenderen sist oppdatert: fredag 2. oktober\n"
        "Venter på å bli sendt: 1 melding\n"
        "\n"
        "Dette bør noen se på\n"
        "• Jeg får ikke sendt til #{C1}: jeg er ikke med i kanalen. Det begynte i går kl. 9.00. Inviter meg inn igjen, og lagre "
        "`/padriver innstillinger` på nytt.\n"
        "• Jeg får ikke sendt til @{U2PER}: user_disabled. Det begynte onsdag 30. september. Frister for denne personen står i "
        "felleskanalen.\n"
        "• Månedens årshjul (i går kl. 9.00) ble ikke sendt: jeg er ikke med i kanalen.\n"
        "• Frister i felleskanalen (i går kl. 8.30) kom kanskje ikke frem: årsaken er ikke kjent.\n"
        "• Det dere har lagt inn, har feil, så jeg bruker det forrige som var riktig:\n"
        "  arshjul.yaml, linje 7, felt «tittel»: en tekst.\n"
        "\n"
        "Sist sendt\n"
        "Ukesoversikt: mandag 28. september\n"
        "\n" + "\n".join(row for row in SCHEDULE.split("\n") if "budskap" not in row)
    )


def test_it_tells_what_is_stuck_and_why_and_when_it_is_tried_again(room: Room) -> None:
    room.set(shared_channel="C1")
    minutes = timedelta(minutes=1)
    limited = {"reason": "ratelimited", "looked_since": room.now - 10 * minutes}
    deliver(room, "frister", "1", "sending", room.now - 12 * minutes, next_try_at=room.now + minutes, **limited)
    refused = {"reason": "http 503", "next_try_at": room.now + timedelta(days=1)}
    deliver(room, "ukesoversikt", "2", "planned", room.now - 70 * minutes, **refused)
    deliver(room, "manedshjul", "3", "planned", room.now - 5 * minutes, reason="http 503")
    deliver(room, "manedshjul", "4", "planned", room.now - 50 * minutes)
    with room.database.session() as session:
        other = get_or_create(session, "slack", "T2", "Andre")
        place = destination(session, other.id, "kanal", "C1")
        late = {"due_at": room.now - 60 * minutes, "next_try_at": room.now, "reason": "http 503"}
        row = Delivery(workspace_id=other.id, destination_id=place.id, kind="frister", period_key="1", state="planned")
        for name, value in late.items():
            setattr(row, name, value)
        session.add(row)
    told = text_of(room.ask("padriver", "status"))
    assert told.split("Dette bør noen se på\n")[1].split("\n\nSist sendt")[0] == (
        "• Ukesoversikt (i dag kl. 7.50) til #{C1} er ikke sendt ennå: tjenesten meldingene går gjennom, svarte "
        "med en feil. Jeg prøver igjen lørdag 3. oktober kl. 9.00.\n"
        "• Frister i felleskanalen (for 12 minutter siden) til #{C1}: Jeg vet ikke om meldingen kom frem (jeg får ikke lese eller "
        "skrive så ofte som jeg trenger). Jeg ser etter den igjen kl. 9.01."
    )


def test_another_workspace_is_not_told_of(room: Room) -> None:
    room.set(shared_channel="C1")
    with room.database.session() as session:
        other = get_or_create(session, "slack", "T2", "Andre")
        place = destination(session, other.id, "kanal", "C1")
        place.off_since = room.now
    assert "✓ Alt virker som det skal." in text_of(room.ask("padriver", "status"))


def page(room: Room, user: str) -> str:
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        card = HOME(Ask(workspace, room.pack, user, "", room.now), session)
    return text_of(card)


HOME_BUTTONS = "[Flere budskap] [Abonner i kalenderen] [Status] [Innstillinger] [Hjelp]"


def test_the_bots_page_has_ones_own_deadlines_today_the_month_and_a_message(database: Database) -> None:
    room = full_room(database)
    for number in range(1, 8):
        room.add(f"Innspill {number}", date(2026, 10, 4 + number), owner=KARI)
    room.add("En annens", date(2026, 10, 5), owner=PER)
    for title, start in (("Ring Bane NOR", time(12, 30)), ("Send brevet", None)):
        room.add(title, date(2026, 10, 2), owner=PER, start=start)
    assert page(room, KARI) == (
        "Pådriver\n"
        "\n"
        "Dine frister\n"
        "• mandag 5. oktober – Innspill 1 [Ferdig] [Utsett] [Mer …]\n"
        "\n"
        "• tirsdag 6. oktober – Innspill 2\n"
        "• onsdag 7. oktober – Innspill 3\n"
        "• torsdag 8. oktober – Innspill 4\n"
        "• fredag 9. oktober – Innspill 5\n"
        "• Og 2 til: `/frister mine`.\n"
        "\n"
        "I dag\n"
        "• Send brevet · @{U2PER}\n"
        "• kl. 12.30: Ring Bane NOR · @{U2PER}\n"
        "\n"
        "Oktober i årshjulet\n"
        "• Arrangementer: Energidagene til NVE\n"
        "• Statsbudsjett: Følg fremleggelsen av statsbudsjettet\n"
        "• Saker: Se etter høringsfrister\n"
        "\n"
        "Budskap nå\n"
        "Statsbudsjettet 2027 – Oktober–desember\n"
        "Åpen i oktober–desember.\n"
        "\n"
        "«Udiskutabelt viktig.»\n"
        "\n"
        "Jeg følger det politiske året og sier fra når det er tid for å handle. Felleskanalen er ikke valgt ennå, så jeg "
        "sender ingenting av meg selv. Velg den med `/padriver innstillinger`.\n"
        "\n"
        f"{HOME_BUTTONS}"
    )


def test_the_page_is_never_higher_than_fifteen_blocks(room: Room) -> None:
    rows = tuple((Item((f"Rad {number}",), (Button("Gjort", "frist.done", ""),)),) for number in range(6))
    questions = HomeSection("Spørsmål som venter", rows[:3], 0, "/padriver hjem")
    sections = [
        HomeSection("Dine frister", rows, 2, "/frister mine", lists_rest=True),
        questions,
        HomeSection("I dag", ((Paragraph(("Ingenting",)),),)),
        HomeSection("Oktober", ((Paragraph(("Saker",)),),), may_go=True),
    ]
    with room.database.reading() as session:
        manners = preferences(session, session.get_one(Workspace, room.workspace.id))
    card = home_page(manners, sections, [Button("Hjelp", "padriver.help", "")])
    assert len(render_short(card).blocks) == MOST_BLOCKS
    assert render_text(card).split("\n\n")[1:-2] == [
        "Dine frister\n• Rad 0 [Gjort]",
        "• Rad 1\n• Rad 2\n• Rad 3\n• Rad 4\n• Rad 5\n• Og 2 til: `/frister mine`.",
        "Spørsmål som venter\n• Rad 0 [Gjort]",
        "Og 2 til: `/padriver hjem`.",
        "I dag\nIngenting",
        "Oktober\nSaker",
    ]
    few = [replace(each, rows=rows[:1]) for each in (questions,) * 4] + sections[2:]
    assert "Oktober" not in render_text(home_page(manners, few, [Button("Hjelp", "padriver.help", "")]))


def test_the_bots_page_of_someone_without_deadlines_says_so(room: Room) -> None:
    assert "Dine frister\nDu har ingen åpne frister. Se alle med `/frister`.\n" in page(room, PER)
