"""The plan of an event as a card, and finding the event that a text names."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from operator import itemgetter

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bullets,
    Button,
    Card,
    Choice,
    Controls,
    Fields,
    Heading,
    Item,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Person,
    Struck,
    joined,
    line,
)
from bot.cards.rows import people_in_words, short_title, when_of
from bot.cards.words import amount, at, clock, day, listing, short_day
from bot.commands.ask import Ask
from bot.commands.interessenter.references import display_name
from bot.commands.parse.clean import clean, fold, short
from bot.commands.shared.attendance import going_controls
from bot.commands.shared.occurrence_actions import ActionResult
from models.occurrences.attendance import EVENT, attending, days_there, event_days, has_evenings
from models.occurrences.filtering import Filter
from models.occurrences.queries import by_id, searched
from models.register.event_plans import (
    PERSON,
    POSTS,
    ItemKind,
    PlannedItem,
    booked_talks,
    plan_items,
    spoken_with,
)
from models.register.history import dialogue
from models.register.readers import may_read
from models.register.roles import HeldRole, roles
from models.tables import Attendance, Occurrence
from models.workspace.preferences import preferences

ADD, REMOVE, TICK = "arrangement.nytt", "arrangement.bort", "arrangement.publisert"
GO, STAY, DAYS = "arrangement.dit", "arrangement.ikke_dit", "arrangement.dager"
NAMES: dict[ItemKind, str] = {
    "eget": "vårt eget arrangement",
    "felles": "arrangement sammen med andre",
    "møte": "avtalt møte",
    "person": "noen vi vil snakke med",
    "før": "innlegg før",
    "under": "innlegg under",
    "etter": "innlegg etter",
}
HEADINGS: tuple[tuple[str, tuple[ItemKind, ...]], ...] = (
    ("Arrangementer", ("eget", "felles")),
    ("Avtalte møter", ("møte",)),
    ("Vi vil snakke med", ("person",)),
    ("Innlegg", POSTS),
)
BESIDE: dict[ItemKind, str] = {"eget": "vårt eget", "felles": "sammen med andre"}
AFTERWARDS = timedelta(days=14)
"""How long an event that is over is still the one that its name means."""
LONGEST_LABEL = 70
LONGEST_NAME = 200
EMPTY = "Ingenting er lagt inn ennå. Legg inn arrangementer, møter, innlegg og hvem dere vil snakke med."


def plan_card(ask: Ask, session: Session, event: Occurrence, result: ActionResult | None = None) -> Card:
    """Return who goes to an event and what is planned for it; `result` is what was just done.

    What comes from the register is named only where the asker alone reads it.
    """
    rows = attending(session, ask.workspace.id, event.id)
    goers = tuple(each.user_id for each in rows)
    items = plan_items(session, ask.workspace.id, event.id)
    names_people = ask.is_private and may_read(session, ask.workspace, ask.user_id)
    shown = [each for each in items if names_people or each.item.kind != PERSON]
    return Card(
        f"{short_title(event.title)}: planen vår",
        (
            *((Item(result.line, tuple(filter(None, (result.back,)))),) if result else ()),
            Fields((("Når", (when_of(event, ask.today),)), ("Skal dit", _goers(event, rows) or ("ingen ennå",)))),
            *_sections(ask, session, event, goers, shown, names_people=names_people),
            *((Note(line(_unnamed(len(items) - len(shown)))),) if len(items) > len(shown) else ()),
            *(
                (Note(line(_asked(goers, evening_of(ask, session)))),)
                if has_evenings(event) and not _is_over(event, ask.today)
                else ()
            ),
            *_controls(ask, event, goers, shown),
        ),
    )


def find_event(ask: Ask, session: Session, text: str) -> Occurrence | None:
    """Return the event that a text names: the first that is not long over and has all of its words in its title.

    A year among the words is the year of the event. None if no event has the words.
    """
    said = fold(clean(text)).split()
    year = next((int(word) for word in said if len(word) == len("2027") and word.isdigit()), None)
    wanted = [word for word in said if word != str(year)]
    if not wanted or len(text) > LONGEST_NAME:
        return None
    first = date(year, 1, 1) if year else ask.today - AFTERWARDS
    events = Filter(
        kinds=(EVENT,),
        first=first,
        last=date(year, 12, 31) if year else None,
        include_done=True,
        register_owner=ask.register_owner,
    )
    for row in searched(session, ask.workspace.id, events, ask.today):
        title = fold(row.title).split()
        if all(any(each.startswith(word) for each in title) for word in wanted):
            return by_id(session, ask.workspace.id, row.id)
    return None


def item_words(planned: PlannedItem, today: date) -> str:
    """Return a line of the plan as text: «tirsdag 17. august kl. 10.00 – Frokostmøte»."""
    item = planned.item
    when = f"{day(item.day, today)}{at(item.start_time, item.minutes)} – " if item.day else ""
    return f"{when}{display_name(planned.person) if planned.person else item.text}"


def _sections(
    ask: Ask,
    session: Session,
    event: Occurrence,
    goers: Collection[str],
    items: Sequence[PlannedItem],
    *,
    names_people: bool,
) -> Iterator[Part]:
    met = spoken_with(session, ask.workspace.id, event.id) if names_people else frozenset[int]()
    talks = list(_talks(ask, session, event, goers)) if names_people else []
    if not items and not talks:
        yield Paragraph(line(EMPTY))
    held = roles(session, ask.workspace.id, [each.person.id for each in items if each.person], ask.today)
    for heading, kinds in HEADINGS:
        found = [each for each in items if each.item.kind in kinds]
        if kinds is POSTS:
            found.sort(key=lambda each: [*POSTS].index(each.item.kind))  # type: ignore[arg-type]  # one of them
        lines = [(_time(each), _line(each, ask.today, held, met)) for each in found]
        lines = sorted((*lines, *talks), key=itemgetter(0)) if "møte" in kinds else lines
        if lines:
            yield Heading(heading)
            yield Bullets(tuple(said for _, said in lines))


def _time(planned: PlannedItem) -> tuple[date, time]:
    return planned.item.day or date.max, planned.item.start_time or time.min


def _line(planned: PlannedItem, today: date, held: Mapping[int, Sequence[HeldRole]], met: Collection[int]) -> Line:
    item, person = planned.item, planned.person
    if person:
        return line(display_name(person, held.get(person.id, ())), " · ✓ snakket med" if person.id in met else "")
    said = item_words(planned, today)
    if item.kind in POSTS:
        return line(f"{item.kind}: ", Struck(said) if item.done_at else said, " · ✓ publisert" if item.done_at else "")
    beside = BESIDE.get(item.kind)  # type: ignore[call-overload]  # a name of `KINDS`
    return line(said, f" · {beside}" if beside else "")


def _talks(
    ask: Ask, session: Session, event: Occurrence, goers: Collection[str]
) -> Iterator[tuple[tuple[date, time], Line]]:
    """Yield the planned talks of the register on the event's days, with when they are."""
    for talk in booked_talks(session, event, goers):
        whole = dialogue(session, ask.workspace.id, talk.dialogue.id)
        names = listing([each.name for each in whole.sides]) if whole else ""
        start = talk.occurrence.start_time if talk.occurrence else None
        about = f" om {talk.dialogue.about}" if talk.dialogue.about else ""
        said = line(f"{day(talk.day, ask.today)}{at(start)} – {names}{about} · ", *people_in_words(talk.ours))
        yield (talk.day, start or time.min), said


def _unnamed(number: int) -> str:
    return f"{amount(number, 'person', 'personer')} vi vil snakke med, vises bare for deg alene i en direktemelding."


def _goers(event: Occurrence, rows: Sequence[Attendance]) -> Line:
    """Return who goes, and on which days if it is not all of them: «Kari (16. og 18. oktober) og Per»."""
    said = [line(Person(each.user_id), _days(event, each)) for each in rows]
    return (*joined(said[:-1], ", "), " og ", *said[-1]) if len(said) > 1 else joined(said)


def _days(event: Occurrence, attendance: Attendance) -> str:
    there = days_there(event, attendance)
    if there == event_days(event):
        return ""
    in_month = {each.month for each in there}
    shown = [f"{each.day}." for each in there[:-1]] if len(in_month) == 1 else [short_day(each) for each in there[:-1]]
    return f" ({listing([*shown, short_day(there[-1])])})"


def evening_of(ask: Ask, session: Session) -> time:
    """Return when those who are there are asked, local."""
    manners = preferences(session, ask.workspace)
    return manners.night.awake(manners.evening_time)


def _asked(goers: Collection[str], evening: time) -> str:
    who = "De som skal dit" if goers else "De som sier at de skal dit"
    return f"{who}, får spørsmål kl. {clock(evening)} hver av dagene om hvem de møtte. Ingen andre får det."


def _is_over(event: Occurrence, today: date) -> bool:
    return event.ends_on is not None and event.ends_on < today


def _controls(ask: Ask, event: Occurrence, goers: Sequence[str], items: Sequence[PlannedItem]) -> tuple[Part, ...]:
    value = str(event.id)
    posts = [each for each in items if each.item.kind in POSTS]
    tick = tuple(
        Choice(
            _label(("Åpne igjen: " if each.item.done_at else "") + item_words(each, ask.today)),
            f"{value} {each.item.id}",
        )
        for each in posts
    )
    remove = tuple(Choice(_label(item_words(each, ask.today)), f"{value} {each.item.id}") for each in items)
    menus = (
        *((Menu("Publisert", TICK, tick),) if tick else ()),
        *((Menu("Fjern", REMOVE, remove),) if remove else ()),
    )
    going = going_controls(event, goers, ask.user_id, value, ask.today, (GO, STAY))
    has_days = ask.user_id in goers and has_evenings(event) and not _is_over(event, ask.today)
    days = (Button("Hvilke dager …", DAYS, value),) if has_days else ()
    return (Controls((Button("Legg inn …", ADD, value, style="primary"), *going, *days, *menus)),)


def _label(text: str) -> str:
    return short(text, LONGEST_LABEL)
