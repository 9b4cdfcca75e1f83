"""Saving the settings: only what this person changed, so that two people at once do not undo each other's changes."""

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Bullets, Button, Card, Channel, Controls, Heading, Line, Note, Paragraph, line
from bot.cards.form import FormErrors
from bot.cards.schedule import rest, where
from bot.cards.settings_in_words import NTP, change_line
from bot.commands.ask import Ask, Reply, Submission
from bot.commands.padriver.settings_fields import LABELS, put, settings_of
from bot.commands.padriver.settings_input import read_settings, shown_settings
from bot.commands.shared.administration import lock_workspace, log_change, refusal
from jobs.nudges.calendar import schedule
from jobs.nudges.settings_change import plan_changes
from models.tables import Destination
from models.workspace.preferences import GROUPS, Preferences, preferences
from models.workspace.workspaces import destination

WHAT = "innstilling"


def save(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Save the settings in the form, or return its errors."""
    workspace = lock_workspace(ask, session)
    refused = refusal(ask, session, "innstillinger for alle")
    if refused:
        return Reply(card=refused)
    sent, errors = read_settings(submission.values)
    if errors:
        return FormErrors(errors)
    before = settings_of(preferences(session, workspace))
    seen = shown_settings(submission.state, before)
    changes = {name: text for name, text in sent.items() if text not in {seen[name], before[name]}}
    put(session, preferences(session, workspace), changes)
    woken = _wake(session, preferences(session, workspace))
    if changes or woken:
        workspace.plan_after = None
    if NTP in changes:
        workspace.synced_on = workspace.synced_with = None
    session.flush()
    rows = [
        line(Bold(LABELS[name]), ": ", *change_line(name, before[name]), " → ", *change_line(name, text))
        for name, text in changes.items()
    ]
    rows += [line("Jeg prøver igjen å skrive i ", Channel(each.address), ".") for each in woken]
    is_news = False
    if changes:
        audit = log_change(ask, session, WHAT, {name: before[name] for name in changes}, changes)
        is_news = plan_changes(session, workspace, audit, ask.now)
    return Reply(card=_saved(ask, preferences(session, workspace), tuple(rows)), planned=is_news)


def _wake(session: Session, wanted: Preferences) -> list[Destination]:
    """Turn on the chosen channels that were off because of errors, since a person has now chosen them."""
    chosen = {wanted.workspace.shared_channel, *(wanted.own_channel(group) for group in GROUPS)}
    places = [destination(session, wanted.workspace.id, "kanal", each) for each in sorted(filter(None, chosen))]
    off = [place for place in places if place.off_since is not None]
    for place in off:
        place.off_since = place.off_reason = place.off_until = None
    return off


def _saved(ask: Ask, wanted: Preferences, rows: tuple[Line, ...]) -> Card:
    if not rows:
        return Card("Ingenting er endret", (Paragraph(line("Innstillingene er som før.")),))
    return Card(
        "Innstillingene er lagret",
        (
            Bullets(rows),
            Heading("Dette sender jeg nå"),
            Paragraph(where(wanted)),
            schedule(wanted, ask.pack, ask.today),
            Note(line(f"{rest(wanted)} Alle tider er i tidssonen {wanted.workspace.timezone}.")),
            Controls((Button("Endre", "padriver.settings", ""),)),
        ),
    )
