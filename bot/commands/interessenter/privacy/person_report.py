"""A zip file of what is stored about one person: as JSON, and as a web page for the person to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from bot.cards.words import short_day

NAMES = {
    "person": "Om personen",
    "slått sammen fra": "Slått sammen fra",
    "roller": "Roller",
    "holdninger": "Holdninger",
    "bånd": "Bekjentskaper",
    "dialoger": "Samtaler",
    "gaver": "Det vi har gitt",
    "arrangementer": "Arrangementer der vi vil snakke med personen",
    "endringer": "Endringer vi har gjort",
    "innsyn": "Hvem som har hentet ut dette",
    "nevnt ellers": "Andre steder navnet står",
}
FIELDS = {
    "name": "Navn",
    "tier": "Nivå",
    "interest": "Interesse",
    "influence": "Innflytelse",
    "owner": "Ansvarlig hos oss",
    "municipality": "Kommune",
    "note": "Notat",
    "source": "Kilde",
    "purpose": "Formål",
    "email": "E-post",
    "phone": "Telefon",
    "party": "Parti",
    "title": "Rolle",
    "body": "Komité eller råd",
    "organisation": "Virksomhet",
    "day": "Dag",
    "channel": "Hvordan",
    "theme": "Tema",
    "about": "Om",
    "stance": "Holdning",
    "said": "Sagt",
    "wants": "Vil ha",
    "ours": "Hvem hos oss",
    "text": "Beskrivelse",
    "kind": "Type",
    "at": "Når",
    "by": "Hvem",
    "what": "Hva",
    "created_by": "Skrevet inn av",
    "created_at": "Skrevet inn",
    "last_dialogue_on": "Sist kontakt",
    "table": "Hvor",
    "before": "Før",
    "after": "Etter",
    "strength": "Hvor godt, 1–3",
    "on": "Dag",
    "link": "Lenke",
    "place": "Sted",
    "journal": "Bør journalføres",
    "planned": "Planlagt",
    "others": "Andre som var med",
    "next step": "Neste steg",
    "from_on": "Fra",
    "to_on": "Til",
    "quiet_since": "Ikke snakket med siden",
    "reviewed_on": "Sist vurdert",
}
WHERE = {
    "person": "Notat om en annen person",
    "organisation": "Virksomhet",
    "role": "Rolle",
    "stance": "Holdning",
    "tie": "Hvem som kjenner hvem",
    "dialogue": "Samtale",
    "counterpart": "Samtale",
    "gift": "Noe vi har gitt",
    "occurrence": "Frist eller hendelse",
    "change": "Endring av en frist",
    "edited_row": "Endring i registeret",
    "effect": "Effektloggen",
    "hearing_plan": "Hva vi gjør med en høring",
    "input_version": "Versjon av et innspill",
    "invitation": "Møteinvitasjon",
    "invitation_round": "Runde med møteinvitasjoner",
    "official_find": "Funn i en innstilling eller et vedtak",
    "chain_step": "Hva som kom ut av en sak",
    "followup": "Oppfølging i mediene",
    "alert": "Mediesak",
    "feed": "Nyhetskilde",
    "spokesperson": "Talsperson",
    "pause": "Pause",
    "audit": "Loggen",
}
"""Readable names of the tables."""
MEANT = (
    "«Andre steder navnet står» er det boten finner når den leter etter hele navnet, e-postadressen og telefonnummeret. "
    "Les gjennom før du gir dette fra deg: Noen av tekstene kan også handle om andre."
)
STYLE = "body{font:16px/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .4rem}"


@dataclass(frozen=True)
class PersonReport:
    """What is stored about the person of that name; `today` is the local day of the request."""

    name: str
    held: Mapping[str, Any]
    today: date

    def __call__(self) -> bytes:
        """Return a zip with `innsyn.json` and `innsyn.html`."""
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as archive:
            archive.writestr("innsyn.json", json.dumps(self.held, ensure_ascii=False, indent=2))
            archive.writestr("innsyn.html", _page(self.name, self.held, self.today))
        return written.getvalue()


def _page(name: str, stored: Mapping[str, Any], today: date) -> str:
    sections = "".join(_section(NAMES.get(part, part), rows) for part, rows in stored.items() if rows)
    title = f"Innsyn: {escape(name)}"
    return (
        f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1><p>Dette er alt vi har lagret om {escape(name)} {short_day(today)} {today.year}.</p>"
        f"<p>{MEANT}</p>{sections}</html>"
    )


def _section(heading: str, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    several = [rows] if isinstance(rows, Mapping) else rows
    return f"<h2>{escape(heading)}</h2>{'<hr>'.join(_entry(each) for each in several)}"


def _entry(row: Mapping[str, Any]) -> str:
    rows = [
        f"<dt>{escape(FIELDS.get(name, name))}</dt><dd>{escape(_text(WHERE.get(value, value) if name == 'table' else value))}</dd>"
        for name, value in row.items()
        if value is not None and value not in ("", [], {})
    ]
    return f"<dl>{''.join(rows)}</dl>"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
