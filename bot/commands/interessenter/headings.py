"""The headings of a workbook of people and organisations, by what people usually call them."""

import re

from bot.commands.parse.clean import fold

HEADINGS = {
    "id": "Id",
    "name": "Navn",
    "organisation": "Virksomhet",
    "title": "Rolle",
    "kind": "Rolletype",
    "party": "Parti",
    "body": "Komité eller råd",
    "municipality": "Kommune",
    "themes": "Tema",
    "tier": "Nivå",
    "interest": "Interesse",
    "influence": "Innflytelse",
    "owner": "Eier",
    "last": "Sist kontakt",
    "journal": "Bør journalføres",
    "email": "E-post",
    "phone": "Telefon",
    "note": "Notat",
    "source": "Kilde",
    "purpose": "Formål",
}
"""What each column is called in a workbook of ours, in the order of its columns."""
SYNONYMS = {
    "id": ("id", "nøkkel"),
    "name": (
        "navn",
        "kontaktperson",
        "kontakt",
        "person",
        "fullt navn",
        "navn på kontakt",
        "hvem",
        "interessent",
        "name",
    ),
    "first": ("fornavn",),
    "family": ("etternavn",),
    "organisation": (
        "virksomhet",
        "organisasjon",
        "bedrift",
        "selskap",
        "firma",
        "arbeidssted",
        "departement",
        "etat",
        "aktør",
        "company",
    ),
    "title": ("rolle", "tittel", "stilling", "verv", "funksjon", "stillingstittel", "title"),
    "kind": ("rolletype", "type", "kategori", "gruppe", "interessentgruppe"),
    "party": ("parti", "partitilhørighet", "politisk parti"),
    "body": ("komité eller råd", "komite", "komité", "råd", "utvalg", "organ", "stortingskomité"),
    "municipality": ("kommune", "kommunenavn", "hjemkommune", "kommunenummer", "kommunenr"),
    "themes": ("tema", "temaer", "sak", "saker", "saksområde", "fagområde", "interesseområde"),
    "tier": ("nivå", "prioritet", "prioritering", "abc", "viktighet", "tier"),
    "interest": ("interesse", "interessegrad", "grad av interesse"),
    "influence": ("innflytelse", "påvirkning", "påvirkningskraft", "makt", "innflytelsesgrad"),
    "owner": ("eier", "ansvarlig", "relasjonseier", "kontaktansvarlig", "hos oss", "vår kontakt", "saksbehandler"),
    "last": (
        "sist kontakt",
        "siste kontakt",
        "sist kontaktet",
        "siste dialog",
        "sist møtt",
        "siste møte",
        "dato",
        "sist",
    ),
    "journal": ("bør journalføres", "journal", "journalføres"),
    "email": ("e-post", "epost", "mail", "e-mail", "epostadresse", "e-postadresse"),
    "phone": ("telefon", "mobil", "tlf", "mobilnummer", "telefonnummer", "mobiltelefon"),
    "note": ("notat", "notater", "merknad", "kommentar", "kommentarer", "beskrivelse", "info"),
    "source": ("kilde", "hentet fra"),
    "purpose": ("formål", "hvorfor"),
}
"""What a column may be called; `first` and `family` are the two halves of a name."""
_ASIDE = re.compile(r"\([^()]*\)|[*:?.]")


def known(heading: str) -> str | None:
    """Return which column a heading stands for, if it is known. What stands in brackets does not count."""
    return _COLUMNS.get(_same(heading))


def _same(heading: str) -> str:
    return fold(_ASIDE.sub(" ", heading)).replace("-", "").strip()


_COLUMNS = {_same(word): column for column, words in SYNONYMS.items() for word in words}
