"""People who are not in the register, but are named in texts: a deadline's title, the effect log."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, line
from bot.cards.file import File
from bot.cards.words import amount
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.privacy.person_report import PersonReport
from bot.commands.parse.clean import clean
from bot.commands.shared.administration import refusal
from models.register.mentions import Marks, Mention, mentions, mentions_of, strike
from models.register.personal_data import SEEN
from models.workspace.audit import note

STRIKE_OUT = "interessent.ta_ut_navn"
STRUCK = "navn tatt ut"
"""The audit log's name for it."""
CHANGING = "hva som tas ut av tekstene"
LONGEST = 200
WHOLE_NAME = 2


def texts_naming(ask: Ask, session: Session, text: str) -> Sequence[Mention]:
    """Return the texts that contain a full name; nothing for a name of one word, which may be anybody's."""
    name = clean(text)
    if len(name.split()) < WHOLE_NAME or len(name) > LONGEST:
        return ()
    return mentions(session, ask.workspace.id, Marks((name,)))


def report(ask: Ask, session: Session, text: str, texts: Sequence[Mention]) -> File:
    """Return the texts as a file for the asker. The audit log records who asked."""
    name = clean(text)
    note(session, ask.workspace.id, ask.user_id, ask.now, SEEN, {}, {"person": ""})
    return File("innsyn.zip", f"Innsyn: {name}", PersonReport(name, {"nevnt ellers": mentions_of(texts)}, ask.today))


def confirm_strike_out(ask: Ask, session: Session, text: str, texts: Sequence[Mention]) -> Card:
    """Ask for confirmation before the name is removed."""
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    name = clean(text)
    places = len({(each.table, each.row_id) for each in texts})
    sentence = f"{name} står ikke i registeret, men er nevnt {amount(places, 'sted', 'steder')}. Dette kan ikke angres."
    return Card(
        f"Ta ut navnet {name}?",
        (
            Paragraph(line(sentence)),
            Note(line("Teksten blir stående, med [slettet] der navnet sto.")),
            Controls(
                (Button("Ta ut navnet", STRIKE_OUT, name, style="danger"), Button("Avbryt", "interessent.behold", ""))
            ),
        ),
    )


def strike_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove the name from all texts."""
    refused = refusal(ask, session, CHANGING)
    if refused:
        return Reply(card=refused)
    texts = texts_naming(ask, session, press.value)
    strike(session, ask.workspace.id, Marks((clean(press.value),)))
    session.expire_all()
    places = str(len({(each.table, each.row_id) for each in texts}))
    note(session, ask.workspace.id, ask.user_id, ask.now, STRUCK, {"steder": ""}, {"steder": places})
    sentence = (
        f"Navnet er tatt ut {amount(int(places), 'sted', 'steder')}." if texts else "Navnet står ingen steder lenger."
    )
    return Reply(card=Card("Tatt ut", (Paragraph(line(sentence)),), summary=sentence), replace=True)
