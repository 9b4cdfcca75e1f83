"""What a round says to a member, in bokmål and in nynorsk: the page, the e-mail and the texts around the message (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

BOKMAL, NYNORSK = "nb", "nn"


@dataclass(frozen=True)
class RoundWords:
    """The words in one language. Names in braces are filled in with `str.format`."""

    language: str
    # the page
    ready: str
    said_no: str
    share: str
    open_post: str
    make_own: str
    what_it_means: str
    meaning_hint: str
    meaning_put: str
    letters_used: str
    have_used: str
    have_you_used: str
    where_used: str
    where_hint: str
    link: str
    may_be_empty: str
    was_letter: str
    change: str
    i_have_used: str
    local: str
    not_fitting: str
    not_now: str
    ring_me: str
    forward: str
    main_message: str
    has_joined: str
    join: str
    your_name: str
    for_board: str
    raised: str
    raised_on: str
    no_reason: str
    your_number: str
    personal_link: str
    colleague: str
    send_on: str
    back: str
    done: Mapping[str, str]
    # what is wrong
    shorter: str
    at_most: str
    needs_number: str
    needs_colleague: str
    needs_name: str
    # the texts that are ready to use
    post: str
    letter: str
    minute: str
    question: str
    asks: str
    minute_begins: str
    minute_ends: str
    will_you: str
    greeting: str
    to: str
    to_all: str
    from_constituency: str
    signed: str
    titles: Mapping[str, str]
    # the e-mail
    subject: str
    asked: str
    reminded: str
    open_page: str
    on_page: str
    expires: str
    or_not: str

    def day(self, when: date, today: date) -> str:
        """Return «fredag 30. oktober», «måndag 2. november»; with the year if that is another."""
        return self._format(when, "EEEE d. MMMM", today)

    def short_day(self, when: date, today: date) -> str:
        """Return «30. oktober», with the year as `day` does."""
        return self._format(when, "d. MMMM", today)

    def _format(self, when: date, pattern: str, today: date) -> str:
        return format_date(when, pattern if when.year == today.year else f"{pattern} y", locale=self.language)


def round_words(language: str) -> RoundWords:
    """Return the words of a member's language: bokmål, unless it is nynorsk."""
    return _NN if language == NYNORSK else _NB


_NB = RoundWords(
    language=BOKMAL,
    ready="Dette er klart til bruk. {owner} ber dere bruke det innen {day}. Du kan bruke det som det er, eller skrive det om.",
    said_no="Du har svart «Ikke denne gangen». Du kan fortsatt bruke teksten om du vil.",
    share="Det enkleste: Del innlegget vårt",
    open_post="Åpne innlegget",
    make_own="Gjør det til deres eget",
    what_it_means="Hva betyr det hos dere?",
    meaning_hint="En setning eller to. Kan stå tom. Høyst {most} tegn.",
    meaning_put="Sett det inn i tekstene",
    letters_used="Leserinnlegget er alt brukt av {who}. Velg gjerne en annen avis.",
    have_used="Dere har brukt det",
    have_you_used="Har dere brukt det?",
    where_used="Hvor brukte dere det?",
    where_hint="For eksempel Romerikes Blad, Facebook eller kommunestyret. Kan stå tom.",
    link="Lenke",
    may_be_empty="Kan stå tom.",
    was_letter="Det var leserinnlegget",
    change="Endre",
    i_have_used="Jeg har brukt det",
    local="Dette betyr det for {place}",
    not_fitting="Passer det ikke?",
    not_now="Ikke denne gangen",
    ring_me="Ring meg",
    forward="Send videre til en kollega",
    main_message="Hovedbudskapet i {year}",
    has_joined="Dere er med på hovedbudskapet i {year} ({who}).",
    join="Vi er med på hovedbudskapet i {year}",
    your_name="Navnet ditt",
    for_board="For deg i styret",
    raised="Tatt opp i det regionale rådet",
    raised_on="Tatt opp i det regionale rådet {day}.",
    no_reason="Helt greit. Du trenger ikke si hvorfor, og vi minner ikke om dette igjen.",
    your_number="Nummeret ditt, og når det passer",
    personal_link="Lenken din er personlig. Kollegaen får en egen.",
    colleague="Navn og e-postadresse til den som skal få det",
    send_on="Send videre",
    back="Tilbake til teksten",
    done={
        "betyr": "Teksten er oppdatert med det du skrev.",
        "brukt": "Takk! Vi har notert at dere har brukt det.",
        "nei": "Takk for svaret. Vi minner ikke om dette igjen.",
        "ring": "Vi ringer deg.",
        "videre": "Vi sender det videre, med en egen lenke.",
        "med": "Takk! Dere er med.",
        "raad": "Takk! Vi har notert at saken er tatt opp i det regionale rådet.",
    },
    shorter="Teksten kan ha {most} tegn. Gjør den litt kortere.",
    at_most="Skriv det med {most} tegn.",
    needs_number="Skriv nummeret ditt, og gjerne når det passer.",
    needs_colleague="Skriv navnet og e-postadressen til den som skal få det.",
    needs_name="Skriv navnet ditt.",
    post="Innlegg i sosiale medier",
    letter="Leserinnlegg",
    minute="Ett minutt i kommunestyret eller formannskapet",
    question="Spørsmål til våre egne på Stortinget",
    asks="Vi ber Stortinget og regjeringen om dette: {demand}",
    minute_begins="Jeg vil bruke ett minutt på en sak som betyr noe for {place}: {title}.",
    minute_ends="Jeg håper {place} vil stå samlet om dette.",
    will_you="Vil dere arbeide for dette på Stortinget? {demand}",
    greeting="Hilsen {sender}",
    to="Til {who}",
    to_all="Til stortingsrepresentantene{where}",
    from_constituency=" fra {constituency}",
    signed="[navn], {title} i {place}",
    titles={"ordfører": "ordfører", "varaordfører": "varaordfører"},
    subject="Klart til bruk: {title} og {place}",
    asked="{owner} ber om hjelp til å løfte denne saken. Teksten er klar, og du kan bruke den som den er.",
    reminded="Vi minner om dette før {day}. Teksten er klar, og du kan bruke den som den er.",
    open_page="Åpne siden for {place}",
    on_page="Der kan du kopiere teksten og si fra når dere har brukt den, helst innen {day}.",
    expires="Lenken er personlig, krever ingen innlogging og virker til {day}.",
    or_not="Passer det ikke, trykker du «Ikke denne gangen» på siden.",
)
_NN = RoundWords(
    language=NYNORSK,
    ready="Dette er klart til bruk. {owner} ber dykk bruke det innan {day}. Du kan bruke det som det er, eller skrive det om.",
    said_no="Du har svart «Ikkje denne gongen». Du kan framleis bruke teksten om du vil.",
    share="Det enklaste: Del innlegget vårt",
    open_post="Opne innlegget",
    make_own="Gjer det til dykkar eige",
    what_it_means="Kva betyr det hos dykk?",
    meaning_hint="Ei setning eller to. Kan stå tom. Høgst {most} teikn.",
    meaning_put="Set det inn i tekstane",
    letters_used="Lesarinnlegget er alt brukt av {who}. Vel gjerne ei anna avis.",
    have_used="De har brukt det",
    have_you_used="Har de brukt det?",
    where_used="Kvar brukte de det?",
    where_hint="Til dømes Romerikes Blad, Facebook eller kommunestyret. Kan stå tom.",
    link="Lenkje",
    may_be_empty="Kan stå tom.",
    was_letter="Det var lesarinnlegget",
    change="Endre",
    i_have_used="Eg har brukt det",
    local="Dette betyr det for {place}",
    not_fitting="Passar det ikkje?",
    not_now="Ikkje denne gongen",
    ring_me="Ring meg",
    forward="Send vidare til ein kollega",
    main_message="Hovudbodskapen i {year}",
    has_joined="De er med på hovudbodskapen i {year} ({who}).",
    join="Vi er med på hovudbodskapen i {year}",
    your_name="Namnet ditt",
    for_board="For deg i styret",
    raised="Teke opp i det regionale rådet",
    raised_on="Teke opp i det regionale rådet {day}.",
    no_reason="Heilt greitt. Du treng ikkje seie kvifor, og vi minner ikkje om dette igjen.",
    your_number="Nummeret ditt, og når det passar",
    personal_link="Lenkja di er personleg. Kollegaen får ei eiga.",
    colleague="Namn og e-postadresse til den som skal få det",
    send_on="Send vidare",
    back="Tilbake til teksten",
    done={
        "betyr": "Teksten er oppdatert med det du skreiv.",
        "brukt": "Takk! Vi har notert at de har brukt det.",
        "nei": "Takk for svaret. Vi minner ikkje om dette igjen.",
        "ring": "Vi ringjer deg.",
        "videre": "Vi sender det vidare, med ei eiga lenkje.",
        "med": "Takk! De er med.",
        "raad": "Takk! Vi har notert at saka er teken opp i det regionale rådet.",
    },
    shorter="Teksten kan ha {most} teikn. Gjer han litt kortare.",
    at_most="Skriv det med {most} teikn.",
    needs_number="Skriv nummeret ditt, og gjerne når det passar.",
    needs_colleague="Skriv namnet og e-postadressa til den som skal få det.",
    needs_name="Skriv namnet ditt.",
    post="Innlegg i sosiale medium",
    letter="Lesarinnlegg",
    minute="Eitt minutt i kommunestyret eller formannskapet",
    question="Spørsmål til våre eigne på Stortinget",
    asks="Vi ber Stortinget og regjeringa om dette: {demand}",
    minute_begins="Eg vil bruke eitt minutt på ei sak som betyr noko for {place}: {title}.",
    minute_ends="Eg håper {place} vil stå samla om dette.",
    will_you="Vil de arbeide for dette på Stortinget? {demand}",
    greeting="Helsing {sender}",
    to="Til {who}",
    to_all="Til stortingsrepresentantane{where}",
    from_constituency=" frå {constituency}",
    signed="[namn], {title} i {place}",
    titles={"ordfører": "ordførar", "varaordfører": "varaordførar"},
    subject="Klart til bruk: {title} og {place}",
    asked="{owner} ber om hjelp til å løfte denne saka. Teksten er klar, og du kan bruke han som han er.",
    reminded="Vi minner om dette før {day}. Teksten er klar, og du kan bruke han som han er.",
    open_page="Opne sida for {place}",
    on_page="Der kan du kopiere teksten og seie frå når de har brukt han, helst innan {day}.",
    expires="Lenkja er personleg, krev inga innlogging og verkar til {day}.",
    or_not="Passar det ikkje, trykkjer du «Ikkje denne gongen» på sida.",
)
