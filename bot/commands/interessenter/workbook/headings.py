"""The headings of a workbook of people and organisations, with the synonyms that people use."""

from bot.commands.parse.clean import fold
from bot.workbooks.worker_reading import HeadingColumns, plain_heading

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
    "owner": "Ansvarlig",
    "last": "Sist kontakt",
    "journal": "Bør journalføres",
    "email": "E-post",
    "phone": "Telefon",
    "note": "Notat",
    "source": "Kilde",
    "purpose": "Formål",
}
"""The headings of an exported workbook, in the order of its columns."""
_SYNONYMS = {
    "id": "id; nøkkel",
    "name": (
        "navn; kontaktperson; kontakt; person; fullt navn; navn på kontakt; hvem; interessent; name; namn; fullt namn; "
        "kontaktnavn; navn på kontaktperson; deltaker; deltakar; deltakere; medlem; representant; full name; fullname; "
        "display name; visningsnavn; contact; contact name; contact person; attendee; participant; mottaker; mottakar; recipient; namma; "
        "etternavn fornavn; fornavn etternavn; fornavn og etternavn; for og etternavn; navn etternavn fornavn; politiker; "
        "stortingsrepresentant; personnavn; folkevalgt; folkevald"
    ),
    "first": "fornavn; fornamn; førenamn; first name; firstname; given name; forename; ovdanamma",
    "middle": "mellomnavn; mellomnamn; middle name; middlename",
    "family": "etternavn; etternamn; slektsnavn; familienavn; last name; lastname; surname; family name; goargu",
    "organisation": (
        "virksomhet; organisasjon; bedrift; selskap; firma; arbeidssted; departement; etat; aktør; company; verksemd; "
        "føretak; foretak; arbeidsgiver; arbeidsgivar; arbeidsplass; arbeidsstad; organisation; organization; "
        "company name; account; account name; employer; institusjon; instans; navn på virksomhet; virksomhetsnavn; "
        "organisasjonsnavn; firmanavn; bedriftsnavn; selskapsnavn; medlemsbedrift; medium; redaksjon"
    ),
    "title": (
        "rolle; tittel; stilling; verv; funksjon; stillingstittel; title; job title; jobtitle; position; role; "
        "stilling verv; rolle verv; tittel rolle; stilling rolle; yrke; yrkestittel; arbeidstittel"
    ),
    "kind": "rolletype; type; kategori; gruppe; interessentgruppe; kategorier; category; categories",
    "party": (
        "parti; partitilhørighet; politisk parti; party; political party; partinavn; parti liste; liste; partigruppe; "
        "partitilhøyrsle; partikode; bellodat"
    ),
    "body": "komité eller råd; komite; komité; råd; utvalg; organ; stortingskomité; utval; committee; nemnd; styre",
    "municipality": (
        "kommune; kommunenavn; hjemkommune; kommunenummer; kommunenr; kommunenamn; heimkommune; bostedskommune; "
        "municipality; kommune navn; gielda"
    ),
    "themes": "tema; temaer; sak; saker; saksområde; fagområde; interesseområde; topic; topics; theme; sakstema",
    "tier": "nivå; prioritet; prioritering; abc; viktighet; tier; priority",
    "interest": "interesse; interessegrad; grad av interesse",
    "influence": "innflytelse; påvirkning; påvirkningskraft; makt; innflytelsesgrad; innverknad; påverknad; influence",
    "owner": (
        "eier; ansvarlig; relasjonseier; kontaktansvarlig; hos oss; vår kontakt; saksbehandler; eigar; ansvarleg; owner; "
        "ansvarlig hos oss; sakshandsamar"
    ),
    "last": (
        "sist kontakt; siste kontakt; sist kontaktet; siste dialog; sist møtt; siste møte; dato; sist; sist kontakta; "
        "last contact; last contacted; last meeting; siste samtale; sist snakket"
    ),
    "journal": "bør journalføres; journal; journalføres",
    "email": (
        "e-post; epost; mail; e-mail; epostadresse; e-postadresse; email; email address; e-mail address; mailadresse; "
        "e-post arbeid; e-post jobb; primary email; e-postadr; epostadr; e-poasta; e-mail 1; email 1"
    ),
    "phone": (
        "telefon; mobil; tlf; mobilnummer; telefonnummer; mobiltelefon; mobilnr; telefonnr; tlfnr; tlf nr; phone; mobile; "
        "mobile phone; cell; cell phone; phone number; mobile number; business phone; work phone; telefon arbeid; "
        "telefon jobb; arbeidstelefon; telephone; tlf mobil; mobil tlf; telefon mobil; mobil telefon; mob; mobile no; "
        "telefovdna; primary phone"
    ),
    "note": (
        "notat; notater; merknad; kommentar; kommentarer; beskrivelse; info; merknader; notes; note; comments; comment; "
        "remarks; notatar; kommentarar"
    ),
    "source": "kilde; hentet fra; kjelde; source",
    "purpose": "formål; hvorfor; føremål; purpose",
}
SYNONYMS = {column: tuple(words.split("; ")) for column, words in _SYNONYMS.items()}
"""The known headings of each column; `first`, `middle` and `family` are the parts of a name."""
_WEAK = (
    "tittel; title; dato; kontakt; contact; business phone; work phone; telefon arbeid; type; gruppe; medlem; account"
)
WEAK = frozenset(plain_heading(word) for word in _WEAK.split("; "))
"""Headings used only if the column has no other: Outlook's «Title» is «Mr.», its «Job Title» the role."""
_PASSED_OVER = (
    "gender; kjønn; private; privat; sensitivity; følsomhet; e-mail type; e-posttype; email type; e-mail display name; "
    "e-post visningsnavn; e-postvisningsnavn; initials; initialer; language; språk"
)
PASSED_OVER = frozenset(plain_heading(word) for word in _PASSED_OVER.split("; "))
"""Outlook's columns that are ignored."""
_OFFICES = (
    "ordfører; ordførar; varaordfører; varaordførar; fylkesordfører; fylkesordførar; varafylkesordfører; fylkesvaraordfører; "
    "fylkesvaraordførar; statsråd; statssekretær; departementsråd; politisk rådgiver; politisk rådgjevar; "
    "kommunedirektør; assisterende kommunedirektør; rådmann; fylkesdirektør; fylkesrådmann; fylkeskommunedirektør; "
    "byrådsleder; byråd; fylkesrådsleder; fylkesråd; gruppeleder; gruppeleiar; kommunalsjef; økonomisjef; plansjef; "
    "næringssjef; kommunikasjonssjef; leder; leiar; nestleder; nestleiar; styreleder; styreleiar; daglig leder; "
    "dagleg leiar; administrerende direktør; direktør; generalsekretær; sekretær; utvalgsleder; utvalsleiar; "
    "komitéleder; saksordfører; redaktør; ansvarlig redaktør; sjefredaktør; mayor; deputy mayor; minister; "
    "state secretary; director; managing director; ceo; chair; statsforvalter; vara; varamedlem; "
    "varaordfører 1; regiondirektør; rektor; statsminister; sametingspresident"
)
OFFICES = {plain_heading(word): word for word in _OFFICES.split("; ")}
"""Headings whose cells hold names; the heading is those people's title."""
_ELECTED = (
    "ordfører ordførar varaordfører varaordførar fylkesordfører fylkesordførar byrådsleder byråd fylkesråd "
    "statsråd gruppeleder gruppeleiar mayor minister statsminister"
)
ELECTED = frozenset(map(fold, _ELECTED.split()))
"""The offices that politicians hold."""
NAMES = frozenset({"name", "first", "family", "organisation"})
KNOWN_HEADINGS = HeadingColumns(
    {plain_heading(word): column for column, words in SYNONYMS.items() for word in words}, OFFICES, NAMES
)
"""Returns the column of a heading, if it is known."""
