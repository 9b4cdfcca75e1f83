"""«Per snakket med henne for 3 dager siden om det samme»: a warning before a colleague contacts somebody again."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Line, joined, line
from bot.cards.card import Person as Mention
from bot.cards.form import Form
from bot.cards.words import in_days
from bot.commands.ask import Ask
from bot.commands.interessenter.dialogue.participants import Participant
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import Stakeholder
from bot.commands.parse.themes import themes_of
from models.register.history import PastContact, recent_contacts

MOST = 3


def recent_contact_lines(
    ask: Ask, session: Session, sides: Sequence[Participant], theme: str | None
) -> tuple[Line, ...]:
    """Return the colleagues who have just spoken with these people, or are about to; never the asker."""
    lines: list[Line] = []
    for side in sides:
        if side.known is not None:
            contacts = recent_contacts(session, side.known, ask.user_id, theme, ask.today)
            lines += [_line(ask, side.known.name, each) for each in contacts]
    return tuple(lines[:MOST])


def with_recent_contacts(ask: Ask, session: Session, row: Stakeholder, form: Form) -> Form:
    """Return a form about somebody, headed by the colleagues who have just spoken with them, or are about to."""
    text = joined(recent_contact_lines(ask, session, [Participant(WrittenName(row.name), row)], None), "\n")
    return replace(form, intro=text or form.intro)


def _line(ask: Ask, name: str, contact: PastContact) -> Line:
    when = in_days(contact.day, ask.today)
    about = " om det samme" if contact.same else _about(ask, contact.theme)
    if contact.planned:
        return line(Mention(contact.user_id), f" skal snakke med {name} {when}{about}.")
    return line(Mention(contact.user_id), f" snakket med {name} {when}{about}.")


def _about(ask: Ask, theme: str | None) -> str:
    return f" om {themes_of(ask.pack).name(theme).lower()}" if theme else ""
