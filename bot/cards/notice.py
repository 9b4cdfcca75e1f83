"""The notice to an administrator that a channel or a person cannot be written to."""

from bot.cards.card import Card, Channel, Code, Line, Note, Paragraph, Person, line
from bot.cards.status import why
from models.tables import Destination

AGAIN = "Jeg prøver igjen én gang om dagen, og fortsetter når det virker."


def notice(off: Destination) -> Card:
    """Return what is wrong, what to do about it, and what happens by itself."""
    is_channel = off.kind == "kanal"
    where = Channel(off.address) if is_channel else Person(off.address)
    return Card(
        "Jeg får ikke skrevet i en kanal" if is_channel else "Jeg får ikke skrevet til en person",
        (
            Paragraph(line("Jeg får ikke sendt til ", where, f": {why(off.off_reason)}.")),
            Paragraph(_mend(off.off_reason) if is_channel else MEANWHILE),
            Note(line(AGAIN)),
        ),
    )


MEANWHILE = line("Fristene til denne personen står fortsatt i felleskanalen.")


def _mend(reason: str | None) -> Line:
    choose = ("eller velg en annen kanal i ", Code("/padriver innstillinger"), ".")
    if reason == "is_archived":
        return line("Åpne kanalen igjen, ", *choose)
    return line("Inviter meg inn i kanalen, ", *choose)
