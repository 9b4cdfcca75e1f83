"""The cards of `/effekt`."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bullets, Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.errors import quoted
from bot.commands.effekt.written import effect_line, kind_name, number
from bot.commands.share import share_button
from content.schema.pack import Pack
from models.effects import Counted
from models.tables import Effect

SEE, NEW_FORM = "effekt.se", "effekt.skjema"
EXAMPLES = (
    ("/effekt", "hva vi har gjort i år, og hva det førte til"),
    ("/effekt oktober", "en måned, en uke eller et år"),
    ("/effekt jernbane", "et tema"),
    ("/effekt ny medieoppslag Kronikk om Rikstunnelen i Aftenposten #jernbane", "skriv noe i loggen"),
)


def help_card(text: str = "") -> Card:
    """Return what may be written after `/effekt`; headed by what was not understood, if anything."""
    shown = quoted(text)
    unknown = f"Jeg forstår ikke «{shown}»." if shown else ""
    rows: tuple[Line, ...] = tuple(line(Code(said), f" – {why}") for said, why in EXAMPLES)
    first: tuple[Part, ...] = (Paragraph(line(unknown)),) if unknown else ()
    return Card("Slik bruker du effektloggen", (*first, Bullets(rows)), summary=unknown)


def log_card(pack: Pack, told: str, counts: Sequence[Counted], rows: Sequence[Effect], text: str, today: date) -> Card:
    """Return the log: how many there are of each kind, what weighs most first, and the newest."""
    title = f"Effekt: {told}"
    new = Button("Skriv i loggen", NEW_FORM, "")
    if not rows:
        said = "Her er det ikke skrevet noe ennå."
        return Card(title, (Paragraph(line(said)), Controls((new,))), summary=f"{title}. {said}")
    in_all = sum(each.number for each in counts)
    more = in_all - len(rows)
    return Card(
        title,
        (
            Bullets(tuple(_count(pack, each) for each in _weighed(pack, counts))),
            Heading("Det siste"),
            *(Item(effect_line(pack, row, today)) for row in rows),
            *((Note(line(f"… og {more} til")),) if more > 0 else ()),
            Controls((new, share_button("effekt", text))),
        ),
        summary=f"{title}: {in_all} i alt.",
    )


def _count(pack: Pack, counted: Counted) -> Line:
    reach = f", nådde {number(counted.reach)} i alt" if counted.reach else ""
    return line(f"{kind_name(pack, counted.kind)}: {counted.number}{reach}")


def _weighed(pack: Pack, counts: Sequence[Counted]) -> list[Counted]:
    weights = {each.id: each.weight for each in pack.media.effects}
    return sorted(counts, key=lambda each: (-weights.get(each.kind, 0), kind_name(pack, each.kind)))
