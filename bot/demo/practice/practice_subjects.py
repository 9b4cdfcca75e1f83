"""What the made-up hearings, cases, questions and bills of the practice servers are about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """What a hearing or a case is about, and the ministry or committee that has it."""

    title: str
    text: str
    body: str
    body_id: str
    is_nynorsk: bool = False


SD, ED, KLD = (
    ("Samferdselsdepartementet", "791"),
    ("Energidepartementet", "750"),
    ("Klima- og miljødepartementet", "668"),
)
KDD, NFD = ("Kommunal- og distriktsdepartementet", "504"), ("Nærings- og fiskeridepartementet", "709")
FIN = ("Finansdepartementet", "216")
OF_FRIDAYS = (
    Subject("Høring – strengere krav til rensing av avløp til Oslofjorden",
            "Forslaget gir kommunene rundt Oslofjorden sju år på å bygge om renseanleggene.", *KLD),
    Subject("Høring – ny kø for tilknytning til strømnettet",
            "Forslaget lar bedrifter som er klare til å bygge, gå foran i køen for strømnettet.", *ED),
    Subject("Høring – krav om punktlighet for togtrafikken i Oslo-området",
            "Forslaget gir reisende med tog rett til penger tilbake etter 20 minutter.", *SD),
    Subject("Høyring – fleire godstog om natta",
            "Framlegget opnar for fleire godstog på jernbanen gjennom Oslo om natta.", *SD, is_nynorsk=True),
    Subject("Høring – forbud mot bunntråling i Oslofjorden",
            "Forslaget skal gi torsken i Oslofjorden ro til å vokse.", *KLD),
    Subject("Høyring – betre varsling når toget er innstilt", "Framlegget gjeld varsling om tog.", *SD, is_nynorsk=True),
    Subject("Høring – vedlikehold av jernbanen i ferier", "Forslaget flytter arbeid på jernbanen til ferier.", *SD),
    Subject("Høring – fjernvarme i nye bygg", "Forslaget skal avlaste strømnettet om vinteren.", *ED),
    Subject("Høring – gebyr for utslipp av nitrogen i Oslofjorden", "Forslaget setter en pris på utslipp.", *KLD),
    Subject("Høring – tariffer for strømnettet", "Forslaget gir lavere pris når det er god plass i nettet.", *ED),
    Subject("Høring – ny jernbane gjennom Follo", "Forslaget gjelder traseen for en ny jernbane.", *SD),
    Subject("Høyring – lading for ferjer på kvelden", "Framlegget gjeld strømnettet ved kaiar.", *ED, is_nynorsk=True),
)  # fmt: skip
"""What the ministries' hearings of Fridays are about: themes that the demonstration's content has."""
OF_TUESDAYS = (
    Subject("Høring – merking av honning", "Forslaget gjelder etiketter på glass.", *NFD),
    Subject("Høyring – opningstider for museum", "Framlegget gjeld museum.", *KDD, is_nynorsk=True),
    Subject("Høring – badevakter i svømmehaller", "Forslaget gjelder opplæring.", *KDD),
    Subject("Høring – avgift på spillkort", "Forslaget fjerner en gammel avgift.", *FIN),
    Subject("Høring – mål og vekt på torget", "Forslaget gjelder salg av bær.", *NFD),
)
"""What those of Tuesdays are about: other things."""
TRANSPORT = ("Transport- og kommunikasjonskomiteen", "TRANSKOM")
ENERGY = ("Energi- og miljøkomiteen", "ENERGI")
FAMILY = ("Familie- og kulturkomiteen", "FAMKULT")
CASES = (
    Subject("Representantforslag om flere avganger på jernbanen rundt Oslo", "Flere tog i timen.", *TRANSPORT),
    Subject("Representantforslag om fri entré til øvingslokaler", "Om øving.", *FAMILY),
    Subject("Endringer i energiloven (utbygging av strømnettet)", "Raskere utbygging.", *ENERGY),
    Subject("Representantforslag om leker i barnehagen", "Om leker.", *FAMILY),
    Subject("Representantforslag om nattog til kontinentet", "Tog om natta.", *TRANSPORT),
    Subject("Representantforslag om en dag for brettspill", "Om spill.", *FAMILY),
    Subject("Representantforslag om kraft til nye bedrifter i strømnettet", "Kraft til arbeidsplasser.", *ENERGY),
    Subject("Representantforslag om korps i skolen", "Om korps.", *FAMILY),
)
"""Every second one is about a theme that the demonstration's content has."""
QUESTIONS = (
    Subject(
        "Vil statsråden sørge for at togene på jernbanen rundt Oslo går når det snør?", "samferdselsministeren", *SD
    ),
    Subject("Hva gjør statsråden med køen for strømnettet i hovedstadsregionen?", "energiministeren", *ED),
    Subject("Vil statsråden gi barnehagene flere trehjulssykler?", "kunnskapsministeren", *KDD),
    Subject("Når får Oslofjorden en plan som virker?", "klima- og miljøministeren", *KLD),
)
"""What representatives ask in writing, one a week; the text is which minister they ask."""
INTERPELLATION = Subject("Mener statsråden at jernbanen er viktig for beredskapen?", "samferdselsministeren", *SD)
"""What one of them asks every fourth week, to be debated."""
BILLS = (
    Subject("Endringer i jernbaneloven", "Mars", *SD),
    Subject("Endringer i energiloven", "April", *ED),
    Subject("Endringer i museumsloven", "mai", *KDD),
)
"""Announced bills; the text is the month, from March on, in which each comes."""
