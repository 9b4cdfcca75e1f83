"""The words of questions: what they ask for, what says nothing, and what means the same.

An organisation's own words for its own things are the keywords («stikkord») in its content. Here are only the words of
the language and of the political year: bokmål, nynorsk, common dialect, and the commonest English.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from content.folding import fold
from models.search.entries import Aspect
from models.search.words import stems

_ASKING: Mapping[Aspect, str] = {
    Aspect.RESULT: (
        "hvordan gikk, hvordan går, hvordan har det gått, korleis gjekk, korleis gjeng, korleis går, åssen gikk, "
        "åssen går, hvordan gjekk, hva kom ut av, kva kom ut av, hva førte, hva oppnådde, kva oppnådde, hva fikk vi ut av, "
        "fikk vi gjennomslag, resultat, resultatet, resultater, utfall, gjennomslag, ka kom ut, korsn gikk, korsen gikk, "
        "how did, how is it going, what came of, result, results, outcome, hvor langt har vi kommet"
    ),
    Aspect.WHEN: (
        "når, naar, nårtid, ka tid, kva tid, kossti, katti, kati, kortid, kor tid, hvilken dato, hvilken dag, hvilken uke, "
        "hvilken uka, hvilken måned, hvilket år, kva dag, kva dato, kva veke, kva månad, hvor lenge, kor lenge, hvor lang tid, "
        "hvor mange dager, hvor mange uker, dato, datoen, datoer, tidspunkt, tidspunktet, tidsfrist, åssen tid, "
        "when, what date, which day, what day, how long, senest, seinast, deadline, frist, fristen, frister, fristane"
    ),
    Aspect.SAY: (
        "hva sier, hva skal vi si, hva kan vi si, hva kan jeg si, hva bør vi si, hva skal jeg si, hva mener, hva svarer, "
        "hva skal vi svare, hva kan vi svare, kva seier, kva meiner, kva skal vi seie, kva svarar, ka sei, ka seie, ka si, "
        "ka mene, ka svare, hva er budskapet, budskap, budskapet, bodskap, bodskapen, argument, argumenter, argumenta, poeng, "
        "krav, kravet, krever, krev, gevinst, gevinsten, hvorfor, kvifor, koffor, koffer, hvorfør, slagord, slagordet, "
        "standpunkt, holdning, what do we say, what should we say, what is our, message, talking points, why, slogan, demand, "
        "vil vi ha, ber vi om, ønsker vi, hva er målet, hva vil vi"
    ),
    Aspect.WHO: (
        "hvem, kven, kem, hæm, åkken, ken, who, whom, hvilke organisasjoner, hvilke aktører, hvilke partnere, "
        "hvilken komité, hvilken komite, hvilke komiteer, hvilket departement, hvilke departementer, allierte, alliert, "
        "samarbeidspartnere, samarbeidspartnarar, partners, allies, målgruppe, målgrupper, målgruppene"
    ),
    Aspect.HOW: (
        "hvordan, hvorledes, hvorleis, korleis, korsen, korsn, kossen, koss, åssen, assen, how, how do, how should, "
        "tips, råd, sjekkliste, sjekklista, fremgangsmåte, framgangsmåte, beste måten, god måte"
    ),
    Aspect.DO: (
        "hva gjør, hva skal vi gjøre, hva kan vi gjøre, hva bør vi gjøre, hva må vi gjøre, hva kan vi påvirke, hva bør vi, "
        "hva må vi, hva skal vi, hva haster, hva skjer, hva står, kva gjer, kva kan vi gjere, kva skal vi gjere, kva bør vi, "
        "kva må vi, kva skjer, ka gjør, ka gjer, ka kan vi, ka må, ka skjer, ka skal, oppgaver, oppgåver, å gjøre, å gjere, "
        "forberede, førebu, gjøre nå, gjere no, what can we do, what should we do, what must we do, what do we do, to do, tasks, "
        "what happens, what is happening"
    ),
}
_SILENT = (
    "akkurat altså alltid at bare berre bør bli blir ble blei burde bør d dere deres det dette dei deim dykk dykkar eg egentlig eigentleg ein eit "
    "eller enn er e finnes finst folk få får fekk fikk for forresten fortelle fortell fortel før gi gje gjer gjere gjerne gjør gjøre gjort gjelder gjeld "
    "går ha har hatt hadde hei hallo heisann her hjelp hjelpe holder hos huske hva hvilke hvilken hvilket hvor hver hvert hvis i igjen ikke "
    "ikkje ingen inn ja jeg jo ka kan kanskje kjem kjenner kom komme kommer kunne kva kvar kvart kor lage lagt legge ligger lurer lurar lurte litt "
    "liksom lov man me med meg mener mot må mange mer meir min mitt mine nei neste noe noen noko nokon nå no nær om opp osv oss på rett "
    "rundt si sin sitt sei seie seier sier sia si skal skjer skje snart som spørre spørsmål står stå svare svar så ta tak takk tenk tenke tenker til trenger "
    "treng tror trur under ut var vart vel ved veit vet vi vil ville vise vis viss vær være ver vere vår våre vårt å ækta da der deretter den denne "
    "disse desse du dykk eigen egen egne enda ennå enno etter fra frå også og oppe nede over sånn slik slags type akkurat vennligst hilsen "
    "mvh ok okei pliz pls plis mon tro ellers konkret konkrete viktig viktige viktigste viktigast "
    "a about an and any are be by can could did do does doing done for from get give has have hello hi how i in is it its know "
    "me much my need of on or our please should so some take tell thank thanks that the their them there they this to up us was we were "
    "what when where which who will with would you your going happening"
)
_SAME = """
statsbudsjett, statsbudsjettet, budsjett, budsjettforslag, nasjonalbudsjett, state budget, national budget, budget, prop 1 s
legge frem, fremlegg, fremleggelse, legges frem, lagt frem, legg fram, framlegg, framlegging, fremlegges, presentere, offentliggjøre, presented, publish
melde på, påmelding, påmeldingsfrist, meld oss på, registrere, sign up, registration
lever, levere, innlevere, innlevering, sende inn, send inn, spille inn, submit
innspill, innspel, budsjettinnspill, input, submission
høring, høyring, komitehøring, hearing, consultation
høringsinnspill, høringssvar, høringsuttalelse, høringsnotat, høyringssvar, høyringsfråsegn, høringsinnlegg
revidert nasjonalbudsjett, rnb, revidert budsjett, revidert, revised budget
nasjonal transportplan, ntp, transportplan, national transport plan, transport plan
jernbane, jernbanen, jarnbane, tog, railway, railways, rail, train, trains
tunnel, rikstunnel, oslotunnel, the tunnel
kraft, strøm, straum, energi, elektrisitet, kraftforsyning, power, electricity, energy
gods, frakt, godstransport, varetransport, freight, cargo
grensekryssende, cross-border, utenlandstog, utland
beredskap, totalforsvar, sikkerhet, preparedness, defence
storting, stortinget, parlament, parliament
regjering, regjeringen, regjeringa, government, cabinet
departement, ministerium, ministry, ministries
komite, komité, committee, nemnd
ordfører, ordførar, borgermester, mayor, mayors
kommune, municipality, municipalities
valg, val, election, elections
stortingsvalg, stortingsval
kommunevalg, lokalvalg, fylkestingsvalg, kommuneval, lokalval, kommunestyrevalg
landsmøte, partikongress, party conference, party congress
arendalsuka, arendal, arendalsveka
agurktid, fellesferie, sommerferie, sommarferie, cucumber time
julelunsj, juletreff, julebord, christmas lunch
julehilsen, julekort, nyttårshilsen, julehelsing, christmas card
media, presse, avis, journalist, journalister, redaksjon, press, newspaper
kronikk, debattinnlegg, leserinnlegg, lesarinnlegg, op-ed
sosiale medier, some, facebook, linkedin, instagram, social media
allianse, allierte, samarbeidspartner, partner, alliance, ally, samarbeid
målgruppe, mottaker, mottakar, audience
budskap, bodskap, message
hovedbudskap, hovudbodskap, main message
slagord, slogan
kampanje, campaign
synlighet, synlegheit, synlig, visibility
relasjon, relasjonsbygging, nettverk, nettverksbygging, networking
effekt, resultat, gjennomslag, impact
konferanse, seminar, fagseminar, conference
budsjettkonferanse, budsjettkonferansen, regjeringskonferanse, halvannetdøgnskonferanse
debatt, debattere, debatterer, finansdebatt
vedta, vedtak, vedtar, stemme over, vote, adopt
innstilling, finansinnstilling
gul bok, yellow book
talsperson, talspersoner, ansikt, ansikter, spokesperson
eksempel, eksempler, case, caser, sannhetsvitne
åpner, åpning, opning, opnar, open, opens
badesesong, bading, badesommer, strand
fjord, fjorden, oslofjord, oslofjorden
departementene, departementa
fylkeskommune, fylke, fylkeskommunar, county
delregion, regionråd, subregion
næringsliv, bedrift, bedrifter, business, industri
møte, møter, treffe, meet, meeting, meetings
invitere, inviter, be inn, invite
utspill, medieutspill, utspel
utfordring, utfordringar, svakhet, svakheter, challenge, weakness
styrke, styrker, styrkar, strength
mål, målsetting, goal, goals
fakta, tall, statistikk, facts, figures
"""
"""Each line: words and phrases that mean the same."""
_OPENING = "når hva hvem hvordan hvorfor hvor hvilken hvilket hvilke kva kven korleis kvifor kor ka kem korsen åssen koffor when what who how why which"


def _phrases(said: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(each).split()) for each in said.split(", "))


ASKING: tuple[tuple[Aspect, tuple[str, ...]], ...] = tuple(
    sorted(((of, each) for of, said in _ASKING.items() for each in _phrases(said)), key=lambda pair: -len(pair[1]))
)
"""What each folded phrase asks for, the longest first."""
SILENT = frozenset(map(fold, _SILENT.split()))
"""Folded words that say nothing of what a question is about."""
CONTENT = frozenset(
    map(
        fold,
        [
            "budskap",
            "budskapet",
            "bodskap",
            "krav",
            "kravet",
            "slagord",
            "slagordet",
            "slogan",
            "gevinst",
            "gevinsten",
            "målgruppe",
            "målgrupper",
            "frist",
            "fristen",
            "allierte",
            "argument",
            "effekt",
        ],
    )
)
"""Words that ask for something and are also in what answers."""


OPENING = frozenset(map(fold, _OPENING.split()))
"""Folded words that begin a question."""


def is_asking(text: str) -> bool:
    """Return True if a text begins as a question does."""
    return fold(text[:60]).partition(" ")[0].strip("?") in OPENING


@lru_cache(1)
def synonyms() -> Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Return the other phrases of each phrase, all as stems."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in _SAME.strip().splitlines():
        same = {stems(each) for each in row.split(", ")} - {()}
        for each in same:
            found[each] |= same - {each}
    return {phrase: frozenset(others) for phrase, others in found.items()}
