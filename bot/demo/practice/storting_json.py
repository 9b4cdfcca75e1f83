"""Cases, hearings and questions of Øvingsstortinget as the Storting writes them in JSON."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from bot.demo.practice.practice_events import (
    OSLO,
    StortingCase,
    StortingQuestion,
    session_of,
)

NAME = "Øvingsstortinget"
NONE = "01.01.0001 00:00:00"
"""How the Storting writes a day in an event that has none."""
HALL = "Stortingets komitéhus, høringssal 1"
FIRST_HEARING = 10_000_000
"""A committee's hearing has the number of its case and this."""
PERSON = {
    "versjon": "1.6", "fornavn": "Øystein", "etternavn": "Øving", "id": "OVING", "kjoenn": 2, "vara_representant": False,
    "fylke": {"versjon": "1.6", "historisk_fylke": False, "id": "Ak", "navn": "Akershus"},
    "parti": {"versjon": "1.6", "id": "Ø", "navn": "Øvingspartiet", "representert_parti": True},
}  # fmt: skip
"""The made-up representative who asks, and who is the rapporteur of everything."""
FINISHED, NOT_KNOWN = 1, 0
"""Numbers of a case's status: of the real source only that for a finished one is known."""


def about_question(question: StortingQuestion) -> Mapping[str, Any]:
    """Return a question as it is in the list of questions."""
    none = "/Date(-62135596800000)/"
    return {
        "versjon": "1.6",
        "id": question.number,
        "tittel": question.title,
        "sporsmal_fra": PERSON,
        "sporsmal_til_minister_tittel": question.subject.text,
        "sendt_dato": stamp(first_moment(question.sent)),
        "besvart_dato": stamp(first_moment(question.answered)) if question.answered else none,
        "status": "besvart" if question.answered else "til_behandling",
        "emne_liste": [],
    }


def first_moment(day: date) -> datetime:
    """Return the first moment of a day, in Norway: by that the Storting writes it."""
    return datetime.combine(day, time(), OSLO)


def about(case: StortingCase) -> Mapping[str, Any]:
    """Return what lists and the page of a case have in common."""
    return {
        "versjon": "1.6",
        "behandlet_sesjon_id": session_of(case.voted) if case.is_finished else None,
        "dokumentgruppe": 3,
        "emne_liste": [],
        "forslagstiller_liste": [],
        "henvisning": "",
        "id": case.number,
        "komite": _committee(case),
        "korttittel": case.title,
        "saksordfoerer_liste": [PERSON] if case.has_rapporteur else [],
        "sist_oppdatert_dato": stamp(case.updated),
        "status": FINISHED if case.is_finished else NOT_KNOWN,
        "tittel": case.title,
        "type": 2,
    }


def _committee(case: StortingCase) -> Mapping[str, Any]:
    return {"versjon": "1.6", "id": case.subject.body_id, "navn": case.subject.body}


def hearing_of(case: StortingCase) -> Mapping[str, Any]:
    """Return the committee's hearing of a case that has one."""
    hearing = case.hearing
    assert hearing is not None  # noqa: S101 - only cases with a hearing are listed
    of_case = {"sak_id": case.number, "sak_tittel": case.title, "sak_korttittel": case.title, "sak_henvisning": ""}
    return {
        "id": FIRST_HEARING + case.number,
        "skriftlig": False,
        "horing_status": hearing.status,
        "status_info_tekst": f"{NAME} har diktet opp denne høringen for å øve.",
        "type": 1,
        "publisert_dato": stamp(hearing.published),
        "start_dato": stamp(hearing.held),
        "anmodningsfrist_dato_tid": stamp(hearing.sign_up),
        "soknadfrist_dato": "/Date(-62135596800000)/",
        "innspillsfrist": stamp(hearing.written),
        "komite": _committee(case),
        "horingstidspunkt_liste": [{"sted": HALL, "tidspunkt": stamp(hearing.held)}],
        "horing_sak_info_liste": [of_case],
    }


def committee_events(case: StortingCase) -> Iterator[tuple[str, str]]:
    """Yield what happens in the committee, each with its day as it is written there."""
    yield "FREMMET", _written(case.proposed)
    yield "KOMITE", NONE
    if case.hearing is not None and case.hearing.status != "Avlyst":
        yield "HOERFRIST", _written(case.hearing.written.date())
        yield "HOER", _written(case.hearing.held.date())
    yield "AVGITT", _written(case.reported)


def debate(case: StortingCase) -> Iterator[tuple[str, str]]:
    """Yield the same of the debate and the vote."""
    yield "BEHS", _written(case.voted)
    yield "VOT", _written(case.voted) if case.is_finished else NONE


def stamp(at: datetime) -> str:
    """Return a moment (aware) as the Storting writes it: milliseconds and the offset from UTC."""
    local = at.astimezone(OSLO)
    return f"/Date({int(local.timestamp() * 1000)}{local:%z})/"


def _written(day: date) -> str:
    return f"{datetime.combine(day, time()):%d.%m.%Y %H:%M:%S}"
