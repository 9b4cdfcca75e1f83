"""The week digest by e-mail, for each colleague who wants it: what may be handed out, since an e-mail is easily passed on.

It says what people of other organisations may read (`Destination.is_external`), nothing about the media, and nothing about how
a window is to be used.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.nudges.digest import digest
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.digest import DIGEST, week_of
from jobs.nudges.kind import Addressed, Calendar, Due, NudgeKind, Receiver, not_in_help, when_awake
from models.mail.digest import digest_references, with_digest_by_mail
from models.workspace.preferences import Preferences

KIND = "ukesoversikt_epost"
ENDED = Skip("mottakeren vil ikke lenger ha ukesoversikten på e-post")


def _audience(session: Session, manners: Preferences, due: Due, _pack: Pack) -> Sequence[Addressed]:
    return [(each, due) for each in digest_references(session, manners.workspace.id)]


def _compose(scene: NudgeContext) -> Card | Skip:
    """Return the digest without what is only for those inside."""
    if scene.address not in digest_references(scene.session, scene.workspace.id):
        return ENDED
    scene = replace(scene, is_external=True)
    week = week_of(scene)
    news = replace(week.news, taken=(), finished=0)
    return digest(replace(week, news=news, activities=(), windows=()), scene.pack)


MAILED_DIGEST = NudgeKind(
    kind=KIND,
    name="Ukesoversikt på e-post",
    receiver=Receiver(to="epost", group=DIGEST.receiver.group, channel=None),
    can_be_off=True,
    own_setting=None,
    for_guests=False,
    calendar=Calendar(
        key_on=DIGEST.by_calendar.key_on,
        in_morning=False,
        at=lambda times: times.digest,
        audience=_audience,
        narrow=with_digest_by_mail,
        help=not_in_help,
        preview=None,
    ),
    last_day=lambda day: day,
    hours=when_awake,
    composer=_compose,
    likeness=None,
    alone=True,
    twice_rather_than_never=False,
    may_be_mailed=True,
    lasting=False,
)
