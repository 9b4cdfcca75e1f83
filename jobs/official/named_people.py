"""A representative as another answer names one: in a case, or in a question."""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.official.values import rows, text
from models.official.items import OfficialPerson, OfficialRole

PARTIES = {"A": "Ap"}
"""The Storting's ids of parties that are written in another way elsewhere; the others are written as they are."""
MOST = 12
"""The most who are named of a case: a proposal seldom has more than six."""


def named(value: Any, role: OfficialRole) -> OfficialPerson | None:
    """Return a person with the party's short form and the county's name; None if there is no name."""
    if not isinstance(value, Mapping):
        return None
    parts = (text(value.get("fornavn")), text(value.get("etternavn")))
    name = " ".join(filter(None, parts)) or text(value.get("navn"))
    party = _of(value.get("parti"), "id")
    return OfficialPerson(role, name, PARTIES.get(party, party), _of(value.get("fylke"), "navn")) if name else None


def all_named(row: Mapping[str, Any]) -> Iterator[OfficialPerson]:
    """Give who is rapporteur of a case, then who proposed it."""
    for name, role in (
        ("saksordfoerer_liste", OfficialRole.RAPPORTEUR),
        ("forslagstiller_liste", OfficialRole.PROPOSER),
    ):
        found = (named(each, role) for each in rows(row.get(name))[:MOST])
        yield from (each for each in found if each is not None)


def _of(value: Any, name: str) -> str:
    return text(value.get(name)) or text(value.get("navn")) if isinstance(value, Mapping) else text(value)
