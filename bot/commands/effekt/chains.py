"""`/effekt kjede`: from input to money; and what people say of what was found in a recommendation or a decision."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.chains import MONEY, SAVE_MONEY, SHOW, UNDO, chain_card, chains_card
from bot.cards.form import DateInput, Form, FormErrors, TextInput
from bot.cards.nudges.finds import CHAIN, DISMISS, LOG
from bot.cards.words import capital
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.effekt.new_effect import NOT_YET, effect_form, read_effect
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import clean, short
from bot.commands.parse.entries import MAX_LINK, MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import link_error
from bot.commands.shared.effect_log import effect_card
from models.followups.effects import NewEffect, add
from models.members.members import members
from models.official import chains
from models.official.addresses import item_of
from models.official.finds import AlreadyJudgedError, document_of, find_by_id, is_open, judge
from models.official.items import ItemKind
from models.official.press_finds import alerts_of, is_press
from models.official.round_uses import carrier_of, is_use
from models.rounds.carriers import carrier_by_id
from models.tables import OfficialFind

SAVE = "funn.logg_lagre"
JUDGED = "Noen har alt svart på dette. Se /effekt kjede."
MOST_MONEY = 300


def chain_part(ask: Ask, rest: str, session: Session) -> Card:
    """Answer `/effekt kjede [sak]` with a chain, or with those whose title has the words."""
    found = chains.chains(session, ask.workspace.id)
    words = clean(rest)
    address = item_of(words) if words else None
    number = address[1] if address and address[0] is ItemKind.CASE else words
    exact = [each for each in found if each.case == number]
    shown = exact or (chains.named(found, words) if words else found)
    if len(shown) == 1 and words:
        return chain_card(shown[0], ask.pack, ask.today)
    if words and not shown:
        sentence = f"Jeg fant ingen kjede med «{short(words)}». Skriv /effekt kjede for å se alle."
        return Card("Fra innspill til penger", (Paragraph(line(sentence)),), summary=sentence)
    return chains_card(shown)


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the chain of a case, or all of them."""
    if not press.value:
        return Reply(card=chains_card(chains.chains(session, ask.workspace.id)))
    return _shown(ask, session, press.value)


def open_log(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the effect log with what is known of a find."""
    find = find_by_id(session, ask.workspace.id, row_id(press.value))
    if find is None:
        return Reply(card=stale())
    if not is_open(find):
        return _judged(ask)
    if is_use(find):
        return effect_form(ask, _used(ask, session, find), action=SAVE, state=f"{find.id}:{ask.message_id}")
    if is_press(find):
        return effect_form(ask, _in_press(ask, session, find), action=SAVE, state=f"{find.id}:{ask.message_id}")
    document = document_of(session, find)
    where = f" i {document.title}" if document and find.kind == ItemKind.RECOMMENDATION.value else ""
    known = NewEffect(
        "",
        short(f"{capital(find.author)}{where}", MAX_TITLE),
        ask.today,
        theme=find.theme,
        stakeholder=short(find.author, MAX_TITLE),
        link=document.link if document and document.link else None,
        result=f"«{find.quote}» ({find.place})" if find.place else f"«{find.quote}»",
    )
    return effect_form(ask, known, action=SAVE, state=f"{find.id}:{ask.message_id}")


def _used(ask: Ask, session: Session, find: OfficialFind) -> NewEffect:
    """Return what is known of a member's use of a message: where it was used, and the link that was reported."""
    carrier = carrier_by_id(session, ask.workspace.id, carrier_of(find))
    answered = carrier.answered_at if carrier else None
    found = members(session, ask.workspace.id, ask.pack)
    region = next((each.region for each in found if carrier and each.number == carrier.number), "")
    where = f" i {find.place}" if find.place else ""
    return NewEffect(
        "",
        short(f"{find.author} brukte budskapet om {find.quote}{where}", MAX_TITLE),
        answered.astimezone(ask.workspace.zone).date() if answered else ask.today,
        theme=find.theme,
        stakeholder=short(f"{find.author} ({region})" if region else find.author, MAX_TITLE),
        link=carrier.used_link if carrier else None,
    )


def _in_press(ask: Ask, session: Session, find: OfficialFind) -> NewEffect:
    """Return what is known of a case in the press about a member: the headline, the paper, its day and link."""
    alert = alerts_of(session, ask.workspace.id, [find]).get(find.number)
    found = members(session, ask.workspace.id, ask.pack)
    region = next((each.region for each in found if each.label == find.author), "")
    at = (alert.published_at or alert.found_at) if alert else None
    return NewEffect(
        "medieoppslag",
        short(find.quote, MAX_TITLE),
        at.astimezone(ask.workspace.zone).date() if at else ask.today,
        theme=find.theme,
        stakeholder=short(f"{find.author} ({region})" if region else find.author, MAX_TITLE),
        link=alert.link if alert else None,
        result=f"Oppslag i {find.place}" if find.place else None,
    )


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log the effect in the form, and link it with the find and with the input that we sent in the case."""
    number, _, message = sent.state.partition(":")
    effect = read_effect(ask, sent)
    if isinstance(effect, FormErrors):
        return effect
    find = find_by_id(session, ask.workspace.id, row_id(number))
    if find is None or not is_open(find):
        return Reply(card=_said(JUDGED), refresh=message)
    logged = add(session, ask.workspace.id, ask.user_id, effect, ask.now)
    try:
        judge(session, ask.workspace.id, find.id, ask.user_id, ask.now, logged.id)
    except AlreadyJudgedError:
        logged.removed_at = ask.now
        return Reply(card=_said(JUDGED), refresh=message)
    if find.case_number:
        chains.add_step(session, ask.workspace.id, find, logged, ask.user_id, ask.now)
    return Reply(card=effect_card(ask.pack, logged, ask.today), refresh=message)


def dismiss(ask: Ask, press: Press, session: Session) -> Reply:
    """Mark a find as not relevant: it goes from the chain."""
    try:
        find = judge(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now, None)
    except AlreadyJudgedError:
        return _judged(ask)
    if find is None:
        return Reply(card=stale())
    return Reply(card=_said("Det er tatt ut. Det kommer ikke i effektloggen."), refresh=ask.message_id)


def open_money(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the money that came of a case."""
    if chains.chain_of(session, ask.workspace.id, press.value) is None:
        return Reply(card=stale())
    return Form(
        "Penger",
        SAVE_MONEY,
        (
            TextInput(
                "text", "Hva ble bevilget?", hint="For eksempel «120 mill. kr til planlegging».", max_length=MOST_MONEY
            ),
            DateInput("day", "Når ble det klart?", ask.today),
            TextInput("link", "Lenke", optional=True, max_length=MAX_LINK),
        ),
        state=press.value,
    )


def save_money(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Record the money, or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    on = _day(values.get("day", ""))
    wrong = {
        "text": None if values.get("text") else "Skriv hva som ble bevilget.",
        "day": "Velg hvilken dag det var." if on is None else NOT_YET if on > ask.today else None,
        "link": link_error(values.get("link", "")),
    }
    errors = {name: text for name, text in wrong.items() if text} | length_errors(values, {"text": MOST_MONEY})
    if errors or on is None:
        return FormErrors(errors)
    if chains.chain_of(session, ask.workspace.id, sent.state) is None:
        return Reply(card=stale())
    money = chains.Money(values["text"], on, values.get("link") or None)
    chains.add_money(session, ask.workspace.id, sent.state, money, ask.user_id, ask.now)
    return _shown(ask, session, sent.state, (Paragraph(line("Ført inn.")),))


def undo_money(ask: Ask, press: Press, session: Session) -> Reply:
    """Take back what was recorded of money."""
    step = chains.remove_step(session, ask.workspace.id, row_id(press.value), ask.now)
    return (
        _shown(ask, session, step.case_number, (Paragraph(line("Det er tatt ut igjen.")),))
        if step
        else Reply(card=stale())
    )


def _shown(ask: Ask, session: Session, case: str, result: tuple[Part, ...] = ()) -> Reply:
    chain = chains.chain_of(session, ask.workspace.id, case)
    if chain is None:
        return Reply(card=chains_card(chains.chains(session, ask.workspace.id)))
    return Reply(card=chain_card(chain, ask.pack, ask.today, result), replace=bool(result))


def _judged(ask: Ask) -> Reply:
    return Reply(card=_said(JUDGED), refresh=ask.message_id)


def _said(sentence: str) -> Card:
    return Card("Funn", (Paragraph(line(sentence)),), summary=sentence)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PRESSES: Mapping[str, PressHandler] = {
    SHOW: show,
    CHAIN: show,
    LOG: open_log,
    DISMISS: dismiss,
    MONEY: open_money,
    UNDO: undo_money,
}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save, SAVE_MONEY: save_money}
