"""What each reader makes of an answer, as `padriver kilder les` prints it."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.kilder import as_json
from bot.cli.root import root
from jobs.official.answer import Reader
from jobs.official.readers import read_answer
from jobs.official.tree import UnreadableAnswerError

HERE = Path(__file__).parent
NO_DATES = ["/Date(-62135596800000)/", "01.01.0001", "01.01.0001 00:00:00", "0001-01-01T00:00:00", None, ""]


def recorded(name: str) -> bytes:
    return (HERE / "recorded" / name).read_bytes()


def made_up(name: str) -> bytes:
    return (HERE / "made_up" / name).read_bytes()


def data(**content: Any) -> bytes:
    return json.dumps({"respons_dato_tid": "/Date(1742621323994+0100)/", "versjon": "1.6", **content}).encode()


def read(content: bytes) -> dict[str, Any]:
    return as_json(read_answer(content))


def sample(shared_folder: Path, name: str) -> bytes:
    file = shared_folder / "samples" / name
    if not file.is_file():
        pytest.skip("the folder of samples is not here")
    return file.read_bytes()


def some(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name] for name in names]


def test_the_command_prints_a_recorded_hearing() -> None:
    result = CliRunner().invoke(root, ["kilder", "les", str(HERE / "recorded" / "horing-10005544.json")])
    assert result.exit_code == 0, result.output
    title = "Statsbudsjettet 2026 (arbeids- og sosialkomiteen)"
    item = {
        "kind": "komitehøring",
        "id": "10005544",
        "title": title,
        "short_title": title,
        "excerpt": "",
        "committee": "Arbeids- og sosialkomiteen",
        "committee_id": "ARBSOS",
        "published": None,
        "updated": None,
        "deadline": "2025-10-21T23:59:00+02:00",
        "deadlines": ["2025-10-21T23:59:00+02:00"],
        "status": "avholdt",
        "status_text": "Avholdt",
        "written": False,
        "month": None,
        "reference": "Prop. 1 S (2025-2026), Innst. 15 S (2025-2026)",
        "link": "https://www.stortinget.no/no/Hva-skjer-pa-Stortinget/Horing/horing/?h=10005544",
        "cases": ["104908"],
        "topics": [],
        "events": [
            {
                "kind": "innspillsfrist",
                "name": "frist for skriftlige innspill",
                "date": "2025-10-21T23:59:00+02:00",
                "place": None,
            },
            {
                "kind": "HOER",
                "name": "høring",
                "date": "2025-10-27T08:30:00+01:00",
                "place": "Stortingets komitéhus, Høringssal 1",
            },
        ],
        "people": [],
    }
    assert json.loads(result.stdout) == {
        "reader": "stortinget: høringer",
        "count": 1,
        "items": [item],
        "total": None,
        "is_cut": False,
        "not_understood": [],
    }


def test_the_command_says_what_it_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "svar.json"
    file.write_bytes(recorded("saker.excerpt.json")[:700])
    result = CliRunner().invoke(root, ["kilder", "les", str(file)])
    assert (result.exit_code, result.stderr) == (1, "svar.json: svaret er kuttet midt i.\n")


def test_a_recorded_case_has_its_events() -> None:
    found = read(recorded("sak-94625.excerpt.json"))
    (item,) = found["items"]
    assert some(item, "id", "committee", "committee_id", "status", "deadline", "topics") == [
        "94625", "Stortingets presidentskap", "PRES", "ferdigbehandlet", None, ["Regjeringen"],
    ]  # fmt: skip
    assert [(each["kind"], each["date"]) for each in item["events"]] == [
        ("KOMITE", None), ("AVGITT", "2023-06-08"), ("BEHS", "2023-06-15"), ("VOT", "2023-06-15"),
    ]  # fmt: skip
    assert found["not_understood"] == []


def test_recorded_lists_are_read() -> None:
    (case,) = read(recorded("saker.excerpt.json"))["items"]
    assert some(case, "id", "committee_id", "updated", "status") == [
        "80278",
        "KONTROLL",
        "2024-05-07",
        "ferdigbehandlet",
    ]
    assert case["title"].startswith("Grunnlovsforslag fra Erlend Wiborg om endring i §§ 21 og 91")
    sessions = read(recorded("sesjoner.excerpt.json"))["sessions"]
    assert sessions == [
        {"id": "2024-2025", "first": "2024-10-01", "last": "2025-09-30", "is_current": True},
        {"id": "2023-2024", "first": "2023-10-01", "last": "2024-09-30", "is_current": False},
        {"id": "1998-99", "first": "1998-10-01", "last": "1999-09-30", "is_current": False},
    ]
    older = read(recorded("sesjoner.v1.3.xml"))
    assert (older["count"], older["not_understood"]) == (31, [])
    assert older["sessions"][1] == {
        "id": "2015-2016", "first": "2015-10-01", "last": "2016-09-30", "is_current": True,
    }  # fmt: skip
    periods = read(recorded("stortingsperioder.v1.3.xml"))["sessions"]
    assert (len(periods), periods[-1]["id"], periods[-1]["first"]) == (18, "1945-49", "1945-12-04")


def test_the_recorded_pages_of_the_government_are_read(shared_folder: Path) -> None:
    listing = read(sample(shared_folder, "regjeringen/listing_page-001.html"))
    assert some(listing, "reader", "count", "total", "is_cut", "not_understood") == [
        "regjeringen: høringslisten", 20, 6960, False, [],
    ]  # fmt: skip
    assert all(each["deadline"] and each["status"] == "på høring" and each["ministry"] for each in listing["items"])
    names = ("id", "ministry", "published", "deadline")
    assert some(listing["items"][0], *names) == ["3168525", "Finansdepartementet", "2026-07-03", "2026-08-14"]
    (page,) = read(sample(shared_folder, "regjeringen/id3167072_page.html"))["items"]
    (same,) = [each for each in listing["items"] if each["id"] == "3167072"]
    assert some(page, "title", *names, "status", "link", "excerpt") == some(
        same, "title", *names, "status", "link", "excerpt"
    )


def test_the_other_samples_are_read(shared_folder: Path) -> None:
    people = read(sample(shared_folder, "stortinget/representanter_2021-2025_api1.6.xmltodict.json"))
    assert (people["count"], people["people"][0]) == (
        169,
        {"id": "AASE", "name": "Maria Aasen-Svensrud", "party": "A", "county": "Vestfold", "committees": None},
    )
    feed = read(sample(shared_folder, "stortinget/rss-shape.xml"))
    assert [each["published"] for each in feed["items"]] == ["2026-08-20T10:00:00+02:00", "2026-08-19T10:00:00+02:00"]
    assert feed["not_understood"] == ["flere elementer deler adresse, så adressen identifiserer dem ikke"]


def test_nynorsk_entities_and_missing_deadlines_in_a_listing() -> None:
    found = read(made_up("listing.html"))
    names = ("id", "title", "ministry", "published", "deadline", "status", "link")
    site = "https://www.regjeringen.no/no/dokumenter"
    assert [some(each, *names) for each in found["items"]] == [
        [
            "9000001", "Høyring – bane & buss i Osloregionen", "Samferdselsdepartementet",
            "2026-07-03", "2026-08-14", "på høring", f"{site}/hoyring-om-bane/id9000001/",
        ],
        [
            "9000002", "Høring uten frist", "Klima- og miljødepartementet, Energidepartementet",
            "2026-07-02", None, "under behandling", f"{site}/uten-frist/id9000002/",
        ],
        [
            "9000003", "Høring med ny frist", "Kommunal- og distriktsdepartementet",
            "2026-07-01", "2026-09-01", None, f"{site}/ny-frist/id9000003/",
        ],
    ]  # fmt: skip
    assert found["items"][0]["excerpt"] == "Framlegg om både bane og buss."
    assert found["not_understood"] == [
        "ny høringsfrist: «01.09.2026 (utsatt fra 14.08.2026)»",
        "status: betydningen av «Lagt på is» er ikke kjent",
        "en rad i lista mangler adresse eller tittel",
    ]
    assert found["total"] == 6960


def test_a_page_in_nynorsk() -> None:
    (page,) = read(made_up("nynorsk_page.html"))["items"]
    names = ("id", "title", "ministry", "ministry_id", "published", "deadline", "status", "status_text", "excerpt")
    assert some(page, *names) == [
        "9000004", "Høyring om ferje", "Samferdselsdepartementet", "791",
        "2026-07-03", "2026-08-07", "på høring", "På høyring", "Om ferjer & kaiar.",
    ]  # fmt: skip


def hearing(**values: Any) -> bytes:
    row = {"id": 1, "horing_status": "Planlagt", "komite": {"id": "ENERGI", "navn": "Energi- og miljøkomiteen"}}
    return data(horinger_liste=[{**row, "horing_sak_info_liste": [], **values}])


@pytest.mark.parametrize("missing", NO_DATES)
def test_a_date_that_is_missing_is_none_in_each_form(missing: str | None) -> None:
    found = read(hearing(innspillsfrist=missing, start_dato=missing, publisert_dato=missing))
    (item,) = found["items"]
    assert some(item, "deadline", "published", "events") == [None, None, []]
    assert found["not_understood"] == ["en høring har ingen sak å hente tittel fra"]
    assert item["title"] == "Høring i Energi- og miljøkomiteen (1)"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/Date(1761083940000+0200)/", "2025-10-21T23:59:00+02:00"),
        ("/Date(1761083940000)/", "2025-10-21T23:59:00+02:00"),
        ("2025-10-21T23:59:00", "2025-10-21T23:59:00+02:00"),
        ("2025-10-21T21:59:00Z", "2025-10-21T23:59:00+02:00"),
        ("2025-10-21T23:59:00.0332746+02:00", "2025-10-21T23:59:00.033274+02:00"),
        ("21.10.2025 23:59:00", "2025-10-21T23:59:00+02:00"),
        ("21.10.2025 00:00:00", "2025-10-21"),
        ("2025-10-21T00:00:00", "2025-10-21"),
        ("21. oktober 2025", "2025-10-21"),
        ("1.2.2026", "2026-02-01"),
        ("9999-12-31T23:59:59", None),
        ("/Date(253402300799999)/", None),
    ],
)
def test_dates_are_read_in_each_format(written: str, expected: str | None) -> None:
    (item,) = read(hearing(innspillsfrist=written))["items"]
    assert item["deadline"] == expected


@pytest.mark.parametrize("written", ["i høst", "31.02.2026", "2026-13-01T00:00:00", "/Date(noe)/", "32. mai 2026"])
def test_a_date_that_cannot_be_read_is_said_and_never_guessed(written: str) -> None:
    case = {"sak_id": 7, "sak_tittel": "En sak"}
    found = read(hearing(innspillsfrist=written, horing_sak_info_liste=[case]))
    assert found["items"][0]["deadline"] is None
    assert found["not_understood"] == [f"innspillsfrist: «{written}» er ikke en dato"]


def test_a_hearing_is_titled_by_its_cases_and_a_cancelled_one_is_over() -> None:
    cases = [{"sak_id": 7, "sak_tittel": "Lov om tog"}, {"sak_id": 8, "sak_korttittel": "Buss"}]
    (item,) = read(hearing(horing_status="Avlyst", horing_sak_info_liste=cases, skriftlig=True))["items"]
    assert some(item, "title", "status", "cases", "written") == ["Lov om tog; Buss", "avlyst", ["7", "8"], True]


def test_a_case_with_several_deadlines_has_the_first_as_its_deadline() -> None:
    events = [
        ("HOERFRIST", "12.11.2025"),
        ("HOER", "30.10.2025 00:00:00"),
        ("HOERFRIST", "21.10.2025"),
        ("NYTT", "1.1.2026"),
    ]
    listed = [{"id": code, "dato": day} for code, day in events]
    found = read(
        data(id=104907, tittel="En sak", saksgang={"saksgang_steg_liste": [{"saksgang_hendelse_liste": listed}]})
    )
    (item,) = found["items"]
    assert some(item, "deadline", "deadlines") == ["2025-10-21", ["2025-10-21", "2025-11-12"]]
    assert found["not_understood"] == ["hendelse: «NYTT» er ikke kjent"]


def test_announced_bills_have_a_ministry_and_a_month() -> None:
    bill = {
        "id": 5,
        "tittel": "Prop. om jernbane",
        "departement": "Samferdselsdepartementet",
        "måned": "Mars",
        "type": "Proposisjon",
    }
    found = read(data(saker_liste=[bill, {**bill, "id": 6, "måned": "snart"}]))
    assert found["reader"] == "stortinget: ventede saker"
    names = ("kind", "id", "title", "ministry", "month")
    assert some(found["items"][0], *names) == [
        "varslet sak", "5", "Prop. om jernbane", "Samferdselsdepartementet", "mars",
    ]  # fmt: skip
    assert found["not_understood"] == ["måned: «snart» er ikke en måned"]


XML = """<?xml version="1.0" encoding="utf-8"?>
<horinger_oversikt xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://data.stortinget.no"><versjon>1.6</versjon>
<horinger_liste><horing><versjon>1.6</versjon><anmodningsfrist_dato_tid>2025-10-20T12:00:00</anmodningsfrist_dato_tid>
<horing_sak_info_liste><horing_sak_info><sak_id>7</sak_id><sak_tittel>Lov om tog &amp; buss</sak_tittel></horing_sak_info></horing_sak_info_liste>
<horing_status>P&#229;g&#229;r</horing_status><id>1</id><innspillsfrist>0001-01-01T00:00:00</innspillsfrist>
<komite><id>TRANS</id><navn>Transportkomiteen</navn></komite><skriftlig>true</skriftlig><soknadfrist_dato i:nil="true"/></horing>
</horinger_liste></horinger_oversikt>"""


def test_a_hearing_in_xml_is_read_as_in_json() -> None:
    found = read(XML.encode())
    names = ("id", "title", "committee", "committee_id", "deadline", "status", "written", "cases")
    assert some(found["items"][0], *names) == [
        "1", "Lov om tog & buss", "Transportkomiteen", "TRANS", "2025-10-20T12:00:00+02:00", "pågår", True, ["7"],
    ]  # fmt: skip
    assert found["not_understood"] == []


def test_what_is_left_out_of_a_list_is_counted() -> None:
    found = read(data(saker_liste=[1, None, {"id": {"x": 1}}, {"id": 2}, {"id": 3, "tittel": "En sak"}]))
    assert (found["count"], found["not_understood"]) == (
        1, ["en rad er ikke et objekt (2 ganger)", "en sak mangler id", "en sak mangler tittel"],
    )  # fmt: skip
    assert read(data(horinger_liste=None))["not_understood"] == ["lista mangler"]


def feed(*items: str, end: str = "</channel></rss>") -> bytes:
    listed = "".join(f"<item>{each}</item>" for each in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>RSS Regjeringen.no</title>{listed}{end}'.encode()


def entry(number: int, guid: str = "", title: str = "H&#xF8;ring") -> str:
    link = f"https://www.regjeringen.no/no/dokumenter/x/id{number}/"
    date = "<pubDate>Thu, 17 Sep 2026 11:00:00 +0200</pubDate>"
    return f"<title>{title} {number}</title><link>{link}</link>{guid}{date}"


def test_a_hearing_feed_with_and_without_guids_has_the_same_identities() -> None:
    names = ("kind", "id", "title", "published")
    with_guids = read(feed(entry(9000001, "<guid>9000001</guid>"), entry(9000002, "<guid>9000002</guid>")))
    without = read(feed(entry(9000001), entry(9000002)))
    assert [some(each, *names) for each in with_guids["items"]] == [some(each, *names) for each in without["items"]]
    assert some(without["items"][0], *names) == ["høring", "9000001", "Høring 9000001", "2026-09-17T11:00:00+02:00"]


def test_a_feed_that_was_cut_has_its_whole_items_and_says_that_it_was_cut() -> None:
    found = read(feed(entry(9000001), end="<item><title>Hør"))
    assert (found["is_cut"], [each["id"] for each in found["items"]]) == (True, ["9000001"])


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>"
PERSON = "svaret er en kontroll av om det er et menneske som spør, ikke det vi ba om"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "svaret er tomt"),
        (b"  \n", "svaret er tomt"),
        (CHALLENGE, PERSON),
        (b"<html><body>Velkommen</body></html>", "svaret er en nettside, men verken en liste over høringer eller en høring"),
        (b"<html><body><h1>Vel", "svaret er kuttet midt i"),
        (b'{"saker_liste": [{"id": 1, "tittel": "En sa', "svaret er kuttet midt i"),
        (b'{"saker_liste": [{"id": 1}, ', "svaret er kuttet midt i"),
        (b'{"saker_liste": tull}', "svaret er ikke gyldig JSON"),
        (b"[" * 50_000, "svaret er nøstet for dypt"),
        (b"[]", "svaret er ikke et JSON-objekt"),
        (b'{"noe": "annet"}', "ingen leser kjenner igjen svaret"),
        (b"Internal Server Error", "ingen leser kjenner igjen svaret"),
        (f"{BOMB}<sesjoner_oversikt><sesjoner_liste>&b;</sesjoner_liste></sesjoner_oversikt>".encode(), "egne XML-entiteter er ikke tillatt"),
        (f"{BOMB}<rss><channel><title>&b;</title></channel></rss>".encode(), "egne XML-entiteter er ikke tillatt"),
        (b"<sesjoner_oversikt><sesjoner_liste><sesjon>", "svaret er kuttet midt i"),
        (b"<sesjoner_oversikt><a></b></sesjoner_oversikt>", "svaret er ikke gyldig XML"),
        (recorded("sesjoner.v1.3.xml")[:900], "svaret er kuttet midt i"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_said_in_words(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableAnswerError) as raised:
        read_answer(content)
    assert str(raised.value) == reason


def test_an_answer_of_another_kind_than_the_source_sends_is_refused() -> None:
    with pytest.raises(UnreadableAnswerError, match="ventet stortinget: saker, fikk stortinget: sesjoner"):
        read_answer(recorded("sesjoner.excerpt.json"), expected=Reader.CASES)
    empty = read_answer(data(saker_liste=[]), expected=Reader.BILLS)
    assert (empty.reader, empty.count) == (Reader.BILLS, 0)


@pytest.mark.parametrize(
    "piece",
    [
        b'<li class="listItem"><p><span class="event-details">Frist: ',
        b"<div>" * 20,
        b"</div>",
        b"<!-- ",
        b"<![CDATA[",
        b'<a href="',
        b"&#x41;&amp;",
        b"/Date(1",
    ],
)
def test_a_hostile_page_takes_time_in_proportion(piece: bytes) -> None:
    before = time.process_time()
    with suppress(UnreadableAnswerError):
        read_answer(b"<!doctype html><ul class=listing>" + piece * (200_000 // len(piece)))
    assert time.process_time() - before < 5
