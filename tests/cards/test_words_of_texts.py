"""The list of words, held against every text that is written in the program."""

import re

import pytest

from content.phase_names import name_in_words, name_without_months
from tests.support.bokmal import NOT_SAID, faults_in, written_texts
from tests.support.faults_said import sentences


def test_every_text_that_is_written_keeps_to_the_list_of_words() -> None:
    texts = list(written_texts())
    assert len(texts) > 3000
    assert [(where, text, fault) for where, text in texts for fault in faults_in(text)] == []


@pytest.mark.parametrize(
    "said",
    [
        *("Denne uken", "Ukens budskap", "Klokken er 9.00", "svaret kom ikke fram", "stå ovenfor en krise"),
        *("12 er uten eier", "«Kronikk» er din.", "står i innholdet", "Januar: ikke lagt ut", "Samlet vekt: 14"),
        *("1 oppfølging over tiden", "hvem det er blitt stille med", "Varmeste vei inn", "når vi er alene"),
        *("hva vi skylder", "Overlever innspillet", "Du skal på Oslofjordkonferansen?.", "OKT–DES: Stortinget"),
    ],
)
def test_the_list_of_words_has_what_readers_stopped_at(said: str) -> None:
    ((_, better),) = set(faults_in(said))
    assert better in NOT_SAID.values()


@pytest.mark.parametrize(
    ("name", "in_words", "without"),
    [
        ("OKT–DES: Stortingets behandling", "oktober–desember: Stortingets behandling", "Stortingets behandling"),
        ("FEB–MARS: Politisk trykk", "februar–mars: Politisk trykk", "Politisk trykk"),
        ("APR–JUL: Ett: to", "april–juli: Ett: to", "Ett: to"),
        ("NTP: Fremleggelse", "NTP: Fremleggelse", "NTP: Fremleggelse"),
        ("KS–LO: Samarbeid", "KS–LO: Samarbeid", "KS–LO: Samarbeid"),
        ("NHO–LOB: Samarbeid", "NHO–LOB: Samarbeid", "NHO–LOB: Samarbeid"),
        ("Faglige leveranser", "Faglige leveranser", "Faglige leveranser"),
    ],
)
def test_months_that_a_phase_begins_with_are_written_out(name: str, in_words: str, without: str) -> None:
    assert (name_in_words(name), name_without_months(name)) == (in_words, without)


WHAT_TO_DO = re.compile(
    r"\b(Skriv|Velg|Bruk|Legg|Endre|Sett|Kryss|Fyll|Rett|Send|Del|Kort|Prøv|Spør|Be|Slå|Lukk|Flytt|Fjern|Ta|La|Gi|Åpne"
    r"|Hent|Last|skill|Se)\b"
)


def test_every_sentence_about_what_is_wrong_says_what_to_do() -> None:
    """Of what is written after a command, in a form, and in the cells of a workbook."""
    found = list(sentences())
    assert len(found) > 60
    assert [each for each in found if not WHAT_TO_DO.search(each[1])] == []
