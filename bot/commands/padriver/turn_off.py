"""The button on a nudge to one person that turns its kind off for them: «Slå av påminnelser om frister».

Messages in channels had the button before: there it opens the settings of what is sent to all.
"""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Controls, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.nudges.turn_off import TURN_ON
from bot.commands.ask import Ask, Press, Reply
from bot.commands.padriver import own_settings
from bot.commands.padriver.shared_settings import is_shared, kinds_card, turn_on_for_all
from bot.commands.shared.administration import current_workspace
from jobs.nudges.registry import OWN_SETTINGS
from models.workspace.audit import note
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences, save_preference, stored_preference


def turn_off(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn off the button's kind for the person who pressed it, or show the settings of one that everybody gets."""
    if press.value in OWN_SETTINGS:
        return Reply(card=_turn(ask, press.value, session, on=False))
    return Reply(card=kinds_card(ask, session, press.value) if _is_allowed(ask, press) else stale())


def turn_on(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn it on again, replacing the answer that said it was off."""
    if press.value in OWN_SETTINGS:
        return Reply(card=_turn(ask, press.value, session, on=True), replace=True)
    return turn_on_for_all(ask, press, session) if _is_allowed(ask, press) else Reply(card=stale(), replace=True)


def _is_allowed(ask: Ask, press: Press) -> bool:
    return is_shared(press.value) and ask.role is ContactRole.COLLEAGUE


def _turn(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    workspace, setting = current_workspace(ask, session), OWN_SETTINGS[kind]
    kept = stored_preference(session, workspace.id, ask.user_id, kind)
    if (kept.wanted is not False) != on:
        save_preference(session, workspace.id, ask.user_id, kind, kept._replace(wanted=on))
        before, after = ({setting.name: "ja" if each else "nei"} for each in (not on, on))
        note(session, workspace.id, ask.user_id, ask.now, own_settings.WHAT, before, after)
        workspace.plan_after = None
        session.flush()
    said = "Jeg sender deg dette igjen: " if on else "Jeg sender deg ikke lenger dette: "
    warned = own_settings.off_for_all(preferences(session, workspace), [kind]) if on else ()
    back = () if on else (Button("Slå på igjen", TURN_ON, kind),)
    return Card(
        f"Slått {'på' if on else 'av'} for deg",
        (
            Paragraph(line(said, Bold(setting.label), ".")),
            *warned,
            Controls((*back, Button("Mine innstillinger", own_settings.OPEN, ""))),
        ),
    )
