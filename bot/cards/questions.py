"""Questions in the Storting and announced bills that concern us: one message a day, with what we say about each."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards.card import Card, Code, Note, line
from bot.cards.hearings import CASES, ShownHearing, hearing_item
from bot.cards.tracks import track_about
from bot.cards.words import uncapital
from content.schema.pack import Pack
from models.official.items import QUESTIONS
from models.official.matches import ASKED
from models.tables import OfficialRecord

TITLE, ONLY_BILLS = "Spørsmål og varslede saker som angår oss", "Varslede saker som angår oss"


def questions_card(found: Sequence[ShownHearing], themes: Mapping[str, str], today: date) -> Card:
    """Return the day's message."""
    title = TITLE if any(each.record.kind in QUESTIONS for each in found) else ONLY_BILLS
    note = Note(line("Resten står i ", Code(CASES.command), "."))
    parts = (part for each in found for part in hearing_item(each, themes, today))
    return Card(title, (*parts, note), summary=f"{title}: {len(found)}")


def what_we_say(pack: Pack, record: OfficialRecord, theme: str | None, today: date) -> str:
    """Return what we say about an item's theme, and that it is a draft if it is; empty for what is not asked of others."""
    issue = pack.issue(theme) if theme and record.kind in ASKED else None
    track = track_about(issue, f"{record.title} {record.excerpt}", today)
    if track is None:
        return ""
    draft = "" if track.is_cleared else f" ({uncapital('Utkast, ikke klarert ennå')})"
    return f"{track.budskap}{draft}"
