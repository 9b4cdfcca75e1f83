"""Who may change what concerns everybody, and keeping who did."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Line, Paragraph, Person, joined, line
from bot.commands.ask import Ask
from models.administrators import administrators, name_administrator
from models.audit import note
from models.tables import Workspace

BECAME: Line = (
    "Ingen var administrator her, så nå er du det. Legg til flere med ",
    Code("/padriver administratorer"),
    ".",
)


def fresh(ask: Ask, session: Session) -> Workspace:
    """Return the workspace as it is kept now."""
    return session.get_one(Workspace, ask.workspace.id, populate_existing=True)


def held(ask: Ask, session: Session) -> Workspace:
    """Return the workspace as it is kept now, held against others who would change its settings."""
    return session.get_one(Workspace, ask.workspace.id, with_for_update=True, populate_existing=True)


def refusal(ask: Ask, session: Session, what: str) -> Card | None:
    """Return whom to ask where this person may not change that («innstillinger for alle»); None where they may."""
    deciding = administrators(session, fresh(ask, session))
    if not deciding or ask.user_id in deciding:
        return None
    said = line(f"Bare administratorer kan endre {what}. Spør ", *either(deciding), ".")
    own = line("Det som bare gjelder deg, endrer du selv.")
    buttons = (Button("Mine innstillinger", "padriver.mine", ""), Button("Pauser", "padriver.pauser", ""))
    return Card(
        "Spør en administrator",
        (Paragraph(said), Paragraph(own), Controls(buttons)),
        summary=f"Bare administratorer kan endre {what}.",
    )


def changed(ask: Ask, session: Session, what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Line | None:
    """Keep a change of what concerns everybody; where nobody decided before, this person does now and is told so."""
    note(session, ask.workspace.id, ask.user_id, ask.now, what, before, after)
    workspace = fresh(ask, session)
    if administrators(session, workspace):
        return None
    name_administrator(session, workspace, ask.user_id)
    note(session, workspace.id, ask.user_id, ask.now, "administrator", {}, {"administrator": ask.user_id})
    return BECAME


def either(user_ids: tuple[str, ...]) -> Line:
    """Return «@kari», «@kari eller @per», «@kari, @per eller @ola»."""
    people = [line(Person(user_id)) for user_id in user_ids]
    return joined([joined(people[:-1], ", "), people[-1]], " eller ")
