"""`/padriver klarering`: which texts may be said outwards, and one form that clears many of them at once.

The board decides main message, priorities and demands, so they are cleared with the number of the board's case; the
leader clears the rest. Administrators clear; everybody who works here sees what is cleared.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import (
    Bold,
    Button,
    Card,
    Choice,
    Controls,
    Line,
    Paragraph,
    line,
)
from bot.cards.card_errors import quoted
from bot.cards.content_edit import CLEAR, TO_CLEAR
from bot.cards.form import CheckInput, DateInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.words import amount, capital, listing
from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.commands.innhold.clearing_overview import CLEARED, DRAFT, RETIRED, TO_TAKE_BACK, bullets
from bot.commands.innhold.contents import renewed_ask
from bot.commands.parse.clean import clean, short
from bot.commands.parse.json_text import read_json
from bot.commands.parse.numbers import row_id
from bot.commands.shared.administration import lock_workspace, log_change, refusal
from content.clearing import OutwardText, outward_texts
from models.content.content_edits import CLEARING, RefusedChangeError, WantedEdit, change, undo
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.undoing import AlreadyUndoneError

SAVE, UNDO = "innhold.klarer_lagre", "innhold.klarer_angre"
WHAT = "klarering"
"""The name of these changes in the log."""
PER_GROUP = 10
"""Slack's most boxes to tick in one group."""
MOST_GROUPS = 8
LONGEST_LABEL, LONGEST_CASE = 75, 40
WHAT_CLEARED_IS = "hva som er klarert"
BOXES = ("styret", "leder")
"""What the names of the boxes to tick begin with."""
FINGERPRINT = 8
"""The length of a text's fingerprint in the form's state: 160 of them fit in Slack's 3,000 characters."""
CHANGED = "Noe du har krysset av, er endret siden du åpnet skjemaet. Lukk det, og åpne det på nytt."


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of what may be cleared (or taken back); `value` may end with one entry to tick (`file#entry`)."""
    refused = refusal(ask, session, WHAT_CLEARED_IS)
    if refused:
        return Reply(card=refused)
    mode, _, ticked = press.value.partition(" ")
    taking_back = mode == TO_TAKE_BACK
    texts = _offered(ask, taking_back)
    if not texts:
        none = "Her er det ingen tekster ennå." if taking_back else "Alt som kan klareres, er klarert."
        return Reply(card=Card("Klarering", (Paragraph(line(none)),), summary=none))
    inputs = (
        *_boxes("styret", "Styret vedtar", [each for each in texts if each.board], ticked),
        *_boxes("leder", "Lederen klarerer", [each for each in texts if not each.board], ticked),
    )
    if taking_back:
        choices = (Choice("Utkast", DRAFT), Choice("Ute av bruk", RETIRED))
        status = SelectInput("status", "Hva er de nå?", choices, DRAFT)
        return Form("Trekk tilbake", SAVE, (*inputs, status), submit="Trekk tilbake", state=_state(mode, texts))
    return Form(
        "Klarer tekster",
        SAVE,
        (
            *inputs,
            DateInput("den", "Dato", ask.today, "Dagen styret vedtok det, eller dagen det klareres."),
            TextInput(
                "sak",
                "Saksnummer i styret",
                hint="Må med for hovedbudskap, prioriteringer og krav. Eksempel: 8/26",
                optional=True,
                max_length=LONGEST_CASE,
            ),
        ),
        submit="Klarer",
        state=_state(mode, texts),
        intro=_intro(ask),
    )


def _offered(ask: Ask, taking_back: bool) -> list[OutwardText]:
    texts = outward_texts(ask.pack)
    if taking_back:
        return texts
    return [each for each in texts if each.clearing.status == DRAFT and not each.open_points]


def _intro(ask: Ask) -> Line:
    waiting = [each for each in outward_texts(ask.pack) if each.open_points and each.clearing.status == DRAFT]
    lead = "Kryss av det som er klart til å sies utad."
    if not waiting:
        return line(lead)
    named = listing([each.label for each in waiting[:3]])
    return line(f"{lead} Dette må avklares først, og står ikke i lista: {named}{'' if named[-1] in '.?!' else '.'}")


def _boxes(name: str, label: str, texts: Sequence[OutwardText], ticked: str) -> tuple[CheckInput, ...]:
    groups = [texts[start : start + PER_GROUP] for start in range(0, len(texts), PER_GROUP)][:MOST_GROUPS]
    many = len(groups) > 1
    return tuple(
        CheckInput(
            f"{name}{number}",
            f"{label} ({number} av {len(groups)})" if many else label,
            tuple(Choice(short(each.label, LONGEST_LABEL), _ref(each)) for each in group),
            tuple(_ref(each) for each in group if _ref(each) == ticked),
        )
        for number, group in enumerate(groups, 1)
    )


def _state(mode: str, texts: Sequence[OutwardText]) -> str:
    """Return the form's state: what it is for, and a fingerprint of each text as it is now."""
    return to_json({"m": mode, "s": "".join(map(_fingerprint, texts))}).decode()


def _fingerprint(each: OutwardText) -> str:
    return sha256(repr((_ref(each), each.texts)).encode()).hexdigest()[:FINGERPRINT]


def _ref(each: OutwardText) -> str:
    return f"{each.file}#{each.entry}"


def save(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Clear (or take back) what is ticked, all of it as one change."""
    lock_workspace(ask, session)  # a text that is changed at the same moment is not cleared unread
    ask = renewed_ask(ask, session)
    refused = refusal(ask, session, WHAT_CLEARED_IS)
    if refused:
        return Reply(card=refused)
    chosen = _chosen(ask, submission)
    if isinstance(chosen, FormErrors):
        return chosen
    taking_back = _read_state(submission.state)[0] == TO_TAKE_BACK
    clearing = _taken_back(submission) if taking_back else _cleared(ask, submission, chosen)
    if isinstance(clearing, FormErrors):
        return clearing
    if taking_back:
        chosen = [each for each in chosen if each.clearing.status != clearing["status"]]
    if not chosen:
        return FormErrors(
            {
                "status": f"Det du har krysset av, er {clearing['status']} allerede. Velg en annen status, eller lukk skjemaet."
            }
        )
    wanted = [WantedEdit(each.file, each.entry, {CLEARING: _for(each, clearing)}) for each in chosen]
    try:
        edit = change(session, ask.workspace, ask.pack.start, ask.user_id, wanted, ask.now)
    except RefusedChangeError:
        return FormErrors({"status" if taking_back else "den": CHANGED})
    status = str(clearing["status"])
    log_change(ask, session, WHAT, {}, {"status": status, "antall": str(len(chosen))})
    return Reply(card=_saved(chosen, status, edit.id))


def _chosen(ask: Ask, submission: Submission) -> list[OutwardText] | FormErrors:
    """Return the texts that are ticked, or an error if there are none, or one is not as it was in the form."""
    mode, seen = _read_state(submission.state)
    offered = {_ref(each): each for each in _offered(ask, mode == TO_TAKE_BACK)}
    boxes = sorted(
        (name for name in submission.values if name.startswith(BOXES)), key=lambda name: (name[0] != "s", name)
    )
    ticked = [(name, ref) for name in boxes for ref in submission.values[name].split(",") if ref]
    if not ticked:
        # Slack sends no empty boxes: the error belongs at the first of them.
        first = "styret1" if any(each.board for each in offered.values()) else "leder1"
        return FormErrors({first: "Kryss av minst én tekst."})
    changed = [name for name, ref in ticked if ref not in offered or _fingerprint(offered[ref]) not in seen]
    if changed:
        return FormErrors({changed[0]: CHANGED})
    return [offered[ref] for _, ref in ticked]


def _read_state(state: str) -> tuple[str, frozenset[str]]:
    """Return what the form is for, and the fingerprints of the texts as they were when it was opened."""
    match read_json(state):
        case {"m": str(mode), "s": str(seen)}:
            starts = range(0, len(seen), FINGERPRINT)
            return mode, frozenset(seen[start : start + FINGERPRINT] for start in starts)
    return TO_CLEAR, frozenset()


def _taken_back(submission: Submission) -> dict[str, Any]:
    return {"status": RETIRED if submission.values.get("status") == RETIRED else DRAFT}


def _cleared(ask: Ask, submission: Submission, chosen: Iterable[OutwardText]) -> dict[str, Any] | FormErrors:
    case = clean(submission.values.get("sak", ""))
    try:
        on = date.fromisoformat(submission.values.get("den", ""))
    except ValueError:
        return FormErrors({"den": "Velg en dato."})
    if on > ask.today:
        return FormErrors({"den": "Velg dagen i dag eller en dag før."})
    if len(case) > LONGEST_CASE:
        return FormErrors({"sak": f"Skriv høyst {LONGEST_CASE} tegn."})
    if not case and any(each.board for each in chosen):
        sentence = "Hovedbudskap, prioriteringer og krav vedtas av styret. Skriv saksnummeret, eller fjern kryssene i «Styret vedtar»."
        return FormErrors({"sak": sentence})
    found = {"status": CLEARED, "av": f"@{{{ask.user_id}}}", "den": on.isoformat()}
    return found | ({"sak": case} if case else {})


def _for(each: OutwardText, clearing: dict[str, Any]) -> dict[str, Any] | None:
    """Return the clearing of one text: the board's case is that of what the board decides."""
    if clearing["status"] == DRAFT:
        return None
    return clearing if each.board else {name: value for name, value in clearing.items() if name != "sak"}


def _saved(chosen: Sequence[OutwardText], status: str, edit_id: int) -> Card:
    done = {CLEARED: "klarert", DRAFT: "utkast igjen", RETIRED: "ute av bruk"}[status]
    sentence = f"{capital(amount(len(chosen), 'tekst', 'tekster'))} er nå {done}."
    return Card(
        "Klarering",
        (
            Paragraph(line(Bold(sentence))),
            bullets(chosen, lambda each: line(each.label)),
            Controls((Button("Angre", UNDO, str(edit_id)),)),
        ),
        summary=sentence,
    )


def take_back(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo what the form did."""
    refused = refusal(ask, session, WHAT_CLEARED_IS)
    if refused:
        return Reply(card=refused)
    try:
        undo(session, ask.workspace, ask.pack.start, row_id(press.value), ask.user_id, ask.now)
    except AlreadyUndoneError:
        sentence = "Dette er angret allerede."
    except (ChangedError, RefusedChangeError):
        sentence = "Noe av dette er endret siden, så det kan ikke angres samlet. Bruk «Trekk tilbake»."
    except GoneError:
        sentence = "Dette finnes ikke lenger, eller er for gammelt til å angres."
    else:
        log_change(ask, session, WHAT, {}, {"status": "angret"})
        sentence = "Angret. Tekstene er som før."
    return Reply(card=Card("Klarering", (Paragraph(line(sentence)),), summary=sentence), replace=True)


def log_line(after: dict[str, str]) -> str:
    """Return what was done, for the log: «klarerte 12 tekster»."""
    match after.get("status"):
        case "angret":
            return "angret en klarering"
        case "klarert":
            return f"klarerte {amount(row_id(after.get('antall', '0')), 'tekst', 'tekster')}"
        case status:
            return f"satte {amount(row_id(after.get('antall', '0')), 'tekst', 'tekster')} til {quoted(status or DRAFT)}"


PRESSES: dict[str, Pressing] = for_colleagues({CLEAR: open_form, UNDO: take_back})
SUBMITS: dict[str, Submitting] = for_colleagues({SAVE: save})
