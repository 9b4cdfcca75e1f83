"""«Innstillinger» on what is posted in a channel: what may be turned off for everybody, who may do it, and who did.

It asks first, since it concerns everybody, and the channel learns who changed what. Only administrators may.
"""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Controls, Item, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.nudges.turn_off import TURN_ON
from bot.commands.ask import Ask, Press, Reply
from bot.commands.padriver.settings_fields import put
from bot.commands.padriver.settings_saving import WHAT
from bot.commands.shared.administration import current_workspace, lock_workspace, log_change, refusal
from jobs.nudges.registry import CHOSEN, OWN_SETTINGS, kind_of
from jobs.nudges.settings_change import plan_news
from models.workspace.preferences import Preferences, preferences

QUESTION, OFF = "padriver.delt.spor", "padriver.delt.av"
ALL_SETTINGS = Button("Alle innstillinger", "padriver.settings", "")
WHAT_IS_SENT = "hva jeg sender til alle"


def is_shared(kind: str) -> bool:
    """Return True if a kind may be turned off, and then for everybody."""
    return kind in CHOSEN and kind not in OWN_SETTINGS


def open_shared(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the kinds of a message, each with what can be changed."""
    return Reply(card=kinds_card(ask, session, press.value))


def kinds_card(ask: Ask, session: Session, value: str) -> Card:
    """Return the kinds that are named in a button's value, with whether each is on; or the people to ask."""
    kinds = [each for each in dict.fromkeys(value.split(",")) if is_shared(each)]
    if not kinds:
        return stale()
    refused = refusal(ask, session, WHAT_IS_SENT)
    if refused:
        return refused
    wanted = preferences(session, current_workspace(ask, session))
    said = "Dette er i meldingen. Det du endrer, gjelder for alle, og jeg sier fra i kanalen om hvem som endret det."
    rows = (
        Item(
            line(Bold(kind_of(each).name), ": på" if wanted.wants(each) else ": av"),
            (Button("Slå av …", QUESTION, each) if wanted.wants(each) else Button("Slå på", TURN_ON, each),),
        )
        for each in kinds
    )
    return Card("Innstillinger for alle", (Paragraph(line(said)), *rows, Controls((ALL_SETTINGS,))))


def question(ask: Ask, press: Press, session: Session) -> Reply:
    """Ask whether a kind is to be turned off for everybody."""
    if not is_shared(press.value):
        return Reply(card=stale())
    refused = refusal(ask, session, WHAT_IS_SENT)
    if refused:
        return Reply(card=refused)
    name = kind_of(press.value).name
    return Reply(
        card=Card(
            "Slå av for alle?",
            (
                Paragraph(line("Da får ingen her lenger dette: ", Bold(name), ".")),
                Paragraph(line("Jeg skriver i kanalen at du har slått det av.")),
                Controls((Button("Slå av for alle", OFF, press.value, "danger"), ALL_SETTINGS)),
            ),
        ),
        replace=True,
    )


def turn_off_for_all(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn a kind off for everybody, and say so in the channel."""
    return _change(ask, press.value, session, on=False)


def turn_on_for_all(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn a kind on for everybody, and say so in the channel."""
    return _change(ask, press.value, session, on=True)


def _change(ask: Ask, kind: str, session: Session, *, on: bool) -> Reply:
    if not is_shared(kind):
        return Reply(card=stale())
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, WHAT_IS_SENT)
    if refused:
        return Reply(card=refused)
    wanted = preferences(session, workspace)
    is_news = wanted.wants(kind) != on and _save(ask, session, wanted, kind, on=on)
    return Reply(card=_result(kind, on=on), replace=True, planned=is_news)


def _save(ask: Ask, session: Session, wanted: Preferences, kind: str, *, on: bool) -> bool:
    """Store it, and plan the message about it to the channel where the kind comes; False if it has no channel."""
    name = f"on_{kind}"
    channel = kind_of(kind).channel(wanted) or wanted.workspace.shared_channel
    put(session, wanted, {name: _stored(on)})
    wanted.workspace.plan_after = None
    log_change(ask, session, WHAT, {name: _stored(not on)}, {name: _stored(on)})
    return channel is not None and plan_news(session, wanted.workspace, channel, kind, ask.user_id, ask.now, on=on)


def _stored(on: bool) -> str:
    return "ja" if on else "nei"


def _result(kind: str, *, on: bool) -> Card:
    said = "Jeg sender dette igjen: " if on else "Jeg sender ikke lenger dette: "
    back = () if on else (Button("Slå på igjen", TURN_ON, kind),)
    return Card(
        f"Slått {'på' if on else 'av'} for alle",
        (Paragraph(line(said, Bold(kind_of(kind).name), ".")), Controls((*back, ALL_SETTINGS))),
    )
