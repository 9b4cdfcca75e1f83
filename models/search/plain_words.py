"""The words of questions: what they ask for, what says nothing, and what means the same.

An organisation's own words for its own things are the keywords («stikkord») in its content. Here are only the words of
the language and of the political year: bokmål, nynorsk, common dialect, and the commonest English.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from content.folding import fold
from models.search.pack_entry import Aspect
from models.search.words import stems

_ASKING: Mapping[Aspect, str] = {
    Aspect.RESULT: (
        "hvordan gikk, hvordan går, hvordan har det gått, korleis gjekk, korleis gjeng, korleis går, åssen gikk, "
        "åssen går, hvordan gjekk, hva kom ut av, kva kom ut av, hva førte, hva oppnådde, kva oppnådde, hva fikk vi ut av, "
        "hva skjedde, kva skjedde, ka skjedde, what happened, hvordan ligger vi an, korleis ligg vi an, "
        "fikk vi gjennomslag, fikk me noko ut, fikk vi noe ut, hvor mange, hvor mye, hvor ofte, kor mange, kor mykje, "
        "kor ofte, hvor stor andel, hvor stor del, kor stor del, hvor mange prosent, andel, prosent, how many, how much, how often, antall, antal, tall på, har vi oppnådd, har vi fått, resultat, resultatet, resultater, utfall, gjennomslag, ka kom ut, korsn gikk, korsen gikk, "
        "how did, how is it going, what came of, result, results, outcome, hvor langt har vi kommet"
    ),
    Aspect.WHEN: (
        "når, naar, nårtid, ka tid, kva tid, kossti, katti, kati, kortid, kor tid, hvilken dato, hvilken dag, hvilken uke, "
        "hvilken uka, hvilken måned, hvilket år, kva dag, kva dato, kva veke, kva månad, hvor lenge, kor lenge, hvor lang tid, "
        "hvor mange dager, hvor mange uker, hvor mange måneder, kor mange veker, kor mange dagar, nor er, nr er, nr kommer, "
        "hvilken mandag, hvilken tirsdag, hvilken onsdag, hvilken torsdag, hvilken fredag, hvilken lørdag, hvilken søndag, "
        "ka ti, kossen tid, på hvilket tidspunkt, når på året, kva tid på året, dato, datoen, datoer, tidspunkt, tidspunktet, tidsfrist, åssen tid, "
        "when, what date, which day, what day, how long, senest, seinast, deadline, frist, fristen, frister, fristane"
    ),
    Aspect.SAY: (
        "hva sier, hva skal vi si, hva kan vi si, hva kan jeg si, hva bør vi si, hva skal jeg si, hva mener, hva svarer, "
        "hva skal vi svare, hva kan vi svare, kva seier, kva meiner, kva skal vi seie, kva svarar, ka sei, ka seie, ka si, "
        "ka mene, ka svare, hva er budskapet, budskap, budskapet, bodskap, bodskapen, argument, argumenter, argumenta, poeng, "
        "krav, kravet, krever, krev, gevinst, gevinsten, hvorfor, kvifor, koffor, koffer, hvorfør, slagord, slagordet, "
        "standpunkt, holdning, linje, linja, linjen, linjen vår, linja vår, posisjon, posisjonen, position, fortelling, "
        "fortellinga, fortellingen, hva er argumentet, what do we say, what should we say, what is our, message, talking points, why, slogan, demand, "
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
        "hva gjør, hva skal vi gjøre, hva kan vi gjøre, hva bør vi gjøre, hva må vi gjøre, hva kan vi påvirke, hva bør vi, hva burde vi, hva står for tur, hva venter, må vi rekke, må rekke, "
        "hva må vi, hva skal vi, hva haster, hva skjer, hva står, kva gjer, kva kan vi gjere, kva skal vi gjere, kva bør vi, "
        "kva må vi, kva skjer, ka gjør, ka gjer, ka kan vi, ka må, ka skjer, ka skal, oppgaver, oppgåver, å gjøre, å gjere, "
        "hva gjenstår, kva gjenstår, ka gjenstår, hva må gjøres, kva må gjerast, hva må være, kva må vere, hva må på plass, kva må på plass, "
        "forberede, førebu, gjøre nå, gjere no, what can we do, what should we do, what must we do, what do we do, to do, tasks, "
        "what happens, what is happening"
    ),
}
_SILENT = (
    "akkurat altså alltid at av bare begge beklager berre best bli blir ble blei burde bør d da de dei deim den denne der dere deres "
    "deretter desse det dette disse du dykk dykkar da egen egentlig eg eigen eigentleg ein eit eller ellers en enda enn ennå enno er et etter "
    "explain e finnes finst folk for foran forklare forklart forresten fortel fortell fortelle fra frå få får fekk fikk før gang ganger gi gitt gje gjelder "
    "gjeld gjer gjere gjerne gjort gjør gjøre gjennom går ha hadde har hatt hei hallo heisann her hilsen hjelp hjelpe holde holder hos huske hva hvilke "
    "hvilken hvilket hvor hver hvert hvis høst høsten haust hausten i idag idé ide igjen igjennom ikke ikkje ingen inn inne innen ja jeg jo jul "
    "ka kan kanskje kjem kjenner kom komme kommer konkret konkrete kunne kva kvar kvart kor kå lage lag lagt legge ligger liksom litt lov lurer lurar lurt lurte løpet "
    "man mange maser me med meg meine mellom men mener mens mer meir min mitt mine mot må måned måneden månaden mye nei neste no noe noen noka nokon noko nærmere nå nær "
    "om opp oppe ok okei osv også og o over på pliz pls plis rundt si sia sier seie seier sei sitt sin ska skal skjer skje slags slik snart som "
    "spør spørre spørsmål stå står svar svare setning setninger så sånn sjølv selv sommer sommeren ta tak takk tenk tenke tenker ti til tilbake trenger treng tro tror "
    "trur trolig type tid tiden under unna ut uke uka uken ukene uker vart vel ved veit veka vennligst ver vere vet vi videre vil ville viktig viktige "
    "viktigste viktigast vise vis viss vore viktigst tur rekke rekk drive viser sitter makes make interessert blokka agendaen fremover framover vår våre våren vårt være mvh mon å æ æ år året åra åre årene heile hele ennå gjenta uten utenom dag dager dagen "
    "a about an and any are be by can could did do does doing done for from get give has have hello hi i in is it its know one please sentence "
    "me much my need new now of on or our right should so some take tell thank thanks that the their them there they this to up us was we were "
    "what when where which will with would you your going happening but dont it's most says lot lots out being been working many more other others "
    "gjenstår gjøres gjerast ferdig plass stabelen "
    "tenkt tenkte planlagt vite egentlege særlig særleg"
)
_SOFT = (
    "allerede andre andres autumn key session begynne begynner begynnelse bidra bidrar bra bruke bruker brukar bruk bygge bygger byggjer ekte enkel enkelt finne finner finn fort full fulle følge følger "
    "fremføre først første gjør god gode godt good great grunn henter hente jobbe jobber jobbar kjøpe kjøper kontakt kontakte koste koster kosta lang lenge liten lønner "
    "låg mest mulig møte møter nye ny nytt nytte nyttig nyttige ofte passer personer gruppe grupper prate prater prioritere prøve raskt rask regne oppnå oppnår oppnådd build make budskap budskapet krav kravet argument gevinst sammen "
    "saman sak saken saker saksa sende sender sendt sende skrev skrevet skrive skriver skriv slå snakke snakker snakk snakka start starte starter startar plan planen planer "
    "stor store større starter tale ting treffe treffer tre to utad utvikle velge velger vinkle vinkler vurdere write ønske ønsker åpne fem seks "
    "fleire flere hold gjelde påvirke jobb dette nødvendig bestemmer bestemme bestemt bør løse klare lokalt leie leder"
)
_SAME = """
statsbudsjett, statsbudsjettet, budsjett, budsjettet, budsjettforslag, nasjonalbudsjett, state budget, national budget, budget, prop 1 s
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
valg, val, valgdag, valgdagen, election, elections, election day
stortingsvalg, stortingsval
kommunevalg, lokalvalg, fylkestingsvalg, kommuneval, lokalval, kommunestyrevalg
landsmøte, partikongress, party conference, party congress
arendalsuka, arendal, arendalsveka
agurktid, fellesferie, sommerferie, sommarferie, cucumber time
julelunsj, juletreff, julebord, christmas lunch
julehilsen, julekort, nyttårshilsen, julehelsing, christmas card
media, medier, mediene, mediearbeid, presse, avis, journalist, journalister, redaksjon, press, newspaper
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
andel, prosent, del, share, percent
innbyggere, innbyggjarar, befolkning, folketall, population
landet, norge, noreg, norway
fagforening, fagforeninger, fagbevegelsen, arbeidstakerorganisasjoner, lo, trade unions, trade union, unions
slå sammen, gå sammen, søke sammen, samarbeide, samarbeid, samarbeider, cooperate, co-operate, operate, collaborate
samles, trer sammen, møtes igjen, sesjon, session, samlast
representasjon, representert, representere, representant
torsk, torskebestand, døde havet, havet, fjorden, oslofjorden
togstans, forsinkelser, innstillinger, innstilt, kaos, togkaos, delays
problem, utfordring, hinder, barriere, barrierer, frykt, frykter, redd, engstelig
motivere, motiverer, motivasjon, drivere, driver, lyst
tillit, tillitt, troverdig, truverdig, trust
pressemelding, mediesak, medieutspill, oppslag, avisoppslag
samle, samlet, én stemme, én røst, felles front, samstemt
dele, del, spre, dele videre, share
synlig, synlige, synligere, vises, profilere, profilering, visible
langsiktig, over tid, utholdenhet, tålmodighet, tålmod, holde ut, perseverance
timing, tidspunkt, rett tid, riktig tid
mobilisere, mobilisering, engasjere, få med, engage
tilpasse, tilpass, skreddersy, mottakeren, målrette, målrettet, adapt
oppsummering, sammendrag, kort versjon, summary
konkret, tydelig, klar, presis, concrete, clear
påplussing, påplussinger, mer penger, økt bevilgning, økning, økninger
opposisjon, opposisjonen, støtteparti, støttepartiene, opposition
faktaark, fakta, dokumentasjon, underlag, fagstoff
kjenne, kjenner, kontaktnett, nettverk, network
lansere, lanser, slippe, offentliggjøre, launch
evaluere, evaluering, lære av, juster, justere, evaluate
beløp, kroner, millioner, sum, penger, amount, money
gjenbruke, gjenbruk, bruke på nytt, bruk på nytt, flere ganger, reuse
fremføre, målbærer, målbærere, talerør, deliver
brussel, europa, europakontoret, eu
taktikk, grep, tactic
vindu, vinduer, påvirke, påverke, påvirkningsrom, influence, window
telle, telte, telling, antall, count
rapport, rapportere, rapporter, oversikt, report
interessent, interessenter, intressent, kontakter, stakeholder, stakeholders
punktlighet, presisjon, punctuality
flaggsak, flaggsaker, hjertesak, hovedsak
vinkle, vinkling, knytte, kople, kople sammen, koble, knytt, frame
facebook, sosiale medier
bilder, bilde, figurer, foto, images, pictures
mennesker, sannhetsvitner, ekte mennesker, vitner
ansikt, ansikter, frontfigur, talsperson, face
oppskrift, fremgangsmåte, sjekkliste
medieovervåking, medieovervaking, retriever, media monitoring
nøkkelperson, nøkkelpersoner, maktperson, beslutningstaker
avgjøre, bestemme, bestemmer, avgjør, beslutte, beslutning, decide
posisjon, standpunkt, budskap, linje, position
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
_VIEWS: Mapping[str, str] = {
    "view:help": (
        "kan du hjelpe, hva kan du gjøre, hva kan du, hva gjør du, kva kan du, ka kan du, what can you do, can you help, "
        "hva kan jeg spørre, hva kan jeg skrive, hvordan bruker jeg deg, hvem er du, kven er du, who are you"
    ),
    "view:open-windows": "hva kan vi påvirke, kva kan vi påverke, ka kan vi påvirke, what can we influence, kan vi påvirke nå, åpent nå",
    "view:who-does-what": "hvem gjør hva, kven gjer kva, kem gjør ka, hvem har ansvar, kven har ansvar, hvem er ansvarlig, kven er ansvarleg, who does what, who is responsible",
    "view:mine": "må jeg gjøre, skal jeg gjøre, bør jeg gjøre, må eg gjere, skal eg gjere, må æ gjøre, do i have to do, should i do",
    "view:media": "i media, i mediene, i avisene, i nyhetene, in the media, in the news",
    "view:deadlines": "hva haster, kva hastar, ka haste, hva er forfalt, what is urgent, what is overdue, neste frist, next deadline, hvilke frister, kva fristar, hvilke fristar, frister har vi, fristar har vi, frist, frister, fristen, fristene, frista, fristar, fristane, deadline, deadlines",
}
"""Phrases that ask for what a whole command shows, by its id (`models.search.entries.VIEWS`)."""
VIEW_PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (view, phrase) for view, said in _VIEWS.items() for phrase in _phrases(said)
)
"""The same as folded words."""
SOFT = frozenset(stem for word in _SOFT.split() for stem in stems(word))
"""Stems of words that say little of what a question is about, if it has others."""
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
