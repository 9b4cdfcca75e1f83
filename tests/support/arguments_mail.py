"""What functions about e-mail are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.tables import Delivery, Destination
from tests.support.two_workspaces_query import World

REFERENCE = {"reference": lambda *_: "epost-1"}
ADDRESS = "kari@kommune.example.no"
"""Both workspaces have it."""


def _delivery(session: Session, world: World) -> int:
    """Return our delivery, sent by e-mail, and nobody knows whether it arrived."""
    session.execute(update(Destination).where(Destination.workspace_id == world.ours).values(kind="epost"))
    session.execute(update(Delivery).where(Delivery.workspace_id == world.ours).values(state="unknown"))
    return int(world.one(session, Delivery))


OF_ALL = {
    "models.mail.addresses.by_token": "who asks has only a secret, which says whose address it is",
    "models.mail.digest.with_digest_by_mail": "which of some workspaces somebody gets it in; each is then planned by itself",
    "models.mail.sent.sent_as": "a bounce has only the id of a message, which nobody can guess",
}
OTHERWISE: Mapping[str, Mapping[str, Callable[[Session, World], Any]]] = {
    **{f"models.mail.addresses.{each}": {"address": lambda *_: ADDRESS} for each in ("mail_destination", "mail_state")},
    **{f"models.mail.addresses.{each}": REFERENCE for each in ("mail_address", "turn_off", "work_again", "stop")},
    **{f"models.mail.sent.{each}": {"delivery_id": _delivery} for each in ("send_again", "call_sent")},
    "models.mail.digest.choose_digest": {"address": lambda *_: ADDRESS},
    "models.mail.addresses.mail_states": {"references": lambda *_: ("epost-1",)},
}
