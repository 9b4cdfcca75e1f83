"""The month's wheel: the first working day of the month. Worth sending for five days."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.cards.card import Card, Picture
from bot.cards.nudges.wheel import MonthWheel, wheel
from bot.cards.words import month
from bot.pictures import can_draw
from bot.pictures.drawn import DrawnWheel
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext
from jobs.nudges.kind import Calendar, HelpRow, NudgeKind, everybody_unless_started, shared_channel, when_awake
from jobs.nudges.wheel_picture import PUSHED, alt_text, month_picture
from models.calendar.open_now import windows_of_wheel
from models.calendar.spans import month_span
from models.calendar.workdays import first_working_day
from models.occurrences.wheel_rows import of_month, undated_events
from models.workspace.preferences import Preferences

WORTH_DAYS = timedelta(days=5)


def month_key(day: date) -> str:
    """Return a day's month as a key: `2026-10`."""
    return f"{day.year}-{day.month:02}"


def _key_on(day: date, _pack: Pack) -> str | None:
    """Return the month if its wheel comes on that day."""
    return month_key(day) if day == first_working_day(day.year, day.month) else None


def _compose(scene: NudgeContext) -> Card:
    """Return the wheel of the key's month."""
    first = date.fromisoformat(f"{scene.period_key}-01")
    following = first + relativedelta(months=1)
    owner = "" if scene.is_external else None
    entries = of_month(scene.session, scene.workspace.id, first.year, first.month, owner)
    coming = of_month(scene.session, scene.workspace.id, following.year, following.month, owner)
    days = month_span(first.year, first.month)
    soon = month_span(following.year, following.month).last
    return wheel(
        MonthWheel(
            first,
            scene.today,
            [each for each in entries if not scene.rests(each)],
            [each for each in coming if not scene.rests(each)],
            windows_of_wheel(scene.pack, days, scene.workspace.ntp_presented),
            [] if scene.is_external else undated_events(scene.session, scene.workspace.id, days.first, soon),
            {each.field for each in entries if scene.rests(each)},
            _picture(scene, first, owner),
        ),
        scene.pack,
    )


def _picture(scene: NudgeContext, first: date, owner: str | None) -> Picture | None:
    """Return the month's sector with the names of entries that do not rest; None if pictures cannot be drawn here."""
    if not can_draw():
        return None
    shown = month_picture(scene.session, scene.workspace, scene.pack, scene.today, first, owner, is_pushed=True)
    title, key = f"Årshjulet for {month(first)} {first.year}", month_key(first)
    return Picture(f"arshjul-{key}.png", alt_text(title, shown), DrawnWheel(shown), f"{key}{PUSHED}")


def _help(manners: Preferences, _pack: Pack, _today: date) -> HelpRow:
    what = "månedens årshjul, og det som mangler i det"
    return HelpRow("Første virkedag i måneden", manners.workspace.wheel_time, what, timedelta(days=30))


_CHANNEL = shared_channel("manedshjul")
WHEEL = NudgeKind(
    kind="manedshjul",
    name="Månedens årshjul",
    receiver=_CHANNEL,
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=_key_on,
        in_morning=True,
        at=lambda times: times.wheel,
        audience=everybody_unless_started(_CHANNEL),
        narrow=None,
        help=_help,
        preview="manedshjul",
    ),
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
