"""The week's council cases, uses of a message and cases in the press at the members, and whether each is worth logging."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Bold, Button, Card, Controls, Line, Link, Note, Paragraph, Part, Person, line
from bot.cards.nudges.finds import DISMISS, LOG
from bot.cards.words import amount, day
from content.schema.pack import Pack
from models.official.finds import is_dismissed, is_open
from models.official.press_finds import is_press
from models.official.round_uses import is_use
from models.tables import Alert, OfficialFind, OfficialRecord

CASES, USES, PRESS = (
    "Saker i medlemskommunene om temaene våre",
    "Medlemmer som har brukt budskapet",
    "Oppslag om medlemmer og temaene våre",
)
MIXED_TITLE = "Fra medlemskommunene denne uka"
NOT_COUNTED = (
    "Ingenting er ført i effektloggen ennå. Trykk «Logg i effekt …» på det som viser at saken er forankret hjemme."
)


@dataclass(frozen=True)
class Places:
    """Where finds are read, by their numbers: council cases, and cases in the press."""

    records: Mapping[str, OfficialRecord]
    alerts: Mapping[str, Alert]

    def link(self, find: OfficialFind) -> str | None:
        """Return the link of a find, if there is one."""
        record, alert = self.records.get(find.number), self.alerts.get(find.number)
        return record.link if record else alert.link if alert else None


def council_card(found: Sequence[OfficialFind], places: Places, pack: Pack, today: date, left: int = 0) -> Card:
    """Return the message; `left` is how many more there are."""
    rows = (part for each in found for part in _row(each, places, pack, today))
    more = (Note(line(f"Og {amount(left, 'sak', 'saker')} til.")),) if left else ()
    note = (Note(line(NOT_COUNTED)),) if any(map(is_open, found)) else ()
    title = _title(found)
    return Card(title, (*rows, *more, *note), summary=f"{title}: {len(found) + left}")


def _title(found: Sequence[OfficialFind]) -> str:
    kinds = {USES if is_use(each) else PRESS if is_press(each) else CASES for each in found}
    return kinds.pop() if len(kinds) == 1 else MIXED_TITLE


def _row(find: OfficialFind, places: Places, pack: Pack, today: date) -> tuple[Part, ...]:
    issue = pack.issue(find.theme) if find.theme else None
    link = places.link(find)
    where = _where(find, places.records.get(find.number), today)
    beside = " · ".join(filter(None, (where, issue.name if issue else "")))
    what = f"Brukte budskapet om {find.quote}" if is_use(find) else find.quote
    title: Line = (Link(what, link),) if link else (what,)
    said = Paragraph(line(Bold(find.author), f" · {beside}\n" if beside else "\n", *title))
    if is_open(find):
        value = str(find.id)
        return said, Controls((Button("Logg i effekt …", LOG, value), Button("Ikke relevant", DISMISS, value)))
    who: Line = (Person(find.judged_by), " ") if find.judged_by else ()
    judged = "sier at det ikke er relevant." if is_dismissed(find) else "førte det i effektloggen."
    return said, Note(line(*who, judged))


def _where(find: OfficialFind, record: OfficialRecord | None, today: date) -> str:
    """Return the committee and the day it meets: «Kommunestyret, mandag 14. desember»."""
    on = next((each["on"] for each in record.events if each.get("on")), None) if record else None
    return ", ".join(filter(None, (find.place, day(date.fromisoformat(on[:10]), today) if on else "")))
