"""«Slå av slike» on a nudge: for oneself if it was sent to one person, otherwise for everybody."""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Controls, Line, Paragraph, Part, line
from bot.cards.errors import stale
from bot.cards.nudges.turn_off import TURN_ON
from bot.commands.ask import Ask, Press, Reply
from bot.commands.padriver import own_settings
from bot.commands.padriver.settings_fields import put
from bot.commands.padriver.settings_saving import WHAT
from bot.commands.shared.administration import current_workspace, lock_workspace, log_change, refusal
from jobs.nudges.registry import CHOSEN, OWN_SETTINGS, kind_of
from models.workspace.audit import note
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences, save_preference, stored_preference


def turn_off(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn off the button's kind."""
    return Reply(card=_turn(ask, press.value, session, on=False))


def turn_on(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn it on again, replacing the answer that said it was off."""
    return Reply(card=_turn(ask, press.value, session, on=True), replace=True)


def _turn(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    if kind not in CHOSEN or (kind not in OWN_SETTINGS and ask.role is not ContactRole.COLLEAGUE):
        return stale()
    return (
        _for_oneself(ask, kind, session, on=on) if kind in OWN_SETTINGS else _for_everybody(ask, kind, session, on=on)
    )


def _for_oneself(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    workspace, setting = current_workspace(ask, session), OWN_SETTINGS[kind]
    kept = stored_preference(session, workspace.id, ask.user_id, kind)
    if (kept.wanted is not False) != on:
        save_preference(session, workspace.id, ask.user_id, kind, kept._replace(wanted=on))
        note(
            session,
            workspace.id,
            ask.user_id,
            ask.now,
            own_settings.WHAT,
            {setting.name: _confirmation(not on)},
            {setting.name: _confirmation(on)},
        )
        workspace.plan_after = None
        session.flush()
    sentence = line("Jeg sender deg dette igjen: " if on else "Jeg sender deg ikke lenger dette: ", Bold(setting.label))
    warned = own_settings.off_for_all(preferences(session, workspace), [kind]) if on else ()
    button = Button("Mine innstillinger", own_settings.OPEN, "")
    return _result_card("deg", line(*sentence, "."), kind, on=on, more=warned, settings=button)


def _for_everybody(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, "hva jeg sender til alle")
    if refused:
        return refused
    wanted = preferences(session, workspace)
    if wanted.wants(kind) != on:
        name = f"on_{kind}"
        put(session, wanted, {name: _confirmation(on)})
        workspace.plan_after = None
        log_change(ask, session, WHAT, {name: _confirmation(not on)}, {name: _confirmation(on)})
    sentence = line(
        "Jeg sender dette igjen: " if on else "Jeg sender ikke lenger dette: ", Bold(kind_of(kind).name), "."
    )
    return _result_card("alle", sentence, kind, on=on, settings=Button("Innstillinger", "padriver.settings", ""))


def _confirmation(on: bool) -> str:
    return "ja" if on else "nei"


def _result_card(
    name: str, sentence: Line, kind: str, *, on: bool, settings: Button, more: tuple[Part, ...] = ()
) -> Card:
    back = () if on else (Button("Slå på igjen", TURN_ON, kind),)
    return Card(f"Slått {'på' if on else 'av'} for {name}", (Paragraph(sentence), *more, Controls((*back, settings))))
