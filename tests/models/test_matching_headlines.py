"""Headlines, and the themes the words of the pack find in them. The headlines are written for these tests."""

import pytest

from models.media.matching.matcher import matcher_of
from tests.support.content import PACK

MATCHER = matcher_of(PACK.media)

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
Representantforslag om å stanse konkurranseutsettingen av jernbanen
Endringer i jernbaneloven (gjennomføring av EUs fjerde jernbanepakke)
Representantforslag om nattogtilbud til Europa
Representantforslag om raskere utbygging av InterCity
Prop. 13 S Utbygging og finansiering av Nye Vossebanen
Representantforslag om halvtimesavganger på Gjøvikbanen
Representantforslag om gratis kollektivtransport for barn
Interpellasjon om elektrifisering av Rørosbanen og Solørbanen
Lokaltog mellom Kongsberg og Oslo innstilt
– Togtilbudet er en skam, sier Drammen-ordfører
Slik blir de nye togene
Full stopp i togtrafikken inn mot hovedstaden
Bane NOR-sjefen trekker seg
Vy får kritikk for billettprisene
Folk må stå på toget fra Ski hver morgen
Stengt jernbane i sommer: dette må du vite
Ny Oslotunnel kan koste 100 milliarder
Ferdig med krysningsspor på Roa–Hønefoss-banen
Jernbaneforum krever dobbeltspor til Halden
Sporarbeid gir stengte strekninger i påsken
Togpassasjerer evakuert ved Asker
Reisende måtte vente i timevis etter feil på signalanlegget ved Lysaker
Godstransporten på bane faller for tredje år på rad
Flere vil ta toget til Göteborg
Stockholm–Oslo på tre timer: svensk selskap vil bygge
Innstilte avganger på Drammenbanen
Vil ha t-bane og tog samlet i ett selskap
Togene forsinkes av løv på sporet
Kommunen krever stopp på Østre linje
Samordnet areal- og kollektivplan: Ruter må kutte kollektivtilbudet
Samferdselsministeren lover bedre punktlighet for togpendlerne
Regjeringen dropper dobbeltspor til Skien
Jernbanesektoren er underfinansiert
Skinnegangen må skiftes på Follobanen
Svinesund: grensekryssende jernbane må på plass
Ny Rikstunnel er viktigere enn regjeringskvartalet
Bane for Nord-Norge utredes: Nord-Norgebanen kan bli en realitet
Nord-Noregbanen får nei
Lov om jernbaneundersøkelser
Samtykke til ratifikasjon av avtale med Sverige om togtrafikk
Representantforslag om å sikre fortsatt offentlig eierskap til Mantena
Redegjørelse av samferdselsministeren om situasjonen i jernbanen
Riksrevisjonens undersøkelse av drift, vedlikehold og investeringer i jernbanenettet
Representantforslag om høyhastighetstog mellom Oslo og Bergen
Representantforslag om bedre vilkår for godstransport på jernbane
Plan for skinnefaktor: Sørgelig togsommer
Godsoverføring fra vei til bane går feil vei
Ryggraden i kollektivsystemet må fungere
Ruter og Vy samarbeider om felles billett for tog og buss
Ny avtale om kollektivtrafikk i hovedstaden
Tog i grøfta ved Hakadal
Hele Romerike uten tog i tre uker
Reisende fra Eidsvoll må ta buss for tog
Her raser leira under jernbanesporet
Ras ved Nittedal: Gjøvikbanen stengt
Ordførere langs Østfoldbanen i felles opprop
Bane Nor sparker entreprenøren på Drammen–Kobbervikdalen
Ny nattog-rute til Berlin
Togsatsing uten penger
Jernbane på sparebluss
Skal gi flere avganger på Kongsbergbanen
Norge på skinner: slik blir jernbanen i 2040
Forseinka tog i heile haust
Dei nye togsetta kjem i 2027
Mange nye stopp på Hovedbanen med ny ruteplan for tog
Jernbanedirektøren ut mot kuttene
Frustrerte pendlere på Eidsvoll: – Vi gir opp toget
Fra nyttår blir det færre tog til Halden
Her skal den nye togtunnelen under Oslo gå
Rikstunnelen: – Vi kan ikke vente til 2040
Disse stasjonene på Kongsvingerbanen kan bli nedlagt
Representantforslag om å utrede høyhastighetsbane i Sør-Norge
Representantforslag om å gjeninnføre togrestaurant på Dovrebanen
Endringer i jernbaneloven mv. (sikkerhetsstyring)
Tre timer forsinket: Vy beklager til de reisende
Vil ha InterCity helt til Lillehammer
Dobbeltsporet til Hamar: Slik ligger prosjektet an
Vestfoldbanen stenger i seks uker
Bane NOR bekrefter: Follobanen får nye problemer
Godsnæringen krever at jernbanen prioriteres
Lastebilene vinner over godstoget
Åpner for svensk togselskap på Oslo–Göteborg
Ny statsråd lover bedre kollektivtransport
Ruter kutter: Kollektivtilbudet på Romerike rammes
Regionale togtilbod må styrkast
Vil erstatte flyet med nattog
Skal bruke 1,5 milliardar på jernbana
Bygdefolk krev at toget skal stoppe
Kollisjon mellom tog og bil på planovergang
Bane NORs nye plan for Østfold
Vys billettsystem nede
Direktetoget til Hamburg er tilbake
Europabanen kan gå gjennom Østfold
Kollektivkutt rammer distriktene
Kollektivtaksten øker med fire prosent
Togene går sjeldnere fra Halden
Pendlere må stå hele veien fra Ski
Sovetoget til Bergen legges ned
Bil i sporet ved Råde: All trafikk stanset
Signaltrøbbel på Østlandet
Vinglete politikk for InterCity
Knivstikking på toget stanset togtrafikken
Elg påkjørt på jernbanesporet, togene er innstilt
Brann i tog ved Dal
Kommunene krever halvtimesavganger til Gjøvik
Bane NOR-direktøren: – Vi beklager forsinkelsene
Utbygging av Ringeriksbanen utsatt på ubestemt tid
Pendlertog innstilt: – Håpløst
Slik blir de nye rutene for togene til Kongsberg
Ingen togstopp i Rakkestad i år
Mer gods over på tog
Signalfeil på T-banen
Vy kutter avganger: Buss for tog til Moss
Politiet: Person påkjørt av tog ved Lier
Ruter og Vy krangler om kollektivpenger
Nå får du billigere billett på toget
Hemmelige planer om flere avganger: kamp om plassen på pendlertoget
Mistet jobben som konduktør på toget
Vy ansetter 200 nye i Østfold
Ny stasjon på Ski åpner
Naboene raser mot hensettingsanlegg i Moss
Tog forsinket etter at lastebil traff jernbanebrua
Pendlerne på Østre linje møter opp hos statsråden
Pendleropprøret vokser i Ås
Ni innstilte avganger på én morgen
IC-satsingen stopper i Vestfold
Ett spor åpent: Venter kø på Vestfoldbanen
Lastebil havnet på skinnene ved Jessheim
Stasjonsvalget i Sarpsborg utsettes
Rolvsøy–Klavestad blir ikke bygget nå
Satt fast i toget i fire timer
Politikerne vil ha togstasjon på Sekkelsten
Hovedbanen stengt: Bru må repareres
Kuttene i buss og kollektiv rammer Follo
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
Rettferdig fordeling av kraft
Beklager, nettet er fullt
Endringer i energiloven (leveringsplikt)
Representantforslag om fastpris på strøm til husholdninger
Representantforslag om å avvikle salg av kraft gjennom ACER
Kraft til endring – energipolitikken mot 2030
Representantforslag om å stanse vindkraftutbygging på land
Representantforslag om konsesjonsbehandling av vannkraft
Kontantstøtte og grunnrente på vannkraft
Strømprisen på Østlandet til himmels
Elprisen i natt: under null
Statnett: Oslo kan gå tom for strøm i 2030
Hafslund vil bygge ut mer vannkraft
Bedriften får ikke strøm før i 2034
Mistet strømmen i hele Follo
10.000 uten strøm
Nye kraftledninger skal gi Oslo mer strøm
Kraftnettet i hovedstaden må fornyes, mener Statnett
Trafobrann gjorde 5000 strømløse
Solkraft på låvetak i Ås
Vindmøllene på Finnskogen får nei
Vil lagre strøm i gigantbatterier
Kø for å få koblet seg til nettet: 200 bedrifter venter på kapasitet
Google får kraft til gigantdatasenter
Kjernekraftutvalget leverer sin rapport
Energikommisjonen: Mer av alt, raskere
Strømmen blir billigere i helgen
Norge kan få kraftunderskudd i 2027
Bitcoin-utvinning bruker strøm som en by
Batterifabrikken trenger 200 megawatt
Straumprisane fell
Ny kraftlinje mellom Sogn og Østlandet
Fjernvarmen i Oslo blir dyrere
Elektrisk kraft til båtene
Nettselskapene øker prisene igjen
Effektkø i hovedstaden
Tiltak for sikker kraftforsyning i krise og krig
Norgespris eller strømstøtte: Hva lønner seg?
Lov om endringer i energilova
Redegjørelse av energiministeren om strømsituasjonen
Representantforslag om å fjerne elavgiften
Riksrevisjonens undersøkelse av NVEs og Statnetts arbeid med kraftberedskap
Representantforslag om krav om solceller på offentlige bygg
Representantforslag om å gjøre Norge uavhengig av EUs energibyrå
Regulering av produksjon av elektrisk energi
Representantforslag om kompensasjon for høye straumutgifter
Konsesjonskraftprisen for 2022
Vil legge kraftlinjene i jorda
Nye master gjennom boligområdet vekker harme: – Legg strømmen i bakken
420 kV-ledning gjennom Bærum skal bygges
Rekordlav vannstand i magasinene gir dyr strøm
Prisområde NO1 får skyhøye priser på strøm
Høye strømregninger: Flere søker sosialhjelp
Atomkraftverk i Aremark?
Kommunen sier ja til solkraftverk på jordbruksland
Bøndene vil ha solceller på taket
Vindkraftmotstandere i fakkeltog
Industrien får ikke nok elektrisitet
Havvindauksjonen utsettes
Reservekapasitet i kraftsystemet er borte
Totalforsvaret trenger sikker strømforsyning
Fusjon mellom Elvia og Glitre Nett
Forbrukerrådet: Nettleia er for høy
Ny transformatorstasjon på Hamang
Null strøm til ny bydel på Fornebu
Krafttilgang avgjør industriens framtid
Energitiltak i boliger får støtte
Energisparing i kommunale bygg
Skrur av gatelysa for å spare straum
Regjeringa vil ta kontroll over utanlandskablane
Slik blir strømprisene i morgen
Elvia: – Vi har ikke mer strøm å dele ut
Energipolitisk uro i regjeringen
Representantforslag om en mer aktiv energipolitikk
Representantforslag om å redusere nettleien i distriktene
Representantforslag om å stanse utbyggingen av Davvi vindkraftverk
Endringer i energiloven (elsertifikater)
Redegjørelse om kraftsituasjonen vinteren 2026
Regjeringen forlenger ordningen med norgespris
Strømstøtten endres fra nyttår
Datasenter-planer vekker protest på Gjøvik
Får ikke lov å bygge solkraftverk
Ny kraftlinje kan gå gjennom Marka
Atomkraft i Norge? Utvalget er delt
Rekordhøyt forbruk av elektrisitet i kulda
Mørklagt by: Tusenvis uten strøm etter stormen
Batterigigant får strøm likevel
Regionen mangler 500 megawatt
Vindturbinane på Odal blir ståande
Statnett og Elvia vil bygge nye høyspentmaster
Hytteeiere må betale mer i nettleie
Høg straumpris i sør
Kraftforedlende industri frykter framtida
Kommunene vil ha større del av kraftinntektene
Bærum kommune sparer strøm med nye vinduer
Mangel på strøm stopper nye arbeidsplasser
Strømmen gikk i hele Moss
Nettkøen vokser i Østfold
Strømmen er borte på Strømmen
Prisen på strømmen faller kraftig
Nytt elvekraftverk i Glomma
Elvias nye nettleie
Hafslund øker utbyttet
NVEs nye kart for vindkraft
Statnetts plan for Østfold
Bygger ut småkraftverk
Kraften blir dyrere i vinter
Datasenteret på Hasle får nei
Energien koster bøndene dyrt
Solceller på alle skoletak
Ledig kapasitet i nettet
Tusenvis uten strøm etter uværet
Sparer på strømmen i kirken
Kraften går til kunstig intelligens
Danske selskaper vil ha norsk kraft
Kampen om strømmen: Politikerne er uenige
Svømmehallen bruker mindre strøm
Regjeringens kraftsatsing i nord
Norgesnett varsler arbeid på Gressvik
Ringerikskraft-eierne får mer
Trafohavari ga mørke i Son
Spotprisen over to kroner
Zephyr trekker søknaden i Rakkestad
Vindprosjektet på fjellet skrotes
Batterianlegg ved Mysen får nei
Celsio øker prisene
NVE vurderer linjer gjennom Enebakk
Hafslund-milliardene: Dette vil byrådet bruke dem på
Motvind Norge saksøker kommunen
Kryptogruven på Dale stenges
"""

OSLOFJORDEN = """
Cruiseskip slipper skittent vann i Oslofjorden
Ålegresset kommer tilbake
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
Nitrogen kveler fjorden
Nasjonal plan for Oslofjorden: tiltakene virker ikke
Redder livet i Oslofjorden med ålegress
Stopper fisket etter torsk i ytre Oslofjord
Kommunene må bygge renseanlegg for fem milliarder for å redde fjorden
Bunnefjorden er uten oksygen
Forbyr bunntråling i Oslofjorden
Kloakk rett i fjorden ved Moss
Ordførere krever statlig støtte til nitrogenrensing
Interpellasjon om tilstanden i Oslofjorden
Representantforslag om en redningspakke for Oslofjorden
Helhetlig tiltaksplan for en ren og rik Oslofjord
Kommuner får ikke støtte til nitrogenfjerning
Fiskeforbud i indre Oslofjord fra nyttår
Fjorden dør mens vi ser på
Torsken er nesten borte fra Drammensfjorden
Døden i Oslofjorden kan ikke fortsette
Kan ikke bade: tarmbakterier i fjorden
Nytt avløpsanlegg skal rense fjorden
Oslofjorden er i ferd med å kveles
Krever mer penger til å redde Oslofjorden
Kommunene rundt fjorden får kjemperegning for nitrogenrensing
Full krangel om fiskeforbud i Oslofjorden
Miljøministeren på båttur i Oslofjorden
Representantforslag om forbud mot trålfiske i Oslofjorden
Torsken i Oslofjorden er snart borte
Nye krav i avløpsdirektivet rammer innbyggerne
Dumpet snø rett i Oslofjorden
Alger har tatt over i indre Oslofjord
Hvaler-fiskerne fortviler over fiskeforbudet
Cruiseskip slipper kloakk i Oslofjorden
Eiendomsutvikler bygger ned strandsonen i Oslofjorden
Barna kan ikke bade i Oslofjorden
Oslofjorden lider på grunn av landbruket
Fredrikstad må bygge nytt renseanlegg
Moss får krav om nitrogenrensing
Kloakkutslipp i Tønsberg
Rekefisket ved Hvaler stanses
Fiskeforbud fra nyttår
Torsken forsvinner fra fjorden
Blåskjellene i fjorden er borte
Hvalers fiskere samler seg
Stans i fisket i Oslofjorden
Septiktømming fra båt forbys i Oslofjorden
Bøndene får skylda for fjorden
Forbud mot fiske i hele Ytre Hvaler
Utgårdskilen frykter for rekene
Mossesundet: Oksygenet er brukt opp
Oksygenmangel i Holmestrandsfjorden
Veas slipper ut mer enn før
Rensekravene kan bli utsatt til 2035
Ålegress skal plantes på Jeløy
Trådalger dekker strendene på Bastøy
Rekefiskerne får ikke dispensasjon fra forbudet
Torsken er borte, sier forskerne
Småbåthavna vil ta imot kloakk fra båtene
Dyrere rensing: Kommunene må ut med en milliard
Høstpløying og fjorden: Dette gjør bøndene
Senterpartiet vil gi fiskerne på kysten erstatning
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
Statsbudsjettet: Her er hovedpunktene
Derfor er SV misfornøyd med budsjettforliket med regjeringen
Stoltenberg legger frem budsjettet i dag
Endringar på statsbudsjettet 2021
Rødt og MDG bryter budsjettforhandlingene med Ap
Enighet om revidert nasjonalbudsjett
Venstre vil bruke mer på bane i sitt alternative statsbudsjett
Gul bok: Dette står i statsbudsjettet
Prop. 1 S (2025–2026)
Kommuneopplegget for 2026: Mer penger til kommunene
Endringar i statsbudsjettet for 2019 under Samferdselsdepartementet
Nasjonalbudsjettet 2021
Revidert nasjonalbudsjett for 2022
Nysaldering av statsbudsjettet 2020
Finansinnstillinga for 2021
Kommuneproposisjonen 2023
Tilleggsbevilgninger og omprioriteringer i statsbudsjettet
Høring om statsbudsjettet i transportkomiteen
Regjeringens første budsjettkonferanse er i gang
Slik vil opposisjonen endre statsbudsjettet
Her er pengene Oslo ikke fikk på statsbudsjettet
Regjeringen foreslår milliardkutt i neste års budsjett
Her er statsbudsjettet 2027
Dette betyr statsbudsjettet for deg
Rasende ordførere etter statsbudsjettet
Ap og Sp enige om budsjettet
Stortinget: Flertall for regjeringens budsjett
Kommuneøkonomi: skuffet over statsbudsjettet
Slik ble budsjettforliket på Stortinget
Dette skjer i revidert nasjonalbudsjett
Endringer i statsbudsjettet 2025 under Justisdepartementet
Ny saldering av statsbudsjettet 2026
Budsjettlekkasje: Regjeringen vil øke støtten til kommunene
"""

NTP = """
NTP: Dette prioriteres de neste tolv årene
Nasjonal transportplan må revideres
Nasjonale transportplanar til milliardar
Frykter NTP-kutt
Ute av NTP
Den nye transportplanen fra regjeringen skuffer
Nasjonal transportplan 2029–2040: Dette mener fylkene
Slik blir NTP
Transportetatene leverer innspill til ny Nasjonal transportplan
Nasjonal transportplan 2022–2033
Innstilling om Nasjonal transportplan
NTP-innspill: Ordførere krever handling
NTP utsettes til 2028
Fylkestinget med innspill til Nasjonal transportplan
E16 er ute av NTP
Samferdselsministeren om ny transportplan
"""

NOTHING = """
Strøm Fotballklubb vant kampen
Karoline Strøm ny rektor
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
Kraftige forsinkelser i posten
Vær i kraft av deg selv
Endringer i ekteskapsloven
Energisk førsteomgang ga seier
Marit tok gull på femmila
Trålerne vender hjem
Ny bok om Oslos historie
Butikk brant ned i natt
Kulturskatter på bunnen av Mjøsa
Festtog gjennom byen på kulturnatta
Fakkeltog for fred
Demonstrasjonstog i Oslo
Russetoget i Moss avlyst
Kø på E18 ved Lysaker
Ny ferje mellom Moss og Horten
Rullebanen på Gardermoen stenges
Flybussen dobler prisene
Strømsø får nytt torg
Hytteeier ved fjorden nektes brygge
Fotballbane i Fredrikstad får nytt kunstgress
Travbanen på Bjerke selges
Nettverk for kvinner i næringslivet
Sosiale nettverk og ungdom
Støttenettet svikter
Fiskegarn fanget havørn
Tråkket på en kabel og falt
Kommunens budsjett vedtatt mot fem stemmer
Fylkesbudsjettet: Kutter videregående skoler
Budsjettkutt rammer biblioteket
Effektiv reklame
Elever i streik
Elbilsalget øker
Ladestasjon på Nesbyen
Olje- og gassproduksjonen øker
Oljefondet tapte milliarder
Naturgass fra Russland
Gassterminal på Kårstø
Vannlekkasje i Drammen
Solbriller på tilbud
Solfest i nord
Vindstille i helgen
Vindu knust på kafé
Bussjåfører i streik
Spor etter ulv i Østmarka
Sporhunder fant savnet mann
Stasjonsbyen får ny skole
Plattformarbeider skadet i Nordsjøen
Vy fra toppen
Sykkelbane for barn
I samme bane som før
Skatt og avgift for 2026
Planen for transport av farlig gods
Godsakene i julen
Gods og gull på auksjon
Tunnelen på E6 er stengt
Effekten av tiltakene mot ungdomskriminalitet
Minister går av
Representantforslag om økt bruk av velferdsteknologi
Representantforslag om kompetansekraft
Ny datalagringslov
Etterforskningen tok en ny vending etter avsporing
Kommunen vil rasjonere vannet
Spillserie om kraftkarer
Drøbak: Sjøbadet åpner
Fjorden full av makrell
Endringer i vegtrafikkloven
Representantforslag om å redusere bompenger
Endringer i lov om toll og vareførsel
Representantforslag om lakseoppdrett i lukkede anlegg
Samtykke til å sette i kraft en frihandelsavtale med Storbritannia
Avtalen trådte i kraft
Forskriften settes ut av kraft
Lovens ikrafttredelse utsettes
Kjøpekraften faller
Slagkraften i Forsvaret
Handlekraft i krisetider
Norges motstandskraft
Redningspakke til reiselivet
Revidert handlingsplan mot mobbing
Revidert læreplan på høring
Jernverk legges ned i Mo i Rana
Jernbyrden: Ny roman om gruvefolk
Oslo-skolen kutter
Østfold får ny fylkesråd
Ferjeleie og bompenger i Moss
Vannverket i Asker må oppgraderes
Gebyr for vann og avløp øker i Lier
Fjordkraft Arena får nytt dekke
Brann vant mot Kraft IL
Vindpust for Arbeiderpartiet
Solidaritet med Ukraina
Solgte leiligheten med tap
Nettmobbing blant unge
Netthets mot politikere
Nettavisen får ny redaktør
Strømsbruveien stengt
Strømmens Værksted blir boliger
Strømme stiftelsen samler inn penger
Strømmetjenestene øker prisene
Energikick på jobben
Effekthaveri på turen
Atomubåt i Tromsø
Gasspedalen hang seg opp
Oljesmurt kampanje
Banebrytende forskning
Banesår og blåmerker
Bankran på Bryn
Sporty dame
Trikken sto i Storgata
Kollektivet fyller ti år
Kollektiv straff i Gaza
Fellesferie i byggebransjen
Hvalfangst ved Hvaler-øyene i gamle dager
Torskerekord i Lofoten
Død mann funnet i fjorden
Båtfører døde i fjorden
Budsjettvennlige feriereiser
Idrettslaget fikk budsjettet i balanse
Bystyret vedtok Oslo-budsjettet
Planlegger ny tunnel under Mosseelva
Transportplaner for flyktninger
Statsbesøk fra Sverige
Nasjonalteatret setter opp Ibsen
Kraftig økning i sykefraværet
Kraftige reaksjoner etter skolenedleggelse
Tre menn siktet etter slagsmål på Jernbanetorget
Mangler arbeidskraft på sykehjemmene
Lover ny giv på Hovedbanen: – Vi skal opp igjen
Tunnelen på rv. 4 stenges i helgen
Stengt tunnel ved Drøbak: Ulykke i Oslofjordtunnelen
Strømmen-spiller klar for Vålerenga
Strømsgodset tapte igjen
Denne serien må du strømme i helgen
Nye tall fra strømmetjenesten
Loven trer i kraft 1. januar
Bystyret vedtok budsjettet
Ordføreren i Moss går av
Lillestrøm tapte bortekampen
Lillestrøm kommune kutter i skolen
Fant torsk på bryggekanten
Fjordingen Blakken ble 30 år
Energibombe på scenen
Hun er en energibunt
Barnehage i Asker stenges
Kutter i eldreomsorgen i Bærum
Ny E18 gjennom Bærum blir dyrere
Bompengene øker i Oslo
Bussrute legges ned i Hole
Busskaos i Drammen
Ny ferjeavtale for Moss–Horten
Fly fra Gardermoen forsinket
Fjellet raste over vegen
Brannbil sto fast på bomstasjon
Ungdomstog mot vold? 200 gikk i fakkeltog
8. mars-toget i Oslo samlet tusenvis
Barnetog med flagg og korps
Slik blir 17. mai-toget
Ukraina-veto i Sikkerhetsrådet
Representantforslag om fritt skolevalg
Endringer i barnehageloven
Endringer i skatteloven
Representantforslag om å fjerne formuesskatten
Representantforslag om satsing på havbruk
Samtykke til å setje i kraft ein avtale om trygd
Representantforslag om mer effektiv straffesaksbehandling
Olje- og gassfeltet Troll bygges ut
Representantforslag om leterunde i Barentshavet
Vern av vassdrag i Innlandet
Vann- og avløpsgebyrene øker
Nytt vannverk på Holsfjorden
Holsfjorden: drikkevann til Oslo
Tyrifjorden fryser til
Båtbrann på Oslo havn
Nye regler for vannscooter
Solskinn i påsken
Elsparkesykler forbys
Elgjakta er i gang
Nettvett for seniorer
Nettkafeen stenger
Kabelbrudd ga mobilbortfall
Datainnbrudd i kommunen
Sporløst forsvunnet siden fredag
Nytt kunstgress på banen
Skøytebanen åpner
Trygg skolevei: fortau langs fylkesveien
Tildelte kontrakt for ny bru over Glomma
Planlegger hurtigbåt på fjorden
Regjeringen vil ha flere fastleger
Stortinget sier nei til aktiv dødshjelp
Se bildene fra 17. mai-toget i Moss
Elevene gikk i toget med flagg
Her går russen i toget
Pride-toget gikk gjennom Fredrikstad
Slåsskamp på toget, to pågrepet
Mann ranet på togstasjonen i Ski
Bodde i kollektiv i ti år
Kollektivet på Ås søker flere beboere
Nytt kollektivfelt på E18
Modelltog for millioner
Lekejernbanen ruller igjen
Skriver krim fra jernbanen
Vogntoget sto fast i bakken
Inntoget av elbiler
Hærens felttog i 1814
T-banen står: Ruter beklager
Fant spor etter innbruddet
Ny fotballbane på Greåker
Kunstgressbanen åpnet
Tiltalt for vold på toget
Opptoget samlet tusenvis
Barnetoget i Halden avlyst
Hopp på toget og bli med i koret
Minitoget i sentrum er populært
Vy-bussen kolliderte
Glemte fiolinen på toget
Overhørte hemmelige planer på pendlertoget
Fridde på toget til Halden
Fakkeltoget i Askim
Skal lede nettverket for kvinner
Hun skal lede nettavisen
Nettkonsept for ungdom vant pris
Steen & Strøm selger senteret
Strømmen tapte for Skeid
Strømmen sikret opprykk
Knivstukket på Strømmen
Ny lege på Strømmen
Bibliotek på Strømmen
Kraftpakke fra Askim til landslaget
Kraften i fellesskapet
Musikalsk kraft i domkirken
Yoga gir energi
Danser med enorm energi
Kjørte ned strømstolpe
Mann fikk strøm i seg
Fant druknet mann ved kraftstasjonen
Kunstnere maler strømskap
Strømmer nye serier
Svindlet på nettet
Tatt av strømmen i elva
Guttelaget har energi og humør
Hval sett i Oslofjorden
Villa ved Oslofjorden solgt for 60 millioner
Cruiseskip på vei inn Oslofjorden
Mann druknet i Oslofjorden
Båt på grunn i Oslofjorden
MC-ulykke i Iddefjordveien
Fiskeforbud i Numedalslågen for å redde laksen
Fiskerne i Lofoten jubler
Hummerfiske på Hvaler
Hytte på Hvaler brant
Nye avløpsrør på Jeløy
Bader i Oslofjorden hele vinteren
Ruter kutter avganger på trikken
Vy kutter bussavganger
Mann siktet etter episode på toget
Politiet hentet full mann av toget
Bygger tog av lego
Dømt for å ha spyttet på toget
Hvaler i økonomisk krise
Kraftkutt i helse og omsorg i Moss
Store vyer for sentrum
Rekordmange fritidsbåter i Oslofjorden
Badstue ved Oslofjorden åpnet
Godset-stjernen er tilbake på banen
Alt på skinner for Godset
Trailer satt fast under jernbanebrua
Trikken står: Sporarbeid i Storgata
På sporet av tyvene: Naboene raser
Signalanlegget i krysset virker ikke
Marius Strøm henter gull
Ekteparet Strøm solgte gården
Åpent hus på Strømtangen fyr
Strømsveien stengt etter ulykke
Strømmen-kvinne fikk drømmejobben
Kraftinnsprøytning til korpset
Høyspent kamp på Mosseporten
Eidsiva arena får nytt gulv
Bytoget tilbake i sommer
Skoleelever stilte opp da toget gikk gjennom byen
Flaggborg og hornmusikk ledet toget
Interrail: Vårt beste tog i Italia
Gammel jernbanestasjon blir galleri
Kjendistoget til årets gallafest
Alle avganger med ferga er innstilt
Pendlerbåten står igjen ved kai
Norwegian-avganger innstilt fra Torp
Bunnefjorden seilforening fyller 100 år
Svømte over Tønsbergfjorden
Båt i drift i Oslofjorden
Militærøvelse i Oslofjorden
Fiskeforbud i Gudbrandsdalslågen
"""


@pytest.mark.parametrize(
    ("theme", "headlines"),
    [
        ("jernbane", JERNBANE),
        ("energi", ENERGI),
        ("oslofjorden", OSLOFJORDEN),
        ("statsbudsjett", BUDSJETT),
        ("ntp", NTP),
    ],
    ids=lambda value: value if "\n" not in value else "",
)
def test_headlines_about_a_theme_are_found(theme: str, headlines: str) -> None:
    missed = [each for each in headlines.strip().splitlines() if theme not in MATCHER.match(each).themes]
    assert missed == []


def test_folded_letters_change_no_theme_of_these_headlines() -> None:
    folded = str.maketrans("æøåÆØÅ", "aoaAOA")
    headlines = f"{JERNBANE}{ENERGI}{OSLOFJORDEN}{NOTHING}".strip().splitlines()

    changed = {each for each in headlines if MATCHER.match(each).themes != MATCHER.match(each.translate(folded)).themes}

    assert changed == set()


def test_headlines_about_something_else_are_left_alone() -> None:
    assert {each: hits for each in NOTHING.strip().splitlines() if (hits := MATCHER.match(each).hits)} == {}
