"""Who knows a person, and whom they know, on the person's card."""

from sqlalchemy.orm import Session

from bot.cards.card import Line, Span, joined, line
from bot.cards.card import Person as Mention
from bot.commands.interessenter.place import place_name
from bot.commands.interessenter.refs import Known
from models.register import people
from models.register.ties import ties
from models.tables import Person, Tie

HOW_WELL = {1: "har møtt hverandre", 2: "kjenner hverandre", 3: "kjenner hverandre godt"}
MOST = 5


def acquaintances(session: Session, row: Known) -> tuple[tuple[str, Line], ...]:
    """Return who is known to know somebody, the strongest tie first: how well, and from where."""
    if not isinstance(row, Person):
        return ()
    found = [result for tie in ties(session, row.workspace_id, row.id)[:MOST] if (result := _told(session, row, tie))]
    return (("Bekjentskaper", joined(found, "; ")),) if found else ()


def _told(session: Session, row: Person, tie: Tie) -> Line:
    other_id = tie.other_id if tie.person_id == row.id else tie.person_id
    who: Span
    if tie.user_id:
        who = Mention(tie.user_id)
    else:
        other = people.person(session, row.workspace_id, other_id or 0)
        if other is None:
            return ()
        who = other.name
    more = [each for each in (HOW_WELL[tie.strength], place_name(tie.municipality), tie.note) if each]
    return line(who, f" ({', '.join(more)})")
