"""A year of messages in a usual office, on a clock that is passed in. `make year` prints its figures and writes its texts.

The office is six people with Osloregionen's content, twelve deadlines of their own and three cases in the media a week.
"""

import asyncio
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise, takewhile
from pathlib import Path
from statistics import median

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Card, Controls, Divider, Heading, Item, Line, Link, Paragraph, Quote, Struck
from bot.cards.nudges.digest import NOBODY, words
from bot.cards.text import render_text
from jobs.nudges.questions import QUESTIONS, WEEK
from jobs.ports import SentMessage
from jobs.tick import tick
from models.calendar.quiet import season_on
from models.calendar.workdays import is_working_day
from models.db.database import Database
from models.db.migrate import migrate
from models.followups import effects
from models.occurrences import changes, moving, owning
from models.tables import Delivery, Destination, FollowUp, Occurrence, Workspace
from tests.support.content import PACK
from tests.support.nudges import OSLO, Office, Packs, office
from tests.support.sender import FakeSender

FIRST, LAST = date(2026, 11, 2), date(2028, 1, 10)
"""63 Mondays, as in the measurement of the digest before."""
CHANNEL, MEDIA = "CFELLES", "CMEDIA"
PEOPLE = tuple(f"U{number}" for number in range(1, 7))
HOURS = (time(8), time(8, 30), time(9), time(10), time(14))
TITLES = (
    "Send møtepapirer til styret",
    "Lever årsrapporten",
    "Svar på høringen om kollektivtakster",
    "Skriv kronikk om godstog",
    "Meld på til Arendalsuka",
    "Send invitasjon til sommermøtet",
    "Lever innspill til regional plan",
    "Bestill lokale til høstkonferansen",
    "Oppdater faktaarket om jernbane",
    "Send brev til statsråden",
    "Lever budsjett til rådet",
    "Evaluer året med partnerne",
)
MISSED = {date(2026, 1, 12): "Svar på høringen om takster", date(2027, 1, 14): "Send uttalelsen om veiene"}
"""Deadlines that nobody meets or answers about: the first was over when the office began."""
FIRST_PARTS = ("Denne uka", "De to neste ukene")
LAST_PARTS = ("Nytt siden forrige mandag", "Budskap nå")


class KeepingSender(FakeSender):
    """Keeps the cards, with where and when they came."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime.min.replace(tzinfo=OSLO)
        self.cards: list[tuple[datetime, str, Card]] = []

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        self.cards.append((self.now, address, card))
        return await super().post(address, card, delivery_id, also)


@dataclass
class Year:
    """What came, and where it came."""

    cards: list[tuple[datetime, str, Card]] = field(default_factory=list)
    questions: list[tuple[date, str]] = field(default_factory=list)
    """The local day of each question under the limit, and where it was asked."""

    @property
    def digests(self) -> list[tuple[date, Card]]:
        """Return the digests with their days, without the other parts of the morning's message."""
        return [
            (at.date(), first_part(card))
            for at, where, card in self.cards
            if where == CHANNEL and card.title.startswith("Uke ")
        ]


def first_part(card: Card) -> Card:
    """Return the first nudge of a message."""
    return replace(card, parts=tuple(takewhile(lambda part: not isinstance(part, Divider), card.parts)))


async def live(database: Database, first: date = FIRST, last: date = LAST) -> Year:
    """Return what an office is sent from one day until another."""
    here = office(database, channel=CHANNEL, pack=PACK)
    here.set(media_channel=MEDIA)
    for due, title in MISSED.items():
        here.deadline(title, due, key=f"egen:{due}")
    sender = KeepingSender()
    day = first
    while day <= last:
        for hour in HOURS:
            sender.now = datetime.combine(day, hour, OSLO)
            await tick(sender.now, database, Packs(PACK), lambda *_: sender, fresh=hour == HOURS[0])
        if is_working_day(day) and not season_on(day):
            work(here, day)
        day += timedelta(days=1)
    return Year(sender.cards, list(questions_of(here)))


def questions_of(here: Office) -> Iterator[tuple[date, str]]:
    """Yield when and where questions were asked; what had a deadline within a week is outside the limit."""
    asked = (
        select(Delivery.kind, Delivery.period_key, Delivery.sent_at, Destination.address)
        .join(Destination, Destination.id == Delivery.destination_id)
        .where(Delivery.workspace_id == here.workspace_id, Delivery.kind.in_(QUESTIONS), Delivery.state == "sent")
    )
    with here.database.reading() as session:
        for kind, key, sent_at, where in session.execute(asked):
            day = sent_at.astimezone(OSLO).date()
            deadline = QUESTIONS[kind].deadline(key)
            if deadline is None or deadline - day > WEEK:
                yield day, where


def work(here: Office, day: date) -> None:
    """Let people do what they do on a working day, in the afternoon."""
    now = datetime.combine(day, time(15), OSLO)
    month = day.month - 1
    with here.database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        who = PEOPLE[day.toordinal() % len(PEOPLE)]
        if day.weekday() in {1, 2, 3}:
            _case(session, workspace, day, now, who)
        if 3 <= day.day <= 9 and day.weekday() == 3:
            owner = who if month % 2 else None
            due = day + timedelta(days=25 + month % 5)
            changes.add(session, workspace.id, who, now, title=TITLES[month], due=due, owner=owner)
            effects.add(session, workspace.id, who, effects.NewEffect("innlegg", f"Innlegg {day:%d.%m.%Y}", day), now)
        for row in session.scalars(select(Occurrence).where(Occurrence.source == "egen", Occurrence.done_at.is_(None))):
            left = (row.ends_on - day).days if row.ends_on and row.title not in MISSED.values() else 99
            if row.owner is None and left <= 12:
                owning.take(session, workspace.id, row.id, who, now)
            elif left <= (-9 if row.title in TITLES[3::6] else 1):
                changes.mark_done(session, workspace.id, row.id, row.owner or who, now)
        if day.day >= 20 and day.weekday() == 2 and day.day < 27:
            _date(session, workspace, day, now, who)


def _case(session: Session, workspace: Workspace, day: date, now: datetime, who: str) -> None:
    """Take a case, and finish the one before."""
    for row in session.scalars(select(FollowUp).where(FollowUp.state == "åpen")):
        row.state, row.closed_at, row.closed_by = "ferdig", now, row.owner
    session.add(
        FollowUp(
            workspace_id=workspace.id, channel=MEDIA, message=f"{day}", day=day, text="Sak", theme=_theme(day), owner=who,
            due_at=now + timedelta(hours=4), created_at=now, alerted_at=now,
        )
    )  # fmt: skip


def _theme(day: date) -> str:
    """Return a theme that looks as if chance had chosen it."""
    return PACK.media.themes[day.toordinal() * 7919 % 104729 % len(PACK.media.themes)].id


def _date(session: Session, workspace: Workspace, day: date, now: datetime, who: str) -> None:
    """Enter the date of one event of the next month."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace.id,
        Occurrence.kind == "arrangement",
        Occurrence.certainty == "måned",
        Occurrence.done_at.is_(None),
        Occurrence.archived_at.is_(None),
        Occurrence.starts_on > day,
    )
    row = session.scalars(query.order_by(Occurrence.starts_on, Occurrence.id)).first()
    if row is not None and row.starts_on is not None:
        moving.move(session, workspace.id, row.id, who, row.starts_on + timedelta(days=13), now)


def rows_of(card: Card, headings: Sequence[str]) -> Iterator[str]:
    """Yield the rows of some parts of a digest, without their buttons."""
    inside = False
    for part in card.parts:
        match part:
            case Heading(text):
                inside = text in headings
            case Item(said) if inside:
                yield render_text(Card("", (Paragraph(said),))).strip()
            case Bullets(items) if inside:
                yield from (render_text(Card("", (Paragraph(each),))).strip() for each in items)
            case Paragraph() | Quote() if inside:
                yield render_text(Card("", (part,))).strip()


def lines_of(card: Card) -> list[str]:
    """Return the lines of a digest without its title and buttons."""
    parts = tuple(
        Paragraph(part.line) if isinstance(part, Item) else part
        for part in card.parts
        if not isinstance(part, Controls)
    )
    return [each for each in render_text(Card("", parts)).splitlines() if each.strip()]


def often_shown(year: Year) -> list[str]:
    """Return the rows of the first two parts that came more than twice within half a year, unchanged."""
    seen: dict[str, list[date]] = defaultdict(list)
    for day, card in year.digests:
        for row in rows_of(card, FIRST_PARTS):
            seen[row].append(day)
    half = timedelta(days=182)
    return [
        row
        for row, days in seen.items()
        if any(third - first < half for first, third in zip(days, days[2:], strict=False))
    ]


def long_over(year: Year) -> list[str]:
    """Return where a missed deadline is still spoken of after it must have ended: in a digest, 100 days later or more."""
    return [
        f"{day}: {title}"
        for day, card in year.digests
        for due, title in MISSED.items()
        if day > max(due, FIRST) + timedelta(days=100) and title in render_text(card)
    ]


def shown_twice(year: Year) -> list[tuple[date, str, str]]:
    """Return the titles that came in two rows on one day in one place outside the media channel, as people read them."""
    seen: Counter[tuple[date, str, str]] = Counter()
    for at, where, card in year.cards:
        for part in card.parts if where != MEDIA else ():
            match part:
                case Item(said):
                    seen.update((at.date(), where, title) for title in _titles(said))
                case Bullets(items):
                    seen.update((at.date(), where, title) for said in items for title in _titles(said))
    return [each for each, number in seen.items() if number > 1]


def _titles(said: Line) -> list[str]:
    """Return what stands out in a row, with what goes on after a dash, and without the full stop that short rows omit."""
    titles = []
    for span, following in zip(said, (*said[1:], ""), strict=True):
        if isinstance(span, Bold | Struck | Link) and span.text != "les mer":
            goes_on = following if isinstance(following, str) and following.startswith(" – ") else ""
            titles.append(f"{span.text}{goes_on}".rstrip("."))
    return titles


def most_questions(year: Year, *, in_channel: bool) -> int:
    """Return the most questions that came to one place in one ISO week."""
    weeks = Counter((day.isocalendar()[:2], where) for day, where in year.questions if (where == CHANNEL) is in_channel)
    return max(weeks.values(), default=0)


def figures(year: Year) -> dict[str, str]:
    """Return the figures by their names."""
    digests = [card for _, card in year.digests]
    lengths = [words(card) for card in digests]
    lines = [lines_of(card) for card in digests]
    pairs = list(pairwise(lines))
    alike = sum(len(set(old) & set(new)) >= 0.9 * len(set(old) | set(new)) for old, new in pairs)
    shares = []
    for old, new in pairwise(digests):
        before, now = set(rows_of(old, LAST_PARTS)), set(rows_of(new, LAST_PARTS))
        if now:
            shares.append(len(before & now) / len(now))
    often = often_shown(year)
    owned = [row for row in often if NOBODY not in row and not row.startswith("NTP")]
    outside = [(at.date(), where) for at, where, _ in year.cards if where != MEDIA]
    months = Counter(f"{day:%Y-%m}" for day, _ in outside)
    whole = [number for month, number in months.items() if month != f"{LAST:%Y-%m}"]
    places: dict[tuple[date, str], int] = defaultdict(int)
    for each in outside:
        places[each] += 1
    twice = shown_twice(year)
    in_channel = Counter(f"{day:%Y-%m}" for day, where in outside if where == CHANNEL)
    return {
        "Mondays": str(len(digests)),
        "words, median": f"{median(lengths):.0f}",
        "words, most": str(max(lengths)),
        "with at least 90 % of the lines of the week before": f"{alike} of {len(pairs)}",
        "identical to the week before": str(sum(old == new for old, new in pairs)),
        "nothing new": str(sum("Ikke noe nytt" in each[0] for each in lines)),
        "last two parts as last Monday, median": f"{median(shares) if shares else 0:.0%}",
        "rows of the first two parts more than twice": f"{len(owned)} ({len(often) - len(owned)} that nobody has)",
        "digests with a deadline missed 100 days before": str(len(long_over(year))),
        "messages in a month outside the media channel, median": f"{median(whole):.0f}",
        "of these in the shared channel, median": f"{median([in_channel[month] for month in months]):.0f}",
        "questions in one week in the channel, most": str(most_questions(year, in_channel=True)),
        "questions in one week to one person, most": str(most_questions(year, in_channel=False)),
        "days with more than one message in one place": str(sum(number > 1 for number in places.values())),
        "rows shown twice on one day in one place": str(len(twice)),
    }


def main(arguments: Sequence[str]) -> None:
    """Run the year, print its figures, and write its texts to the file that is given."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    target = Path(arguments[0] if arguments else "data/year.txt")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/year.db"
        migrate(url)
        database = Database(url)
        try:
            year = asyncio.run(live(database))
        finally:
            database.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    texts = (f"=== {at:%Y-%m-%d %H:%M} {where}\n{render_text(card)}\n" for at, where, card in year.cards)
    target.write_text("\n".join(texts), encoding="utf-8")
    found = figures(year)
    width = max(map(len, found))
    sys.stdout.writelines(f"{name:{width}}  {value}\n" for name, value in found.items())
    sys.stdout.write(f"All texts: {target}\n")
    if said := long_over(year):
        sys.exit("\n".join(("A missed deadline did not end:", *said)))


if __name__ == "__main__":
    main(sys.argv[1:])
