"""What can be done in one platform can be done in the other: the same steps, the same answers."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from jobs.alerts.keep import keep_outcome
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import read_feed
from jobs.nudges.handover import plan_question
from models.db.database import Database
from models.media import feeds
from models.occurrences import owning
from models.occurrences.sync import sync
from models.tables import Change, Dialogue, Effect, FollowUp, Occurrence, Person, Snooze, Workspace
from tests.parity.chats import CHATS, Chat
from tests.slack.test_workbooks import people
from tests.support.content import PACK
from tests.support.feeds import rss
from tests.support.pack import small_pack
from tests.support.rows import new_row
from tests.support.slack import OnePack
from tests.support.workbooks import book

ADD = "frister ny 15.12 Innspill til transportkomiteen #jernbane"
TITLE = "Innspill til transportkomiteen"


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    async with CHATS[request.param](sqlite_database) as chat:
        yield chat


def row(database: Database) -> Occurrence:
    with database.reading() as session:
        return session.scalars(select(Occurrence).where(Occurrence.title == TITLE)).one()


async def test_ask(chat: Chat) -> None:
    """Ask for deadlines, the annual wheel, messages and help."""
    assert (await chat.ask("frister oktober")).text.startswith("Frister: oktober")
    assert (await chat.ask("arshjul")).text.startswith("Årshjulet for oktober")
    assert "budskap" in (await chat.ask("budskap")).text.casefold()
    assert (await chat.ask("frister blåbærsyltetøy")).text.startswith("Frister: «blåbærsyltetøy»")
    assert (await chat.ask("padriver hjelp")).text.startswith("Dette kan jeg hjelpe med")


async def test_plain_words(chat: Chat) -> None:
    """Ask in plain words, see what else was found, and send in what did not help."""
    answer = await chat.ask("padriver når er gul bok?")
    assert answer.text.startswith("Gul bok i statsråd")
    assert "Kilde: " in answer.text
    unknown = await chat.ask("padriver når åpner kantina?")
    assert "Det vet jeg ikke." in unknown.text
    shown = await chat.press(unknown, "Hjalp ikke")
    assert "når åpner kantina?" in shown.text
    assert "Spørsmålet er sendt inn, uten navnet ditt." in (await chat.press(shown, "Send inn")).text
    assert "«når åpner kantina?»" in (await chat.ask("padriver spørsmål")).text


async def test_news_sources(chat: Chat, sqlite_database: Database) -> None:
    """See how each news source is doing, and what is left out of it."""
    assert "Ingen kilder er slått på." in (await chat.ask("medie kilder")).text
    now = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
    with sqlite_database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        avisa = feeds.add(session, workspace.id, "https://avisa.example.no/rss", "Avisa")
        feeds.add(session, workspace.id, "https://blad.example.no/rss", "Bladet")
        feeds.take_due(session, workspace.id, now)
        items = (f"<guid>{number}</guid><title>Fint vær</title>" for number in range(1234))
        fetched = Fetched(rss("<title>Uten adresse</title>", *items), avisa.url)
        keep_outcome(session, workspace.id, avisa.id, fetched, read_feed(fetched, now), small_pack(), now)
    told = (await chat.ask("medie kilder")).text
    assert (
        "Avisa: har ikke hatt noe nytt siden mandag 5. oktober. "
        "Strømmen er lang, og de 1\u00a0035 eldste sakene er ikke lest. "
        "1 sak er ikke lest, for den står to ganger eller mangler adresse\n"
    ) in told
    assert "Bladet: ikke hentet ennå\n" in told


async def test_find(chat: Chat) -> None:
    """Find deadlines by a person's name, person by person, those that nobody owns, by words, and by what is meant."""
    added = await chat.ask(ADD)
    assert TITLE in added.text
    await chat.press(added, "Ingen ennå")
    assert TITLE in (await chat.ask("frister ledige desember")).text
    await chat.press(await chat.ask("frister desember"), "Jeg tar den")
    assert TITLE not in (await chat.ask("frister ledige uke 51")).text
    for said in ("Kari", "til kari nordmann", "komité 😀 takk", "transportkomiteene", "innspel"):
        assert TITLE in (await chat.ask(f"frister {said}")).text
    shown = (await chat.ask("frister hvem gjør hva")).text
    assert shown.startswith("Frister: hvem gjør hva")
    assert shown.index("Kari Nordmann") < shown.index(TITLE)
    assert TITLE not in (await chat.ask("frister AP")).text
    assert "Jeg fant ingenting med «xyzzy». Her er resten." in (await chat.ask("frister Kari xyzzy")).text


async def test_add_in_words_and_undo(chat: Chat, sqlite_database: Database) -> None:
    """Add a deadline in words, and undo it."""
    told = await chat.ask(ADD)
    assert TITLE in told.text
    assert row(sqlite_database).theme == "jernbane"
    await chat.press(told, "Angre")
    assert row(sqlite_database).archived_at is not None


async def test_add_by_form(chat: Chat, sqlite_database: Database) -> None:
    """Add a deadline in a form, which says what is to be mended."""
    wrong = await chat.form("frister ny", {"title": TITLE, "due": "2020-01-01"})
    assert "2020" in wrong.text
    told = await chat.form("frister ny", {"title": TITLE, "due": "2026-12-15"})
    assert TITLE in told.text
    assert row(sqlite_database).ends_on.isoformat() == "2026-12-15"


async def test_time_of_day_and_weekday(chat: Chat, sqlite_database: Database) -> None:
    """Add a deadline at a time of day, choosing by a button which day is meant."""
    asked = await chat.ask(f"frister ny onsdag 15.12 kl 12.30-13.30 {TITLE}")
    assert "15. desember er en tirsdag." in asked.text
    told = await chat.press(asked, "Onsdag 16. desember")
    assert "onsdag 16. desember kl. 12.30–13.30 (uke 51)" in told.text
    assert (row(sqlite_database).start_time, row(sqlite_database).minutes) == (time(12, 30), 60)


async def test_recurring(chat: Chat, sqlite_database: Database) -> None:
    """Add a recurring deadline, change one and end all of it in a form, and undo that."""
    told = await chat.ask(f"frister ny hver mandag {TITLE}")
    assert "Helligdager hoppes over." in told.text
    one = {"which": "en", "what": "endre", "title": "Julemøte", "due": "2026-10-13", "time": "10"}
    changed = await chat.fill(told, "Endre gjentakelsen", one)
    assert "tirsdag 13. oktober kl. 10.00" in changed.text
    ended = await chat.fill(changed, "Endre gjentakelsen", {"which": "alle", "what": "avslutt"})
    assert "er avsluttet fra og med" in ended.text
    assert open_rows(sqlite_database) == 0
    await chat.press(ended, "Angre")
    assert open_rows(sqlite_database) > 20


def open_rows(database: Database) -> int:
    with database.reading() as session:
        return len(
            session.scalars(
                select(Occurrence).where(Occurrence.rule.is_not(None), Occurrence.archived_at.is_(None))
            ).all()
        )


async def test_tick_off_take_and_move(chat: Chat, sqlite_database: Database) -> None:
    """Take a deadline, move it, tick it off and undo that, in a list."""
    await chat.press(await chat.ask(ADD), "Ingen ennå")
    listed = await chat.ask("frister desember")
    listed = await chat.press(listed, "Jeg tar den")
    assert row(sqlite_database).owner
    listed = await chat.press(listed, "Utsett", "2026-12-18")
    assert row(sqlite_database).ends_on.isoformat() == "2026-12-18"
    listed = await chat.press(listed, "Ferdig")
    assert row(sqlite_database).done_at is not None
    listed = await chat.press(listed, "Angre")
    assert row(sqlite_database).done_at is None


async def test_give_and_be_given(chat: Chat, sqlite_database: Database) -> None:
    """Give a deadline to a colleague, and take one that a colleague gives."""
    per = await chat.per_asks()
    added = await chat.ask(ADD)
    assert "Hvem er ansvarlig? Nå er det du." in added.text
    kari = row(sqlite_database).owner
    told = await chat.fill(added, "Gi til …", {"to": per})
    assert row(sqlite_database).owner == per
    assert "Jeg spør, og sier fra til deg om svaret." in told.text or "Frister" in told.text
    with sqlite_database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        now = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
        change = owning.give(session, workspace.id, row(sqlite_database).id, per, str(kari), now)
        plan_question(session, workspace.id, change.id, str(kari), now)
    asked = await chat.morning_alone("2026-10-12 12:00")
    assert f"gir deg «{TITLE}»." in asked.text
    taken = await chat.press(asked, "Ta den")
    assert "Du tok den" in taken.text
    with sqlite_database.reading() as session:
        answered = session.scalars(select(Change.answered_at).where(Change.answered_at.is_not(None))).all()
    assert len(answered) == 1


async def test_all_about_a_deadline(chat: Chat, sqlite_database: Database) -> None:
    """Rename a deadline of one's own, give it a checklist, tick that off, delete it and undo that."""
    await chat.ask(ADD)
    card = await chat.press(await chat.ask("frister desember"), "Alt om den")
    card = await chat.fill(card, "Nye punkter på sjekklista …", {"items": "Utkast\nSend inn"})
    assert "Sjekkliste: 0 av 2" in card.text
    card = await chat.press(card, "Kryss av")
    assert "Sjekkliste: 1 av 2" in card.text
    card = await chat.fill(card, "Endre tekst og lenke …", {"title": TITLE, "note": "Høyst to sider."})
    assert "Høyst to sider." in card.text
    deleted = await chat.press(card, "Slett")
    assert row(sqlite_database).archived_at is not None
    restored = await chat.press(deleted, "Angre")
    assert "1 av 2" in restored.text
    assert row(sqlite_database).archived_at is None


async def test_meeting_plan_and_export(chat: Chat) -> None:
    """Enter the year's meetings in one form, see the plan, and get the deadlines as a workbook."""
    plan = await chat.ask("frister møteplan")
    assert "Ingen møter er lagt inn." in plan.text
    added = await chat.fill(plan, "Legg inn møter", {"dates": "12.2.2027 kl. 10\n16.4.2027 papirer 6.4"})
    shown = await chat.press(added, "Vis møteplanen")
    assert "fredag 12. februar 2027 kl. 10.00 – " in shown.text
    assert "papirene ut 5. februar 2027 · utkast klart 29. januar 2027" in shown.text
    assert "papirene ut 6. april 2027 · utkast klart 2. april 2027" in shown.text
    out = await chat.file("frister eksport februar 2027")
    sheet = openpyxl.load_workbook(BytesIO(out)).worksheets[0]
    titles = [cells[4].value for cells in sheet.iter_rows(min_row=2)]
    assert "Send ut papirene til styremøtet 12. februar 2027" in titles


async def test_snooze(chat: Chat, sqlite_database: Database) -> None:
    """Put the reminder of a deadline on hold."""
    await chat.ask(ADD)
    listed = await chat.ask("frister desember")
    choices = await chat.press(listed, "Minn meg senere …")
    await chat.press(choices, "Mandag")
    with sqlite_database.reading() as session:
        (snooze,) = session.scalars(select(Snooze))
    assert snooze.until.isoformat() == "2026-10-12"


async def test_share(chat: Chat) -> None:
    """Share an answer in the channel."""
    await chat.ask(ADD)
    shared = await chat.per_shares(await chat.ask("frister desember"))
    assert shared.text.startswith("Frister: desember")
    assert TITLE in shared.text
    assert "Delt av" in shared.text


async def test_wheel_picture(chat: Chat) -> None:
    """Get the annual wheel as a picture and as a poster, and see what can be influenced later."""
    assert (await chat.file("arshjul bilde oktober")).startswith(b"\x89PNG")
    assert (await chat.file("arshjul plakat 2027")).startswith(b"%PDF-")
    assert (await chat.ask("arshjul åpent i mars")).text.startswith("Hva kan vi påvirke i mars 2027?")


async def test_parties(chat: Chat) -> None:
    """See each party, write down what was sent to all of them, give one a date, and go there from what is open."""
    opened = await chat.ask("padriver åpent i mars")
    assert opened.text.startswith("Hva kan vi påvirke i mars 2027?")
    shown = await chat.press(opened, "Partiene")
    assert "Ingenting er loggført som sendt til partiene ennå." in shown.text
    logged = await chat.fill(shown, "Loggfør sendt", {"text": "Innspill til programmene", "kind": "innspill"})
    assert "«Innspill til programmene» er sendt til Ap, FrP, H, INP, KrF, MDG, R, Sp, SV og V" in logged.text
    dated = await chat.fill(
        await chat.press(logged, "Vis partiene"),
        "Legg inn dato",
        {"party": "R", "step": "landsmote", "first": "2027-05-07"},
    )
    assert "Rødt: landsmøte 7. mai 2027. Datoen ligger også i /frister." in dated.text
    parties = await chat.ask("padriver partier")
    assert "Landsmøte: fredag 7. mai 2027." in parties.text
    assert "Sendt til alle partiene." in parties.text
    assert "Landsmøtet i Rødt" in (await chat.ask("frister mai 2027")).text
    assert "er fjernet igjen" in (await chat.press(dated, "Angre")).text


async def test_digest(chat: Chat, sqlite_database: Database) -> None:
    """Get the week's digest in the channel, tick a deadline off there, and undo that."""
    await chat.ask(ADD.replace("15.12", "12.10"))
    digest = await chat.morning("2026-10-12 08:00")
    assert digest.text.startswith("Uke 42")
    assert TITLE in digest.text
    told = await chat.press(digest, "Ferdig")
    assert row(sqlite_database).done_at is not None
    await chat.press(told, "Angre")
    assert row(sqlite_database).done_at is None


async def test_media_follow_up(chat: Chat, sqlite_database: Database) -> None:
    """Follow a message up the same day, and close it with what was done."""
    card = await chat.follow_up()
    assert card.text.startswith("Følg opp i dag")
    told = await chat.fill(card, "Fulgt opp", {"deed": "kommentar", "reach": "ca. 12 000"})
    assert "effektloggen" in told.text
    with sqlite_database.reading() as session:
        (effect,) = session.scalars(select(Effect))
        (followup,) = session.scalars(select(FollowUp))
    assert (effect.kind, effect.reach, followup.state) == ("medieoppslag", 12_000, "ferdig")


async def test_stakeholder_capture(chat: Chat, sqlite_database: Database) -> None:
    """Write down a talk with a stakeholder in words, and one from a message, by a form."""
    told = await chat.ask("interessenter møtte Kari Nordmann (Ap) om jernbane: positiv, vil ha faktaark")
    assert "Kari Nordmann er ny i registeret." in told.text
    told = await chat.log_message("Snakket med Kari Nordmann om jernbane", {"said": "Hun vil støtte oss"})
    assert "Kari Nordmann" in told.text
    with sqlite_database.reading() as session:
        assert len(session.scalars(select(Dialogue)).all()) == 2


async def test_whom_one_met(chat: Chat, sqlite_database: Database) -> None:
    """Say that one goes to an event, be asked afterwards who was there, and answer in a form."""
    await chat.ask("frister")
    with sqlite_database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        day = date(2026, 10, 9)
        new_row(session, workspace.id, "Arendalsuka", day, kind="arrangement", field="arrangementer")
    listed = await chat.ask("frister Arendalsuka")
    going = await chat.press(listed, "Jeg skal dit")
    assert "skal dit" in going.text
    asked = await chat.morning_alone("2026-10-12 08:30")
    assert "Hvem møtte dere på Arendalsuka?" in asked.text
    told = await chat.fill(asked, "Loggfør", {"lines": "Kari Nordmann (Ap): positiv\nOla Hansen (H)"})
    assert "2 samtaler er loggført." in told.text
    with sqlite_database.reading() as session:
        assert [each.place for each in session.scalars(select(Dialogue))] == ["Arendalsuka", "Arendalsuka"]


async def test_how_a_meeting_went(chat: Chat, sqlite_database: Database) -> None:
    """Plan a talk, be asked how it went when its day is past, and write it down in a form."""
    await chat.ask("interessenter skal møte Kari Nordmann (Ap) 12.10 om jernbane: positiv")
    card = await chat.ask("interessenter Kari Nordmann")
    assert "Mener" not in card.text
    asked = await chat.morning_alone("2026-10-13 08:30")
    assert "Hvordan gikk møtet?" in asked.text
    assert "Fristen er ute" not in asked.text
    told = await chat.fill(asked, "Loggfør møtet", {"said": "Hun vil støtte oss"})
    assert "Samtalen er loggført" in told.text
    with sqlite_database.reading() as session:
        held = session.scalars(select(Dialogue).where(Dialogue.removed_at.is_(None))).all()
        assert [(each.planned, each.day, each.said) for each in held] == [
            (False, date(2026, 10, 12), "Hun vil støtte oss")
        ]


async def test_take_over_from_somebody_who_left(chat: Chat, sqlite_database: Database) -> None:
    """Get one message as an administrator about what somebody owned who has left, and take it over by pressing"""
    await chat.ask(ADD)
    per = await chat.per_leaves()
    with sqlite_database.session() as session:
        session.scalars(select(Occurrence).where(Occurrence.title == TITLE)).one().owner = per
    listed = await chat.ask(f"frister {TITLE}")
    assert "Per Hansen (har sluttet)" in listed.text
    told = await chat.morning_alone("2026-10-12 12:00")
    assert "Per Hansen har sluttet" in told.text
    taken = await chat.press(told, "Jeg tar den")
    assert f"Du er ansvarlig for «{TITLE}» nå." in taken.text
    assert row(sqlite_database).owner not in {None, per}


async def test_stakeholder_review(chat: Chat, sqlite_database: Database) -> None:
    """Go through the people the register may no longer need, and keep one."""
    await chat.ask("interessenter møtte Kari Nordmann (Ap) om jernbane: positiv")
    with sqlite_database.session() as session:
        (person,) = session.scalars(select(Person))
        person.quiet_since = date(2024, 5, 3)
    listed = await chat.ask("interessenter gjennomgang")
    assert "1 person bør vurderes på nytt" in listed.text
    kept = await chat.press(listed, "Behold")
    assert "Kari Nordmann beholdes" in kept.text
    with sqlite_database.reading() as session:
        assert session.scalars(select(Person.reviewed_on)).one() is not None


async def test_stakeholder_merge(chat: Chat, sqlite_database: Database) -> None:
    """Make two entries of one person one, and two again by undoing it."""

    def names() -> list[str]:
        with sqlite_database.reading() as session:
            return list(session.scalars(select(Person.name).where(Person.removed_at.is_(None)).order_by(Person.id)))

    await chat.ask("interessenter møtte Kari Nordmann (Ap) om jernbane: positiv")
    asked = await chat.ask("interessenter møtte Kari Nordman om jernbane: positiv")
    await chat.press(asked, "Ny person: Kari Nordman")
    two = await chat.ask("interessenter slå sammen Kari Nordmann og Kari Nordman")
    assert "Slik blir den ene oppføringen" in two.text
    one = await chat.press(two, "Slå sammen")
    assert "er nå én oppføring, med 2 samtaler" in one.text
    assert names() == ["Kari Nordmann"]
    await chat.press(one, "Angre")
    assert names() == ["Kari Nordmann", "Kari Nordman"]


async def test_workbook(chat: Chat, sqlite_database: Database) -> None:
    """Take a workbook of stakeholders in, see that the same changes nothing, undo it, and get the register as a workbook."""
    sheet = book(("Navn", "Virksomhet", "Eier"), ("Anne Li", "KS", "Kari Nordmann"), ("Ola Moe", "NHO", None))
    shown = await chat.give("bok.xlsx", sheet)
    assert "2 nye" in shown.text
    done = await chat.press(shown, "Ta inn")
    assert "2 nye." in done.text
    assert people(sqlite_database) == ["Anne Li", "Ola Moe"]
    out = await chat.file("interessenter eksport")
    for each in (sheet, out):
        assert "Ingenting endres." in (await chat.give("bok.xlsx", each)).text
    cells = [cell.value for row in openpyxl.load_workbook(BytesIO(out)).worksheets[0] for cell in row]
    assert "Kari Nordmann" in cells
    undone = await chat.press(done, "Angre")
    assert undone.text.startswith("Angret")
    assert people(sqlite_database) == []


async def test_settings(chat: Chat, sqlite_database: Database) -> None:
    """Change the settings in a form."""
    status = await chat.form("padriver innstillinger", {"digest_time": "07:30"})
    assert "07.30" in status.text or "7.30" in status.text or "lagret" in status.text.casefold()
    with sqlite_database.reading() as session:
        (workspace,) = session.scalars(select(Workspace))
    assert workspace.digest_time.isoformat() == "07:30:00"


async def test_next_year(chat: Chat) -> None:
    """Plan the next year from the reminder in the channel: take a step, answer for the wheel, choose no campaign."""
    reminder = await chat.morning("2026-11-02 10:00", "Planlegg 2027")
    taken = await chat.press(reminder, "Jeg tar den", after="Planlegg 2027")
    assert "Du er ansvarlig for «Planlegg 2027, steg 1: Årshjulet for 2026» nå." in taken.text
    assert "Planlegg 2027, steg 1" in (await chat.ask("frister mine")).text
    wheel = await chat.press(taken, "Vis")
    assert "Hva skjedde med dem?" in wheel.text
    off = await chat.press(wheel, "Ble ikke noe av")
    assert "ble det ikke noe av." in off.text
    assert "står som før igjen." in (await chat.press(off, "Angre")).text
    plan = await chat.press(off, "Steg 1 er gjort")
    assert "✓ ferdig" in plan.text
    dated = await chat.press(await chat.press(plan, "Begynn"), "Legg inn dato", "2027-01-07")
    assert "er satt til torsdag 7. januar 2027" in dated.text
    plan = await chat.press(dated, "Steg 2 er gjort")
    none = await chat.press(await chat.press(plan, "Begynn"), "Ingen kampanje")
    assert "Dere har valgt ingen kampanje i 2027." in none.text
    resting = await chat.press(none, "La onsdagsbudskapet hvile")
    assert "Ukas budskap hviler til dere velger noe annet." in resting.text

    start = await chat.morning("2027-01-04 08:00")
    assert start.text.startswith("Godt nytt år: slik begynner vi 2027")
    assert "2027 har ingen kampanje. Ukas budskap hviler." in start.text
    assert "er talsperson for Jernbane nå." in (await chat.press(start, "Jeg tar den")).text


@pytest.fixture(params=CHATS)
async def whole(
    request: pytest.FixtureRequest, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Chat]:
    """A chat with the content that comes with the product."""
    monkeypatch.setattr(OnePack, "current", lambda _packs: PACK)
    monkeypatch.setattr("tests.support.slack.small_pack", lambda: PACK)
    monkeypatch.setattr("tests.support.teams.small_pack", lambda: PACK, raising=False)
    async with CHATS[request.param](sqlite_database) as chat:
        yield chat


async def test_checklists(whole: Chat) -> None:
    """Open the whole checklist from the month's wheel, and the one of a hearing, and find each by its name."""
    wheel = await whole.morning("2026-11-02 09:00", "Månedens håndverk: Høring")
    opened = await whole.press(wheel, "Hele sjekklisten")
    hearing = [line.text for line in PACK.crafts.hearing]
    assert all(text in opened.text for text in hearing)
    asked = (await whole.ask("budskap høring")).text
    assert all(text in asked for text in hearing)
    partner = await whole.ask("budskap østlandssamarbeidet")
    assert "Vurder sammenslåing." in partner.text
    assert "Vurder sammenslåing." not in (await whole.per_shares(partner)).text
    listed = await whole.press(await whole.ask("frister oktober"), "Sjekkliste for høring")
    assert hearing[0] in listed.text


async def test_activities_of_a_phase(whole: Chat, sqlite_database: Database) -> None:
    """Take what there is to do in a phase of the budget, find it, tick it off and undo that."""
    title = "Møt opposisjonen og støttepartiene om påplussinger."
    listed = title.removesuffix(".")
    await whole.morning("2026-11-02 09:00")
    assert listed not in (await whole.ask("frister statsbudsjett")).text
    assert listed in (await whole.ask("frister påplussinger")).text
    phase = await whole.ask("budskap statsbudsjettet")
    assert title in phase.text
    with sqlite_database.session() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.title == title).order_by(Occurrence.ends_on)).first()
        assert row is not None
        assert (row.key, row.kind) == ("statsbudsjett:2027:okt-des:okt-des-opposisjonen", "oppgave")
        # Everything else in the open phases is done, so that one button is this one's.
        for other in session.scalars(select(Occurrence).where(Occurrence.kind == "oppgave", Occurrence.id != row.id)):
            other.done_at = datetime(2026, 11, 1, tzinfo=UTC)
    taken = await whole.press(await whole.ask("budskap statsbudsjettet"), "Jeg tar den")
    assert "Du er ansvarlig for" in taken.text
    assert listed in (await whole.ask("frister mine")).text
    done = await whole.press(await whole.ask("budskap statsbudsjettet"), "Gjort")
    assert listed not in (await whole.ask("frister mine")).text
    await whole.press(done, "Angre")
    assert listed in (await whole.ask("frister mine")).text


async def test_text_to_send(whole: Chat) -> None:
    """Get «Tre ting dere kan gjøre for jernbanen» as a text to copy, and what is said to a municipality."""
    asked = await whole.ask("budskap tre ting lillestrøm")
    assert "Til Lillestrøm" in asked.text
    copied = await whole.press(asked, "Kopier")
    assert "TRE TING DERE KAN GJØRE FOR JERNBANEN" in copied.text
    assert "Til Lillestrøm" in copied.text
    assert "1. Kapasitetsløft i Oslo – ny Rikstunnel" in copied.text
    assert "Ny glommakryssing i Fetsund" in (await whole.ask("budskap Lillestrøm")).text
    assert "Nytt NATO-senter i Råde" in (await whole.ask("budskap mosseregionen")).text
    assert "Stå sammen i saker med felles interesse." in (await whole.ask("budskap nho")).text


async def test_change_what_we_say(chat: Chat) -> None:
    """Change a message in a form, see what is wrong with it, see it in the answer, and undo it."""
    shown = await chat.ask("padriver innhold jernbane først")
    assert "Jernbane er viktigst." in shown.text
    wrong = await chat.fill(shown, "Endre", {"bokstav": "ab"})
    assert "Skriv én stor bokstav." in wrong.text
    saved = await chat.fill(shown, "Endre", {"budskap": "Toget er viktigst."})
    assert "«Spor A: Jernbane først» er lagret." in saved.text
    assert "Toget er viktigst." in (await chat.ask("budskap jernbane først")).text
    undone = await chat.press(saved, "Angre")
    assert "Endringen er angret." in undone.text
    assert "Jernbane er viktigst." in (await chat.ask("budskap jernbane først")).text


async def test_change_a_message_from_its_card(chat: Chat, sqlite_database: Database) -> None:
    """Open the form from the card that shows the message, and from the row of the wheel."""
    card = await chat.ask("budskap jernbane først")
    with sqlite_database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        sync(session, workspace, small_pack(), datetime(2026, 10, 5, 6, 0, tzinfo=UTC))
    assert "er lagret." in (await chat.fill(card, "Endre", {"krav": "Bygg Rikstunnelen nå."})).text
    wheel = await chat.ask("arshjul oktober")
    assert "er lagret." in (await chat.fill(wheel, "Endre", {"tekst": "Energidagene"})).text
    assert "Energidagene" in (await chat.ask("arshjul oktober")).text


async def test_add_take_out_and_bring_back(chat: Chat) -> None:
    """Add an entry in a form, take it out, and bring it back."""
    listed = await chat.ask("padriver innhold allianser")
    added = await chat.fill(listed, "Ny allianse", {"navn": "Østlandssamarbeidet", "om": "Fylkene på Østlandet"})
    assert "«Østlandssamarbeidet» er lagt til." in added.text
    out = await chat.press(added, "Ta ut")
    assert "er tatt ut." in out.text
    assert "tatt ut" in (await chat.ask("padriver innhold allianser")).text
    back = await chat.press(out, "Hent frem igjen")
    assert "er hentet frem igjen." in back.text


async def test_try_media_words_before_they_are_saved(chat: Chat) -> None:
    """Try the words of a theme, which leaves the form open with what came of it, and save them then."""
    shown = await chat.ask("padriver innhold medieord")
    opened = await chat.press(shown, "Åpne")
    tried = await chat.fill(opened, "Endre", {"ord": "tog, spor"})
    assert "Jeg har ingen titler fra de siste 8 ukene å prøve ordene på ennå." in tried.text
    saved = await chat.resend(tried)
    assert "«Jernbane» er lagret." in saved.text
