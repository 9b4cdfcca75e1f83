"""The cards of `/effekt`."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import (
    Bullets,
    Button,
    Card,
    CardTable,
    Controls,
    Heading,
    Item,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.card_errors import quoted
from bot.cards.checklists import advice_buttons
from bot.cards.help import ways_card
from bot.cards.words import day, number
from bot.commands.share import share_button
from bot.commands.shared.effect_log import effect_line, kind_name, weight_of
from content.schema.pack import Pack
from models.followups.effects import Counted
from models.tables import Effect

SEE, NEW_FORM, EXPORT = "effekt.se", "effekt.skjema", "effekt.eksport"


def help_card(text: str = "") -> Card:
    """Return what can be written after `/effekt`; headed by what was not understood, if anything."""
    shown = quoted(text)
    unknown = f"Jeg forstår ikke «{shown}»." if shown else ""
    first: tuple[Part, ...] = (Paragraph(line(unknown)),) if unknown else ()
    return ways_card("effekt", first, summary=unknown)


def log_card(
    pack: Pack, wording: str, counts: Sequence[Counted], rows: Sequence[Effect], text: str, today: date
) -> Card:
    """Return the log: the number of each kind, the heaviest first, and the newest effects."""
    title = f"Effekt: {wording}"
    new = Button("Skriv i loggen", NEW_FORM, "")
    if not rows:
        sentence = "Her er det ikke skrevet noe ennå."
        buttons = Controls((new, *advice_buttons(pack, "effekt")))
        return Card(title, (Paragraph(line(sentence)), buttons), summary=f"{title}. {sentence}")
    in_all = sum(each.number for each in counts)
    more = in_all - len(rows)
    return Card(
        title,
        (
            Bullets(tuple(_count(pack, each) for each in weighed(pack, counts))),
            Heading("Det siste"),
            *(Item(effect_line(pack, row, today)) for row in rows),
            *((Note(line(f"… og {more} til")),) if more > 0 else ()),
            Controls((new, Button("Last ned som Excel", EXPORT, text), share_button("effekt", text))),
            *((Controls(advice),) if (advice := advice_buttons(pack, "effekt")) else ()),
        ),
        summary=f"{title}: {in_all} i alt.",
        table=_table(pack, rows, today),
    )


def _table(pack: Pack, rows: Sequence[Effect], today: date) -> CardTable:
    """Return the newest effects as a table; they come after the counts and a heading."""
    cells = tuple(
        (
            line(day(row.day, today)),
            line(kind_name(pack, row.kind)),
            line(row.title, *((" ", Link("se", row.link)) if row.link else ())),
            line(issue.name if row.theme and (issue := pack.issue(row.theme)) else ""),
            line(number(row.reach) if row.reach else ""),
            line(row.result or ""),
        )
        for row in rows
    )
    columns = ("Dag", "Hva", "Tittel", "Tema", "Nådde", "Resultat")
    return CardTable("De siste effektene", columns, cells, 2, 2 + len(rows))


def _count(pack: Pack, counted: Counted) -> Line:
    reach = f", nådde {number(counted.reach)} i alt" if counted.reach else ""
    return line(f"{kind_name(pack, counted.kind)}: {counted.number}{reach}")


def weighed(pack: Pack, counts: Sequence[Counted]) -> list[Counted]:
    """Return the counts, the heaviest kind first."""
    return sorted(counts, key=lambda each: (-weight_of(pack, each.kind), kind_name(pack, each.kind)))


def nothing_to_export(text: str) -> Card:
    """Say that there is nothing to put in a file."""
    sentence = f"Det står ingenting i loggen for {text}, så det er ingenting å eksportere."
    return Card("Ingenting å eksportere", (Paragraph(line(sentence)),), summary=sentence)
