"""Calendar feeds: from the question in the chat to what a calendar program fetches, and when it is refused."""

import re
from datetime import date, time, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select, text, update

from bot.commands import registry
from bot.local.driver import LocalPerson
from bot.local.shapes import user_json
from bot.pages.address_limit import MOST_MISSES
from models.db.database import Database
from models.occurrences import changes, moving, undoing
from models.tables import AccessToken, Contact, Dialogue, Workspace
from models.workspace.access_tokens import UNUSED, fingerprint, issue
from tests.support.slack import Bench, seen, slack
from tests.support.teams import CHANNEL, KARI, actions, labelled, teams, texts

URL = "https://bot.example.no"
ADDRESS = re.compile(r"https://bot\.example\.no/kalender/([A-Za-z0-9_-]{43})\.ics")
HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Padriver//Frister//NO
NAME:Pådriver: {name}
X-WR-CALNAME:Pådriver: {name}
REFRESH-INTERVAL;VALUE=DURATION:PT4H
UID:{uid}
X-PUBLISHED-TTL:PT4H
"""
OSLO = """\
BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:DAYLIGHT
DTSTART:20250330T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
UID = "UID:"


async def fetched(bench: Any, address: str, **headers: str) -> httpx.Response:
    """Fetch an address of the bot, as a calendar program would from its public address."""
    base = bench.address.removesuffix("/slack/events").removesuffix("/teams/messages")
    async with httpx.AsyncClient(timeout=30) as client:
        return await client.get(address.replace(URL, base), headers=headers)


async def asked(who: LocalPerson, words: str) -> str:
    shown = await who.command("/frister", words, channel="sekretariatet")
    return "\n".join(seen(shown[-1]))


async def subscribed(who: LocalPerson, what: str) -> str:
    """Subscribe and return the address."""
    said = await asked(who, f"abonner {what}")
    found = ADDRESS.search(said)
    assert found, said
    return found[0]


def filled(database: Database, kari: str, now: Any) -> dict[str, int]:
    """Add occurrences of Kari's and of nobody's; return their ids by title."""
    rows: list[Any] = [
        {"title": "Innspill; til komiteen, uke 43", "due": date(2026, 10, 23), "theme": "jernbane", "owner": kari},
        {"title": "Ring Bane NOR", "due": date(2026, 10, 26), "start": time(2, 30), "minutes": 60},
        {"title": "Gul bok", "due": date(2026, 10, 7), "certainty": "forventet", "kind": "milepæl"},
        {"title": "Høringen åpner", "due": date(2027, 1, 18), "certainty": "ca", "kind": "milepæl"},
        {"title": "Julelunsj", "month": date(2026, 12, 1), "kind": "arrangement"},
        {"title": "Møte med Berit Moe", "due": date(2026, 11, 3), "kind": "møte", "owner": kari, "note": "Hemmelig"},
        {"title": "Send faktaark til Berit Moe", "due": date(2026, 11, 5), "owner": kari, "link": "https://x.no/berit"},
    ]
    with database.session() as session:
        mine = session.scalars(select(Workspace)).one().id
        made = {row["title"]: changes.add(session, mine, kari, now, **row)[0].id for row in rows}
        step = {"occurrence_id": made["Send faktaark til Berit Moe"], "planned": False, "channel": "møte"}
        session.add(Dialogue(workspace_id=mine, day=date(2026, 10, 1), created_by=kari, created_at=now, **step))  # type: ignore[arg-type]
        return made


def event(
    title: str, start: str, *, end: str = "", sequence: int = 0, stamp: str = "20261002T100000Z", more: str = ""
) -> str:
    """Return an event as it is written, without its UID."""
    lines = f"SUMMARY:{title}\nDTSTART;{start}\n{f'DTEND;{end}' if end else ''}\nDTSTAMP:{stamp}\nSEQUENCE:{sequence}\n"
    lines = lines.replace("\n\n", "\n")
    return f"BEGIN:VEVENT\n{lines}{more}TRANSP:TRANSPARENT\n{{url}}X-MICROSOFT-CDO-BUSYSTATUS:FREE\nEND:VEVENT\n"


def day(number: str) -> dict[str, str]:
    following = str(int(number) + 1)
    return {"start": f"VALUE=DATE:{number}", "end": f"VALUE=DATE:{following}"}


def body(answer: httpx.Response) -> str:
    """Return a feed with its lines unfolded, and without the UIDs of its events."""
    assert answer.status_code == 200, answer
    whole = answer.text.replace("\r\n ", "").replace("\r\n", "\n")
    head, *events = whole.split("BEGIN:VEVENT\n")
    bare = ["".join(line for line in each.splitlines(keepends=True) if not line.startswith(UID)) for each in events]
    return "BEGIN:VEVENT\n".join((re.sub(r"^UID:\S+", "UID:{uid}", head, flags=re.MULTILINE), *bare))


def feed(name: str, *events: str, zone: str = "") -> str:
    return HEAD.replace("{name}", name) + zone + "".join(events).replace("{url}", "") + "END:VCALENDAR\n"


INPUT = event(
    r"Innspill\; til komiteen\, uke 43",
    **day("20261023"),
    more="DESCRIPTION:Ansvarlig: Kari Nordmann\\nTema: Jernbane\n",
)
BOOK = event("Gul bok (trolig)", **day("20261007"))
CALL = event("Ring Bane NOR", "TZID=Europe/Oslo:20261026T023000", end="TZID=Europe/Oslo:20261026T033000")
HEARING = event("Høringen åpner (rundt denne dagen)", **day("20270118"))
LUNCH = event(r"Julelunsj (i desember\, dato mangler)", **day("20261201"))
TALK, STEP = event("Møte", **day("20261103")), event("Møte", **day("20261105"))
OWN_TALK = event("Møte med Berit Moe", **day("20261103"), more="DESCRIPTION:Ansvarlig: Kari Nordmann\\nHemmelig\n")
OWN_STEP = event(
    "Send faktaark til Berit Moe",
    **day("20261105"),
    more="DESCRIPTION:Ansvarlig: Kari Nordmann\\nhttps://x.no/berit\n",
).replace("{url}", "URL:https://x.no/berit\n")


async def test_each_feed_has_its_own_and_counts_what_changes(database: Database) -> None:
    async with slack("http", database, registry, url=URL) as bench:
        await bench.kari.command("/frister", "", channel="sekretariatet")
        ids = filled(database, bench.kari.id, bench.clock())
        everything, mine, theme = [await subscribed(bench.kari, what) for what in ("alle", "mine", "#jernbane")]
        shown = await fetched(bench, everything)
        assert body(shown) == feed("alle frister", BOOK, INPUT, CALL, TALK, STEP, HEARING, zone=OSLO)
        assert shown.headers["content-type"] == "text/calendar; charset=utf-8"
        assert (shown.headers["cache-control"], shown.headers["x-robots-tag"]) == ("private, max-age=900", "noindex")
        assert body(await fetched(bench, mine)) == feed("mine frister", INPUT, OWN_TALK, OWN_STEP)
        assert body(await fetched(bench, theme)) == feed("frister om Jernbane", INPUT)
        tag = shown.headers["etag"]
        for known in (tag, f'"a", W/{tag}', "*"):
            unchanged = await fetched(bench, everything, **{"If-None-Match": known})
            assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
        before = set(re.findall(r"UID:(\S+)", shown.text))
        bench.clock.at += timedelta(hours=2)
        with database.session() as session:
            workspace = session.scalars(select(Workspace)).one().id
            moving.move(session, workspace, ids["Gul bok"], "U2", date(2026, 10, 8), bench.clock())
            done = changes.mark_done(session, workspace, ids["Ring Bane NOR"], "U2", bench.clock())
        moved = await fetched(bench, everything, **{"If-None-Match": tag})
        new = {"sequence": 1, "stamp": "20261002T120000Z"}
        on = event("Gul bok", **day("20261008"), **new)
        over = {"end": "TZID=Europe/Oslo:20261026T033000", "more": "DESCRIPTION:Ferdig.\n"}
        ticked = event("✓ Ring Bane NOR", "TZID=Europe/Oslo:20261026T023000", **over, **new)
        assert body(moved) == feed("alle frister", on, INPUT, ticked, TALK, STEP, HEARING, zone=OSLO)
        assert set(re.findall(r"UID:(\S+)", moved.text)) == before
        bench.clock.at += timedelta(hours=2)
        with database.session() as session:
            undoing.undo(session, workspace, done.id, "U2", bench.clock())
            changes.call_off(session, workspace, ids["Høringen åpner"], "U2", bench.clock())
        back = CALL.replace("SEQUENCE:0", "SEQUENCE:2").replace("T100000Z", "T140000Z")
        assert body(await fetched(bench, everything)) == feed("alle frister", on, INPUT, back, TALK, STEP, zone=OSLO)


CHOICES = "Mine frister\nAlle frister\nEt tema"
OVERVIEW = f"""\
Frister i kalenderen din
Få fristene i Outlook, Google Kalender eller Apple Kalender. Kalenderen henter endringene selv.
{{kept}}{CHOICES}"""
KEPT = """\
Du abonnerer på
Mine frister
 · laget nå nettopp · {used}
{undated}
Ny adresse
Stopp
"""
GIVEN = """\
Adressen til «Mine frister»
Kopier adressen nå, og lim den inn i kalenderen din. Den vises ikke igjen.
{address}
Outlook
: Kalender → Legg til kalender → Abonner fra nettet
Google Kalender
: Andre kalendere → + → Fra nettadresse
Apple Kalender
: Arkiv → Nytt kalenderabonnement
Den som har adressen, ser fristene, så ikke del den. Kalenderen bestemmer selv hvor ofte den henter, ofte et par ganger \
i døgnet. Adressen slutter å virke når du slutter.
Ta med det uten dag
Stopp"""
ALREADY = """\
Du abonnerer allerede
Du abonnerer allerede på «Mine frister». Adressen vises bare når den er ny. Har du ikke tatt vare på den, så lag en ny: \
Da slutter den gamle å virke.
Mine frister
 · laget nå nettopp · hentet nå nettopp
Ta ut det uten dag
Ny adresse
Stopp"""


async def pressed(bench: Bench, label: str) -> str:
    """Press a button of the last message that Kari sees; return what she sees then."""
    message = bench.kari.sees("sekretariatet")[-1]
    found = [each for block in message.blocks for each in block.get("elements", ()) if block["type"] == "actions"]
    button = next(each for each in found if each.get("text", {}).get("text") == label)
    shown = await bench.kari.press(message, button["action_id"], button["value"])
    return "\n".join(seen(shown[-1]))


async def test_an_address_is_shown_once_renewed_and_stopped(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        await bench.kari.command("/frister", "", channel="sekretariatet")
        filled(sqlite_database, bench.kari.id, bench.clock())
        assert await asked(bench.kari, "abonner") == OVERVIEW.format(kept="")
        given = await pressed(bench, "Mine frister")
        first = (ADDRESS.search(given) or [""])[0]
        assert given == GIVEN.format(address=first)
        with sqlite_database.reading() as session:
            stored = session.scalars(select(AccessToken)).one()
            assert (stored.digest, stored.used_at) == (fingerprint(first.split("/")[-1].removesuffix(".ics")), None)
        assert first.split("/")[-1][:20].encode() not in everything_stored(sqlite_database)
        kept = KEPT.format(used="ikke hentet ennå", undated="Ta ut det uten dag")
        assert await pressed(bench, "Ta med det uten dag") == OVERVIEW.format(kept=kept)
        got = await fetched(bench, first)
        assert body(got) == feed("mine frister", INPUT, OWN_TALK, OWN_STEP)
        assert await asked(bench.kari, "abonner mine") == ALREADY
        again = (ADDRESS.search(await pressed(bench, "Ny adresse")) or [""])[0]
        assert (await fetched(bench, first)).status_code == 404
        assert body(await fetched(bench, again)) == feed("mine frister", INPUT, OWN_TALK, OWN_STEP)
        assert await pressed(bench, "Stopp") == (
            "Abonnementet er stoppet\nAdressen til «Mine frister» virker ikke lenger. Fjern kalenderen der du la den inn."
        )
        assert (await fetched(bench, again)).status_code == 404


def everything_stored(database: Database) -> bytes:
    """Return all texts in the database."""
    with database.reading() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return repr([session.execute(text(f'SELECT * FROM "{each}"')).all() for each in tables]).encode()


async def test_what_has_no_day_comes_only_where_it_is_wanted(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        await bench.kari.command("/frister", "", channel="sekretariatet")
        filled(sqlite_database, bench.kari.id, bench.clock())
        address = await subscribed(bench.kari, "alle")
        await pressed(bench, "Ta med det uten dag")
        assert body(await fetched(bench, address)) == feed(
            "alle frister", BOOK, INPUT, CALL, TALK, STEP, LUNCH, HEARING, zone=OSLO
        )


async def becomes(bench: Bench, **flags: bool) -> None:
    """Have Slack say what Kari is now."""
    for name, value in flags.items():
        setattr(bench.kari.user, name, value)
    await bench.workspace.happened({"type": "user_change", "user": user_json(bench.workspace.state, bench.kari.user)})
    await bench.workspace.settled()


@pytest.mark.parametrize("how", ["gjest", "sluttet", "slettet", "fjernet", "gammel"])
async def test_it_ends_with_the_person_and_nobody_can_see_why(sqlite_database: Database, how: str) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        address = await subscribed(bench.kari, "mine")
        first = await fetched(bench, address)
        assert first.status_code == 200
        with sqlite_database.session() as session:
            match how:
                case "slettet":
                    session.execute(delete(Contact).where(Contact.address == bench.kari.id))
                case "fjernet":
                    session.execute(update(Workspace).values(removed_at=bench.clock()))
                case "gammel":
                    bench.clock.at += UNUSED + timedelta(seconds=1)
        if how in {"gjest", "sluttet"}:
            await becomes(bench, **{"gjest": {"is_restricted": True}, "sluttet": {"deleted": True}}[how])
        refused = await fetched(bench, address, **{"If-None-Match": first.headers["etag"]})
        guessed = await fetched(bench, f"{URL}/kalender/{'A' * 43}.ics")
        assert [(each.status_code, each.content, bare(each)) for each in (refused, guessed)] == [
            (404, b"", {"content-length": "0"})
        ] * 2
        if how in {"gjest", "sluttet"}:
            # It does not come to life again with the person: they make a new one.
            await becomes(bench, is_restricted=False, deleted=False)
            assert (await fetched(bench, address)).status_code == 404
            assert (await fetched(bench, await subscribed(bench.kari, "mine"))).status_code == 200


def bare(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "date"}


async def test_a_token_in_use_goes_on_and_opens_its_own_workspace_and_purpose_alone(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        address = await subscribed(bench.kari, "alle")
        for _ in range(3):
            bench.clock.at += UNUSED - timedelta(days=1)
            assert (await fetched(bench, address)).status_code == 200
        with sqlite_database.session() as session:
            mine = session.scalars(select(Workspace)).one()
            theirs = Workspace(platform="slack", external_id="T9", name="Andre")
            session.add(theirs)
            session.flush()
            changes.add(session, theirs.id, "U9", bench.clock(), title="Noe hos andre", due=date(2028, 3, 1))
            _, other = issue(session, mine.id, bench.kari.id, "assistent", "alle", bench.clock())
            _, foreign = issue(session, theirs.id, bench.kari.id, "kalender", "alle", bench.clock())
        assert "Noe hos andre" not in (await fetched(bench, address)).text
        for secret in (other, foreign):
            assert (await fetched(bench, f"{URL}/kalender/{secret}.ics")).status_code == 404


async def test_guessing_is_limited_and_disturbs_nobody_who_has_an_address(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        known, later = [await subscribed(bench.kari, what) for what in ("mine", "alle")]
        assert (await fetched(bench, known)).status_code == 200
        odd = ["x", f"{'A' * 43}", f"{'A' * 44}.ics", f"{'Å' * 43}.ics", f"{'A' * 5_000}.ics", "%00.ics"]
        guesses = [*odd, *(f"{number:043}.ics" for number in range(MOST_MISSES))]
        answers = [(await fetched(bench, f"{URL}/kalender/{each}")).status_code for each in guesses]
        assert set(answers) == {404, 429}
        assert answers.index(429) == MOST_MISSES
        refused = await fetched(bench, later)
        assert (refused.status_code, 0 < int(refused.headers["retry-after"]) <= 601) == (429, True)
        assert (await fetched(bench, known)).status_code == 200
        base = bench.address.removesuffix("/slack/events")
        async with httpx.AsyncClient() as client:
            assert (await client.post(known.replace(URL, base))).status_code == 405
            head = await client.head(known.replace(URL, base))
            assert (head.status_code, head.content) == (200, b"")
    said = capsys.readouterr()
    assert not any(each.split("/")[-1][:20] in said.out + said.err for each in (known, later))


async def test_a_feed_that_fails_says_so_without_the_address(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        address = await subscribed(bench.kari, "mine")
        with monkeypatch.context() as patch:
            patch.setattr("bot.pages.calendar_route.read_feed", lambda *_: 1 // 0)
            failed = await fetched(bench, address)
        assert (failed.status_code, failed.content) == (503, b"")
        assert (await fetched(bench, address)).status_code == 200
    said = capsys.readouterr().out
    assert "calendar_not_served" in said
    assert address.split("/")[-1][:20] not in said


MISSING = """\
Mine frister
Jeg har ingen adresse på nettet, så kalenderen kan ikke hente fristene selv.
Be den som drifter Pådriver, om å sette {}
PADRIVER_URL
. Til da kan du få fristene som en fil.
Filen endrer seg ikke. Hent en ny når noe er endret, og åpne den i kalenderen.
«Mine frister» ligger i samtalen mellom deg og meg. Bare du ser den."""


async def test_without_an_address_there_is_a_file_and_what_is_missing(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        await bench.kari.command("/frister", "", channel="sekretariatet")
        filled(sqlite_database, bench.kari.id, bench.clock())
        overview = await asked(bench.kari, "abonner")
        assert "PADRIVER_URL" in overview
        assert overview.endswith(CHOICES)
        assert await asked(bench.kari, "abonner mine") == MISSING.format("")
        (given,) = bench.kari.sees("bot")[-1].files
        answer = httpx.Response(200, content=given.content or b"")
        assert (given.name, body(answer)) == ("frister-mine.ics", feed("mine frister", INPUT, OWN_TALK, OWN_STEP))
        assert (await fetched(bench, f"{URL}/kalender/{'A' * 43}.ics")).status_code == 404


@pytest.mark.parametrize("url", [URL, ""])
async def test_in_a_channel_of_teams_nobody_else_sees_an_address(sqlite_database: Database, url: str) -> None:
    alone = "Adressen til en kalender er bare for deg, så den får du ikke her. Skriv «frister abonner» til meg i en direktemelding."
    async with teams(sqlite_database, registry, url=url) as bench:
        await bench.kari.write("frister abonner", CHANNEL)
        (told,) = bench.said
        assert (told.targeted, texts(told.card)[0]) == (f"29:{KARI}", "Frister i kalenderen din")
        await bench.kari.write("frister")
        (listed,) = bench.said
        # As an older version answered in the channel, where everybody could press it.
        pressed = await bench.kari.press(labelled(listed.card, "Abonner i kalenderen"), CHANNEL, listed.sent)
        assert pressed["value"] == alone
        await bench.kari.write("frister abonner")
        (overview,) = bench.said
        await bench.kari.press(labelled(overview.card, "Mine frister"), "", overview.sent)
        said = bench.said
        if url:
            (address,) = {found[0] for found in ADDRESS.finditer("\n".join(texts(said[-1].card)))}
            assert (await fetched(bench, address)).status_code == 200
            assert [each["title"] for each in actions(said[-1].card)] == ["Ta med det uten dag", "Stopp"]
        else:
            assert said[0].body["attachments"][0]["name"] == "frister-mine.ics"
        with sqlite_database.reading() as session:
            assert len(session.scalars(select(AccessToken)).all()) == (1 if url else 0)


async def test_guests_get_no_feed(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry, url=URL) as bench:
        bench.kari.user.is_restricted = True
        assert (await asked(bench.kari, "abonner mine")).startswith("Bare for dem som arbeider her")
        assert "Abonner i kalenderen" not in await asked(bench.kari, "")
        with sqlite_database.reading() as session:
            assert session.scalars(select(AccessToken)).all() == []
