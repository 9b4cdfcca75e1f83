"""The committees we have chosen for a budget or a transport plan: what we say to each, and when each holds its hearing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Bold, Button, Card, Control, Controls, Item, Line, Paragraph, Part, line
from bot.cards.hearings import SHOW as SHOW_HEARING
from bot.cards.presented import SHOW, name_of, value_of
from bot.cards.words import capital, day
from models.occurrences.presentations import Presentation
from models.tables import DayText, OfficialRecord

CHOOSE, WRITE = "fremlegg.velg_komiteer", "fremlegg.komite"
NONE_CHOSEN = "Dere har ikke valgt noen komiteer ennå. Velg de viktigste, og skriv ett budskap til hver."
NOT_WRITTEN = "Ikke skrevet ennå."
NOT_ANNOUNCED = "Stortinget har ikke kunngjort høringen ennå."
LONGEST_MESSAGE = 500


@dataclass(frozen=True)
class ChosenCommittee:
    """A committee we have chosen, the official hearing it holds (None if there is none), and its days."""

    text: DayText
    record: OfficialRecord | None = None
    sign_up: date | None = None
    held: date | None = None
    has_input: bool = False
    """Whether the written input to that hearing is written."""


def committees_card(
    shown: Presentation, chosen: Sequence[ChosenCommittee], today: date, *, result: Sequence[Part] = ()
) -> Card:
    """Return the committees with what we say to each."""
    return Card(
        f"Komiteene: {name_of(shown)}",
        (
            *result,
            *(_item(shown, each, today) for each in chosen),
            *(() if chosen else (Paragraph(line(NONE_CHOSEN)),)),
            Controls((Button("Velg komiteer …", CHOOSE, value_of(shown)), Button("Se kravene", SHOW, value_of(shown)))),
        ),
    )


def _item(shown: Presentation, each: ChosenCommittee, today: date) -> Item:
    message = each.text.text or NOT_WRITTEN
    message = message if len(message) <= LONGEST_MESSAGE else f"{message[: LONGEST_MESSAGE - 1].rstrip()}…"
    said = line(Bold(each.text.name), f"\n{message}\n", *_days(each, today))
    label = "Rett budskapet …" if each.text.text else "Skriv budskapet …"
    buttons: tuple[Control, ...] = (Button(label, WRITE, value_of(shown, str(each.text.id))),)
    if each.record is not None:
        buttons += (Button("Se høringen", SHOW_HEARING, f"{each.record.kind}:{each.record.number}"),)
    return Item(said, buttons)


def _days(each: ChosenCommittee, today: date) -> Line:
    if each.record is None:
        return line(NOT_ANNOUNCED)
    sign_up = f"påmelding innen {day(each.sign_up, today)}" if each.sign_up else "påmeldingsfristen er ikke oppgitt"
    held = f"høring {day(each.held, today)}" if each.held else "høringsdagen er ikke satt"
    written = " Innspillet er skrevet." if each.has_input else ""
    return line(f"{capital(sign_up)}, {held}.{written}")
