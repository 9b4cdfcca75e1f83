"""One occurrence as a row of a card: when, what, and whose."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards.card import Bold, Italic, Item, Line, Link, Note, Part, Person, Span, Struck, joined
from bot.cards.recurring import rule_words
from bot.cards.words import MISSING, at, held_in, plain_span, sure_span, when
from models.calendar.certainty import NO_DAY, last_possible
from models.occurrences.ending import Ending, is_done
from models.occurrences.filtering import owners_of
from models.occurrences.queries import MEETING, Listed
from models.tables import Occurrence

DONE, CLOSED = "✓ ferdig", "ikke krysset av"
BETWEEN = " · "
BY_US, BY_NOTE = "oss", "notatet"
"""The values of `Occurrence.set_by`."""
OURS = "vår egen frist"

Row = Occurrence | Listed


SEVERAL = 2
LONGEST_TITLE = 70
_FULL_STOP = re.compile(r"[.?!] (?=[A-ZÆØÅ«])")
_SENTENCE_END = re.compile(r"[.?!:] (?=[A-ZÆØÅ«])")


def short_title(title: str) -> str:
    """Return a title for a list of many: a long one is cut to its first sentence, or else after a whole word."""
    title = title.strip().rstrip(".")
    if len(title) <= LONGEST_TITLE:
        return title
    end = _SENTENCE_END.search(title, 0, LONGEST_TITLE)
    if end:
        return title[: end.start() + (title[end.start()] in "?!")]
    return f"{title[:LONGEST_TITLE].rpartition(' ')[0].rstrip(',;:') or title[:LONGEST_TITLE]} …"


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, without a full stop: what follows it is for those who ask for more."""
    end = _FULL_STOP.search(text)
    return (text[: end.start() + 1] if end else text).strip().rstrip(".")


def in_sentence(title: str) -> str:
    """Return a title in short to end a sentence with, without a sign of its own: «Oslofjordkonferansen?» has none."""
    return short_title(title).rstrip("?!. ")


def is_overdue(row: Row, today: date) -> bool:
    """Return True if it is a deadline that is open after its last day, and that could have been met."""
    is_open = row.kind == "frist" and row.done_at is None and not row.passed_unseen
    last = last_possible(row.starts_on, row.ends_on, row.certainty)
    return is_open and last is not None and last < today


def postponing(row: Row) -> str:
    """Return the label of the button that changes a row's date: a talk is moved, a deadline is put off."""
    if row.kind == MEETING:
        return "Flytt"
    if lacks_date(row):
        return "Legg inn dato"
    return "Utsett" if row.kind in {"frist", "oppgave"} else "Endre dato"


def initial_day(row: Row) -> date | None:
    """Return the day that a date picker of the row opens with; None if the row has no day yet."""
    return None if row.certainty in NO_DAY else row.ends_on


def lacks_date(row: Row) -> bool:
    """Return True for an event, milestone or deadline whose day nobody knows; a task of a month needs none."""
    return row.certainty in NO_DAY and row.kind not in {"oppgave", "fase"}


def is_hearing(row: Row) -> bool:
    """Return True if a row is about a hearing that we may answer or speak at."""
    return "høring" in row.title.casefold()


def note_parts(row: Row) -> tuple[Note, ...]:
    """Return what the content notes about a row, in small type, to show under it."""
    return (Note((row.note,)),) if row.note else ()


def with_note(item: Item, row: Row) -> tuple[Part, ...]:
    """Return the item of a row, with what the content notes about it in small type below."""
    return (item, *(replace(note, about=item.about) for note in note_parts(row)))


def noted(row: Row, shown: Line) -> Line:
    """Return the line of a row in a list, with what the content notes about it below."""
    return (*shown, "\n", Italic(row.note)) if row.note else shown


def dated_line(row: Row, today: date, theme: str = "") -> Line:
    """Return the row with its date on a line of its own; `theme` is the theme's name."""
    return (when_of(row, today), "\n", *titled_line(row, theme))


def one_line(row: Row, today: date, theme: str = "", progress: str = "", *, is_named: bool = True) -> Line:
    """Return the row on one line: «mandag 5. oktober – Kronikk · Jernbane · @kari · 2 av 5».

    `progress` is how much of its checklist is done. Without `is_named` the people responsible are left out.
    """
    title = short_title(row.title)
    is_open = row.done_at is None
    shown: Span = ended_title(row, title) if not is_open else Link(title, row.link) if row.link else Bold(title)
    return (
        f"{short_when(row, today)} – ",
        shown,
        *filter(None, (considered(row, title),)),
        *((BETWEEN, theme) if theme else ()),
        *((BETWEEN, rule_words(row.rule)) if row.rule else ()),
        *((BETWEEN, progress) if progress else ()),
        *(() if is_open else (BETWEEN, ended(row))),
        *(responsible(row) if is_named else ()),
    )


def responsible(row: Row) -> Line:
    """Return « · @kari og @per»: everybody responsible, or who did it; nothing if nobody is."""
    people = tuple(filter(None, (row.done_by,))) if is_done(row) else owners_of(row)
    return (BETWEEN, *people_in_words(people)) if people else ()


def people_in_words(people: Sequence[str]) -> Line:
    """Return «@kari, @per og @ola»."""
    if len(people) < SEVERAL:
        return tuple(map(Person, people))
    *others, last = map(Person, people)
    return (*joined([(each,) for each in others], ", "), " og ", last)


def when_of(row: Row, today: date) -> str:
    """Return when a row is, how sure that is, and who set it: «fredag 4. desember kl. 12.30 (uke 49), om 4 dager»."""
    return _set_by(row, when(row.starts_on, row.ends_on, row.certainty, today, row.start_time, row.minutes), today)


def short_when(row: Row, today: date) -> str:
    """Return the same without a day's week and distance: «onsdag 7. oktober kl. 10.00», «trolig 6.–9. oktober»."""
    first = row.starts_on
    if first is None or first != row.ends_on or row.certainty in NO_DAY:
        return when_of(row, today)
    return _set_by(row, f"{sure_span(first, first, row.certainty, today)}{at(row.start_time, row.minutes)}", today)


def set_by(row: Row, today: date) -> str:
    """Return who set a day, where it is known already: «vår egen frist»; empty if nobody in particular did."""
    return _set_by(row, "", today).removeprefix(BETWEEN)


def _set_by(row: Row, said: str, today: date) -> str:
    if row.set_by == BY_NOTE and row.starts_on and row.ends_on:
        return f"ifølge notatet {plain_span(row.starts_on, row.ends_on, today)}"
    if row.certainty in NO_DAY and not lacks_date(row):
        said = said.removesuffix(f" ({MISSING})")
    return f"{said}{BETWEEN}{OURS}" if row.set_by == BY_US else said


def titled_line(row: Row, theme: str = "", *, is_named: bool = True) -> Line:
    """Return the row without its date: title, theme, owner and link; what is done is struck through.

    A full stop is left out before what follows. Without `is_named` the people responsible are left out.
    """
    is_open = row.done_at is None
    about = (
        *((BETWEEN, seen) if (seen := seen_in(row)) else ()),
        *((BETWEEN, theme) if theme else ()),
        *((BETWEEN, rule_words(row.rule)) if row.rule else ()),
        *(() if is_open else (BETWEEN, ended(row))),
        *(responsible(row) if is_named else ()),
        *((BETWEEN, Link("les mer", row.link)) if row.link else ()),
    )
    considering = considered(row, row.title)
    title = row.title.rstrip(".") if about or considering else row.title
    return (Bold(title) if is_open else ended_title(row, title), *filter(None, (considering,)), *about)


def unstopped(said: Line) -> Line:
    """Return a row without a full stop at its end, to go on with something else."""
    *before, last = said
    return (*before, Bold(last.text.rstrip(".")) if isinstance(last, Bold) else last)


def considered(row: Row, title: str) -> str:
    """Return what is said after a title of something that is only considered; nothing if the title is a question."""
    return " (vurderes)" if row.consider and not title.endswith("?") else ""


def ended(row: Row) -> str:
    """Return how a row ended that is not open: «✓ ferdig», or «ikke krysset av», which does not say that it was not done."""
    return DONE if is_done(row) else CLOSED


def ended_title(row: Ending, title: str) -> Span:
    """Return the title of a row that is not open: struck through if it was done."""
    return Struck(title) if is_done(row) else title


def seen_in(row: Row) -> str:
    """Return in which months something was in earlier years, while its own day is not known."""
    if not row.seen or row.starts_on is None or not lacks_date(row) or row.done_at is not None:
        return ""
    return held_in([date.fromisoformat(each) for each in row.seen], row.starts_on.year)
