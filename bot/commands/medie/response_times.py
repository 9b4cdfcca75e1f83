"""`/medie tall [periode]`: how soon cases are taken and finished, by month and by theme."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Card, Controls, Heading, Note, Paragraph, line
from bot.cards.response_times import times_line
from bot.cards.words import amount, month
from bot.commands.ask import Ask
from bot.commands.medie.media_cards import help_card
from bot.commands.parse.fault import Fault
from bot.commands.parse.past_query import PastQuery, read_past_query
from bot.commands.parse.themes import Themes, themes_of
from bot.commands.share import share_button
from bot.commands.shared.result_cards import fault_card
from models.followups.times import Course, courses, grouped, times, times_of

NO_THEME = "Uten tema"
MEDIANS = "Tidene går fra saken kom, og er medianer: halvparten gikk raskere."


def response_times(ask: Ask, session: Session, text: str) -> Card:
    """Return the medians of a period, by default this year."""
    themes = themes_of(ask.pack)
    past = read_past_query(text, ask.today, themes)
    if isinstance(past, Fault):
        return fault_card(past)
    if past is None:
        return help_card(ask.pack.media, f"tall {text}")
    rows = courses(session, ask.workspace, past.first, past.last, past.theme)
    title = f"Mediesaker: {past.wording}"
    overall = times(rows)
    if overall is None:
        sentence = "Ingen har fulgt opp en mediesak i denne tiden."
        return Card(title, (Paragraph(line(sentence)),), summary=f"{title}. {sentence}")
    sentence = _times_line(ask, session, past)
    return Card(
        title,
        (
            *((Paragraph(line(sentence)),) if sentence else ()),
            Paragraph(times_line("I alt", overall)),
            *_months(rows, ask.today),
            *_themes(rows, themes),
            *((Note(line(MEDIANS)),) if overall.number > 1 else ()),
            Controls((share_button("medie", f"tall {text}".strip()),)),
        ),
        summary=f"{title}: {amount(overall.number, 'sak', 'saker')} fulgt opp.",
    )


def _times_line(ask: Ask, session: Session, past: PastQuery) -> str:
    if past.theme is not None:
        return ""
    response_times = times_of(session, ask.workspace, past.first, past.last)
    return f"Jeg fant {amount(response_times, 'sak', 'saker')} som gjelder oss." if response_times else ""


def _months(rows: list[Course], today: date) -> tuple[Heading | Bullets, ...]:
    by_month = grouped(rows, lambda each: each.day.replace(day=1))
    if len(by_month) < 2:  # noqa: PLR2004 - the line above covers a single month
        return ()
    return (
        Heading("Måned for måned"),
        Bullets(tuple(times_line(month(each, today), of) for each, of in by_month.items())),
    )


def _themes(found: list[Course], themes: Themes) -> tuple[Heading | Bullets, ...]:
    by_theme = grouped(found, lambda each: each.theme or "")
    if len(by_theme) < 2:  # noqa: PLR2004 - the same
        return ()
    rows = [(themes.name(each) if each else NO_THEME, of) for each, of in by_theme.items()]
    return (Heading("Tema for tema"), Bullets(tuple(times_line(name, of) for name, of in sorted(rows, key=_by_name))))


def _by_name(each: tuple[str, object]) -> str:
    return each[0]
