"""Access to the settings for everybody, and the log of changes to them."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Line, Paragraph, Person, joined, line
from bot.commands.ask import Ask
from models.tables import Audit, Workspace
from models.workspace.administrators import is_administrator, named_administrators, platform_administrators
from models.workspace.audit import note
from models.workspace.workspaces import lock

MOST_NAMED = 5
"""The most people named in a sentence: an organisation may have dozens of administrators."""
HOW_TO_ADD = Code("/padriver administratorer @navn")


def current_workspace(ask: Ask, session: Session) -> Workspace:
    """Return the workspace, read again from the database."""
    return session.get_one(Workspace, ask.workspace.id, populate_existing=True)


def lock_workspace(ask: Ask, session: Session) -> Workspace:
    """Return the workspace, locked against other changes to its settings."""
    lock(session, ask.workspace.id)
    return session.get_one(Workspace, ask.workspace.id)


def refusal(ask: Ask, session: Session, what: str) -> Card | None:
    """Return a card with the people to ask if this person may not change `what`; None if they may."""
    workspace = current_workspace(ask, session)
    if is_administrator(session, workspace, ask.user_id):
        return None
    sentence = f"Bare administratorer kan endre {what}."
    own = line("Det som bare gjelder deg, endrer du selv.")
    buttons = (Button("Mine innstillinger", "padriver.mine", ""), Button("Pauser", "padriver.pauser", ""))
    return Card(
        "Spør en administrator",
        (Paragraph(line(f"{sentence} ", *who_to_ask(ask, session, workspace))), Paragraph(own), Controls(buttons)),
        summary=sentence,
    )


def who_to_ask(ask: Ask, session: Session, workspace: Workspace) -> Line:
    """Return the administrators to ask; if there are none, who can add one, and the id they need for it."""
    named = named_administrators(session, workspace)
    if named:
        return line("Spør ", *any_of(named[:MOST_NAMED]), ".")
    of_workspace = platform_administrators(session, workspace)
    if of_workspace:
        who = any_of(of_workspace[:MOST_NAMED])
        return line(
            "Ingen er valgt ennå. Spør ",
            *who,
            ", som administrerer arbeidsområdet og kan velge en med ",
            HOW_TO_ADD,
            ".",
        )
    return line("Ingen er valgt ennå. ", *ask_the_operator(ask, workspace))


def ask_the_operator(ask: Ask, workspace: Workspace) -> Line:
    """Say how this person is made an administrator outside the chat: `padriver admins add`, or `PADRIVER_ADMINS`."""
    who = Code(f"{workspace.external_id}:{ask.user_id}")
    return line("Be den som drifter meg, om å legge deg til. De trenger denne id-en: ", who, ".")


def log_change(ask: Ask, session: Session, what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Audit:
    """Record a change to the settings for everybody in the audit log, and return its row."""
    return note(session, ask.workspace.id, ask.user_id, ask.now, what, before, after)


def any_of(user_ids: tuple[str, ...]) -> Line:
    """Return «@kari», «@kari eller @per», «@kari, @per eller @ola»."""
    people = [line(Person(user_id)) for user_id in user_ids]
    return joined([joined(people[:-1], ", "), people[-1]], " eller ")
