"""What a question asks for that the content has of nothing, or of few: who holds a post, a price, a number to ring, a favour.

The words of such a question are often like an entry's («hva koster billetten til Oslofjordkonferansen»), so nothing else
says that the entry is no answer.
"""

import re
from collections.abc import Sequence

from content.folding import fold
from models.search.words import stems

_HOLDER = "hvem er, kven er, kem er, kem e, hva heter, kva heiter, ka heter, who is, hvem var, kven var"
_POSTS = "ordfører ordførar direktør minister president sjef rådmann sekretær statsråd partileder leder leiar generalsekretær ceo"
HOLDER = frozenset(tuple(map(fold, each.split())) for each in _HOLDER.split(", "))
POSTS = tuple(stem for word in _POSTS.split() for stem in stems(word))
"""How the stems of words for posts end."""
MOST_PHRASE = 4
_ATTRIBUTES = """
koster koste kosta pris prisen priser billett billetten billetter billettpris gebyr honorar
lønn lønna lønnen tjener årslønn
telefon telefonen telefonnummer telefonnummeret mobilnummer mobilnummeret epost eposten epostadresse epostadressen
adresse adressen adressa postadresse besøksadresse åpningstider åpningstid parkering
snø temperatur temperaturen badetemperatur badetemperaturen værmelding
passord passordet wifi printer pc kode koden innlogging
ferie feriedager permisjon permisjonen sykmelding sykmelde timeliste timelista reiseregning reiseregningen avspasering
hotell hotellet flybillett konto kontoen saldo saldoen avgang rutetider rutetabell togtider busstider restaurant kantine kantina kake pizza
bursdag fødselsdag vant tapte ansatt ansatte klokka klokken vits dikt
ticket price salary phone address weather password parking
"""
ATTRIBUTES = frozenset(map(fold, _ATTRIBUTES.split()))
"""Folded words for what is asked about a thing, that only what has the word itself says."""
_FAVOURS = (
    "skrive skriva skriv lage laga lag ringe ring bestille bestill booke book kjøpe kjøp oversette oversett sende send minne minn "
    "beregne rekne regne logge kalle innkalle avtale write make call order buy send translate book"
)
FAVOURS = frozenset(map(fold, _FAVOURS.split()))
ASKED_TO = frozenset(
    tuple(map(fold, each.split())) for each in ("kan du", "kunne du", "vil du", "can you", "could you")
)
_ON_THE_WAY = (
    "kommer jeg meg til, kommer vi oss til, kommer man seg til, kjem eg meg til, kjem vi oss til, kjem me oss til, går toget, går bussen, går trikken, "
    "går flyet, går ferja, går båten, går banen, do i get to, do we get to, does the train, does the bus"
)
ON_THE_WAY = tuple(tuple(map(fold, each.split())) for each in _ON_THE_WAY.split(", "))
_OPINION = "mener meiner mene synes synest syns sier seier tenker tror krever sa meinte mente think say"
OPINION = frozenset(map(fold, _OPINION.split()))
ABOUT = frozenset(("om", "about"))
WHAT = (["hva"], ["kva"], ["ka"], ["what"])

_OURS = "vi våre vårt oss me jeg meg eg æ min man we our us"
OURS = frozenset(map(fold, _OURS.split()))
_ADVISING = "bør burde skal skulle må kan lurt lurest lønner passer best beste rett rette riktig tidlig seint sent should must can best right"
ADVISING = frozenset(map(fold, _ADVISING.split()))
WHEN_FIRST = frozenset(
    tuple(map(fold, each.split())) for each in ("når", "when", "kva tid", "ka tid", "ka ti", "hvilken dag")
)


_REMIND = re.compile(
    r"(?:(?:kan|kunne|vil) du )?(?:(?:minn|minne) (?:meg|oss) (?:på|om)|husk|hugs)(?: å| at)? |(?:can you )?remind (?:me|us) (?:to|about) ",
    re.IGNORECASE,
)


def to_be_reminded_of(text: str) -> str:
    """Return «ringe Per i morgen» of «minn meg på å ringe Per i morgen»; nothing of another text."""
    found = _REMIND.match(text)
    return text[found.end() :].strip(" ?!.") if found else ""


def asks_for_date(folded: Sequence[str]) -> bool:
    """Return True for «når er styremøtet», which no advice answers, as it does «når bør vi ringe»."""
    is_first = any(tuple(folded[: len(each)]) == each for each in WHEN_FIRST)
    return is_first and (OURS | ADVISING).isdisjoint(folded)


def asks_for_holder(folded: Sequence[str]) -> bool:
    """Return True for «hvem er ordfører i Moss» and «hva heter direktøren», whose answers are names."""
    asking = next((at + 2 for at in range(len(folded) - 1) if tuple(folded[at : at + 2]) in HOLDER), None)
    return asking is not None and any(
        stem.endswith(POSTS) for word in folded[asking : asking + MOST_PHRASE] for stem in stems(word)
    )


def asks_a_favour(folded: Sequence[str]) -> bool:
    """Return True for «kan du skrive en tale», which asks for something to be done."""
    return len(folded) > len(("kan", "du")) and tuple(folded[:2]) in ASKED_TO and folded[2] in FAVOURS


def asks_the_way(folded: Sequence[str]) -> bool:
    """Return True for «hvordan kommer jeg meg til Lillestrøm» and «når går toget til Drammen»."""
    return any(
        tuple(folded[at : at + len(each)]) == each for each in ON_THE_WAY for at in range(len(folded) - len(each) + 1)
    )


def attributes_of(folded: Sequence[str]) -> frozenset[str]:
    """Return the stems of what is asked for about a thing, such as its price."""
    return frozenset(stem for word in ATTRIBUTES.intersection(folded) for stem in stems(word))


def topic_of(written: Sequence[str], folded: Sequence[str]) -> tuple[str, ...]:
    """Return the stems of what somebody's opinion is asked about: of «hva mener NHO om tog», that of «tog».

    Of «hva sa statsministeren på pressekonferansen» they are those of who said it and where.

    Our own («hva mener vi om tog») is what the content has, and is no such question.
    """
    for at, word in enumerate(folded[:-1]):
        is_somebody = written[at + 1][:1].isupper() or (folded[:at] in WHAT and folded[at + 1] not in OURS)
        if word in OPINION and is_somebody:
            about = next((n for n in range(at + 2, len(folded)) if folded[n] in ABOUT), None)
            if about is None and written[at + 1][:1].isupper():
                return ()
            return stems(" ".join(written[about + 1 if about else at + 1 :]))
    return ()
