"""`innsyn` and `slett`: everything that is held on one person, and taking it away (GDPR, articles 15 and 17)."""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, line
from bot.cards.errors import stale
from bot.cards.file import File
from bot.cards.words import amount
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.interessenter.found import list_card, nobody, rows
from bot.commands.interessenter.person import GONE
from bot.commands.interessenter.refs import Known, load, read_ref, ref_of
from bot.commands.interessenter.report import Report
from bot.commands.padriver.deciding import refusal
from bot.commands.parse.clean import fold
from models.audit import note
from models.changes import Gone
from models.register.erasure import Erased, anonymise, erase
from models.register.filters import Asked
from models.register.held import held
from models.tables import Person

ERASE, ANONYMISE, KEEP = "interessent.slett", "interessent.anonymiser", "interessent.behold"
SEEN = "innsyn"
"""What the audit log calls it when all that is held on a person was handed out."""
CHANGING = "hvem som slettes fra registeret"
KEPT = Card("Ingenting er slettet", (Paragraph(line("Ingenting er slettet.")),))


def access(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter innsyn NAVN` with a file of everything that is held on that person."""
    who = _one(ask, text, session)
    if isinstance(who, Card):
        return who
    told = held(session, ask.workspace.id, who.id)
    note(session, ask.workspace.id, ask.user_id, ask.now, SEEN, {}, {"person": str(ref_of(who))})
    name = re.sub(r"[^a-z0-9]+", "-", fold(who.name)).strip("-") or "person"
    return File(f"innsyn-{name}.zip", f"Innsyn: {who.name}", Report(who.name, told, ask.today))


def deletion(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter slett NAVN` with what would go, and ask whether it is meant."""
    who = _one(ask, text, session)
    return who if isinstance(who, Card) else confirm(ask, who, session)


def confirm(ask: Ask, row: Known, session: Session) -> Card:
    """Ask whether a person is to be deleted or anonymised: neither can be undone."""
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    if not isinstance(row, Person):
        said = "Her kan du bare slette personer. Endre virksomheten i stedet."
        return Card("Kan ikke slettes", (Paragraph(line(said)),), summary=said)
    told = held(session, ask.workspace.id, row.id)
    counted = f"{amount(len(told['dialoger']), 'samtale', 'samtaler')} og {amount(len(told['gaver']), 'gave', 'gaver')}"
    ref = str(ref_of(row))
    return Card(
        f"Slette {row.name}?",
        (
            Paragraph(line(f"Vi har {counted} med {row.name}. Dette kan ikke angres.")),
            Note(
                line(
                    "«Slett alt» fjerner personen og samtalene bare dere to hadde. «Anonymiser» fjerner det som viser hvem "
                    "det er, men beholder at det har vært samtaler."
                )
            ),
            Controls(
                (
                    Button("Slett alt", ERASE, ref, style="danger"),
                    Button("Anonymiser", ANONYMISE, ref, style="danger"),
                    Button("Behold", KEEP, ""),
                )
            ),
        ),
    )


def erase_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete a person."""
    return _taken_away(ask, press, session, erase, "Slettet", "slettet")


def anonymise_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Anonymise a person."""
    return _taken_away(ask, press, session, anonymise, "Anonymisert", "anonymisert")


def keep_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Let a person be."""
    del ask, press, session
    return Reply(card=KEPT, replace=True)


def _taken_away(ask: Ask, press: Press, session: Session, do: Callable[..., Erased], title: str, done: str) -> Reply:
    refused = refusal(ask, session, CHANGING)
    if refused:
        return Reply(card=refused)
    row = load(session, ask.workspace.id, read_ref(press.value))
    if not isinstance(row, Person):
        return Reply(card=GONE if row is None else stale())
    try:
        erased = do(session, ask.workspace.id, row.id, ask.user_id, ask.now)
    except Gone:
        return Reply(card=GONE)
    said = f"Personen er {done}, med {amount(erased.dialogues, 'samtale', 'samtaler')}. Bare det at det skjedde, er bevart."
    return Reply(card=Card(title, (Paragraph(line(said)),), summary=said), replace=True)


def _one(ask: Ask, text: str, session: Session) -> Person | Card:
    """Return the person who is meant; a card that asks where it is nobody, or several."""
    found = [row for row in rows(ask, session, Asked(words=text)) if isinstance(row, Person)] if text else []
    same = [row for row in found if fold(row.name) == fold(text)]
    if len(same) == 1 or len(found) == 1:
        return (same or found)[0]
    return list_card(ask, session, found, title="Hvem mener du? Skriv hele navnet.") if found else nobody(ask)
