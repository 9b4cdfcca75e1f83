"""Mending a dialogue that was logged: its form, with what stands now."""

from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.form import Known, dialogue_form
from bot.commands.interessenter.log import GONE
from bot.commands.interessenter.refs import ref_of
from bot.commands.interessenter.written import Told
from models.register.history import dialogue


def open_mend(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a dialogue that was just logged; what it says takes its place."""
    numbers = [int(each) for each in press.value.split() if each.isdecimal()]
    found = dialogue(session, ask.workspace.id, numbers[0]) if len(numbers) == 2 else None  # noqa: PLR2004 - both of them
    if found is None:
        return Reply(card=GONE)
    row, step = found.spoken.dialogue, found.spoken.step
    confirmation = Told(
        row.day,
        row.channel,
        row.planned,
        row.theme,
        row.about,
        row.place,
        row.stance,
        row.said,
        row.wants,
        step.title if step else "",
        step.ends_on if step else None,
        step.owner if step else None,
        row.journal,
        row.link,
        start=step.start_time if step else None,
        minutes=step.minutes if step else None,
    )
    names = {each.name: str(ref_of(each)) for each in found.sides}
    known = Known(names, row.planned, row.place, row.link, numbers[1])
    return dialogue_form(ask, ", ".join(names), confirmation, known)
