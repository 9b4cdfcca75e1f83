"""Titles beside a name: «Ordfører», «kommunal- og distriktsminister», «Dr.», «Head of Policy»."""

import re
from collections.abc import Sequence

from bot.commands.parse.clean import fold

_PARTICLES = "von van der den de del della di da dos du la le af av ten ter zu zur el al bin ibn bint abu ben y 't d"
PARTICLES = frozenset(_PARTICLES.split())
"""Lower-case words that a family name may begin with or contain."""
_HONORIFICS = "mr mrs ms miss mx herr fru froken frk sir dr prof"
HONORIFICS = frozenset(_HONORIFICS.split())
"""Forms of address: not a role if one is written too."""
_MODIFIERS = (
    "adm administrerende administrerande viseadm viseadministrerende ass assisterende assisterande daglig dagleg kst konst "
    "konstituert fung fungerende fungerande tidl tidligere tidlegare forhenvaerende pastroppende avtroppende politisk "
    "parlamentarisk stedfortredende 1 2 3 forste andre ansvarlig ansvarleg kommersiell teknisk faglig fagleg deputy vice "
    "state chief executive managing special policy senior head first nyvalgt vara"
)
_BEFORE = frozenset(_MODIFIERS.split())
"""Words before a title that are not a title by themselves."""
_TITLES = (
    "dir direktor president statsrad byrad fylkesrad departementsrad konferanserad kommunalrad regionrad ekspedisjonssjef "
    "radmann lensmann ombudsmann formann statsadvokat advokat adv fullmektig rektor prorektor dekan prodekan professor "
    "emeritus emerita dosent forstelektor universitetslektor lektor laerer forstemanuensis amanuensis stipendiat "
    "forsker seniorforsker postdoktor journalist reporter kommentator redaktor sjefredaktor fotograf lege overlege "
    "kommuneoverlege biskop prost sogneprest sokneprest politimester visepolitimester brannsjef general oberst major "
    "kaptein ambassador konsul sosialbyrad byantikvar riksantikvar fylkesmann statsforvalter sysselmester minister mayor "
    "ceo cfo cto chair chairman chairwoman chairperson director manager partner kasserer sekretaer arkitekt okonom jurist "
    "planlegger ingenior konsulent koordinator tillitsvalgt hovedtillitsvalgt talsperson talsmann talskvinne nestformann "
    "secretary officer adviser advisor counsellor ambassador engineer analyst consultant coordinator spokesperson editor lawyer "
    "researcher strategist fellow commissioner chief sametingsrad "
    "medlem varamedlem gruppenestleder aktivist grunder eier investor utreder analytiker radgiver radgjevar sjef leder "
    "leiar nestleder nestleiar mp talsperson pressetalsperson sivilingenior gjeldsradgiver bonde lagdommer dommer sorenskriver"
)
_WHOLE = frozenset(_TITLES.split())
_DEGREES = frozenset({"cand", "siv", "mag", "ing", "philos"})
_ENDINGS = (
    "minister|ministeren|ordforer|ordforar|ordforeren|direktor|direktoren|sjef|sjefen|leder|lederen|leiar|radgiver|"
    "radgiveren|radgjevar|sekretaer|sekretar|sekretaeren|redaktor|redaktoren|konsulent|koordinator|ansvarlig|ansvarleg|"
    "representant|representanten|politiker|politikar|medlem|medlemmet|president|presidenten|forvalter|forvaltaren|"
    "byrad|fylkesrad|ingenior|inspektor|mester|meister|planlegger|professor|lektor|forsker|kontakt|advokat|radmann|lege|"
    "jurist|okonom|arkitekt|utreder|tillitsvalgt|tillitsvald"
)
_ENDED = tuple(_ENDINGS.split("|"))
_SHORTENED = re.compile(
    r"(?:^|[a-z])(?:repr?|sekr|ordf|radm|radg|koord|kons|insp|lekt)$|(?:avd|kommune|fylkes|seksjons|region)dir$|^red$"
)
"""Abbreviated titles, with a full stop: «stortingsrep.», «varaordf.», «avd.dir.»."""
LONGEST_COMPOUND = 3
_MANY = (("erne", "er"), ("arane", "ar"), ("ene", ""), ("ane", ""))
"""Plural endings («ordførerne», «ordførarane», «statssekretærene»), each with the singular ending."""


def is_head(word: str) -> bool:
    """Return True if a word is a title by itself: «ordfører», «Samferdselsminister», «Prof.»."""
    said = fold(word.strip(".,:"))
    if word.endswith(".") and _SHORTENED.search(said):
        return True
    if "." in said:  # «adm.dir.», «dr.philos.», «siv.ing.»
        return any(part in HONORIFICS or part in _WHOLE or part in _DEGREES for part in said.split("."))
    one = said.removesuffix("en")  # «byråden», «ordføraren»
    is_whole = said in HONORIFICS or said in _WHOLE or one in _WHOLE
    return is_whole or (said.endswith(_ENDED) and "-" not in said) or (one != said and one.endswith(_ENDED))


def is_modifier(word: str) -> bool:
    """Return True if a word says how somebody holds an office: «konst.», «fungerende»."""
    return fold(word.strip(".")) in _BEFORE


def singular(word: str) -> str | None:
    """Return the singular of a plural title: «ordførerne» is «ordfører»; None for other words."""
    small = word.lower()
    for many, one in _MANY:
        if small.endswith(many) and is_head(small.removesuffix(many) + one):
            return small.removesuffix(many) + one
    return None


def leading_title(words: Sequence[str]) -> int:
    """Return how many of the first words are a title; 0 if they are a name.

    Any lower-case words before a name are a title too, except those that a family name may begin with.
    """
    at, has_head = 0, False
    while at < len(words):
        taken, is_one = _title_at(words, at)
        if not taken:
            break
        has_head = has_head or is_one
        at += taken
    if has_head:
        return at
    small = next((number for number, word in enumerate(words) if not word[:1].islower()), 0)
    return 0 if not small or fold(words[0]) in PARTICLES else small


def _title_at(words: Sequence[str], at: int) -> tuple[int, bool]:
    """Return how many words from `at` on belong to a title, and whether they are a title by themselves."""
    word = words[at]
    if word.endswith("-") and words[at + 1 : at + 2] == ["og"]:
        # «Kommunal- og distriktsminister», «forsknings- og høyere utdanningsminister»
        end = next(
            (end for end in range(at + 2, min(at + 2 + LONGEST_COMPOUND, len(words))) if is_head(words[end])), None
        )
        return (end - at + 1, True) if end else (0, False)
    if is_head(word):
        more = 1 if at + 1 < len(words) and words[at + 1].endswith(".") and words[at + 1][:1].islower() else 0
        return 1 + more + _of(words, at + 1 + more), True
    if is_modifier(word) and at + 1 < len(words):
        of = _of(words, at + 1)
        return 1 + of, bool(of)
    return 0, False


def _of(words: Sequence[str], at: int) -> int:
    """Return the number of words in «of Transport» or «of Trade and Industry» at `at`; 0 if there is none."""
    if at + 1 >= len(words) or words[at] != "of":
        return 0
    more = 2 if words[at + 2 : at + 3] == ["and"] and at + 3 < len(words) else 0
    return 2 + more
