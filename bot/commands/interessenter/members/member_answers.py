"""What `/interessenter` answers about members: `medlemmer`, `ordførere`, and the name of a municipality, a county or a sub-region."""

import re

from sqlalchemy.orm import Session

from bot.commands.ask import Answer, Ask
from bot.commands.interessenter.members.member_card import member_card, which_card
from bot.commands.interessenter.members.member_form import member_form
from bot.commands.interessenter.members.member_lists import export_members, holders_card, members_card, some_card
from bot.commands.parse.clean import clean, fold
from models.members.finding import find_members
from models.members.functions import ADVISER, CHIEF, COMMUNICATIONS, DEPUTY, FUNCTIONS, MAYOR
from models.members.members import members

_SEVERAL = {fold(each.several): name for name, each in FUNCTIONS.items() if name not in {"kontakt", "styre"}} | {
    "ordforerne": MAYOR,
    "ordforarar": MAYOR,
    "ordforarane": MAYOR,
    "varaordforerne": DEPUTY,
    "kommunedirektorene": CHIEF,
    "kommunikasjonsradgiverne": COMMUNICATIONS,
    "radgivere": ADVISER,
}
_LEADING = re.compile(
    r"(?:(?:vara)?ordfor(?:er|eren|ar|aren)|kommunedirektor(?:en)?|medlem(?:met)?|(?:politisk )?radgiver(?:en)?)(?: (?:i|fra|for|til))? "
)
EXPORT_WORDS = frozenset({"eksport", "excel", "fil", "last ned"})
NEW_WORDS = frozenset({"ny", "nytt", "nye", "legg"})


def members_part(ask: Ask, rest: str, session: Session) -> Answer:
    """Answer `/interessenter medlemmer [eksport | ny … | a place]`."""
    first, _, more = clean(rest).partition(" ")
    if fold(first) in EXPORT_WORDS:
        return export_members(ask, session)
    if fold(first) in NEW_WORDS:
        return member_form(ask, session, None, more)
    return place_answer(ask, clean(rest), session) or members_card(ask, session)


def members_answer(ask: Ask, text: str, session: Session) -> Answer | None:
    """Answer with the people of a function, or with a place that has members; None if the text names neither."""
    function = _SEVERAL.get(fold(text))
    if function:
        return holders_card(ask, session, function)
    return place_answer(ask, text, session)


def place_answer(ask: Ask, text: str, session: Session) -> Answer | None:
    """Answer with the member that a text names, or the members of a county or a sub-region; None if it names no place of ours."""
    if not text:
        return None
    rows = members(session, ask.workspace.id, ask.pack)
    leading = _LEADING.match(fold(text))
    found = find_members(text, rows) or (find_members(fold(text)[leading.end() :], rows) if leading else None)
    if found is None:
        return None
    if found.is_ambiguous:
        return which_card(found.name, found.members)
    return member_card(ask, session, found.members[0]) if found.by == "municipality" else some_card(ask, session, found)
