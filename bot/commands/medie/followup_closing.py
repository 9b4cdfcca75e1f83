"""Closing a follow-up, with what was done and what it led to."""

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, Paragraph, line
from bot.cards.followup import CLOSE, NOT_RELEVANT
from bot.cards.form import Form, FormErrors, SelectInput, TextInput
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.medie.followup import ENDED, intro, open_followup, shown_messages
from bot.commands.parse.bounds import MOST_TEXT, length_error
from bot.commands.parse.clean import clean, short
from bot.commands.parse.entries import MAX_LINK, MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import link_error
from bot.commands.shared.effect_log import effect_card, read_reach
from models.followups import ending
from models.followups.effects import NewEffect, add

SUBMIT = "oppfolging.lukk"
DEEDS = (
    ("kommentar", "Kommentar til journalist", "medieoppslag"),
    ("innlegg", "Leserinnlegg eller kronikk", "medieoppslag"),
    ("egen-sak", "Egen sak", "medieoppslag"),
    ("some", "Sosiale medier", "some-innlegg"),
    ("oppringing", "Oppringing", "oppringinger"),
    ("ikke-aktuelt", "Ikke aktuelt", None),
)
"""What can have been done: value, label, and the kind of effect it counts as (an id of the pack's `effekter`)."""
TITLE_HINT = "For en kronikk, et leserinnlegg, et innlegg i sosiale medier eller en egen sak."
OWN = frozenset({"innlegg", "egen-sak", "some"})
"""What we have made ourselves: it has its own title and link, not the newspaper's."""
TITLED = frozenset({"innlegg", "egen-sak"})
"""What must have its own title in the log."""
LONGEST_QUOTE = 150
"""How many characters of a message's text a title has."""
NO_TITLE = "Skriv tittelen på det dere laget."


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form that closes a follow-up."""
    row = open_followup(ask, session, press.value)
    if row is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    return Form(
        "Hva ble gjort?",
        SUBMIT,
        (
            TextInput("title", "Tittel på det dere laget", hint=TITLE_HINT, optional=True, max_length=MAX_TITLE),
            TextInput("link", "Lenke til det dere laget", optional=True, max_length=MAX_LINK),
            SelectInput("deed", "Hva gjorde dere?", tuple(Choice(said, name) for name, said, _ in DEEDS)),
            TextInput(
                "reach", "Hvor mange nådde det?", hint="Et omtrentlig tall holder.", optional=True, max_length=20
            ),
            TextInput("result", "Hva førte det til?", multiline=True, optional=True, max_length=MOST_TEXT),
        ),
        submit="Lagre",
        state=f"{row.id}:{ask.message_id}",
        intro=intro(ask, row),
    )


def close(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Close a follow-up, and log what was done."""
    followup, _, message = sent.state.partition(":")
    deed = next((each for each in DEEDS if each[0] == sent.values.get("deed")), None)
    title, link = clean(sent.values.get("title", "")), clean(sent.values.get("link", ""))
    reach = read_reach(sent.values.get("reach", ""))
    errors = {
        "title": NO_TITLE if deed and deed[0] in TITLED and not title else length_error(title, MAX_TITLE),
        "deed": None if deed else "Velg hva dere gjorde.",
        "link": link_error(link),
        "reach": reach if isinstance(reach, str) else None,
    }
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or deed is None or isinstance(reach, str):
        return FormErrors(wrong)
    row = ending.close(session, ask.workspace.id, row_id(followup), ask.user_id, ask.now)
    if row is None:
        return Reply(card=ENDED, refresh=message)
    name, said, kind = deed
    if kind is None:
        return Reply(card=_closed(said), refresh=message, renew=shown_messages(ask, session, row))
    is_own = name in OWN
    what = title or ("" if is_own else short(" ".join(row.text.split()), LONGEST_QUOTE))
    new = NewEffect(
        kind,
        short(f"{said}: {what}", MAX_TITLE) if what else said,
        ask.today,
        theme=row.theme,
        reach=reach,
        link=link or (None if is_own else row.link),
        result=sent.values.get("result", "").strip() or None,
        followup_id=row.id,
    )
    effect = add(session, ask.workspace.id, ask.user_id, new, ask.now)
    return Reply(
        card=effect_card(ask.pack, effect, ask.today), refresh=message, renew=shown_messages(ask, session, row)
    )


def not_relevant(ask: Ask, press: Press, session: Session) -> Reply:
    """Close a follow-up that was not needed."""
    row = ending.close(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now)
    if row is None:
        return Reply(card=ENDED, refresh=ask.message_id)
    return Reply(card=_closed("Ikke aktuelt"), refresh=ask.message_id, renew=shown_messages(ask, session, row))


def _closed(text: str) -> Card:
    return Card(
        "Oppfølgingen er avsluttet", (Paragraph(line(f"{text}.")),), summary=f"Oppfølgingen er avsluttet: {text}."
    )


PRESSES: dict[str, PressHandler] = {CLOSE: open_form, NOT_RELEVANT: not_relevant}
SUBMITS: dict[str, SubmitHandler] = {SUBMIT: close}
