"""Filling in what a document says about a demand, by several at once; and logging that a demand was met."""

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, Line, Paragraph, Person, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.cards.presented import (
    FILL,
    LOGGING,
    VERDICTS,
    answer_line,
    filled_words,
    name_of,
    value_of,
)
from bot.cards.words import capital, uncapital
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler, Submitted
from bot.commands.effekt.new_effect import effect_form, read_effect
from bot.commands.parse.bounds import MOST_TEXT
from bot.commands.parse.clean import clean, short
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.presented.shown import GONE, Shown, reply, row_at, said, shown_at
from bot.commands.shared.effect_log import effect_card
from models.followups.effects import NewEffect, add
from models.occurrences import demands as stored
from models.occurrences.changes import GoneError
from models.occurrences.demands import Filled, FilledMeanwhileError, Verdict, count, fill_in, log_effect
from models.tables import Demand
from models.workspace.workspaces import lock

SAVE, SAVE_EFFECT = "fremlegg.fyll_lagre", "fremlegg.logg_lagre"
LONGEST_PAGE = 40
BETWEEN = "|"
"""Between a demand and its version in a form's state: no id has it."""
LOGGED = "Kravet er allerede skrevet i effektloggen. Se /effekt."
MEANWHILE = "fylte ut dette kravet mens du skrev:"
AGAIN = "Her er det du skrev. Lagre en gang til for å bruke ditt, eller lukk skjemaet for å la det stå."


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a demand with what is filled in."""
    found = shown_at(ask, session, press.value)
    row = row_at(ask, session, found) if found else None
    if found is None:
        return Reply(card=stale())
    if row is None:
        return reply(ask, session, found.presentation, said(GONE))
    now = Filled(_verdict(row.verdict or "") or "nei", row.says or "", row.page or "") if row.verdict else None
    return _form(found, row, now, line(row.text))


def _form(found: Shown, row: Demand, filled: Filled | None, intro: Line) -> Form:
    choices = tuple(Choice(label, value) for value, label in VERDICTS.items())
    return Form(
        "Hva står det?",
        SAVE,
        (
            SelectInput("verdict", "Fikk vi det vi ba om?", choices, filled.verdict if filled else None),
            TextInput(
                "says",
                "Hva sier dokumentet?",
                filled.says if filled else "",
                hint="Skriv det som står, gjerne med beløp.",
                multiline=True,
                optional=True,
                max_length=MOST_TEXT,
            ),
            TextInput("page", "Side", filled.page if filled else "", optional=True, max_length=LONGEST_PAGE),
        ),
        state=f"{value_of(found.presentation, found.origin)}{BETWEEN}{row.version}",
        intro=intro,
    )


def save(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Store what is filled in, or return the form's errors; what another filled in meanwhile is shown first."""
    value, _, version = sent.state.rpartition(BETWEEN)
    found = shown_at(ask, session, value)
    if found is None:
        return Reply(card=stale())
    filled = _read(sent)
    if isinstance(filled, FormErrors):
        return filled
    try:
        fill_in(session, found.edit(ask), found.origin, filled, row_id(version))
    except GoneError:
        return reply(ask, session, found.presentation, said(GONE))
    except FilledMeanwhileError as error:
        return _crossed(found, error.row, filled)
    counted = count(stored.demands(session, found.presentation, ask.pack))
    sentence = f"Ført: {uncapital(VERDICTS[filled.verdict])}. {filled_words(counted)}."
    return reply(ask, session, found.presentation, said(sentence))


def _read(sent: Submission) -> Filled | FormErrors:
    verdict = _verdict(sent.values.get("verdict", ""))
    says, page = sent.values.get("says", "").strip(), clean(sent.values.get("page", ""))
    errors = {
        "verdict": None if verdict else "Velg om vi fikk det vi ba om.",
        "says": f"Skriv høyst {MOST_TEXT} tegn." if len(says) > MOST_TEXT else None,
        "page": f"Skriv høyst {LONGEST_PAGE} tegn." if len(page) > LONGEST_PAGE else None,
    }
    wrong = {name: text for name, text in errors.items() if text}
    return FormErrors(wrong) if wrong or verdict is None else Filled(verdict, says, page)


def _verdict(text: str) -> Verdict | None:
    return next((each for each in stored.VERDICTS if each == text), None)


def _crossed(found: Shown, row: Demand, mine: Filled) -> Form:
    """Return the form with what this person wrote, headed by what another one did. Sent again, it is stored."""
    who = Person(row.filled_by) if row.filled_by else "En kollega"
    theirs = ("\n«", *answer_line(row), "»\n")
    return _form(found, row, mine, line(who, f" {MEANWHILE}", *theirs, AGAIN))


def open_log(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the effect log with what is known of a demand that was met."""
    found = shown_at(ask, session, press.value)
    row = row_at(ask, session, found) if found else None
    return log_form(ask, session, found, row) if found and row else Reply(card=stale())


def log_form(ask: Ask, session: Session, found: Shown, row: Demand) -> Reply | Form:
    """Return the form of the effect log for a demand; the table if it is logged already."""
    if row.effect_id is not None:
        return reply(ask, session, found.presentation, said(LOGGED))
    answer = VERDICTS[row.verdict] if row.verdict else ""
    page = f", side {row.page}" if row.page else ""
    title = short(f"{capital(name_of(found.presentation))}: {row.text}", MAX_TITLE)
    result = f"{answer}{page}{': ' if row.says else ''}{row.says or ''}"
    on = min(found.presentation.on or ask.today, ask.today)
    known = NewEffect("", title, on, theme=row.theme, result=result[:MOST_TEXT])
    return effect_form(ask, known, action=SAVE_EFFECT, state=value_of(found.presentation, found.origin))


def save_effect(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log the effect in the form, or return its errors."""
    lock(session, ask.workspace.id)  # of two who log it at once, the second finds it logged
    found, effect = shown_at(ask, session, sent.state), read_effect(ask, sent)
    row = row_at(ask, session, found) if found else None
    if found is None or row is None:
        return Reply(card=stale())
    if isinstance(effect, FormErrors):
        return effect
    if row.effect_id is not None:
        return Reply(card=Card("Effektloggen", (Paragraph(line(LOGGED)),), summary=LOGGED))
    logged = add(session, ask.workspace.id, ask.user_id, effect, ask.now)
    log_effect(session, found.presentation, found.origin, logged.id)
    return Reply(card=effect_card(ask.pack, logged, ask.today), refresh=ask.message_id)


PRESSES: dict[str, PressHandler] = {FILL: open_form, LOGGING: open_log}
SUBMITS: dict[str, SubmitHandler] = {SAVE: save, SAVE_EFFECT: save_effect}
