"""The week digest: what to do this week and the next two, what is new, and what to say now. At most 180 words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Controls,
    Heading,
    Item,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Quote,
    line,
)
from bot.cards.checklists import OPEN, advice_buttons
from bot.cards.clearing import draft_parts
from bot.cards.milestones import date_key, due_line
from bot.cards.ntp_windows import SHOW_OPEN
from bot.cards.nudges.digest_contents import MessageToSay, RoundTotal, Week
from bot.cards.nudges.digest_news import MOST_NAMED, news_lines
from bot.cards.nudges.nudge_rows import LASTING, acting, more
from bot.cards.rows import (
    BETWEEN,
    considered,
    ended,
    ended_title,
    first_sentence,
    is_hearing,
    lacks_date,
    responsible,
    short_title,
    short_when,
)
from bot.cards.text import render_text
from bot.cards.words import amount, capital, listing, month, short_day, span, week
from content.schema.pack import Pack
from models.calendar.certainty import NO_DAY
from models.calendar.open_now import NtpWindow, Window
from models.tables import Occurrence

PAUSE = "padriver.pause.skjema"
COPY = "budskap.kopier"
NOBODY = "uten ansvarlig"
LATE = "fristen er ute"
NEW = {"ny": "ny", "dato": "ny dato"}
"""How a row is marked that was added, or got its date, since the previous digest."""
MOST_WORDS = 180


class DigestLimits(NamedTuple):
    """How many rows each part may have, and whether the message is quoted."""

    this_week: int
    next_weeks: int
    news: int
    is_quoted: bool = True


LIMITS = (
    DigestLimits(7, 5, 6),
    DigestLimits(6, 4, 5),
    DigestLimits(5, 3, 4),
    DigestLimits(5, 2, 3),
    DigestLimits(4, 2, 2),
    DigestLimits(4, 2, 2, is_quoted=False),
    DigestLimits(3, 1, 1, is_quoted=False),
)
"""Tried in order until the digest is short enough."""
MOST_FEEDS = 5
"""The most news feeds that are named as not doing well."""


def digest(digest_week: Week, pack: Pack) -> Card:
    """Return the digest of a week; one line if there is nothing new."""
    title = f"{capital(week(digest_week.monday, digest_week.today))}: {span(digest_week.monday, digest_week.monday + timedelta(days=6))}"
    cards = (_card(title, digest_week, pack, limits) for limits in LIMITS)
    card = next(cards)
    for shorter in cards:
        if words(card) <= MOST_WORDS:
            break
        card = shorter
    return card


def words(card: Card) -> int:
    """Return how many words a card has, without its buttons and the addresses of its links."""
    read = [replace(part, controls=()) if isinstance(part, Item) else part for part in card.parts]
    text = render_text(Card(card.title, tuple(part for part in read if not isinstance(part, Controls))))
    return sum(any(map(str.isalnum, word)) and not word.startswith("(http") for word in text.split())


def _card(title: str, digest_week: Week, pack: Pack, limits: DigestLimits) -> Card:
    shown = {row.id for row in (*digest_week.overdue, *digest_week.this_week, *digest_week.next_weeks)}
    news = news_lines(digest_week.news, pack, digest_week.today, shown, is_external=digest_week.is_external)
    parts = (
        *_this_week(digest_week, limits.this_week),
        *_next_weeks(digest_week, limits.next_weeks),
        *((Heading("Nytt siden forrige mandag"), Bullets(news[: limits.news])) if news else ()),
        *_message(digest_week.message, is_quoted=limits.is_quoted),
    )
    has_rows = digest_week.overdue or digest_week.this_week or digest_week.next_weeks or digest_week.on_the_way
    first = () if has_rows else (Paragraph(_nothing_near(digest_week, is_new=bool(parts))),)
    return Card(
        title,
        (*first, *parts, *_foot(digest_week), *_hearing(digest_week, pack)),
        summary=_summary(title, digest_week, bool(parts)),
    )


def _nothing_near(digest_week: Week, *, is_new: bool) -> Line:
    """Return that nothing has a time in these weeks, and what is nearest after them."""
    said = "Ingen frister eller arrangementer de neste tre ukene." if is_new else "Ikke noe nytt denne uka."
    nearest = digest_week.nearest
    if nearest is None:
        return line(said)
    return line(f"{said} Det nærmeste: ", *_what(nearest), f" ({short_when(nearest, digest_week.today)}).")


def _this_week(digest_week: Week, most: int) -> tuple[Part, ...]:
    late = [_item(each, digest_week, LATE) for each in digest_week.overdue]
    rows = [_item(each, digest_week) for each in sorted(digest_week.this_week, key=lambda row: not _to_settle(row))]
    now = [_activity(year, each, digest_week) for year, each in digest_week.activities]
    way = [
        Item(due_line(each, row, digest_week.today), about=date_key(each, row)) for each, row in digest_week.on_the_way
    ]
    items = [*late, *rows, *way, *now, *_windows(digest_week), *_pause(digest_week)]
    if not items:
        return ()
    command = f"/frister {week(digest_week.monday)}"
    return (Heading("Denne uka"), *items[:most], *more(len(items) - min(most, len(items)), command))


def _to_settle(row: Occurrence) -> bool:
    """Return True if somebody or a day is missing: that comes first."""
    if row.done_at is not None or row.kind in LASTING:
        return False
    return lacks_date(row) or (row.kind == "frist" and row.owner is None)


def _next_weeks(digest_week: Week, most: int) -> tuple[Part, ...]:
    rows = digest_week.next_weeks
    if not rows:
        return ()
    items = [_item(each, digest_week) for each in rows[:most]]
    return (Heading("De to neste ukene"), *items, *more(len(rows) - len(items), "/frister"))


def _item(row: Occurrence, digest_week: Week, mark: str = "") -> Item:
    deed = next((each.what for each in digest_week.news.deeds if each.row.id == row.id), "")
    mark = mark or NEW.get(deed, "")
    marked = (BETWEEN, mark) if mark and row.done_at is None else ()
    said = line(f"{short_when(row, digest_week.today)} – ", *_what(row), *_who(row), *marked)
    return acting(row, said, digest_week.today, "oss", digest_week.held.get(row.id), digest_week.left, by_key=True)


def _what(row: Occurrence, title: str = "") -> Line:
    title = title or short_title(row.title)
    if row.done_at is not None:
        return (ended_title(row, title), BETWEEN, ended(row))
    return line(Link(title, row.link) if row.link else Bold(title), considered(row, title))


def _who(row: Occurrence) -> Line:
    return responsible(row) or _nobody(row)


def _nobody(row: Occurrence) -> Line:
    return (BETWEEN, NOBODY) if row.kind == "frist" and row.done_at is None else ()


def _activity(year: int, row: Occurrence, digest_week: Week) -> Item:
    said = line(f"Statsbudsjettet {year} – ", *_what(row, row.title.rstrip(".")), *_who(row))
    return acting(row, said, digest_week.today, "oss", digest_week.held.get(row.id), digest_week.left, by_key=True)


def _windows(digest_week: Week) -> Iterator[Item]:
    """Yield what to do now in each window, and until when it can be done."""
    for opened in digest_week.windows:
        name, button = opened.name, Button("Hva kan vi påvirke?", SHOW_OPEN, "")
        if isinstance(opened, NtpWindow):
            name = "NTP" if opened.phase.yearly else f"NTP {opened.presented}"
            button = Button("NTP i dag", OPEN, "ntp")
        said = line(f"{name} – ", Bold(first_sentence(opened.to_do[0])), f" ({_until(opened, digest_week.today)})")
        yield Item(said, (button,))


def _until(opened: Window, today: date) -> str:
    """Return until when a window is open: «ut mars», «til juli», and in its last month «trolig til 18. juni»."""
    last = opened.span.last
    if (last + timedelta(days=1)).day == 1:
        return f"ut {month(last, today)}"
    is_last_month = (last.year, last.month) == (today.year, today.month)
    if not is_last_month or opened.certainty in NO_DAY or isinstance(opened, NtpWindow):
        return f"til {month(last, today)}"
    surely = {"ca": "omtrent ", "forventet": "trolig "}.get(opened.certainty, "")
    return f"{surely}til {short_day(last, today)}"


def _pause(digest_week: Week) -> tuple[Item, ...]:
    away = digest_week.pause
    if away is None:
        return ()
    days = f"{_short(away.first)}–{_short(away.last)}"
    when = "i sommer" if away.name == "sommerferie" else "i jula"
    button = Button("Legg inn pause", PAUSE, f"{away.first}/{away.last}/{away.name}")
    return (Item(line(f"Skal jeg ta pause {when} ({days})?"), (button,)),)


def _short(day: date) -> str:
    return f"{day.day}.{day.month}"


def _message(message: MessageToSay | None, *, is_quoted: bool) -> tuple[Part, ...]:
    if message is None:
        return ()
    quote = (Quote(message.text),) if is_quoted else ()
    buttons = (Button("Kopier", COPY, message.target), Button("Flere budskap", OPEN, ""))
    return (
        Heading("Budskap nå"),
        Paragraph(line(Bold(message.name))),
        *quote,
        *draft_parts(message.entry),
        Controls(buttons),
    )


def _foot(digest_week: Week) -> tuple[Part, ...]:
    """Return what is counted and what is wrong, one small line each."""
    notes: list[Line] = [_round(each, is_external=digest_week.is_external) for each in digest_week.rounds]
    if digest_week.overdue_before:
        other = ("annen ", "andre ") if digest_week.overdue else ("", "")
        said = amount(digest_week.overdue_before, f"{other[0]}frist er ute", f"{other[1]}frister er ute")
        notes.append(line(f"{capital(said)}: ", Code("/frister forfalt")))
    if digest_week.on_hold:
        waiting = amount(digest_week.on_hold, "punkt er satt på vent", "punkter er satt på vent")
        notes.append(line(f"{capital(waiting)}: ", Code("/frister på vent")))
    if digest_week.appointments:
        said = amount(digest_week.appointments, "avtale", "avtaler")
        notes.append(line(f"{capital(said)} fra interessentregisteret denne uka: ", Code("/frister mine")))
    if digest_week.silent:
        said = amount(digest_week.silent, "vi ikke har snakket med på lenge", "vi ikke har snakket med på lenge")
        notes.append(line(f"{capital(said)}: ", Code("/interessenter stille")))
    if digest_week.ailing:
        left = len(digest_week.ailing) - MOST_FEEDS
        named = [*digest_week.ailing[:MOST_FEEDS], f"{left} til"] if left > 1 else digest_week.ailing
        verb = "svarer ikke eller er stille"
        notes.append(
            line(
                f"Til den som følger med på kildene: {listing(named)} {verb}. Se ",
                Code("/medie kilder"),
                ".",
            )
        )
    if digest_week.official:
        named = listing(digest_week.official[:MOST_FEEDS])
        said = f"Til den som følger med på kildene: Noe er galt med {named}. Se "
        notes.append(line(said, Code("/padriver status"), "."))
    return tuple(map(Note, notes))


def _round(row: RoundTotal, *, is_external: bool) -> Line:
    """Return «Rikstunnelen: 38 av 62 kommuner har brukt budskapet. Nye: Ås og Frogn. /budskap runde»."""
    left = len(row.new) - MOST_NAMED
    named = [*row.new[:MOST_NAMED], *([f"{left} til"] if left > 0 else [])]
    new = f" Nye siden sist: {listing(named)}." if named else ""
    said = f"{row.title}: {row.said}.{new}"
    return line(said) if is_external else line(f"{said} ", Code("/budskap runde"))


def _hearing(digest_week: Week, pack: Pack) -> tuple[Part, ...]:
    """Return the button to the checklist, if there is a hearing this week or in the next ones."""
    rows = (*digest_week.this_week, *digest_week.next_weeks)
    buttons = advice_buttons(pack, "høring") if any(map(is_hearing, rows)) else ()
    return (Controls(buttons),) if buttons else ()


def _summary(title: str, digest_week: Week, has_parts: bool) -> str:
    if not has_parts:
        return f"{title}. Ikke noe nytt denne uka."
    free = sum(map(_to_settle, digest_week.this_week))
    parts = [
        amount(len(digest_week.overdue), "frist er ute", "frister er ute") if digest_week.overdue else "",
        f"{len(digest_week.this_week)} på planen denne uka{f' ({free} å avklare)' if free else ''}"
        if digest_week.this_week
        else "",
        f"{len(digest_week.next_weeks)} på vei de to neste ukene" if digest_week.next_weeks else "",
    ]
    said = listing([each for each in parts if each])
    return f"{title}. {capital(said) if said else 'Nytt siden forrige mandag'}."
