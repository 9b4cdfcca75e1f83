"""What the organisation has decided to say is carried to the letter."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.schema.pack import Pack
from tests.support.content import PACK

FIELDS = ("Budskap", "Hvorfor", "Krav", "Gevinst")
NEXT = r"(?=(?:Budskap|Hvorfor|Krav|Gevinst|Hvordan påvirke|Taktiske grep):|[A-D]\. [A-ZÆØÅ]|(?:NOV|FEB|APR|AUG|OKT)–|Både gjennom NTP|https://)"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


@pytest.fixture(scope="module")
def note(shared_folder: Path) -> str:
    text = next((shared_folder / "seed").glob("000_*.txt")).read_text(encoding="utf-8")
    return " ".join(text.split())


def approved(pack: Pack) -> Iterator[str]:
    """Every approved sentence of the pack."""
    for issue in pack.issues:
        for track in issue.tracks:
            yield from (text for text in (track.budskap, track.hvorfor, track.krav, track.gevinst) if text)
    yield from (phase.budskap for phase in pack.budget.phases)
    for campaign in pack.campaigns:
        yield campaign.main.text
        yield campaign.main.intro
        yield from (text for priority in campaign.main.priorities for text in (priority.text, priority.krav))
        yield from (step.slogan for step in campaign.steps)


def test_every_approved_sentence_of_the_pack_is_in_the_note(pack: Pack, note: str) -> None:
    assert [text for text in approved(pack) if " ".join(text.split()) not in note] == []


def test_every_labelled_sentence_of_the_note_is_in_the_pack(pack: Pack, note: str) -> None:
    labelled = [text.strip() for text in re.findall(rf"(?:{'|'.join(FIELDS)}): (.+?){NEXT}", note)]
    ours = set(approved(pack))

    assert len(labelled) == 4 * 4 + 5
    assert [text for text in labelled if text not in ours] == []


def test_the_wording_of_the_railway_stands_as_it_was_decided(pack: Pack) -> None:
    railway = pack.issue("jernbane")

    assert railway is not None
    assert [track.budskap for track in railway.tracks] == [
        (
            "Rikstunnelen er Norges viktigste samferdselsprosjekt. Viktig i et beredskapsperspektiv – hva skjer hvis "
            "hovedåren gjennom hovedstaden kollapser? Koster omtrent det samme som regjeringskvartalet- hva er viktigst?"
        ),
        "Ryggraden i kollektivsystemet må fungere.",
        "Norden trenger raske, klimavennlige forbindelser, også i et beredskapsperspektiv.",
        "Grønn næringstransport er en forutsetning for konkurransekraft og oppnåelse av klimamål.",
    ]


def test_the_budget_phases_say_what_was_decided(pack: Pack) -> None:
    assert [phase.budskap for phase in pack.budget.phases] == [
        (
            "Dette MÅ inn i departementets første budsjettinnspill når det gjelder jernbanesatsing i hovedstadsregionen. "
            "(NTP uten penger er bare en brosjyre….)"
        ),
        "Jernbanen i Osloregionen er Norges viktigste beredskapsprosjekt.",
        "Hvis dere skal ha én grønn satsing i år – la det være jernbane.",
        (
            "Hovedstadsregionen FORVENTER satsing og prioritering. Dette er ikke luksus, men nødvendig for vekst, "
            "verdiskaping og beredskap."
        ),
        "Udiskutabel viktig effekt i Norges største bo og arbeidsmarkedsregion",
    ]


def test_the_campaign_says_what_was_decided(pack: Pack) -> None:
    campaign = pack.campaign(2026)

    assert campaign is not None
    assert campaign.main.text == (
        "I totalforsvarets år 2026, er samarbeidet på tvers i Osloregionen viktigere enn noensinne. Lykkes vi ikke med "
        "å finne løsninger på tvers av kommunegrenser, vil vi ikke lykkes den dagen vi står ovenfor en krise."
    )
    assert [(priority.text, priority.krav) for priority in campaign.main.priorities] == [
        ("En styrket satsing på jernbane på tvers av regionen", "Planlegging av Rikstunnelarbeidet må starte nå!"),
        (
            "Økt oppmerksomhet knyttet til kraftsystemets manglende dimensjonering og sårbarhet",
            "Hovedstadsregionen må ha sikker tilgang på kraft!",
        ),
        ("Situasjonen i Oslofjorden må håndteres NÅ.", "Døden i Oslofjorden kan ikke fortsette"),
    ]
    assert [step.slogan for step in campaign.steps] == [
        (
            "Jernbanen i Osloregionen er Norges viktigste beredskapsprosjekt! Det er en skandale (?) at Rikstunnelen ikke "
            "prioriteres høyere i NTP. Arbeidet må fremskyndes med x antall år."
        ),
        "La Osloregionen bli sett og hørt",
        "Reiser til Arendal for å sette hovedstadsregionen på kartet",
        "Det er hovedstadsregionens tur nå",
    ]
