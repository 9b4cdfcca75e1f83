"""People and places the bot has met: how each is reached, and its name. Moments are aware."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session

from content.folding import fold, make_storable, storable
from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.tables import Contact
from models.workspace import access_tokens, waiting_files
from models.workspace.workspaces import look_soon, note_external

CHANNEL, GROUP, PERSON = "kanal", "gruppe", "person"
"""The kinds of contacts."""
LONGEST_NAME = 200


class ContactRole(StrEnum):
    """What the platform says a person is to the workspace."""

    COLLEAGUE = "colleague"
    """A full member of the organisation."""
    GUEST = "guest"
    """Invited into the workspace, with less than a member's rights."""
    STRANGER = "stranger"
    """A member of another organisation, met in a shared channel."""
    BOT = "bot"


@dataclass(frozen=True)
class SeenContact:
    """A person or a place as the platform described it just now. Empty fields are unknown: stored values stay."""

    address: str
    kind: str
    name: str = field(default="", repr=False)
    place: str = ""
    conversation: str = ""
    service: str = ""
    parent: str = ""
    account: str = ""
    nicknames: tuple[str, ...] = field(default=(), repr=False)
    role: ContactRole | None = None
    is_admin: bool | None = None
    """Whether the platform calls the person an administrator or owner of the workspace."""
    has_left: bool | None = None
    """Whether the account is deactivated."""
    is_external: bool | None = None
    """Whether people of other organisations read the channel."""

    def __post_init__(self) -> None:
        """Remove what databases refuse."""
        make_storable(self, "address", "name", "place", "conversation", "service", "parent", "account")
        object.__setattr__(self, "nicknames", tuple(map(storable, self.nicknames)))


@dataclass(frozen=True)
class ContactRoute:
    """How a person or a place is reached. `conversation` is empty if there is none with that person yet."""

    place: str
    conversation: str
    service: str
    removed: bool


def record_contacts(session: Session, workspace_id: int, met: Iterable[SeenContact], now: datetime) -> None:
    """Store the people and places the bot met. If a conversation is given, the bot is in it.

    The files that wait for a colleague are deleted if they no longer are one, and the access tokens of a person who
    no longer is one, or has left, are revoked. If somebody has left, the next round handles what they own
    (`jobs.nudges.departure`).
    """
    values = {each.address: each for each in met}
    wanted = (Contact.workspace_id == workspace_id, Contact.address.in_(values))
    known = {row.address: row for row in session.scalars(select(Contact).where(*wanted))}
    if any(each.has_left and getattr(known.get(each.address), "left_at", None) is None for each in values.values()):
        # Before any contact is written: a round holds the workspace first, too.
        look_soon(session, workspace_id, now)
    rows = [
        {
            "workspace_id": workspace_id,
            **_values(each),
            "kind": each.kind,
            "seen_at": now,
            "left_at": now if each.has_left else None,
        }
        for each in values.values()
    ]
    new = [row for row in rows if row["address"] not in known]
    if new:
        insert_new(session, Contact, [_blank() | row for row in new])
    for address, row in known.items():
        _withdraw(session, row, values[address], now)
        for name, value in _values(values[address]).items():
            setattr(row, name, value)
        row.seen_at = now
        if values[address].has_left is not None:
            row.left_at = (row.left_at or now) if values[address].has_left else None
        if values[address].conversation:
            row.removed_at = None
    for each in values.values():
        if each.is_external is not None:
            note_external(session, workspace_id, each.address, each.is_external)


def _withdraw(session: Session, row: Contact, met: SeenContact, now: datetime) -> None:
    """Take back what only a colleague may have, if the person no longer is one or has left."""
    is_outsider = met.role not in {None, ContactRole.COLLEAGUE}
    if is_outsider and row.role == ContactRole.COLLEAGUE:
        waiting_files.drop(session, row.workspace_id, row.address)
    if is_outsider or met.has_left:
        access_tokens.revoke_all(session, row.workspace_id, row.address, now)


def route_to(session: Session, workspace_id: int, address: str) -> ContactRoute | None:
    """Return how an address (a person's id or a place) is reached; None if the bot never met it."""
    query = select(Contact).where(
        Contact.workspace_id == workspace_id, or_(Contact.address == address, Contact.place == address)
    )
    row = session.scalars(query.order_by(Contact.address != address, Contact.id)).first()
    if row is None:
        return None
    return ContactRoute(row.place or "", row.conversation or "", row.service, row.removed_at is not None)


def kept_role(session: Session, workspace_id: int, address: str) -> tuple[str | None, bool]:
    """Return what the platform last said a person is (a value of `ContactRole` or None), and whether they left."""
    mine = (Contact.workspace_id == workspace_id, Contact.address == address)
    found = session.execute(select(Contact.role, Contact.left_at).where(*mine)).first()
    return (found.role, found.left_at is not None) if found else (None, False)


def departed(session: Session, workspace_id: int, addresses: Collection[str | None]) -> dict[str, str]:
    """Return the names of those of some people who have left, by their ids; a name is empty if it is not known."""
    wanted = {each for each in addresses if each}
    if not wanted:
        return {}
    query = select(Contact.address, Contact.name).where(
        Contact.workspace_id == workspace_id, Contact.left_at.is_not(None), Contact.address.in_(wanted)
    )
    return _pairs(session, query)


def has_departed(session: Session, workspace_id: int, address: str | None) -> bool:
    """Return True if that person has left: what they own is free for any colleague."""
    return bool(departed(session, workspace_id, (address,)))


def names(session: Session, workspace_id: int, addresses: Collection[str]) -> dict[str, str]:
    """Return the names of people and places, by their addresses; without those that have no name."""
    if not addresses:
        return {}
    query = select(Contact.address, Contact.name).where(
        Contact.workspace_id == workspace_id, Contact.address.in_(addresses), Contact.name != ""
    )
    return _pairs(session, query)


def places(session: Session, workspace_id: int) -> list[tuple[str, str]]:
    """Return the channels and groups that the bot is in, as address and name, by name."""
    query = select(Contact.address, Contact.name).where(
        Contact.workspace_id == workspace_id, Contact.kind.in_((CHANNEL, GROUP)), Contact.removed_at.is_(None)
    )
    return sorted(_pairs(session, query).items(), key=lambda found: (found[1].casefold(), found[0]))


def everybody(session: Session, workspace_id: int) -> dict[str, str]:
    """Return the names of people who may be given something to do, by address: colleagues and guests."""
    query = select(Contact.address, Contact.name).where(
        *_present(workspace_id, ContactRole.COLLEAGUE, ContactRole.GUEST), Contact.name != ""
    )
    return _pairs(session, query)


def called_by(session: Session, workspace_id: int, addresses: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return all names of some people, colleagues or not, by address: the full name first, if there is one."""
    mine = (Contact.workspace_id == workspace_id, Contact.kind == PERSON, in_list(Contact.address, "addresses"))
    found = session.execute(
        select(Contact.address, Contact.name, Contact.nicknames).where(*mine), {"addresses": list(addresses)}
    )
    return {row.address: _all_names(row.name, row.nicknames) for row in found}


def names_of_people(session: Session, workspace_id: int, *, departed: bool = False) -> dict[str, tuple[str, ...]]:
    """Return all names of each colleague, by address: the full name first, if there is one.

    With `departed` those of everybody who has left, independent of their role.
    """
    left = (Contact.workspace_id == workspace_id, Contact.kind == PERSON, Contact.left_at.is_not(None))
    mine = left if departed else _present(workspace_id, ContactRole.COLLEAGUE)
    found = session.execute(select(Contact.address, Contact.name, Contact.nicknames).where(*mine))
    return {row.address: _all_names(row.name, row.nicknames) for row in found}


def colleagues_by_name(session: Session, workspace_id: int) -> dict[str, str]:
    """Return the ids of those the platform calls colleagues, by their folded full names; names that two have are left out.

    Anybody may take a name: this is for what every colleague may read.
    """
    mine = (*_present(workspace_id, ContactRole.COLLEAGUE), Contact.role.is_not(None), Contact.name != "")
    found: dict[str, list[str]] = {}
    for address, name in session.execute(select(Contact.address, Contact.name).where(*mine)):
        found.setdefault(fold(name), []).append(address)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def outsiders(session: Session, workspace_id: int) -> frozenset[str]:
    """Return the ids of people who do not work here, as far as the platform has said: guests, others, and who left."""
    is_one = or_(Contact.role != ContactRole.COLLEAGUE, Contact.left_at.is_not(None))
    query = select(Contact.address).where(Contact.workspace_id == workspace_id, Contact.kind == PERSON, is_one)
    return frozenset(session.scalars(query))


def people(session: Session, workspace_id: int, accounts: Collection[str]) -> dict[str, str]:
    """Return the people behind the platform's accounts, by their accounts; without those that were never met."""
    if not accounts:
        return {}
    query = select(Contact.account, Contact.address).where(
        Contact.workspace_id == workspace_id, Contact.account.in_(accounts)
    )
    return {account: address for account, address in session.execute(query) if account}


def accounts(session: Session, workspace_id: int, limit: int) -> tuple[str, ...]:
    """Return the platform's accounts of the people who were met last, the latest first; at most so many."""
    query = select(Contact.account).where(
        *_present(workspace_id, ContactRole.COLLEAGUE, ContactRole.GUEST),
        Contact.account.is_not(None),
        Contact.account != "",
    )
    found = session.scalars(query.order_by(Contact.seen_at.desc(), Contact.id).limit(limit))
    return tuple(account for account in found if account)


def account_of(session: Session, workspace_id: int, address: str) -> str:
    """Return the platform's account of a person; empty if it is unknown."""
    mine = (Contact.workspace_id == workspace_id, Contact.address == address)
    return session.scalar(select(Contact.account).where(*mine)) or ""


def is_met(session: Session, workspace_id: int, address: str) -> bool:
    """Return True if the bot has met that person."""
    mine = (Contact.workspace_id == workspace_id, Contact.address == address, Contact.kind == PERSON)
    return session.scalar(select(Contact.id).where(*mine)) is not None


def team_channels(session: Session, workspace_id: int, limit: int, beside: str = "") -> list[tuple[str, str]]:
    """Return one channel of each team the bot is in, but for the one `beside`, as service and conversation.

    At most so many.
    """
    query = select(func.min(Contact.service), func.min(Contact.conversation)).where(
        Contact.workspace_id == workspace_id,
        Contact.kind == CHANNEL,
        Contact.removed_at.is_(None),
        Contact.conversation.is_not(None),
        or_(Contact.parent.is_(None), Contact.parent != beside),
    )
    found = session.execute(query.group_by(Contact.parent).order_by(Contact.parent).limit(limit))
    return [(str(service), str(conversation)) for service, conversation in found]


def service(session: Session, workspace_id: int) -> str:
    """Return the service address that was last seen in the workspace; empty if there is none."""
    query = select(Contact.service).where(Contact.workspace_id == workspace_id, Contact.service != "")
    return session.scalar(query.order_by(Contact.seen_at.desc()).limit(1)) or ""


def leave(session: Session, workspace_id: int, address: str, parent: str, now: datetime) -> bool:
    """Record that the bot was removed from a conversation, or from every channel of a parent.

    True if it is left in no conversation at all.
    """
    ours = Contact.workspace_id == workspace_id
    gone = or_(Contact.place == address, Contact.parent == parent) if parent else Contact.place == address
    session.execute(update(Contact).where(ours, gone, Contact.removed_at.is_(None)).values(removed_at=now))
    left = select(Contact.id).where(ours, Contact.removed_at.is_(None), Contact.conversation.is_not(None))
    return session.scalar(left.limit(1)) is None


def _present(workspace_id: int, *roles: ContactRole) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for people in one of some roles, or in none the platform has named, who have not left."""
    is_one = or_(Contact.role.is_(None), Contact.role.in_(roles))
    return Contact.workspace_id == workspace_id, Contact.kind == PERSON, Contact.left_at.is_(None), is_one


def _all_names(name: str, nicknames: Collection[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (name, *(nicknames or ())))))


def _pairs(session: Session, query: Select[str, str]) -> dict[str, str]:
    return {first: second for first, second in session.execute(query)}  # noqa: C416 - rows are not tuples to mypy


def _values(met: SeenContact) -> dict[str, Any]:
    values: dict[str, Any] = {
        "address": met.address,
        "name": " ".join(met.name.split())[:LONGEST_NAME],
        "place": met.place,
        "conversation": met.conversation,
        "service": met.service,
        "parent": met.parent,
        "account": met.account,
        "nicknames": list(met.nicknames),
        "role": met.role and met.role.value,
    }
    flags = {} if met.is_admin is None else {"is_admin": met.is_admin}
    return {name: value for name, value in values.items() if value} | flags


def _blank() -> dict[str, Any]:
    nothing = dict.fromkeys(("place", "conversation", "parent", "account", "nicknames", "role"))
    return {"name": "", "service": "", "is_admin": False, **nothing}
