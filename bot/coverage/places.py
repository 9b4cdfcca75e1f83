"""Every card of the years a pack is about, composed by what sends and answers in the product, and what one press shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Controls, Fields, Heading, Item, Line, Note, Paragraph, Part, Quote
from bot.cards.checklists import OPEN
from bot.cards.nudges.event_contacts import met_card
from bot.cards.nudges.wheel import MONTH
from bot.cards.presented import REACTIONS
from bot.cards.text import render_text
from bot.cards.theme_buttons import MORE
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.card.stakeholder_card import person_card
from bot.commands.interessenter.references import Stakeholder
from bot.commands.registry import COMMANDS, PRESSES
from bot.commands.shared.deadline_controls import ABOUT, ALL_ABOUT, DeadlineControlValue
from bot.commands.shared.deadline_controls import MORE as MORE_OF_ROW
from bot.preview import ASKER, CHANNEL, temporary_workspace
from content.municipalities import municipality
from content.schema.pack import Pack
from jobs.nudges.alert import ALERT
from jobs.nudges.calendar import PLANNED, times_of
from jobs.nudges.deadlines import DEADLINES
from jobs.nudges.kind import days, due_on
from jobs.nudges.sprint import SPRINT
from jobs.nudges.sprint import key_of as sprint_key
from jobs.sending.compose import compose
from models.media.alerts import ALERTED
from models.media.press_cases import key_of as case_key
from models.occurrences.attendance import EVENT
from models.register import edits, people
from models.register.people import NewPerson
from models.register.seed import ensure
from models.tables import Alert, Feed, Occurrence, Organisation, Person, Workspace
from models.workspace.preferences import preferences

SHOWING = frozenset({OPEN, MORE, MONTH, REACTIONS})
"""The actions of buttons that only show something. No other control is pressed, least of all a menu of everything."""
ASKED = (
    *(("arshjul", ""), ("arshjul", "åpent"), ("frister", ""), ("effekt", "")),
    *(("budskap", "fremlegg statsbudsjett"), ("budskap", "fremlegg ntp")),
)
"""What people ask each month, as commands and their texts."""
KINDS = tuple(kind for kind in PLANNED if kind is not DEADLINES)
"""What the calendar posts. The mornings' deadlines are left out: their rows are in the digest of the week."""
MORNING = time(6)
MONTHS = 12


@dataclass(frozen=True)
class ShownCard:
    """A card of a moment: what leads to it, and its words with single spaces."""

    name: str
    way: str
    """`pushet`, or `ett trykk` for the card of a moment and what a button on a card shows."""
    text: str
    pieces: frozenset[str]
    """The title, the headings and the pieces of lines, each by itself."""
    heads: str
    """The title and the headings."""


PUSHED, ONE_PRESS = "pushet", "ett trykk"


def years_of(pack: Pack) -> tuple[int, ...]:
    """Return the years to go through: those of the campaigns, and those of one whole transport plan."""
    first = pack.ntp.presented - pack.ntp.every + 1
    return tuple(sorted({*range(first, pack.ntp.presented + 1), *(campaign.year for campaign in pack.campaigns)}))


def shown_cards(pack: Pack) -> Iterator[ShownCard]:
    """Yield every card of those years."""
    years = years_of(pack)
    for year in years:
        start = datetime.combine(date(year, 1, 1), MORNING, UTC)
        with temporary_workspace(pack, start) as (session, workspace):
            walk = _Walk(session, workspace, pack)
            yield from walk.pushes(year)
            yield from walk.months(year)
            if year == years[0]:
                yield from walk.media(start)
                yield from walk.events(start)
                yield from walk.register(start)


@dataclass
class _Walk:
    """A temporary workspace that cards are composed in, and the buttons that have been pressed."""

    session: Session
    workspace: Workspace
    pack: Pack
    pressed: set[tuple[str, str, int, int]] = field(default_factory=set)

    def pushes(self, year: int) -> Iterator[ShownCard]:
        """Yield what the calendar posts in the channels in a year, and what the buttons on it show."""
        times = times_of(preferences(self.session, self.workspace))
        for day in days(date(year, 1, 1), date(year, 12, 31)):
            for kind in KINDS:
                due = due_on(kind, day, times, self.pack)
                if due is not None and due.to == "kanal":
                    yield from self._composed(kind.kind, due.period_key, due.due_at)

    def months(self, year: int) -> Iterator[ShownCard]:
        """Yield what people see when they open a month, its deadlines and the effects, and what one press shows."""
        for month in range(1, MONTHS + 1):
            now = datetime.combine(date(year, month, 1), MORNING, UTC)
            for command, text in ASKED:
                answer = COMMANDS[command](self._ask(now, text), self.session)
                if isinstance(answer, Card):
                    yield from self._with_presses(answer, f"/{command}: «{answer.title}»", ONE_PRESS, now)
        yield from self._notes(datetime.combine(date(year, 1, 1), MORNING, UTC))

    def _notes(self, now: datetime) -> Iterator[ShownCard]:
        """Yield what «Alt om den» shows of each row with a note."""
        query = select(Occurrence).where(Occurrence.workspace_id == self.workspace.id, Occurrence.note.is_not(None))
        for row in self.session.scalars(query.where(Occurrence.kind != "fase")).all():
            press = Press(str(DeadlineControlValue(id=row.id)), ABOUT)
            reply = PRESSES[MORE_OF_ROW](self._ask(now), press, self.session)
            if isinstance(reply, Reply) and reply.card is not None:
                yield _shown(reply.card, f"[{ALL_ABOUT.label}] på «{row.title}» i /frister", ONE_PRESS)

    def media(self, now: datetime) -> Iterator[ShownCard]:
        """Yield the card of a case of each theme, and of a sprint."""
        feed = Feed(
            workspace_id=self.workspace.id, key="egen:dekning", name="En avis", url="https://example.no", on=True
        )
        self.session.add(feed)
        self.session.flush()
        day = now.astimezone(self.workspace.zone).date()
        for theme in self.pack.media.themes:
            row = _alert(feed, theme.id, now)
            self.session.add(row)
            self.session.flush()
            yield from self._composed(ALERT.kind, case_key(row.id), now)
            yield from self._composed(SPRINT.kind, sprint_key(theme.id, day), now)

    def events(self, now: datetime) -> Iterator[ShownCard]:
        """Yield the question to those who have been at an event."""
        row = self.session.scalar(
            select(Occurrence).where(Occurrence.workspace_id == self.workspace.id, Occurrence.kind == EVENT).limit(1)
        )
        if row is not None:
            yield from self._with_presses(met_card(row, self.pack), "«Hvem møtte dere?»", PUSHED, now)

    def register(self, now: datetime) -> Iterator[ShownCard]:
        """Yield the cards of those in the register from the start, and of a new person in each place with a case."""
        ensure(self.session, self.workspace, self.pack, now)
        own = self.session.scalars(select(Organisation).where(Organisation.workspace_id == self.workspace.id)).all()
        numbers = {number for case in self.pack.organisation.local_cases for number in case.places}
        rows: tuple[Stakeholder, ...] = (*own, *(self._mayor(number, now) for number in sorted(numbers)))
        for row in rows:
            card = person_card(self._ask(now), self.session, row)
            yield from self._with_presses(card, f"kortet til {row.name}", ONE_PRESS, now)

    def _mayor(self, number: str, now: datetime) -> Person:
        known = municipality(number)
        name = f"ordføreren i {known.name if known else number}"
        edit = edits.begin(self.session, self.workspace.id, ASKER, "ny", now)
        return people.add(
            self.session, self.workspace.id, NewPerson(name=name, source="Møte", municipality=number), edit
        )

    def _composed(self, kind: str, key: str, at: datetime) -> Iterator[ShownCard]:
        card = compose(self.session, self.workspace, self.pack, kind, key, CHANNEL, at)
        if isinstance(card, Card):
            yield from self._with_presses(card, f"«{card.title}» ({at:%d.%m.%Y})", PUSHED, at)

    def _with_presses(self, card: Card, name: str, way: str, now: datetime) -> Iterator[ShownCard]:
        """Yield a card, and what each button on it that shows something shows; once a month for the same button."""
        yield _shown(card, name, way)
        for button in _buttons(card):
            once = (button.action, button.value, now.year, now.month)
            if button.action not in SHOWING or once in self.pressed:
                continue
            self.pressed.add(once)
            reply = PRESSES[button.action](self._ask(now), Press(button.value), self.session)
            if isinstance(reply, Reply) and reply.card is not None:
                yield _shown(reply.card, f"[{button.label}] på {name}", ONE_PRESS)

    def _ask(self, now: datetime, text: str = "") -> Ask:
        return Ask(self.workspace, self.pack, ASKER, CHANNEL, now, text)


def _alert(feed: Feed, theme: str, now: datetime) -> Alert:
    return Alert(
        workspace_id=feed.workspace_id,
        feed_id=feed.id,
        identity=theme,
        title="En sak",
        source="En avis",
        found_at=now,
        themes=[theme],
        words={},
        state=ALERTED,
    )


def _buttons(card: Card) -> Iterator[Button]:
    for part in card.parts:
        if isinstance(part, Controls | Item):
            yield from (each for each in part.controls if isinstance(each, Button))


def _shown(card: Card, name: str, way: str) -> ShownCard:
    pieces = {_spaced(each) for part in (Heading(card.title), *card.parts) for each in _pieces(part)}
    heads = [card.title, *(part.text for part in card.parts if isinstance(part, Heading))]
    return ShownCard(name, way, _spaced(render_text(card)), frozenset(pieces), " / ".join(heads))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _pieces(part: Part) -> Iterator[str]:
    """Yield the headings and the pieces of lines of a part, each by itself; of «Spor A: Navn» also what follows it."""
    match part:
        case Heading(text) | Quote(text):
            yield from _of_line((text,))
        case Paragraph(said) | Note(said) | Item(said):
            yield from _of_line(said)
        case Bullets(lines):
            for each in lines:
                yield from _of_line(each)
        case Fields(pairs):
            for _, each in pairs:
                yield from _of_line(each)


def _of_line(line: Line) -> Iterator[str]:
    for span in line:
        text = span if isinstance(span, str) else getattr(span, "text", "")
        yield from (text, text.partition(": ")[2], text.partition(" – ")[2])
