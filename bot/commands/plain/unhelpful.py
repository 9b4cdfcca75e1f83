"""«Hjalp ikke»: shows the words that were asked, and stores them only if the person sends them in."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Item, Note, Paragraph, Part, Quote, line
from bot.cards.words import day
from bot.commands.access import Pressing, for_colleagues, for_guests
from bot.commands.ask import Ask, Press, Reply
from bot.commands.parse.clean import clean
from bot.commands.parse.numbers import row_id
from bot.commands.plain.cards import UNHELPFUL
from bot.commands.plain.linking import LINK
from bot.commands.plain.question import LONGEST
from bot.commands.shared.administration import current_workspace, refusal
from models.workspace.administrators import is_administrator
from models.workspace.unanswered import KEPT, delete_question, keep_question, questions

SEND, DELETE = "sok.send", "sok.slett"
SHOWN = 10
WHAT = "spørsmålene som er sendt inn"


def ask_to_send(ask: Ask, press: Press, session: Session) -> Reply:
    """Show exactly what would be stored, and for how long. Nothing is stored yet."""
    del ask, session
    text = clean(press.value)[:LONGEST]
    sentence = "Dette kan du sende inn, så de som administrerer meg, ser hva jeg ikke kan:"
    kept = f"Bare disse ordene lagres, i {KEPT.days} dager. Navnet ditt følger ikke med."
    parts: tuple[Part, ...] = (
        Paragraph(line(sentence)),
        Quote(text),
        Note(line(kept)),
        Controls((Button("Send inn", SEND, text, style="primary"),)),
    )
    return Reply(card=Card("Hjalp ikke svaret?", parts, summary=sentence))


def send(ask: Ask, press: Press, session: Session) -> Reply:
    """Store the words that were shown."""
    text = clean(press.value)[:LONGEST]
    if text:
        keep_question(session, ask.workspace.id, text, ask.today)
    sentence = "Takk. Spørsmålet er sendt inn, uten navnet ditt."
    return Reply(card=Card("Sendt inn", (Paragraph(line(sentence)),), summary=sentence), replace=True)


def list_card(ask: Ask, session: Session) -> Card:
    """Return what has been sent in, the newest first, for administrators alone."""
    refused = None if ask.is_private else _openly()
    refused = refused or refusal(ask, session, WHAT)
    if refused:
        return refused
    rows, total = questions(session, ask.workspace.id, SHOWN)
    title = "Spørsmål noen har sendt inn"
    if not rows:
        return Card(title, (Paragraph(line("Ingen har sendt inn noe.")),))
    items = tuple(
        Item(
            line(f"«{each.text}»\n{day(each.sent_on, ask.today)}"),
            (Button("Knytt til …", LINK, str(each.id)), Button("Slett", DELETE, str(each.id))),
        )
        for each in rows
    )
    more = (Note(line(f"og {total - len(rows)} til")),) if total > len(rows) else ()
    kept = Note(
        line(
            f"Hvert spørsmål slettes etter {KEPT.days} dager. Knytt det til det som svarer på det, så finner søket det."
        )
    )
    return Card(title, (*items, *more, kept))


def _openly() -> Card:
    sentence = "Spørsmålene viser jeg bare i en direktemelding. Spør meg der."
    return Card("Bare for administratorer", (Paragraph(line(sentence)),), summary=sentence)


def remove(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete a question, if an administrator asks."""
    if is_administrator(session, current_workspace(ask, session), ask.user_id):
        delete_question(session, ask.workspace.id, row_id(press.value))
    return Reply(card=list_card(ask, session), replace=True)


PRESSES: Mapping[str, Pressing] = {
    **for_guests({UNHELPFUL: ask_to_send, SEND: send}),
    **for_colleagues({DELETE: remove}),
}
