"""Answers `/budskap`: finds the target, and returns its message as a card or as text to copy."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Control, Controls, Copyable, Note, Paragraph, line
from bot.cards.card_errors import not_known, quoted, stale
from bot.cards.clearing import must_be_settled
from bot.cards.content_edit import budget_phases_button, campaign_file, edit_button, issue_file
from bot.cards.help import ways_card
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.budskap.missing import with_missing
from bot.commands.budskap.plain_wording import are_cleared, has_wording, plain_text, to_settle
from bot.commands.budskap.plan_cards import Today
from bot.commands.budskap.target_cards import MOST_BUTTONS, SHOW, for_recipient, menu, more_buttons, overview, parts_of
from bot.commands.budskap.target_match import NoMatch, SeveralMatches, SingleMatch, match
from bot.commands.budskap.target_names import campaign_for, names, place_of
from bot.commands.budskap.targets import (
    AboutUs,
    Ally,
    BudgetNow,
    ChecklistOf,
    Locality,
    Main,
    Recipient,
    StepOf,
    Target,
    Theme,
    ThreeThings,
    TrackOf,
)
from bot.commands.budskap.theme_cards import more_card
from bot.commands.help_words import asks_for_help
from bot.commands.parse.clean import comparable
from bot.commands.parse.numbers import row_id
from bot.commands.presented.presented_handlers import WORDS as DAY_WORDS
from bot.commands.presented.presented_handlers import day_command
from bot.commands.share import NONE_CLEARED, share_button
from bot.commands.shared.occurrence_actions import Action, perform
from bot.commands.shared.result_cards import result_card
from content.municipalities import municipalities
from content.schema.pack import Pack
from models.calendar.open_now import BudgetWindow, open_on
from models.occurrences.filtering import Filter
from models.occurrences.queries import find
from models.search.plain_words import is_asking
from models.tables import Occurrence
from models.workspace.contacts import ContactRole

MOST_TASKS, MOST_MILESTONES = 500, 12
COPY = "budskap.kopier"
CLEARED = "Teksten er klarert. Lim den inn som den står."
NOT_CLEARED = "Teksten er et utkast. Få den klarert før dere bruker den utad."
COPY_WORDS = frozenset({"kopier", "kopi", "kopiere"})


def answer(ask: Ask, session: Session) -> Card:
    """Answer `/budskap [kopier] [tema|spor|mottaker|grep]`."""
    today = _today(ask)
    if asks_for_help(ask.text):
        return ways_card("budskap")
    first, _, rest = ask.text.strip().partition(" ")
    if comparable(first[:20]) in DAY_WORDS and ask.role is ContactRole.COLLEAGUE:
        return day_command(ask, rest, session)
    copying = comparable(first[:20]) in COPY_WORDS
    text = (rest if copying else ask.text).strip()
    if not text:
        return _copy(_everything(today), today, "") if copying else _overview(today)
    found = match(text, names(ask.pack, ask.today))
    if not copying and ask.is_read_outside and ask.role is ContactRole.COLLEAGUE and not _is_for_others(found, today):
        return NONE_CLEARED
    return _found(ask, session, found, today, text, copying=copying)


def _is_for_others(found: SingleMatch | SeveralMatches | NoMatch, today: Today) -> bool:
    """Return True if there is something to say where people of other organisations read it: `today` has what is cleared."""
    return has_wording(found.target, today) if isinstance(found, SingleMatch) else isinstance(found, SeveralMatches)


def _found(
    ask: Ask,
    session: Session,
    matched: SingleMatch | SeveralMatches | NoMatch,
    today: Today,
    text: str,
    *,
    copying: bool,
) -> Card:
    prefix = "kopier " if copying else ""
    match matched:
        case SingleMatch(found, recipient):
            target = for_recipient(found, recipient or _addressee(ask.pack, found, text))
            if copying:
                return _copy((target,), today, text)
            card = _answer_card(SingleMatch(target, recipient), _with_rows(today, target, ask, session), text)
            return card if today.wording_only else with_missing(ask, session, card, target)
        case SeveralMatches(targets):
            return _which(text, targets, today, prefix)
        case NoMatch(near):
            if place := _place(ask.pack, text):
                return _answer_card(SingleMatch(place), today, text)
            return _nothing_found(text, near, today, prefix)


def _today(ask: Ask) -> Today:
    is_colleague = ask.role is ContactRole.COLLEAGUE
    return Today(
        ask.pack,
        ask.today,
        ask.workspace.ntp_presented,
        sees_internal=ask.is_private and is_colleague,
        wording_only=not is_colleague or ask.is_read_outside,
        user_id=ask.user_id,
    )


def _with_rows(today: Today, target: Target, ask: Ask, session: Session) -> Today:
    """Return what the answer depends on with the rows that its target shows."""
    if not isinstance(target, BudgetNow | StepOf):
        return today
    of_phases = Filter(sources=("statsbudsjett", "kampanje"), kinds=("oppgave",), include_done=True)
    tasks = find(session, ask.workspace.id, of_phases, ask.today, MOST_TASKS)
    spans = [opened.span.last for opened in open_on(BudgetWindow, ask.pack, ask.today)]
    coming: list[Occurrence] = []
    if isinstance(target, BudgetNow) and spans:
        wanted = Filter(first=ask.today, last=max(spans), sources=("statsbudsjett",), kinds=("frist", "milepæl"))
        coming = find(session, ask.workspace.id, wanted, ask.today, MOST_MILESTONES)
    return replace(today, tasks={row.key: row for row in tasks}, milestones=coming)


def _addressee(pack: Pack, target: Target, text: str) -> Locality | None:
    """Return the municipality that a text to send ends with, if the pack says nothing of it."""
    words = text.split()
    tails = (" ".join(words[at:]) for at in range(1, len(words)))
    return next(filter(None, (_place(pack, each) for each in tails)), None) if isinstance(target, ThreeThings) else None


def _place(pack: Pack, text: str) -> Locality | None:
    """Return the municipality that a text names, of those that the pack says nothing of."""
    found = municipalities(text)
    return place_of(pack, found[0].number, found[0].name) if len(found) == 1 else None


def _overview(today: Today) -> Card:
    return Card("Budskap", (*overview(today), Controls((_copy_button(""), share_button("budskap", "")))))


def _answer_card(found: SingleMatch, today: Today, text: str) -> Card:
    parts = parts_of(found.target, found.recipient, today)
    if today.wording_only and not has_wording(found.target, today):
        return Card(_title(found.target), (*parts, Controls((menu(today),))))
    copied = (_copy_button(text),) if _may_be_copied(found.target) else ()
    edit = () if today.wording_only else _edit(found.target)
    more = () if today.wording_only else more_buttons(found.target, today)
    first: tuple[Control, ...] = (*copied, share_button("budskap", text), *edit, menu(today))
    foot = (Controls(first), *((Controls(more),) if more else ()))
    return Card(_title(found.target), (*parts, *foot))


def _may_be_copied(target: Target) -> bool:
    """Return True for what has a wording to give to others."""
    return not isinstance(target, ChecklistOf | Locality | AboutUs)


def _edit(target: Target) -> tuple[Button, ...]:  # noqa: PLR0911 - one a kind
    """Return the button that opens the form of what is shown; what is of several entries has none."""
    match target:
        case Theme(issue):
            return (edit_button(issue_file(issue), issue.id),)
        case TrackOf(issue, track):
            return (edit_button(issue_file(issue), track.id),)
        case Recipient(((issue, audience), *_)):
            return (edit_button(issue_file(issue), audience.id),)
        case StepOf(campaign, step):
            return (edit_button(campaign_file(campaign), step.id),)
        case Main(campaign):
            return (edit_button(campaign_file(campaign), campaign.main.id),)
        case Ally(alliance):
            return (edit_button("allianser.yaml", alliance.id),)
        case BudgetNow():
            return (budget_phases_button(),)
    return ()


def _title(target: Target) -> str:
    match target:
        case Theme():
            return f"Budskap: {target.label}"
        case Recipient():
            return f"Mottaker: {target.label}"
        case _:
            return target.label


def _copy_button(text: str) -> Button:
    return Button("Kopier", COPY, text)


def _everything(today: Today) -> tuple[Target, ...]:
    campaign = campaign_for(today.pack, today.day)
    return (*((Main(campaign),) if campaign else ()), BudgetNow())


def _copy(targets: tuple[Target, ...], today: Today, text: str) -> Card:
    copied = plain_text(targets, today)
    if not copied:
        cleared = "klarert " if today.wording_only else ""
        none = Paragraph(
            line(f"Vi har ikke noe {cleared}budskap om {targets[0].label}, så det er ingenting å kopiere.")
        )
        return Card("Ingenting å kopiere", (none, Controls((menu(today, "kopier "),))))
    if points := to_settle(targets, today):
        sentence = must_be_settled(points)
        return Card(
            "Teksten kan ikke kopieres ennå",
            (Paragraph(line(sentence)), Controls((menu(today, "kopier "),))),
            summary=sentence,
        )
    asked = f"kopier {text}".strip()
    return Card(
        "Budskap å kopiere",
        (
            Copyable(copied),
            Note(line(CLEARED if are_cleared(targets, today) else NOT_CLEARED)),
            Controls((share_button("budskap", asked),)),
        ),
    )


def _which(text: str, targets: tuple[Target, ...], today: Today, prefix: str) -> Card:
    sentence = f"«{quoted(text)}» kan være flere ting. Hvilket budskap vil du ha?"
    buttons = tuple(Button(each.label, SHOW, prefix + each.ref) for each in targets[:MOST_BUTTONS])
    rest = (menu(today, prefix),) if len(targets) > MOST_BUTTONS else ()
    return Card("Hvilket budskap?", (Paragraph(line(sentence)), Controls((*buttons, *rest))), summary=sentence)


def _nothing_found(text: str, near: tuple[Target, ...], today: Today, prefix: str) -> Card:
    shown = quoted(text)
    sentence = f"Jeg fant ikke noe budskap om «{shown}»." if shown else "Jeg forstår ikke det du skrev."
    meant = "Mente du dette?" if len(near) == 1 else "Mente du et av disse?"
    what = meant if near else "Velg et tema, et spor, en mottaker eller et grep fra lista."
    buttons = tuple(Button(each.label, SHOW, prefix + each.ref) for each in near)
    card = Card(
        "Det budskapet fant jeg ikke",
        (Paragraph(line(f"{sentence} {what}")), Controls((*buttons, menu(today, prefix)))),
        summary=sentence,
    )
    return card if prefix or (near and not is_asking(text)) else not_known(card, text, suggests=True)


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the choice, replacing the private message it was made in."""
    return Reply(card=answer(replace(ask, text=press.chosen or press.value), session), replace=True)


def open_below(ask: Ask, press: Press, session: Session) -> Reply:
    """Answer with a target, below the card that led to it."""
    return Reply(card=answer(replace(ask, text=press.value), session))


def open_more(ask: Ask, press: Press, session: Session) -> Reply:
    """Answer with who a theme is for, or how to go on with it, below the card that led to it."""
    del session
    today = _today(ask)
    card = NONE_CLEARED if today.wording_only else more_card(press.value, today)
    return Reply(card=card or stale())


def act(deed: Action) -> PressHandler:
    """Return the handler of a button on something to do in a phase: what was done, with the way back."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        result = perform(deed, ask, session, row_id(press.value))
        return Reply(card=result_card(result))

    return press_it


def copy(ask: Ask, press: Press, session: Session) -> Reply:
    """Return the text of an answer for copying, as a new message."""
    return Reply(card=answer(replace(ask, text=f"kopier {press.value}"), session))
