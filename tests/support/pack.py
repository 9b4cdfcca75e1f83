"""A tiny but complete content pack, for tests that are about something else than the content itself."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from content.document import Document, document_of
from content.schema.asked_as import AskedAsFile
from content.schema.base import Strict
from content.schema.dated import Budget, Ntp, Wheel
from content.schema.media import Media
from content.schema.messages import Alliances, Campaign, Crafts, Issue
from content.schema.organisation import Organisation
from content.schema.pack import Pack

KILDE = "notatet"


@cache
def _small_parts() -> Mapping[str, Any]:
    return {
        "organisation": small_organisation(),
        "wheel": small_wheel(),
        "budget": small_budget(),
        "ntp": small_ntp(),
        "issues": (small_issue("jernbane", "Jernbane"), small_issue("energi", "Energi")),
        "campaigns": (small_campaign(2026),),
        "alliances": Alliances.model_validate({"allianser": []}),
        "crafts": Crafts.model_validate({"håndverk": [], "høring": []}),
        "media": small_media(),
    }


@cache
def _small_pack() -> Pack:
    return _with_files(Pack(**_small_parts()))


def small_pack(**parts: Any) -> Pack:
    """Return the pack; `parts` replace whole files (`wheel=…`, `budget=…`, `campaigns=…`).

    One of its texts is cleared, so that administrators are not asked to clear them: all others are drafts. Without `parts`
    it is the same pack each time, so that what is computed from it is computed once.
    """
    return _with_files(Pack(**(_small_parts() | parts)), _small_pack()) if parts else _small_pack()


def _with_files(pack: Pack, small: Pack | None = None) -> Pack:
    """Return the pack with its files; those of the small pack as they were read."""
    files = {
        "organisasjon.yaml": pack.organisation,
        "arshjul.yaml": pack.wheel,
        "statsbudsjett.yaml": pack.budget,
        "ntp.yaml": pack.ntp,
        "allianser.yaml": pack.alliances,
        "handverk.yaml": pack.crafts,
        "medier.yaml": pack.media,
        "sporres_om_nasjonalt.yaml": AskedAsFile(entries=()),
        **{f"saker/{each.id}.yaml": each for each in pack.issues},
        **{f"kampanjer/{each.year}.yaml": each for each in pack.campaigns},
    }
    documents = {
        name: small.documents[name] if small and small.files.get(name) is file else _document(name, file)
        for name, file in files.items()
    }
    return replace(pack, files=files, documents=documents)


def _document(name: str, file: Strict) -> Document:
    return document_of(file.model_dump(mode="json", by_alias=True, exclude_defaults=True), name)


@cache
def _quiet_pack() -> Pack:
    organisation = small_organisation().model_copy(update={"priorities": ()})
    return small_pack(campaigns=(), organisation=organisation)


def quiet_pack(**parts: Any) -> Pack:
    """Return the pack without a campaign and without priorities: nothing is said on Wednesdays."""
    quiet = _quiet_pack()
    return small_pack(**({"campaigns": (), "organisation": quiet.organisation} | parts)) if parts else quiet


def small_media() -> Media:
    return Media.model_validate(
        {
            "nyhetskilder": [],
            "temaer": [
                {
                    "id": "jernbane",
                    "kilde": KILDE,
                    "navn": "Jernbane",
                    "ord": ["jernbane*", "tog", "bane nor"],
                    "bare_sammen": [{"ord": ["hovedbane*"], "med": ["tog", "spor"]}],
                    "unntak": ["jernbanetorg*"],
                },
                {"id": "energi", "kilde": KILDE, "navn": "Energi", "ord": ["kraft*"], "unntak": ["kraftig*"]},
            ],
            "effekter": [
                {"id": "medieoppslag", "kilde": KILDE, "navn": "Medieoppslag", "vekt": 10},
                {"id": "moter", "kilde": KILDE, "navn": "Møter", "vekt": 4},
            ],
        }
    )


def small_organisation() -> Organisation:
    return Organisation.model_validate(
        {
            "id": "proveregionen",
            "kilde": KILDE,
            "navn": "Prøveregionen interkommunale politiske råd",
            "kortnavn": "Prøveregionen",
            "om": "Et råd for prøver.",
            "antall_medlemmer": 2,
            "delregioner": [],
            "medlemmer": [],
            "prioriteringer": [
                {"id": "jernbane", "kilde": KILDE, "navn": "Jernbane", "tema": "jernbane"},
                {"id": "energi", "kilde": KILDE, "navn": "Energi", "tema": "energi"},
            ],
            "mål": [],
            "styrker": [],
            "utfordringer": [],
        }
    )


def wheel_month(number: int, **fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a month of the wheel as the file has it, with the fields that are not given left empty."""
    empty: dict[str, Any] = dict.fromkeys(("arrangementer", "statsbudsjett", "ntp", "nettverksbygging", "saker"), ())
    return {"måned": number} | empty | fields


def small_wheel(**months: dict[str, Any]) -> Wheel:
    """Return a wheel with a few entries; `m10=wheel_month(10, …)` replaces a month."""
    given = {
        "m1": wheel_month(
            1,
            arrangementer=[
                {"id": "nho-arskonferanse", "kilde": KILDE, "tekst": "NHOs årskonferanse", "slag": "arrangement"}
            ],
        ),
        "m8": wheel_month(
            8,
            arrangementer=[
                {
                    "id": "arendalsuka",
                    "kilde": KILDE,
                    "tekst": "Arendalsuka",
                    "slag": "arrangement",
                    "når": {"regel": "uke", "uke": 33},
                    "sikkerhet": "fast",
                }
            ],
        ),
        "m10": wheel_month(
            10,
            arrangementer=[
                {"id": "energidagene", "kilde": KILDE, "tekst": "Energidagene til NVE", "slag": "arrangement"}
            ],
            statsbudsjett=[
                {"id": "overvak-fremleggelsen", "kilde": KILDE, "tekst": "Følg fremleggelsen av statsbudsjettet"}
            ],
            saker=[{"id": "oktobersaker", "kilde": KILDE, "tekst": "Se etter høringsfrister", "tema": "jernbane"}],
        ),
        "m12": wheel_month(
            12,
            nettverksbygging=[
                {"id": "julelunsj", "kilde": KILDE, "tekst": "Julelunsj for samarbeidspartnere", "vurderes": True}
            ],
        ),
    }
    given |= months
    return Wheel.model_validate(
        {
            "måneder": [given.get(f"m{number}", wheel_month(number)) for number in range(1, 13)],
            "kalender": [
                {
                    "id": "stortinget-trer-sammen",
                    "kilde": KILDE,
                    "tittel": "Stortinget trer sammen",
                    "slag": "milepæl",
                    "sikkerhet": "forventet",
                    "når": {"regel": "virkedag", "måned": 10, "lørdag_teller": True},
                }
            ],
        }
    )


def small_budget() -> Budget:
    return Budget.model_validate(
        {
            "milepæler": [
                {
                    "id": "gul-bok",
                    "kilde": KILDE,
                    "tittel": "Gul bok i statsråd",
                    "slag": "milepæl",
                    "sikkerhet": "ca",
                    "når": {"regel": "dato", "måned": 9, "dag": 20, "år": -1},
                },
                {
                    "id": "fremleggelse",
                    "kilde": KILDE,
                    "tittel": "Statsbudsjettet legges frem",
                    "slag": "milepæl",
                    "sikkerhet": "forventet",
                    "når": {
                        "regel": "vindu",
                        "år": -1,
                        "fra": {"måned": 10, "dag": 6},
                        "til": {"måned": 10, "dag": 15},
                    },
                },
                {
                    "id": "pamelding-horing",
                    "kilde": KILDE,
                    "tittel": "Påmelding til høring i Stortinget",
                    "slag": "frist",
                    "sikkerhet": "forventet",
                    "når": {"regel": "etter", "hendelse": "fremleggelse", "dager": 6},
                },
                {
                    "id": "rnb",
                    "kilde": KILDE,
                    "tittel": "Revidert nasjonalbudsjett",
                    "slag": "milepæl",
                    "sikkerhet": "fast",
                    "når": {"regel": "dato", "måned": 5, "dag": 15},
                },
            ],
            "faser": [
                _phase("nov-jan", "November–januar", (11, -2), (1, -1), "Dette må inn i første innspill."),
                _phase("feb-mars", "Februar–mars", (2, -1), (3, -1), "Jernbanen er beredskap."),
                _phase("apr-jul", "April–juli", (4, -1), (7, -1), "La det være jernbane.")
                | {"klarering": {"status": "klarert", "den": "2026-01-15"}},
                _phase("aug-sept", "August–september", (8, -1), (9, -1), "Regionen forventer satsing."),
                _phase("okt-des", "Oktober–desember", (10, -1), (12, -1), "Udiskutabelt viktig."),
            ],
        }
    )


def _phase(name: str, title: str, first: tuple[int, int], last: tuple[int, int], budskap: str) -> dict[str, Any]:
    return {
        "id": name,
        "kilde": KILDE,
        "navn": title,
        "sikkerhet": "måned",
        "når": {
            "regel": "vindu",
            "fra": {"måned": first[0], "år": first[1]},
            "til": {"måned": last[0], "år": last[1]},
        },
        "aktiviteter": [{"id": f"{name}-mote", "kilde": KILDE, "tekst": "Møt departementet."}],
        "budskap": budskap,
    }


def small_ntp() -> Ntp:
    return Ntp.model_validate(
        {
            "fremlegges": 2028,
            "faser": [
                {
                    "id": "faglige-leveranser",
                    "kilde": KILDE,
                    "navn": "Faglige leveranser",
                    "vindu": "1,5–2 år før",
                    "hva_skjer": "Etatene prioriterer.",
                    "påvirkningsrom": "Snakk med etatene.",
                    "sikkerhet": "måned",
                    "når": {"regel": "vindu", "år": -2, "fra": {"måned": 3}, "til": {"måned": 10}},
                },
                {
                    "id": "fremleggelse",
                    "kilde": KILDE,
                    "navn": "Fremleggelse",
                    "vindu": "våren",
                    "hva_skjer": "NTP offentliggjøres.",
                    "påvirkningsrom": "Reager raskt.",
                    "sikkerhet": "måned",
                    "når": {"regel": "vindu", "fra": {"måned": 3}, "til": {"måned": 6}},
                },
            ],
            "perioder": [
                {
                    "id": "departementet-skriver",
                    "kilde": KILDE,
                    "navn": "Departementet skriver meldingen",
                    "sikkerhet": "ca",
                    "når": {"regel": "vindu", "fra": {"måned": 9, "år": -1}, "til": {"måned": 1}},
                }
            ],
        }
    )


def small_issue(theme: str, name: str, **more: Any) -> Issue:
    """Return an issue with one track; `more` are fields of the file, as it has them."""
    return Issue.model_validate(
        more
        | {
            "id": theme,
            "kilde": KILDE,
            "navn": name,
            "stikkord": [theme],
            "spor": [
                {
                    "id": f"{theme}-a",
                    "kilde": KILDE,
                    "navn": f"{name} først",
                    "bokstav": "A",
                    "budskap": f"{name} er viktigst.",
                    "hvorfor": f"{name} mangler i dag.",
                    "krav": f"{name} må planlegges nå.",
                    "gevinst": f"{name} gir mer.",
                }
            ],
        }
    )


def small_campaign(year: int) -> Campaign:
    return Campaign.model_validate(
        {
            "id": f"kampanje-{year}",
            "kilde": KILDE,
            "navn": f"Kampanjen {year}",
            "år": year,
            "hovedbudskap": {
                "id": "hovedbudskap",
                "kilde": KILDE,
                "tekst": "Samarbeidet er viktigere enn noensinne.",
                "innledning_prioriteringer": "Dette er våre prioriteringer:",
                "prioriteringer": [
                    {
                        "id": f"prioritering-{theme}",
                        "kilde": KILDE,
                        "tema": theme,
                        "tekst": f"Satsing på {theme}",
                        "krav": f"Mer {theme} nå.",
                    }
                    for theme in ("jernbane", "energi")
                ],
                "målbærere": "Alle ordførere",
            },
            "grep": [
                {
                    "id": f"grep-{number}",
                    "kilde": KILDE,
                    "nr": number,
                    "navn": f"Grep {number}",
                    "kvartal": number,
                    "mål": "Bli sett.",
                    "tiltak": [{"id": f"grep-{number}-innlegg", "kilde": KILDE, "tekst": "Skriv et innlegg."}],
                    "slagord": f"Slagord {number}",
                }
                for number in range(1, 5)
            ],
        }
    )
