"""The reactions of a day: shown with the one that the answers suggest, mended, and copied. Nothing is ever sent."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card, Person, line
from bot.cards.card_errors import stale
from bot.cards.clearing import must_be_settled
from bot.cards.form import Form, FormErrors, TextInput
from bot.cards.prepared_reactions import (
    MEND,
    OUTLETS,
    RESTORE,
    copy_card,
    reactions_card,
    reactions_to,
    slot_of,
    with_demands,
)
from bot.cards.presented import REACTIONS, name_of, value_of
from bot.cards.words import capital
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler, Submitted
from bot.commands.parse.bounds import MOST_TEXT
from bot.commands.parse.numbers import row_id
from bot.commands.presented.shown import Shown, in_place, said, shown_at
from content.demands import demands_of
from content.schema.dated import Reaction
from content.schema.wording import open_points
from models.occurrences.day_texts import REACTION, WrittenMeanwhileError, day_texts, remove_text, write_text
from models.occurrences.demands import demands
from models.tables import DayText, Demand

SAVE = "fremlegg.reaksjon_lagre"
BETWEEN = "|"
"""Between a reaction and its version in a form's state: no id has it."""
MEANWHILE = " rettet den samme teksten mens du skrev. Slik er den nå:"
AGAIN = "Under er det du skrev. Kopier en gang til for å bruke ditt, eller lukk skjemaet for å la det stå."
RESTORED = "Teksten er som den var før noen rettet den."
LONGEST_THEIRS = 1_200


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the reactions, those that the answers suggest first."""
    found = shown_at(ask, session, press.value)
    return Reply(card=_card(ask, session, found)) if found else Reply(card=stale())


def _card(ask: Ask, session: Session, found: Shown, sentence: str = "") -> Card:
    rows = demands(session, found.presentation, ask.pack)
    reactions = reactions_to(ask.pack.budget.reactions, found.presentation)
    result = said(sentence) if sentence else ()
    return reactions_card(found.presentation, reactions, rows, _mended(session, found), result=result)


def _mended(session: Session, found: Shown) -> Mapping[str, DayText]:
    return {each.slot: each for each in day_texts(session, found.presentation, REACTION)}


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with a reaction, to be mended and copied."""
    found = shown_at(ask, session, press.value)
    reaction = _reaction(ask, found)
    if found is None or reaction is None:
        return Reply(card=stale())
    mended = _mended(session, found).get(slot_of(reaction))
    text = mended.text if mended else with_demands(reaction.text, demands(session, found.presentation, ask.pack))
    return _form(found, reaction, text, mended.version if mended else 0)


def _form(found: Shown, reaction: Reaction, text: str, version: int, intro: Sequence[str | Person] = ()) -> Form:
    about = f"{capital(reaction.tone)} reaksjon på {name_of(found.presentation)}. Jeg sender den ikke."
    field = TextInput("text", OUTLETS[reaction.to], text, multiline=True, max_length=MOST_TEXT)
    state = f"{value_of(found.presentation, reaction.id)}{BETWEEN}{version}"
    return Form("Rett og kopier", SAVE, (field,), "Kopier", state, line(*intro) or line(about))


def save(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Return the text to copy, and keep what was mended for colleagues; or return the form's error."""
    value, _, version = sent.state.rpartition(BETWEEN)
    found = shown_at(ask, session, value)
    reaction = _reaction(ask, found)
    if found is None or reaction is None:
        return Reply(card=stale())
    text = sent.values.get("text", "").strip()
    if not 0 < len(text) <= MOST_TEXT:
        return FormErrors({"text": f"Skriv høyst {MOST_TEXT} tegn." if text else "Skriv teksten."})
    if points := open_points(text):
        return FormErrors({"text": must_be_settled(points)})
    rows = demands(session, found.presentation, ask.pack)
    is_as_written = text == with_demands(reaction.text, rows)
    if not is_as_written or slot_of(reaction) in _mended(session, found):
        try:
            write_text(session, found.edit(ask), slot_of(reaction), text, row_id(version))
        except WrittenMeanwhileError as error:
            theirs = error.row.text[:LONGEST_THEIRS]
            intro = (Person(error.row.user_id), MEANWHILE, f"\n«{theirs}»\n", AGAIN)
            return _form(found, reaction, text, error.row.version, intro)
    is_cleared = is_as_written and reaction.is_cleared and _are_cleared(ask, found, rows)
    return Reply(card=copy_card(found.presentation, reaction, text, is_cleared=is_cleared), refresh=ask.message_id)


def _are_cleared(ask: Ask, found: Shown, rows: Sequence[Demand]) -> bool:
    """Return True if every demand that is named is cleared, in the words it has in the table."""
    shown = found.presentation
    cleared = {each.text for each in demands_of(ask.pack, shown.document, shown.about) if each.is_cleared}
    return all(each.text in cleared for each in rows if each.verdict)


def restore(ask: Ask, press: Press, session: Session) -> Reply:
    """Leave what somebody mended, and begin again with the text of the content and the table as it is."""
    found = shown_at(ask, session, press.value)
    reaction = _reaction(ask, found)
    if found is None or reaction is None:
        return Reply(card=stale())
    remove_text(session, found.edit(ask), slot_of(reaction))
    return in_place(ask, _card(ask, session, found, RESTORED))


def _reaction(ask: Ask, found: Shown | None) -> Reaction | None:
    if found is None:
        return None
    known = reactions_to(ask.pack.budget.reactions, found.presentation)
    return next((each for each in known if each.id == found.origin), None)


PRESSES: dict[str, PressHandler] = {REACTIONS: show, MEND: open_form, RESTORE: restore}
SUBMITS: dict[str, SubmitHandler] = {SAVE: save}
