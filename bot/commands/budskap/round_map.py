"""`/budskap runde kart`: who carried the message, as a map and as a list. Everything is for the secretariat alone."""

from collections.abc import Sequence

from bot.cards.card import Bold, Bullets, Card, Code, Note, Paragraph, line
from bot.cards.file import File
from bot.cards.words import amount
from bot.commands.ask import Answer
from bot.pictures import can_draw
from bot.pictures.drawn import DrawnMap
from bot.reports.carriers import CarrierRow, map_alt, member_map, region_lines, total_line

NO_MEMBERS = "Medlemslista er tom, så det er ingenting å tegne."
NO_PICTURE = "Jeg kan ikke tegne her ennå. Be den som drifter Pådriver, om å installere tillegget for bilder: "
IMAGES = "pip install 'padriver[images]'"
MOST_ALT = 1_000
"""The longest alternative text that Slack takes, in characters."""


def round_map(title: str, rows: Sequence[CarrierRow], member_count: int) -> Answer:
    """Return the map with the same as a list; without the libraries the list alone."""
    if not rows:
        return Card(title, (Paragraph(line(NO_MEMBERS)),), summary=NO_MEMBERS)
    shown = member_map(rows, is_internal=True)
    said = total_line(shown, member_count)
    bullets = Bullets(tuple(line(Bold(region), f": {words}") for region, words in region_lines(shown)))
    missing = member_count - len(rows)
    lacks = (Note(line(f"{amount(missing, 'medlem', 'medlemmer')} mangler i medlemslista.")),) if missing > 0 else ()
    parts = (Paragraph(line(f"{said}.")), bullets, *lacks)
    if not can_draw():
        return Card(title, (*parts, Note(line(NO_PICTURE, Code(IMAGES), "."))), summary=f"{title}: {said}.")
    alt = map_alt(shown, member_count)
    short = alt if len(alt) <= MOST_ALT else f"Kart med en rute for hver kommune. {said}. Resten står i lista."
    return File("kart.png", title, DrawnMap(shown), caption=Card(title, parts, summary=f"{title}: {said}."), alt=short)
