"""`ventedesaker`: the bills that the government has announced, with the month they are expected in."""

from collections.abc import Mapping
from typing import Any

from jobs.feeds.dates import MONTHS
from jobs.official.answer import Answer, Reader
from jobs.official.values import Notes, field, rows, text
from models.official.items import ItemKind, OfficialItem

PAGE = "https://www.stortinget.no/no/Saker-og-publikasjoner/Saker/ventede-saker/"
MONTH = ("måned", "maaned", "maned")
"""JSON has «måned»; the others are how a letter is written where it may not be used."""


def read_bills(data: Mapping[str, Any]) -> Answer:
    """Read the list of announced bills."""
    notes = Notes()
    found = [_bill(row, notes) for row in rows(data.get("saker_liste"))]
    return Answer(Reader.BILLS, tuple(each for each in found if each), not_understood=notes.words())


def _bill(row: Mapping[str, Any], notes: Notes) -> OfficialItem | None:
    number, title = text(row.get("id")), text(row.get("tittel"))
    if not number or not title:
        notes.add("en varslet sak mangler id" if not number else "en varslet sak mangler tittel")
        return None
    month = text(field(row, *MONTH)).lower()
    if month and month[:3] not in MONTHS:
        notes.add(f"måned: «{month}» er ikke en måned")
    ministry = field(row, "departement")
    body = text(ministry.get("navn")) if isinstance(ministry, Mapping) else text(ministry)
    return OfficialItem(
        ItemKind.BILL, number, title, body=body, link=PAGE, month=month, status_text=text(row.get("type"))
    )
