"""Øvingsstortinget's representatives and recommendations: made up, in the shapes of the real ones.

There are as many from each constituency as in the Storting of 2021. The surnames say that nobody is meant.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from html import escape
from itertools import cycle, islice, product
from typing import Any

from bot.demo.practice.practice_events import OSLO, StortingCase, session_of
from bot.demo.practice.practice_subjects import ENERGY, FAMILY, TRANSPORT

SEATS = {
    "Østfold": 9, "Akershus": 19, "Oslo": 20, "Hedmark": 7, "Oppland": 6, "Buskerud": 8, "Vestfold": 7, "Telemark": 6,
    "Aust-Agder": 4, "Vest-Agder": 6, "Rogaland": 14, "Hordaland": 16, "Sogn og Fjordane": 4, "Møre og Romsdal": 8,
    "Sør-Trøndelag": 10, "Nord-Trøndelag": 5, "Nordland": 9, "Troms": 6, "Finnmark": 5,
}  # fmt: skip
PARTIES = (("A", "Arbeiderpartiet"), ("H", "Høyre"), ("FrP", "Fremskrittspartiet"), ("Sp", "Senterpartiet"),
           ("SV", "Sosialistisk Venstreparti"), ("V", "Venstre"), ("R", "Rødt"), ("MDG", "Miljøpartiet De Grønne"),
           ("KrF", "Kristelig Folkeparti"))  # fmt: skip
COMMITTEES = (TRANSPORT, ENERGY, FAMILY, ("Finanskomiteen", "FINANS"), ("Kommunal- og forvaltningskomiteen", "KOMMFORV"),
              ("Arbeids- og sosialkomiteen", "ARBSOS"), ("Helse- og omsorgskomiteen", "HELSEOMS"))  # fmt: skip
FIRST_NAMES = (
    "Anna",
    "Bjørn",
    "Celine",
    "David",
    "Eli",
    "Finn",
    "Grete",
    "Hans",
    "Ida",
    "Jonas",
    "Karin",
    "Leif",
    "Mona",
)
SURNAMES = ("Prøvestad", "Øvingsnes", "Testvik", "Liksomdal", "Oppdikt", "Tenkemoen", "Eksempel", "Påfunn", "Omtrentsen",
            "Nestenlid", "Kladdeby", "Skissegård", "Utkastrud")  # fmt: skip
FIRST_WITHIN = 1000
REPORTED_AT = time(12)
OURS = "Osloregionen"
"""The organisation that the demonstration's content is of."""


def representatives(*, with_committees: bool) -> Iterator[Mapping[str, Any]]:
    """Yield every representative, as `representanter` has them; with committees as `dagensrepresentanter` does."""
    names = product(SURNAMES, FIRST_NAMES)
    counties = (county for county, seats in SEATS.items() for _ in range(seats))
    seats = zip(names, counties, cycle(PARTIES), cycle(COMMITTEES), strict=False)
    for number, ((surname, first), county, party, committee) in enumerate(islice(seats, sum(SEATS.values()))):
        yield {
            "versjon": "1.6", "etternavn": surname, "fornavn": first, "id": f"OVING{number}", "vara_representant": False,
            "fylke": {"versjon": "1.6", "id": county[:2], "navn": county},
            "parti": {"versjon": "1.6", "id": party[0], "navn": party[1]},
            **({"komiteer_liste": [{"versjon": "1.6", "id": committee[1], "navn": committee[0]}]} if with_committees else {}),
        }  # fmt: skip


def recommendation_id(case: StortingCase, now: datetime) -> str | None:
    """Return the id of a case's recommendation; None before it is given."""
    if now < datetime.combine(case.reported, REPORTED_AT, OSLO):
        return None
    first, last = session_of(case.reported).split("-")
    return f"inns-{first}{last[2:]}-{case.number % FIRST_WITHIN}s"


def recommendation_name(case: StortingCase) -> str:
    """Return «Innst. 14 S (2026–2027)»."""
    return f"Innst. {case.number % FIRST_WITHIN} S ({session_of(case.reported).replace('-', '–')})"


def recommendation(case: StortingCase) -> str:
    """Return a case's recommendation as XML, with a remark that quotes the demonstration's organisation."""
    name, _, year = recommendation_name(case).partition(" (")
    about, committee = escape(case.title), escape(case.subject.body)
    said = escape(case.subject.text.rstrip("."))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Innstilling><Startseksjon><Navn>{name}</Navn><Aar>({year}</Aar>'
        f"<Doktit>Innstilling fra {committee} om {about}</Doktit></Startseksjon><Hovedseksjon>"
        f"<Kapittel><Tittel>Sammendrag</Tittel><A>Forslaget gjelder dette: {said}.</A></Kapittel>"
        '<Kapittel><Tittel>Komiteens merknader</Tittel><A><Uth Type="Sperret">Komiteen</Uth> viser til forslaget (øving).</A>'
        '<A><Uth Type="Sperret">Komiteens medlemmer fra Høyre og Senterpartiet</Uth> viser til innspillet fra '
        f"{OURS} i høringen, og er enig i at dette haster: {said}. Dette er diktet opp for å øve.</A></Kapittel></Hovedseksjon>"
        "<Sluttseksjon><KomTilrading><ForslagTilVedtak><VedtakS><Liste><Pkt><A>Stortinget ber regjeringen følge opp "
        f"{about}.</A></Pkt></Liste></VedtakS></ForslagTilVedtak></KomTilrading></Sluttseksjon></Innstilling>"
    )


def decision(case: StortingCase) -> str:
    """Return what Øvingsstortinget decided in a case that is finished."""
    return f"Stortinget ber regjeringen følge opp {case.title}."
