"""The page that a person sees when opening the bot."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards import home as card
from bot.cards.card import Bold, Bullets, Button, Card, Code, Item, Line, Paragraph, Part, Picture, line
from bot.cards.home import HomeSection
from bot.cards.rows import Row, one_line, short_title, short_when, titled_line
from bot.cards.words import capital, hours, month
from bot.commands.arshjul.wheel_controls import month_key
from bot.commands.ask import Ask
from bot.commands.frister.subscription import subscribe_button
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import row_controls
from bot.commands.shared.open_windows import open_budget, open_campaign_step, open_plan, window_parts
from bot.commands.waiting_questions import waiting_rows
from bot.pictures.drawn import DrawnWheel
from bot.pictures.wheel import WheelCell
from jobs.nudges.wheel_picture import alt_text, month_picture
from models.occurrences.checklists import progress
from models.occurrences.filtering import Filter
from models.occurrences.queries import MEETING, Listed, page
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences

MOST, MOST_TODAY, MOST_OF_FIELD = 5, 4, 2
DATED = ("frist", "milepæl", "arrangement", MEETING)


def home(ask: Ask, session: Session) -> Card:
    """Return the page: the person's own open deadlines, today, the month's sector, and what to say now."""
    wanted = Filter(owner=ask.user_id, kinds=DATED, register_owner=ask.register_owner)
    mine = page(session, ask.workspace.id, wanted, ask.today, MOST)
    items = _items(ask, session, mine.rows)
    if ask.role is not ContactRole.COLLEAGUE:
        return card.guest_home(items, mine.total)
    sections = (
        card.mine_section(items, mine.total),
        HomeSection("Spørsmål som venter", waiting_rows(ask, session)),
        _today(ask, session),
        _month(ask, session),
        _message(ask),
    )
    buttons = (
        Button("Flere budskap", "budskap.vis", ""),
        subscribe_button(),
        Button("Status", "padriver.status", ""),
        Button("Innstillinger", "padriver.settings", ""),
        Button("Hjelp", "padriver.help", ""),
    )
    return card.home(preferences(session, ask.workspace), sections, buttons)


def _items(ask: Ask, session: Session, rows: Sequence[Listed]) -> tuple[Item, ...]:
    """Return the person's rows with their buttons, whose answers come in the conversation of the two."""
    done = progress(session, ask.workspace.id, [row.id for row in rows])
    names = themes_of(ask.pack)
    guest = ask.role is not ContactRole.COLLEAGUE
    return tuple(
        Item(
            one_line(
                row, ask.today, names.name(row.theme) if row.theme else "", str(done.get(row.id, "")), is_named=False
            ),
            row_controls(row, ask.user_id, None, is_guest=guest),
        )
        for row in rows
    )


def _today(ask: Ask, session: Session) -> HomeSection:
    """Return what is today, of everybody's; if nothing is, what comes next."""
    dated = {"kinds": DATED, "dated": True, "register_owner": ask.register_owner}
    found = page(session, ask.workspace.id, Filter(first=ask.today, last=ask.today, **dated), ask.today, MOST_TODAY)  # type: ignore[arg-type]
    if found.rows:
        left = found.total - len(found.rows)
        rest = (line(f"Og {left} til: ", Code("/frister i dag")),) if left else ()
        return HomeSection("I dag", ((Bullets((*map(_row, found.rows), *rest)),),))
    coming = Filter(first=ask.today + timedelta(days=1), **dated)  # type: ignore[arg-type]
    following = next(iter(page(session, ask.workspace.id, coming, ask.today, 1).rows), None)
    if following is None:
        return HomeSection("I dag", ((Paragraph(line("Ingenting i dag.")),),))
    said = line("Ingenting i dag. Neste: ", short_when(following, ask.today), ", ", *titled_line(following))
    return HomeSection("I dag", ((Paragraph(said),),))


def _row(row: Row) -> Line:
    at = f"kl. {hours(row.start_time, row.minutes)}: " if row.start_time else ""
    return line(at, *titled_line(row))


def _month(ask: Ask, session: Session) -> HomeSection:
    """Return the month of the wheel: as a picture where the platform can show one, and the same in short as a list."""
    first = ask.today.replace(day=1)
    shown = month_picture(session, ask.workspace, ask.pack, ask.today, first, ask.register_owner)
    title = f"{capital(month(first))} i årshjulet"
    rows = tuple(
        line(Bold(name), f": {_titles(cell)}")
        for name, cell in zip(shown.fields, shown.cells, strict=True)
        if cell.points
    )
    name = f"arshjul-{month_key(first)}.png"
    picture = Picture(
        name, alt_text(f"Årshjulet for {month(first)} {first.year}", shown), DrawnWheel(shown), month_key(first)
    )
    nothing = Paragraph(line("Ingenting står i årshjulet denne måneden. Legg til med ", Code("/arshjul ny"), "."))
    parts: tuple[Part, ...] = (picture, Bullets(rows)) if rows else (nothing,)
    return HomeSection(title, (parts,), may_go=True)


def _titles(cell: WheelCell) -> str:
    """Return «Energidagene; Julelunsj», «Energidagene; Julelunsj; og 3 til», «alt er gjort»."""
    undone = [short_title(point.title) for point in cell.points if not point.is_done]
    left = len(undone) - MOST_OF_FIELD
    return "; ".join([*undone[:MOST_OF_FIELD], *([f"og {left} til"] if left > 0 else [])]) or "alt er gjort"


def _message(ask: Ask) -> HomeSection:
    """Return the first wording that can be used today; without one, the first phase that is open."""
    presented = ask.workspace.ntp_presented
    uses = (*open_budget(ask.pack, ask.today), *open_campaign_step(ask.pack, ask.today))
    open_ = (*uses, *open_plan(ask.pack, ask.today, presented))
    use = next((each for each in open_ if each.budskap), open_[0] if open_ else None)
    return HomeSection("Budskap nå", (window_parts(use),) if use else ())
