"""Plain words: what no command understood is answered with what was found, when it is, how sure that is, and its source."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.commands.ask import Ask
from bot.commands.plain.finding import Findings, find, find_for
from bot.commands.plain.question import read_question
from bot.commands.registry import COMMANDS, PRESSES
from models.db.database import Database
from models.search.pack_entry import Aspect
from models.tables import Occurrence, UnansweredQuestion
from models.workspace.contacts import ContactRole
from tests.support.content import PACK
from tests.support.people import KARI, PER, Room, full_room, text_of

TODAY = date(2026, 10, 2)


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database, PACK)


def found(text: str, today: date = TODAY) -> Findings:
    return find(read_question(text, PACK, today), PACK, today)


def first(text: str, today: date = TODAY) -> str:
    """Return the id of what is answered, or nothing if that is not known."""
    findings = found(text, today)
    return findings.found[0].id if findings.is_known else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hvilke frister har vi snart?", "view:deadlines"),
        ("Hva må være ferdig før jul?", "view:wheel"),
        ("når er gul bok?", "gul-bok"),
        ("Ka tid kjem gul bok", "gul-bok"),
        ("når kommer statsbudsjettet?", "fremleggelse"),
        ("when is the yellow book", "gul-bok"),
        ("hvilken dato er siste dag for rnb", "revidert-nasjonalbudsjett"),
        ("Når må vi melde oss på høringene i Stortinget?", "pamelding-horinger"),
        ("hva sier vi om rikstunnelen", "rikstunnelen"),
        ("Kva seier vi om grensekryssande bane til Sverige?", "grensekryssende-jernbane"),
        ("what do we say about the fjord", "livet-i-oslofjorden"),
        ("hva er slagordet i grep 3", "grep-3"),
        ("hva kan vi gjøre nå?", "view:open-windows"),
        ("Kva skjer i mars?", "view:wheel"),
        ("hva haster?", "view:deadlines"),
        ("hvem er interessentene våre", "view:stakeholders"),
        ("hva har vi fått til i år", "view:effects"),
        ("hvor mange medieoppslag fikk vi", "medieoppslag"),
        ("Korleis byggjer vi relasjonar?", "relasjonsbygging"),
        ("natosenter i råde", "nato-senter"),
        ("glommakrysing fetsund", "glommakryssing"),
        ("hva kan du?", "view:help"),
        ("hvilket valg er neste", "kommunevalg"),
        ("when is the next general election", "stortingsvalg"),
        ("resirkulere gamle notater", "synlighet-gjenbruk"),
        ("hvem sitter på pengesekken", "finansdepartementet"),
        ("kor mange gonger har vi ringt avisene", "oppringinger"),
        ("hvem er ordfører i Ullensaker", ""),
        ("hva heter direktøren i Bane NOR", ""),
        ("når åpner Rikstunnelen", ""),
        ("hvem er statsminister på Island", ""),
        ("når åpner kantina", ""),
        ("hva koster en trikkebillett", ""),
        ("hva koster det å leie en stand på Zerokonferansen", ""),
        ("hva koster det å melde seg på Arendalsuka", "arendalsuka-pamelding"),
        ("hva er adressen til Europakontoret", ""),
        ("Kan du skrive en tale om jernbane?", ""),
        ("Kan du lage en oversikt over resultatene til styret?", "view:effects"),
        ("Hva mener Naturvernforbundet om gruvedrift?", ""),
        ("Hva synes Osloregionen om kontantstøtten?", ""),
        ("Når går OL av stabelen?", ""),
        ("Når begynner skoleferien?", ""),
        ("når er flyttingen til nye lokaler", ""),
        ("Når er styremøtet?", ""),
        ("når går bussen til Drammen", ""),
        ("Hvordan kommer vi oss til Lillestrøm?", ""),
        ("kven er leiar i NVE", ""),
        ("Hva sa statsråden i debatten?", ""),
        ("Hva er saldoen på kontoen vår?", ""),
        ("når bør vi ringe redaksjonene", "sprint-ring"),
        ("Budsjettet ble bra for oss, hva legger vi ut på LinkedIn?", "fornoyd-linkedin"),
        ("Kva seier vi til pressa om transportplanen ikkje svarer på krava våre?", "ntp-skuffet-presse"),
        ("revidert ligger i Stortinget, hva gjør vi", "rnb-stortinget"),
        ("den lokale valkampen er i gang, hva gjør vi?", "valgkamp-kommunevalg"),
        ("er det noen frister denne uka?", "view:deadlines"),
        ("Hva skjer i dag?", "view:deadlines"),
        ("når er 17. mai?", "view:deadlines"),
        ("noe som haster?", "view:deadlines"),
        ("når er neste høringsfrist", "view:hearings"),
        ("Hva har jeg ansvar for?", "view:mine"),
        ("kven gjer kva hos oss", "view:who-does-what"),
        ("Kan dere lage en rapport til styret?", "view:how-report"),
        ("Hva lagrer du om meg?", "view:privacy"),
        ("hvordan retter jeg en tekst som er feil", "view:content"),
        ("hvordan legger jeg inn en frist?", "view:how-deadlines"),
        ("Jeg vil ikke ha meldinger i ferien", "view:sent"),
        ("hva skjedde i går", "view:effects"),
        ("", ""),
    ],
)
def test_a_question_finds_what_answers_it(question: str, answer: str) -> None:
    assert first(question) == answer


@pytest.mark.parametrize(
    ("question", "today", "ids"),
    [
        (
            "hva gjør vi i februar",
            TODAY,
            ("view:wheel", "forbered-marskonferansen", "partier-med-landsmoter", "moter-regjeringen-for-mars", "februar-folg-sakene"),
        ),
        ("hva kan vi påvirke nå", date(2027, 5, 20), ("view:open-windows", "rnb-stortinget", "horing", "apr-jul")),
        ("Hva er budskapet vårt?", TODAY, ("view:messages", "hovedbudskap-2026", "energi", "jernbane", "oslofjorden")),
    ],
)  # fmt: skip
def test_a_view_is_followed_by_what_is_in_it(question: str, today: date, ids: tuple[str, ...]) -> None:
    assert tuple(each.id for each in found(question, today).found)[: len(ids)] == ids


def test_what_is_out_of_use_answers_nothing() -> None:
    [track] = [each for issue in PACK.issues for each in issue.tracks if each.id == "rikstunnelen"]
    retired = track.model_copy(update={"clearing": track.clearing.model_copy(update={"status": "ute av bruk"})})
    issues = tuple(
        each.model_copy(update={"tracks": tuple(retired if one is track else one for one in each.tracks)})
        for each in PACK.issues
    )
    pack = replace(PACK, issues=issues)
    findings = find(read_question("hva sier vi om rikstunnelen", pack, TODAY), pack, TODAY)
    assert "rikstunnelen" not in {each.id for each in findings.found}


def test_a_name_that_is_in_nothing_we_have_is_not_answered_with_something_near() -> None:
    assert not found("Hvor mange innbyggere har Trondheim?").is_known


@pytest.mark.parametrize(
    ("question", "today", "day", "certainty"),
    [
        ("når er kommunevalget", date(2026, 10, 2), date(2027, 9, 13), "forventet"),
        ("når er gul bok", date(2026, 10, 2), None, "ca"),
        ("når er finansdebatten", date(2026, 10, 2), None, "forventet"),
        ("når er Arendalsuka neste år", date(2026, 10, 2), date(2027, 8, 16), "fast"),
        ("når er Arendalsuka", date(2026, 8, 11), date(2026, 8, 10), "fast"),
        ("når ble statsbudsjettet lagt frem i 2025", date(2026, 3, 2), date(2025, 10, 15), "forventet"),
        ("når er nhos årskonferanse", date(2026, 1, 5), date(2026, 1, 7), "forventet"),
        ("når er nhos årskonferanse", date(2026, 11, 2), None, "forventet"),
        ("når er Lillestrømkonferansen", date(2026, 10, 2), None, "måned"),
        ("siste dag for tilleggsproposisjon", date(2026, 10, 20), date(2026, 11, 10), "forventet"),
    ],
)
def test_a_date_is_given_only_if_it_is_known(question: str, today: date, day: date | None, certainty: str) -> None:
    when = found(question, today).found[0].when
    assert when is not None
    assert (when.day, when.certainty) == (day, certainty)


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("Hva sier vi når budsjettet skuffer?", (Aspect.SAY,)),
        ("påmelding til høringene når er fristen", (Aspect.WHEN,)),
        ("hvrfor er toget viktig", (Aspect.SAY,)),
        ("hvor mane møter har vi hatt", (Aspect.RESULT,)),
        ("åssen får vi pressen med", (Aspect.HOW,)),
        ("Hva gjenstår før Arendalsuka?", (Aspect.DO,)),
        ("gul bok", ()),
    ],
)
def test_what_is_asked_is_read_from_the_words(text: str, aspects: tuple[Aspect, ...]) -> None:
    assert read_question(text, PACK, TODAY).aspects == aspects


@pytest.mark.parametrize("text", ["x" * 5_000, "?" * 400, "når " * 200, "🚆 \u202e", "31.2", "«", "når er @{U1}"])
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(found(text), Findings)


UNSURE = """\
Det vet jeg ikke

Det vet jeg ikke. Det nærmeste jeg fant, er «Landsmøtene i Høyre og Fremskrittspartiet».

Spør med andre ord, eller se hva jeg kan: `/padriver hjelp`.

[Landsmøtene i Høyre og Fremsk…] [Partienes landsmøter] [Hjalp ikke]"""


def test_the_answer_is_the_card_of_what_was_found(room: Room) -> None:
    answer = room.ask("padriver", "når er gul bok?")
    assert text_of(answer) == (
        "Gul bok godkjennes i statsråd\n\n"
        "Når: rundt 20. september 2027\n"
        "Ansvarlig: ingen ennå\n"
        "Lenke: Åpne lenken (https://www.regjeringen.no/no/tema/okonomi-og-budsjett/statsbudsjett/budsjettkalender/id439273/)\n\n"
        "[Jeg tar den] [Gi til …] [Flere ansvarlige …]\n\n"
        "[Endre dato] [Nye punkter på sjekklista …] [Minn oss senere]\n\n"
        "Datoen er omtrentlig. Kilde: Finansdepartementets budsjettkalender (ca.); notat fra Hoff Ahead 15.2.2025, statsbudsjett.\n\n"
        "[Hjalp ikke]"
    )
    assert text_of(room.ask("padriver", "søk gul bok")) == text_of(answer)
    assert text_of(room.ask("padriver", "når er landsmøtet i Venstre?")) == UNSURE


def test_what_is_written_for_the_day_is_quoted_with_its_state(room: Room) -> None:
    answer = text_of(room.ask("padriver", "NTP var skuffende, hva legger vi ut på LinkedIn?"))
    assert answer.partition("[")[0] == (
        "Skuffet over Nasjonal transportplan: innlegg på LinkedIn\n\n"
        "«Det er hovedstadsregionens tur nå! Nasjonal transportplan svarer ikke på de viktigste kravene fra de 62 kommunene i "
        "Osloregionen. Nå er det opp til Stortinget.»\n\n"
        "Utkast: Få teksten klarert før dere bruker den utad.\n\n"
        "Kilde: Pådrivers forslag, ut fra kravene i notat fra Hoff Ahead 15.2.2025, jernbanesatsing.\n\n"
    )


def test_a_window_says_when_it_is_open_and_what_to_do(room: Room) -> None:
    answer = text_of(room.ask("padriver", "hva gjør vi i kommunevalgkampen"))
    assert answer.partition("[")[0] == (
        "Kommunestyre- og fylkestingsvalget: valgkamp\n\n"
        "Trolig 16. august–13. september 2027\n\n"
        "Ta opp sakene våre med alle partiene på samme måte.\n\n"
        "Datoen er ventet, etter mønsteret fra tidligere år. Kilde: Fra Arendalsuka til valgdagen; valg.no, mønster fra 2019 og "
        "2023.\n\n"
    )


def test_the_others_are_a_press_away(room: Room) -> None:
    shown = room.ask("padriver", "når er landsmøtet i Venstre?")
    assert not isinstance(shown, (bytes, str))
    other = room.push(shown, "Partienes landsmøter")  # type: ignore[arg-type]
    assert text_of(other).startswith("Partienes landsmøter\n\nNår: i mars–mai 2027 (dato mangler)")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("command", "text", "start"),
    [
        ("frister", "når er gul bok?", "Gul bok godkjennes i statsråd\n"),
        ("frister", "hvem bør vi snakke med i næringslivet om tog", "Mottaker: Næringslivet\n"),
        ("budskap", "når er kommunevalget", "Kommunestyre- og fylkestingsvalg\n"),
        ("arshjul", "når er kommunevalget", "Kommunestyre- og fylkestingsvalg\n"),
        ("effekt", "hva sier vi om rikstunnelen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel\n"),
        ("medie", "hva sier vi om rikstunnelen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel\n"),
        ("interessenter", "hva sier vi om rikstunnelen", "Spor A: Kapasitetsløft i Oslo – ny Rikstunnel\n"),
        ("frister", "bananer", "Frister: «bananer»\n"),
        ("budskap", "kaffetrakter", "Det budskapet fant jeg ikke\n"),
        ("arshjul", "bananer", "Det forsto jeg ikke\n"),
        ("frister", "oktober", "Frister: oktober\n"),
    ],
)
def test_a_command_that_did_not_understand_is_helped(room: Room, command: str, text: str, start: str) -> None:
    assert text_of(room.ask(command, text)).startswith(start)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("hei", "Dette kan jeg hjelpe med"),
        ("God morgen! 👋", "Dette kan jeg hjelpe med"),
        ("Tusen takk!", "Bare hyggelig"),
        ("ok", "Bare hyggelig"),
        ("hva skjer i uke 3", "Frister: uke 3 i 2027"),
        ("hva skjer i november", "Årshjulet for november"),
        ("hvordan gikk det i september?", "Effekt: september"),
        ("noe som haster?", "Frister: de neste 14 dagene"),
        ("hvem uttaler seg om jernbane", "Talspersoner"),
        ("kan jeg få årsrapporten", "Slik bruker du effektloggen"),
        ("minn meg på hva vi sier om kraft", "Sikker tilgang på kraft"),
    ],
)
def test_what_people_say_to_a_colleague_is_answered(room: Room, text: str, title: str) -> None:
    assert text_of(room.ask("padriver", text)).partition("\n")[0] == title


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("minn meg på å ringe Per i morgen", "• lørdag 3. oktober (uke 40), i morgen\n  ringe Per · @{U1KARI}"),
        (
            "Kan du minne oss på at notatet skal sendes 15. oktober?",
            "• torsdag 15. oktober (uke 42), om 13 dager\n  notatet skal sendes · @{U1KARI}",
        ),
        ("husk å ringe Kari på fredag kl. 10", "• fredag 9. oktober kl. 10.00 (uke 41), om 7 dager\n  ringe Kari · @{U1KARI}"),
    ],
)  # fmt: skip
def test_what_one_asks_to_be_reminded_of_is_added_as_a_deadline(room: Room, text: str, row: str) -> None:
    assert text_of(room.ask("padriver", text)).startswith(f"Fristen er lagt til\n\n{row}")


def test_a_guest_adds_nothing_by_asking_to_be_reminded(room: Room) -> None:
    asked = Ask(room.workspace, PACK, PER, "C1", room.now, "minn meg på å ringe Per i morgen", role=ContactRole.GUEST)
    with room.database.session() as session:
        before = len(session.scalars(select(Occurrence.id)).all())
        answer = COMMANDS["padriver"](asked, session)
        assert (len(session.scalars(select(Occurrence.id)).all()), text_of(answer).startswith("Fristen")) == (
            before,
            False,
        )  # type: ignore[arg-type]


def test_a_date_that_people_moved_is_the_one_that_is_given(room: Room) -> None:
    with room.database.session() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.key == "statsbudsjett:2028:gul-bok")).one()
        row.starts_on = row.ends_on = date(2027, 9, 17)
        row.certainty = "fast"
    with room.database.session() as session:
        asked = Ask(room.workspace, PACK, KARI, "C1", room.now)
        [best, *_] = find_for(asked, session, "når er gul bok").found
    assert best.when is not None
    assert (best.id, best.when.day, best.when.certainty) == ("gul-bok", date(2027, 9, 17), "fast")


def test_own_deadlines_people_and_drafts_are_for_those_who_may_see_them(room: Room) -> None:
    asked = Ask(room.workspace, PACK, KARI, "C1", room.now)
    text = "hva sier vi om rikstunnelen"
    with room.database.session() as session:
        assert find_for(asked, session, text).found[0].id == "rikstunnelen"
        for outside in (replace(asked, role=ContactRole.GUEST), replace(asked, is_external=True, is_private=False)):
            findings = find_for(outside, session, text)
            assert not {"rikstunnelen", "ambassadorer", "jernbane"} & {each.id for each in findings.found}
        openly = find_for(replace(asked, is_private=False), session, "slå sammen med Østlandssamarbeidet")
        assert "ostlandssamarbeidet-sammenslaing" not in {each.id for each in openly.found}
        alone = find_for(asked, session, "vurder sammenslåing med Østlandssamarbeidet")
        assert "ostlandssamarbeidet-sammenslaing" in {each.id for each in alone.found}


def stored(room: Room) -> list[str]:
    with room.database.reading() as session:
        return list(session.scalars(select(UnansweredQuestion.text).order_by(UnansweredQuestion.id)))


def test_what_did_not_help_is_stored_only_if_it_is_sent_in(room: Room) -> None:
    shown = room.ask("padriver", "når åpner kantina i Råde?")
    asked = room.push(shown, "Hjalp ikke", user=PER)  # type: ignore[arg-type]
    assert text_of(asked) == (  # type: ignore[arg-type]
        "Hjalp ikke svaret?\n\n"
        "Dette kan du sende inn, så de som administrerer meg, ser hva jeg ikke kan:\n\n"
        "«når åpner kantina i Råde?»\n\n"
        "Bare disse ordene lagres, i 90 dager. Navnet ditt følger ikke med.\n\n"
        "[Send inn]"
    )
    assert stored(room) == []
    thanks = room.push(asked.card, "Send inn", user=PER)  # type: ignore[union-attr, arg-type]
    assert text_of(thanks) == "Sendt inn\n\nTakk. Spørsmålet er sendt inn, uten navnet ditt."  # type: ignore[arg-type]
    assert stored(room) == ["når åpner kantina i Råde?"]
    assert {column.name for column in UnansweredQuestion.__table__.columns} == {"id", "workspace_id", "text", "sent_on"}


def test_administrators_alone_read_and_delete_what_was_sent_in(room: Room) -> None:
    room.press("sok.send", "når åpner kantina?", user=PER)
    assert text_of(room.ask("padriver", "spørsmål", user=PER)).startswith("Spør en administrator\n")
    card = room.ask("padriver", "spørsmål")
    assert text_of(card) == (
        "Spørsmål noen har sendt inn\n\n"
        "• «når åpner kantina?»\n"
        "  fredag 2. oktober [Knytt til …] [Slett]\n\n"
        "Hvert spørsmål slettes etter 90 dager. Knytt det til det som svarer på det, så finner søket det."
    )
    refused = room.press("sok.slett", "1", user=PER)
    assert text_of(refused).startswith("Spør en administrator\n")  # type: ignore[arg-type]
    assert stored(room) == ["når åpner kantina?"]
    gone = room.push(card, "Slett")  # type: ignore[arg-type]
    assert text_of(gone) == "Spørsmål noen har sendt inn\n\nIngen har sendt inn noe."  # type: ignore[arg-type]


def test_guests_may_ask_and_only_administrators_words_are_theirs() -> None:
    assert COMMANDS["padriver"].least_for("når er gul bok?") is ContactRole.GUEST
    assert COMMANDS["padriver"].least_for("spørsmål") is ContactRole.COLLEAGUE
    assert PRESSES["sok.vis"].least is ContactRole.GUEST
    assert PRESSES["sok.slett"].least is ContactRole.COLLEAGUE
