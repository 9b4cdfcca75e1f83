"""What was found of ours in a recommendation or a decision: quoted, with who wrote it and where, for the effect log."""

from collections.abc import Sequence

from bot.cards.card import Bold, Button, Card, Controls, Line, Link, Note, Paragraph, Part, Person, Quote, line
from bot.cards.words import capital
from content.schema.pack import Pack
from models.official.finds import is_dismissed, is_open
from models.tables import OfficialFind, OfficialRecord

LOG, DISMISS, CHAIN = "funn.logg", "funn.ikke", "funn.kjede"
NOT_COUNTED = "Ingenting er ført i effektloggen ennå. Trykk «Logg i effekt …» på det som er verdt å telle."


def finds_card(record: OfficialRecord, found: Sequence[OfficialFind], pack: Pack) -> Card:
    """Return what was found in a document, with buttons for what nobody has judged."""
    what = record.title if record.kind == "innstilling" else "vedtaket i Stortinget"
    about = record.short_title or record.excerpt
    case = found[0].case_number if found else ""
    chain = (Controls((Button("Se hele kjeden", CHAIN, case),)),) if case else ()
    open_ones = any(map(is_open, found))
    link: Line = ("\n", Link("Åpne hos Stortinget", record.link)) if record.link else ()
    return Card(
        f"Dette står om sakene våre i {what}",
        (
            *((Paragraph(line(Bold(about), *link)),) if about else ()),
            *(part for each in found for part in find_parts(each, pack)),
            *chain,
            *((Note(line(NOT_COUNTED)),) if open_ones else ()),
        ),
        summary=f"Dette står om sakene våre i {what}: {about}" if about else "",
    )


def find_parts(find: OfficialFind, pack: Pack) -> tuple[Part, ...]:
    """Return a find: who wrote it, where, the words, and either its buttons or what was said of it."""
    issue = pack.issue(find.theme) if find.theme else None
    beside = " · ".join(filter(None, (find.place, issue.name if issue else "")))
    said = (Paragraph(line(Bold(capital(find.author)), f" · {beside}")), Quote(find.quote))
    if is_open(find):
        value = str(find.id)
        buttons = (Button("Logg i effekt …", LOG, value, style="primary"), Button("Ikke relevant", DISMISS, value))
        return (*said, Controls(buttons))
    who: Line = (Person(find.judged_by), " ") if find.judged_by else ()
    return (
        *said,
        Note(line(*who, "sier at det ikke er relevant." if is_dismissed(find) else "førte det i effektloggen.")),
    )
