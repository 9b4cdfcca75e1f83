"""Øvingsstortinget: the Storting's open data as JSON, with pages for people."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from html import escape
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.demo.practice.people import decision, recommendation, recommendation_id, recommendation_name, representatives
from bot.demo.practice.practice_events import (
    MARK,
    OSLO,
    StortingCase,
    StortingQuestion,
    bills_to_come,
    interpellations,
    session_of,
    storting_cases,
    storting_questions,
)
from bot.demo.practice.practice_subjects import BILLS
from bot.demo.practice.storting_json import (
    FIRST_HEARING,
    NAME,
    about,
    about_question,
    committee_events,
    debate,
    first_moment,
    hearing_of,
    stamp,
)

ROBOTS = "User-agent: *\nDisallow: /api/\n"


def storting(now: Callable[[], datetime]) -> Starlette:
    """Return the server."""

    def answer(found: Callable[[datetime, Request], Mapping[str, Any] | None]) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            at = now()
            content = found(at, request)
            if content is None:
                return PlainTextResponse("Not found", 404)
            return JSONResponse({"respons_dato_tid": stamp(at), "versjon": "1.6", **content})

        return endpoint

    def page(request: Request) -> Response:
        of_case, of_hearing, of_question = (request.query_params.get(name, "") for name in ("p", "h", "qid"))
        if of_question:
            asked = next((each for each in _asked(now()) if str(each.number) == of_question), None)
            return HTMLResponse(_question_page(asked), 200 if asked else 404)
        number = str(int(of_hearing) - FIRST_HEARING) if of_hearing.isdecimal() else of_case
        at, ending = now(), request.url.path.rstrip("/").rpartition("/")[2]
        given = (each for each in storting_cases(at) if recommendation_id(each, at) == ending)
        found = _of_number(at, number) or next(given, None)
        return HTMLResponse(_page(found), 200 if found else 404)

    def robots(_: Request) -> Response:
        return PlainTextResponse(ROBOTS)

    def publication(request: Request) -> Response:
        at, wanted = now(), request.query_params.get("publikasjonid", "")
        found = next((each for each in storting_cases(at) if recommendation_id(each, at) == wanted), None)
        if found is None:
            return PlainTextResponse("Not found", 404)
        return Response(recommendation(found), media_type="application/xml")

    return Starlette(
        routes=[
            Route("/robots.txt", robots),
            *(Route(f"/eksport/{name}", answer(found)) for name, found in ANSWERS.items()),
            Route("/eksport/publikasjon", publication),
            Route("/no/{rest:path}", page),
        ]
    )


def _sessions(now: datetime, _: Request) -> Mapping[str, Any]:
    first = int(session_of(now.astimezone(OSLO).date())[:4])
    listed = [_session(year) for year in (first + 1, first, first - 1)]
    return {"innevaerende_sesjon": listed[1], "sesjoner_liste": listed}


def _session(first: int) -> Mapping[str, Any]:
    last = datetime(first + 1, 9, 30, 23, 59, tzinfo=OSLO)
    begins = datetime(first, 10, 1, tzinfo=OSLO)
    return {"versjon": "1.6", "fra": stamp(begins), "id": f"{first}-{first + 1}", "til": stamp(last)}


def _cases(now: datetime, request: Request) -> Mapping[str, Any]:
    return {"saker_liste": [about(each) for each in _of_session(now, request)]}


def _hearings(now: datetime, request: Request) -> Mapping[str, Any]:
    listed = [hearing_of(each) for each in _of_session(now, request) if each.hearing is not None]
    return {"horinger_liste": listed}


def _bills(now: datetime, _: Request) -> Mapping[str, Any]:
    listed = [
        {"id": number, "tittel": each.title + MARK, "type": "Lovsak", "departement": each.body, "måned": each.text}
        for number, each in enumerate(BILLS, 1)
        if each in bills_to_come(now)
    ]
    return {"saker_liste": listed}


def _questions(now: datetime, request: Request) -> Mapping[str, Any]:
    return {"sporsmal_liste": [about_question(each) for each in storting_questions(now) if _is_of(each.sent, request)]}


def _interpellations(now: datetime, request: Request) -> Mapping[str, Any]:
    return {"sporsmal_liste": [about_question(each) for each in interpellations(now) if _is_of(each.sent, request)]}


def _asked(now: datetime) -> Iterator[StortingQuestion]:
    yield from storting_questions(now)
    yield from interpellations(now)


def _case(now: datetime, request: Request) -> Mapping[str, Any] | None:
    found = _of_number(now, request.query_params.get("sakid", ""))
    if found is None:
        return None
    steps = (("KOMBEH", "Komitébehandling", committee_events(found)), ("DEBATT", "Debatt og vedtak", debate(found)))
    listed = [
        {"versjon": "1.6", "id": code, "navn": name, "steg_nummer": number, "uaktuell": False,
         "saksgang_hendelse_liste": [
             {"versjon": "1.6", "dato": dato, "id": event, "publikasjonsReferanse": None, "stegnummer": str(number)}
             for event, dato in events
         ]}
        for number, (code, name, events) in enumerate(steps, 1)
    ]  # fmt: skip
    process = {"versjon": "1.6", "id": "FORSLAG", "navn": "Representantforslag", "saksgang_steg_liste": listed}
    number = recommendation_id(found, now)
    address = f"//www.stortinget.no/no/Saker-og-publikasjoner/Publikasjoner/Innstillinger/Stortinget/{number}/"
    given = {"eksport_id": number, "lenke_tekst": recommendation_name(found), "lenke_url": address, "type": 6}
    return {
        **about(found),
        "ferdigbehandlet": found.is_finished,
        "publikasjon_referanse_liste": [given] if number else [],
        "saksgang": process,
        "vedtakstekst": decision(found) if found.is_finished else None,
    }


def _meetings(now: datetime, request: Request) -> Mapping[str, Any]:
    days = sorted({each.voted for each in storting_cases(now) if _is_of(each.voted, request)})
    listed = [{"versjon": "1.6", "id": each.toordinal(), "mote_dato_tid": stamp(first_moment(each))} for each in days]
    no_meeting = {"versjon": "1.6", "id": -1, "ikke_motedag_tekst": "Møtefri", "mote_dato_tid": stamp(now)}
    return {"moter_liste": [*listed, no_meeting]}


def _agenda(now: datetime, request: Request) -> Mapping[str, Any] | None:
    number = request.query_params.get("moteid", "")
    found = [each for each in storting_cases(now) if str(each.voted.toordinal()) == number]
    if not found:
        return None
    listed = [
        {"versjon": "1.6", "dagsordensak_nummer": place, "dagsordensak_tekst": each.title, "sak_id": each.number}
        for place, each in enumerate(found, 1)
    ]
    referral = {"versjon": "1.6", "dagsordensak_nummer": len(listed) + 1, "dagsordensak_tekst": "Referat", "sak_id": -1}
    return {
        "mote_id": int(number),
        "mote_dato_tid": stamp(first_moment(found[0].voted)),
        "dagsordensak_liste": [*listed, referral],
    }


def _votes(now: datetime, request: Request) -> Mapping[str, Any] | None:
    found = _of_number(now, request.query_params.get("sakid", ""))
    if found is None:
        return None
    rows = [
        {"versjon": "1.6", "sak_id": found.number, "votering_id": found.number, "votering_tema": "Komiteens tilråding",
         "vedtatt": True, "antall_for": 88, "antall_mot": 14, "antall_ikke_tilstede": 67, "votering_tid": stamp(first_moment(found.voted))}
    ] if found.is_finished else []  # fmt: skip
    return {"sak_id": found.number, "sak_votering_liste": rows}


def _elected(_: datetime, __: Request) -> Mapping[str, Any]:
    return {"representanter_liste": list(representatives(with_committees=False))}


def _sitting(_: datetime, __: Request) -> Mapping[str, Any]:
    return {"dagensrepresentanter_liste": list(representatives(with_committees=True))}


def _of_session(now: datetime, request: Request) -> Iterator[StortingCase]:
    return (each for each in storting_cases(now) if _is_of(each.proposed, request))


def _is_of(day: date, request: Request) -> bool:
    return session_of(day) == request.query_params.get("sesjonid", "")


def _of_number(now: datetime, number: str) -> StortingCase | None:
    return next((each for each in storting_cases(now) if str(each.number) == number), None)


def _question_page(question: StortingQuestion | None) -> str:
    title = question.title if question else "Siden finnes ikke"
    text = f"Spørsmål til {question.subject.text}." if question else f"{NAME} har bare det siste året."
    return _document(title, text)


def _page(case: StortingCase | None) -> str:
    title = case.title if case else "Siden finnes ikke"
    text = f"{case.subject.text} Saken er hos {case.subject.body}." if case else f"{NAME} har bare det siste året."
    return _document(title, text)


def _document(title: str, text: str) -> str:
    return (
        f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>{escape(title)}</title><h1>{escape(title)}</h1>'
        f"<p>{escape(text)}</p><p><small>{NAME} er diktet opp for å øve. Ingenting av dette har skjedd.</small></p></html>"
    )


ANSWERS: Mapping[str, Callable[[datetime, Request], Mapping[str, Any] | None]] = {
    "sesjoner": _sessions,
    "saker": _cases,
    "horinger": _hearings,
    "ventedesaker": _bills,
    "skriftligesporsmal": _questions,
    "interpellasjoner": _interpellations,
    "sak": _case,
    "moter": _meetings,
    "dagsorden": _agenda,
    "voteringer": _votes,
    "representanter": _elected,
    "dagensrepresentanter": _sitting,
}
"""The lists of the open data by their names in the address."""
