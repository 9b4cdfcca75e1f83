"""«Spørsmål den svarer på»: people write the questions that an entry is to be found by, one on each line."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import line
from bot.cards.content_edit import SEPARATOR, entry_value
from bot.cards.form import Form, FormErrors, TextInput
from bot.cards.words import amount
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler, Submitted
from bot.commands.innhold.actions import ASKED, BETWEEN
from bot.commands.innhold.asked_questions import (
    ABOUT,
    KIND,
    LIST,
    QUESTIONS,
    AskedQuestions,
    given_questions,
    questions_of,
    searched_as,
)
from bot.commands.innhold.contents import FoundEntry, contents_of
from bot.commands.innhold.saving import GONE, Written, saved_card, write
from bot.commands.innhold.values import is_blank, tidy
from models.content.content_edits import FieldConflictError, RefusedChangeError, WantedEdit, fingerprint
from models.search.pack_entry import PackEntry

SAVE = "innhold.sporsmal.lagre"
FIELD = "questions"
MOST, LONGEST = 40, 200
"""The most questions of an entry, and the most characters of one (`content.schema.asked_as`)."""
HINT = "Ett på hver linje, slik folk sier det: «når er den store samlingen for ordførere?»"
CROSSED = "En kollega har endret spørsmålene mens du skrev. Lukk skjemaet, åpne det igjen og legg til ditt."


def open_questions(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with the questions that people have written of an entry."""
    file, _, entry = press.value.partition(SEPARATOR)
    contents = contents_of(ask, session)
    found = contents.find(file, entry)
    about = searched_as(ask.pack, found) if found and not found.is_removed else None
    if found is None or about is None:
        return Reply(card=GONE)
    ours = questions_of(contents, about)
    others = len(given_questions(ask.pack, about)) - len(ours.questions)
    known = f" {amount(others, 'spørsmål', 'spørsmål')} har det fra før." if others > 0 else ""
    intro = line(f"Skriv spørsmål som «{found.title}» svarer på, så finner søket det.{known}")
    most = MOST * (LONGEST + 1)
    text = TextInput(FIELD, "Spørsmål den svarer på", "\n".join(ours.questions), HINT, True, True, min(3_000, most))
    state = BETWEEN.join((entry_value(file, entry), seen_of(ours)))
    return Form("Spørsmål", SAVE, (text,), state=state, intro=intro)


def submit(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Save the questions, or return what is wrong with them."""
    value, _, seen = sent.state.rpartition(BETWEEN)
    file, _, entry = value.partition(SEPARATOR)
    found = contents_of(ask, session).find(file, entry)
    about = searched_as(ask.pack, found) if found and not found.is_removed else None
    if found is None or about is None:
        return Reply(card=GONE)
    wanted = read_questions(sent.values.get(FIELD, ""))
    if isinstance(wanted, FormErrors):
        return wanted
    done = save_questions(ask, session, found, about, wanted, seen)
    return done if isinstance(done, FormErrors) else Reply(card=saved_card(ask, session, done))


def read_questions(text: str) -> list[str] | FormErrors:
    """Return the questions of a text, one on each line, each once."""
    lines = [" ".join(each.split()) for each in tidy(text).splitlines() if not is_blank(each)]
    if too_long := next((each for each in lines if len(each) > LONGEST), ""):
        return FormErrors({FIELD: f"Skriv høyst {LONGEST} tegn på hver linje: «{too_long[:40]} …»."})
    found = list(dict.fromkeys(lines))
    return FormErrors({FIELD: f"Skriv høyst {MOST} spørsmål."}) if len(found) > MOST else found


def save_questions(
    ask: Ask, session: Session, found: FoundEntry, about: PackEntry, questions: Sequence[str], seen: str
) -> Written | FormErrors:
    """Write the questions of an entry, which an edit can undo; `seen` is the fingerprint of those that were shown."""
    ours = questions_of(contents_of(ask, session), about)
    fields: dict[str, object] = {QUESTIONS: list(questions)}
    if ours.is_new:
        fields |= {ABOUT: about.id, KIND: about.kind}
    edit = WantedEdit(
        ours.file, ours.entry, fields, (LIST,) if ours.is_new else None, ours.is_new, seen={QUESTIONS: seen}
    )
    try:
        return write(ask, session, [edit], found, "endret spørsmålene")
    except FieldConflictError:
        return FormErrors({FIELD: CROSSED})
    except RefusedChangeError:
        return FormErrors({FIELD: "Spørsmålene passer ikke her. Skriv dem på en annen måte."})


def seen_of(ours: AskedQuestions) -> str:
    """Return the fingerprint of the questions that are stored."""
    return fingerprint(None if ours.is_new else list(ours.questions))


PRESSES: Mapping[str, PressHandler] = {ASKED: open_questions}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: submit}
