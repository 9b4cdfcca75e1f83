"""Cases and questions: what has moved, the week's message, what the Storting debates next or has decided, and consents that end.

A move is planned when it is noted (`models.cases.moves`); the calendar plans the rest.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.cards import case_card, cases
from bot.cards.card import Card
from bot.cards.hearings import ShownHearing
from bot.cards.questions import questions_card, what_we_say
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest_rows import monday, week_key
from jobs.nudges.hearings import HEARINGS, NOTHING, day_of, in_order, last_before, shown_item, why_not
from jobs.nudges.kind import (
    PERSON,
    Addressed,
    Calendar,
    Due,
    NudgeKind,
    OwnSetting,
    everybody_in,
    not_in_help,
    when_awake,
)
from jobs.nudges.met import id_in, key_on
from models.calendar.quiet import moment
from models.calendar.workdays import is_working_day, next_working_day, working_day_until
from models.cases import contacts, moves
from models.cases.about import DEBATE, DECIDED, Step, steps_on, theme_of_item
from models.cases.cases import by_id, official_key, open_cases, records_of
from models.cases.followers import followed_by, followers_of, with_followers
from models.official.items import ItemKind
from models.official.matches import gathered, with_gathered
from models.official.meetings import agendas
from models.official.relevance import names_of
from models.tables import PolicyCase, Workspace
from models.workspace.nudge_kinds import CASE_MOVED, CONSENT
from models.workspace.preferences import Preferences

QUESTIONS_KIND, WEEK_KIND, DAY_KIND = "sporsmal", "saker_uka", "sak_dag"
ON_AGENDA = "på dagsordenen i Stortinget"
WORTH_DAYS = timedelta(days=7)
GONE, NOT_FOLLOWED = Skip("saken er avsluttet"), Skip("følger ikke saken lenger")
NOTHING_MOVED, NO_STEP = Skip("ingen saker har beveget seg"), Skip("ingenting behandles eller er avgjort")
SETTLED = Skip("samtykket er fornyet eller slettet")


def _questions_key(day: date, _pack: Pack) -> str | None:
    return f"{QUESTIONS_KIND}:{day.isoformat()}" if is_working_day(day) else None


def _with_questions(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    found = everybody_in(HEARINGS.receiver)(session, manners, due, pack)
    return [*found] if found and with_gathered(session, [manners.workspace.id], due.day, asked=True) else []


def _questions(scene: NudgeContext) -> Card | Skip:
    """Return the questions and announced bills since the last such message, the surest first."""
    day = day_of(scene.period_key)
    last = last_before(scene, QUESTIONS_KIND, day)
    rows = gathered(scene.session, scene.workspace.id, last, day, asked=True)
    found = [_with_words(scene, shown_item(scene, *each)) for each in rows]
    shown = found if scene.shown_at else [each for each in found if why_not(scene, each) is None]
    return questions_card(in_order(shown), names_of(scene.pack.media), scene.today) if shown else NOTHING


def _with_words(scene: NudgeContext, shown: ShownHearing) -> ShownHearing:
    theme = theme_of_item(scene.pack, shown.record)
    return replace(shown, says=what_we_say(scene.pack, shown.record, theme, scene.today))


def _moved(scene: NudgeContext) -> Card | Skip:
    found = moves.moved_at(scene.session, scene.workspace.id, scene.period_key)
    if found is None or found[0].closed_at is not None:
        return GONE
    case, moved = found
    users = followers_of(scene.session, scene.workspace.id, [case.id]).get(case.id, ())
    if scene.address not in users and scene.shown_at is None:
        return NOT_FOLLOWED
    return cases.moved_card(case, moved, scene.today)


def _week_on(day: date, _pack: Pack) -> str | None:
    """Return the week on its first working day."""
    return week_key(day) if day == next_working_day(monday(day)) else None


def days_before(workspace: Workspace, day: date) -> tuple[datetime, datetime]:
    """Return the moments (UTC) between which the week's message looks: from the week before's Monday to this one's."""
    last = moment(monday(day), time(), workspace.zone).astimezone(UTC)
    first = moment(monday(day) - timedelta(days=7), time(), workspace.zone).astimezone(UTC)
    return first, last


def _where_moved(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    found = everybody_in(HEARINGS.receiver)(session, manners, due, pack)
    span = days_before(manners.workspace, due.day)
    return [*found] if found and moves.with_moves(session, [manners.workspace.id], *span) else []


def _week(scene: NudgeContext) -> Card | Skip:
    found = moves.moved_since(scene.session, scene.workspace.id, *days_before(scene.workspace, scene.today))
    if scene.is_external:
        # What people have written is not for other organisations.
        officials = ((case, moved) for case, moved in found if official_key(case.key))
        found = [
            (case, ours)
            for case, moved in officials
            if (ours := [each for each in moved if each.what is not moves.What.OWN_STATUS])
        ]
    return cases.week_card(found, scene.today) if found else NOTHING_MOVED


def _next_days(day: date) -> list[date]:
    """Return the days after a local day until the next working day, that one included."""
    last = next_working_day(day + timedelta(days=1))
    return [day + timedelta(days=number + 1) for number in range((last - day).days)]


def _past_days(day: date) -> list[date]:
    """Return the days from the last working day before a local day until the day before it."""
    first = working_day_until(day - timedelta(days=1))
    return [first + timedelta(days=number) for number in range((day - first).days)]


def _today(session: Session, workspace_id: int, user_id: str, day: date) -> list[tuple[PolicyCase, list[Step]]]:
    """Return what a person follows that is debated next, or was decided since the last working day and not said then."""
    followed = followed_by(session, workspace_id, user_id)
    records = records_of(session, followed)
    past, ahead = _past_days(day), _next_days(day)
    on_agenda = agendas(session, ahead) if followed else {}
    known = moves.known_steps(session, workspace_id, [each.id for each in followed], past[0])
    found: list[tuple[PolicyCase, list[Step]]] = []
    for case in followed:
        record = records.get(case.key)
        if record is None:
            continue
        been = [each for each in steps_on(record, DECIDED, past) if not {(case.id, each.name), (case.id, "")} & known]
        debated = steps_on(record, DEBATE, ahead)
        on = on_agenda.get(record.number) if record.kind == ItemKind.CASE.value else None
        if on is not None and on not in {each.on for each in debated}:
            debated.append(Step(ON_AGENDA, on))
        if steps := [*been, *debated]:
            found.append((case, steps))
    return found


def _with_steps(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    number = manners.workspace.id
    users = followers_of(session, number, [each.id for each in open_cases(session, number)]).values()
    followers = sorted({user_id for several in users for user_id in several})
    return [(user_id, due) for user_id in followers if _today(session, number, user_id, due.day)]


def _daily(scene: NudgeContext) -> Card | Skip:
    found = _today(scene.session, scene.workspace.id, scene.address, scene.today)
    return cases.day_card(found, scene.today) if found else NO_STEP


def consent_key(contact_id: int, until: date) -> str:
    """Return the key of the question about one consent: one that was renewed is asked about again."""
    return f"{contact_id}:{until.isoformat()}"


def _with_consents(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    return [
        (contact.asked_by, replace(due, period_key=consent_key(contact.id, contact.until)))
        for contact, _ in contacts.ending_soon(session, manners.workspace.id, due.day)
    ]


def _consent(scene: NudgeContext) -> Card | Skip:
    number, _, until = scene.period_key.partition(":")
    today = scene.now.astimezone(scene.workspace.zone).date()
    contact = contacts.contact_by_id(scene.session, scene.workspace.id, id_in(number), today)
    case = by_id(scene.session, scene.workspace.id, contact.case_id) if contact else None
    if contact is None or case is None or contact.until.isoformat() != until:
        return case_card.consent_settled("Samtykket er fornyet eller slettet.") if scene.shown_at else SETTLED
    return case_card.consent_card(case, contact, scene.today)


QUESTIONS = replace(
    HEARINGS,
    kind=QUESTIONS_KIND,
    name="Spørsmål i Stortinget og varslede saker som angår oss",
    calendar=replace(HEARINGS.by_calendar, key_on=_questions_key, audience=_with_questions),
    composer=_questions,
)
WEEK = replace(
    HEARINGS,
    kind=WEEK_KIND,
    name="Saker som har beveget seg, én gang i uka",
    calendar=replace(HEARINGS.by_calendar, key_on=_week_on, audience=_where_moved),
    last_day=lambda day: day + timedelta(days=4),
    composer=_week,
)
MOVED = NudgeKind(
    kind=CASE_MOVED,
    name="Nytt i en sak, til dem som følger den",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_sak_endret", button="Slå av nytt i saker", label="Nytt i saker du følger, når det skjer"
    ),
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + WORTH_DAYS,
    hours=when_awake,
    composer=_moved,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
DAY = replace(
    MOVED,
    kind=DAY_KIND,
    name="Dagen før Stortinget behandler en sak, til dem som følger den",
    own_setting=OwnSetting(
        name="wanted_sak_dag",
        button="Slå av varsler om behandling",
        label="Saker du følger, dagen før Stortinget behandler dem, og når det er gjort",
    ),
    calendar=Calendar(
        key_on=key_on,
        at=lambda times: times.owners,
        audience=_with_steps,
        narrow=with_followers,
        in_morning=True,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day,
    composer=_daily,
)
CONSENTS = replace(
    DAY,
    kind=CONSENT,
    name="Samtykke som går ut, til den som spurte",
    own_setting=OwnSetting(
        name="wanted_sak_samtykke",
        button="Slå av spørsmål om samtykke",
        label="Samtykker du har fått om en sak, før de går ut",
    ),
    calendar=replace(DAY.by_calendar, audience=_with_consents, narrow=contacts.with_contacts),
    last_day=lambda day: day + WORTH_DAYS,
    composer=_consent,
)
"""A question (`jobs.nudges.questions`). What nobody answers is deleted when the consent ends."""
