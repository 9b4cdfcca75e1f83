"""`/arshjul åpent [dato]`: what can be influenced now, on a later day, or in a period."""

from datetime import date, timedelta

from bot.cards.card import Bold, Bullets, Card, Code, Controls, Heading, Line, Note, Paragraph, Part, line
from bot.cards.ntp_windows import ntp_when
from bot.cards.words import capital, day, month, short_day, span, sure_span
from bot.commands.ask import Ask
from bot.commands.parse.periods import Period
from bot.commands.share import share_button
from content.schema.dated import NtpPhase
from content.schema.pack import Pack
from models.calendar.certainty import NO_DAY
from models.calendar.open_now import OpenBudgetPhase, OpenNtp, budget_phases_in, ntp_in, plain_name, steps_in
from models.calendar.spans import Span, month_span, quarter_span

OPEN_WORDS = frozenset({"apent", "apne", "apen", "pavirke", "vinduer"})
SOON = timedelta(days=92)
"""How far ahead what opens next is looked for."""
MOST_ACTIVITIES = 3


def open_card(ask: Ask, period: Period | None, text: str) -> Card:
    """Return what is open in the period (today, if there is none), what to do in it, and what opens next.

    `text` is what was written for the period: it asks for the same again.
    """
    days = Span(period.first, period.last) if period else Span(ask.today, ask.today)
    is_now = days == Span(ask.today, ask.today)
    pack, presented = ask.pack, ask.workspace.ntp_presented
    windows = [part for each in budget_phases_in(pack, days) for part in _budget(each, ask.today)]
    windows += [
        part
        for each in ntp_in(pack, days, presented)
        if isinstance(each.phase, NtpPhase)
        for part in _plan(each, each.phase, ask.today)
    ]
    windows += _campaign(pack, days, ask.today)
    title = "Hva kan vi påvirke nå?" if is_now else f"Hva kan vi påvirke {_when(period, ask.today)}?"
    nothing = "Ingenting er åpent nå." if is_now else "Ingenting er åpent da."
    parts: tuple[Part, ...] = (
        *(windows or [Paragraph(line(nothing))]),
        *_coming(ask, days),
        Note(
            line("Et annet tidspunkt: ", Code("/arshjul åpent 1. mars"), " eller ", Code("/arshjul åpent i mars"), ".")
        ),
        Controls((share_button("arshjul", f"åpent {text}".strip()),)),
    )
    return Card(title, parts)


def _when(period: Period | None, today: date) -> str:
    if period is None:
        return "nå"
    if period.kind == "dag":
        return day(period.first, today)
    words = period.in_words(today)
    return words if words.startswith(("i ", "før ", "etter ", "de ", "til ")) or period.name else f"i {words}"


def _budget(opened: OpenBudgetPhase, today: date) -> list[Part]:
    name = f"Statsbudsjettet {opened.budget_year}: {plain_name(opened.phase)}"
    activities = tuple(line(each.text) for each in opened.phase.activities[:MOST_ACTIVITIES])
    window = Paragraph(_named(name, opened.span, opened.phase.certainty, today))
    return [window, Bullets(activities)] if activities else [window]


def _plan(opened: OpenNtp, phase: NtpPhase, today: date) -> list[Part]:
    named = line(
        Bold(f"NTP {opened.presented}: {plain_name(phase)}"), f"\nÅpent {ntp_when(opened, today).removeprefix('i ')}."
    )
    return [Paragraph(named), *([Bullets((line(phase.influence),))] if phase.influence else [])]


def _campaign(pack: Pack, days: Span, today: date) -> list[Part]:
    parts: list[Part] = []
    for campaign, step in steps_in(pack, days):
        window = quarter_span(campaign.year, step.quarter)
        name = f"Kampanjen {campaign.year}, grep {step.number}: {step.name}"
        parts += [Paragraph(_named(name, window, "fast", today)), Bullets((line(step.aim),))]
    return parts


def _named(name: str, window: Span, certainty: str, today: date) -> Line:
    in_whole_months = window.first.day == 1 and window.last == month_span(window.last.year, window.last.month).last
    shown = (
        span(window.first, window.last, today)
        if in_whole_months
        else sure_span(window.first, window.last, certainty, today)
    )
    return line(Bold(name), f"\nÅpent {shown}.")


def _coming(ask: Ask, days: Span) -> tuple[Part, ...]:
    """Return what opens in the time after those days, the first first."""
    later = Span(days.last + timedelta(days=1), days.last + SOON)
    budgets = [
        (each.span, each.phase.certainty, f"Statsbudsjettet {each.budget_year}: {plain_name(each.phase)}")
        for each in budget_phases_in(ask.pack, later)
    ]
    plans = [
        (each.span, each.phase.certainty, f"NTP {each.presented}: {plain_name(each.phase)}")
        for each in ntp_in(ask.pack, later, ask.workspace.ntp_presented)
        if isinstance(each.phase, NtpPhase)
    ]
    coming = [each for each in (*budgets, *plans) if each[0].first > days.last]
    if not coming:
        return ()
    rows = tuple(
        line(f"{capital(opening_in_words(window, certainty, ask.today))} – {name}")
        for window, certainty, name in sorted(coming, key=lambda each: (each[0].first, each[2]))
    )
    return (Heading("Åpner etterpå"), Bullets(rows))


def opening_in_words(window: Span, certainty: str, today: date) -> str:
    """Return when a window opens, as exactly as it is known: «i april», «rundt 15. april», «trolig 15. april», «15. april»."""
    if certainty == "fast":
        return short_day(window.first, today)
    if window.first.day == 1 or certainty in NO_DAY:
        return f"i {month(window.first, today)}"
    return f"{'rundt' if certainty == 'ca' else 'trolig'} {short_day(window.first, today)}"
