"""What we have sent the parties, as gifts to their organisations in the register: the same to all of them, or where not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import fold
from content.parties import PARTIES
from models.db.in_list import in_list
from models.register import edits
from models.register.organisations import NewOrganisation, add
from models.register.words import folded_name
from models.tables import Edit, Gift, Organisation

SOURCE = "Lagt til da noe ble loggført som sendt til partiet."
MOST = 2_000
"""The most gifts to parties that are read, the newest first."""


@dataclass(frozen=True)
class SentOffer:
    """Something that was sent to one party or more: its kind (`kinds.GIFTS`), its text, and the day each party got it."""

    kind: str
    text: str
    days: dict[str, date] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the parties that did not get it, by their short forms, in the order of their names."""
        return tuple(each for each in PARTIES if each not in self.days)


def party_organisations(session: Session, workspace_id: int) -> dict[str, Organisation]:
    """Return the parties' own organisations in the register, by the party's short form; local branches are not theirs."""
    names = {folded_name(name): short for short, names in PARTIES.items() for name in (*names, short)}
    query = select(Organisation).where(
        Organisation.workspace_id == workspace_id,
        Organisation.removed_at.is_(None),
        in_list(Organisation.folded, "names"),
    )
    found: dict[str, Organisation] = {}
    for row in session.scalars(query.order_by(Organisation.id), {"names": sorted(names)}):
        found.setdefault(names[row.folded], row)
    return found


def sent_offers(session: Session, workspace_id: int) -> list[SentOffer]:
    """Return what was sent to the parties, the newest first. What has the same kind and words is one offer."""
    parties = {row.id: short for short, row in party_organisations(session, workspace_id).items()}
    if not parties:
        return []
    query = select(Gift).where(
        Gift.workspace_id == workspace_id,
        Gift.removed_at.is_(None),
        in_list(Gift.organisation_id, "parties"),
    )
    newest = query.order_by(Gift.day.desc(), Gift.id.desc()).limit(MOST)
    found: dict[tuple[str, str], SentOffer] = {}
    for row in session.scalars(newest, {"parties": sorted(parties)}):
        offer = found.setdefault((row.kind, fold(row.text)), SentOffer(row.kind, row.text))
        offer.days.setdefault(parties[row.organisation_id or 0], row.day)
    return list(found.values())


def send_to_parties(
    session: Session,
    workspace_id: int,
    user_id: str,
    offer: SentOffer,
    parties: Collection[str],
    day: date,
    now: datetime,
) -> tuple[Edit | None, Sequence[str]]:
    """Record that parties got an offer on a local day; return the edit, and which parties are new to it.

    A party that the register does not have is added. The edit is None if all of them have it already.
    """
    known = next(
        (
            each
            for each in sent_offers(session, workspace_id)
            if (each.kind, fold(each.text)) == (offer.kind, fold(offer.text))
        ),
        offer,
    )
    new = [each for each in PARTIES if each in parties and each not in known.days]
    if not new:
        return None, ()
    edit = edits.begin(session, workspace_id, user_id, "gave", now)
    organisations = party_organisations(session, workspace_id)
    for short in new:
        row = organisations.get(short) or add(
            session, workspace_id, NewOrganisation(PARTIES[short][0], SOURCE, kind="parti"), edit
        )
        gift = Gift(
            workspace_id=workspace_id,
            organisation_id=row.id,
            kind=offer.kind,
            text=known.text,
            day=day,
            user_id=user_id,
            created_at=now,
        )
        edits.added(session, edit, gift)
    return edit, new
