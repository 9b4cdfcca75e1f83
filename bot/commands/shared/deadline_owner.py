"""Taking a deadline, and giving it away: if it has no owner, is one's own, or its owner has left."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Button, Person, Span, line
from bot.cards.departed import choose_another
from bot.cards.form import Form, FormErrors, PersonInput
from bot.cards.rows import people_in_words, when_of
from bot.commands.access import is_allowed
from bot.commands.ask import Ask, Submission
from bot.commands.shared.deadline_controls import SERIES_UNDO
from bot.commands.shared.occurrence_actions import GONE, Action, ActionResult, perform, quoted_title, take
from jobs.nudges.handover import plan_question
from models.db.base import longest
from models.occurrences import owning
from models.occurrences.filtering import is_free, owners_of
from models.occurrences.queries import by_id
from models.occurrences.series import hand_over_series
from models.tables import Change, Occurrence
from models.workspace.contacts import ContactRole, departed

GIVEN = "frist.gi_lagre"
TO = "to"
NOBODY = "Velg hvem som blir ansvarlig."
OUTSIDER = "Velg en som arbeider her, eller en gjest. Folk fra andre virksomheter kan ikke være ansvarlige."
ASKED = "Jeg spør, og sier fra til deg om svaret."
WHOLE_SERIES = "Det gjelder hele gjentakelsen."


def took(ask: Ask, session: Session, occurrence_id: int) -> ActionResult:
    """Make the asker its owner; of the whole series if its owner has left."""
    series = hand_over_series(session, ask.workspace.id, occurrence_id, ask.user_id, ask.user_id, ask.now)
    if series is not None:
        back = Button("Angre", SERIES_UNDO, str(series.id))
        return ActionResult(
            line(f"Du er ansvarlig for «{series.title}» nå. {WHOLE_SERIES}"), heading="Endret", back=back
        )
    return perform(take, ask, session, occurrence_id)


def giving_form(ask: Ask, session: Session, occurrence_id: int, action: str, state: str) -> Form | ActionResult:
    """Return the form that asks who gets it, or why it cannot be given away."""
    row = by_id(session, ask.workspace.id, occurrence_id)
    if row is None or row.archived_at is not None:
        return ActionResult(line(GONE))
    if not _is_free(ask, session, row):
        return ActionResult(line(*people_in_words(owners_of(row)), f" er ansvarlig for {quoted_title(row)}."))
    name = PersonInput(TO, "Hvem blir ansvarlig?", optional=False)
    return Form(
        "Gi fristen til noen", action, (name,), "Gi", state, line(f"{quoted_title(row)}, {when_of(row, ask.today)}")
    )


def gave(ask: Ask, session: Session, occurrence_id: int, sent: Submission) -> ActionResult | FormErrors:
    """Give it to the chosen person, with the whole series if its owner has left."""
    to = sent.values.get(TO, "")
    wrong = owner_error(ask, session, to) if to and len(to) <= longest(Occurrence.owner) else NOBODY
    if wrong:
        return FormErrors({TO: wrong})
    series = hand_over_series(session, ask.workspace.id, occurrence_id, ask.user_id, to, ask.now)
    if series is not None:
        back = Button("Angre", SERIES_UNDO, str(series.id))
        said = line(*_who(ask, to), f" er ansvarlig for «{series.title}» nå. {WHOLE_SERIES}")
        return ActionResult(said, heading="Endret", back=back)
    result = perform(_given(to), ask, session, occurrence_id)
    if result.change is None:
        return result
    ask_receiver(ask, session, result.change, to)
    return ActionResult(_said(ask, session, occurrence_id, to), result.change, result.heading)


def ask_receiver(ask: Ask, session: Session, change_id: int, to: str) -> None:
    """Plan the question to the person that a change made responsible, unless it is the asker."""
    if to != ask.user_id:
        plan_question(session, ask.workspace.id, change_id, to, ask.now)


def owner_error(ask: Ask, session: Session, owner: str) -> str | None:
    """Return the error message of a new owner, if any: not people from other organisations, or who have left."""
    if not owner:
        return None
    role = ask.role_of(session, owner)  # first, since it asks the platform again about somebody who may be back
    left = departed(session, ask.workspace.id, (owner,))
    if owner in left:
        return choose_another(left[owner])
    return None if is_allowed(role, ContactRole.GUEST) else OUTSIDER


def left_by_name(names: Mapping[str, tuple[str, ...]], said: str) -> str | None:
    """Return the name of the only person who has left with that full name or first name."""
    wanted = said.casefold()
    found = {
        all_names[0]
        for all_names in names.values()
        if wanted in {part.casefold() for name in all_names for part in (name, name.split()[0])}
    }
    return next(iter(found)) if len(found) == 1 else None


def _given(to: str) -> Action:
    def give(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
        return owning.give(session, ask.workspace.id, occurrence_id, ask.user_id, to, ask.now), ""

    return give


def _said(ask: Ask, session: Session, occurrence_id: int, to: str) -> tuple[Span, ...]:
    row = by_id(session, ask.workspace.id, occurrence_id)
    asked = "" if to == ask.user_id else f" {ASKED}"
    return line(*_who(ask, to), f" er ansvarlig for {quoted_title(row) if row else 'fristen'} nå.{asked}")


def _who(ask: Ask, user_id: str) -> tuple[Span, ...]:
    return ("Du",) if user_id == ask.user_id else (Person(user_id),)


def _is_free(ask: Ask, session: Session, row: Occurrence) -> bool:
    owners = owners_of(row)
    return ask.user_id in owners or is_free(row, departed(session, ask.workspace.id, owners))
