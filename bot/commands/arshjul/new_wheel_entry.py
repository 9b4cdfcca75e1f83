"""Adding to the wheel: from one line, or from a form filled in with what the line gave."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, line
from bot.cards.form import Form, FormErrors, PersonInput, SelectInput, TextInput
from bot.cards.words import capital, month
from bot.commands.arshjul.wheel_cards import month_card
from bot.commands.arshjul.wheel_controls import NEW, month_key, months_from, read_month
from bot.commands.arshjul.wheel_entry_line import WheelEntry, parse_wheel_entry
from bot.commands.arshjul.wheel_fields import FIELDS
from bot.commands.ask import Answer, Ask, Reply, Submission
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_form import LONGEST_ID, theme_error, theme_input, title_error, without_outside_owner
from bot.commands.shared.deadline_owner import owner_error
from bot.commands.shared.occurrence_actions import ActionResult, iso_day, quoted_title
from models.occurrences.changes import add


def new_wheel_entry(ask: Ask, text: str, session: Session) -> Answer:
    """Add the entry a line describes; if something is missing or wrong, open the form with what was written."""
    if not text:
        return wheel_form(ask, WheelEntry(Entry(), ask.today.replace(day=1)))
    point = parse_wheel_entry(text, ask.today, themes_of(ask.pack), ask.user_id)
    point = replace(point, entry=without_outside_owner(ask, session, point.entry, text))
    return wheel_form(ask, point) if point.entry.faults else add_wheel_entry(ask, point, session)


def submit_wheel_entry(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add the entry in the form, or return its errors."""
    values = {name: clean(text) for name, text in submission.values.items()}
    first = read_month(values.get("month"))
    errors = {
        "title": title_error(values.get("title", ""), "Skriv hva som skal gjøres."),
        "field": None if values.get("field") in FIELDS else "Velg et felt.",
        "month": None if first else "Velg en måned.",
        "theme": theme_error(values.get("theme"), ask),
        "owner": owner_error(ask, session, values.get("owner", "")[:LONGEST_ID]),
    }
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or first is None:
        return FormErrors(wrong)
    owner = values.get("owner", "")[:LONGEST_ID]
    day = iso_day(submission.state)
    due = day if day and day.replace(day=1) == first else None  # the month in the form wins
    entry = Entry(values["title"], due, theme=values.get("theme") or None, owner=owner or None)
    return Reply(card=add_wheel_entry(ask, WheelEntry(entry, first, values["field"]), session))


def wheel_form(ask: Ask, point: WheelEntry) -> Form:
    """Return the form of an entry with what is known of it, headed by its errors."""
    fields = tuple(Choice(name, field) for field, name in FIELDS.items())
    inputs = (
        TextInput("title", "Hva", initial=point.entry.title, max_length=MAX_TITLE),
        SelectInput("field", "Felt", fields, initial=point.field),
        SelectInput("month", "Måned", _months(ask, point.month), initial=month_key(point.month)),
        *theme_input(ask, point.entry.theme),
        PersonInput("owner", "Ansvarlig", initial=point.entry.owner),
    )
    day = point.entry.due.isoformat() if point.entry.due else ""
    intro = line(" ".join(point.entry.faults))
    return Form("Nytt i årshjulet", NEW, inputs, submit="Legg til", state=day, intro=intro)


def add_wheel_entry(ask: Ask, point: WheelEntry, session: Session) -> Card:
    """Add an entry and return its month as it is now, with a button to undo."""
    row, change = add(
        session,
        ask.workspace.id,
        ask.user_id,
        ask.now,
        title=point.entry.title,
        kind="oppgave",
        field=point.field,
        due=point.entry.due,
        start=point.entry.start,
        minutes=point.entry.minutes,
        month=point.month,
        theme=point.entry.theme,
        owner=point.entry.owner,
        link=point.entry.link,
    )
    confirmation = ActionResult(
        line(f"{quoted_title(row)} er lagt til under {FIELDS[point.field or 'saker']}."), change.id
    )
    return month_card(ask, session, point.month, confirmation)


def _months(ask: Ask, chosen: date) -> tuple[Choice, ...]:
    months = sorted({chosen, *months_from(ask.today.replace(day=1))})
    return tuple(Choice(capital(month(each, ask.today)), month_key(each)) for each in months)
