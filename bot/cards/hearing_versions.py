"""The versions of an input, together: what each kind of receiver gets, and who got it when."""

from collections.abc import Mapping
from datetime import date

from bot.cards.card import Bullets, Button, Card, Controls, Heading, Line, Note, Paragraph, Part, Quote, line
from bot.cards.hearings import SHOW
from bot.cards.words import day
from models.official.hearing import TO_BODY, Hearing
from models.official.items import ItemKind
from models.official.versions import AUDIENCES
from models.tables import InputVersion

WRITE, GAVE = "horing.versjon", "horing.versjon_sendt"
NAMES: Mapping[str, str] = {
    TO_BODY: "Komiteen",
    "some": "Sosiale medier",
    "partnere": "Partnere",
    "ordførere": "Ordførere",
}
LONGEST_SHOWN = 500
MOST_SENT = 5


def audience_name(shown: Hearing, audience: str) -> str:
    """Return what an audience is called: «Departementet» or «Komiteen» for those who asked for the input."""
    return "Departementet" if audience == TO_BODY and shown.kind is ItemKind.HEARING else NAMES[audience]


def versions_card(shown: Hearing, found: Mapping[str, InputVersion], today: date, said: str = "") -> Card:
    """Return the versions of a hearing's input; `said` is what was just done."""
    parts: list[Part] = [Paragraph(line(said))] if said else []
    for audience in AUDIENCES:
        parts += _version(shown, audience, found.get(audience), today)
    back = Controls((Button("Se høringen", SHOW, shown.value),))
    return Card("Versjoner av innspillet", (Note(line(shown.title)), *parts, back))


def _version(shown: Hearing, audience: str, version: InputVersion | None, today: date) -> tuple[Part, ...]:
    row = shown.row.id if shown.row else 0
    value = f"{row}:{audience}"
    heading = Heading(audience_name(shown, audience))
    got = _got(shown, audience, version, today)
    sent: tuple[Part, ...] = (Bullets(got),) if got else ()
    if version is None:
        return (heading, Note(line("Ikke skrevet ennå.")), *sent, Controls((Button("Skriv …", WRITE, value),)))
    text = version.text if len(version.text) <= LONGEST_SHOWN else f"{version.text[: LONGEST_SHOWN - 1].rstrip()}…"
    buttons = (Button("Endre …", WRITE, value), Button("Hvem fikk den? …", GAVE, value))
    return (heading, Quote(text), *sent, Controls(buttons))


def _got(shown: Hearing, audience: str, version: InputVersion | None, today: date) -> tuple[Line, ...]:
    plan = shown.plan
    lines: list[Line] = []
    if audience == TO_BODY and plan is not None and plan.sent_on is not None:
        lines.append(line(f"{day(plan.sent_on, today)}: {plan.sent_to or audience_name(shown, audience)}"))
    sent = version.sent if version else []
    lines += [line(f"{day(date.fromisoformat(each['on']), today)}: {each['to']}") for each in sent[-MOST_SENT:]]
    return tuple(lines)
