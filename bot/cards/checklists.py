"""The pack's checklists: which there are, which belong to the card of a moment, and which one a month has.

Lines that are internal are part of a checklist; what shows it decides whether they may be seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.cards.card import Bullets, Button, Heading, Note, Part, line
from content.schema.base import Line, outward
from content.schema.messages import Craft, CraftMoment
from content.schema.pack import Pack

OPEN = "budskap.apne"
"""The action of a button that shows what `/budskap` answers to its value, below the card it is on."""
NOVEMBER = 11
FEW = 3
"""How many lines of a checklist the month's wheel has."""
INTERNAL = "Bare for dere som arbeider her. Dette blir ikke med når svaret deles eller kopieres:"


@dataclass(frozen=True)
class Checklist:
    """A named list of things to do or to think of."""

    id: str
    name: str
    lines: tuple[Line, ...]

    @property
    def ref(self) -> str:
        """Return the text that `/budskap` answers with the checklist."""
        return f"sjekkliste {self.id}"


def crafts(pack: Pack, *moments: CraftMoment) -> tuple[Checklist, ...]:
    """Return the crafts in their order; with moments, only those that belong to one of them."""
    ordered = sorted(pack.crafts.crafts, key=lambda craft: craft.number)
    return tuple(_of_craft(each) for each in ordered if not moments or set(moments) & set(each.moments))


def _of_craft(craft: Craft) -> Checklist:
    return Checklist(craft.id, craft.name, craft.checklist)


def hearing(pack: Pack) -> Checklist:
    """Return the checklist of a hearing."""
    return Checklist("horing", "Høring", pack.crafts.hearing)


def alliances(pack: Pack) -> Checklist:
    """Return the checklist of building alliances."""
    return Checklist("alliansebygging", "Alliansebygging", pack.crafts.principles)


def visibility(pack: Pack) -> Checklist:
    """Return the checklist of being seen."""
    return Checklist("synlighet", "Synlighet", pack.crafts.visibility)


def national(pack: Pack) -> Checklist:
    """Return the checklist of work with the Storting and the government."""
    return Checklist("storting-og-regjering", "Storting og regjering", pack.crafts.national)


def subregions(pack: Pack) -> Checklist:
    """Return the checklist of work with the sub-regions."""
    return Checklist("delregioner", "Samarbeid med delregionene", pack.crafts.subregions)


def media(pack: Pack) -> Checklist:
    """Return what the checklists say about work with the media."""
    crafts_lines = (each for craft in pack.crafts.crafts for each in craft.checklist)
    lines = {each.id: each for each in (*crafts_lines, *pack.crafts.visibility, *pack.crafts.hearing)}
    return Checklist("mediearbeid", "Mediearbeid", tuple(lines[each] for each in pack.crafts.media if each in lines))


def checklists(pack: Pack) -> tuple[Checklist, ...]:
    """Return all checklists that have lines."""
    found = (*crafts(pack), alliances(pack), visibility(pack), national(pack), subregions(pack), hearing(pack))
    return tuple(each for each in (*found, media(pack)) if each.lines)


def of_month(pack: Pack, month: int) -> Checklist | None:
    """Return the checklist of a month: in November that of hearings, else the others by turns."""
    hearings = hearing(pack)
    if month == NOVEMBER and hearings.lines:
        return hearings
    turns = [*crafts(pack), *(each(pack) for each in (alliances, visibility, national, subregions))]
    turns = [each for each in turns if each.lines]
    number = month - 1 if month <= NOVEMBER else month - 2
    return turns[number % len(turns)] if turns else None


@dataclass(frozen=True)
class Advice:
    """The checklists that belong together at a moment."""

    moment: str
    name: str
    lists: tuple[Checklist, ...]

    @property
    def ref(self) -> str:
        """Return the text that `/budskap` answers with the advice."""
        return f"råd {self.moment}"


def advice(pack: Pack) -> tuple[Advice, ...]:
    """Return the advice for each kind of moment that the pack has any for."""
    every = (
        Advice("mediesak", "Råd om mediesaker", (media(pack), *crafts(pack, "sak"))),
        Advice("sak", "Råd om saken", crafts(pack, "sak", "budskap")),
        Advice("møte", "Råd om relasjoner", (*crafts(pack, "møte"), national(pack))),
        Advice("effekt", "Råd om effekt", crafts(pack, "effekt")),
        Advice("høring", "Sjekkliste for høring", (hearing(pack),)),
        Advice("allianse", "Råd om alliansebygging", (alliances(pack),)),
        Advice("synlighet", "Råd om synlighet", (visibility(pack),)),
        Advice("delregion", "Råd om samarbeidet med delregionene", (subregions(pack),)),
    )
    kept = (Advice(each.moment, each.name, tuple(one for one in each.lists if one.lines)) for each in every)
    return tuple(each for each in kept if each.lists)


def advice_buttons(pack: Pack, moment: str) -> tuple[Button, ...]:
    """Return the button that opens the advice for a moment; nothing if the pack has none."""
    return tuple(Button(each.name, OPEN, each.ref) for each in advice(pack) if each.moment == moment)


def list_parts(lists: Iterable[Checklist], *, with_internal: bool) -> tuple[Part, ...]:
    """Return checklists as parts of a card, with headings if there are several; what is internal comes last."""
    shown = tuple(lists)
    parts: list[Part] = []
    for each in shown:
        lines = tuple(line(row.text) for row in outward(each.lines))
        if lines:
            parts += [*((Heading(each.name),) if len(shown) > 1 else ()), Bullets(lines)]
    secret = [row for each in shown for row in each.lines if row.internal]
    return (*parts, *(internal_parts(secret) if with_internal else ()))


def internal_parts(rows: Iterable[Line]) -> tuple[Part, ...]:
    """Return internal lines as parts of a private answer to a colleague; nothing if there are none."""
    lines = tuple(line(each.text) for each in rows)
    return (Note(line(INTERNAL)), Bullets(lines)) if lines else ()


def month_parts(pack: Pack, year: int, month: int) -> tuple[Part, ...]:
    """Return three lines of the month's checklist; the years take turns with its lines."""
    found = of_month(pack, month)
    lines = outward(found.lines) if found else ()
    if found is None or not lines:
        return ()
    turns = -(-len(lines) // FEW)
    first = min(year % turns * FEW, max(0, len(lines) - FEW))
    return (
        Heading(f"Månedens håndverk: {found.name}"),
        Bullets(tuple(line(each.text) for each in lines[first : first + FEW])),
    )


def month_buttons(pack: Pack, month: int) -> tuple[Button, ...]:
    """Return the button that opens the whole checklist of a month."""
    found = of_month(pack, month)
    return (Button("Hele sjekklisten", OPEN, found.ref),) if found else ()
