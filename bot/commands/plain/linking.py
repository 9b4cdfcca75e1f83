"""«Knytt til …»: an administrator says what a question that was sent in is answered by, so that it finds that from then on."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Choice
from bot.cards.card_errors import stale
from bot.cards.content_edit import SEPARATOR, entry_value
from bot.cards.form import Form, FormErrors, Input, SelectInput, TextInput
from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.ask import Ask, Press, Reply, Submission, Submitted
from bot.commands.innhold.asked_form import FIELD, LONGEST, read_questions, save_questions, seen_of
from bot.commands.innhold.asked_questions import entry_at, questions_of, searched_as
from bot.commands.innhold.contents import Contents, FoundEntry, contents_of, is_named, search
from bot.commands.innhold.saving import Written, saved_card
from bot.commands.innhold.values import is_blank
from bot.commands.parse.clean import clean, short
from bot.commands.parse.numbers import row_id
from bot.commands.plain.finding import find_for
from bot.commands.shared.administration import current_workspace, lock_workspace, refusal
from models.workspace.administrators import is_administrator
from models.workspace.unanswered import delete_question, question_by_id

LINK, SAVE = "sok.knytt", "sok.knytt.lagre"
ENTRY, OTHER = "entry", "other"
LONGEST_CHOICE = 70
WHAT = "spørsmålene som er sendt inn"
EMPTY = "Skriv spørsmålet."
CHOOSE = "Velg hva som svarer på spørsmålet, eller skriv hva det heter."
SEVERAL = "Flere passer, eller ingen. Skriv hele navnet, slik det står i «/padriver innhold»."


def open_link(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with the question filled in, and what is nearest to choose from."""
    if refused := refusal(ask, session, WHAT):
        return Reply(card=refused)
    row = question_by_id(session, ask.workspace.id, row_id(press.value))
    if row is None:
        return Reply(card=stale())
    near = _nearest(ask, session, contents_of(ask, session), row.text)
    choices = tuple(
        Choice(short(f"{each.title} ({each.kind.name})", LONGEST_CHOICE), entry_value(each.file, each.id))
        for each in near
    )
    chosen = (SelectInput(ENTRY, "Det nærmeste jeg fant", choices, optional=True),) if choices else ()
    inputs: tuple[Input, ...] = (
        TextInput(
            FIELD, "Spørsmålet", row.text, "Ta bort det som ikke hører med, for eksempel navn.", max_length=LONGEST
        ),
        *chosen,
        TextInput(OTHER, "Eller noe annet", hint="Hva det heter i «/padriver innhold».", optional=True),
    )
    return Form("Knytt til …", SAVE, inputs, "Knytt til", str(row.id))


def save_link(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Add the question to what answers it, and delete it from those that were sent in."""
    if not is_administrator(session, current_workspace(ask, session), ask.user_id):
        return Reply(card=refusal(ask, session, WHAT) or stale())
    lock_workspace(ask, session)
    done = _linked(ask, session, sent.values)
    if isinstance(done, FormErrors):
        return done
    delete_question(session, ask.workspace.id, row_id(sent.state))
    return Reply(card=saved_card(ask, session, done))


def _linked(ask: Ask, session: Session, values: Mapping[str, str]) -> Written | FormErrors:
    """Add the question to the entry that was chosen or named."""
    contents = contents_of(ask, session)
    found = _chosen(contents, values)
    if isinstance(found, str):
        return FormErrors({OTHER: found})
    about = searched_as(ask.pack, found)
    if about is None:
        return FormErrors({OTHER: f"Søket kan ikke svare med «{found.title}». Velg noe annet."})
    ours, asked = questions_of(contents, about), values.get(FIELD, "")
    read = FormErrors({FIELD: EMPTY}) if is_blank(asked) else read_questions("\n".join((*ours.questions, asked)))
    return read if isinstance(read, FormErrors) else save_questions(ask, session, found, about, read, seen_of(ours))


def _nearest(ask: Ask, session: Session, contents: Contents, text: str) -> Sequence[FoundEntry]:
    """Return what is nearest to a question, of what can be changed in the content."""
    found = (entry_at(contents, each.entry) for each in find_for(ask, session, text).found)
    return [each for each in found if each is not None]


def _chosen(contents: Contents, values: Mapping[str, str]) -> FoundEntry | str:
    """Return the entry that was written or chosen, or what is wrong."""
    written = clean(values.get(OTHER, ""))
    if written:
        hits = [each for each in search(contents, written) if not each.is_removed]
        named = [each for each in hits if is_named(each, written)] or hits
        return named[0] if len(named) == 1 else SEVERAL
    file, _, entry = values.get(ENTRY, "").partition(SEPARATOR)
    found = contents.find(file, entry) if entry else None
    return CHOOSE if found is None or found.is_removed else found


PRESSES: Mapping[str, Pressing] = for_colleagues({LINK: open_link})
SUBMITS: Mapping[str, Submitting] = for_colleagues({SAVE: save_link})
