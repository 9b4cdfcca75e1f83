"""`/budskap runde`: members are asked to use a cleared message; who did, who said what, and a map. For the secretariat alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards import round_cards as cards
from bot.cards.card import Card, Choice, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import DateInput, Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Answer, Ask, CommandHandler, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.budskap.round_answers import PRESSES as ANSWER_PRESSES
from bot.commands.budskap.round_answers import SUBMITS as ANSWER_SUBMITS
from bot.commands.budskap.round_file import file_of, give_file
from bot.commands.budskap.round_map import round_map
from bot.commands.budskap.round_sending import asks_about_campaign, reach_of, send
from bot.commands.budskap.target_match import SingleMatch, match
from bot.commands.budskap.target_names import campaign_for, names, targets
from bot.commands.budskap.targets import Main, Target, TrackOf
from bot.commands.budskap.wording import wording
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.entries import MAX_LINK
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import link_error
from bot.reports.round_facts import carrier_rows
from content.schema.wording import open_points
from models.members.members import members
from models.occurrences.changes import GoneError
from models.official.members import sitting
from models.rounds.audiences import RoundAudience, audiences
from models.rounds.carriers import (
    CarrierOf,
    NewRound,
    SentAlreadyError,
    begin,
    carriers_of,
    close,
    mark_sent,
    round_by_id,
    rounds_of,
)
from models.tables import MessageRound
from models.workspace.contacts import ContactRole

WORDS = frozenset({"runde", "runder", "runden", "rundene"})
MAP_WORDS, FILE_WORDS = frozenset({"kart", "kartet"}), frozenset({"pdf", "arkiv"})
USUAL_DAYS, LONGEST_DAYS = 14, 120
IN_PRIVATE = "Runder viser jeg bare der ingen andre leser, for de sier hvem som har svart hva. Skriv til meg i en direktemelding."
NO_KEYS = (
    "Lenker på e-post krever at boten har en offentlig adresse og en nøkkel (PADRIVER_URL og PADRIVER_KEYS). "
    "Be den som drifter Pådriver, om å sette dem."
)


def with_rounds(command: Callable[[Ask, Session], Answer]) -> CommandHandler:
    """Return the command that answers colleagues who ask for rounds with those, and else as before."""

    def answer(ask: Ask, session: Session) -> Answer:
        first, _, rest = clean(ask.text).partition(" ")
        is_asked = fold(first) in WORDS and ask.role is ContactRole.COLLEAGUE
        return rounds_part(ask, rest, session) if is_asked else command(ask, session)

    return answer


def rounds_part(ask: Ask, rest: str, session: Session) -> Answer:
    """Answer `/budskap runde [kart|pdf|emne]`: the rounds, the map or the PDF of the newest, or the form with that message."""
    if not ask.is_private:
        return Card(cards.TITLE, (Paragraph(line(IN_PRIVATE)),), summary=IN_PRIVATE)
    words = clean(rest)
    first = fold(words.partition(" ")[0])
    if first in MAP_WORDS | FILE_WORDS:
        found = rounds_of(session, ask.workspace.id)
        if not found:
            return _list(ask, session)
        return map_of(ask, session, found[:1]) if first in MAP_WORDS else file_of(ask, session, found[0])
    if not words or fold(words) == "ny":
        return _form(ask, session) if words else _list(ask, session)
    matched = match(words, names(ask.pack, ask.today))
    target = matched.target if isinstance(matched, SingleMatch) else None
    if target is None or not isinstance(target, TrackOf | Main):
        return _form(ask, session)
    chosen = message_of(ask, target)
    return _form(ask, session, chosen.target) if chosen else cards.not_cleared(target.label)


@dataclass(frozen=True)
class RoundMessage:
    """A cleared message that may be sent: as `/budskap` finds it, its theme, title, text and demand."""

    target: str
    theme: str | None
    title: str
    text: str
    demand: str
    text_nn: str | None = None
    """Text and demand in nynorsk, if what there is of both is written."""
    demand_nn: str | None = None


def messages(ask: Ask) -> list[RoundMessage]:
    """Return the messages that may be sent, in the order of `/budskap`."""
    found = (message_of(ask, each) for each in targets(ask.pack, ask.today) if isinstance(each, TrackOf | Main))
    return [each for each in found if each is not None]


def message_of(ask: Ask, target: Target) -> RoundMessage | None:
    """Return a target's message if it is cleared and nothing in it is left to settle; None for a draft."""
    pieces = wording(target, ask.pack, campaign_for(ask.pack, ask.today), ask.today)
    if not pieces or pieces[0].clearing.status != "klarert" or open_points(pieces[0].text):
        return None
    demand = next((each.text for each in pieces if each.heading == "Krav" and each.clearing.status == "klarert"), "")
    theme = target.issue.id if isinstance(target, TrackOf) else None
    title = target.track.name if isinstance(target, TrackOf) else target.label
    asks = "" if open_points(demand) else demand
    return RoundMessage(target.ref, theme, title, pieces[0].text, asks, *_nynorsk(target, asks))


def _nynorsk(target: Target, demand: str) -> tuple[str | None, str | None]:
    """Return the text and the demand in nynorsk; None of both if either is missing: a letter is in one language."""
    text, asks = None, None
    if isinstance(target, TrackOf):
        text, asks = target.track.budskap_nn, target.track.krav_nn
    elif isinstance(target, Main):
        main = target.campaign.main
        text, asks = main.text_nn, next((each.krav_nn for each in main.priorities if each.krav == demand), None)
    needed = [text, *([asks] if demand else [])]
    return (text, asks if demand else None) if all(each and not open_points(each) for each in needed) else (None, None)


def _list(ask: Ask, session: Session) -> Card:
    rows = rounds_of(session, ask.workspace.id)[:10]
    said = [(each, cards.total(_carriers(ask, session, each), _count(ask))) for each in rows]
    return cards.list_card(said, ask.today)


def _form(ask: Ask, session: Session, chosen: str | None = None) -> Answer:
    found = messages(ask)
    if not found:
        return cards.nothing_cleared()
    choices = tuple(Choice(short(each.title, 70), each.target) for each in found)
    who = _audiences(ask, session)
    return Form(
        "Ny runde",
        cards.SAVE,
        (
            SelectInput("target", "Budskap", choices, chosen or choices[0].value),
            SelectInput("audience", "Hvem skal bære det?", tuple(Choice(short(each.name, 70), each.value) for each in who), who[0].value),
            DateInput("until", "Bruk det innen", ask.today + timedelta(days=USUAL_DAYS)),
            TextInput("post", "Lenke til innlegget vårt", hint="Det enkleste er å dele det.", optional=True, max_length=MAX_LINK),
        ),
        submit="Se hvem som får det",
        intro=line("Bare klarerte budskap står her. Ingenting sendes før du har sett hvem som får det."),
    )  # fmt: skip


def _audiences(ask: Ask, session: Session) -> list[RoundAudience]:
    return audiences(members(session, ask.workspace.id, ask.pack), sitting(session))[:100]


def open_new(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a round."""
    del press
    answer = _form(ask, session) if ask.is_private else rounds_part(ask, "", session)
    return answer if isinstance(answer, Form) else Reply(card=answer if isinstance(answer, Card) else None)


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Begin a round that is not sent yet, and show who would get it; or return the form's errors."""
    found = next((each for each in messages(ask) if each.target == sent.values.get("target")), None)
    who = next((each for each in _audiences(ask, session) if each.value == sent.values.get("audience")), None)
    until, post = _day(sent.values.get("until", "")), clean(sent.values.get("post", ""))
    wrong = {
        "target": None if found else "Velg et klarert budskap.",
        "audience": None if who else "Velg hvem som skal bære det.",
        "until": _wrong_day(until, ask.today),
        "post": link_error(post),
    }
    if any(wrong.values()) or found is None or who is None or until is None:
        return FormErrors({name: text for name, text in wrong.items() if text})
    new = NewRound(
        found.target,
        found.theme,
        found.title,
        found.text,
        found.demand,
        who.value,
        who.name,
        until,
        post or None,
        found.text_nn,
        found.demand_nn,
    )
    row = begin(session, ask.workspace, ask.pack, new, sitting(session), ask.user_id, ask.now)
    return Reply(card=_preview(ask, session, row))


def _wrong_day(day: date | None, today: date) -> str | None:
    if day is None:
        return "Velg en dag."
    if day <= today:
        return "Velg en dag som ikke har vært."
    return f"Velg en dag i løpet av de neste {LONGEST_DAYS} dagene." if (day - today).days > LONGEST_DAYS else None


def _preview(ask: Ask, session: Session, row: MessageRound) -> Card:
    reach = reach_of(ask, session, row)
    needs = NO_KEYS if ask.mails and ask.round_links is None else ""
    return cards.preview_card(row, reach, ask.today, can_mail=ask.mails and ask.round_links is not None, needs=needs)


def send_round(ask: Ask, press: Press, session: Session) -> Reply:
    """Send a round, unless it is an election campaign: then the question comes first."""
    row = round_by_id(session, ask.workspace.id, row_id(press.value))
    if row is None:
        return Reply(card=stale())
    if row.sent_at is None and asks_about_campaign(ask, _carriers(ask, session, row)):
        return Reply(card=cards.campaign_card(row), replace=True)
    return confirm(ask, press, session)


def confirm(ask: Ask, press: Press, session: Session) -> Reply:
    """Send a round once: plan the messages, and show how it goes. A message that is no longer cleared is not sent."""
    begun = round_by_id(session, ask.workspace.id, row_id(press.value))
    if begun and begun.sent_at is None and not _is_still_cleared(ask, begun):
        return Reply(card=cards.changed_card(begun), replace=True)
    try:
        row = mark_sent(session, ask.workspace.id, row_id(press.value), ask.now)
    except GoneError:
        return Reply(card=stale())
    except SentAlreadyError:
        return show(ask, press, session)
    send(ask, session, row, reach_of(ask, session, row))
    return Reply(card=_status(ask, session, row), replace=True, planned=True)


def _is_still_cleared(ask: Ask, row: MessageRound) -> bool:
    return any((each.target, each.text, each.demand) == (row.target, row.text, row.demand) for each in messages(ask))


def delete(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete a round that is not sent."""
    row = round_by_id(session, ask.workspace.id, row_id(press.value), lock_it=True)
    if row is None:
        return Reply(card=stale())
    if row.sent_at is not None:
        return show(ask, press, session)
    session.delete(row)
    sentence = "Runden er slettet. Ingen har fått noe."
    return Reply(card=Card("Runden er slettet", (Paragraph(line(sentence)),), summary=sentence), replace=True)


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show how a round goes, or what will be sent if it is not sent yet."""
    row = round_by_id(session, ask.workspace.id, row_id(press.value))
    if row is None or not ask.is_private:
        return Reply(card=stale())
    card = _status(ask, session, row) if row.sent_at else _preview(ask, session, row)
    return Reply(card=card)


def end(ask: Ask, press: Press, session: Session) -> Reply:
    """End a round: its links open nothing, and nobody is reminded."""
    try:
        row = close(session, ask.workspace.id, row_id(press.value), ask.now)
    except GoneError:
        return Reply(card=stale())
    return Reply(card=_status(ask, session, row), replace=True)


def show_map(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a round as a map and as a list."""
    row = round_by_id(session, ask.workspace.id, row_id(press.value))
    if row is None or not ask.is_private:
        return Reply(card=stale())
    answer = map_of(ask, session, [row])
    return (
        Reply(card=answer) if isinstance(answer, Card) else Reply(file=answer if not isinstance(answer, Form) else None)
    )


def map_of(ask: Ask, session: Session, rounds: Sequence[MessageRound]) -> Answer:
    """Return the map of some rounds: each member by what it did."""
    rows = carrier_rows(session, ask.workspace, ask.pack, rounds, ask.today)
    return round_map(f"Runde: {rounds[0].title}", rows, _count(ask))


def _status(ask: Ask, session: Session, row: MessageRound) -> Card:
    return cards.status_card(row, _carriers(ask, session, row), _count(ask), ask.today)


def _carriers(ask: Ask, session: Session, row: MessageRound) -> list[CarrierOf]:
    return carriers_of(session, ask.workspace, ask.pack, [row.id], ask.today)


def _count(ask: Ask) -> int:
    return ask.pack.organisation.member_count


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PRESSES: Mapping[str, PressHandler] = {
    cards.NEW: open_new,
    cards.SEND: send_round,
    cards.CONFIRM: confirm,
    cards.DELETE: delete,
    cards.SHOW: show,
    cards.MAP: show_map,
    cards.CLOSE: end,
    cards.FILE: give_file,
    **ANSWER_PRESSES,
}
SUBMITS: Mapping[str, SubmitHandler] = {cards.SAVE: save, **ANSWER_SUBMITS}
