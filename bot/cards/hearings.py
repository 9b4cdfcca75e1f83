"""Hearings, cases and questions that concern us: by when, who holds or asks them, and why we think so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import (
    Bold,
    Button,
    Card,
    Choice,
    Code,
    Control,
    Controls,
    Heading,
    Item,
    Line,
    Link,
    More,
    Note,
    Paragraph,
    Part,
    Person,
    line,
)
from bot.cards.cases import FOLLOW as FOLLOW_CASE
from bot.cards.cases import FOLLOW_LABEL, asks_whom
from bot.cards.words import amount, capital, clock, day, listing
from models.official.items import QUESTIONS, ItemKind
from models.official.matches import value_of
from models.official.own import key_of
from models.official.plan import ANSWERS, TAKES_PART, plan_for
from models.official.records import OSLO
from models.official.relevance import Relevance
from models.official.sources import name_of
from models.tables import OfficialRecord

ADD, MORE, RELEVANT, NEXT = "horing.legg", "horing.mer", "horing.likevel", "horing.flere"
FOLLOW_UP = "sak.oppfolg"
"""Make a follow-up of a question."""
SHOW, DO, FOLLOW = "horing.vis", "horing.svar", "horing.folg"
"""Show the card of one item (`bot.cards.hearing_card`), answer it or take part, and follow it."""
SEE, ADD_DATE = "vis", "legg"
"""The values of «Se høringen» and «Legg i fristene …» behind «…»."""
MAIN: Mapping[str, str] = {ANSWERS: "Vi svarer", TAKES_PART: "Vi deltar"}
"""The main button by what we do if we want to be heard."""
DISMISS = "ikke"
"""The value of «Ikke relevant» behind «…»."""
ADD_LABEL, MORE_LABEL, DISMISS_LABEL = "Legg i fristene …", "Mer …", "Ikke relevant"
SEE_LABEL = "Se høringen"
WITH_ANSWER = frozenset({ItemKind.HEARING.value, ItemKind.COMMITTEE_HEARING.value, ItemKind.CASE.value})
"""The kinds of items that may be answered."""
BETWEEN = " · "
MOST = 10
MOST_REASONS = 3
OFF = "Kildene hos Stortinget og regjeringen er ikke slått på. Spør den som drifter meg."
NOTHING = line(
    "Jeg fant ingen åpne høringer med ordene våre. Alt som er åpent: ",
    Code("/padriver høringer alle"),
    ". Er noe galt med en kilde, står det i ",
    Code("/padriver status"),
    ".",
)
KINDS: Mapping[str, str] = {
    ItemKind.HEARING.value: "høring",
    ItemKind.COMMITTEE_HEARING.value: "komitéhøring",
    ItemKind.CASE.value: "sak i Stortinget",
    ItemKind.BILL.value: "varslet sak",
    ItemKind.NEWS.value: "nyhet",
    ItemKind.QUESTION.value: "skriftlig spørsmål",
    ItemKind.INTERPELLATION.value: "interpellasjon",
}
LONGEST_TITLE = 240
"""A question is shown by its text, which may be long."""
MORNING_TITLE = "Nye høringer og saker som kan angå oss"
GROUPS = ("Angår oss", "Angår oss kanskje")


@dataclass(frozen=True)
class List:
    """A list that people ask for: its name in buttons, its title, its command, and what it says if it is empty."""

    name: str
    title: str
    command: str
    nothing: Line
    most: int = MOST


HEARINGS = List("horinger", "Høringer som angår oss", "/padriver høringer", NOTHING)
EVERY = List(
    "alle", "Alle åpne høringer og saker med frist", "/padriver høringer alle", line("Ingen kilde har noe åpent.")
)
CASES = List(
    "saker",
    "Saker, spørsmål og varslede saker som angår oss",
    "/padriver sak alle",
    line(
        "Jeg fant ingen saker eller spørsmål med ordene våre. Det som har frist, står i ",
        Code("/padriver høringer"),
        ".",
    ),
)


@dataclass(frozen=True)
class ShownHearing:
    """An item with why it concerns us. `is_added`: it is among the deadlines. `judged_by` says it is not relevant.

    `says` is what we say about its theme.
    """

    record: OfficialRecord
    relevance: Relevance
    is_added: bool = False
    judged_by: str | None = None
    says: str = ""


def list_card(
    which: List,
    part: Sequence[ShownHearing],
    themes: Mapping[str, str],
    today: date,
    offset: int,
    number: int,
    sources_on: bool,
) -> Card:
    """Return a part of a list, which has that number of items in all; `themes` are the themes' names by their ids."""
    if not part:
        return Card(which.title, (Paragraph(which.nothing if sources_on else line(OFF)),))
    left = number - offset - len(part)
    more = (Controls((Button(f"Vis flere ({left})", NEXT, f"{which.name}:{offset + len(part)}"),)),) if left else ()
    shown = (
        tuple(row for each in part for row in hearing_item(each, themes, today))
        if which is EVERY
        else _grouped(part, themes, today)
    )
    rest = (Note(line("Alt som er åpent: ", Code(EVERY.command), ".")),) if which is HEARINGS else ()
    return Card(which.title, (*shown, *rest, *more), summary=f"{which.title}: {number}")


def gathered_card(found: Sequence[ShownHearing], themes: Mapping[str, str], today: date) -> Card:
    """Return what a morning has gathered."""
    shown, left = found[:MOST], len(found) - MOST
    more = line(f"Og {amount(left, 'til', 'til')}. " if left > 0 else "", "Alt står i ", Code(HEARINGS.command))
    note = Note(line(*more, " og ", Code(CASES.command), "."))
    return Card(MORNING_TITLE, (*_grouped(shown, themes, today), note), summary=f"{MORNING_TITLE}: {len(found)}")


def one_card(shown: ShownHearing, themes: Mapping[str, str], today: date) -> Card:
    """Return the message about one item."""
    title = f"{capital(KINDS.get(shown.record.kind, shown.record.kind))} som angår oss"
    return Card(title, hearing_item(shown, themes, today), summary=f"{title}. {shown.record.title}")


def hearing_item(shown: ShownHearing, themes: Mapping[str, str], today: date) -> tuple[Part, ...]:
    """Return an item as it is shown everywhere: in the list, in a message of its own, and in the morning's.

    It has why it is shown, the deadline and how sure that is, the source, and what can be done.
    """
    row, about = shown.record, key_of(shown.record.kind, shown.record.number)
    said = line(
        f"{when_of(row, today)}\n",
        Bold(row.title if len(row.title) <= LONGEST_TITLE else f"{row.title[: LONGEST_TITLE - 1].rstrip()}…"),
        BETWEEN + BETWEEN.join(filter(None, (KINDS.get(row.kind, row.kind), row.body))),
        *((BETWEEN, Link("les mer", row.link)) if row.link else ()),
    )
    says = (Note(line(f"Vi sier: {shown.says}"), about),) if shown.says and shown.judged_by is None else ()
    return Item(said, item_controls(shown), about), *says, Note(_reasons(shown, themes), about)


def item_controls(shown: ShownHearing) -> tuple[Control, ...]:
    """Return what can be done with an item: the main button, and the rest behind «…»."""
    value = value_of(shown.record)
    if shown.judged_by is not None:
        return (Button("Relevant likevel", RELEVANT, value),)
    buttons, choices = _followed_controls(shown, value) or _answered_controls(shown, value)
    return (*buttons, More(MORE_LABEL, MORE, value, (*choices, Choice(DISMISS_LABEL, DISMISS))))


def _followed_controls(shown: ShownHearing, value: str) -> tuple[tuple[Control, ...], tuple[Choice, ...]] | None:
    """Return the controls of what is followed: questions, announced bills, and cases without a deadline."""
    record = shown.record
    add = () if shown.is_added else (Choice(ADD_LABEL, ADD_DATE),)
    follow = Button(FOLLOW_LABEL, FOLLOW_CASE, value, style="primary")
    if record.kind in QUESTIONS:
        return (Button("Følg opp", FOLLOW_UP, value, style="primary"),), ()
    if record.kind == ItemKind.BILL.value:
        return (follow,), add
    if record.kind == ItemKind.CASE.value and record.deadline_on is None and not shown.is_added:
        return (follow, Button(MAIN[plan_for(record)], DO, value)), add
    return None


def _answered_controls(shown: ShownHearing, value: str) -> tuple[tuple[Control, ...], tuple[Choice, ...]]:
    """Return the controls of what we answer or take part in, and of other items."""
    if shown.record.kind not in WITH_ANSWER:
        return (() if shown.is_added else (Button(ADD_LABEL, ADD, value),)), ()
    if shown.is_added:
        return (Button(SEE_LABEL, SHOW, value),), ()
    main = Button(MAIN[plan_for(shown.record)], DO, value, style="primary")
    see = (Choice(SEE_LABEL, SEE), Choice(ADD_LABEL, ADD_DATE))
    return (main, Button("Følg med", FOLLOW, value)), see


def when_of(row: OfficialRecord, today: date) -> str:
    """Return an item's deadline, or what is known of when it comes."""
    if row.deadline_on is not None:
        at = f" kl. {clock(row.deadline_at.astimezone(OSLO).time())}" if row.deadline_at else ""
        return f"Frist {day(row.deadline_on, today)}{at}"
    if row.kind in QUESTIONS:
        return asks_whom(row) or "Spørsmål i Stortinget"
    if row.kind == ItemKind.BILL.value:
        return f"Ventes i {row.month.lower()}" if row.month else "Varslet"
    return "Frist mangler" if row.kind in {ItemKind.HEARING, ItemKind.COMMITTEE_HEARING} else "Ingen frist ennå"


def _grouped(found: Sequence[ShownHearing], themes: Mapping[str, str], today: date) -> tuple[Part, ...]:
    parts: list[Part] = []
    for heading, is_certain in zip(GROUPS, (True, False), strict=True):
        group = [each for each in found if each.relevance.is_certain is is_certain]
        if group:
            parts += [Heading(heading), *(part for each in group for part in hearing_item(each, themes, today))]
    return tuple(parts)


def _reasons(shown: ShownHearing, themes: Mapping[str, str]) -> Line:
    if shown.judged_by is not None:
        return line("Ikke relevant, sier ", Person(shown.judged_by), ".") if shown.judged_by else line("Ikke relevant.")
    reasons = shown.relevance.reasons[:MOST_REASONS]
    about = listing([themes.get(each, each) for each in dict.fromkeys(each.theme for each in reasons)])
    words = listing([f"«{each.words}» i {each.field}" for each in reasons])
    why = f"{capital(about)}: {words}. Relevans {shown.relevance.out_of_ten} av 10. " if reasons else ""
    row = shown.record
    way = f"Fast dato, fra {name_of(row.deadline_from)}." if row.deadline_from else f"Fra {name_of(row.source)}."
    there = " Ligger i fristene." if shown.is_added else ""
    return line(f"{why}{way}{there}")
