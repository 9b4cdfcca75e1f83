"""`/padriver nøkkel`: a secret that lets a person's own assistant ask what that person may ask.

It is shown once, so it is only given where the person is alone with the bot, and only to colleagues.
"""

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Code, Controls, Copyable, Item, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.words import ago
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.parse.numbers import row_id
from bot.commands.shared.administration import current_workspace, lock_workspace, log_change, refusal
from models.tables import AccessToken
from models.workspace.access_tokens import ASSISTANT, issue, token_of, tokens_of
from models.workspace.administrators import is_administrator
from models.workspace.preferences import ALL, ASSISTANT_NAMES, PreferenceChange, save_preference, shows_names

NEW, END, NAMES = "padriver.nokkel", "padriver.nokkel.stopp", "padriver.nokkel.navn"
YES, NO, ASK = "ja", "nei", "spør"
NAMES_SETTING = "navn til assistenter"
SCOPE = "les"
SETTING, PATH = "PADRIVER_MCP", "/mcp"
TITLE = "Nøkkel til assistenten din"
_ALONE = "Nøkkelen er bare for deg, så den får du ikke her. Skriv «nøkkel» til meg i en direktemelding."
ONLY_IN_PRIVATE = Card("Nøkkelen får du i en direktemelding", (Paragraph(line(_ALONE)),), summary=_ALONE)
_OFF = "Egne assistenter er ikke slått på her."


def key_card(ask: Ask, session: Session) -> Card:
    """Answer `/padriver nøkkel` with the person's keys, or how they are turned on."""
    if not ask.is_private:
        return ONLY_IN_PRIVATE
    if not ask.assistants:
        who = line("Be den som drifter Pådriver, om å sette ", Code(SETTING), ".")
        return Card(TITLE, (Paragraph(line(_OFF)), Note(who)), summary=_OFF)
    tokens = tokens_of(session, ask.workspace.id, ask.user_id, ASSISTANT, ask.now)
    sentence = (
        "Med en nøkkel kan din egen assistent (for eksempel Claude eller Copilot) spørre meg om det du selv kan se."
    )
    parts: tuple[Part, ...] = (
        Paragraph(line(sentence)),
        *(_item(ask, each) for each in tokens),
        Note(line(_WARNING)),
        Note(line(_SHOWN if shows_names(session, ask.workspace.id) else _HIDDEN)),
        Controls((Button("Lag en nøkkel", NEW, "", style="primary"), *_switch(ask, session))),
    )
    return Card(TITLE, parts, summary=sentence)


_WARNING = (
    "Assistenten leser, og kan foreslå frister som du selv legger inn. Det den leser, forlater huset når den er en tjeneste "
    "på nettet."
)
_HIDDEN = "Navn på folk er byttet ut med hva de er, for alle assistenter."
_SHOWN = "Navn på folk vises til assistentene, for alle her."


def new(ask: Ask, press: Press, session: Session) -> Reply:
    """Give a new key. It is in this card alone."""
    del press
    if not ask.is_private or not ask.assistants:
        return Reply(card=key_card(ask, session))
    token, secret = issue(session, ask.workspace.id, ask.user_id, ASSISTANT, SCOPE, ask.now)
    sentence = "Kopier nøkkelen nå, og lim den inn i assistenten. Den vises ikke igjen."
    address = f"{ask.url}{PATH}" if ask.url else PATH
    parts: tuple[Part, ...] = (
        Paragraph(line(sentence)),
        Copyable(secret),
        Bullets((line("Adressen er ", Code(address), "."), line("Nøkkelen er et «Bearer token»."))),
        Note(line("Den som har nøkkelen, ser det du ser, så ikke del den. Den slutter å virke når du slutter.")),
        Controls((Button("Stopp", END, str(token.id)),)),
    )
    return Reply(card=Card("Nøkkelen er klar", parts, summary=sentence))


def end(ask: Ask, press: Press, session: Session) -> Reply:
    """Stop a key."""
    if not ask.is_private:
        return Reply(card=ONLY_IN_PRIVATE)
    token = token_of(session, ask.workspace.id, ask.user_id, ASSISTANT, row_id(press.value), ask.now)
    if token is None:
        return Reply(card=stale())
    token.revoked_at = ask.now
    sentence = "Nøkkelen virker ikke lenger."
    return Reply(card=Card("Nøkkelen er stoppet", (Paragraph(line(sentence)),), summary=sentence))


def set_names(ask: Ask, press: Press, session: Session) -> Reply:
    """Show or hide the names of people for all assistants; only an administrator may."""
    refused = refusal(ask, session, "vise navn på folk til assistentene")
    if refused is not None:
        return Reply(card=refused)
    if press.value == ASK:
        return Reply(card=_ask_about_names())
    workspace, wanted = lock_workspace(ask, session), press.value == YES
    before = shows_names(session, workspace.id)
    if before is not wanted:
        save_preference(session, workspace.id, ALL, ASSISTANT_NAMES, PreferenceChange(wanted))
        log_change(ask, session, NAMES_SETTING, {NAMES: YES if before else NO}, {NAMES: YES if wanted else NO})
    return Reply(card=key_card(ask, session), replace=True)


def _ask_about_names() -> Card:
    sentence = (
        "Da får alle kollegers assistenter se navnene på kollegene og på folk i interessentregisteret, der de står i svarene. "
        "Avklar det med den som har ansvar for personvernet hos dere, først."
    )
    buttons = (Button("Ja, vis navn", NAMES, YES), Button("Nei, skjul dem fortsatt", NAMES, NO, style="primary"))
    return Card("Vise navn på folk til assistentene?", (Paragraph(line(sentence)), Controls(buttons)))


def _switch(ask: Ask, session: Session) -> tuple[Button, ...]:
    workspace = current_workspace(ask, session)
    if not is_administrator(session, workspace, ask.user_id):
        return ()
    if shows_names(session, workspace.id):
        return (Button("Skjul navn på folk", NAMES, NO),)
    return (Button("Vis navn på folk …", NAMES, ASK),)


def _item(ask: Ask, token: AccessToken) -> Item:
    zone = ask.workspace.zone
    used = f"brukt {ago(token.used_at, ask.now, zone)}" if token.used_at else "ikke brukt ennå"
    return Item(
        line(f"Nøkkel laget {ago(token.created_at, ask.now, zone)} · {used}"),
        (Button("Stopp", END, str(token.id)),),
    )


PRESSES: dict[str, PressHandler] = {NEW: new, END: end, NAMES: set_names}
