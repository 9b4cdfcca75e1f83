"""Headlines, and the themes the words of the pack find in them. The headlines are written for these tests."""

import pytest

from content.load import DEFAULT, load_pack
from models.matching.matcher import Matcher

MATCHER = Matcher(load_pack(DEFAULT).media.themes)

JERNBANE = """
Jernbanesatsingen i Oslo-området kuttes
Togene står på Østlandet: Signalfeil ved Lillestrøm
Rikstunnelen må fram i køen, sier ordføreren
Vil ha ny rikstunnel under Oslo
Bane NOR: Follobanen stenges i fire uker
Banenor varsler nye forsinkelser
InterCity-utbyggingen utsettes igjen
Lyntog til Stockholm på under tre timer
Godstog sporet av ved Alnabru
Mer gods på bane gir færre vogntog
Vil flytte gods fra vei til bane
Vy innstiller avganger på grunn av streik
Full stans på Hovedbanen – buss for tog
Dobbeltspor gjennom Moss blir to år forsinket
Ringeriksbanen skrinlegges
Nye togsett til Gjøvikbanen
Lokførere truer med streik
Pendlere raser: – Toget kom aldri
Jarnbanen til Gjøvik får færre avgangar
Toga på Vestlandet står
Kollektivtransporten i Viken kan bli dyrere
Lite punktlige tog i hele høst
JERNBANEDIREKTORATET ANBEFALER NY LINJE
Kaos på Oslo S: Ingen tog går
Nattoget til Trondheim er fullt
Fornebubanen sprekker med milliarder
Ny stasjon på Østfoldbanen
Kontaktledning revet ned i Oslotunnelen
Lokaltogtilbudet bygges ned
Flytoget og Vy slås sammen
Kongsvingerbanen trenger krysningsspor
Sju av ti pendlere er misfornøyde med togtilbudet
Grenbanene taper kampen om pengene
Statsråden lover bedre grenbane til Gjøvik
KVU for Oslo–Gøteborg med tog
Oslo-Stockholm: Regjeringen utreder ny jernbane
Planovergangen på Ski stenges
Jernbanen er Norges viktigste beredskapsprosjekt
Køyreleidning rive ned – toga står
Bane og vei: slik fordeles milliardene
"""

ENERGI = """
Strømnettet på Østlandet er fullt
Straumnettet er sprengt i Innlandet
Stroemprisene stiger igjen
Strom for milliarder til Europa
Kraftkrise i hovedstadsregionen
Mangler kraft til ny industri på Hadeland
Norge trenger mer kraft
Kraftbehovet dobles i Oslo
Stortinget vil ha demokratisk kontroll over kraften
Krafta høyrer til folket
Statnett sier nei til ny industri
Elvia øker nettleien med 20 prosent
Nettleiga aukar
Vindkraftverk i Nordmarka stoppes
Vasskraftverk får ny konsesjon
Norgespris på strøm vedtatt
Noregspris for hytter
Kjernekraft i Østfold? Kommunen sier ja
Små modulære reaktorer kan bygges i Halden
Solcellepanel på alle skoletak
Nytt datasenter i Skien vil bruke like mye strøm som Bergen
Datasentrene spiser opp kapasiteten
Energikrisen er ikke over
Utenlandskablene skal ikke fornyes
Havvind til over 100 milliarder
Elektrifisering av sokkelen koster
Strømstøtten forlenges
Fjernvarme skal avlaste nettet i Oslo
Nettkapasiteten stopper boligbygging
Ny høyspentlinje gjennom Follo
NVE gir konsesjon til batteripark
Hvem skal få strømmen?
Strømbrudd i Asker og Bærum
Enøk-støtte til borettslag
Effekttariffen skal bort
Regjeringen vil stanse krafteksporten
Kraftledning i luftspenn eller kabel?
Bedre forsyningssikkerhet for strøm i Oslo
EUs fjerde energimarkedspakke deler regjeringen
Kraftkrevende industri i kø
Vannkraftskatten økes
Å spare strøm lønner seg
Fornybar energi må bygges raskere
Acer-striden blusser opp
"""

OSLOFJORDEN = """
Oslofjorden dør – torsken er borte
Krever nitrogenrensing i alle kommuner
Slik skal Oslofjorden reddes
Livet i fjorden er i ferd med å dø: – Forurensningen må stanses
Kysttorsken i Oslofjorden teller på siste verset
Trålforbud i Oslofjorden
Ytre Oslofjord nasjonalpark: her blir det nullfiske
Renseanlegget på Bekkelaget må utvides for milliarder
VEAS får krav om mer nitrogenrensing
Avløpsdirektivet koster kommunene dyrt
Badeforbud i indre Oslofjord
Oslofjordkonferansen samler ordførerne
Drammensfjorden er kvalt
"""

BUDSJETT = """
Statsbudsjettet: Dette får Oslo
Statsbudsjettet 2027 legges frem mandag
Dette er vinnerne i statsbudsjettet
Ingen penger til Rikstunnelen over statsbudsjettet
Revidert nasjonalbudsjett: milliarder til kommunene
Enige om revidert
Gul bok i statsråd fredag
Regjeringen og SV enige om budsjett
Budsjettforhandlingene på Stortinget har brutt sammen
Finansministeren lover et stramt budsjett
Kommuneproposisjonen skuffer KS
Stortinget vedtok nysalderingen
Marskonferansen starter i dag
Løyvingar i statsbudsjettet til vegar
"""

NTP = """
NTP: Dette prioriteres de neste tolv årene
Nasjonal transportplan må revideres
Nasjonale transportplanar til milliardar
Frykter NTP-kutt
Ute av NTP
Den nye transportplanen fra regjeringen skuffer
"""

NOTHING = """
Gigantplan for ny bydel
Hun jobber med gigantplanene hver dag
Kraftig uvær på vei
Kraftige byger og torden
Mangel på arbeidskraft i omsorgen
Konkurransekraften svekkes
Et krafttak for eldreomsorgen
Ranet på Jernbanetorget
Mann knivstukket på Jernbanetorget T-banestasjon
Skeid vant 3–1 på Hovedbanen
Trener på hovedbanen i kveld
Kø i Ulrikstunnelen etter ulykke
Ulykke i Oslofjordtunnelen – kø i begge retninger
Oslofjordforbindelsen byggetrinn 2 er i rute
Strømmen slo Strømsgodset
Brann på Strømmen storsenter
Ny strømmetjeneste fra NRK
Strømmer du ulovlig?
Strømmen av flyktninger øker
Strømper til jul
Energidrikker får aldersgrense
Full av energi etter ferien
Loven trer i kraft fra nyttår
Avtalen settes i kraft
Kraftfôr til sauene
17. mai-toget i Oslo går som planlagt
Slik går 17. mai-togene
Barnetoget går opp Karl Johan
1. mai-toget i Drammen
Togo slo Ghana
Togafest på universitetet
De gikk i tog mot regjeringen
Kommunebudsjettet vedtatt i Asker
Skolen får nytt budsjett
Fylkets regionale transportplan er klar
Hvaler strandet på Jæren
Fredrik dør i ny film fra Vestlandet
Toget har gått for Rosenborg
Banen er islagt
Sola skinner i helgen
Oljesøl i Nordsjøen
Nettbutikk konkurs
Nettsvindel rammer eldre
Ny nettavis for Follo
Vindene snur for Høyre
Solbrent etter en dag på stranda
Kabeltv blir dyrere
Atomvåpen i Hviterussland
Effekten av vaksinen er god
Utsikt til fjorden: her er boligene
Kraftwerk spiller i Oslo
Fotballbanen på Nadderud
Vyer for framtida
En vakker vy over dalen
Sporet opp tyven
Debatten sporet av
I tråd med planen
Revidert reguleringsplan for sentrum
Statsministeren reiser til Kina
Fjordturen ble dyr
Skagerrakgata 2 er solgt
Veien til toppen
Gulrot og gulbrun
Ny kollektivavtale for bussjåfører
Kollektiv beskyttelse for ukrainere
Strømlinjeformet bil
Luftstrømmen snur
Kraftanstrengelse fra hjemmelaget
Snekret modelljernbane i kjelleren
"""


def cases(theme: str, headlines: str) -> list[tuple[str, str]]:
    return [(theme, each) for each in headlines.strip().splitlines()]


@pytest.mark.parametrize(
    ("theme", "headline"),
    [
        *cases("jernbane", JERNBANE),
        *cases("energi", ENERGI),
        *cases("oslofjorden", OSLOFJORDEN),
        *cases("statsbudsjett", BUDSJETT),
        *cases("ntp", NTP),
    ],
)
def test_a_headline_about_a_theme_is_found(theme: str, headline: str) -> None:
    assert theme in MATCHER.match(headline).themes


@pytest.mark.parametrize("headline", NOTHING.strip().splitlines())
def test_a_headline_about_something_else_is_left_alone(headline: str) -> None:
    assert MATCHER.match(headline).hits == ()
