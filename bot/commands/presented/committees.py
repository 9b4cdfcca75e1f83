"""The committees of a budget year: which we have chosen, and what we say to each."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, Person, line
from bot.cards.card_errors import stale
from bot.cards.committees import CHOOSE, WRITE, ChosenCommittee, committees_card
from bot.cards.form import CheckInput, Form, FormErrors, Input, TextInput
from bot.cards.presented import COMMITTEES, name_of, value_of
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler, Submitted
from bot.commands.parse.bounds import MOST_TEXT
from bot.commands.parse.clean import clean, short
from bot.commands.parse.numbers import row_id
from bot.commands.presented.shown import Shown, in_place, said, shown_at
from models.occurrences.day_texts import (
    COMMITTEE,
    WrittenMeanwhileError,
    choose_committees,
    day_texts,
    last_message,
    write_text,
)
from models.occurrences.presentations import Presentation
from models.occurrences.queries import by_key
from models.official.hearing import TO_BODY
from models.official.items import ItemKind
from models.official.keys import key_of
from models.official.presented import committee_key, hearing_days, hearing_of_committee, hearings_about
from models.official.versions import versions_of
from models.tables import DayText, OfficialRecord

SAVE_CHOICE, SAVE = "fremlegg.komiteer_lagre", "fremlegg.komite_lagre"
BETWEEN = "|"
"""Between a committee and its version in a form's state: no id has it."""
MOST, MOST_OTHERS, LONGEST_NAME = 12, 6, 120
KIND = "komité"
MEANWHILE = " skrev til den samme komiteen mens du skrev. Slik er det nå:"
AGAIN = "Under er det du skrev. Lagre en gang til for å bruke ditt, eller lukk skjemaet for å la det stå."
LONGEST_THEIRS = 1_200


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the committees."""
    found = shown_at(ask, session, press.value)
    return Reply(card=_card(ask, session, found.presentation) if found else stale())


def _card(ask: Ask, session: Session, shown: Presentation, sentence: str = "") -> Card:
    chosen = day_texts(session, shown, COMMITTEE)
    records = hearings_about(session, shown) if chosen else []
    rows = [_chosen(ask, session, each, hearing_of_committee(records, each.name)) for each in chosen]
    return committees_card(shown, rows, ask.today, result=said(sentence) if sentence else ())


def _chosen(ask: Ask, session: Session, text: DayText, record: OfficialRecord | None) -> ChosenCommittee:
    if record is None:
        return ChosenCommittee(text)
    sign_up, held = hearing_days(record, ask.today)
    return ChosenCommittee(text, record, sign_up, held, bool(_input_of(ask, session, record)))


def _input_of(ask: Ask, session: Session, record: OfficialRecord) -> str:
    """Return the written input to a hearing, from its versions; empty if there is none."""
    row = by_key(session, ask.workspace.id, key_of(ItemKind(record.kind), record.number))
    version = versions_of(session, ask.workspace.id, row.id).get(TO_BODY) if row else None
    return version.text if version else ""


def choose(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with the committees of the register, those that hold a hearing, and room for others."""
    found = shown_at(ask, session, press.value)
    if found is None:
        return Reply(card=stale())
    here = [each.name for each in day_texts(session, found.presentation, COMMITTEE)]
    names = _names(ask, session, found.presentation, here)
    chosen = {committee_key(each) for each in here}
    others = TextInput("others", "Andre komiteer", hint="Én på hver linje.", multiline=True, optional=True)
    ticks = tuple(Choice(short(each, 75), committee_key(each)) for each in names)
    initial = tuple(each.value for each in ticks if each.value in chosen)
    inputs: tuple[Input, ...] = (*((CheckInput("known", "Komiteer", ticks, initial),) if ticks else ()), others)
    intro = line(f"Velg de viktigste komiteene for {name_of(found.presentation)}.")
    return Form("Velg komiteer", SAVE_CHOICE, inputs, state=value_of(found.presentation), intro=intro)


def _names(ask: Ask, session: Session, shown: Presentation, here: Sequence[str]) -> list[str]:
    """Return the names to choose from, each committee once: chosen before, of the content, and with a hearing."""
    of_pack = [each.name for each in ask.pack.stakeholders if each.kind == KIND]
    holding = [each.body for each in hearings_about(session, shown) if each.body]
    found: dict[str, str] = {}
    for name in (*here, *of_pack, *holding):
        found.setdefault(committee_key(name), name)
    return [*found.values()][: MOST - 2]


def save_choice(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store which committees we have chosen, or return the form's error."""
    found = shown_at(ask, session, sent.state)
    if found is None:
        return Reply(card=stale())
    here = [each.name for each in day_texts(session, found.presentation, COMMITTEE)]
    names = {committee_key(each): each for each in _names(ask, session, found.presentation, here)}
    others = [text for each in sent.values.get("others", "").splitlines() if (text := clean(each).lstrip("-•* "))]
    wrong = _wrong(others)
    if wrong:
        return FormErrors({"others": wrong})
    ticked = [names[each] for each in sent.values.get("known", "").split(",") if each in names]
    wanted = {f"{COMMITTEE}{committee_key(each)}": each for each in (*ticked, *others)}
    if len(wanted) > MOST:
        return FormErrors({"others": f"Velg høyst {MOST} komiteer."})
    choose_committees(session, found.edit(ask), wanted)
    return in_place(ask, _card(ask, session, found.presentation, "Komiteene er valgt."))


def _wrong(others: Sequence[str]) -> str | None:
    if len(others) > MOST_OTHERS:
        return f"Skriv høyst {MOST_OTHERS} linjer om gangen."
    long = next((each for each in others if len(each) > LONGEST_NAME or not committee_key(each)), None)
    return f"Se på «{short(long, 60)}»: Skriv navnet på komiteen, høyst {LONGEST_NAME} tegn." if long else None


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with what we say to a committee: what is written, or else the input, or what we said last time."""
    found = shown_at(ask, session, press.value)
    row = _text(session, found)
    if found is None or row is None:
        return Reply(card=stale())
    text, intro = row.text, ""
    if not text:
        record = hearing_of_committee(hearings_about(session, found.presentation), row.name)
        text, intro = (_input_of(ask, session, record) if record else ""), "Hentet fra innspillet til høringen."
    if not text:
        text, intro = last_message(session, found.presentation, row.slot), "Dette sa vi til komiteen sist."
    return _form(found, row, text, row.version, (intro,) if text and intro else (f"{row.name}.",))


def _form(found: Shown, row: DayText, text: str, version: int, intro: Sequence[str | Person]) -> Form:
    field = TextInput("text", "Budskap", text[:MOST_TEXT], multiline=True, max_length=MOST_TEXT)
    state = f"{value_of(found.presentation, str(row.id))}{BETWEEN}{version}"
    return Form("Budskap til komiteen", SAVE, (field,), state=state, intro=line(*intro))


def save(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Store what we say to a committee, or return the form's error."""
    value, _, version = sent.state.rpartition(BETWEEN)
    found = shown_at(ask, session, value)
    row = _text(session, found)
    if found is None or row is None:
        return Reply(card=stale())
    text = sent.values.get("text", "").strip()
    if not 0 < len(text) <= MOST_TEXT:
        return FormErrors({"text": f"Skriv høyst {MOST_TEXT} tegn." if text else "Skriv hva vi sier til komiteen."})
    try:
        write_text(session, found.edit(ask), row.slot, text, row_id(version))
    except WrittenMeanwhileError as error:
        intro = (Person(error.row.user_id), MEANWHILE, f"\n«{error.row.text[:LONGEST_THEIRS]}»\n", AGAIN)
        return _form(found, row, text, error.row.version, intro)
    return in_place(ask, _card(ask, session, found.presentation, f"Budskapet til {short(row.name)} er lagret."))


def _text(session: Session, found: Shown | None) -> DayText | None:
    """Return the chosen committee that a control is about."""
    texts = day_texts(session, found.presentation, COMMITTEE) if found else []
    return next((each for each in texts if found and str(each.id) == found.origin), None)


PRESSES: dict[str, PressHandler] = {COMMITTEES: show, CHOOSE: choose, WRITE: open_form}
SUBMITS: dict[str, SubmitHandler] = {SAVE_CHOICE: save_choice, SAVE: save}
