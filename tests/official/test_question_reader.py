"""Written questions and interpellations in the described shape, with the traps of the source."""

import json
from typing import Any

import pytest

from bot.cli.kilder import as_json
from jobs.official.answer import Reader
from jobs.official.readers import read_answer
from jobs.official.tree import UnreadableAnswerError

WHOLE = {
    "versjon": "1.6",
    "id": 98765,
    "tittel": "Vil statsråden sørge for flere tog?",
    "sporsmal_fra": {
        "fornavn": "Ola",
        "etternavn": "Moe",
        "parti": {"id": "A", "navn": "Arbeiderpartiet"},
        "fylke": {"id": "Ak", "navn": "Akershus"},
    },
    "sporsmal_til_minister_tittel": "samferdselsministeren",
    "sendt_dato": "/Date(1790000000000+0200)/",
    "besvart_dato": "/Date(1790600000000+0200)/",
    "status": "besvart",
    "emne_liste": [],
}
ASKED = {"role": "blir spurt", "name": "samferdselsministeren", "party": "", "county": ""}
ASKER = {"role": "spør", "name": "Ola Moe", "party": "Ap", "county": "Akershus"}


def read(*rows: dict[str, Any], expected: Reader | None = None, name: str = "sporsmal_liste") -> dict[str, Any]:
    content = json.dumps({"respons_dato_tid": "/Date(1742621323994+0100)/", "versjon": "1.6", name: list(rows)})
    return as_json(read_answer(content.encode(), expected=expected))


def test_a_question_has_who_asks_whom_and_its_days() -> None:
    found = read(WHOLE)
    (item,) = found["items"]
    assert (found["reader"], found["not_understood"]) == ("stortinget: skriftlige spørsmål", [])
    assert (item["kind"], item["id"], item["status"], item["published"][:10]) == (
        "spørsmål",
        "98765",
        "ferdigbehandlet",
        "2026-09-21",
    )
    assert [(each["kind"], each["date"][:10]) for each in item["events"]] == [
        ("SENDT", "2026-09-21"),
        ("BESVART", "2026-09-28"),
    ]
    assert item["people"] == [ASKER, ASKED]
    assert item["link"].endswith("/Skriftlig-sporsmal/?qid=98765")
    (other,) = read(WHOLE, expected=Reader.INTERPELLATIONS)["items"]
    assert (other["kind"], other["link"].rpartition("/")[2]) == ("interpellasjon", "?qid=98765")
    with pytest.raises(UnreadableAnswerError, match="ventet stortinget: saker, fikk stortinget: skriftlige spørsmål"):
        read(WHOLE, expected=Reader.CASES)


@pytest.mark.parametrize("never", ["/Date(-62135596800000)/", "01.01.0001 00:00:00", "0001-01-01T00:00:00", None, ""])
def test_what_has_no_day_of_an_answer_is_not_answered(never: str | None) -> None:
    (item,) = read({**WHOLE, "besvart_dato": never, "status": "til_behandling"})["items"]
    assert (item["status"], [each["kind"] for each in item["events"]]) == ("under behandling", ["SENDT"])


def test_other_shapes_are_read_and_what_is_missing_is_said() -> None:
    plain = {"navn": "Ola Moe", "parti": "Ap", "fylke": "Akershus"}
    found = read(
        {**WHOLE, "sporsmal_fra": plain, "tittel": "Vil statsråden sørge for tog? " * 30},
        {**WHOLE, "id": 2, "sporsmal_fra": None, "sporsmal_til_minister_tittel": "", "besvart_av": {"navn": "Kari Li"}},
        {**WHOLE, "id": 3, "tittel": ""},
        {**WHOLE, "id": None},
        {**WHOLE, "id": 5, "besvart_dato": None, "status": "utsatt"},
    )
    first, second, third = found["items"]
    assert first["people"] == [ASKER, ASKED]
    assert (len(first["title"]), len(first["excerpt"])) == (500, 899)
    assert second["people"] == [{**ASKED, "name": "Kari Li"}]
    assert third["status"] == "under behandling"
    assert found["not_understood"] == [
        "et spørsmål mangler hvem som spør",
        "et spørsmål mangler tekst",
        "et spørsmål mangler id",
        "status: betydningen av «utsatt» er ikke kjent",
    ]
    assert read({**WHOLE, "id": 1}, name="interpellasjoner_liste")["count"] == 1


def test_xml_is_read_as_json_is() -> None:
    rows = (
        "<sporsmal><id>7</id><tittel>Hvorfor?</tittel><sporsmal_fra><fornavn>Ola</fornavn><etternavn>Moe</etternavn>"
        "<parti><id>A</id></parti><fylke><navn>Akershus</navn></fylke></sporsmal_fra><sendt_dato>2026-09-21T00:00:00"
        "</sendt_dato><besvart_dato>0001-01-01T00:00:00</besvart_dato><status>til_behandling</status></sporsmal>"
    )
    text = f"<sporsmal_oversikt><versjon>1.6</versjon><sporsmal_liste>{rows}</sporsmal_liste></sporsmal_oversikt>"
    (item,) = as_json(read_answer(text.encode()))["items"]
    assert (item["id"], item["status"], item["people"]) == ("7", "under behandling", [ASKER])


def test_a_case_names_its_rapporteur_and_who_proposed_it() -> None:
    person = WHOLE["sporsmal_fra"]
    row = {
        "id": 1,
        "tittel": "Flere tog",
        "saksordfoerer_liste": [person],
        "forslagstiller_liste": [person, {"id": "X"}],
    }
    (item,) = read(row, name="saker_liste")["items"]
    assert item["people"] == [{**ASKER, "role": "saksordfører"}, {**ASKER, "role": "forslagsstiller"}]
