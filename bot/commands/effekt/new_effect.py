"""Adding to the effect log: from one line, or from a form filled in with what the line gave."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Choice, line
from bot.cards.form import DateInput, Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.parse.bounds import MOST_TEXT, length_errors
from bot.commands.parse.choice import joined
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.entries import MAX_LINK, MAX_TITLE, marks
from bot.commands.parse.themes import themes_of
from bot.commands.parse.time import questions, read_done
from bot.commands.shared.deadline_form import link_error, theme_error, theme_input, title_error
from bot.commands.shared.effect_log import effect_card, kind_name, read_reach
from content.schema.pack import Pack
from models.followups.effects import NewEffect, add

NEW_EFFECT = "effekt.ny"
NOT_YET = "Dagen har ikke vært ennå."
ENOUGH = 4
"""How many letters of a kind's name are enough to recognise it."""


def new_effect(ask: Ask, text: str, session: Session) -> Answer:
    """Log the effect in a line, such as «medieoppslag Kronikk i Aftenposten #jernbane»; otherwise open the form."""
    entry, rest = marks(text.split(), themes_of(ask.pack), ask.user_id)
    when = read_done(rest, ask.today, clocks=False)
    words_left = list(when.title)
    kind = _kind(ask.pack, words_left[0]) if words_left else None
    title = joined(words_left[1:] if kind else words_left)
    day = when.day or ask.today
    asked = (*questions(when), *((NOT_YET,) if day > ask.today else ()))
    effect = NewEffect(kind or "", title, min(day, ask.today), theme=entry.theme, link=entry.link)
    if kind is None or not title or asked or entry.faults or len(title) > MAX_TITLE:
        return effect_form(ask, effect, " ".join(asked))
    return effect_card(ask.pack, add(session, ask.workspace.id, ask.user_id, effect, ask.now), ask.today)


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Return the form for a new entry in the log of effects, dated today."""
    del press, session
    return effect_form(ask, NewEffect("", "", ask.today))


def effect_form(ask: Ask, known: NewEffect, fault: str = "", action: str = NEW_EFFECT, state: str = "") -> Form:
    """Return the form with what is known, headed by what to correct; another `action` saves it with more."""
    kinds = tuple(Choice(each.name, each.id) for each in ask.pack.media.effects)
    return Form(
        "Skriv i effektloggen",
        action,
        (
            SelectInput("kind", "Hva", kinds, known.kind or None),
            TextInput("title", "Tittel, eller kort hva det var", initial=known.title, max_length=MAX_TITLE),
            TextInput("link", "Lenke", initial=known.link or "", optional=True, max_length=MAX_LINK),
            DateInput("day", "Når", initial=known.day),
            *theme_input(ask, known.theme),
            TextInput(
                "stakeholder",
                "Hvem gjaldt det?",
                initial=known.stakeholder or "",
                optional=True,
                max_length=MAX_TITLE,
            ),
            TextInput(
                "reach", "Hvor mange nådde det?", hint="Et omtrentlig tall holder.", optional=True, max_length=20
            ),
            TextInput(
                "result",
                "Hva førte det til?",
                initial=known.result or "",
                multiline=True,
                optional=True,
                max_length=MOST_TEXT,
            ),
        ),
        state=state,
        intro=line(fault),
    )


def submit_effect(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log the effect in the form, or return its errors."""
    effect = read_effect(ask, sent)
    if isinstance(effect, FormErrors):
        return effect
    return Reply(card=effect_card(ask.pack, add(session, ask.workspace.id, ask.user_id, effect, ask.now), ask.today))


def read_effect(ask: Ask, sent: Submission) -> NewEffect | FormErrors:
    """Return the effect in the fields of the form, or its errors."""
    values = {name: clean(text) for name, text in sent.values.items() if name != "result"}
    day, reach = _day(values.get("day", ""), ask.today), read_reach(values.get("reach", ""))
    kinds = {each.id for each in ask.pack.media.effects}
    errors = {
        "kind": None if values.get("kind") in kinds else "Velg hva det var.",
        "title": title_error(values.get("title", ""), "Skriv kort hva det var."),
        "day": day if isinstance(day, str) else None,
        "theme": theme_error(values.get("theme"), ask),
        "reach": reach if isinstance(reach, str) else None,
        "link": link_error(values.get("link", "")),
    }
    wrong = {name: text for name, text in errors.items() if text} | length_errors(values, {"stakeholder": MAX_TITLE})
    if wrong or isinstance(day, str) or isinstance(reach, str):
        return FormErrors(wrong)
    return NewEffect(
        values["kind"],
        values["title"],
        day,
        theme=values.get("theme") or None,
        stakeholder=values.get("stakeholder") or None,
        reach=reach,
        link=values.get("link") or None,
        result=sent.values.get("result", "").strip() or None,
    )


def _kind(pack: Pack, word: str) -> str | None:
    """Return the kind that a word names: by its id or name, or the beginning of either if only one kind fits."""
    text = fold(word)
    named = {each.id: {fold(each.id), fold(kind_name(pack, each.id))} for each in pack.media.effects}
    exact = [kind for kind, names in named.items() if text in names]
    begun = [kind for kind, names in named.items() if any(name.startswith(text) for name in names)]
    return next(iter(exact or (begun if len(text) >= ENOUGH and len(begun) == 1 else [])), None)


def _day(text: str, today: date) -> date | str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "Velg hvilken dag det var."
    return NOT_YET if day > today else day
