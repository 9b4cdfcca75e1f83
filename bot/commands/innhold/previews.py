"""An entry as the channel will see it: the card or the message that shows it."""

from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Controls, Heading, Italic, Note, Paragraph, Part, Quote, line
from bot.cards.clearing import must_be_settled
from bot.cards.content_edit import SHOW_ENTRY, edit_button, entry_value
from bot.cards.ntp_windows import window_lines
from bot.cards.nudges import campaign as campaign_cards
from bot.cards.nudges.wheel import MonthWheel, wheel
from bot.commands.ask import Ask
from bot.commands.budskap.plan_cards import Today
from bot.commands.budskap.target_cards import parts_of
from bot.commands.budskap.targets import Ally, Recipient, Target, Theme, TrackOf
from bot.commands.innhold.content_cards import points_of
from bot.commands.innhold.contents import Contents, FoundEntry, wheel_place
from bot.commands.innhold.kinds import WINDOW, WORD_KINDS
from bot.commands.innhold.word_trial import preview_parts
from models.calendar.open_now import YearWindow, windows_of
from models.calendar.spans import Span
from models.occurrences.wheel_rows import of_month

YEARS_AHEAD = 4
"""Elections to the Storting are every fourth year."""


def preview_card(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Card:
    """Return an entry as it is shown, with the buttons back to it."""
    shown = _as_shown(ask, session, contents, found)
    value = entry_value(found.file, found.id)
    back = Controls((edit_button(found.file, found.id), Button("Tilbake", SHOW_ENTRY, value)))
    points = points_of(found)
    settle = (Note(line(f"{must_be_settled(points)} Til da sender jeg den ikke.")),) if points else ()
    where = Note(line("Slik vises det."))
    parts = (each for each in shown.parts if not isinstance(each, Controls))  # nothing in a preview acts
    return Card(f"Forhåndsvisning: {shown.title}", (where, *settle, *parts, back))


def _as_shown(ask: Ask, session: Session, contents: Contents, found: FoundEntry) -> Card:
    target = _target(ask, contents, found)
    if target is not None:
        return Card(target.label, parts_of(target, None, Today(ask.pack, ask.today, ask.workspace.ntp_presented)))
    campaign = _campaign(ask, contents, found)
    if campaign is not None:
        return campaign
    if place := wheel_place(found.place):
        return _wheel(ask, session, place[0])
    if found.kind.id in WORD_KINDS:
        return Card(found.title, preview_parts(ask, session, found))
    if found.kind.id == WINDOW and (opened := _next_window(ask, found)):
        return Card(found.title, (window_lines((opened,), ask.today),))
    return Card(found.title, _plain(found))


def _target(ask: Ask, contents: Contents, found: FoundEntry) -> Target | None:
    issue = ask.pack.issue(str(contents.data(found.file).get("id", ""))) if found.file.startswith("saker/") else None
    match found.kind.id:
        case "sak" if issue:
            return Theme(issue)
        case "spor" if issue:
            return next((TrackOf(issue, each) for each in issue.tracks if each.id == found.id), None)
        case "malgruppe" if issue:
            return next((Recipient(((issue, each),)) for each in issue.audiences if each.id == found.id), None)
        case "allianse":
            return next((Ally(each) for each in ask.pack.alliances.alliances if each.id == found.id), None)
    return None


def _campaign(ask: Ask, contents: Contents, found: FoundEntry) -> Card | None:
    if not found.file.startswith("kampanjer/"):
        return None
    year = int(contents.data(found.file).get("år", 0))
    campaign, sent = ask.pack.campaign(year), ask.pack.settled.campaign(year)
    if campaign is None or sent is None:
        return None
    steps = [each for each in sent.steps if each.id == found.id or each.id in found.place]
    priority = next((each for each in campaign.main.priorities if each.id == found.id), None)
    if steps:
        return campaign_cards.opening(sent, steps[0], ask.pack, ask.today)
    if priority is not None:
        return campaign_cards.talking_point(priority, None, ask.pack, ask.today, ask.workspace.ntp_presented)
    return campaign_cards.main_message(campaign)


def _wheel(ask: Ask, session: Session, month: int) -> Card:
    year = ask.today.year if month >= ask.today.month else ask.today.year + 1
    first = date(year, month, 1)
    following = first + relativedelta(months=1)
    entries = of_month(session, ask.workspace.id, year, month, ask.register_owner)
    coming = of_month(session, ask.workspace.id, following.year, following.month, ask.register_owner)
    return wheel(MonthWheel(first, ask.today, entries, coming), ask.pack)


def _next_window(ask: Ask, found: FoundEntry) -> YearWindow | None:
    """Return when a time of the political year is next, or is now; None if it has no more of them."""
    days = Span(ask.today, ask.today + relativedelta(years=YEARS_AHEAD))
    return next((each for each in windows_of(YearWindow, ask.pack, days) if each.entry.id == found.id), None)


def _plain(found: FoundEntry) -> tuple[Part, ...]:
    text = str(found.fields.get("budskap") or found.fields.get("tekst") or found.fields.get("tittel") or found.title)
    if found.kind.id == "fakta":
        row = line(text, "\n", Italic(str(found.fields.get("kilde", ""))))
        return (Paragraph(line("Dette kan vi vise til:")), Bullets((row,)))
    if found.kind.message:
        return (Heading("Dette sier vi nå"), Quote(text))
    return (Bullets((line(text),)),)
