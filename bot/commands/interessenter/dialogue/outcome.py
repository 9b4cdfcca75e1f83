"""Reading the outcome of a dialogue, clause by clause: their stance, what they want, and what we do next."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from bot.commands.parse.choice import Reading
from bot.commands.parse.clean import fold
from bot.commands.parse.time import needs_choosing, questions, read_plan

STANCES = {
    "positiv": ("positiv", "positive", "enig", "stotter", "for", "med oss"),
    "avventende": ("avventende", "noytral", "usikker", "vet ikke", "tvil", "i tvil", "skeptisk"),
    "negativ": ("negativ", "negative", "imot", "mot", "uenig", "kritisk"),
}
"""The stances on a theme, with the folded words for each."""
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
"""Our next step is written as «send …» or «vi skal sende …»; «kommer tilbake» is about somebody else."""
_STEP = re.compile(r"neste (?:steg|skritt)(?:: ?| er (?:å )?)(?=\S)", re.IGNORECASE)
_JOURNAL = re.compile(r"(?:(?:dette|samtalen|motet|den) )?(?:bor|ma|skal) (?:vel )?journalfores|journalfor(?:es)?")
_SHORTENED = "kl ca nr jan feb mar apr jun jul aug sep sept okt nov des man tir tirs ons tor tors fre lør søn"
_NOT_SHORTENED = "".join(rf"(?<!\b{word})" for word in _SHORTENED.split())
_BETWEEN = re.compile(rf";|, (?!\d)|(?<=[^\d\s.]{{2}}){_NOT_SHORTENED}\. ", re.IGNORECASE)
"""A full stop after an abbreviation, as in «kl. 9» and «4. des. 2026», does not end a clause."""


@dataclass(frozen=True)
class DialogueOutcome:
    """The outcome of a dialogue; what was not written is empty. `due` is the day of the next step."""

    stance: str = ""
    said: str = ""
    wants: str = ""
    step: str = ""
    due: date | None = None
    start: time | None = None
    """The local time of day of the next step, and `minutes` how long it lasts."""
    minutes: int | None = None
    journal: bool = False
    faults: tuple[str, ...] = ()


def read_outcome(text: str, today: date) -> DialogueOutcome:
    """Return the outcome of a dialogue in a text. Nothing that was written is lost."""
    result = DialogueOutcome()
    for clause in _BETWEEN.split(text.strip(" .")):
        if clause.strip():
            result = _with(result, clause.strip(), today)
    return result


def _with(result: DialogueOutcome, clause: str, today: date) -> DialogueOutcome:
    is_step = _STEP.match(clause)
    clause = clause[is_step.end() :] if is_step else clause
    folded = fold(clause)
    stance = _STANCE.fullmatch(folded)
    if stance and not result.stance and not is_step:
        kept = "" if folded == stance["stance"] else clause
        return replace(result, stance=_stance(stance["stance"]), said=_joined(result.said, kept))
    if _JOURNAL.fullmatch(folded):
        return replace(result, journal=True)
    when = read_plan(clause.split(), today)
    # A next step has one day: a month or the like, and a second day, stay in its text.
    if needs_choosing(when) or (result.due and when.day and result.due != when.day):
        when = Reading(title=tuple(clause.split()))
    bare = " ".join(when.title).strip(" ,")
    if _WANTS.match(folded) and not is_step:
        return _wanted(result, bare, when)
    if is_step or _NEXT.match(folded) or ((when.day or when.faults) and "innen" in folded.split()):
        return _planned(replace(result, step=_joined(result.step, bare)), when)
    return replace(result, said=_joined(result.said, clause))


def _wanted(result: DialogueOutcome, clause: str, when: Reading) -> DialogueOutcome:
    begun = _WANTS.match(fold(clause))
    thing = " ".join(clause.split()[len(begun.group().split()) if begun else 0 :])
    return _planned(replace(result, wants=_joined(result.wants, thing), step=_joined(result.step, thing)), when)


def _planned(result: DialogueOutcome, when: Reading) -> DialogueOutcome:
    return replace(
        result,
        due=result.due or when.day,
        start=result.start or when.start,
        minutes=result.minutes or when.minutes,
        faults=(*result.faults, *questions(when)),
    )


def _stance(word: str) -> str:
    return next(stance for stance, words in STANCES.items() if word in words)


def _joined(before: str, more: str) -> str:
    return f"{before}, {more}" if before and more else before or more
