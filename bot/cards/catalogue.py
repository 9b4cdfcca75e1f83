"""The commands as people see them: in the help, in the app manifests, and in the users' manual (`bot/commands/README.md`)."""

from dataclasses import dataclass

CALLED = "@Pådriver"
"""The mention of the bot, used when a command is written as words in a message."""


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """A command as people see it. There are no defaults, so that nothing is forgotten."""

    name: str
    """Without the slash."""
    title: str
    """The title of its own help («hjelp» after the command, or the menu of `/padriver`)."""
    in_short: str | None
    """What it is for, in the list of `/padriver` (no full stop); None if it is not listed there."""
    written: str
    """What to write in that list: the name, or «padriver sak» while apps that were not updated have no `/sak`."""
    description: str
    """What it does, in a sentence: in the app manifests, and in the users' manual."""
    usage: str
    """What may follow it, as Slack hints at it while people write."""
    examples: tuple[str, ...]
    """Whole commands with the slash."""
    ways: tuple[tuple[str, str], ...]
    """What can be written: whole commands, each with its result. For the command's own help and the users' manual."""


CATALOGUE = (
    CatalogueEntry(
        name="frister",
        title="Slik spør du om frister",
        in_short="hva som haster, hva som kommer, og hvem som er ansvarlig",
        written="frister",
        description="Viser hva som er forfalt, og hva som kommer de neste 30 dagene. Du kan også legge til egne frister.",
        usage="[dager | uke 41 | oktober | tema | mine | forfalt | ny …]",
        examples=("/frister oktober", "/frister ny 15.10 Innspill til transportkomiteen #jernbane"),
        ways=(
            ("/frister", "det som er forfalt, og de neste 30 dagene"),
            (
                "/frister uke 41",
                "en uke; eller en måned, et kvartal, en dato, «mars–mai», «før jul» eller et antall dager",
            ),
            ("/frister oktober jernbane", "en periode og et tema"),
            ("/frister statsbudsjett", "en kilde: statsbudsjett, ntp, årshjul, kalender, kampanje eller egne"),
            ("/frister statsbudsjettet 2028", "alt i budsjettet for et år; eller «ntp» for hele planen"),
            ("/frister mine", "dine egne; eller «forfalt», «ferdige» eller «alle»"),
            ("/frister Kari", "det Kari er ansvarlig for; eller «ledige», eller «hvem gjør hva»"),
            (
                "/frister møteplan",
                "årets møter i styret, rådet og administrasjonen, og når papirer og utkast må være klare",
            ),
            ("/frister eksport oktober", "det samme som Excel-fil, bare til deg; uten noe bak får du alt som kommer"),
            ("/frister på vent", "det dere ikke vil bli minnet om nå"),
            (
                "/frister abonner",
                "fristene i Outlook, Google Kalender eller Apple Kalender; «mine», «alle» eller et tema",
            ),
            ("/frister gul bok", "det som har ordene, eller handler om det samme"),
            ("/frister ny 15.10 Innspill til transportkomiteen #jernbane", "legg til en frist"),
            (
                "/frister ny 30.10 https://regjeringen.no/id3167072",
                "legg til en høring eller en sak i Stortinget med adressen; datoen følger kilden",
            ),
            ("/frister ny fredag kl. 12–13 Ring Bane NOR", "legg til en frist med klokkeslett"),
            (
                "/frister ny hver mandag Ukesmøte",
                "legg til noe som gjentas; eller «første onsdag i måneden», «hvert kvartal»",
            ),
        ),
    ),
    CatalogueEntry(
        name="arshjul",
        title="Slik bruker du årshjulet",
        in_short="året måned for måned: hva som er gjort, og hva som mangler",
        written="arshjul",
        description="Viser årshjulet for en måned: hva som er gjort, hvem som gjør hva, og hva som mangler.",
        usage="[måned | år | bilde … | åpent …]",
        examples=("/arshjul", "/arshjul januar"),
        ways=(
            ("/arshjul", "årshjulet for denne måneden"),
            ("/arshjul januar", "en annen måned"),
            ("/arshjul 2027", "et helt år, måned for måned"),
            ("/arshjul bilde 2027", "året som et bilde; eller en måned, «bilde oktober»"),
            ("/arshjul plakat 2027", "året som PDF i A3, til å henge på veggen"),
            (
                "/arshjul åpent",
                "hva vi kan påvirke nå, og hva som stenger først; eller senere, «åpent 1. mars» eller «åpent i mars»",
            ),
            ("/arshjul ny", "legg til noe i årshjulet"),
        ),
    ),
    CatalogueEntry(
        name="budskap",
        title="Slik finner du budskap",
        in_short="hva vi sier om en sak, klart til å kopiere",
        written="budskap",
        description="Gir budskapet om et tema, om det er klarert, hvem det gjelder, og hvor du kan bruke det nå.",
        usage="[tema | spor | mottaker | grep | kopier …]",
        examples=("/budskap statsbudsjett", "/budskap kopier grep 4"),
        ways=(
            ("/budskap", "det vi sier nå"),
            (
                "/budskap statsbudsjett",
                "budskapet om et tema, en mottaker eller et grep, hvorfor, og hvor du kan bruke det nå",
            ),
            ("/budskap høring", "en sjekkliste; eller «mediearbeid», «relasjoner», «timing» eller et annet håndverk"),
            (
                "/budskap fremlegg statsbudsjett",
                "kravene våre den dagen budsjettet legges frem: hvem leser hva, og hva fikk vi; eller «rnb» eller «ntp»",
            ),
            ("/budskap nho", "en samarbeidspartner, og hva vi kan gjøre sammen"),
            ("/budskap tre ting", "en tekst å sende: tre ting mottakeren kan gjøre for en sak"),
            (
                "/budskap runde",
                "be ordførerne bruke et klarert budskap, og se hvem som gjorde det (i en direktemelding)",
            ),
            ("/budskap runde kart", "hvem som brukte budskapet, som kart"),
            (
                "/budskap lokalt Lillestrøm",
                "dette betyr det for kommunen: en side som PDF, når dere har lagt inn lokale fakta",
            ),
            ("/budskap mål", "målene, styrkene og utfordringene våre"),
            ("/budskap kopier statsbudsjett", "det samme som ren tekst"),
            ("/budskap kopier grep 4", "et grep i kampanjen som ren tekst"),
        ),
    ),
    CatalogueEntry(
        name="padriver",
        title="Slik styrer du Pådriver",
        in_short=None,
        written="padriver",
        description="Forklarer hva jeg gjør, viser status, og endrer innstillinger og pauser.",
        usage="[spørsmål med vanlige ord | status | innhold | innstillinger | mine | pause | logg]",
        examples=("/padriver innstillinger", "/padriver pause 6.7–31.7 fellesferie"),
        ways=(
            ("/padriver", "hva jeg kan hjelpe med; skriv «hjelp» bak en kommando for å se hva den kan"),
            ("/padriver meldinger", "hva jeg sender av meg selv, og når"),
            ("/padriver status", "hva som kommer neste gang, hva som er slått av, og hva noen må se på"),
            ("/padriver høringer", "åpne høringer og saker i Stortinget som angår oss, og hvorfor"),
            ("/padriver høring jernbane", "kortet til én høring; skriv adressen eller ord fra tittelen"),
            (
                "/padriver saker",
                "saker, spørsmål og varslede saker i Stortinget som angår oss, men ikke har frist ennå",
            ),
            ("/padriver hjem", "fristene dine, og hva dere kan si nå"),
            ("/padriver neste år", "planen for neste år i tre steg, fra november til januar"),
            ("/padriver innhold", "alt jeg sier og vet, med skjema for å endre det; skriv hva du leter etter bak"),
            (
                "/padriver innhold statsbudsjett",
                "et budskap, et punkt eller noe annet, med forhåndsvisning og historikk",
            ),
            ("/padriver klarering", "hvilke tekster som er klarert, med et skjema som klarerer mange samlet"),
            ("/padriver innhold ny spor", "legg til noe: spor, fakta, målgruppe, allianse …"),
            ("/padriver innstillinger", "hva jeg sender til alle, når og i hvilken kanal (administratorer)"),
            ("/padriver mine", "hva jeg sender til deg, og når"),
            ("/padriver pause 6.7–31.7 fellesferie", "dager uten meldinger for alle (administratorer)"),
            ("/padriver pause meg uke 8 vinterferie", "dager uten meldinger til deg"),
            (
                "/padriver administratorer",
                "hvem som endrer innstillingene for alle; skriv @navn etter for å legge til en",
            ),
            (
                "/padriver søk statsbudsjett",
                "det nærmeste i alt jeg vet; med bare «søk» åpnes et skjema, og i samtalen med meg trengs ikke ordet",
            ),
            ("/padriver nøkkel", "en nøkkel som lar din egen assistent spørre meg (i en direktemelding)"),
            ("/padriver epost", "ukesoversikten på e-post til deg, og hva som ikke kom frem"),
            ("/padriver spørsmål", "spørsmål noen sendte inn fordi svaret ikke hjalp (administratorer)"),
            ("/padriver logg", "hva som er endret, av hvem og når (administratorer)"),
        ),
    ),
    CatalogueEntry(
        name="medie",
        title="Slik bruker du mediesakene",
        in_short="mediesakene, og hvem som uttaler seg",
        written="medie",
        description="Viser hva jeg leser i mediene, hvem som uttaler seg om hva, og hvilke temaer en overskrift treffer.",
        usage="[test … | kilder | talspersoner | forslag | tall …]",
        examples=("/medie test Togene står på Østlandet", "/medie kilder"),
        ways=(
            ("/medie test Togene står på Østlandet", "hvilke temaer en overskrift treffer, og hvorfor"),
            ("/medie kilder", "nyhetskildene, og hvordan det går med hver av dem"),
            ("/medie kilder ny https://avisen.example.no/rss", "legg til en nyhetskilde (administratorer)"),
            ("/medie talspersoner", "hvem som uttaler seg om hva"),
            ("/medie talspersoner jernbane Kari Nordmann", "legg til en talsperson (administratorer)"),
            ("/medie tall 2026", "hvor fort sakene følges opp"),
            ("/medie forslag", "hvilke ord som traff saker dere ikke hadde bruk for"),
        ),
    ),
    CatalogueEntry(
        name="interessenter",
        title="Slik bruker du interessentregisteret",
        in_short="hvem vi kjenner, og hva vi har lovet",
        written="interessenter",
        description="Viser hvem vi kjenner, hva som er sagt, hva vi har lovet dem, og hvem vi ikke har snakket med på lenge. Loggfør en samtale på én linje.",
        usage="[navn | tema:… | parti:… | stille | mine | møtte …]",
        examples=("/interessenter Nordmann", "/interessenter møtte Kari Nordmann (Ap) om statsbudsjettet: positiv"),
        ways=(
            ("/interessenter Nordmann", "hvem det er, siste samtale, hva vi har lovet, og hva du kan si nå"),
            ("/interessenter tema:jernbane parti:Ap nivå:A", "alle som passer; også komite: og ansvarlig:"),
            ("/interessenter stille mine", "dem du er ansvarlig for og ikke har snakket med på lenge"),
            ("/interessenter kart jernbane", "kartet over interesse og innflytelse"),
            (
                "/interessenter møtte Kari Nordmann (Ap) om statsbudsjettet: positiv, vil ha faktaark innen fredag",
                "loggfør",
            ),
            ("/interessenter skal ringe Ola Moe (NHO) fredag om strøm", "planlegg"),
            ("/interessenter ny Kari Nordmann (Ap)", "legg til en person"),
            ("/interessenter eksport tema:jernbane", "regnearket tilbake, alle eller et utvalg"),
            ("/interessenter innsyn Kari Nordmann", "alt vi har lagret om en person; «slett» fjerner det"),
            ("/interessenter slå sammen Kari Nordmann og Kari Nordman", "gjør to oppføringer til én"),
            ("/interessenter gjennomgang", "hvem vi kanskje ikke trenger lenger"),
            (
                "/interessenter partier",
                "datoene til hvert parti, og hva vi har sendt til alle; «partier sendt …» loggfører",
            ),
            (
                "/interessenter stortinget Akershus",
                "hvem vi har møtt denne sesjonen, og hvem ikke; også en komité, eller alle fylkene våre",
            ),
            ("/interessenter medlemmer", "medlemmene, hvor mange som mangler, og hele lista som fil"),
            ("/interessenter ordførere", "ordføreren i hvert medlem, og hva som mangler"),
            (
                "/interessenter Lillestrøm",
                "kortet til et medlem: folk, mottaker og hva som mangler; også et fylke eller en delregion",
            ),
            ("/interessenter møteinvitasjoner", "en liste over representanter som flere krysser av når de er invitert"),
            ("/interessenter journal", "samtaler som bør journalføres; skriv det når du loggfører"),
            ("/interessenter personvern", "hva vi lagrer om folk, hvorfor og hvor lenge"),
            ("/interessenter lesere @kari", "hvem som får lese registeret"),
        ),
    ),
    CatalogueEntry(
        name="effekt",
        title="Slik bruker du effektloggen",
        in_short="hva vi har gjort, og hva det førte til",
        written="effekt",
        description="Viser hva vi har gjort, hva det førte til, og teller det. Du kan også skrive noe i loggen, eller få den som Excel-fil.",
        usage="[periode | tema | ny … | kjede … | eksport … | rapport …]",
        examples=("/effekt", "/effekt ny medieoppslag Kronikk om budsjettet #statsbudsjett"),
        ways=(
            ("/effekt", "hva vi har gjort i år, og hva det førte til"),
            ("/effekt oktober", "en måned, en uke eller et år: den siste som har begynt"),
            ("/effekt jernbane", "et tema"),
            ("/effekt kjede jernbane", "fra innspill til merknad, vedtak og penger i en sak; uten noe bak får du alle"),
            ("/effekt eksport 2026", "det samme som Excel-fil, bare til deg"),
            (
                "/effekt rapport 2026 styret",
                "rapporten som Word-fil og PDF; også til medlemmer og årsmelding, og «månedstall» på én side",
            ),
            (
                "/effekt ny medieoppslag Kronikk om budsjettet i Aftenposten 20.11 #statsbudsjett",
                "skriv noe i loggen; uten dato gjelder det i dag",
            ),
        ),
    ),
    CatalogueEntry(
        name="sak",
        title="Slik følger du saker",
        in_short="sakene vi følger: hvor de er, hva som kommer, og hva vi gjør",
        written="padriver sak",
        description="Viser sakene vi følger: hvor de er, hva som kommer, hvem som spør, og hva vi gjør.",
        usage="[navn | tema | alle | ny …]",
        examples=("/sak", "/sak ny Flere tog i rushet #jernbane"),
        ways=(
            ("/padriver sak", "sakene vi følger, og våre egne; «/sak» gjør det samme når appen er oppdatert"),
            ("/padriver sak flere tog", "én sak: hvor den er, neste datoer, hva vi sier, og hva vi har gjort"),
            ("/padriver sak jernbane", "sakene om et tema"),
            ("/padriver sak alle", "saker, spørsmål og varslede saker i Stortinget som angår oss"),
            ("/padriver sak ny Flere tog i rushet #jernbane", "skriv inn en egen sak"),
        ),
    ),
)
"""In the order people meet them."""
NAMES = tuple(each.name for each in CATALOGUE)


def entry_of(name: str) -> CatalogueEntry:
    """Return the command of that name. Raises `KeyError`."""
    return _BY_NAME[name]


_BY_NAME = {each.name: each for each in CATALOGUE}
