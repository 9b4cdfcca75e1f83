"""The ranked index: which documents words find, how, and in what order."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.parties import PARTIES
from content.schema.parties import Party
from models.search.documents import Document, Tier
from models.search.index import Index
from models.search.meanings import meanings_of
from models.search.rows import Indexes
from models.search.words import Word, is_compound_of, stems, words
from tests.support.any_text import texts
from tests.support.pack import small_pack

MEANINGS = meanings_of(small_pack())


def word(text: str) -> Word:
    return words(text)[0]


def found(index: Index, said: str) -> list[tuple[int, Tier]]:
    return [(hit.number, hit.tier) for hit in index.search(MEANINGS.units(said.split())).hits]


@pytest.mark.parametrize(
    "forms",
    [
        "høring høringen høringer høringene høringenes Høring hoering horing",
        "komité komite komiteen komiteer komiteene komiteens komiteane",
        "jernbane jernbanen jernbanens JERNBANE",
        "grenbane grenbanen grenbaner grenbanene",
        "ordfører ordføreren ordførere ordførerne",
        "minister ministeren ministere ministerens",
        "kommune kommunen kommuner kommunene kommunane kommunar",
        "tog toget togene togets",
        "strategi strategien strategier strategiene",
        "NHO NHOs",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stems(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("whole", "part", "is_compound"),
    [
        ("budsjetthøringene", "høring", True),
        ("høringssvar", "høringer", True),
        ("statsbudsjettinnspillet", "budsjett", True),
        ("Stortingsvalget", "valg", True),
        ("valgkamp", "valg", True),
        ("varaordførere", "ordfører", True),
        ("utvalg", "valg", False),
        ("utvalgsmøte", "valg", False),
        ("innspill", "spill", False),
        ("planet", "plan", False),
        ("jernbane", "RNB", False),
        ("kapasitet", "Ap", False),
        ("budskap", "Ap", False),
        ("logistikk", "LO", False),
        ("fotografi", "tog", False),
        ("urbane", "bane", False),
        ("budsjett", "budsjett", False),
    ],
)
def test_a_compound_holds_a_word_and_an_acronym_or_a_short_word_is_whole(
    whole: str, part: str, is_compound: bool
) -> None:
    assert is_compound_of(word(whole), word(part)) is is_compound


def test_a_compound_in_a_note_is_left_out_if_something_has_the_word_as_its_name() -> None:
    note = Document("Stortinget åpner", text="i år uten stortingsvalg")
    assert found(Index([note, Document("Kommunestyrevalg", names="valg")]), "valget") == [(1, Tier.NAMED)]
    assert found(Index([note, Document("Etter valget")]), "valget") == [(1, Tier.SAID), (0, Tier.COMPOUND)]


def test_what_finds_best_comes_first() -> None:
    index = Index(
        [
            Document("Budsjettbrev", about="høring"),
            Document("Kronikk om en høringsrunde"),
            Document("Møte før høringene"),
            Document("Svar", names="høring\nden store høringen"),
            Document("Noe annet"),
        ]
    )
    assert found(index, "høring") == [(3, Tier.NAMED), (2, Tier.SAID), (1, Tier.COMPOUND), (0, Tier.ABOUT)]


def test_a_title_counts_more_than_a_note_and_a_rare_word_more_than_a_common_one() -> None:
    index = Index([Document("Møte", text="kronikk"), Document("Kronikk"), Document("Møte"), Document("Møte")])
    hits = index.search(MEANINGS.units(["kronikk"])).hits
    assert [hit.number for hit in hits] == [1, 0]
    assert hits[0].score > hits[1].score
    assert hits[0].score > index.search(MEANINGS.units(["møte"])).hits[0].score


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("kronnik", ("Kronikk",)),
        ("høyring", ("høringen",)),
        ("innspel", ("innspill",)),
        ("høirng", ("høringen",)),
        ("kronikkfrist", ("Kronikk",)),
        ("xyzzy", None),
        ("kro", None),
        ("LOK", None),
    ],
)
def test_a_misspelt_word_is_read_as_the_nearest_and_a_short_one_never(
    said: str, read_as: tuple[str, ...] | None
) -> None:
    index = Index([Document("Kronikk om LO"), Document("Lever innspill til høringen")])
    assert index.search(MEANINGS.units([said])).resembling.get(said) == read_as


def test_words_that_nothing_has_are_left_out_and_told_from_those_that_never_come_together() -> None:
    index = Index([Document("Kronikk om fjorden"), Document("Høring"), Document("Høring om tunnelen")])
    hits = index.search(MEANINGS.units(["kronikk", "xyzzy", "høring", "tunnelen"]))
    assert [hit.number for hit in hits.hits] == [2]
    assert (hits.unknown, hits.apart) == (("xyzzy",), ("kronikk",))


def test_a_phrase_is_found_side_by_side_in_any_form() -> None:
    index = Index(
        [Document("Bok om gul maling"), Document("Gul bok godkjennes"), Document("X", text="les den gule boken")]
    )
    assert {hit.number for hit in index.search(MEANINGS.units(["gul bok"])).hits} == {1, 2}


def test_a_theme_is_found_by_its_mark_then_by_its_words() -> None:
    index = Index([Document("Jernbaneforum"), Document("Møte", tags=("tema:jernbane",)), Document("Kraft")])
    hits = index.search([MEANINGS.theme("jernbane", "Jernbane")]).hits
    assert [(hit.number, hit.tier) for hit in hits] == [(1, Tier.SAID), (0, Tier.COMPOUND)]


DOCUMENTS = st.builds(Document, texts(max_size=40), texts(max_size=40), texts(max_size=20), texts(max_size=20))


@given(st.lists(DOCUMENTS, max_size=5), st.lists(texts(max_size=20), max_size=5))
def test_any_words_are_looked_for_in_any_documents(documents: list[Document], said: list[str]) -> None:
    units = MEANINGS.units(said)
    hits = Index(documents).search(units)
    assert len({hit.number for hit in hits.hits}) == len(hits.hits)
    assert {*hits.unknown, *hits.apart} <= {unit.written for unit in units}
    assert hits.hits == tuple(sorted(hits.hits, key=lambda hit: (hit.tier, -round(hit.score, 6), hit.number)))


@given(st.sampled_from(["kronikk", "høring", "tunnel", "forsyning", "beredskap"]), st.data())
def test_a_document_is_found_by_each_of_its_words_and_by_one_slip(said: str, data: st.DataObject) -> None:
    index = Index([Document(f"Svar om {said}"), Document("Julelunsj")])
    assert [hit.number for hit in index.search(MEANINGS.units([said])).hits] == [0]
    at = data.draw(st.integers(1, len(said) - 2))
    slip = said[:at] + said[at + 1] + said[at] + said[at + 2 :]
    assert [hit.number for hit in index.search(MEANINGS.units([slip])).hits] == [0]


def test_the_indexes_used_last_are_kept_and_no_more_than_so_many_documents() -> None:
    pack, indexes = small_pack(), Indexes(most=5)

    def texts_of(*titles: str) -> tuple[tuple[str, str, None, None, None], ...]:
        return tuple((f"egen:{title}", title, None, None, None) for title in titles)

    first = indexes.of(texts_of("a", "b"), pack)
    second = indexes.of(texts_of("c", "d"), pack)
    assert indexes.of(texts_of("a", "b"), pack) is first
    indexes.of(texts_of("e", "f"), pack)
    assert indexes.of(texts_of("a", "b"), pack) is first
    assert indexes.of(texts_of("c", "d"), pack) is not second
    assert indexes.of(texts_of("a", "b"), replace(pack)) is not first
    indexes.of(texts_of(*"ghijkl"), pack)
    assert len(indexes) == 1


def test_every_party_of_the_content_has_its_names() -> None:
    assert set(PARTIES) == set(get_args(Party))
