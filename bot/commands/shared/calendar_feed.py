"""What a calendar feed holds: the occurrences of one person, of a theme, or all of them.

A feed that others could come to see says «Møte» of what comes from the register; a person's own says whose it is.

What recurs is an event for each occurrence, without RRULE: each may be moved, done or given away apart from the others,
and holidays are skipped or moved (`models.calendar.recurring`). Their times are local, so they stay right when summer time
begins or ends.

The dates on the way to a deadline are events of their own, beside the deadline's.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.calendars.calendar_file import CalendarEvent, calendar_file
from bot.cards.cutting import clean
from bot.cards.milestones import DO, date_key
from bot.cards.rows import BY_NOTE, BY_US, DONE, OURS, lacks_date
from bot.cards.words import LONG, MISSING, capital, listing, month, numeric_day, span
from bot.commands.parse.themes import Themes, themes_of
from content.schema.pack import Pack
from models.calendar.certainty import APPROXIMATE, NO_DAY
from models.occurrences.calendar_entries import EntryVersion, renewed_versions, versions
from models.occurrences.filtering import Filter, owners_of
from models.occurrences.milestones import cleared_by, milestones
from models.occurrences.queries import MEETING, find, of_register
from models.official.plan import SUBMISSION
from models.tables import Milestone, Occurrence, Workspace
from models.workspace.contacts import names

ALL, MINE, THEME = "alle", "mine", "tema:"
UNDATED = " uten dag"
"""At the end of the scope of a feed with what has no day."""
PAST, AHEAD = relativedelta(months=12), relativedelta(years=10)
"""How far a feed goes back, to the first day of that month, and ahead."""
MOST_EVENTS = 5_000
LONGEST_TITLE, LONGEST_DESCRIPTION = 250, 2_000
CALENDARS = UUID("8d2f4f0e-5a3f-4a64-9a35-6f0f5f0b9d51")
"""The namespace of the UIDs: the same occurrence has the same UID in every feed, as long as it exists."""
FROM_REGISTER = "Møte"


@dataclass(frozen=True)
class FeedScope:
    """Which occurrences a feed has: `what` is `alle`, `mine` or `tema:` and a theme's id."""

    what: str
    with_undated: bool = False
    """Whether it has what has no day, and phases."""

    def __str__(self) -> str:
        """Return it as stored (`AccessToken.scope`)."""
        return f"{self.what}{UNDATED if self.with_undated else ''}"

    @property
    def theme(self) -> str:
        """Return the theme's id; empty if it is not about one theme."""
        return self.what.removeprefix(THEME) if self.what.startswith(THEME) else ""

    def name(self, pack: Pack) -> str:
        """Return what people call it: «mine frister», «alle frister», «frister om Jernbane»."""
        if self.theme:
            return f"frister om {themes_of(pack).name(self.theme)}"
        return "mine frister" if self.what == MINE else "alle frister"


def read_scope(text: str) -> FeedScope:
    """Return a stored scope."""
    return FeedScope(text.removesuffix(UNDATED), with_undated=text.endswith(UNDATED))


@dataclass(frozen=True)
class CalendarFeed:
    """A feed and what it is made for. `user_id` is the person who has it, `now` the moment (aware)."""

    workspace: Workspace
    pack: Pack
    user_id: str
    scope: FeedScope
    now: datetime


def read_feed(session: Session, feed: CalendarFeed) -> bytes | None:
    """Return the feed; None if an occurrence has changed since the last time, and `renew_feed` must store that."""
    found = _events(session, feed)
    known = versions(session, feed.workspace.id, {each: said for each, (said, _) in found.items()})
    return None if known is None else _file(feed, found, known)


def renew_feed(session: Session, feed: CalendarFeed) -> bytes:
    """Return the feed, and store the version of each occurrence."""
    found = _events(session, feed)
    said = {each: fingerprint for each, (fingerprint, _) in found.items()}
    return _file(feed, found, renewed_versions(session, feed.workspace.id, said, feed.now))


_Found = Mapping[int, tuple[str, Sequence[CalendarEvent]]]
"""By the occurrence's id: the fingerprint of what feeds say of it, and what this one says."""


def _file(feed: CalendarFeed, found: _Found, known: Mapping[int, EntryVersion]) -> bytes:
    name = f"Pådriver: {feed.scope.name(feed.pack)}"
    uid = uuid5(CALENDARS, _key(feed, f"{feed.user_id} {feed.scope.what}"))
    events = (
        replace(event, sequence=known[each].sequence, changed_at=known[each].changed_at)
        for each, (_, several) in found.items()
        for event in several
    )
    return calendar_file(uid, name, feed.workspace.zone, events)


def _events(session: Session, feed: CalendarFeed) -> _Found:
    rows = [row for row in _rows(session, feed) if _is_wanted(row, feed.scope)]
    theirs = {row.id for row in rows}
    rows += [row for row in _to_clear(session, feed) if row.id not in theirs]
    secret = of_register(session, feed.workspace.id)
    dates = milestones(session, feed.workspace.id, [row.id for row in rows])
    clearing = {each.who for several in dates.values() for each in several if each.who}
    people = names(session, feed.workspace.id, clearing | {each for row in rows for each in owners_of(row)})
    themes = themes_of(feed.pack)
    found = {}
    for row in rows:
        way = dates.get(row.id, ())
        whole = _event(row, feed, people, themes, _on_the_way(way))
        steps = {each.id: _step(each, row, feed, people, themes) for each in way if _is_apart(each, row)}
        said = repr((whole, feed.workspace.timezone if whole.start else "", *steps.values()))
        is_hidden = feed.scope.what != MINE and (row.id in secret or row.kind == MEETING)
        shown = replace(whole, title=FROM_REGISTER, description="", link="") if is_hidden else whole
        mine = [steps[each.id] for each in way if each.id in steps and (row.id in theirs or each.who == feed.user_id)]
        events = (*([shown] if row.id in theirs else ()), *(() if is_hidden else mine))
        found[row.id] = (hashlib.sha256(said.encode()).hexdigest(), events)
    return found


def _to_clear(session: Session, feed: CalendarFeed) -> Sequence[Occurrence]:
    """Return the rows that a person clears the input of: in their own feed, if they are not responsible for them."""
    if feed.scope.what != MINE:
        return ()
    return cleared_by(session, feed.workspace.id, feed.user_id, _first_day(feed))


def _is_apart(milestone: Milestone, row: Occurrence) -> bool:
    """Return True if a date is an event of its own: to send on the day of the deadline is that day's event."""
    return milestone.kind != SUBMISSION or milestone.due_on != row.ends_on


def _rows(session: Session, feed: CalendarFeed) -> Sequence[Occurrence]:
    today = feed.now.astimezone(feed.workspace.zone).date()
    wanted = Filter(
        first=_first_day(feed),
        last=today + AHEAD,
        owner=feed.user_id if feed.scope.what == MINE else None,
        include_done=True,
        with_free_activities=False,
    )
    return find(session, feed.workspace.id, wanted, today, MOST_EVENTS)


def _first_day(feed: CalendarFeed) -> date:
    return (feed.now.astimezone(feed.workspace.zone).date() - PAST).replace(day=1)


def _is_wanted(row: Occurrence, scope: FeedScope) -> bool:
    if scope.theme and row.theme != scope.theme:
        return False
    return scope.with_undated or (row.certainty not in NO_DAY and row.kind != "fase")


def _event(
    row: Occurrence, feed: CalendarFeed, people: Mapping[str, str], themes: Themes, on_the_way: str
) -> CalendarEvent:
    """Return a row with all that its owner may see. What may be in a long time, or has no day, is on its first day."""
    first, last = row.starts_on or date.min, row.ends_on or date.min
    is_spread = row.certainty in NO_DAY or last - first > LONG
    is_timed = first == last and row.certainty not in NO_DAY
    return CalendarEvent(
        uuid5(CALENDARS, _key(feed, row.key)),
        _title(row, first, last),
        first,
        first if is_spread else last,
        row.start_time if is_timed else None,
        row.minutes if is_timed else None,
        _description(row, people, themes, on_the_way),
        row.link or "",
    )


def _step(
    milestone: Milestone, row: Occurrence, feed: CalendarFeed, people: Mapping[str, str], themes: Themes
) -> CalendarEvent:
    """Return a date on the way: «Skriv utkast: Høring om tog»."""
    what = f"{'✓ ' if milestone.done_at else ''}{DO.get(milestone.kind, milestone.kind)}: "
    responsible = listing([people[each] for each in _who(milestone, row) if people.get(each)])
    lines = (
        f"Ansvarlig: {responsible}" if responsible else "",
        f"Tema: {themes.name(row.theme)}" if row.theme else "",
        "Styremøte." if milestone.by_board else "",
        f"Frist: {numeric_day(row.ends_on)}" if row.ends_on else "",
        row.link or "",
    )
    return CalendarEvent(
        uuid5(CALENDARS, _key(feed, date_key(milestone, row))),
        f"{what}{' '.join(clean(row.title).split())}"[:LONGEST_TITLE],
        milestone.due_on,
        milestone.due_on,
        description=clean("\n".join(filter(None, lines)))[:LONGEST_DESCRIPTION],
        link=row.link or "",
    )


def _who(milestone: Milestone, row: Occurrence) -> tuple[str, ...]:
    return (milestone.who,) if milestone.who else owners_of(row)


def _key(feed: CalendarFeed, key: str) -> str:
    return f"{feed.workspace.platform}:{feed.workspace.external_id}:{key}"


def _title(row: Occurrence, first: date, last: date) -> str:
    sure = ", ".join(filter(None, (_certainty(row, first, last), "vurderes" if row.consider else "")))
    title = " ".join(clean(row.title).split())[:LONGEST_TITLE] or "–"
    return f"{'✓ ' if row.done_at else ''}{title}{f' ({sure})' if sure else ''}"


def _certainty(row: Occurrence, first: date, last: date) -> str:
    """Return how sure the day is, as in lists; empty if it is fixed."""
    if row.certainty in NO_DAY:
        said = f"i {month(first)}" if (first.year, first.month) == (last.year, last.month) else span(first, last)
        return f"{said}, {MISSING}" if lacks_date(row) else said
    about = "rundt denne dagen" if first == last else "omtrent"
    sure = "ifølge notatet" if row.set_by == BY_NOTE else {APPROXIMATE: about, "forventet": "trolig"}.get(row.certainty)
    return " ".join(filter(None, (sure, span(first, last) if last - first > LONG else "")))


def _on_the_way(found: Sequence[Milestone]) -> str:
    """Return the dates on the way with their years: what a calendar has does not change with the day it is read."""
    return "\n".join(f"{each.kind}: {numeric_day(each.due_on)}{' ✓' if each.done_at else ''}" for each in found)


def _description(row: Occurrence, people: Mapping[str, str], themes: Themes, on_the_way: str) -> str:
    responsible = listing([people[each] for each in owners_of(row) if people.get(each)])
    lines = (
        f"Ansvarlig: {responsible}" if responsible else "",
        f"Tema: {themes.name(row.theme)}" if row.theme else "",
        f"{capital(OURS)}." if row.set_by == BY_US else "",
        f"{capital(DONE.removeprefix('✓ '))}." if row.done_at else "",
        capital(on_the_way),
        row.note or "",
        row.link or "",
    )
    return clean("\n".join(filter(None, lines)))[:LONGEST_DESCRIPTION]
