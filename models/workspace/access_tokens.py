"""Access tokens: secrets that let a colleague's own programs read something without a chat.

This is the only place that makes, opens and revokes them. A token is shown once, when it is made; the database has
only its fingerprint (SHA-256: the secret is at least 192 random bits, so nothing can be found by trying). It opens one purpose
for one person, as long as that person is a colleague. It expires when it has not been used for `UNUSED`.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.db.database import Database
from models.tables import AccessToken, Contact, Workspace

CALENDAR = "kalender"
"""The purpose of tokens that open calendar feeds."""
ASSISTANT = "assistent"
"""The purpose of tokens that let a person's own assistant ask."""
UNUSED = timedelta(days=180)
"""How long a token works after it was made or last used."""
NOTED = timedelta(hours=20)
"""How often a use is stored: a calendar asks many times a day."""
KEPT = timedelta(days=30)
"""How long a token that no longer works is kept: who had it can be seen that long."""
COLLEAGUE = "colleague"
BYTES = {CALENDAR: 32, ASSISTANT: 24}
"""How long a secret is: one that people copy by themselves is short enough for a phone."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{32}", re.ASCII)


def issue(
    session: Session, workspace_id: int, user_id: str, purpose: str, scope: str, now: datetime
) -> tuple[AccessToken, str]:
    """Make a token; return its row, and the secret that is shown once."""
    secret = secrets.token_urlsafe(BYTES[purpose])
    row = AccessToken(
        workspace_id=workspace_id,
        user_id=user_id,
        purpose=purpose,
        scope=scope,
        digest=fingerprint(secret),
        created_at=now,
        expires_at=now + UNUSED,
    )
    session.add(row)
    session.flush()
    return row, secret


def fingerprint(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_well_formed(secret: str) -> bool:
    """Return True if a text has the form of a secret."""
    return _TOKEN.fullmatch(secret) is not None


def tokens_of(session: Session, workspace_id: int, user_id: str, purpose: str, now: datetime) -> Sequence[AccessToken]:
    """Return a person's tokens that work, the oldest first."""
    mine = (AccessToken.workspace_id == workspace_id, AccessToken.user_id == user_id, AccessToken.purpose == purpose)
    works = (AccessToken.revoked_at.is_(None), AccessToken.expires_at > now)
    return session.scalars(select(AccessToken).where(*mine, *works).order_by(AccessToken.id)).all()


def token_of(
    session: Session, workspace_id: int, user_id: str, purpose: str, token_id: int, now: datetime
) -> AccessToken | None:
    """Return one of a person's tokens that work, locked; None if it is not one of them."""
    mine = (AccessToken.workspace_id == workspace_id, AccessToken.user_id == user_id, AccessToken.purpose == purpose)
    works = (AccessToken.id == token_id, AccessToken.revoked_at.is_(None), AccessToken.expires_at > now)
    return session.scalar(select(AccessToken).where(*mine, *works).with_for_update())


def revoke_all(session: Session, workspace_id: int, user_id: str, now: datetime) -> None:
    """Revoke every token of a person, for all purposes."""
    mine = (AccessToken.workspace_id == workspace_id, AccessToken.user_id == user_id)
    session.execute(update(AccessToken).where(*mine, AccessToken.revoked_at.is_(None)).values(revoked_at=now))


def opened(session: Session, digest: str, purpose: str, now: datetime) -> tuple[AccessToken, Workspace] | None:
    """Return the token with that fingerprint, and its workspace; None if it does not work.

    The fingerprint alone says which workspace it is: no other is given. The person must be known as a colleague who has
    not left, whatever else has been recorded of the token.
    """
    query = (
        select(AccessToken, Workspace)
        .join(Workspace, Workspace.id == AccessToken.workspace_id)
        .join(Contact, (Contact.workspace_id == AccessToken.workspace_id) & (Contact.address == AccessToken.user_id))
        .where(AccessToken.digest == digest, AccessToken.purpose == purpose)
        .where(AccessToken.revoked_at.is_(None), AccessToken.expires_at > now)
        .where(Workspace.removed_at.is_(None), Contact.role == COLLEAGUE, Contact.left_at.is_(None))
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


def subscribers(database: Database, purpose: str, now: datetime) -> int:
    """Return how many people of all workspaces have a token for that purpose that works."""
    works = (AccessToken.purpose == purpose, AccessToken.revoked_at.is_(None), AccessToken.expires_at > now)
    people = select(AccessToken.workspace_id, AccessToken.user_id).where(*works).distinct().subquery()
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(people)) or 0


def is_use_noted(token: AccessToken, now: datetime) -> bool:
    """Return True if a use now need not be stored."""
    return token.used_at is not None and now - token.used_at < NOTED


def note_use(session: Session, workspace_id: int, token_id: int, now: datetime) -> None:
    """Store that a token was used: it works `UNUSED` longer. One that was revoked meanwhile stays so."""
    mine = (AccessToken.workspace_id == workspace_id, AccessToken.id == token_id)
    values = {"used_at": now, "expires_at": now + UNUSED}
    session.execute(update(AccessToken).where(*mine, AccessToken.revoked_at.is_(None)).values(**values))
