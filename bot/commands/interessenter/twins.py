"""Two of one name: asked about, never made one silently."""

from sqlalchemy.orm import Session

from bot.cards.card import Button
from bot.commands.interessenter.refs import Known, ref_of
from models.register import organisations, people
from models.tables import Person

COMPARE = "interessent.sammenlign"


def twin_of(session: Session, row: Known) -> Known | None:
    """Return somebody else of the same kind and name, if there is anybody."""
    if isinstance(row, Person):
        same: list[Known] = list(people.same_name(session, row.workspace_id, row.name))
    else:
        same = list(organisations.named(session, row.workspace_id, row.name))
    return next((each for each in same if each.id != row.id), None)


def twin_button(row: Known, twin: Known) -> Button:
    """Return the question whether two of one name are one."""
    what = "samme person" if isinstance(row, Person) else "den samme virksomheten"
    return Button(f"Er dette {what}?", COMPARE, f"{ref_of(row)} {ref_of(twin)}")
