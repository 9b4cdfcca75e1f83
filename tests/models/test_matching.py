"""How words show what a text is about: every kind of rule, the ways Norwegian is written, and text from outside."""

import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from content.schema.media import Watched
from models.media.matching.matcher import Excluded, Matcher, WordHit, Words, matcher_of
from models.media.matching.pattern import _stem, stem
from tests.support.any_text import texts
from tests.support.content import PACK

MATCHER = matcher_of(PACK.media)


def watching(*words: str, **more: Any) -> Matcher:
    told = {"id": "tema", "kilde": "prøve", "navn": "Tema", "ord": list(words), **more}
    return Matcher([Watched.model_validate(told)])


def found(matcher: Matcher, text: str) -> list[str]:
    return [word.text for hit in matcher.match(text).hits for word in hit.words]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("jernbane*", "Jernbanesatsingen kuttes", ["Jernbanesatsingen"]),
        ("jernbane*", "NY JERNBANE NÅ", ["JERNBANE"]),
        ("jernbane*", "En modelljernbane i kjelleren", []),
        ("tog", "Togene, togets og tog", ["Togene", "togets", "tog"]),
        ("tog", "Togkaos og nattog", []),
        ("tog", "Tog-kaos", ["Tog"]),
        ("bane", "Banene i landet", ["Banene"]),
        ("bane", "Forbud: ban", []),
        ("=toga", "Toga og togaen", ["Toga"]),
        ("bane nor", "Bane NOR-sjefen går", ["Bane NOR"]),
        ("bane nor", "Ny bane. Nor i sikte", []),
        ("bane nor", "banenor", []),
        ("nasjonal* transportplan*", "Nasjonale transportplanar", ["Nasjonale transportplanar"]),
        ("el avgift*", "Elavgift eller el-avgiften", ["el-avgiften"]),
        ("ntp", "En gigantplan", []),
        ("ntp", "NTP-kutt", ["NTP"]),
        ("rikstunnel*", "Kø i Ulrikstunnelen", []),
        ("kraft", "Arbeidskraft og konkurransekraft", []),
        ("bane nor", "Bane NORs plan, Bane NOR’s plan", ["Bane NORs", "Bane NOR"]),
        ("bane nor", "Bane Norge", []),
        ("sj norge", "SJ Norges tog", ["SJ Norges"]),
        ("vy", "Vys billetter", ["Vys"]),
        ("=vy", "Vys billetter", []),
        ("steen strøm", "Steen & Strøm selger", ["Steen & Strøm"]),
        ("*tog", "Direktetoget, nattogene og tog", ["Direktetoget", "nattogene", "tog"]),
        ("*tog", "Togkaos, fotograf og direktetogtilbud", []),
        ("*strøm", "Landstrom til båtene", ["Landstrom"]),
        ("*kraftverk*", "Elvekraftverkene og kraftverkseier", ["Elvekraftverkene", "kraftverkseier"]),
        ("*kraftverk*", "Elvekraft, verk", []),
    ],
)
def test_a_rule_finds_what_it_says(rule: str, text: str, words: list[str]) -> None:
    assert found(watching(rule), text) == words


@pytest.mark.parametrize("written", ["strøm", "stroem", "strom", "ström", "STRØM", "stro\u0308m", "st\u00adrøm"])
def test_a_word_is_found_however_its_letters_are_written(written: str) -> None:
    assert found(watching("strøm*"), f"Mer {written} nå") == [written]


def test_a_letter_that_the_rule_does_not_have_is_no_spelling_of_it() -> None:
    assert found(watching("tog"), "tøg og tåg") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ida Strøm (19) vant", ["Ida Strøm"]),
        ("Anne-Lise Strøms tale", ["Lise Strøms"]),
        ("kare strom fyller 80", ["kare strom"]),
        ("Hver dag strøm", []),
        ("Kari mister strøm", []),
        ("Strøm til Ida", []),
    ],
)
def test_a_family_name_is_a_word_after_a_given_name(text: str, words: list[str]) -> None:
    assert [hit.words[0].text for hit in watching("(fornavn) strøm").match(text).hits] == words


def test_words_that_only_tell_together_must_stand_near_each_other() -> None:
    matcher = watching("jernbane*", bare_sammen=[{"ord": ["hovedbane*"], "med": ["tog", "spor"]}])

    assert matcher.match("Full stans for togene på Hovedbanen").hits == (
        WordHit("tema", "hovedbane*", (Words(25, 35, "Hovedbanen"), Words(15, 21, "togene"))),
    )
    assert matcher.match("Skeid vant på Hovedbanen").excluded == (
        Excluded("tema", "hovedbane*", Words(14, 24, "Hovedbanen"), None),
    )
    assert found(matcher, f"Hovedbanen {'x ' * 100} tog") == []


def test_an_exclusion_says_which_word_it_took_and_why() -> None:
    matched = watching("kraft*", unntak=["kraftig*", "i kraft"]).match(
        "Kraftig vind, og loven trer i kraft. Mer kraft!"
    )

    assert matched.hits == (WordHit("tema", "kraft*", (Words(41, 46, "kraft"),)),)
    assert matched.excluded == (
        Excluded("tema", "kraft*", Words(0, 7, "Kraftig"), "kraftig*"),
        Excluded("tema", "kraft*", Words(30, 35, "kraft"), "i kraft"),
    )


def test_the_same_words_are_told_of_once_by_the_rule_that_says_most() -> None:
    matched = watching("budsjett*", "budsjettforlik*", "regjeringens budsjett*").match("Regjeringens budsjettforlik")

    assert [(hit.rule, hit.words[0].text) for hit in matched.hits] == [
        ("regjeringens budsjett*", "Regjeringens budsjettforlik")
    ]


def test_a_text_may_be_about_several_themes_in_the_order_of_the_pack() -> None:
    assert MATCHER.match("NTP uten penger i statsbudsjettet til strøm og jernbane i Oslofjorden").themes == (
        "jernbane",
        "energi",
        "oslofjorden",
        "statsbudsjett",
        "ntp",
    )


def test_no_words_find_nothing() -> None:
    assert Matcher([]).match("Toget går").hits == ()


WORDS = st.sampled_from(
    [word.strip("=*") for theme in PACK.media.themes for word in (*theme.words, *theme.exclusions)]
    + [
        "Strømmen",
        "İstanbul",
        "ﬁn",
        "\u0308",
        "\u00ad",
        "\ud800",
        "🚆",
        "\u202e",
        "-",
        ".",
        "tog\u0308",
        "ÅÅ",
        "'",
        "\x00",
    ]
)


@given(st.one_of(texts(), st.lists(WORDS | texts(max_size=6), max_size=12).map(" ".join), st.lists(WORDS).map("".join)))
@example("I\u0307 tog")
@example("İİİ jernbane")
@example("\u0308tog")
def test_whatever_is_read_the_words_told_of_stand_where_they_are_said_to(text: str) -> None:
    matched = MATCHER.match(text)

    for words in [*(word for hit in matched.hits for word in hit.words), *(each.words for each in matched.excluded)]:
        assert 0 <= words.start < words.end <= len(text)
        assert text[words.start : words.end] == words.text
        assert not words.text[0].isspace()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå ", max_size=60))
def test_loose_accents_change_nothing(text: str) -> None:
    loose = unicodedata.normalize("NFD", text)

    assert MATCHER.match(loose).themes == MATCHER.match(text).themes


def test_a_very_long_text_full_of_words_is_read() -> None:
    matched = MATCHER.match("Kraft på bane, tog i Strømmen og Hovedbanen og statsbudsjett i Oslofjorden. " * 3_000)

    assert matched.themes == ("jernbane", "energi", "oslofjorden", "statsbudsjett")


def test_several_threads_read_the_same_in_a_text() -> None:
    texts = [f"{word} og {other}" for word in ("Togene", "Banenes", "Strømmen", "Kraftens") for other in range(50)]
    alone = [watching("tog", "bane", "strøm", "kraft").match(text) for text in texts]
    _stem.cache_clear()
    together = watching("tog", "bane", "strøm", "kraft")

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(together.match, texts)) == alone


def test_stems_are_right_from_several_threads() -> None:
    words = [
        f"{letter}{ending}" for letter in "bdfghklmnprstv" for ending in ("anenes", "ansene", "heten", "erte", "ogene")
    ]
    alone = [stem(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            _stem.cache_clear()
            with ThreadPoolExecutor(8) as threads:
                assert list(threads.map(stem, words)) == alone
    finally:
        sys.setswitchinterval(interval)


TOGETHER = {"bare_sammen": [{"ord": ["hovedbane*"], "med": ["tog*", "spor"]}], "unntak": ["toga*"]}


def test_words_that_do_not_count_near_others_count_everywhere_else() -> None:
    matcher = watching("oslofjord*", ikke_sammen=[{"ord": ["oslofjord*"], "med": ["drukn*", "på grunn"]}])
    assert found(matcher, "Oslofjorden er i krise") == ["Oslofjorden"]
    told = matcher.match("Mann druknet i Oslofjorden")
    assert told.hits == ()
    drowned = Words(5, 12, "druknet")
    assert told.excluded == (Excluded("tema", "oslofjord*", Words(15, 26, "Oslofjorden"), "drukn*", drowned),)
    assert found(matcher, "Båt på grunn i Oslofjorden") == []
    far = "Mann druknet. " + "Og så skjedde det mye annet. " * 10
    assert found(matcher, f"{far}Oslofjorden er i krise") == ["Oslofjorden"]


def test_words_kept_apart_count_where_a_stronger_word_is_near_too() -> None:
    rule = {"ord": ["oslofjord*"], "med": ["cruise*"], "med_mindre": ["kloakk*"]}
    matcher = watching("oslofjord*", ikke_sammen=[rule])

    assert found(matcher, "Cruiseskip i Oslofjorden") == []
    assert found(matcher, "Cruiseskip slipper kloakk i Oslofjorden") == ["Oslofjorden"]
    assert found(matcher, f"Cruiseskip i Oslofjorden. {'Mye annet. ' * 20} Kloakk på land") == []


def test_a_word_that_contains_a_rule_is_excluded_by_a_longer_one() -> None:
    matched = watching("*tog", unntak=["*vogntog*"]).match("Modulvogntogene og godstogene")

    assert matched.hits == (WordHit("tema", "*tog", (Words(19, 29, "godstogene"),)),)
    assert matched.excluded == (Excluded("tema", "*tog", Words(0, 15, "Modulvogntogene"), "*vogntog*"),)


@pytest.mark.parametrize(
    "word",
    [
        "*",
        "(fornavn)",
        "(etternavn) tog",
        "(fornavn) *tog",
        "**tog",
        "tog**",
        "*bane nor",
        "bane *nor",
        "=*tog",
        "*tog.",
    ],
)
def test_a_star_in_another_place_is_no_rule(word: str) -> None:
    with pytest.raises(ValidationError):
        watching(word)


def test_an_exclusion_is_no_companion() -> None:
    assert found(watching("jernbane*", **TOGETHER), "Togaer på Hovedbanen") == []


@pytest.mark.parametrize("far", range(150, 175))
def test_half_a_word_is_no_companion(far: int) -> None:
    matcher = watching("jernbane*", **TOGETHER)

    assert found(matcher, f"fotograf{'.' * far}Hovedbanen") == []
    assert found(matcher, f"Hovedbanen{'.' * far}sporveien") == []
