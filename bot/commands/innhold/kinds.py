"""The kinds of entries that can be changed in the chat: one row each. Forms, lists and history are made from it."""

from collections.abc import Mapping
from typing import get_args

from bot.cards.card import Choice
from bot.cards.words import capital
from bot.commands.innhold.kind import Field, Kind
from bot.commands.innhold.kind_fields import (
    ALLIANSER,
    APART,
    BUDSJETT,
    CERTAINTIES,
    CERTAINTY,
    DEMAND,
    DEMAND_NN,
    DONE_BY,
    EXCEPT,
    HANDVERK,
    HANDVERK_FILE,
    HJUL,
    KAMPANJE,
    LINK,
    MEDIA,
    MEDIER,
    MESSAGE,
    NAME,
    NOTE,
    ORGANISATION,
    OSS,
    RESTS,
    SAKER,
    SOURCE,
    TEXT,
    TEXT_NN,
    THEME,
    TOGETHER,
    WHEN,
    WHEN_OF_PHASE,
    WORDS,
    WORDS_ALONE,
    activities,
    aims,
    milestones,
    text_lines,
)
from content.schema.dated import BudgetPhase, NtpPeriod, NtpPhase, Reaction, WheelEntry, YearWindowEntry
from content.schema.left_out import LeftOut
from content.schema.media import EffectKind, Feed, OfficialTheme, Spokesperson, Watched
from content.schema.messages import (
    Alliance,
    Audience,
    Campaign,
    CampaignPriority,
    Craft,
    Fact,
    Issue,
    MainMessage,
    Step,
    Track,
    Variant,
)
from content.schema.organisation import LocalCase, Organisation, Priority, Subregion
from content.schema.stakeholders import Kind as StakeholderKind
from content.schema.stakeholders import Stakeholder

WHEEL_ENTRY = "hjulpunkt"
WATCHED, OFFICIAL_WORDS = "medieord", "horingsord"
WORD_KINDS = frozenset({WATCHED, OFFICIAL_WORDS})
"""The kinds whose words are tried on titles before they are saved."""
WINDOW = "pavirkningstid"
CAMPAIGN, STEP, ISSUE, FACT = "kampanje", "grep", "sak", "fakta"
KINDS: tuple[Kind, ...] = (
    Kind(
        ISSUE, "sak", "saker", SAKER, "Ny sak", "saker/", (), Issue,
        (
            NAME,
            WORDS,
            Field("bestemt_form", "Navnet i en setning", "linje", "For eksempel «jernbanen»."),
            Field("fortelling", "Fortelling", "tekst", "Hva saken skal kobles til."),
            Field("ledestjerne", "Ledestjerne", "spor", "Sporet som kommer først."),
            Field("ledestjerne_til", "Ledestjerne til og med", "dato"),
            RESTS,
            SOURCE,
        ),
        can_remove=False,
    ),
    Kind(
        "spor", "spor", "spor", SAKER, "Nytt spor", "saker/", ("spor",), Track,
        (
            NAME,
            Field("bokstav", "Bokstav", "linje", "Én stor bokstav, som A."),
            MESSAGE,
            Field("hvorfor", "Hvorfor", "tekst"),
            DEMAND,
            Field("gevinst", "Gevinst", "tekst", "Hva mottakeren og stedet får igjen for det."),
            Field("budskap_nynorsk", "Budskap på nynorsk", "tekst", "Til medlemmer som bruker nynorsk, i en runde."),
            DEMAND_NN,
            WORDS,
            SOURCE,
        ),
        message="budskap", demand="krav",
    ),
    Kind(
        "variant", "variant", "varianter", SAKER, "Ny variant", "saker/", ("varianter",), Variant,
        (
            Field("partier", "Partier", "liste", "Ap, FrP, H, INP, KrF, MDG, R, Sp, SV eller V. Bare til egen forberedelse."),
            Field("steder", "Kommunenumre", "liste", "Fire sifre for en kommune, to for et fylke, med komma mellom."),
            Field("for", "Hvem stedene er", "liste", "Slik det skal leses: Follo, Romerike …"),
            TEXT,
            SOURCE,
        ),
        message="tekst",
    ),
    Kind(
        FACT, "fakta", "fakta og eksempler", SAKER, "Nytt faktum", "saker/", ("fakta",), Fact,
        (
            TEXT,
            Field("per", "Tallet gjelder per", "dato"),
            Field("gjelder_til", "Kan brukes til og med", "dato", "Den ansvarlige får spørsmål en måned før."),
            Field("steder", "Kommunenumre", "liste", "Der det er lokalt: fire sifre for en kommune, to for et fylke."),
            TEXT_NN,
            Field("ansvarlig", "Ansvarlig for tallet", "person"),
            SOURCE,
        ),
    ),
    Kind(
        "malgruppe", "målgruppe", "målgrupper", SAKER, "Ny målgruppe", "saker/", ("målgrupper",), Audience,
        (NAME, WORDS, Field("råd", "Råd", "tekst", "Hvordan vi snakker med dem."), SOURCE),
    ),
    text_lines("mal", "mål", "mål", SAKER, "Nytt mål", "saker/", "mål"),
    text_lines("taktikk", "taktisk grep", "taktiske grep", SAKER, "Nytt taktisk grep", "saker/", "taktiske_grep"),
    text_lines("tiltak", "tiltak", "tiltak", SAKER, "Nytt tiltak", "saker/", "tiltak"),
    text_lines("prosess", "prosess", "prosesser", SAKER, "Ny prosess", "saker/", "prosesser"),
    Kind(
        CAMPAIGN, "kampanje", "kampanjer", KAMPANJE, "Ny kampanje", "kampanjer/", (), Campaign, (NAME, SOURCE),
        can_add=False,
    ),
    Kind(
        "hovedbudskap", "hovedbudskap", "hovedbudskap", KAMPANJE, "Nytt hovedbudskap", "kampanjer/", ("hovedbudskap",),
        MainMessage,
        (
            Field("tekst", "Hovedbudskap", "tekst", "Det som går igjen hele året."),
            TEXT_NN,
            Field("innledning_prioriteringer", "Innledning til prioriteringene", "tekst"),
            Field("målbærere", "Målbærere", "tekst", "Hvem som skal si det."),
            SOURCE,
        ),
        can_add=False, can_remove=False, message="tekst",
    ),
    Kind(
        "prioritering", "prioritering", "prioriteringer", KAMPANJE, "Ny prioritering", "kampanjer/",
        ("hovedbudskap", "prioriteringer"), CampaignPriority, (THEME, TEXT, DEMAND, DEMAND_NN, SOURCE),
        message="tekst", demand="krav",
    ),
    Kind(
        STEP, "grep", "grep", KAMPANJE, "Nytt grep", "kampanjer/", ("grep",), Step,
        (
            NAME,
            Field("nr", "Nummer", "tall"),
            Field("kvartal", "Kvartal", "valg", choices=tuple(Choice(f"{each}. kvartal", str(each)) for each in range(1, 5))),
            Field("mål", "Mål", "tekst"),
            Field("slagord", "Slagord", "tekst"),
            Field("merknad", "Merknad", "tekst", "Det som må avklares før slagordet brukes."),
            SOURCE,
        ),
        social=True, message="slagord",
    ),
    activities("grep-tiltak", "tiltak i grep", "tiltak i grepene", KAMPANJE, "Nytt tiltak i grepet", "kampanjer/", "grep", "*", "tiltak"),
    Kind(
        "budsjettfase", "budsjettfase", "budsjettfaser", BUDSJETT, "Ny budsjettfase", "statsbudsjett.yaml", ("faser",),
        BudgetPhase, (NAME, WHEN_OF_PHASE, CERTAINTY, MESSAGE, SOURCE), can_add=False, can_remove=False, message="budskap",
    ),
    activities("faseaktivitet", "aktivitet", "aktiviteter i fasene", BUDSJETT, "Ny aktivitet", "statsbudsjett.yaml", "faser", "*", "aktiviteter"),
    Kind(
        "reaksjon", "reaksjon", "reaksjoner", BUDSJETT, "Ny reaksjon", "statsbudsjett.yaml", ("reaksjoner",), Reaction,
        (
            Field("tekst", "Tekst", "tekst", "Det vi sier den dagen budsjettet eller NTP legges frem."),
            Field("tone", "Tone", "valg", choices=(Choice("Fornøyd", "fornøyd"), Choice("Skuffet", "skuffet"))),
            Field("til", "Til", "valg", choices=(
                Choice("Presse", "presse"), Choice("LinkedIn", "linkedin"), Choice("Ordførere", "ordførere"),
            )),
            SOURCE,
        ),
        message="tekst",
    ),
    milestones("budsjettdato", "budsjettdato", "budsjettdatoer", BUDSJETT, "Ny budsjettdato", "statsbudsjett.yaml", "milepæler"),
    Kind(
        "ntp-fase", "NTP-fase", "NTP-faser", BUDSJETT, "Ny NTP-fase", "ntp.yaml", ("faser",), NtpPhase,
        (
            NAME,
            Field("vindu", "Vindu", "linje", "Når det er, i ord, slik det skal leses."),
            WHEN_OF_PHASE,
            CERTAINTY,
            Field("hva_skjer", "Hva skjer", "tekst"),
            Field("påvirkningsrom", "Hva kan vi påvirke nå?", "tekst"),
            SOURCE,
        ),
        can_add=False, can_remove=False,
    ),
    milestones("ntp-dato", "NTP-dato", "NTP-datoer", BUDSJETT, "Ny NTP-dato", "ntp.yaml", "milepæler"),
    Kind(
        "ntp-periode", "NTP-periode", "NTP-perioder", BUDSJETT, "Ny NTP-periode", "ntp.yaml", ("perioder",), NtpPeriod,
        (NAME, WHEN_OF_PHASE, CERTAINTY, SOURCE), can_add=False, can_remove=False,
    ),
    Kind(
        WHEEL_ENTRY, "punkt", "punkter i årshjulet", HJUL, "Nytt i årshjulet", "arshjul.yaml", ("måneder", "*", "*"),
        WheelEntry,
        (
            Field("tekst", "Hva", "tekst"),
            Field("når", "Når i måneden", "regel", "Tomt betyr hele måneden. Ellers «15. januar», «uke 33» eller «siste torsdag i august»."),
            Field("sikkerhet", "Hvor sikker er datoen?", "valg", choices=CERTAINTIES),
            Field("bare_i", "Hvilke år", "valg"),
            Field("slag", "Slag", "valg", choices=(
                Choice("Oppgave", "oppgave"), Choice("Arrangement", "arrangement"), Choice("Frist", "frist"),
                Choice("Milepæl", "milepæl"), Choice("Fase", "fase"),
            )),
            DONE_BY,
            THEME,
            Field("ansvarlig", "Ansvarlig", "person", "Den som har det hvert år."),
            LINK,
            NOTE,
            Field("vurderes", "Vurderes", "ja", "Kryss av hvis det ikke er bestemt om vi skal."),
            WORDS,
            RESTS,
            SOURCE,
        ),
    ),
    milestones("kalender", "dato i kalenderen", "datoer i kalenderen", HJUL, "Ny dato i kalenderen", "arshjul.yaml", "kalender"),
    Kind(
        WINDOW, "tid for å påvirke", "tider for å påvirke", HJUL, "Ny tid for å påvirke", "arshjul.yaml", ("vinduer",),
        YearWindowEntry,
        (
            NAME,
            Field("prosess", "Del av", "linje", "Vises med årstallet foran navnet: «Revidert nasjonalbudsjett 2027: …»."),
            Field("slag", "Slag", "valg", choices=(
                Choice("Revidert nasjonalbudsjett", "rnb"), Choice("Partiene", "parti"), Choice("Valg", "valg"),
            )),
            WHEN,
            CERTAINTY,
            Field("gjør", "Hva vi gjør", "linjer", "Én ting per linje."),
            LINK,
            SOURCE,
        ),
    ),
    Kind(
        WATCHED, "medieord", "medieord", MEDIER, "Nye medieord", MEDIA, ("temaer",), Watched,
        (
            NAME,
            WORDS_ALONE,
            EXCEPT,
            TOGETHER,
            APART,
            SOURCE,
        ),
        can_add=False, can_remove=False,
    ),
    Kind(
        OFFICIAL_WORDS, "høringsord", "høringsord", MEDIER, "Nye høringsord", MEDIA, ("høringer",), OfficialTheme,
        (
            NAME,
            WORDS_ALONE,
            Field("instanser", "Instanser", "ordliste", "Ord i navnet på komiteene og departementene der slike saker ligger. De gjør en sak sikrere."),
            Field("kanskje", "Kanskje", "ordliste", "Ord som bare teller når saken ligger hos en av instansene."),
            Field("alt_unntatt", "Alt unntatt", "ordliste", "Tomt betyr at bare ordene over teller. Ellers teller alt hos instansene, unntatt det som har ett av disse ordene."),
            EXCEPT,
            TOGETHER,
            APART,
            SOURCE,
        ),
    ),
    Kind(
        "talsperson", "talsperson", "talspersoner", MEDIER, "Ny talsperson", MEDIA, ("temaer", "*", "talspersoner"),
        Spokesperson, (NAME, Field("rolle", "Rolle"), SOURCE),
    ),
    Kind(
        "nyhetskilde", "nyhetskilde", "nyhetskilder", MEDIER, "Ny nyhetskilde", MEDIA, ("nyhetskilder",), Feed,
        (NAME, Field("adresse", "Adresse", "linje", "Hele adressen til strømmen, fra https://"), Field("på", "Leses", "ja", "Kryss av for å lese den."), NOTE, SOURCE),
    ),
    Kind(
        "effekt", "effekt", "effekter", MEDIER, "Ny effekt", MEDIA, ("effekter",), EffectKind,
        (NAME, Field("vekt", "Vekt", "tall", "0 til 100: hvor mye én av dem teller mot de andre."), Field("internt", "Internt", "ja", "Kryss av hvis bare rapporten til styret skal telle dem."), SOURCE),
    ),
    text_lines("sprint", "steg i sprinten", "steg i sprinten", MEDIER, "Nytt steg i sprinten", MEDIA, "sprint"),
    Kind(
        "allianse", "allianse", "allianser", ALLIANSER, "Ny allianse", "allianser.yaml", ("allianser",), Alliance,
        (NAME, Field("om", "Om dem", "tekst"), LINK, SOURCE),
    ),
    text_lines("samarbeid", "form for samarbeid", "former for samarbeid", ALLIANSER, "Ny form for samarbeid", "allianser.yaml", "allianser", "*", "samarbeid"),
    Kind(
        "handverk", "håndverk", "håndverk", HANDVERK, "Nytt håndverk", HANDVERK_FILE, ("håndverk",), Craft,
        (NAME, Field("nr", "Nummer", "tall"), SOURCE),
    ),
    text_lines("sjekkpunkt", "punkt i sjekkliste", "punkter i sjekklistene", HANDVERK, "Nytt punkt i sjekklisten", HANDVERK_FILE, "håndverk", "*", "sjekkliste"),
    text_lines("horing", "punkt for høringer", "punkter for høringer", HANDVERK, "Nytt punkt for høringer", HANDVERK_FILE, "høring"),
    text_lines("alliansebygging", "prinsipp for allianser", "prinsipper for allianser", HANDVERK, "Nytt prinsipp for allianser", HANDVERK_FILE, "alliansebygging"),
    text_lines("synlighet", "råd om synlighet", "råd om synlighet", HANDVERK, "Nytt råd om synlighet", HANDVERK_FILE, "synlighet"),
    text_lines("nasjonalt", "råd om Storting og regjering", "råd om Storting og regjering", HANDVERK, "Nytt råd", HANDVERK_FILE, "storting_og_regjering"),
    text_lines("delregionrad", "råd om delregionene", "råd om delregionene", HANDVERK, "Nytt råd", HANDVERK_FILE, "delregioner"),
    Kind(
        "organisasjon", "organisasjon", "organisasjonen", OSS, "Ny organisasjon", ORGANISATION, (), Organisation,
        (NAME, Field("kortnavn", "Kortnavn"), Field("om", "Om oss", "tekst"), Field("antall_medlemmer", "Antall medlemmer", "tall"), SOURCE),
        can_add=False, can_remove=False,
    ),
    Kind(
        "mottaker", "mottaker", "mottakere i registeret", SAKER, "Ny mottaker i registeret", "interessenter.yaml",
        ("interessenter",), Stakeholder,
        (
            NAME,
            Field("type", "Type", "valg", choices=tuple(Choice(capital(each), each) for each in get_args(StakeholderKind))),
            Field("temaer", "Temaer", "temaer", "Det de bestemmer over eller er opptatt av."),
            Field("om", "Om dem", "tekst"),
            LINK,
            SOURCE,
        ),
    ),
    Kind(
        "prioritert", "prioritert område", "prioriterte områder", OSS, "Nytt prioritert område", ORGANISATION,
        ("prioriteringer",), Priority, (NAME, THEME, SOURCE),
    ),
    Kind(
        "delregion", "delregion", "delregioner", OSS, "Ny delregion", ORGANISATION, ("delregioner",), Subregion,
        (NAME, Field("kommune", "Kommune i styret"), Field("kommunenummer", "Kommunenummer", "linje", "Fire sifre."), Field("bekreftet", "Bekreftet", "linje", "Når det sist ble bekreftet."), SOURCE),
    ),
    Kind(
        "delregionsak", "sak fra en delregion", "saker fra delregionene", OSS, "Ny sak fra en delregion", ORGANISATION,
        ("delregionsaker",), LocalCase,
        (
            TEXT,
            Field("delregion", "Delregion", "valg"),
            Field("steder", "Kommunenumre", "liste", "Fire sifre, med komma mellom: der saken vises når noen spør."),
            WORDS,
            SOURCE,
        ),
    ),
    Kind(
        "utelatt", "utelatt punkt", "utelatte punkter", OSS, "Nytt utelatt punkt", "utelatt.yaml", ("utelatt",), LeftOut,
        (
            Field("grunn", "Grunn", "tekst", "Hvorfor det ikke vises noe sted."),
            Field("sitat", "Sitat", "tekst", "Det som er utelatt, ordrett."),
            SOURCE,
        ),
        can_add=False,
    ),
    aims("vart-mal", "mål", "våre mål", OSS, "Nytt mål", ORGANISATION, "mål"),
    aims("styrke", "styrke", "styrker", OSS, "Ny styrke", ORGANISATION, "styrker"),
    aims("utfordring", "utfordring", "utfordringer", OSS, "Ny utfordring", ORGANISATION, "utfordringer"),
    text_lines("observasjon", "observasjon", "observasjoner", OSS, "Ny observasjon", ORGANISATION, "observasjoner"),
)  # fmt: skip
BY_ID: Mapping[str, Kind] = {each.id: each for each in KINDS}
TITLES = ("navn", "tittel", "tekst", "sitat")
"""The fields that name an entry, the first that it has."""
INSIDE: Mapping[str, tuple[str, ...]] = {
    ISSUE: ("spor", "variant", FACT, "malgruppe", "mal", "taktikk", "tiltak", "prosess"),
    CAMPAIGN: ("hovedbudskap", "prioritering", STEP),
    "hovedbudskap": ("prioritering",),
    STEP: ("grep-tiltak",),
    "budsjettfase": ("faseaktivitet",),
    WATCHED: ("talsperson",),
    "allianse": ("samarbeid",),
    "handverk": ("sjekkpunkt",),
}
"""The kinds that are shown on the card of the entry they are inside."""
