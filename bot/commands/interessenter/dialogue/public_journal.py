"""`/interessenter journal`: the dialogues that should perhaps be in the public record, and marking one."""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Heading, Item, Line, Note, Paragraph, Part, joined, line
from bot.cards.card import Person as Mention
from bot.cards.journal import unrecorded_item, unsent_item
from bot.cards.words import capital, day, listing
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.parse.numbers import row_id
from bot.commands.parse.themes import themes_of
from models.occurrences.changes import GoneError
from models.official.keys import value_of_key
from models.official.open_answers import unrecorded, unsent
from models.register.dialogues import set_journal
from models.register.history import Whole
from models.register.journal import journal_number, to_journal, unmarked
from models.register.kinds import CHANNELS

MARK, CLEAR = "interessent.journal.merk", "interessent.journal.ferdig"
SIZE, NEWEST = 8, 5
NONE = "Ingen samtaler er merket «Bør journalføres»."
LAW = "Boten journalfører ikke selv. Registrer saken i arkivet, og trykk «Journalført»."


def journal_part(ask: Ask, text: str, session: Session) -> Answer:
    """Answer with the dialogues marked «Bør journalføres», then the latest unmarked ones, each newest first."""
    del text
    return journal_card(ask, session)


def mark(ask: Ask, press: Press, session: Session) -> Reply:
    """Mark a dialogue for the public record."""
    return _set(ask, press, session, journal=True)


def clear(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove the mark, because it is recorded or there is no need."""
    return _set(ask, press, session, journal=False)


def journal_card(ask: Ask, session: Session, text: str = "") -> Card:
    """Return the list, headed by the result of the last action."""
    number = journal_number(session, ask.workspace.id)
    marked = to_journal(session, ask.workspace.id, SIZE)
    others = unmarked(session, ask.workspace.id, NEWEST)
    more = (Note(line(f"Viser de {SIZE} nyeste av {number}.")),) if number > SIZE else ()
    inputs = unrecorded(session, ask.workspace.id, SIZE)
    sent = [unrecorded_item(row, plan, ask.today) for row, plan in inputs]
    done = unsent(session, ask.workspace.id, SIZE)
    ticked = [unsent_item(row, value_of_key(row.key), ask.today, ask.workspace.zone) for row in done]
    parts: tuple[Part, ...] = (
        *((Paragraph(line(text)),) if text else ()),
        *((Heading("Ferdig, men ikke ført som sendt"),) if ticked else ()),
        *ticked,
        *((Heading("Innspill uten saksnummer"),) if sent else ()),
        *sent,
        *((Heading("Samtaler"),) if sent or ticked else ()),
        Paragraph(line(LAW if marked else NONE)),
        *(_item(ask, each, Button("Journalført", CLEAR, str(each.spoken.dialogue.id))) for each in marked),
        *more,
        *((Heading("Siste samtaler uten merke"),) if others else ()),
        *(_item(ask, each, Button("Bør journalføres", MARK, str(each.spoken.dialogue.id))) for each in others),
    )
    return Card("Bør journalføres", parts, summary=text or (f"{number} merket «Bør journalføres»" if number else NONE))


def _set(ask: Ask, press: Press, session: Session, *, journal: bool) -> Reply:
    try:
        set_journal(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now, journal=journal)
    except GoneError:
        return Reply(card=journal_card(ask, session, "Noen har fjernet samtalen i mellomtiden."), replace=True)
    sentence = "Samtalen er merket «Bør journalføres»." if journal else "Merket er tatt bort."
    return Reply(card=journal_card(ask, session, sentence), replace=True)


def _item(ask: Ask, whole: Whole, button: Button) -> Item:
    row = whole.spoken.dialogue
    about = (
        f" om {row.about}" if row.about else f" om {themes_of(ask.pack).name(row.theme).lower()}" if row.theme else ""
    )
    ours = joined([(Mention(each),) for each in whole.spoken.ours], ", ")
    sentence: Line = (f"\n{capital(row.said)}",) if row.said else ()
    who = listing([each.name for each in whole.sides if each.removed_at is None]) or "Noen som er slettet"
    return Item(
        line(
            Bold(who), f" · {day(row.day, ask.today)}, {CHANNELS[row.channel].lower()}{about} (", *ours, ")", *sentence
        ),
        (button,),
    )
