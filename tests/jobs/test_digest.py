"""The week digest, whole: what it says in a usual week, in special weeks, and in a channel that others read."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.cards.card import Card
from bot.cards.nudges.digest import MOST_WORDS, words
from bot.cards.text import render_text
from content.schema.pack import Pack
from jobs.sending.compose import compose
from models.content import content_edits
from models.content.content_edits import WantedEdit
from models.db.database import Database
from models.followups import effects
from models.occurrences import changes, owning, undoing
from models.occurrences.sync import sync
from models.tables import Delivery, Destination, FollowUp, Pause, Workspace
from tests.support.content import PACK
from tests.support.nudges import Office, at, office
from tests.support.pack import small_pack

KARI, PER = "U1KARI", "U2PER"


@pytest.fixture
def here(database: Database) -> Office:
    return office(database)


def synced(here: Office, now: datetime) -> Office:
    with here.database.session() as session:
        sync(session, session.get_one(Workspace, here.workspace_id), here.pack, now)
    return here


def before(here: Office, key: str, sent: str) -> None:
    """Note that a digest was sent."""
    with here.database.session() as session:
        channel = session.query(Destination).filter_by(workspace_id=here.workspace_id, address="C1").one_or_none()
        if channel is None:
            channel = Destination(workspace_id=here.workspace_id, kind="kanal", address="C1")
            session.add(channel)
            session.flush()
        moment = {"due_at": at(sent), "next_try_at": at(sent), "sent_at": at(sent)}
        session.add(
            Delivery(
                workspace_id=here.workspace_id, destination_id=channel.id, kind="ukesoversikt", period_key=key,
                state="sent", **moment,
            )
        )  # fmt: skip


def card(here: Office, key: str, now: datetime, **how: Any) -> Card:
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        found = compose(session, workspace, here.pack, "ukesoversikt", key, "C1", now, **how)
    assert isinstance(found, Card)
    return found


def text(here: Office, key: str, now: datetime, **how: Any) -> str:
    return render_text(card(here, key, now, **how)).removesuffix("\n\n[Innstillinger]")


MONDAY = at("2026-10-05 08:00")


def usual(here: Office) -> None:
    """Make a usual week: own deadlines, work done by colleagues, and cases in the media."""
    synced(here, at("2026-09-01 08:00"))
    before(here, "2026-W40", "2026-09-28 08:00")
    here.deadline("Send innspill til transportkomiteen", date(2026, 10, 7), theme="jernbane", owner=KARI)
    here.deadline("Svar på høringen", date(2026, 10, 9), link="https://example.no/horing")
    here.deadline("Lever notatet", date(2026, 10, 1), owner=PER)
    here.deadline("Gammel frist", date(2026, 9, 10))
    done = here.deadline("Book møterom", date(2026, 10, 2), owner=PER)
    taken = here.deadline("Skriv kronikk", date(2026, 12, 2))
    with here.database.session() as session:
        then = at("2026-09-30 12:00")
        changes.mark_done(session, here.workspace_id, done, PER, then)
        owning.take(session, here.workspace_id, taken, KARI, then)
        changes.add(session, here.workspace_id, KARI, then, title="Send brevet", due=date(2026, 11, 30), owner=KARI)
        changes.add(session, here.workspace_id, KARI, then, title="Ring Vy", due=date(2026, 10, 23), owner=KARI)
        effects.add(
            session, here.workspace_id, KARI, effects.NewEffect("innlegg", "Innlegg i Dagsavisen", then.date()), then
        )
        for number, closed in enumerate((then, None)):
            session.add(
                FollowUp(
                    workspace_id=here.workspace_id, channel="C2", message=str(number), day=then.date(), text="Sak",
                    theme="jernbane", owner=KARI, due_at=then, created_at=then, closed_at=closed,
                    state="ferdig" if closed else "åpen",
                )
            )  # fmt: skip


USUAL = (
    "Uke 41: 5.–11. oktober\n"
    "\n"
    "Denne uka\n"
    "• torsdag 1. oktober – Lever notatet · @{U2PER} · fristen er ute [Ferdig] [Utsett] [Minn oss senere]\n"
    "• fredag 9. oktober – Svar på høringen (https://example.no/horing) · uten ansvarlig [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
    "• onsdag 7. oktober – Send innspill til transportkomiteen · @{U1KARI} [Ferdig] [Utsett] [Minn oss senere]\n"
    "• trolig 6.–15. oktober – Statsbudsjettet legges frem [Minn oss senere]\n"
    "• Statsbudsjettet 2027 – Møt departementet [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
    "• NTP 2028 – Snakk med etatene (ut oktober) [NTP i dag]\n"
    "\n"
    "De to neste ukene\n"
    "• trolig onsdag 21. oktober – Påmelding til høring i Stortinget · uten ansvarlig [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
    "• fredag 23. oktober – Ring Vy · @{U1KARI} · ny [Ferdig] [Utsett] [Minn oss senere]\n"
    "\n"
    "Nytt siden forrige mandag\n"
    "• Ny frist: Send brevet (mandag 30. november)\n"
    "• Gjort: Book møterom (@{U2PER})\n"
    "• Ny ansvarlig: @{U1KARI} – Skriv kronikk\n"
    "• Mediene: 2 nye saker (Jernbane 2), 1 fulgt opp\n"
)
"""The digest of `usual` until what is written otherwise where other organisations read."""


def test_a_usual_monday(here: Office) -> None:
    usual(here)
    assert text(here, "2026-W41", MONDAY) == (
        f"{USUAL}"
        "• Ny effekt: Innlegg i Dagsavisen\n"
        "\n"
        "Budskap nå\n"
        "Statsbudsjettet 2027: Oktober–desember\n"
        "\n"
        "«Udiskutabelt viktig.»\n"
        "\n"
        "Utkast, ikke klarert ennå.\n"
        "\n"
        "[Kopier] [Flere budskap]\n"
        "\n"
        "1 annen frist er ute: `/frister forfalt`"
    )


def test_a_monday_on_which_nothing_is_new_says_so_and_what_is_nearest(here: Office) -> None:
    before(here, "2026-W47", "2026-11-16 08:00")
    here.deadline("Skriv kronikk", date(2026, 12, 29), owner=KARI)

    assert text(here, "2026-W48", at("2026-11-23 08:00")) == (
        "Uke 48: 23.–29. november\n\nIkke noe nytt denne uka. Det nærmeste: Skriv kronikk (tirsdag 29. desember)."
    )


def test_what_is_undone_or_belongs_to_the_register_is_no_news(here: Office) -> None:
    before(here, "2026-W47", "2026-11-16 08:00")
    with here.database.session() as session:
        then = at("2026-11-18 12:00")
        _, change = changes.add(session, here.workspace_id, KARI, then, title="Feil", due=date(2027, 3, 1))
        undoing.undo(session, here.workspace_id, change.id, KARI, then)
        changes.add(
            session, here.workspace_id, KARI, then, title="Møt Anne Hemmelig", due=date(2026, 11, 25), of_register=True
        )

    now = at("2026-11-23 08:00")
    head = "Uke 48: 23.–29. november\n\nIkke noe nytt denne uka."
    assert text(here, "2026-W48", now) == f"{head}\n\n1 avtale fra interessentregisteret denne uka: `/frister mine`"
    assert text(here, "2026-W48", now, is_external=True) == head


def test_a_text_that_was_changed_or_cleared_is_news_and_given_again(here: Office) -> None:
    here.pack = PACK
    before(here, "2027-W07", "2027-02-15 08:00")
    cleared = {"klarering": {"status": "klarert", "av": "@{U1KARI}", "den": "2027-02-17"}}
    wanted = (
        WantedEdit("statsbudsjett.yaml", "feb-mars", cleared),
        WantedEdit("saker/energi.yaml", "energi", {"navn": "Strøm"}),
    )
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        for each in wanted:
            content_edits.change(session, workspace, PACK, KARI, [each], at("2027-02-17 12:00"))

    said = text(here, "2027-W08", at("2027-02-22 08:00"))

    assert "• Tekster: 1 klarert og 1 endret (@{U1KARI})\n" in said
    assert "Budskap nå\nStatsbudsjettet 2028: Politisk trykk før første budsjettkonferanse\n" in said


def test_who_cleared_a_text_is_named_also_if_somebody_else_changes_its_name_afterwards(here: Office) -> None:
    here.pack = PACK
    before(here, "2027-W07", "2027-02-15 08:00")
    cleared = {"klarering": {"status": "klarert", "av": f"@{{{KARI}}}", "den": "2027-02-17"}}
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        for who, fields in ((KARI, cleared), (PER, {"navn": "Politisk trykk"})):
            wanted = WantedEdit("statsbudsjett.yaml", "feb-mars", fields)
            content_edits.change(session, workspace, PACK, who, [wanted], at("2027-02-17 12:00"))

    assert f"• Tekster: 1 klarert (@{{{KARI}}})\n" in text(here, "2027-W08", at("2027-02-22 08:00"))


def test_a_row_comes_when_it_enters_the_three_weeks_and_in_its_own(here: Office) -> None:
    here.deadline("Lever årsrapporten", date(2026, 11, 25), owner=KARI)
    here.deadline("Uten noen", date(2026, 11, 26))
    seen: dict[str, list[str]] = {"Lever årsrapporten": [], "Uten noen": []}
    monday = date(2026, 10, 26)
    while monday <= date(2026, 11, 23):
        key = f"2026-W{monday.isocalendar().week}"
        said = text(here, key, at(f"{monday} 08:00"))
        for title, weeks in seen.items():
            weeks.extend([key] if title in said and "Det nærmeste:" not in said else [])
        before(here, key, f"{monday} 08:00")
        monday += timedelta(days=7)

    assert seen == {"Lever årsrapporten": ["2026-W46", "2026-W48"], "Uten noen": ["2026-W46", "2026-W47", "2026-W48"]}


def test_a_week_without_a_digest_hides_nothing(here: Office) -> None:
    here.deadline("Lever årsrapporten", date(2026, 11, 25), owner=KARI)
    before(here, "2026-W43", "2026-10-19 08:00")

    assert "De to neste ukene\n• onsdag 25. november – Lever årsrapporten" in text(
        here, "2026-W47", at("2026-11-16 08:00")
    )


def test_a_digest_is_never_longer_than_its_limit(here: Office) -> None:
    for number in range(1, 30):
        here.deadline(f"Lever et langt og grundig innspill nummer {number} til departementet", date(2026, 11, 25))
        here.deadline(f"Lever et langt og grundig innspill nummer {number} til komiteen", date(2026, 12, 2))
        here.deadline(f"En gammel frist som ingen rakk, nummer {number}", date(2026, 11, 20))

    found = card(here, "2026-W48", at("2026-11-23 08:00"))

    assert words(found) <= MOST_WORDS
    said = render_text(found)
    assert "til: `/frister uke 48`" in said
    assert "til: `/frister`\n" in said


def test_a_message_comes_when_it_is_new_and_when_its_last_weeks_begin(here: Office) -> None:
    here.pack = small_pack(campaigns=())
    shown = []
    monday = date(2026, 10, 26)
    while monday <= date(2027, 2, 8):
        year, week, _ = monday.isocalendar()
        key = f"{year}-W{week:02}"
        said = text(here, key, at(f"{monday} 08:00"))
        shown += [(key, said.partition("Budskap nå\n")[2].partition("\n")[0])] if "Budskap nå" in said else []
        before(here, key, f"{monday} 08:00")
        monday += timedelta(days=7)

    assert shown == [
        ("2026-W44", "Statsbudsjettet 2027: Oktober–desember"),
        ("2026-W45", "Statsbudsjettet 2028: November–januar"),
        ("2026-W52", "Statsbudsjettet 2027: Oktober–desember"),
        ("2027-W03", "Statsbudsjettet 2028: November–januar"),
        ("2027-W05", "Statsbudsjettet 2028: Februar–mars"),
    ]


def test_a_pause_is_proposed_in_june_and_december_until_there_is_one(here: Office) -> None:
    asked = "• Skal jeg ta pause i sommer (5.7–31.7)? [Legg inn pause]"
    before(here, "2027-W22", "2027-05-31 08:00")
    now = at("2027-06-07 08:00")
    assert asked in text(here, "2027-W23", now)
    assert asked not in text(here, "2027-W23", now, is_external=True)
    with here.database.session() as session:
        first, last = date(2027, 7, 12), date(2027, 8, 1)
        session.add(Pause(workspace_id=here.workspace_id, user_id="", first=first, last=last, name=""))
    assert asked not in text(here, "2027-W23", now)
    before(here, "2027-W48", "2027-11-29 08:00")
    december = text(here, "2027-W49", at("2027-12-06 08:00"))
    assert "• Skal jeg ta pause i jula (23.12–2.1)? [Legg inn pause]" in december


def with_content(here: Office, pack: Pack = PACK) -> Office:
    here.pack = pack
    return synced(here, at("2026-11-01 08:00"))


def test_the_digest_of_the_first_week_of_june(here: Office) -> None:
    here.pack = PACK
    synced(here, at("2027-05-01 08:00"))
    before(here, "2027-W22", "2027-05-31 08:00")
    assert text(here, "2027-W23", at("2027-06-07 08:00")) == (
        "Uke 23: 7.–13. juni\n"
        "\n"
        "Denne uka\n"
        "• Statsbudsjettet 2028 – Hold politikerne varme, og lag medieutspill [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "• NTP 2028 – Skriv høringssvar, og få kommunene og partnerne til å si det samme (til juli) [NTP i dag]\n"
        "• Revidert nasjonalbudsjett 2027: Stortingets behandling – Les hva det betyr for oss, og følg opp det som mangler i møter med partiene på Stortinget (trolig til 18. juni) [Hva kan vi påvirke?]\n"
        "• Skal jeg ta pause i sommer (5.7–31.7)? [Legg inn pause]\n"
        "\n"
        "De to neste ukene\n"
        "• trolig tirsdag 15. juni – Meld arrangementene våre på Arendalsuka (https://www.arendalsuka.no/) · uten ansvarlig [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "• trolig 21.–25. juni – Kongsberg Agenda [Jeg tar den] [Endre dato] [Minn oss senere]\n"
        "\n"
        "1 frist er ute: `/frister forfalt`"
    )


def test_a_season_is_said_once_with_what_to_do_in_it(here: Office) -> None:
    here.pack = PACK
    synced(here, at("2027-02-01 08:00"))
    before(here, "2027-W08", "2027-02-22 08:00")
    first, second, *_ = [
        each for each in text(here, "2027-W09", at("2027-03-01 08:00")).split("\n") if "andsmøte" in each
    ]
    assert first.startswith("• i mars–mai (dato mangler) – Landsmøtene i Høyre og Fremskrittspartiet")
    assert second.startswith("• Partienes landsmøter – Gi alle partiene det samme innspillet")
    assert _ == []


def test_the_digest_of_the_23rd_of_november(here: Office) -> None:
    with_content(here)
    before(here, "2026-W47", "2026-11-16 08:00")
    assert text(here, "2026-W48", at("2026-11-23 08:00")) == (
        "Uke 48: 23.–29. november\n"
        "\n"
        "Denne uka\n"
        "• rundt 24.–27. november – Finanskomiteen legger frem innstillingen om statsbudsjettet (https://www.stortinget.no/no/Stortinget-og-demokratiet/Arbeidet/Budsjettarbeidet/Budsjettsyklusen/) [Minn oss senere]\n"
        "\n"
        "De to neste ukene\n"
        "• trolig tirsdag 1. desember – Foreslå tema til neste års Arendalsuka (https://www.arendalsuka.no/) · uten ansvarlig [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]"
    )


def test_the_digest_of_the_30th_of_november(here: Office) -> None:
    with_content(here)
    before(here, "2026-W48", "2026-11-23 08:00")
    assert text(here, "2026-W49", at("2026-11-30 08:00")) == (
        "Uke 49: 30. november–6. desember\n"
        "\n"
        "Denne uka\n"
        "• trolig tirsdag 1. desember – Foreslå tema til neste års Arendalsuka (https://www.arendalsuka.no/) · uten ansvarlig [Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]\n"
        "• i desember (dato mangler) – Julelunsj med Osloregionen? [Ferdig] [Jeg tar den] [Legg inn dato] [Minn oss senere]\n"
        "• trolig 1.–4. desember – Stortinget debatterer budsjettet og vedtar rammene (https://www.stortinget.no/no/Stortinget-og-demokratiet/Arbeidet/Budsjettarbeidet/Budsjettsyklusen/) [Minn oss senere]\n"
        "\n"
        "De to neste ukene\n"
        "• trolig tirsdag 15. desember – Siste dag for Stortinget til å vedta fagkomiteenes budsjetter (https://www.stortinget.no/no/Stortinget-og-demokratiet/Arbeidet/Budsjettarbeidet/Budsjettsyklusen/) [Minn oss senere]"
    )


def test_where_other_organisations_read(here: Office) -> None:
    usual(here)
    assert text(here, "2026-W41", MONDAY, is_external=True) == (
        f"{USUAL}• Effekter: 1 ny\n\n1 annen frist er ute: `/frister forfalt`"
    )
