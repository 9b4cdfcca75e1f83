"""The card of one hearing, and what we decide about it: to answer, to take part, to follow, or not after all."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.cards import words
from bot.cards.card import Button, Card, Code, Controls, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.card_errors import quoted, stale
from bot.cards.hearing_card import CORRECT, GIVE_UP, OTHER_PLAN, hearing_card
from bot.cards.hearings import DO, FOLLOW, SEE, SHOW
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.hearings.sending import correct
from bot.commands.parse.clean import fold
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.shared.deadline_controls import FORM, undo_button
from bot.commands.shared.deadline_form import encode_entry
from bot.commands.shared.presented_results import demands_in
from models.cases.cases import follow_item
from models.occurrences.changes import AlreadyDoneError, GoneError
from models.official.addresses import item_of
from models.official.answers import CalledOffError, Undertaken, WantedAnswer, give_up, undertake
from models.official.dates import day_of
from models.official.hearing import Hearing, hearing_of, read_value
from models.official.items import ItemKind
from models.official.open_items import open_items
from models.official.plan import ANSWERS, FOLLOWS, TAKES_PART
from models.tables import OfficialRecord
from models.workspace.contacts import ContactRole

SAID: Mapping[str, str] = {
    ANSWERS: "Vi svarer. Den ligger i fristene med datoer og sjekkliste.",
    TAKES_PART: "Vi deltar. Den ligger i fristene med datoer og sjekkliste.",
    FOLLOWS: "Vi følger med. Den ligger i fristene, og jeg sier fra når kilden endrer noe.",
}
_UNDATED = "Den ligger i fristene uten dato, siden kilden ikke har noen. Jeg sier fra når fristen kommer."
SAID_UNDATED: Mapping[str, str] = {
    ANSWERS: f"Vi svarer. {_UNDATED}",
    TAKES_PART: f"Vi deltar. {_UNDATED}",
    FOLLOWS: f"Vi følger med. {_UNDATED}",
}
BEFORE: Mapping[str, str] = {
    ANSWERS: "Det er alt bestemt at vi svarer.",
    TAKES_PART: "Det er alt bestemt at vi deltar.",
    FOLLOWS: "Vi følger alt med.",
}
NOT_SEEN = "Jeg har ikke sett denne ennå. Legg den inn selv, så følger den kilden når den kommer."
CALLED_OFF = "Kilden har avlyst den, så det er ikke noe å svare på."
MOST_FOUND = 5


def shown_hearing(ask: Ask, session: Session, value: str) -> Hearing | None:
    """Return the hearing that a control's value names."""
    found = read_value(value)
    return hearing_of(session, ask.workspace.id, ask.pack, *found) if found else None


def card_of(ask: Ask, session: Session, shown: Hearing, result: Sequence[Part] = ()) -> Card:
    """Return the card of a hearing as it is now."""
    again = hearing_of(session, ask.workspace.id, ask.pack, shown.kind, shown.number) or shown
    demands = demands_in(ask, session, again.record)
    return hearing_card(again, ask.pack, ask.today, result=result, demands=demands)


def pasted_hearing(ask: Ask, text: str, session: Session) -> Card | None:
    """Return the hearing or case whose address is in a text; None if there is none, or other words and nobody knows it.

    An address alone that nobody knows is offered to be added.
    """
    written = text.split()
    address = next(filter(item_of, written), None)
    if address is None or ask.role is not ContactRole.COLLEAGUE:
        return None
    return _at_address(ask, address, session, is_alone=len(written) == 1)


def _at_address(ask: Ask, address: str, session: Session, *, is_alone: bool) -> Card | None:
    item = item_of(address)
    found = hearing_of(session, ask.workspace.id, ask.pack, *item) if item else None
    if found is not None:
        return card_of(ask, session, found)
    if not is_alone:
        return None
    add = Button("Legg i fristene …", FORM, encode_entry(Entry(link=address)), style="primary")
    return Card("Høringer", (Paragraph(line(NOT_SEEN)), Controls((add,))), summary=NOT_SEEN)


def hearing_command(ask: Ask, text: str, session: Session) -> Card:
    """Answer `/padriver høring …` with the hearing that an address is of, or whose title has those words."""
    if item_of(text) and (at_address := _at_address(ask, text, session, is_alone=True)):
        return at_address
    wanted = fold(text).split()
    records = [each for each in open_items(session, ask.today) if all(word in fold(each.title) for word in wanted)]
    if len(records) != 1:
        return _several(text, records)
    shown = hearing_of(session, ask.workspace.id, ask.pack, ItemKind(records[0].kind), records[0].number)
    return card_of(ask, session, shown) if shown else _unknown(())


def _unknown(said: Line) -> Card:
    by_hand = line(*said, "Legg den inn selv: ", Code("/frister ny DATO ADRESSE"), ".")
    return Card("Høringer", (Paragraph(by_hand),))


def _several(text: str, records: Sequence[OfficialRecord]) -> Card:
    if not records:
        return _unknown(line(f"Jeg fant ingen åpen høring med «{quoted(text)}». "))
    rows = [
        Item(line(each.title), (Button("Se høringen", SHOW, f"{each.kind}:{each.number}"),))
        for each in records[:MOST_FOUND]
    ]
    left = len(records) - len(rows)
    more = (Note(line(f"og {left} til. Skriv flere ord fra tittelen.")),) if left else ()
    return Card("Hvilken høring mener du?", (*rows, *more))


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the card of a hearing."""
    shown = shown_hearing(ask, session, press.value)
    return Reply(card=card_of(ask, session, shown) if shown else stale())


def answer(ask: Ask, press: Press, session: Session) -> Reply:
    """Answer a hearing, or take part in it."""
    shown = shown_hearing(ask, session, press.value)
    return _undertaken(ask, session, shown, shown.wanted_plan) if shown else Reply(card=stale())


def follow(ask: Ask, press: Press, session: Session) -> Reply:
    """Follow a hearing."""
    shown = shown_hearing(ask, session, press.value)
    return _undertaken(ask, session, shown, FOLLOWS) if shown else Reply(card=stale())


def _in_writing(ask: Ask, press: Press, session: Session) -> Reply:
    shown = shown_hearing(ask, session, press.value)
    return _undertaken(ask, session, shown, ANSWERS) if shown else Reply(card=stale())


def _undertaken(ask: Ask, session: Session, shown: Hearing, plan: str) -> Reply:
    wanted = WantedAnswer(shown.kind, shown.number, plan, shown.theme, shown.title[:MAX_TITLE])
    try:
        found = undertake(session, ask.workspace.id, ask.user_id, ask.now, ask.today, wanted)
    except AlreadyDoneError as error:
        at = words.ago(error.at, ask.now, ask.workspace.zone)
        who = Person(error.by) if error.by and error.by != ask.user_id else "Du" if error.by else "Noen"
        return _reply(ask, session, shown, (Paragraph(line(who, f" markerte den som ferdig {at}.")),))
    except CalledOffError:
        return _reply(ask, session, shown, (Paragraph(line(CALLED_OFF)),))
    except GoneError:
        return Reply(card=stale())
    if shown.kind is ItemKind.CASE and shown.record is not None:
        # Its hearing is only a step: what comes after is heard of too.
        follow_item(session, ask.workspace.id, shown.record, ask.user_id, shown.theme, ask.now)
    return _reply(ask, session, shown, (Item(_said(ask, found, plan), _undo(found)),))


def _said(ask: Ask, found: Undertaken, plan: str) -> Line:
    owner = found.row.owner
    who: Line = () if owner is None else (" Du" if owner == ask.user_id else " ", *_other(ask, owner), " er ansvarlig.")
    is_dated = day_of(found.row) is not None
    said = (SAID if is_dated else SAID_UNDATED)[plan] if found.is_new else BEFORE[found.plan.plan]
    return line(said, *who)


def _other(ask: Ask, owner: str) -> Line:
    return () if owner == ask.user_id else (Person(owner),)


def _undo(found: Undertaken) -> tuple[Button, ...]:
    return (undo_button(found.change),) if found.change is not None else ()


def _not_after_all(ask: Ask, press: Press, session: Session) -> Reply:
    shown = shown_hearing(ask, session, press.value)
    if shown is None or shown.row is None:
        return Reply(card=stale())
    try:
        give_up(session, ask.workspace.id, shown.row.id)
    except GoneError:
        return _reply(ask, session, shown, (Paragraph(line("Det er alt endret.")),))
    return _reply(ask, session, shown, (Paragraph(line("Datoene på veien er fjernet. Vi følger fortsatt med.")),))


def _reply(ask: Ask, session: Session, shown: Hearing, result: Sequence[Part]) -> Reply:
    return Reply(card=card_of(ask, session, shown, result), replace=True, refresh=ask.message_id)


CHOSEN: Mapping[str, PressHandler] = {SEE: show, OTHER_PLAN: _in_writing, GIVE_UP: _not_after_all, CORRECT: correct}
"""What may be chosen behind «…» about a hearing, besides «Ikke relevant» (`bot.commands.padriver.hearing_command`)."""
PRESSES: Mapping[str, PressHandler] = {SHOW: show, DO: answer, FOLLOW: follow}
