"""Answers `/budskap`: finds the target, and returns its message as a card or as text to copy."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Control, Controls, Copyable, Note, Paragraph, line
from bot.cards.clearing import must_be_settled
from bot.cards.content_edit import campaign_file, edit_button, issue_file
from bot.cards.errors import quoted
from bot.commands.access import Command, Pressing, Submitting, for_guests
from bot.commands.ask import Ask, Press, Reply
from bot.commands.budskap.target_cards import (
    MOST_BUTTONS,
    SHOW,
    Today,
    are_cleared,
    menu,
    overview,
    parts_of,
    plain_text,
    to_settle,
)
from bot.commands.budskap.target_match import NoMatch, SeveralMatches, SingleMatch, match
from bot.commands.budskap.target_names import campaign_for, names
from bot.commands.budskap.targets import Ally, BudgetNow, Main, Recipient, StepOf, Target, Theme, TrackOf
from bot.commands.parse.comparable import comparable
from bot.commands.share import share_button
from models.workspace.contacts import ContactRole

COPY = "budskap.kopier"
CLEARED = "Teksten er klarert. Lim den inn som den står."
NOT_CLEARED = "Teksten er et utkast. Få den klarert før dere bruker den utad."
COPY_WORDS = frozenset({"kopier", "kopi", "kopiere"})


def answer(ask: Ask, session: Session) -> Card:
    """Answer `/budskap [kopier] [tema|spor|mottaker|grep]`."""
    del session
    wording_only = ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside
    today = Today(ask.pack, ask.today, ask.workspace.ntp_presented, wording_only)
    first, _, rest = ask.text.strip().partition(" ")
    copying = comparable(first[:20]) in COPY_WORDS
    text = (rest if copying else ask.text).strip()
    if not text:
        return _copy(_everything(today), today, "") if copying else _overview(today)
    prefix = "kopier " if copying else ""
    match match(text, names(ask.pack, ask.today)):
        case SingleMatch(target, recipient):
            return (
                _copy((target,), today, text) if copying else _answer_card(SingleMatch(target, recipient), today, text)
            )
        case SeveralMatches(targets):
            return _which(text, targets, today, prefix)
        case NoMatch(near):
            return _nothing_found(text, near, today, prefix)


def _overview(today: Today) -> Card:
    return Card("Budskap", (*overview(today), Controls((_copy_button(""), share_button("budskap", "")))))


def _answer_card(found: SingleMatch, today: Today, text: str) -> Card:
    parts = parts_of(found.target, found.recipient, today)
    edit = () if today.wording_only else _edit(found.target)
    buttons: tuple[Control, ...] = (_copy_button(text), share_button("budskap", text), *edit, menu(today))
    return Card(_title(found.target), (*parts, Controls(buttons)))


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
    what = meant if near else "Velg et tema, et spor, en mottaker eller et grep fra listen."
    buttons = tuple(Button(each.label, SHOW, prefix + each.ref) for each in near)
    return Card(
        "Det budskapet fant jeg ikke",
        (Paragraph(line(f"{sentence} {what}")), Controls((*buttons, menu(today, prefix)))),
        summary=sentence,
    )


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the choice, replacing the private message it was made in."""
    return Reply(card=answer(replace(ask, text=press.chosen or press.value), session), replace=True)


def copy(ask: Ask, press: Press, session: Session) -> Reply:
    """Return the text of an answer for copying, as a new message."""
    return Reply(card=answer(replace(ask, text=f"kopier {press.value}"), session))


COMMANDS: Mapping[str, Command] = for_guests({"budskap": answer})
PRESSES: Mapping[str, Pressing] = for_guests({SHOW: show, COPY: copy})
SUBMITS: Mapping[str, Submitting] = {}
