"""What functions about e-mail are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from tests.support.two_workspaces_query import World

REFERENCE = {"reference": lambda *_: "epost-1"}
ADDRESS = "kari@kommune.example.no"
"""Both workspaces have it."""


OTHERWISE: Mapping[str, Mapping[str, Callable[[Session, World], Any]]] = {
    **{f"models.mail.addresses.{each}": {"address": lambda *_: ADDRESS} for each in ("mail_destination", "mail_state")},
    **{f"models.mail.addresses.{each}": REFERENCE for each in ("mail_address", "turn_off", "work_again", "stop")},
    "models.mail.addresses.mail_states": {"references": lambda *_: ("epost-1",)},
}
