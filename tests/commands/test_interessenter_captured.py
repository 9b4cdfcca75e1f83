"""Reading a dialogue from one line, on Tuesday 24 November 2026."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.interessenter.dialogue.dialogue_line import DialogueLine, read_dialogue_line
from bot.commands.interessenter.dialogue.outcome import DialogueOutcome
from bot.commands.interessenter.names.person_text import WrittenName
from tests.support.any_text import texts

TODAY = date(2026, 11, 24)
KARI, OLA = WrittenName("Kari Nordmann", "Ap"), WrittenName("Ola Moe", organisation="NHO")
YESTERDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def theme_of(text: str) -> str | None:
    return next((theme for word, theme in (("tunnel", "jernbane"), ("strøm", "energi")) if word in text.lower()), None)


def read(text: str) -> DialogueLine:
    found = read_dialogue_line(text, TODAY, theme_of)
    assert found is not None
    return found


READ = {
    "møtte Kari Nordmann (Ap) om Rikstunnelen: positiv, vil ha faktaark innen fredag": DialogueLine(
        "møte",
        (KARI,),
        TODAY,
        about="Rikstunnelen",
        theme="jernbane",
        outcome=DialogueOutcome("positiv", wants="faktaark", step="faktaark", due=FRIDAY),
    ),
    "i går ringte Ola Moe fra NHO om strømnettet: skeptisk til tempoet. Ønsker møte i desember": DialogueLine(
        "telefon",
        (OLA,),
        YESTERDAY,
        about="strømnettet",
        theme="energi",
        outcome=DialogueOutcome(
            "avventende", said="skeptisk til tempoet", wants="møte i desember", step="møte i desember"
        ),
    ),
    "snakket med Per Hansen (H, transportkomiteen) og Anne Li (SV) på Arendalsuka: send invitasjon innen 15.1": DialogueLine(
        "samtale",
        (WrittenName("Per Hansen", "H", "transportkomiteen"), WrittenName("Anne Li", "SV")),
        TODAY,
        place="Arendalsuka",
        outcome=DialogueOutcome(step="send invitasjon", due=date(2027, 1, 15)),
    ),
    "møtte Anne Li: støtter. Neste steg: notat fra Per innen 15.1": DialogueLine(
        "møte",
        (WrittenName("Anne Li"),),
        TODAY,
        outcome=DialogueOutcome("positiv", step="notat fra Per", due=date(2027, 1, 15)),
    ),
    "møtte statssekretær Tom Berg i Samferdselsdepartementet: kommer tilbake etter jul, følg opp 7.1": DialogueLine(
        "møte",
        (WrittenName("Tom Berg", organisation="Samferdselsdepartementet", title="statssekretær"),),
        TODAY,
        outcome=DialogueOutcome(said="kommer tilbake etter jul", step="følg opp", due=date(2027, 1, 7)),
    ),
    "e-post fra Jernbanedirektoratet 12. november om tunnelen": DialogueLine(
        "e-post", (WrittenName("Jernbanedirektoratet"),), date(2026, 11, 12), about="tunnelen", theme="jernbane"
    ),
    "møtte Kari 20.11 kl 12 om tunnelen: følg opp fredag neste uke kl. 9–10": DialogueLine(
        "møte",
        (WrittenName("Kari"),),
        date(2026, 11, 20),
        about="tunnelen",
        theme="jernbane",
        outcome=DialogueOutcome(said="kl. 12.00", step="følg opp", due=date(2026, 12, 4), start=time(9), minutes=60),
    ),
    "skal møte Kari torsdag om to uker kl 9": DialogueLine(
        "møte", (WrittenName("Kari"),), date(2026, 12, 10), planned=True, start=time(9)
    ),
    "møtte Kari: vil ha svar på brev av 3.11 innen 10.12, send rapport om to uker": DialogueLine(
        "møte",
        (WrittenName("Kari"),),
        TODAY,
        outcome=DialogueOutcome(
            wants="svar på brev av 3.11",
            step="svar på brev av 3.11, send rapport om to uker",
            due=date(2026, 12, 10),
        ),
    ),
    "mandag lunsj med Kari": DialogueLine("møte", (WrittenName("Kari"),), YESTERDAY),
    "skal møte Kari Nordmann (V) fredag om strøm": DialogueLine(
        "møte", (WrittenName("Kari Nordmann", "V"),), FRIDAY, about="strøm", theme="energi", planned=True
    ),
    "møtte Kari Nordmann – ordfører i Moss – om strøm: positiv": DialogueLine(
        "møte",
        (WrittenName("Kari Nordmann", organisation="Moss kommune", title="ordfører"),),
        TODAY,
        about="strøm",
        theme="energi",
        outcome=DialogueOutcome("positiv"),
    ),
    "skal møte Kari Nordmann (Ap) fredag om strøm": DialogueLine(
        "møte", (KARI,), FRIDAY, about="strøm", theme="energi", planned=True
    ),
}


@pytest.mark.parametrize("text", READ)
def test_a_line_tells_who_was_met_what_about_what_came_of_it_and_what_is_next(text: str) -> None:
    assert read(text) == READ[text]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("møtte: positiv", "Skriv hvem du snakket med."),
        ("møtte Kari om 2 uker", "Dagen har ikke vært ennå. Skriv «skal møte …» om det som kommer."),
        ("møtte Kari lørdag 20.11", "20. november 2026 er en fredag, ikke en lørdag."),
        (
            "møtte Kari mandag eller tirsdag",
            "Jeg fant to datoer: mandag 23. november og tirsdag 24. november. Velg den som er riktig.",
        ),
        ("møtte Kari 31.2", "31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag."),
        (
            "møtte Kari: send faktaark innen 31.2",
            "31. februar finnes ikke. Februar 2027 har 28 dager. Skriv en annen dag.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(text: str, fault: str) -> None:
    found = read(text)
    assert found.faults == (fault,)
    assert found.channel == "møte"


@pytest.mark.parametrize("text", ["Kari Nordmann", "møteplass", "parti:Ap stille", ""])
def test_what_does_not_begin_as_a_dialogue_is_none(text: str) -> None:
    assert read_dialogue_line(text, TODAY, theme_of) is None


@given(texts(max_size=80), st.sampled_from(["møtte ", "ringte Kari om ", "skal møte Kari: ", "i går møtte "]))
def test_whatever_is_written_is_read_without_a_fault_of_ours(text: str, beginning: str) -> None:
    assert isinstance(read(beginning + text + " x"), DialogueLine)


@given(st.lists(st.sampled_from(["positiv", "vil ha faktaark", "ringte i går", "send notat", "takk"]), min_size=1))
def test_nothing_of_what_came_out_is_lost(clauses: list[str]) -> None:
    came = read("møtte Kari: " + ", ".join(clauses)).outcome
    kept = f"{came.stance} {came.said} {came.wants} {came.step}"
    assert all(clause.removeprefix("vil ha ") in kept for clause in clauses)
