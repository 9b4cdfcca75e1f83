"""What is asked about the texts: to clear them (once), to settle a slogan in time, and to check a figure in time."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.clearing import MENTION
from bot.cards.nudges import clearing as cards
from content.changed import same
from content.clearing import nothing_is_cleared, outward_texts
from content.schema.messages import Fact
from content.schema.pack import Pack
from content.schema.wording import open_points
from jobs.nudges.campaign_days import opening_day, step_of
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.kind import PERSON, Addressed, Calendar, Due, NudgeKind, OwnSetting, days, not_in_help, when_awake
from models.calendar.workdays import next_working_day
from models.content.packs import is_unnamed
from models.db.in_list import in_list
from models.tables import Delivery, Workspace
from models.workspace.administrators import named_administrators
from models.workspace.contacts import departed
from models.workspace.preferences import Preferences

KIND = "klarering"
ONCE = "utkast"
"""The key of the first kind, which each administrator gets once."""
WORTH = timedelta(days=14)
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
NO_LONGER = Skip("ikke administrator lenger")
SETTLED = Skip("det er avklart")


def _administrators(session: Session, manners: Preferences, due: Due, _pack: Pack) -> list[Addressed]:
    return [(each, due) for each in named_administrators(session, manners.workspace)]


def clearing_due(
    session: Session, wanted: Sequence[Preferences], packs: Mapping[int, Pack], now: datetime
) -> list[tuple[Workspace, str, Due]]:
    """Return the administrators who have not been asked yet in workspaces where nothing is cleared; `packs` by id."""
    asked = set(session.scalars(ASKED, {"workspaces": [each.workspace.id for each in wanted]}))
    found = []
    for each in wanted:
        workspace = each.workspace
        pack = packs[workspace.id]
        is_asked = workspace.id in asked or is_unnamed(workspace, pack)  # the template's examples need no clearing
        if workspace.removed_at is None and not is_asked and nothing_is_cleared(same(pack, nothing_is_cleared)):
            today = now.astimezone(workspace.zone).date()
            due = Due(KIND, ONCE, now, now + WORTH, PERSON.to, today)
            found += [(workspace, who, due) for who in named_administrators(session, workspace)]
    return found


ASKED = select(Delivery.workspace_id).where(
    in_list(Delivery.workspace_id, "workspaces"), Delivery.kind == KIND, Delivery.period_key == ONCE
)


def _clear(scene: NudgeContext) -> Card | Skip:
    if scene.address not in named_administrators(scene.session, scene.workspace):
        return NO_LONGER
    texts = [each for each in outward_texts(scene.whole) if each.clearing.status == "utkast"]
    unsettled = [each for each in texts if each.open_points]
    return cards.clear_texts(len(texts) - len(unsettled), unsettled) if texts else Skip("alt er klarert")


def _slogan_key(day: date, pack: Pack) -> str | None:
    """Return `2027:grep-1` a week before that step opens, or on the next working day."""
    opens = _next_opening(day, pack)
    if opens is None or day != next_working_day(opens - WEEK):
        return None
    campaign = pack.campaign(opens.year)
    step = step_of(campaign, opens) if campaign else None
    return f"{opens.year}:{step.id}" if step else None


def _next_opening(first: date, pack: Pack) -> date | None:
    """Return the day that a step opens, from `first` and a week on; None if none does."""
    for day in days(first, first + WEEK):
        campaign = pack.campaign(day.year)
        if campaign is not None and day == opening_day(campaign, day):
            return day
    return None


def _slogan(scene: NudgeContext) -> Card | Skip:
    if scene.address not in named_administrators(scene.session, scene.workspace):
        return NO_LONGER
    year, _, step_id = scene.period_key.partition(":")
    # The whole text: what has something to settle is left out of what is pushed.
    campaign = next((each for each in scene.whole.campaigns if each.year == int(year)), None)
    step = next((each for each in campaign.steps if each.id == step_id), None) if campaign else None
    if campaign is None or step is None or not (points := open_points(step.slogan)):
        return SETTLED
    opens = _next_opening(scene.today, scene.pack) or scene.today
    return cards.settle_slogan(step, points, opens, scene.today)


def _figures_key(day: date, pack: Pack) -> str | None:
    """Return the day itself if a figure is to be checked from that day on."""
    return day.isoformat() if _to_check(day, pack) else None


def _to_check(day: date, pack: Pack) -> list[tuple[str, Fact]]:
    return [
        (issue.name, fact)
        for issue in pack.issues
        for fact in issue.facts
        if fact.good_until is not None and next_working_day(fact.good_until - MONTH) == day
    ]


def _keepers(session: Session, manners: Preferences, due: Due, pack: Pack) -> list[Addressed]:
    kept = _kept_by(session, manners.workspace, _to_check(due.day, pack))
    return [(each, due) for each in dict.fromkeys(who for _, _, keepers in kept for who in keepers)]


def _kept_by(
    session: Session, workspace: Workspace, figures: Sequence[tuple[str, Fact]]
) -> list[tuple[str, Fact, Sequence[str]]]:
    """Return figures with those who keep each up to date: the administrators if nobody does, or who did has left."""
    owners = [_owner(fact) for _, fact in figures]
    left = departed(session, workspace.id, owners)
    deciding = named_administrators(session, workspace)
    return [
        (name, fact, (owner,) if owner and owner not in left else deciding)
        for (name, fact), owner in zip(figures, owners, strict=True)
    ]


def _owner(fact: Fact) -> str | None:
    mention = MENTION.match(fact.owner) if fact.owner else None
    return mention[1] if mention else None


def _figures(scene: NudgeContext) -> Card | Skip:
    due = _to_check(date.fromisoformat(scene.period_key), scene.pack)
    kept = _kept_by(scene.session, scene.workspace, due)
    mine = [(name, fact) for name, fact, keepers in kept if scene.address in keepers]
    return cards.check_figures(mine, scene.today) if mine else Skip("tallet er sjekket")


CLEARING = NudgeKind(
    kind=KIND,
    name="Klarering av tekstene, til administratorer",
    receiver=PERSON,
    can_be_off=False,
    own_setting=None,
    for_guests=False,
    calendar=None,
    last_day=lambda day: day + WORTH,
    hours=when_awake,
    composer=_clear,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=True,
)
SLOGAN = NudgeKind(
    kind="avklaring",
    name="Slagord som må avklares, til administratorer",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(
        name="wanted_avklaring",
        button="Slå av spørsmål om slagord",
        label="Slagord som må avklares, hvis du er administrator",
    ),
    for_guests=False,
    calendar=Calendar(
        key_on=_slogan_key,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_administrators,
        narrow=None,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WEEK,
    hours=when_awake,
    composer=_slogan,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
FIGURES = NudgeKind(
    kind="tall",
    name="Tall som må sjekkes, til den som er ansvarlig",
    receiver=PERSON,
    can_be_off=True,
    own_setting=OwnSetting(name="wanted_tall", button="Slå av spørsmål om tall", label="Tall som må sjekkes"),
    for_guests=False,
    calendar=Calendar(
        key_on=_figures_key,
        in_morning=True,
        at=lambda times: times.owners,
        audience=_keepers,
        narrow=None,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day + WEEK,
    hours=when_awake,
    composer=_figures,
    likeness=None,
    alone=False,
    twice_rather_than_never=False,
    may_be_mailed=False,
    lasting=False,
)
