"""What people write, and what it is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.budskap.target_match import NoMatch, SeveralMatches, SingleMatch, match
from bot.commands.budskap.target_names import names, targets
from bot.commands.parse.clean import comparable
from tests.support.any_text import texts
from tests.support.content import PACK

TODAY = date(2026, 11, 23)
NAMES = names(PACK, TODAY)
LABELS = [each.label for each in targets(PACK, TODAY)]
WORDS = st.sampled_from(
    [*LABELS, "spor", "a", "grep 4", "nho", "kopier", "æøå", "<!channel>", "\u202e", "🚆", "𝕁", "ﷺ"]
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("jernbane", "Jernbane"),
        ("Jernbanen", "Jernbane"),
        ("tema jernbane", "Jernbane"),
        ("tog", "Jernbane"),
        ("strøm", "Energi"),
        ("strom", "Energi"),
        ("stroem", "Energi"),
        ("oslofjord", "Oslofjorden"),
        ("Oslofjorden", "Oslofjorden"),
        ("OSLOFJORDENS", "Oslofjorden"),
        ("spor A", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("a", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("jernbane spor a", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("rikstunnel", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("om Rikstunnelen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("ny rikstunnel", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("jernbane rikstunnelen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("hva sier vi om rikstunnelen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"),
        ("gøteborg", "Spor C: Grensekryssende jernbane – Oslo–Stockholm og Oslo–Gøteborg"),
        ("goteborg", "Spor C: Grensekryssende jernbane – Oslo–Stockholm og Oslo–Gøteborg"),
        ("gods", "Spor D: Godstransport"),
        ("transportkomiteen", "Stortingets transport- og kommunikasjonskomité"),
        ("transportkomite", "Stortingets transport- og kommunikasjonskomité"),
        ("mottaker nho", "Interesseorganisasjoner"),
        ("til LO", "Interesseorganisasjoner"),
        ("LO", "LO"),
        ("nho", "NHOs regionkontorer"),
        ("NHOs regionkontorer", "NHOs regionkontorer"),
        ("høring", "Høring"),
        ("høringsinnspill", "Høring"),
        ("mediearbeid", "Mediearbeid"),
        ("pressen", "Mediearbeid"),
        ("timing", "Timing"),
        ("relasjonsbygging", "Relasjonsbygging"),
        ("målene", "Mål, styrker og utfordringer"),
        ("tre ting", "Tre ting dere kan gjøre for jernbanen"),
        ("tre ting for jernbanen", "Tre ting dere kan gjøre for jernbanen"),
        ("tre ting energi", "Én ting dere kan gjøre for kraftforsyningen"),
        ("glommakryssing", "Lillestrøm"),
        ("Lillestrøm kommune", "Lillestrøm"),
        ("Mosseregionen", "Mosseregionen"),
        ("ordfører", "Fylkeskommuner og kommuner i Osloregionen"),
        ("ordforere", "Fylkeskommuner og kommuner i Osloregionen"),
        ("grep 4", "Grep 4: Hovedstadsregionen i statsbudsjettet"),
        ("4. kvartal", "Grep 4: Hovedstadsregionen i statsbudsjettet"),
        ("fjerde grep", "Grep 4: Hovedstadsregionen i statsbudsjettet"),
        ("arendalsuka", "Grep 3: Arendalsuka"),
        ("hovedbudskapet", "Hovedbudskap 2026"),
        ("statsbudsjettet", "Statsbudsjettet i dag"),
        ("ntp", "NTP i dag"),
        ("ks", "KS"),
        ("østlandssamarbeidet", "Østlandssamarbeidet"),
    ],
)
def test_what_is_meant_is_found(text: str, label: str) -> None:
    found = match(text, NAMES)
    assert isinstance(found, SingleMatch)
    assert (found.target.label, found.recipient) == (label, None)


@pytest.mark.parametrize(
    ("text", "label", "recipient"),
    [
        ("rikstunnelen transportkomiteen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel", "transportkomiteen"),
        ("rikstunnel til LO", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel", "interesseorganisasjoner"),
        ("jernbane til nho", "Jernbane", "interesseorganisasjoner"),
    ],
)
def test_a_topic_and_a_recipient_go_together(text: str, label: str, recipient: str) -> None:
    found = match(text, NAMES)
    assert isinstance(found, SingleMatch)
    assert found.recipient is not None
    assert (found.target.label, found.recipient.ref) == (label, recipient)


def test_where_it_may_be_several_things_all_are_offered() -> None:
    found = match("transport", NAMES)
    assert isinstance(found, SeveralMatches)
    assert [each.label for each in found.targets] == ["Stortingets transport- og kommunikasjonskomité", "NTP i dag"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("rikstunel", ["Spor A: Kapasitetsløft i Oslo – ny Rikstunnel"]),
        ("osloforden", ["Oslofjorden"]),
        ("jernbnae", ["Jernbane"]),
    ],
)
def test_a_misspelt_word_is_met_with_a_suggestion(text: str, near: list[str]) -> None:
    found = match(text, NAMES)
    assert isinstance(found, NoMatch)
    assert [each.label for each in found.near][:1] == near


@pytest.mark.parametrize("text", ["romfart", "x", "🚆", "\u202e", "<!channel>", "שלום", "jernbane " * 30, "…"])
def test_what_is_nothing_is_nothing(text: str) -> None:
    assert match(text, NAMES) == NoMatch()


@pytest.mark.parametrize("target", targets(PACK, TODAY), ids=lambda target: target.ref)
def test_every_button_and_menu_choice_leads_back_to_its_target(target: object) -> None:
    assert match(target.ref, NAMES) == SingleMatch(target)  # type: ignore[attr-defined] # each kind has a ref


@given(st.one_of(texts(), st.lists(WORDS | texts(max_size=12), max_size=8).map(" ".join)))
def test_nothing_a_person_writes_breaks_the_matcher(text: str) -> None:
    assert isinstance(match(text, NAMES), SingleMatch | SeveralMatches | NoMatch)


@given(texts())
def test_comparable_words_are_plain_and_stay_the_same(text: str) -> None:
    once = comparable(text)
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert once == " ".join(once.split())
