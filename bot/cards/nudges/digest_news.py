"""What is new since the previous digest, as short lines: one for each kind of thing, the people by name."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date

from bot.cards.card import Line, Person, line
from bot.cards.rows import short_title, short_when
from bot.cards.words import amount, listing
from content.schema.pack import Pack
from models.content.week_news import ContentDeed, Deed, WeekNews, What

MOST_NAMED = 3
"""How many things a line names; the rest are counted."""
HEADS: dict[What, str] = {
    "ny": "Ny frist",
    "dato": "Ny dato",
    "gjort": "Gjort",
    "ansvarlig": "Ny ansvarlig",
    "falt bort": "Ble ikke noe av",
}
"""What the line of each kind begins with, in the order of the lines."""


def news_lines(
    news: WeekNews, pack: Pack, today: date, shown: Collection[int], *, is_external: bool
) -> tuple[Line, ...]:
    """Return the lines, the most important first.

    What the digest shows with its date (`shown`, by id) is not repeated. Where other organisations read, effects are
    only counted.
    """
    deeds = [each for each in news.deeds if each.what == "gjort" or each.row.id not in shown]
    lines = [_deeds(what, [each for each in deeds if each.what == what], today) for what in HEADS]
    counted = (_media(news, pack), _effects(news.effects, is_external=is_external), _content(news.content))
    return tuple(each for each in (*lines, *counted) if each)


def _deeds(what: What, deeds: Sequence[Deed], today: date) -> Line:
    if not deeds:
        return ()
    said: Callable[[Deed], Line] = {
        "ny": lambda each: line(f"{short_title(each.row.title)} ({short_when(each.row, today)})"),
        "dato": lambda each: line(f"{short_title(each.row.title)} ({short_when(each.row, today)})"),
        "gjort": lambda each: line(f"{short_title(each.row.title)} (", Person(each.row.done_by or each.user_id), ")"),
        "ansvarlig": lambda each: line(Person(each.row.owner or each.user_id), f" – {short_title(each.row.title)}"),
        "falt bort": lambda each: line(short_title(each.row.title)),
    }[what]
    return _listed(f"{HEADS[what]}: ", [said(each) for each in deeds])


def _listed(head: str, named: Sequence[Line]) -> Line:
    spans: list[Line] = [(head,)]
    for number, each in enumerate(named[:MOST_NAMED]):
        spans += [("; ",)] * bool(number) + [each]
    left = len(named) - MOST_NAMED
    return tuple(span for part in spans for span in part) + ((f" og {left} til",) if left > 0 else ())


def _media(news: WeekNews, pack: Pack) -> Line:
    """Return «Mediene: 3 nye saker (Jernbane 2, Energi), 2 fulgt opp»."""
    if not news.taken and not news.finished:
        return ()
    watched = [pack.media.theme(each) if each else None for each in news.taken]
    themes = Counter(each.name if each else "annet" for each in watched).most_common(MOST_NAMED)
    named = ", ".join(f"{name} {number}" if number > 1 else name for name, number in themes)
    taken = amount(len(news.taken), "ny sak", "nye saker") if news.taken else ""
    taken += f" ({named})" if taken and any(watched) else ""
    finished = f"{news.finished} fulgt opp" if news.finished else ""
    return line(f"Mediene: {', '.join(each for each in (taken, finished) if each)}")


def _effects(titles: Sequence[str], *, is_external: bool) -> Line:
    if not titles:
        return ()
    if is_external:
        return line(f"Effekter: {amount(len(titles), 'ny', 'nye')}")
    return _listed("Ny effekt: ", [(short_title(each),) for each in titles])


def _content(deeds: Sequence[ContentDeed]) -> Line:
    """Return how many texts were cleared or changed, and the people who did it."""
    if not deeds:
        return ()
    cleared = sum(each.is_clearing for each in deeds)
    changed = len(deeds) - cleared
    counted = (f"{cleared} klarert" if cleared else "", f"{changed} endret" if changed else "")
    said = listing([each for each in counted if each])
    people = list(dict.fromkeys(each.user_id for each in deeds))
    who: list[Line] = [(Person(each),) for each in people[:MOST_NAMED]]
    names = tuple(span for number, each in enumerate(who) for span in (((", ",) if number else ()) + each))
    return line(f"Tekster: {said} (", *names, ")")
