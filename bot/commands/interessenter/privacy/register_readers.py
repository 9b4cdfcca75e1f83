"""The readers of the register, and the access checks."""

from collections.abc import Callable
from functools import wraps

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.card_errors import for_colleagues_only
from bot.cards.form import FormErrors
from bot.commands.ask import (
    Answer,
    Ask,
    CommandHandler,
    Press,
    PressHandler,
    Reply,
    Submission,
    SubmitHandler,
    Submitted,
)
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.mentions import MENTION, unknown_person
from bot.commands.share import KEPT_INSIDE
from bot.commands.shared.administration import any_of, current_workspace, lock_workspace, log_change, refusal
from models.register.readers import may_read, name_reader, readers, remove_reader
from models.workspace.contacts import ContactRole

REMOVE = "interessent.leser.fjern"
WHAT = "leser"
CHANGING = "hvem som får lese interessentregisteret"
LONGEST_ID = 64
_REMOVE = frozenset(map(fold, ("fjern", "slett", "ta bort")))
EVERYBODY = (
    "Alle her kan lese registeret. Når du legger til den første leseren, kan bare leserne og administratorene det."
)

OURS = ("owner", "ours")
"""The inputs of the register's forms that name a colleague."""
NOT_OURS = "Velg en som arbeider her. Gjester og folk fra andre virksomheter ser ikke registeret."
NO_READER = " kan ikke lese registeret. Det kan bare de som arbeider her."


def readers_part(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter lesere [fjern] [@person]`."""
    first, _, rest = clean(text).partition(" ")
    removes = fold(first) in _REMOVE
    line_text = (rest if removes else clean(text)).strip()
    if not line_text:
        return _card(ask, session)
    mention = MENTION.fullmatch(line_text)
    if mention is None or mention[1] != "@":
        return _card(ask, session, line(unknown_person(line_text).text))
    return _removed(ask, session, mention[2]) if removes else _named(ask, session, mention[2])


def remove(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove a reader from the list."""
    return Reply(card=_removed(ask, session, press.value[:LONGEST_ID]), replace=True)


def command_for_readers(handler: CommandHandler) -> CommandHandler:
    """Return a handler that runs `handler` for readers, and says to others which people to ask."""

    @wraps(handler)
    def answer(ask: Ask, session: Session) -> Answer:
        if ask.is_read_outside:
            return KEPT_INSIDE
        return handler(ask, session) if _may_read(ask, session) else _closed(ask, session)

    return answer


def press_for_readers(handler: PressHandler) -> PressHandler:
    """Return the same for a control."""

    @wraps(handler)
    def pressed(ask: Ask, press: Press, session: Session) -> Answer | Reply:
        if ask.is_read_outside:
            return Reply(card=KEPT_INSIDE)
        if _may_read(ask, session):
            return handler(ask, press, session)
        return Reply(card=_closed(ask, session))

    return pressed  # type: ignore[return-value]  # the handler's own return type


def file_for_readers(handler: Callable[[Ask, Session], Reply]) -> Callable[[Ask, Session], Reply]:
    """Return the same for the handler of a file."""

    @wraps(handler)
    def answer(ask: Ask, session: Session) -> Reply:
        may = _may_read(ask, session)
        return handler(ask, session) if may else Reply(card=_closed(ask, session))

    return answer


def submit_for_readers(handler: SubmitHandler) -> SubmitHandler:
    """Return the same for a form, which must name only colleagues as such."""

    @wraps(handler)
    def submitted(ask: Ask, sent: Submission, session: Session) -> Submitted:
        if _may_read(ask, session):
            return _for_ours(ask, sent, session) or handler(ask, sent, session)
        return Reply(card=_closed(ask, session))

    return submitted


def _for_ours(ask: Ask, sent: Submission, session: Session) -> FormErrors | None:
    """Return the errors of a form that names somebody as a colleague who is not one; None if there are none."""
    named = {name: sent.values[name] for name in OURS if sent.values.get(name)}
    wrong = {name: NOT_OURS for name, who in named.items() if ask.role_of(session, who) is not ContactRole.COLLEAGUE}
    return FormErrors(wrong) if wrong else None


def _may_read(ask: Ask, session: Session) -> bool:
    """Return True if the person may read: by the role of the request, and by the stored role."""
    return ask.role is ContactRole.COLLEAGUE and may_read(session, ask.workspace, ask.user_id)


def _closed(ask: Ask, session: Session) -> Card:
    if ask.role is not ContactRole.COLLEAGUE:
        return for_colleagues_only()
    sentence = "Bare noen få her kan lese interessentregisteret, siden det holder personopplysninger."
    who = readers(session, ask.workspace)
    return Card("Registeret er lukket", (Paragraph(line(sentence, " Spør ", *any_of(who), ".")),), summary=sentence)


def _card(ask: Ask, session: Session, text_line: Line = ()) -> Card:
    people = readers(session, current_workspace(ask, session))
    rows: tuple[Part, ...] = tuple(Item(line(Person(each)), (Button("Fjern", REMOVE, each),)) for each in people)
    return Card(
        "Hvem som kan lese registeret",
        (
            *((Paragraph(text_line),) if text_line else ()),
            *(rows or (Paragraph(line(EVERYBODY)),)),
            Note(line("Legg til en med ", Code("/interessenter lesere @navn"), ".")),
        ),
    )


def _named(ask: Ask, session: Session, user_id: str) -> Card:
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    if ask.role_of(session, user_id) is not ContactRole.COLLEAGUE:
        return _card(ask, session, line(Person(user_id), NO_READER))
    if name_reader(session, workspace, user_id, ask.user_id, ask.now):
        log_change(ask, session, WHAT, {}, {WHAT: user_id})
    return _card(ask, session, line(Person(user_id), " kan lese registeret."))


def _removed(ask: Ask, session: Session, user_id: str) -> Card:
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    if not remove_reader(session, workspace, user_id):
        return _card(ask, session, line(Person(user_id), " står ikke på lista."))
    log_change(ask, session, WHAT, {WHAT: user_id}, {})
    return _card(ask, session, line(Person(user_id), " er tatt av lista."))
