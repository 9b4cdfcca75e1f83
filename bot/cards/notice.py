"""The notice to an administrator that a channel or a person cannot be written to."""

from bot.cards.card import Bold, Card, Channel, Code, Line, Note, Paragraph, Person, line
from bot.cards.status import why
from models.tables import Destination
from models.workspace.outgoing import MAIL

AGAIN = "Jeg prøver igjen én gang om dagen, og fortsetter når det virker."


def notice(off: Destination, written_to: str = "") -> Card:
    """Return what is wrong, what to do about it, and what happens by itself.

    `written_to` is the e-mail address, if the destination is one.
    """
    if off.kind == MAIL:
        return _address_off(off, written_to)
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


def _address_off(off: Destination, written_to: str) -> Card:
    where = written_to or GONE
    return Card(
        "En e-postadresse virker ikke",
        (
            Paragraph(line("E-posten til ", Bold(where), f" kom ikke frem: {why(off.off_reason)}.")),
            Paragraph(NEW_ADDRESS),
        ),
    )


GONE = "en adresse som er slettet"
NEW_ADDRESS = line(
    "Jeg skriver ikke dit igjen. Finn riktig adresse, og rett den på kortet til personen. Stemmer adressen likevel, ",
    "kan du slå den på igjen med ",
    Code("/padriver epost"),
    ".",
)
MEANWHILE = line("Fristene til denne personen står fortsatt i felleskanalen.")


def _mend(reason: str | None) -> Line:
    choose = ("eller velg en annen kanal i ", Code("/padriver innstillinger"), ".")
    if reason == "is_archived":
        return line("Åpne kanalen igjen, ", *choose)
    return line("Inviter meg inn i kanalen, ", *choose)
