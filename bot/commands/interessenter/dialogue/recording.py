"""Storing the dialogue in a line or a form: new stakeholders, the dialogue and its next step, in one edit."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from bot.cards.words import capital, listing, short_day
from bot.commands.ask import Ask
from bot.commands.interessenter.dialogue.participants import Participant
from bot.commands.interessenter.names.kind_guess import guess_organisation_kind, guess_role_kind
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.references import Stakeholder
from bot.commands.parse.clean import short
from content.municipalities import municipalities
from models.occurrences.queries import MEETING
from models.register import dialogues, edits, organisations, people, roles
from models.register.dialogues import Logged, NewDialogue, NextStep
from models.register.filters import RegisterFilter
from models.register.kinds import CHANNELS, WITH_PARTY
from models.register.search import search
from models.tables import Edit, Organisation, Person

MAX_STEP = 200


@dataclass(frozen=True)
class DialogueDetails:
    """A dialogue to store. `step` is as written; `owner` is the user id of the person who takes it."""

    day: date
    channel: str
    planned: bool = False
    theme: str | None = None
    about: str = ""
    place: str = ""
    stance: str = ""
    said: str = ""
    wants: str = ""
    step: str = ""
    due: date | None = None
    owner: str | None = None
    journal: bool = False
    link: str | None = None
    event_id: int | None = None
    """The event of the wheel where it took place."""
    start: time | None = None
    """The local time of day of the next step, or of what is planned, and `minutes` how long it lasts."""
    minutes: int | None = None
    ours: tuple[str, ...] = ()
    """The colleagues who took part; empty means the person who logs it."""


@dataclass(frozen=True)
class RecordedDialogue:
    """A stored dialogue: who it was with, and which of them are new."""

    logged: Logged
    sides: tuple[Stakeholder, ...]
    new: tuple[Stakeholder, ...]


def record_dialogue(
    ask: Ask, session: Session, confirmation: DialogueDetails, sides: tuple[Participant, ...], edit: Edit | None = None
) -> RecordedDialogue:
    """Store a dialogue and its new stakeholders as one edit, or as a part of `edit`.

    Raises:
        GoneError: somebody was removed in the meantime.
    """
    edit = edit or edits.begin(session, ask.workspace.id, ask.user_id, "dialog", ask.now)
    rows = tuple(side.known or _added(ask, session, side, confirmation, edit) for side in sides)
    logged = dialogues.log_within(session, ask.workspace.id, _dialogue(ask, confirmation, rows), edit)
    return RecordedDialogue(
        logged, rows, tuple(row for row, side in zip(rows, sides, strict=True) if side.known is None)
    )


def add_person(session: Session, ask: Ask, named: WrittenName, source: str, edit: Edit) -> Person:
    """Add a person with the role beside the name, and the organisation if that is new too."""
    place = municipalities(named.place) if named.place else ()
    beside = (named.note, f"Sted: {named.place}" if named.place and len(place) != 1 else "")
    new = people.NewPerson(
        named.name,
        source,
        owner=ask.user_id,
        municipality=place[0].number if len(place) == 1 else None,
        note="\n".join(filter(None, beside)) or None,
    )
    row = people.add(session, ask.workspace.id, new, edit)
    where = organisation_of(session, ask, named.organisation, source, edit)
    kind = guess_role_kind(named.title, named.party or None, named.organisation)
    if named.title or where or named.party:
        role = roles.NewRole(
            kind,
            title=named.title or None,
            party=named.party if named.party and kind in WITH_PARTY else None,
            organisation_id=where.id if where else None,
        )
        roles.add(session, ask.workspace.id, row.id, role, edit)
    return row


def step_title(step: str, rows: tuple[Stakeholder, ...]) -> str:
    """Return the title of the next step's deadline: with the first name in `rows`, unless it is in the text."""
    name = rows[0].name if rows else ""
    title = step if not name or name.split()[-1] in step else f"{name}: {step}"
    return short(capital(title), MAX_STEP)


def _added(ask: Ask, session: Session, side: Participant, confirmation: DialogueDetails, edit: Edit) -> Stakeholder:
    source = (
        f"Egen kontakt: {CHANNELS[confirmation.channel].lower()} {short_day(confirmation.day)} {confirmation.day.year}"
    )
    if side.is_person:
        return add_person(session, ask, side.named, source, edit)
    new = organisations.NewOrganisation(side.named.name, source, kind=guess_organisation_kind(side.named.name))
    return organisations.add(session, ask.workspace.id, new, edit)


def organisation_of(session: Session, ask: Ask, name: str, source: str, edit: Edit) -> Organisation | None:
    """Return the organisation of that name, or the only one that has all its words; otherwise add it."""
    if not name:
        return None
    same = organisations.named(session, ask.workspace.id, name, limit=1)
    if same:
        return same[0]
    result = search(session, ask.workspace, RegisterFilter(words=name), ask.today, limit=2)
    if len(result.organisations) == 1 and not result.guessed:
        return result.organisations[0].row
    new = organisations.NewOrganisation(name, source, kind=guess_organisation_kind(name))
    return organisations.add(session, ask.workspace.id, new, edit)


def _step(ask: Ask, confirmation: DialogueDetails, rows: tuple[Stakeholder, ...]) -> NextStep | None:
    """Return the next step; a planned talk without one is itself a step."""
    owner = confirmation.owner or ask.user_id
    if confirmation.step:
        return NextStep(
            step_title(confirmation.step, rows), confirmation.due, owner, confirmation.start, confirmation.minutes
        )
    if not confirmation.planned:
        return None
    about = f" om {confirmation.about}" if confirmation.about else ""
    title = f"{CHANNELS[confirmation.channel]} med {listing([row.name for row in rows])}{about}"
    return NextStep(short(title, MAX_STEP), confirmation.day, owner, confirmation.start, confirmation.minutes, MEETING)


def _dialogue(ask: Ask, confirmation: DialogueDetails, rows: tuple[Stakeholder, ...]) -> NewDialogue:
    step = _step(ask, confirmation, rows)
    return NewDialogue(
        confirmation.day,
        confirmation.channel,
        confirmation.ours or (ask.user_id,),
        people=tuple(row.id for row in rows if isinstance(row, Person)),
        organisations=tuple(row.id for row in rows if isinstance(row, Organisation)),
        planned=confirmation.planned,
        theme=confirmation.theme,
        about=confirmation.about,
        place=confirmation.place,
        # An expectation before a talk is not their stance.
        stance="" if confirmation.planned else confirmation.stance,
        said=confirmation.said,
        wants=confirmation.wants,
        step=step,
        event_id=confirmation.event_id,
        journal=confirmation.journal,
        link=confirmation.link,
    )
