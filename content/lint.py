"""Kind advice on a text while it is written: never an error, and never in the way of a draft.

A message works if it has one to three concrete demands, and a figure in it can be traced.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from content.folding import fold

FIRST_SIGNS = 200
"""What social media show of a text before «se mer»."""
MOST_DEMANDS = 3
SHORTEST = 25
"""Shorter sentences are too much alike by chance."""
ALIKE, SAME = 72, 99.5
"""How like two sentences are (0 to 100) that look like two wordings of one thing, and from where they are the same."""
SHOWN = 90

DEMAND = re.compile(
    r"\b(må|skal|bør|krever|kreves|krav|kan ikke (?:vente|fortsette)|ber|trenger|forventer|vil ha|sørg|start|stans|stopp"
    r"|prioriter|bevilg|bygg|vedta|fullfør|gi|sett av|innfør|fjern)\b",
    re.IGNORECASE,
)
MODAL = re.compile(r"\b(må|skal|bør|krever|ber om|forventer|ønsker)\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b((?:styrk\w*|økt\w*|økende|mer|større|bedre|forsterk\w*|helhetlig\w*) "
    r"(?:innsats\w*|fokus\w*|satsing\w*|oppmerksomhet\w*|samordning\w*|samarbeid\w*|tilrettelegging\w*|bevissthet\w*)"
    r"|sette(?:s)? på dagsorden\w*|følge(?:s)? opp videre|ta(?:s)? på alvor)\b",
    re.IGNORECASE,
)
CONCRETE = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d|\b(bevilg|finansier|start|bygg|vedta|fullfør|ferdigstill|åpn|lovfest|innfør|opprett|forplikt|fjern|stans|rens"
    r"|sett av|lever|reguler|forby)\w*",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+(?:[.,]\d+)?)[ \u00a0]?"
    r"(%|prosent\w*|mill\w*\.?|mrd\.?|milliard\w*|kr\b|kroner|km\b|minutter|timer|TWh|GWh|MW\b|tonn|innbyggere|arbeidsplasser"
    r"|mennesker|personer|pendlere|reisende|elever|bedrifter|kommuner)?",
    re.IGNORECASE,
)
YEARS = range(1900, 2101)
SMALLEST = 100
"""A bare number below this counts nothing: «spor 2», «tre grep»."""
NO_SOURCE = re.compile(r"^(lagt inn i chatten\b.*|egen(?: kunnskap)?|ukjent|–|-|\?)?$", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_BULLET = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s+")


@dataclass(frozen=True)
class Advice:
    """One piece of advice (bokmål), and the field it is about."""

    field: str
    text: str


@dataclass(frozen=True)
class Written:
    """A text as written: the fields by name, what its demand is in, if anything, and how it is used.

    `message` is the field that says it, `demand` the field with the demand if it has one of its own. `facts` are texts
    with a source, `others` what others of ours say, by where.
    """

    fields: Mapping[str, str]
    message: str
    demand: str | None = None
    asks: bool = True
    """Whether it should ask for something: a fact need not."""
    is_social: bool = False
    source: str | None = None
    facts: tuple[str, ...] = ()
    others: Mapping[str, str] | None = None


def lint(written: Written) -> tuple[Advice, ...]:
    """Return the advice on a text, the most important first; nothing for one that is empty."""
    if not written.fields.get(written.message):
        return ()
    found = (
        _demand(written),
        _vague(written),
        _wishes(written),
        _social(written),
        _figures(written),
        _differs(written),
    )
    return tuple(advice for each in found for advice in each)


def figures(text: str) -> tuple[str, ...]:
    """Return the figures in a text that need a source: with a unit, or large; years and dates are none."""
    found = []
    for match in FIGURE.finditer(text):
        number, unit = match.group(1), match.group(2)
        digits = "".join(filter(str.isdigit, number.partition(",")[0]))
        is_year = unit is None and number.isdigit() and int(number) in YEARS
        if unit or (not is_year and int(digits or "0") >= SMALLEST):
            found.append(match.group().strip())
    return tuple(dict.fromkeys(found))


def demands(text: str) -> int:
    """Return how many things a text asks for: bullets, or sentences and clauses that ask."""
    lines = [each for each in text.splitlines() if _BULLET.match(each)]
    return max(len(lines), len(MODAL.findall(text)))


def _demand(written: Written) -> Iterator[Advice]:
    own = written.fields.get(written.demand, "") if written.demand else ""
    if not written.asks or own or (written.demand is None and DEMAND.search(written.fields[written.message])):
        return
    field = written.demand or written.message
    yield Advice(field, "Teksten har ikke noe krav. Hva skal den som leser, gjøre, og når?")


def _vague(written: Written) -> Iterator[Advice]:
    whole = " ".join(written.fields.values())
    for name, text in written.fields.items():
        match = VAGUE.search(text)
        if match and not CONCRETE.search(whole.replace(match.group(), "")):
            yield Advice(
                name, f"«{match.group()}» sier ikke hva noen skal gjøre. Skriv hva dere ber om: hva, hvem og når."
            )
            return


def _wishes(written: Written) -> Iterator[Advice]:
    field = written.demand if written.demand and written.fields.get(written.demand) else written.message
    count = demands(written.fields[field])
    if count > MOST_DEMANDS:
        yield Advice(field, f"Her er det {count} ønsker. Tre eller færre er lettere å huske. Hva er viktigst?")


def _social(written: Written) -> Iterator[Advice]:
    text = written.fields[written.message]
    if written.is_social and len(text) > FIRST_SIGNS and not DEMAND.search(text[:FIRST_SIGNS]) and DEMAND.search(text):
        yield Advice(
            written.message,
            f"I sosiale medier vises de første {FIRST_SIGNS} tegnene, og kravet kommer etter dem. Flytt det frem.",
        )


def _figures(written: Written) -> Iterator[Advice]:
    known = _bare(" ".join(written.facts))
    for name, text in written.fields.items():
        missing = [each for each in figures(text) if _bare(each) not in known]
        if not missing:
            continue
        if written.source is not None and not NO_SOURCE.match(written.source.strip()):
            return
        end = "Skriv kilden." if written.source is not None else "Legg det inn som fakta med kilde og dato."
        yield Advice(name, f"Tallet «{missing[0]}» har ingen kilde. {end}")
        return


def _differs(written: Written) -> Iterator[Advice]:
    for name, text in written.fields.items():
        for mine in sentences(text):
            for where, other in (written.others or {}).items():
                for theirs in sentences(other):
                    if ALIKE <= fuzz.ratio(fold(mine), fold(theirs)) < SAME:
                        yield Advice(name, f"Dette ligner på ordlyden i {where}, men er ikke likt: «{_short(theirs)}»")
                        return


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that are long enough to compare."""
    starts = [0, *(match.end() for match in _SENTENCES.finditer(text)), len(text)]
    return tuple(each for first, last in pairwise(starts) if len(each := text[first:last].strip()) >= SHORTEST)


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
