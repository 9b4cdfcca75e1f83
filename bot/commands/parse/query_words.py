"""The words `/frister` knows besides periods, themes and people, with their meanings."""

from typing import Literal

from bot.commands.parse.clean import fold

Slot = Literal[
    "sources",
    "kinds",
    "mine",
    "overdue",
    "done",
    "closed",
    "unanswered",
    "everything",
    "unowned",
    "by_person",
    "deadlines",
]

_QUERY_WORDS: dict[tuple[Slot, str], str] = {
    ("sources", "arshjul"): "årshjul årshjulet hjulet",
    ("sources", "kalender"): "kalender kalenderen",
    ("sources", "statsbudsjett"): "statsbudsjett statsbudsjettet budsjett budsjettet",
    ("sources", "ntp"): "ntp transportplan transportplanen",
    ("sources", "kampanje"): "kampanje kampanjen kampanjer",
    ("sources", "egen"): "egne egen eget",
    ("deadlines", "frist"): "frist frister fristene",
    ("kinds", "milepæl"): "milepæl milepæler",
    ("kinds", "arrangement"): "arrangement arrangementer",
    ("kinds", "oppgave"): "oppgave oppgaver",
    ("kinds", "fase"): "fase faser",
    ("mine", ""): "mine min mitt",
    ("overdue", ""): "forfalt forfalte",
    ("done", ""): "ferdig ferdige gjort utført",
    ("closed", ""): "lukket lukkede",
    ("everything", ""): "alle alt",
}
_PHRASES: dict[tuple[Slot, str], str] = {
    ("sources", "ntp"): "nasjonal transportplan, den nasjonale transportplanen, nasjonal transportplanen",
    ("kinds", "frist"): "bare frister, kun frister, bare fristene, kun fristene, berre fristar",
    ("deadlines", "frist"): "neste frist, neste frister, de neste fristene, den neste fristen, dei neste fristane",
    ("overdue", ""): "over fristen, på overtid",
    ("unanswered", ""): "uten svar, mangler svar, venter på svar, utan svar",
    ("closed", ""): "ikke krysset av, ikke avkrysset, ikke avkryssede, uten avkryssing, ikkje kryssa av",
    ("unowned", ""): (
        "ledig, ledige, uten eier, uten eiere, uten ansvarlig, uten ansvarlige, ingen eier, ingen ansvarlig, "
        "ingen har tatt, ikke tatt, ikke fordelt, ufordelt, ufordelte, ubemannet, eierløs, eierløse, har ingen eier, "
        "mangler eier, mangler ansvarlig, utan eigar, utan ansvarleg, utan ansvarlege, ingen eig"
    ),
    ("by_person", ""): (
        "hvem gjør hva, hvem har hva, hvem gjør hvilke, hvem tar hva, hvem eier hva, hvem er ansvarlig for hva, hvem har ansvar for hva, "
        "hvem har ansvaret, hvem har ansvaret for hva, hvem er ansvarlig, hvem er ansvarlige, kven gjer kva, kven har kva, "
        "kven har ansvaret, arbeidsfordeling, arbeidsfordelingen, per person, pr person, "
        "pr. person, per eier, per ansvarlig, etter person, etter ansvarlig, who does what"
    ),
}
_GREETINGS = "hei, hei hei, heisann, hallo, halla, heia, hi, hello, hey, morn, morna, god morgen, god dag, god kveld"
_THANKS = (
    "takk, tusen takk, mange takk, takk for det, takk for hjelpen, takk skal du ha, tusen hjertelig takk, på forhånd takk, thanks, thank you, ha det, "
    "ha det bra, ok, okei, supert, flott"
)
_PLEAS = "please, vennligst, vær så snill, ver så snill, er du snill, mvh"
SPELT = (*(word for words in _QUERY_WORDS.values() for word in words.split()), "ledig", "ledige")
"""Every single word with its proper spelling."""
QUERY_WORDS = {fold(word): meaning for meaning, words in _QUERY_WORDS.items() for word in words.split()} | {
    fold(said): meaning for meaning, phrases in _PHRASES.items() for said in phrases.split(", ")
}
"""The meaning of a folded word or phrase: the field of the query, and the value if the field holds several."""
GREETINGS = frozenset(fold(said) for said in _GREETINGS.split(", "))
THANKS = frozenset(fold(said) for said in _THANKS.split(", "))
COURTESIES = GREETINGS | THANKS | frozenset(fold(said) for said in _PLEAS.split(", "))
"""What is ignored among other words. Folded."""
_FILLERS = (
    "ang angaende ansvarlig av bli blir da de dei den det du eier eller en er et etter finnes finst for fra "
    "gjelder gjor gjer ha har hva hvilke hvilken hvilket hvem hvor i ikke jeg eg kan ka kva kven med meg nar noe "
    "må bør gjøre gjere gjera huske hugse rekke kommer kjem står ligger rundt omkring noen noko nokon og ogsa om oss pa sin sine sitt skal skje skjer so som til ut ved vi vil vis vise vedrorende"
)
FILLERS = frozenset(fold(word) for word in _FILLERS.split())
"""Words without a meaning of their own, ignored so that «frister i oktober om jernbane» is understood. Folded."""
