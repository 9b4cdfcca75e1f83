"""«Gi før du ber»: storing what we gave somebody."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Paragraph, line
from bot.cards.form import DateInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.words import short_day
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.interessenter.card.person_form import GONE
from bot.commands.interessenter.dialogue.dialogue_card import SHOW, UNDO
from bot.commands.interessenter.references import load, read_ref
from bot.commands.parse.bounds import length_error
from bot.commands.parse.clean import clean
from models.occurrences.changes import GoneError
from models.register.gifts import NewGift, give
from models.register.kinds import GIFTS

SAVE = "interessent.gave.lagre"
LONG = 200


def open_gift_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of something given."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    kinds = tuple(Choice(name, kind) for kind, name in GIFTS.items())
    return Form(
        "Noe vi ga",
        SAVE,
        (
            SelectInput("kind", "Hva", kinds),
            TextInput("text", "Beskriv det kort", max_length=LONG),
            DateInput("day", "Når", ask.today),
        ),
        state=press.value,
        intro=line(f"Til {row.name}"),
    )


def submit_gift(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store what was given, or return the form's errors."""
    ref, text = read_ref(sent.state), clean(sent.values.get("text", ""))
    day = _day(sent.values.get("day", ""), ask.today)
    wrong = {
        "kind": None if sent.values.get("kind") in GIFTS else "Velg hva det var.",
        "text": length_error(text, LONG) if text else "Skriv kort hva dere ga.",
        "day": day if isinstance(day, str) else None,
    }
    if any(wrong.values()) or isinstance(day, str):
        return FormErrors({name: sentence for name, sentence in wrong.items() if sentence})
    row = load(session, ask.workspace.id, ref)
    if ref is None or row is None:
        return Reply(card=GONE)
    gift = NewGift(sent.values["kind"], text, day, ref.person_id, ref.organisation_id)
    try:
        _, edit = give(session, ask.workspace.id, gift, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE)
    sentence = f"{row.name} fikk {GIFTS[gift.kind].lower()}: {text} ({short_day(day, ask.today)})."
    buttons = (Button("Angre", UNDO, str(edit.id)), Button(f"Vis {row.name}", SHOW, sent.state))
    return Reply(card=Card("Notert", (Paragraph(line(sentence)), Controls(buttons)), summary=sentence))


def _day(text: str, today: date) -> date | str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "Velg hvilken dag det var."
    return "Dagen har ikke vært ennå." if day > today else day
