"""Made-up answers of the Storting in the recorded shapes and sizes: a session of cases, the day after, and questions."""

import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

CHANGES = 20
PARTS = (
    "tog på Østlandet",
    "strømnettet i byene",
    "Oslofjorden",
    "fosterhjem",
    "pensjon for dansere",
    "merking av mat",
)
COMMON = ("dyrevern", "skatt på sjokolade", "film i skolen", "fengsler", "forsvarets musikk", "apotek", "elgjakt")
PEOPLE = [
    {"versjon": "1.6", "doedsdato": None, "etternavn": f"Etternavn{n}", "foedselsdato": "/Date(443401200000+0100)/",
     "fornavn": "Fornavn", "id": f"F{n}", "kjoenn": 2, "vara_representant": False,
     "fylke": {"versjon": "1.6", "historisk_fylke": False, "id": "Ak", "navn": "Akershus"},
     "parti": {"versjon": "1.6", "id": "X", "navn": "Et parti", "representert_parti": True}}
    for n in range(5)
]  # fmt: skip


def session_of_cases(number: int) -> list[dict[str, Any]]:
    """Return so many cases in the recorded shape; about one in seven is about something that is watched."""
    chance = random.Random(22)
    return [_case(each, chance) for each in range(number)]


def _case(number: int, chance: random.Random) -> dict[str, Any]:
    about = chance.choice(PARTS) if chance.random() < 0.3 else chance.choice(COMMON)
    title = f"Representantforslag fra fem representanter om {about}, nummer {number}"
    return {
        "versjon": "1.6", "behandlet_sesjon_id": None, "dokumentgruppe": 3, "henvisning": f"Dokument 8:{number} S (2026-2027)",
        "emne_liste": [{"versjon": "1.6", "er_hovedemne": True, "id": 23, "navn": "Natur", "underemne_liste": []}],
        "forslagstiller_liste": PEOPLE, "id": 110_000 + number, "innstilling_id": -1, "innstilling_kode": 0,
        "komite": {"versjon": "1.6", "id": "KOMMFORV", "navn": "Kommunal- og forvaltningskomiteen"},
        "korttittel": f"{about} ({number})", "sak_fremmet_id": number, "saksordfoerer_liste": PEOPLE[:1],
        "sist_oppdatert_dato": "/Date(1790000000000+0200)/", "status": 0, "tittel": title, "type": 2,
    }  # fmt: skip


def changed_on(cases: Sequence[dict[str, Any]], day: int) -> list[dict[str, Any]]:
    """Return the session a day later: ten new cases, and ten that have another title."""
    chance = random.Random(day)
    new = [_case(10_000 * day + each, chance) for each in range(CHANGES // 2)]
    others = [each | {"tittel": f"{each['tittel']} ({day})"} for each in cases[: CHANGES // 2]]
    return [*new, *others, *cases[CHANGES // 2 :]]


def answer_of(cases: Sequence[dict[str, Any]]) -> bytes:
    """Return the answer of the source."""
    return json.dumps({"versjon": "1.6", "saker_liste": cases}, ensure_ascii=False).encode()


def questions_of(number: int, until: date) -> bytes:
    """Return a list of so many written questions, the last sent on that day; about one in ten is about what is watched."""
    chance = random.Random(23)
    return json.dumps({"sporsmal_liste": [_question(each, until, chance) for each in range(number)]}).encode()


def _question(number: int, until: date, chance: random.Random) -> dict[str, Any]:
    about = chance.choice(PARTS) if chance.random() < 0.1 else chance.choice(COMMON)
    sent = until - timedelta(days=number % 250)
    answered = f"{sent + timedelta(days=6):%d.%m.%Y} 00:00:00" if number % 250 > 6 else "01.01.0001 00:00:00"
    return {
        "versjon": "1.6", "id": 200_000 + number, "emne_liste": [], "sporsmal_fra": PEOPLE[number % len(PEOPLE)],
        "tittel": f"Hva vil statsråden gjøre med {about}, og når kan vi vente en avklaring? Spørsmål nummer {number}.",
        "sporsmal_til_minister_tittel": "samferdselsministeren", "sendt_dato": f"{sent:%d.%m.%Y} 00:00:00",
        "besvart_dato": answered, "status": "besvart" if number % 250 > 6 else "til_behandling",
    }  # fmt: skip
