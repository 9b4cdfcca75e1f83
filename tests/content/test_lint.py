"""Advice on a text while it is written."""

import pytest

from content.lint import Written, figures, lint

DEMAND = "Stortinget må bevilge 50 mill. kr til planleggingen i 2027."


def advice(message: str, demand: str | None = None, **more: object) -> list[tuple[str, str]]:
    fields = {"budskap": message} | ({"krav": demand} if demand else {})
    written = Written(fields, "budskap", "krav", **more)  # type: ignore[arg-type]
    return [(each.field, each.text) for each in lint(written)]


def test_a_message_with_a_concrete_demand_gets_no_advice() -> None:
    assert advice("Rikstunnelen er landets viktigste prosjekt.", "Planleggingen må starte nå.") == []


def test_a_message_without_a_demand_is_asked_for_one() -> None:
    assert advice("Rikstunnelen er landets viktigste prosjekt.") == [
        ("krav", "Teksten har ikke noe krav. Hva skal den som leser, gjøre, og når?")
    ]


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Det må bli en styrket innsats for jernbanen.", "styrket innsats"),
        ("Regionen må få økt fokus på kraft.", "økt fokus"),
        ("Vi må få en mer helhetlig satsing på tog.", "helhetlig satsing"),
        ("Økt oppmerksomhet om kraft må til.", "Økt oppmerksomhet"),
    ],
)
def test_vague_words_without_a_concrete_ask(text: str, vague: str) -> None:
    assert ("krav", f"«{vague}» sier ikke hva noen skal gjøre. Skriv hva dere ber om: hva, hvem og når.") in advice(
        "Jernbanen er viktig.", text
    )


def test_vague_words_beside_a_concrete_ask_are_fine() -> None:
    assert advice("En styrket innsats for jernbanen.", "Stortinget må vedta Rikstunnelen i NTP.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vi må få tog. Vi må få kraft. Vi må få vei. Vi må få bane.",
        "– Mer tog\n– Mer kraft\n– Mer vei\n– Mer bane",
    ],
)
def test_more_than_three_wishes(text: str) -> None:
    assert ("krav", "Her er det 4 ønsker. Tre eller færre er lettere å huske. Hva er viktigst?") in advice("Tog.", text)


def test_three_wishes_are_fine() -> None:
    assert advice("Tog.", "Vi må få tog. Vi må få kraft. Vi må få vei.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Over 40 % av befolkningen bor her.", ("40 %",)),
        ("Det koster 2,5 milliarder kroner.", ("2,5 milliarder",)),
        ("Hver dag reiser 100 000 pendlere inn.", ("100 000 pendlere",)),
        ("I 2027 kommer NTP, og spor 2 bygges etter grep 3 den 15. januar.", ()),
    ],
)
def test_figures_that_need_a_source(text: str, found: tuple[str, ...]) -> None:
    assert figures(text) == found


def test_a_figure_without_a_source() -> None:
    said = ("budskap", "Tallet «40 %» har ingen kilde. Legg det inn som fakta med kilde og dato.")
    assert said in advice("Over 40 % av befolkningen bor her.", "Bygg nå.")
    assert advice("Over 40 % av befolkningen bor her.", "Bygg nå.", facts=("40% bor i regionen (SSB).",)) == []


@pytest.mark.parametrize(
    ("source", "told"), [("Lagt inn i chatten 30.11.2026", True), ("", True), ("SSB, tabell 07459", False)]
)
def test_a_fact_has_its_own_source(source: str, told: bool) -> None:
    found = lint(Written({"tekst": "Over 40 % bor her."}, "tekst", asks=False, source=source))
    assert [each.text for each in found] == (["Tallet «40 %» har ingen kilde. Skriv kilden."] if told else [])


def test_the_demand_comes_too_late_for_social_media() -> None:
    late = f"{'Toget er viktig for alle i regionen. ' * 6}{DEMAND}"
    told = lint(Written({"slagord": late}, "slagord", is_social=True, source="Egen analyse 2026"))
    assert [each.text for each in told] == [
        "I sosiale medier vises de første 200 tegnene, og kravet kommer etter dem. Flytt det frem."
    ]
    early = f"{DEMAND} {'Toget er viktig for alle i regionen. ' * 6}"
    assert lint(Written({"slagord": early}, "slagord", is_social=True, source="Egen analyse 2026")) == ()


def test_wording_that_differs_from_what_others_of_ours_say() -> None:
    others = {"Prioritering: Jernbane": "Planlegging av Rikstunnelarbeidet må starte nå!"}
    assert advice("Tog.", "Planleggingen av Rikstunnelen må starte nå!", others=others) == [
        (
            "krav",
            "Dette ligner på ordlyden i Prioritering: Jernbane, men er ikke likt: «Planlegging av Rikstunnelarbeidet må starte nå!»",
        )
    ]
    assert advice("Tog.", "Planlegging av Rikstunnelarbeidet må starte nå!", others=others) == []
    assert advice("Tog.", "Kraftnettet må bygges ut i hele regionen.", others=others) == []


def test_nothing_is_said_of_an_empty_text() -> None:
    assert lint(Written({}, "budskap", "krav")) == ()


def test_a_year_alone_is_not_a_concrete_ask() -> None:
    vague = [text for _, text in advice("Jernbanen er viktig.", "Vi ber om økt fokus på jernbane i 2027.")]
    assert vague == ["«økt fokus» sier ikke hva noen skal gjøre. Skriv hva dere ber om: hva, hvem og når."]
    assert advice("Jernbanen er viktig.", "Vi ber om økt fokus: 400 mill. kr i 2027.") != vague
