"""All about one deadline: who is responsible, its note and link, its checklist, and everything one can do with it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import (
    Button,
    Card,
    Control,
    Controls,
    DateButton,
    Fields,
    Heading,
    Item,
    Line,
    Link,
    Part,
    Struck,
    line,
)
from bot.cards.event_plan import plan_button
from bot.cards.hearings import SHOW as SHOW_HEARING
from bot.cards.milestones import MilestoneValue, milestone_items, nobody_clears
from bot.cards.recurring import rule_words
from bot.cards.rows import ended, initial_day, people_in_words, postponing, seen_in, short_title, when_of
from bot.cards.snooze_menu import snooze_menu
from bot.commands.ask import Ask
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import DONE as MARK_DONE
from bot.commands.shared.deadline_controls import (
    GIVE,
    LONGEST_DATE_VALUE,
    MOVE,
    PAGE,
    RELEASE,
    REOPEN,
    SERIES,
    TAKE,
    DeadlineControlValue,
)
from bot.commands.shared.occurrence_actions import ActionResult, may_change
from bot.commands.shared.presented_results import about_row
from bot.commands.shared.result_cards import result_parts
from models.occurrences.attendance import EVENT
from models.occurrences.changes import OWN
from models.occurrences.checklists import MOST_ITEMS, Progress, items_of
from models.occurrences.ending import passes
from models.occurrences.filtering import is_free, owners_of
from models.occurrences.milestones import milestones_of
from models.occurrences.queries import MEETING, of_register
from models.official.keys import item_of_key
from models.tables import ChecklistItem, Occurrence
from models.workspace.contacts import ContactRole, departed

JOIN, EDIT, DELETE = "frist.med", "frist.rediger", "frist.slett"
ADD_ITEMS, TICK, UNTICK, REMOVE = "frist.punkter", "frist.kryss", "frist.kryss_av", "frist.punkt_bort"
NOBODY = "ingen ennå"
LONGEST_BACK = 120
"""The most characters of what the control of a date carries, besides the row and the date."""


def deadline_card(
    ask: Ask, session: Session, row: Occurrence, value: DeadlineControlValue, result: ActionResult | None = None
) -> Card:
    """Return all about a row; `value` says which list it was opened from, `result` what was just done."""
    items = items_of(session, ask.workspace.id, row.id)
    here = replace(value, id=row.id, change=None)
    return Card(
        short_title(row.title),
        (
            *(result_parts(result, value.query, value.offset, value.message) if result else ()),
            Fields(tuple(_facts(ask, row))),
            *_on_the_way(ask, session, row, here),
            *about_row(ask, session, row),
            *_checklist(ask, row, items, here),
            *_controls(ask, session, row, here, has_room=len(items) < MOST_ITEMS),
        ),
    )


def is_editable(ask: Ask, session: Session, row: Occurrence) -> bool:
    """Return True if people may change the text of a row and delete it: not the calendar's, nor the register's."""
    return row.source == OWN and row.archived_at is None and row.id not in of_register(session, ask.workspace.id)


def is_hidden(ask: Ask, session: Session, row: Occurrence) -> bool:
    """Return True if a row comes from the register, and the asker may not see it."""
    if ask.register_owner is None or ask.register_owner in owners_of(row):
        return False
    return row.id in of_register(session, ask.workspace.id)


def item_value(item_id: int, value: DeadlineControlValue) -> str:
    """Return the value of a control of a checklist's item: the item in the place of a change."""
    return str(replace(value, change=item_id))


def _facts(ask: Ask, row: Occurrence) -> list[tuple[str, Line]]:
    owners = owners_of(row)
    facts: list[tuple[str, Line]] = [("Når", (when_of(row, ask.today),))]
    if short_title(row.title) != row.title:
        facts.insert(0, ("Hva", (row.title,)))
    if row.done_at is not None:
        facts.append(("Status", (ended(row),)))
    facts.append(("Ansvarlig", people_in_words(owners) if owners else (NOBODY,)))
    if row.theme:
        facts.append(("Tema", (themes_of(ask.pack).name(row.theme),)))
    if row.rule:
        facts.append(("Gjentas", (rule_words(row.rule),)))
    if seen := seen_in(row):
        facts.append(("Tidligere år", (seen,)))
    if row.note:
        facts.append(("Notat", (row.note,)))
    if row.link:
        facts.append(("Lenke", (Link("Åpne lenken", row.link),)))
    return facts


def _on_the_way(ask: Ask, session: Session, row: Occurrence, value: DeadlineControlValue) -> tuple[Part, ...]:
    """Return the dates on the way to a hearing's deadline, and the button to its card."""
    item = item_of_key(row.key)
    if item is None:
        return ()
    found = milestones_of(session, ask.workspace.id, row.id)
    back = str(value)
    carried = back if len(back) <= LONGEST_BACK else str(DeadlineControlValue(id=row.id))
    own = MilestoneValue(row.id, back=carried)
    is_open = may_change(ask, row) and ask.role is ContactRole.COLLEAGUE and row.done_at is None
    asked = nobody_clears(found, own) if is_open else ()
    dates = (Heading("Datoer på veien"), *milestone_items(found, ask.today, own, is_open=is_open), *asked)
    show = Controls((Button("Se høringen", SHOW_HEARING, f"{item[0].value}:{item[1]}"),))
    return (*(dates if found else ()), *((show,) if ask.role is ContactRole.COLLEAGUE else ()))


def _checklist(
    ask: Ask, row: Occurrence, items: Sequence[ChecklistItem], value: DeadlineControlValue
) -> tuple[Part, ...]:
    if not items:
        return ()
    done = Progress(sum(each.done_at is not None for each in items), len(items))
    may = may_change(ask, row)
    return (Heading(f"Sjekkliste: {done}"), *(_item(each, value, may=may) for each in items))


def _item(item: ChecklistItem, value: DeadlineControlValue, *, may: bool) -> Item:
    pressed = item_value(item.id, value)
    if item.done_at is not None:
        return Item(line("✓ ", Struck(item.text)), (Button("Åpne igjen", UNTICK, pressed),) if may else ())
    tick, remove = Button("Kryss av", TICK, pressed), Button("Fjern", REMOVE, pressed)
    return Item(line(item.text), (tick, remove) if may else ())


def _controls(
    ask: Ask, session: Session, row: Occurrence, value: DeadlineControlValue, *, has_room: bool
) -> tuple[Part, ...]:
    pressed = str(value)
    back = (Button("Tilbake til lista", PAGE, pressed),) if value.query is not None else ()
    if row.kind == EVENT and ask.role is ContactRole.COLLEAGUE:
        back = (plan_button(row.id), *back)
    if not may_change(ask, row) or row.kind == "fase":
        return (Controls(back),) if back else ()
    if row.done_at is not None:
        return (Controls((Button("Åpne igjen", REOPEN, pressed), *back)),)
    if ask.role is not ContactRole.COLLEAGUE:
        finish = () if passes(row) else (Button("Ferdig", MARK_DONE, pressed, style="primary"),)
        return (Controls((*finish, Button("Gi fra meg", RELEASE, pressed), *back)),)
    carried = pressed if len(pressed) <= LONGEST_DATE_VALUE else str(DeadlineControlValue(id=row.id))
    owners = owners_of(row)
    is_mine, may_take = ask.user_id in owners, is_free(row, departed(session, ask.workspace.id, owners))
    done = (Button("Ferdig", MARK_DONE, pressed, style="primary"),) if row.kind != MEETING and not passes(row) else ()
    people: tuple[Control, ...] = (
        *((Button("Jeg tar den", TAKE, pressed),) if may_take else ()),
        *((Button("Gi til …", GIVE, pressed),) if may_take or is_mine else ()),
        Button("Flere ansvarlige …", JOIN, pressed),
        *((Button("Gi fra meg", RELEASE, pressed),) if is_mine else ()),
    )
    changing: tuple[Control, ...] = (
        DateButton(postponing(row), MOVE, carried, initial=initial_day(row)),
        *((Button("Endre gjentakelsen", SERIES, carried),) if row.series_id else ()),
        *_own(ask, session, row, pressed),
        *((Button("Nye punkter på sjekklista …", ADD_ITEMS, pressed),) if has_room else ()),
        snooze_menu("meg" if is_mine else "oss", carried),
    )
    return (Controls((*done, *people)), Controls((*changing, *back)))


def _own(ask: Ask, session: Session, row: Occurrence, pressed: str) -> tuple[Control, ...]:
    """Return the buttons that change or delete a row of the workspace's own; the register's are changed there."""
    if not is_editable(ask, session, row):
        return ()
    return (Button("Endre tekst og lenke …", EDIT, pressed), Button("Slett", DELETE, pressed))
