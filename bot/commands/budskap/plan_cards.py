"""What is open of the plans today: the phases of the state budget and the transport plan, and what there is to do in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.cards.card import Bullets, Button, Code, Heading, Item, Note, Paragraph, Part, line
from bot.cards.checklists import internal_parts
from bot.cards.clearing import status_parts
from bot.cards.ntp_windows import ntp_name, ntp_when
from bot.cards.rows import titled_line, when_of, with_note
from bot.cards.words import capital, span
from bot.commands.shared.open_windows import open_budget, window_parts
from content.schema.base import Line as Entry
from content.schema.base import outward
from content.schema.pack import Pack
from models.calendar.open_now import BudgetWindow, NtpWindow, ntp_periods, open_on
from models.tables import Occurrence

TAKE, DONE, REOPEN, RELEASE = "budskap.ta", "budskap.gjort", "budskap.gjenapne", "budskap.slipp"


@dataclass(frozen=True)
class Today:
    """What an answer depends on: the content, the workspace's local day, and its NTP year (None: the pack's)."""

    pack: Pack
    day: date
    presented: int | None
    tasks: Mapping[str, Occurrence] = field(default_factory=dict)
    """What there is to do in the open phases and the campaign, by the key of its occurrence."""
    milestones: Sequence[Occurrence] = ()
    """What happens to the state budget and in the political year while the open phases last."""
    wording_only: bool = False
    """True for guests, and where people of other organisations read the answer: they see what is cleared, and no advice."""
    sees_internal: bool = False
    """Whether the answer is for the eyes of one colleague."""
    user_id: str = ""


def budget_parts(today: Today) -> tuple[Part, ...]:
    """Return the open phases of the budget, what there is to do in them, and what happens meanwhile."""
    opened = open_on(BudgetWindow, today.pack, today.day)
    rows = zip(open_budget(today.pack, today.day), opened, strict=True)
    parts = [
        part
        for use, each in rows
        for part in (
            *window_parts(use),
            *status_parts((each.phase.clearing,) if each.phase.budskap else ()),
            *task_parts("", f"statsbudsjett:{each.budget_year}:{each.phase.id}", each.phase.activities, today),
            *secret_parts(today, each.phase.activities),
        )
    ]
    none = (Paragraph(line("Ingen budsjettfaser er åpne i dag.")),)
    return (*(parts or none), *_milestones(today))


def _milestones(today: Today) -> tuple[Part, ...]:
    if not today.milestones:
        return ()
    rows = (
        part
        for each in today.milestones
        for part in with_note(Item(line(f"{when_of(each, today.day)} – ", *titled_line(each))), each)
    )
    return (Heading("Dette skjer i fasen"), *rows)


def task_parts(heading: str, of: str, activities: Sequence[Entry], today: Today) -> tuple[Part, ...]:
    """Return what there is to do in a phase or a step, with buttons to take it and to finish it."""
    head = (Heading(heading),) if heading else ()
    items: list[Part] = []
    for each in outward(activities):
        task = today.tasks.get(f"{of}:{each.id}")
        items.append(
            Item(titled_line(task), task_controls(task, today.user_id)) if task else Bullets((line(each.text),))
        )
    return (*head, *_joined(items)) if items else ()


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with lists that follow each other as one."""
    result: list[Part] = []
    for each in parts:
        before = result[-1] if result else None
        if isinstance(each, Bullets) and isinstance(before, Bullets):
            result[-1] = Bullets((*before.items, *each.items))
        else:
            result.append(each)
    return result


def task_controls(task: Occurrence, user_id: str) -> tuple[Button, ...]:
    """Return the buttons of something to do in a phase."""
    value = str(task.id)
    if task.done_at is not None:
        return (Button("Åpne igjen", REOPEN, value),)
    done = Button("Gjort", DONE, value, style="primary")
    if task.owner is None:
        return (Button("Jeg tar den", TAKE, value), done)
    return (done, Button("Gi fra meg", RELEASE, value)) if task.owner == user_id else (done,)


def ntp_parts(today: Today) -> tuple[Part, ...]:
    """Return the open phases of the national transport plan, and the periods that matter most to us."""
    opened = open_on(NtpWindow, today.pack, today.day, today.presented)
    phases = [part for each in opened for part in _ntp_phase(each, today.day)]
    periods = ntp_periods(today.pack, today.day, today.presented)
    none: tuple[Part, ...] = (Paragraph(line("Ingen faser i arbeidet med NTP er åpne i dag.")),)
    important = tuple(
        line(f"{each.period.name} – {span(each.span.first, each.span.last, today.day)}") for each in periods
    )
    return (
        *(phases or none),
        *((Heading("Viktig for oss nå"), Bullets(important)) if important else ()),
        Note(line("NTP har ikke egne budskap. Bruk budskapet for saken: ", Code("/budskap"))),
    )


def _ntp_phase(opened: NtpWindow, today: date) -> tuple[Part, ...]:
    phase = opened.phase
    when = f"{capital(ntp_when(opened, today))}. {phase.influence}\n{phase.happens}"
    return (Heading(ntp_name(opened)), Paragraph(line(when)), Note(line(phase.window)))


def secret_parts(today: Today, lines: Sequence[Entry]) -> tuple[Part, ...]:
    """Return the internal ones of some lines, if the one who asks is alone with the answer."""
    return internal_parts(each for each in lines if each.internal) if today.sees_internal else ()
