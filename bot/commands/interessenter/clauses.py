"""What came out of a dialogue, clause by clause: what they think, what they want, and what we do next."""

import re
from dataclasses import replace
from datetime import date

from bot.commands.parse.clean import fold
from bot.commands.parse.dated import dated
from bot.commands.parse.fault import Fault
from content.frozen import frozen

STANCES = {
    "positiv": ("positiv", "positive", "enig", "stotter", "for", "med oss"),
    "avventende": ("avventende", "noytral", "usikker", "vet ikke", "tvil", "i tvil", "skeptisk"),
    "negativ": ("negativ", "negative", "imot", "mot", "uenig", "kritisk"),
}
"""What somebody may think of a theme, with the folded words for each."""
_DEGREES = "veldig|svart|ganske|litt|noe|klart|mer|mest|helt|fortsatt|i utgangspunktet|er|var"
_STANCE = re.compile(
    rf"(?:(?:{_DEGREES}) )*(?P<stance>{'|'.join(word for words in STANCES.values() for word in words)})"
    r"(?: (?:til|overfor) .*)?"
)
_WANTS = re.compile(
    r"(?:de |hun |han )?(?:vil (?:gjerne )?(?:ha|vite)|onsker(?: seg)?|ba om|trenger|spor etter|spurte etter) "
)
_DEEDS = "folg{} opp|send{}|ring{}|inviter{}|avtal{}|book{}|lag{}|skriv{}|svar{}|sjekk{}|gi|ta kontakt|kom{} tilbake"
_NEXT = re.compile(
    r"(?:neste(?: steg)?:? )?(?:husk (?:a )?|ma |skal )?(?:(?:vi|jeg) (?:ma |skal )?)?"
    rf"(?:{_DEEDS.format(*['e?'] * _DEEDS.count('{}'))})\b"
)
"""What we do next is told as «send …» or «vi skal sende …»; «kommer tilbake» is somebody else's."""
_JOURNAL = re.compile(r"(?:(?:dette|samtalen|motet|den) )?(?:bor|ma|skal) (?:vel )?journalfores|journalfor(?:es)?")
_BETWEEN = re.compile(r";|, (?!\d)|(?<=[^\d\s.]{2})\. ")


@frozen
class Outcome:
    """What came out of a dialogue; what was not written is empty. `due` is the day of the next step."""

    stance: str = ""
    said: str = ""
    wants: str = ""
    step: str = ""
    due: date | None = None
    journal: bool = False
    faults: tuple[str, ...] = ()


def outcome(text: str, today: date) -> Outcome:
    """Return what a text says came out of a dialogue. Nothing that was written is lost."""
    found = Outcome()
    for clause in _BETWEEN.split(text.strip(" .")):
        if clause.strip():
            found = _with(found, clause.strip(), today)
    return found


def _with(found: Outcome, clause: str, today: date) -> Outcome:
    folded = fold(clause)
    stance = _STANCE.fullmatch(folded)
    if stance and not found.stance:
        kept = "" if folded == stance["stance"] else clause
        return replace(found, stance=_stance(stance["stance"]), said=_joined(found.said, kept))
    if _JOURNAL.fullmatch(folded):
        return replace(found, journal=True)
    day, words = dated(clause.split(), today)
    bare = " ".join(words).strip(" ,")
    if _WANTS.match(folded):
        return _wanted(found, clause if day is None else bare, day)
    if _NEXT.match(folded) or (day is not None and "innen" in folded.split()):
        return _planned(replace(found, step=_joined(found.step, bare)), day)
    return replace(found, said=_joined(found.said, clause))


def _wanted(found: Outcome, clause: str, day: date | Fault | None) -> Outcome:
    begun = _WANTS.match(fold(clause))
    thing = " ".join(clause.split()[len(begun.group().split()) if begun else 0 :])
    return _planned(replace(found, wants=_joined(found.wants, thing), step=_joined(found.step, thing)), day)


def _planned(found: Outcome, day: date | Fault | None) -> Outcome:
    if isinstance(day, Fault):
        return replace(found, faults=(*found.faults, day.text))
    return replace(found, due=found.due or day)


def _stance(word: str) -> str:
    return next(stance for stance, words in STANCES.items() if word in words)


def _joined(before: str, more: str) -> str:
    return f"{before}, {more}" if before and more else before or more
