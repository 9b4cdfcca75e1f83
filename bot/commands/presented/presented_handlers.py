"""`/budskap fremlegg`: the table of a day, who reads what, its demands, and the day's date."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Item, Paragraph, line
from bot.cards.card import Person as Mention
from bot.cards.card_errors import quoted, stale
from bot.cards.form import Form, FormErrors, PersonInput, TextInput
from bot.cards.presented import ADD, MORE, NOT_ME, READ, REMOVE, SET_DATE, SHOW, WHO_READS, name_of, value_of
from bot.cards.words import capital, day
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.entries import MAX_TITLE, wrong_day
from bot.commands.presented.filling import log_form
from bot.commands.presented.shown import GONE, Shown, reply, row_at, said, shown_at, table
from bot.commands.share import DEMANDS_INSIDE
from bot.commands.shared.deadline_owner import owner_error
from bot.commands.shared.occurrence_actions import iso_day, move_to, perform
from models.occurrences.changes import GoneError
from models.occurrences.demands import FullTableError, add_demand, let_read, set_removed
from models.occurrences.presentations import Presentation, nearest, presentations
from models.workspace.workspaces import lock

SAVE_READER, SAVE_NEW, PUT_BACK = "fremlegg.leser_lagre", "fremlegg.nytt_lagre", "fremlegg.angre"
WORDS = frozenset(
    {"fremlegg", "fremlegging", "fremleggelse", "fremleggelsen", "fremleggingen", "budsjettdag", "budsjettdagen"}
)
"""The words after `/budskap` and `/padriver` that show the table of a day, folded."""
DOCUMENTS = {
    **dict.fromkeys(("statsbudsjett", "statsbudsjettet", "budsjett", "budsjettet"), "statsbudsjett"),
    **dict.fromkeys(("rnb", "revidert", "reviderte", "nasjonalbudsjett"), "rnb"),
    **dict.fromkeys(("ntp", "transportplan", "transportplanen"), "ntp"),
}
LAST_BY_LAW = (5, 15)
"""The month and the day by which the revised budget is presented (the Storting's budget rules)."""
FILLER = frozenset({"av", "for", "i", "nasjonal", "det"})
REMOVED = "Kravet er tatt ut av tabellen."
FULL = "Tabellen er full. Ta ut et krav før du legger til et nytt."


def day_command(ask: Ask, text: str, session: Session) -> Card:
    """Answer `/budskap fremlegg [statsbudsjett|rnb|ntp] [år]` with the table of that day."""
    if ask.is_read_outside:
        return DEMANDS_INSIDE
    words = [each for each in fold(clean(text)).strip(" ?!.").split() if each not in FILLER]
    years = [int(each) for each in words if each.isdecimal() and len(each) == len("2027")]
    named = [DOCUMENTS[each] for each in words if each in DOCUMENTS]
    unknown = [each for each in words if each not in DOCUMENTS and not each.isdecimal()]
    if unknown:
        return _which(f"Jeg forstår ikke «{quoted(' '.join(unknown))}».")
    document = "rnb" if "rnb" in named else next(iter(named), None)
    found = nearest(presentations(session, ask.workspace.id), ask.today, document, next(iter(years), None))
    if found is None:
        return _which("Den dagen er ikke i kalenderen.")
    return table(ask, session, found)


def _which(sentence: str) -> Card:
    ways = [span for each in ("statsbudsjett", "rnb", "ntp") for span in (" ", Code(f"/budskap fremlegg {each}"))]
    return Card(
        "Hvilken fremleggelse mener du?", (Paragraph(line(sentence, " Skriv en av disse:", *ways)),), summary=sentence
    )


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the table of a day."""
    found = shown_at(ask, session, press.value)
    return Reply(card=table(ask, session, found.presentation) if found else stale())


def read(ask: Ask, press: Press, session: Session) -> Reply:
    """Let the one who presses read about a demand, unless somebody else does."""
    lock(session, ask.workspace.id)  # of two at once, the second finds that the first reads it
    found = shown_at(ask, session, press.value)
    if found is None:
        return Reply(card=stale())
    row = row_at(ask, session, found)
    if row is not None and row.reader not in {None, ask.user_id}:
        return reply(ask, session, found.presentation, said(Mention(row.reader or ""), " leser om det kravet."))
    return _let_read(ask, session, found, ask.user_id)


def _let_read(ask: Ask, session: Session, found: Shown, reader: str | None, reads: str | None = None) -> Reply:
    try:
        row = let_read(session, found.edit(ask), found.origin, reader, reads)
    except GoneError:
        return reply(ask, session, found.presentation, said(GONE))
    text = short(row.text, MAX_TITLE)
    if reader is None:
        return reply(ask, session, found.presentation, said(f"Ingen leser om «{text}» nå."))
    who = "Du" if reader == ask.user_id else Mention(reader)
    return reply(ask, session, found.presentation, said(who, f" leser om «{text}»."))


def more(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Do what was chosen behind «…» about a demand."""
    found = shown_at(ask, session, press.value)
    row = row_at(ask, session, found) if found else None
    if found is None or row is None:
        return Reply(card=stale())
    if press.chosen == WHO_READS:
        inputs = (
            PersonInput("reader", "Hvem leser?", row.reader, optional=False),
            TextInput(
                "reads", "Hvilket dokument eller kapittel?", row.reads or "", optional=True, max_length=MAX_TITLE
            ),
        )
        return Form("Hvem leser hva?", SAVE_READER, inputs, state=press.value, intro=line(row.text))
    if press.chosen == NOT_ME:
        return _let_read(ask, session, found, None)
    if press.chosen == REMOVE:
        return _remove(ask, session, found)
    return log_form(ask, session, found, row)


def save_reader(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store who reads what, or return the form's errors."""
    found = shown_at(ask, session, sent.state)
    if found is None:
        return Reply(card=stale())
    reader, reads = sent.values.get("reader", "")[:64], clean(sent.values.get("reads", ""))
    wrong = owner_error(ask, session, reader) if reader else "Velg hvem som leser."
    errors = {"reader": wrong, "reads": f"Skriv høyst {MAX_TITLE} tegn." if len(reads) > MAX_TITLE else None}
    if any(errors.values()):
        return FormErrors({name: text for name, text in errors.items() if text})
    return _let_read(ask, session, found, reader, reads)


def _remove(ask: Ask, session: Session, found: Shown) -> Reply:
    try:
        set_removed(session, found.edit(ask), found.origin, removed=True)
    except GoneError:
        return reply(ask, session, found.presentation, said(GONE))
    back = Button("Angre", PUT_BACK, value_of(found.presentation, found.origin))
    return reply(ask, session, found.presentation, (Item(line(REMOVED), (back,)),))


def put_back(ask: Ask, press: Press, session: Session) -> Reply:
    """Put back a demand that was taken out."""
    found = shown_at(ask, session, press.value)
    if found is None:
        return Reply(card=stale())
    try:
        is_new = set_removed(session, found.edit(ask), found.origin, removed=False)
    except GoneError:
        return Reply(card=stale())
    sentence = "Kravet er i tabellen igjen." if is_new else "Det er allerede angret."
    return reply(ask, session, found.presentation, said(sentence))


def open_new(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask for a demand of our own."""
    found = shown_at(ask, session, press.value)
    if found is None:
        return Reply(card=stale())
    text = TextInput("text", "Krav", hint="Hva vi ber om, i én setning.", multiline=True, max_length=MAX_TITLE * 2)
    intro = line(f"{capital(name_of(found.presentation))}.")
    return Form("Nytt krav", SAVE_NEW, (text,), "Legg til", value_of(found.presentation), intro)


def save_new(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add the demand in the form, or return the form's error."""
    found = shown_at(ask, session, sent.state)
    if found is None:
        return Reply(card=stale())
    text = clean(sent.values.get("text", ""))
    if not 0 < len(text) <= MAX_TITLE * 2:
        return FormErrors({"text": f"Skriv høyst {MAX_TITLE * 2} tegn." if text else "Skriv hva vi ber om."})
    try:
        add_demand(session, found.edit(ask), text)
    except FullTableError:
        return FormErrors({"text": FULL})
    return reply(ask, session, found.presentation, said("Kravet er lagt til."))


def set_date(ask: Ask, press: Press, session: Session) -> Reply:
    """Set the day on which a document is presented."""
    found, on = shown_at(ask, session, press.value), iso_day(press.chosen)
    if found is None or on is None:
        return Reply(card=stale())
    wrong = wrong_day(on, ask.today) or _outside(found.presentation, on)
    if wrong:
        return reply(ask, session, found.presentation, said(wrong))
    result = perform(move_to(on), ask, session, found.presentation.row.id)
    again = shown_at(ask, session, press.value)
    return reply(ask, session, (again or found).presentation, (Paragraph(result.line),))


def _outside(shown: Presentation, on: date) -> str | None:
    """Return the error message of a day on which a document cannot be presented: the revised budget has a last day."""
    last = date(shown.year, *LAST_BY_LAW)
    if shown.document == "rnb" and on > last:
        return f"Det skal legges frem senest {day(last)}. Velg den dagen eller en tidligere dag."
    return None


PRESSES: dict[str, PressHandler] = {
    SHOW: show,
    READ: read,
    MORE: more,
    ADD: open_new,
    SET_DATE: set_date,
    PUT_BACK: put_back,
}
SUBMITS: dict[str, SubmitHandler] = {SAVE_READER: save_reader, SAVE_NEW: save_new}
