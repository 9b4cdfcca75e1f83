"""The forms of a case: a new one, its title and next date, its sheet, and the sprint «når det brenner»."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, line
from bot.cards.card_errors import stale
from bot.cards.case_card import EDIT_SHEET, NOT_A_PERSON, SHEET, sheet_card
from bot.cards.cases import NEW
from bot.cards.form import CheckInput, DateInput, Form, FormErrors, Input, TextInput
from bot.cards.rows import short_title
from bot.cards.words import day
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.bounds import length_error
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE, marks, wrong_day
from bot.commands.parse.numbers import row_id
from bot.commands.parse.themes import themes_of
from bot.commands.sak.shown import card_of
from bot.commands.shared.deadline_form import theme_error, theme_input, title_error
from bot.commands.shared.occurrence_actions import iso_day
from models.cases import cases, sheets
from models.cases.cases import OWN, CaseValues, Sprint
from models.cases.followers import GoneCaseError
from models.register.people import named_in_text
from models.tables import PolicyCase

SAVE_NEW, SAVE, SAVE_SHEET, SAVE_SPRINT = "sak.ny_lagre", "sak.endre_lagre", "sak.ark_lagre", "sak.sprint_lagre"
NO_TITLE = "Skriv hva saken heter."
NEXT_WITHOUT_DAY = "Velg datoen også, eller la begge feltene stå tomme."
SPRINT_LASTS = timedelta(days=14)
ABOUT_PEOPLE = ("drivere", "barrierer")
"""The fields that are about bodies and the case alone."""
HINTS: Mapping[str, str] = {
    "problem": "Hva er problemet, og hvem er det viktig for?",
    "bestemmer": "Hvem bestemmer hva, når og hvordan?",
    "drivere": "Hva driver saken frem? Om saken og organer, ikke om personer.",
    "barrierer": "Hva stopper saken? Om saken og organer, ikke om personer.",
    "allierte": "Hvem vil det samme, og hvem kan fremføre budskapet?",
    "status": "En linje. Den står i lista, og de som følger saken, får den.",
}
CLOSED = "Saken er avsluttet, så ingenting er endret. Åpne den igjen med «Mer …» på kortet."


def new_case(ask: Ask, text: str, session: Session) -> Answer:
    """Add the case in a line, such as «Rikstunnelen #jernbane»; otherwise open the form."""
    entry, words = marks(text.split(), themes_of(ask.pack), ask.user_id)
    title = " ".join(words)
    if not title or entry.faults or len(title) > MAX_TITLE:
        return _case_form(ask, SAVE_NEW, "Ny sak", CaseValues(title[:MAX_TITLE], entry.theme), " ".join(entry.faults))
    return _added(ask, session, CaseValues(title, entry.theme))


def open_new(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form of a new case."""
    del press, session
    return _case_form(ask, SAVE_NEW, "Ny sak", CaseValues(""))


def edit_form(ask: Ask, case: PolicyCase) -> Form:
    """Return the form of a case's title, theme and next date; the title of an official one is the source's."""
    values = CaseValues(case.title, case.theme, case.next_on, case.next_what)
    form = _case_form(ask, SAVE, "Endre saken", values, state=str(case.id))
    if case.key.startswith(OWN):
        return form
    inputs = tuple(each for each in form.inputs if each.name != "title")
    return Form(form.title, form.action, inputs, form.submit, form.state, line(short_title(case.title)))


def _case_form(ask: Ask, action: str, title: str, known: CaseValues, fault: str = "", state: str = "") -> Form:
    inputs: tuple[Input, ...] = (
        TextInput("title", "Hva heter saken?", initial=known.title, max_length=MAX_TITLE),
        *theme_input(ask, known.theme),
        DateInput("next", "Neste dato", initial=known.next_on, optional=True),
        TextInput("what", "Hva skjer da?", initial=known.next_what, optional=True, max_length=MAX_TITLE),
    )
    return Form(title, action, inputs, state=state, intro=line(fault))


def save_new(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add the case in the form, or return its errors."""
    values = _read(ask, sent, is_own=True)
    return values if isinstance(values, FormErrors) else Reply(card=_added(ask, session, values))


def _added(ask: Ask, session: Session, values: CaseValues) -> Card:
    case = cases.add_own(session, ask.workspace.id, values, ask.user_id, ask.now)
    return card_of(ask, session, case, None, "Saken er lagt inn, og du følger den.")


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Change what a case is called, its theme and its next date, or return the form's errors."""
    case = cases.by_id(session, ask.workspace.id, row_id(sent.state))
    if case is None:
        return Reply(card=stale())
    values = _read(ask, sent, is_own=case.key.startswith(OWN))
    if isinstance(values, FormErrors):
        return values
    try:
        cases.change(session, ask.workspace.id, case.id, values, ask.user_id, ask.now)
    except GoneCaseError:
        return Reply(card=card_of(ask, session, case, None, CLOSED))
    return Reply(card=card_of(ask, session, case, None, "Saken er endret."))


def _read(ask: Ask, sent: Submission, *, is_own: bool) -> CaseValues | FormErrors:
    values = {name: clean(text) for name, text in sent.values.items()}
    title, what, on = values.get("title", ""), values.get("what", ""), iso_day(values.get("next", ""))
    errors = {
        "title": title_error(title, NO_TITLE) if is_own else None,
        "theme": theme_error(values.get("theme"), ask),
        "next": wrong_day(on, ask.today) if on else NEXT_WITHOUT_DAY if what else None,
        "what": length_error(what, MAX_TITLE),
    }
    wrong = {name: text for name, text in errors.items() if text}
    return FormErrors(wrong) if wrong else CaseValues(title, values.get("theme") or None, on, what)


def show_sheet(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the sheet of a case. It is internal: people of other organisations do not see it."""
    case = cases.by_id(session, ask.workspace.id, row_id(press.value))
    if case is None or ask.is_read_outside:
        return Reply(card=stale())
    return Reply(card=sheet_card(case))


def open_sheet(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the sheet with what is written."""
    case = cases.by_id(session, ask.workspace.id, row_id(press.value))
    if case is None or ask.is_read_outside:
        return Reply(card=stale())
    texts = tuple(
        TextInput(
            name,
            label,
            initial=sheets.text_of(case, name),
            hint=HINTS.get(name, ""),
            multiline=name != "status",
            optional=True,
            max_length=sheets.LONGEST,
        )
        for name, label in sheets.FIELDS.items()
    )
    choices = tuple(Choice(label, name) for name, label in sheets.STRATEGIES.items())
    strategy = CheckInput(sheets.STRATEGY, "Strategi", choices, initial=sheets.strategies_of(case))
    return Form("Saksark", SAVE_SHEET, (*texts, strategy), state=str(case.id), intro=line(NOT_A_PERSON))


def save_sheet(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store the sheet, or return the form's errors: drivers and barriers name nobody of the register."""
    case = cases.by_id(session, ask.workspace.id, row_id(sent.state))
    if case is None:
        return Reply(card=stale())
    texts = {name: sent.values.get(name, "").strip() for name in sheets.FIELDS}
    wrong = {name: said for name, text in texts.items() if (said := length_error(text, sheets.LONGEST))}
    for name in ABOUT_PEOPLE:
        if named := named_in_text(session, ask.workspace.id, texts[name]):
            wrong[name] = f"Skriv ikke om navngitte personer her. Ta ut «{named}», og skriv om saken eller organet."
    if wrong:
        return FormErrors(wrong)
    chosen = [each for each in sent.values.get(sheets.STRATEGY, "").split(",") if each in sheets.STRATEGIES]
    sheet = {name: text for name, text in texts.items() if text} | ({sheets.STRATEGY: chosen} if chosen else {})
    try:
        cases.write_sheet(session, ask.workspace.id, case.id, sheet, ask.user_id, ask.now)
    except GoneCaseError:
        return Reply(card=card_of(ask, session, case, None, CLOSED))
    return Reply(card=sheet_card(case, "Arket er lagret."))


def sprint_form(ask: Ask, case: PolicyCase) -> Form:
    """Return the form of a sprint: what we do now, what we leave lying, and until when."""
    inputs = (
        TextInput(
            "what",
            "Hva gjør vi nå?",
            initial=case.sprint_what,
            multiline=True,
            optional=True,
            max_length=sheets.LONGEST,
        ),
        TextInput(
            "left",
            "Hva lar vi ligge så lenge?",
            initial=case.sprint_left,
            hint="Det er lov å la noe vente. Skriv hva, så alle vet det.",
            multiline=True,
            optional=True,
            max_length=sheets.LONGEST,
        ),
        DateInput("until", "Til og med", initial=case.sprint_until or ask.today + SPRINT_LASTS, optional=True),
    )
    intro = line(f"{short_title(case.title)}. Slett datoen for å avslutte sprinten.")
    return Form("Når det brenner", SAVE_SPRINT, inputs, state=str(case.id), intro=intro)


def save_sprint(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Begin, change or end a sprint, or return the form's errors."""
    case = cases.by_id(session, ask.workspace.id, row_id(sent.state))
    if case is None:
        return Reply(card=stale())
    what, left = (sent.values.get(name, "").strip() for name in ("what", "left"))
    until = iso_day(sent.values.get("until", ""))
    errors = {
        "what": (length_error(what, sheets.LONGEST) if what else "Skriv hva dere gjør nå.") if until else None,
        "left": length_error(left, sheets.LONGEST),
        "until": wrong_day(until, ask.today) if until else None,
    }
    wrong = {name: text for name, text in errors.items() if text}
    if wrong:
        return FormErrors(wrong)
    sprint = Sprint(until, what, left) if until else Sprint()
    try:
        cases.set_sprint(session, ask.workspace.id, case.id, sprint, ask.user_id, ask.now)
    except GoneCaseError:
        return Reply(card=card_of(ask, session, case, None, CLOSED))
    said = f"Sprinten varer til og med {day(until, ask.today)}." if until else "Sprinten er avsluttet."
    return Reply(card=card_of(ask, session, case, None, said))


PRESSES: Mapping[str, PressHandler] = {NEW: open_new, SHEET: show_sheet, EDIT_SHEET: open_sheet}
SUBMITS: Mapping[str, SubmitHandler] = {
    SAVE_NEW: save_new,
    SAVE: save,
    SAVE_SHEET: save_sheet,
    SAVE_SPRINT: save_sprint,
}
