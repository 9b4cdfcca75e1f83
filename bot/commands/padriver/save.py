"""Saving the settings: only what this person changed, so that two at once do not undo each other."""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Channel, Controls, Heading, Line, Note, Paragraph, line
from bot.cards.form import FormErrors
from bot.cards.schedule import REST, schedule, where
from bot.commands.ask import Ask, Reply, Submission
from bot.commands.padriver.fields import LABELS, NTP, put, settings_of, told
from bot.commands.padriver.form import read, seen_in
from models.tables import Destination, Workspace
from models.workspaces import destination


def save(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Save the form, or say what to mend."""
    sent, errors = read(submission.values)
    if errors:
        return FormErrors(errors)
    workspace = session.get_one(Workspace, ask.workspace.id, with_for_update=True, populate_existing=True)
    before = settings_of(workspace)
    seen = seen_in(submission.state, before)
    changes = {name: text for name, text in sent.items() if text not in {seen[name], before[name]}}
    put(workspace, changes)
    woken = _wake(session, workspace)
    if changes or woken:
        workspace.plan_after = None
    if NTP in changes:
        workspace.synced_on = None
    session.flush()
    rows = [
        line(Bold(LABELS[name]), ": ", *told(name, before[name]), " → ", *told(name, text))
        for name, text in changes.items()
    ]
    if woken:
        rows.append(line("Jeg prøver igjen å skrive i ", Channel(woken.address), "."))
    return Reply(card=_saved(workspace, tuple(rows)))


def _wake(session: Session, workspace: Workspace) -> Destination | None:
    """Turn the shared channel on again where it was turned off, since a person has now chosen it."""
    if workspace.shared_channel is None:
        return None
    chosen = destination(session, workspace.id, "kanal", workspace.shared_channel)
    if chosen.off_since is None:
        return None
    chosen.off_since = chosen.off_reason = None
    return chosen


def _saved(workspace: Workspace, rows: tuple[Line, ...]) -> Card:
    if not rows:
        return Card("Ingenting er endret", (Paragraph(line("Innstillingene er som før.")),))
    return Card(
        "Innstillingene er lagret",
        (
            Bullets(rows),
            Heading("Dette sender jeg nå"),
            Paragraph(where(workspace)),
            schedule(workspace),
            Note(line(f"{REST} Alle tider er i tidssonen {workspace.timezone}.")),
            Controls((Button("Endre", "padriver.settings", ""),)),
        ),
    )
