"""Answers `/padriver` and the buttons to its parts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.card_errors import not_known, not_understood
from bot.cards.catalogue import NAMES
from bot.cards.form import Form
from bot.cards.help import SENT, WAYS, guest_help_card, help_card, sent_card, ways_card
from bot.cards.nudges.turn_off import OPEN_SETTINGS, TURN_OFF, TURN_ON
from bot.commands import innhold, waiting_questions
from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.arshjul.arshjul_command import answer as wheel_answer
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.budskap.local_page import LOCAL_WORDS, local_answer
from bot.commands.effekt.effekt_command import answer as effect_answer
from bot.commands.effekt.report import REPORT_WORDS, report_part
from bot.commands.hearings.answering import hearing_command
from bot.commands.help_words import HELP_WORDS, asks_for_help
from bot.commands.home_page import home
from bot.commands.innhold import clearing_overview
from bot.commands.interessenter import COMMANDS as REGISTER
from bot.commands.padriver import (
    administrator_list,
    assistant_key,
    departures,
    leader,
    mail_command,
    own_settings,
    pauses,
    shared_settings,
    turn_off,
)
from bot.commands.padriver import hearing_command as official_items
from bot.commands.padriver.change_log import log_card
from bot.commands.padriver.own_settings import own_form
from bot.commands.padriver.settings_form import SAVE, settings_form
from bot.commands.padriver.settings_saving import save
from bot.commands.padriver.status import status
from bot.commands.parse.clean import clean, comparable, fold
from bot.commands.parse.query_words import GREETINGS, THANKS
from bot.commands.plain import unhelpful
from bot.commands.plain.question_form import question_form
from bot.commands.planlegg import plan_card
from bot.commands.presented.presented_handlers import WORDS as DAY_WORDS
from bot.commands.presented.presented_handlers import day_command
from bot.commands.sak import COMMANDS as CASES
from bot.commands.shared.administration import current_workspace, refusal
from jobs.nudges.calendar import schedule
from models.workspace.administrators import administrators
from models.workspace.contacts import ContactRole
from models.workspace.preferences import Preferences, preferences

Part = Callable[[Ask, str, Session], Answer]
SEARCH_WORDS = frozenset({"sok", "sok etter", "finn", "search", "spor", "ask"})
EVERY_WORDS = frozenset({"alle", "alt", "alle apne"})
_WORD = re.compile(r"[^\W_]+")
LIKE = 70
LONGEST = 40


def answer(ask: Ask, session: Session) -> Answer:
    """Answer `/padriver [part]`; anything else is a question in plain words."""
    words = comparable(ask.text[: LONGEST + 1])
    if courtesy := _courtesy(ask, session):
        return courtesy
    if words in PARTS and _may_use(ask, words):
        return PARTS[words](ask, "", session)
    first, _, rest = clean(ask.text).partition(" ")
    part = WITH_MORE.get(comparable(first)) if _may_use(ask, comparable(first)) else None
    if part:
        return part(ask, rest, session)
    if ask.role is ContactRole.COLLEAGUE and asks_for_help(first) and (name := comparable(rest[:LONGEST])) in NAMES:
        return ways_card(name)
    if rest and comparable(first) in SEARCH_WORDS:
        return not_known(not_understood(rest), rest)
    return _not_known(ask, words)


def _courtesy(ask: Ask, session: Session) -> Card | None:
    """Return what to say to nothing, a word for help, a greeting or thanks; None if it is something else."""
    said = " ".join(_WORD.findall(fold(ask.text[: LONGEST + 1])))
    if not ask.text.strip(" ?!.") or asks_for_help(ask.text) or said in GREETINGS:
        return _help(ask, session)
    return Card("Bare hyggelig", (Paragraph(line("Bare hyggelig.")),)) if said in THANKS else None


def _may_use(ask: Ask, part: str) -> bool:
    """Return True if a part is for the one who asks: what guests write is a question, but for a few words."""
    return ask.role is ContactRole.COLLEAGUE or part in _TO_GUESTS


def _help(ask: Ask, session: Session) -> Card:
    del session
    return help_card() if ask.role is ContactRole.COLLEAGUE else guest_help_card()


def _sent(ask: Ask, session: Session) -> Card:
    wanted = _manners(ask, session)
    return sent_card(wanted, schedule(wanted, ask.pack, ask.today))


def _not_known(ask: Ask, words: str) -> Card:
    """Return what to say to words that are no part, with a suggestion if they are nearly one."""
    known = list(PARTS) if ask.role is ContactRole.COLLEAGUE else []
    like = process.extractOne(words, known, scorer=fuzz.ratio, score_cutoff=LIKE) if len(words) <= LONGEST else None
    meant = f"/padriver {like[0]}" if like else ""
    card = not_understood(ask.text, meant)
    return card if meant else not_known(card, ask.text)


def _manners(ask: Ask, session: Session) -> Preferences:
    return preferences(session, ask.workspace)


def _settings(ask: Ask, session: Session) -> Card | Form:
    refused = refusal(ask, session, "innstillinger for alle")
    if refused:
        return refused
    workspace = current_workspace(ask, session)
    return settings_form(ask, preferences(session, workspace), administrators(session, workspace))


def open_settings(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the settings, or say which administrators to ask."""
    del press
    form_or_card = _settings(ask, session)
    return form_or_card if isinstance(form_or_card, Form) else Reply(card=form_or_card)


def show_help(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what `/padriver hjelp` shows."""
    del press
    return Reply(card=_help(ask, session))


def show_ways(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what can be written after the chosen command."""
    del ask, session
    name = press.chosen or press.value
    return Reply(card=ways_card(name) if name in NAMES else help_card())


def show_sent(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what is posted, when and where."""
    del press
    return Reply(card=_sent(ask, session))


def show_status(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what `/padriver status` shows."""
    del press
    return Reply(card=status(ask, session))


def _alone(render: Callable[[Ask, Session], Answer]) -> Part:
    """Return a part that takes no more text."""
    return lambda ask, _rest, session: render(ask, session)


_HELP = _alone(_help)
_SETTINGS, _STATUS, _OWN, _LOG, _HOME, _CLEARING = map(
    _alone, (_settings, status, own_form, log_card, home, clearing_overview.overview)
)


def _hearings(ask: Ask, text: str, session: Session) -> Card:
    if fold(text) in EVERY_WORDS:
        return official_items.every_hearing(ask, session)
    return hearing_command(ask, text, session) if text else official_items.hearings(ask, session)


def _open_windows(ask: Ask, rest: str, session: Session) -> Answer:
    return wheel_answer(replace(ask, text=f"åpent {rest}".strip()), session)


def _parties(ask: Ask, rest: str, session: Session) -> Answer:
    return REGISTER["interessenter"](replace(ask, text=f"partier {rest}".strip()), session)


def _storting(ask: Ask, rest: str, session: Session) -> Answer:
    return REGISTER["interessenter"](replace(ask, text=f"stortinget {rest}".strip()), session)


def _invitations(ask: Ask, rest: str, session: Session) -> Answer:
    return REGISTER["interessenter"](replace(ask, text=f"møteinvitasjoner {rest}".strip()), session)


def _chain(ask: Ask, rest: str, session: Session) -> Answer:
    return effect_answer(replace(ask, text=f"kjede {rest}".strip()), session)


def _case(ask: Ask, rest: str, session: Session) -> Answer:
    return CASES["sak"](replace(ask, text=rest), session)


def _ask(ask: Ask, rest: str, session: Session) -> Form:
    del ask, rest, session
    return question_form()


def _day(ask: Ask, rest: str, session: Session) -> Answer:
    return day_command(ask, rest, session)


_PLAN, _ALL_CASES, _QUESTIONS, _KEY, _MAIL = map(
    _alone, (plan_card, official_items.cases, unhelpful.list_card, assistant_key.key_card, mail_command.mail_card)
)
WITH_MORE: Mapping[str, Part] = {
    "horing": _hearings,
    "horinger": _hearings,
    "pause": pauses.pause,
    "pauser": pauses.pause,
    "ferie": pauses.pause,
    "administratorer": administrator_list.list_administrators,
    "administrator": administrator_list.list_administrators,
    "innhold": innhold.content_command,
    "innholdet": innhold.content_command,
    "apent": _open_windows,
    "partier": _parties,
    "partiene": _parties,
    "stortinget": _storting,
    "moteinvitasjoner": _invitations,
    "kjede": _chain,
    **dict.fromkeys(sorted(REPORT_WORDS), report_part),
    **dict.fromkeys(sorted(LOCAL_WORDS), local_answer),
    "sak": _case,
    **dict.fromkeys(sorted(DAY_WORDS), _day),
}
PARTS: Mapping[str, Part] = {
    "hjelp": _HELP,
    "help": _HELP,
    "meldinger": _alone(_sent),
    "status": _STATUS,
    "innstillinger": _SETTINGS,
    "innstilling": _SETTINGS,
    "oppsett": _SETTINGS,
    "settings": _SETTINGS,
    "mine": _OWN,
    "mine innstillinger": _OWN,
    "logg": _LOG,
    "klarering": _CLEARING,
    "klarer": _CLEARING,
    "klarert": _CLEARING,
    "hjem": _HOME,
    "saker": _ALL_CASES,
    "varslede saker": _ALL_CASES,
    "sporsmal": _QUESTIONS,
    "neste ar": _PLAN,
    "planlegg": _PLAN,
    "planlegg neste ar": _PLAN,
    "nokkel": _KEY,
    "nokler": _KEY,
    "epost": _MAIL,
    "e-post": _MAIL,
    **dict.fromkeys(SEARCH_WORDS, _ask),
    **WITH_MORE,
}
_TO_GUESTS = {"", "hjem", *(each.split()[0] for each in SEARCH_WORDS), *(each.split()[0] for each in HELP_WORDS)}
_TO_COLLEAGUES = {part.split()[0] for part in PARTS} - _TO_GUESTS
COMMANDS: Mapping[str, Command] = {
    "padriver": Restricted(answer, ContactRole.GUEST, dict.fromkeys(sorted(_TO_COLLEAGUES), ContactRole.COLLEAGUE))
}
PRESSES: Mapping[str, Pressing] = {
    # A guest can turn off only messages sent to themselves.
    **for_guests({"padriver.help": show_help, TURN_OFF: turn_off.turn_off, TURN_ON: turn_off.turn_on}),
    **for_colleagues(
        {
            "padriver.settings": open_settings,
            "padriver.status": show_status,
            OPEN_SETTINGS: shared_settings.open_shared,
            waiting_questions.SHOW: waiting_questions.show_question,
            shared_settings.QUESTION: shared_settings.question,
            shared_settings.OFF: shared_settings.turn_off_for_all,
            WAYS: show_ways,
            SENT: show_sent,
            own_settings.OPEN: own_settings.open_own,
            pauses.SHOW: pauses.show,
            pauses.OPEN: pauses.open_form,
            pauses.REMOVE: pauses.remove,
            administrator_list.SHOW: administrator_list.show,
            administrator_list.OPEN: administrator_list.open_form,
            administrator_list.REMOVE: administrator_list.remove,
            **official_items.PRESSES,
            **leader.PRESSES,
            **departures.PRESSES,
            **assistant_key.PRESSES,
            **mail_command.PRESSES,
            **innhold.PRESSES,
        }
    ),
}
SUBMITS: Mapping[str, Submitting] = for_colleagues(
    {
        SAVE: save,
        own_settings.SAVE: own_settings.save_own,
        pauses.NEW: pauses.submit,
        administrator_list.NEW: administrator_list.submit,
        **leader.SUBMITS,
        **mail_command.SUBMITS,
        **departures.SUBMITS,
        **innhold.SUBMITS,
    }
)
