"""«Slå av slike» on a nudge: for oneself where it was written to oneself, else for everybody."""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Controls, Line, Paragraph, Part, line
from bot.cards.errors import stale
from bot.cards.nudges.off import ON
from bot.commands.ask import Ask, Press, Reply
from bot.commands.padriver import own
from bot.commands.padriver.deciding import changed, fresh, held, refusal
from bot.commands.padriver.fields import put
from bot.commands.padriver.save import WHAT
from jobs.nudges.registry import CHOSEN, OWN_SETTINGS, kind_of
from models.workspace.audit import note
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences, wish, wish_of


def turn_off(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn the kind off that the button names."""
    return Reply(card=_turn(ask, press.value, session, on=False))


def turn_on(ask: Ask, press: Press, session: Session) -> Reply:
    """Turn it on again, in place of the answer that told it was off."""
    return Reply(card=_turn(ask, press.value, session, on=True), replace=True)


def _turn(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    if kind not in CHOSEN or (kind not in OWN_SETTINGS and ask.role is not ContactRole.COLLEAGUE):
        return stale()
    return (
        _for_oneself(ask, kind, session, on=on) if kind in OWN_SETTINGS else _for_everybody(ask, kind, session, on=on)
    )


def _for_oneself(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    workspace, setting = fresh(ask, session), OWN_SETTINGS[kind]
    kept = wish_of(session, workspace.id, ask.user_id, kind)
    if (kept.wanted is not False) != on:
        wish(session, workspace.id, ask.user_id, kind, kept._replace(wanted=on))
        note(
            session,
            workspace.id,
            ask.user_id,
            ask.now,
            own.WHAT,
            {setting.name: _said(not on)},
            {setting.name: _said(on)},
        )
        workspace.plan_after = None
        session.flush()
    said = line("Jeg sender deg dette igjen: " if on else "Jeg sender deg ikke lenger dette: ", Bold(setting.label))
    warned = own.off_for_all(preferences(session, workspace), [kind]) if on else ()
    button = Button("Mine innstillinger", own.OPEN, "")
    return _told("deg", line(*said, "."), kind, on=on, more=warned, settings=button)


def _for_everybody(ask: Ask, kind: str, session: Session, *, on: bool) -> Card:
    workspace = held(ask, session)
    refused = refusal(ask, session, "hva jeg sender til alle")
    if refused:
        return refused
    wanted = preferences(session, workspace)
    if wanted.wants(kind) != on:
        name = f"on_{kind}"
        put(session, wanted, {name: _said(on)})
        workspace.plan_after = None
        changed(ask, session, WHAT, {name: _said(not on)}, {name: _said(on)})
    said = line("Jeg sender dette igjen: " if on else "Jeg sender ikke lenger dette: ", Bold(kind_of(kind).name), ".")
    return _told("alle", said, kind, on=on, settings=Button("Innstillinger", "padriver.settings", ""))


def _said(on: bool) -> str:
    return "ja" if on else "nei"


def _told(name: str, said: Line, kind: str, *, on: bool, settings: Button, more: tuple[Part, ...] = ()) -> Card:
    back = () if on else (Button("Slå på igjen", ON, kind),)
    return Card(f"Slått {'på' if on else 'av'} for {name}", (Paragraph(said), *more, Controls((*back, settings))))
