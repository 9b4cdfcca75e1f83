"""`/arshjul bilde …`: the wheel of a year or a month as a picture with the same as a list, or as a poster."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Code, Controls, Note, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.file import File
from bot.cards.words import month
from bot.commands.arshjul.wheel_controls import (
    PICTURE,
    POSTER,
    WheelControlValue,
    month_key,
    read_month,
    read_wheel_value,
    read_year,
)
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.parse.periods import Period
from bot.commands.share import share_button
from bot.pictures import can_draw, can_print
from bot.pictures.drawn import DrawnPoster, DrawnWheel
from bot.pictures.wheel import WheelMonth, WheelYear
from jobs.nudges.wheel_picture import alt_text, list_lines, month_picture, year_picture

POSTER_WORDS = frozenset({"pdf", "plakat", "a3"})
PICTURE_WORDS = frozenset({"bilde", "bildet", "tegning", "tegn", *POSTER_WORDS})


def picture(ask: Ask, session: Session, period: Period) -> Answer:
    """Return the picture of the year, or of the month that the period is in; without the libraries the list alone."""
    if period.kind == "år":
        return _year(ask, session, period.first.year)
    return _month(ask, session, period.first.replace(day=1))


def poster(ask: Ask, session: Session, year: int) -> Answer:
    """Return the year as PDF for the wall, or what is missing to make it."""
    if not can_print():
        return _no_poster(year)
    shown = year_picture(session, ask.workspace, ask.pack, ask.today, year, ask.register_owner)
    title = f"Årshjulet {year}"
    return File(f"arshjul-{year}.pdf", f"{title} (A3)", DrawnPoster(shown, title, alt_text(title, shown)))


def show_picture(ask: Ask, press: Press, session: Session) -> Reply:
    """Send the picture of the month or the year that is shown."""
    value = read_wheel_value(press.value) or WheelControlValue()
    first, year = read_month(value.view), read_year(value.view)
    if first is None and year is None:
        return Reply(card=stale())
    answer = _month(ask, session, first) if first else _year(ask, session, year or 0)
    return Reply(file=answer) if isinstance(answer, File) else Reply(card=answer)


def send_poster(ask: Ask, press: Press, session: Session) -> Reply:
    """Send the poster of the year that is shown."""
    value = read_wheel_value(press.value) or WheelControlValue()
    year = read_year(value.view)
    if year is None:
        return Reply(card=stale())
    answer = poster(ask, session, year)
    return (
        Reply(file=answer) if isinstance(answer, File) else Reply(card=answer if isinstance(answer, Card) else stale())
    )


def _year(ask: Ask, session: Session, year: int) -> File | Card:
    shown = year_picture(session, ask.workspace, ask.pack, ask.today, year, ask.register_owner)
    buttons = (Button("PDF til veggen (A3)", POSTER, str(WheelControlValue(str(year)))),)
    return _shown(f"Årshjulet {year}", f"arshjul-{year}.png", shown, str(year), str(year), buttons)


def _month(ask: Ask, session: Session, first: date) -> File | Card:
    shown = month_picture(session, ask.workspace, ask.pack, ask.today, first, ask.register_owner)
    buttons = (Button(f"Hele {first.year}", PICTURE, str(WheelControlValue(str(first.year)))),)
    text = f"{month(first)} {first.year}"
    return _shown(f"Årshjulet for {text}", f"arshjul-{month_key(first)}.png", shown, month_key(first), text, buttons)


def _shown(
    title: str, name: str, shown: WheelYear | WheelMonth, view: str, text: str, buttons: tuple[Button, ...]
) -> File | Card:
    rows = tuple(line(Bold(label), f": {has}") for label, has in list_lines(shown))
    controls = Controls((*buttons, share_button("arshjul", f"bilde {text}")))
    if not can_draw():
        return Card(title, (Bullets(rows), Note(line(NO_PICTURE, Code(IMAGES), ".")), controls))
    caption = Card(title, (Bullets(rows), controls))
    return File(name, title, DrawnWheel(shown), caption=caption, alt=alt_text(title, shown), view=view)


NO_PICTURE = "Jeg kan ikke tegne her ennå. Be den som drifter Pådriver, om å installere tillegget for bilder: "
IMAGES, BOTH = "pip install 'padriver[images]'", "pip install 'padriver[images,poster]'"


def _no_poster(year: int) -> Card:
    sentence = "Jeg kan ikke lage PDF her ennå. Be den som drifter Pådriver, om å installere tillegget for plakater: "
    see = Note(line("Bildet får du med ", Code(f"/arshjul bilde {year}"), "."))
    parts = (Paragraph(line(sentence, Code(BOTH), ".")), *((see,) if can_draw() else ()))
    return Card("PDF mangler her", parts, summary=sentence.rstrip(": ") + ".")
