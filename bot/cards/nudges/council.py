"""The week's council cases and uses of a message at the members: who, what, where, and whether it is worth logging."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards.card import Bold, Button, Card, Controls, Line, Link, Note, Paragraph, Part, Person, line
from bot.cards.nudges.finds import DISMISS, LOG
from bot.cards.words import amount, day
from content.schema.pack import Pack
from models.official.finds import is_dismissed, is_open
from models.official.round_uses import is_use
from models.tables import OfficialFind, OfficialRecord

TITLE, USED_TITLE, BOTH_TITLE = (
    "Saker i medlemskommunene om temaene våre",
    "Medlemmer som har brukt budskapet",
    "Saker i medlemskommunene, og bruk av budskapet",
)
NOT_COUNTED = (
    "Ingenting er ført i effektloggen ennå. Trykk «Logg i effekt …» på det som viser at saken er forankret hjemme."
)


def council_card(
    found: Sequence[OfficialFind], records: Mapping[str, OfficialRecord], pack: Pack, today: date, left: int = 0
) -> Card:
    """Return the message. `records` are the official items by number; `left` is how many more there are."""
    rows = (part for each in found for part in _row(each, records.get(each.number), pack, today))
    more = (Note(line(f"Og {amount(left, 'sak', 'saker')} til.")),) if left else ()
    note = (Note(line(NOT_COUNTED)),) if any(map(is_open, found)) else ()
    title = _title(found)
    return Card(title, (*rows, *more, *note), summary=f"{title}: {len(found) + left}")


def _title(found: Sequence[OfficialFind]) -> str:
    if not any(map(is_use, found)):
        return TITLE
    return USED_TITLE if all(map(is_use, found)) else BOTH_TITLE


def _row(find: OfficialFind, record: OfficialRecord | None, pack: Pack, today: date) -> tuple[Part, ...]:
    issue = pack.issue(find.theme) if find.theme else None
    beside = " · ".join(filter(None, (_where(find, record, today), issue.name if issue else "")))
    what = f"Brukte budskapet om {find.quote}" if is_use(find) else find.quote
    title: Line = (Link(what, record.link),) if record and record.link else (what,)
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
