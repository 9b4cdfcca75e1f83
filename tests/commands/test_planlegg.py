"""`/padriver neste år`: three steps that are shared out, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards.card import Button, Card
from bot.cards.form import Form
from bot.cards.greeting import greeting
from bot.cards.text import render_text
from bot.commands.ask import Reply
from bot.commands.registry import COMMANDS, PRESSES
from jobs.nudges.calendar import schedule
from models.content.packs import pack_of
from models.db.database import Database
from models.occurrences.sync import sync
from models.tables import Workspace
from models.workspace.contacts import ContactRole
from models.workspace.preferences import preferences
from tests.support import people
from tests.support.pack import small_pack, small_wheel, wheel_month
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

WHEEL = small_wheel(
    m2=wheel_month(
        2, arrangementer=[{"id": "agenda", "kilde": "notatet", "tekst": "Agenda Innlandet", "slag": "arrangement"}]
    )
)


@pytest.fixture
def room(database: Database) -> Room:
    """Wednesday 18 November 2026, 13.00 in Oslo; the wheel was filled in June."""
    room = replace(empty_room(database), pack=small_pack(wheel=WHEEL), now=datetime(2026, 11, 18, 12, tzinfo=UTC))
    with database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        workspace.shared_channel = "C1"
        sync(session, workspace, room.pack, datetime(2026, 6, 1, 12, tzinfo=UTC))
        sync(session, workspace, room.pack, room.now)
    return room


def step(room: Room, name: str, year: int = 2027) -> str:
    return text_of(room.press("planlegg.steg", f"{year}:{name}:0"))


def campaign_years(room: Room) -> list[int]:
    with room.database.session() as session:
        pack = pack_of(session, session.get_one(Workspace, room.workspace.id), room.pack)
        return [each.year for each in pack.campaigns]


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("padriver", "neste år"),
        ("padriver", "Neste år!"),
        ("padriver", "planlegg neste år"),
        ("arshjul", "planlegg"),
        ("arshjul", "Planlegg?"),
    ],
)
def test_the_plan_has_three_steps_with_what_is_left_of_each(room: Room, command: str, text: str) -> None:
    assert text_of(room.ask(command, text)) == (
        "Planlegg 2027\n"
        "\n"
        "Tre steg på ti minutter hver. Del dem mellom dere. Bli ferdige til fredag 15. januar 2027.\n"
        "\n"
        "• Steg 1: Årshjulet for 2026 – ikke begynt\n"
        "  Hva ble gjort i 2026, og hva ble det ikke noe av? 2 punkter mangler svar. "
        "[Begynn] [Jeg tar den] [Gi til …] [Gjort]\n"
        "• Steg 2: Datoer i 2027 – ikke begynt\n"
        "  Hvilke arrangementer i 2027 har fått dato? 3 arrangementer mangler dato. "
        "[Begynn] [Jeg tar den] [Gi til …] [Gjort]\n"
        "• Steg 3: Kampanje og vedtak – ikke begynt\n"
        "  Ny kampanje, fortsette eller ingen, og hva styret skal vedta. Kampanjen er ikke bestemt ennå. "
        "[Begynn] [Jeg tar den] [Gi til …] [Gjort]\n"
        "\n"
        "Det dere tar, står også i `/frister mine`.\n"
        "\n"
        "[Mål, styrker og utfordringer]"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 31), "Planleggingen av 2027 begynner søndag 1. november."),
        (date(2026, 11, 1), "Planlegg 2027"),
        (date(2027, 1, 31), "Planlegg 2027"),
        (date(2027, 2, 1), "Planleggingen av 2028 begynner mandag 1. november."),
    ],
)
def test_the_year_is_planned_from_november_to_january(room: Room, day: date, said: str) -> None:
    room.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    assert said in text_of(room.ask("padriver", "neste år"))


def test_a_step_is_taken_given_away_and_finished_and_is_in_the_deadlines(room: Room) -> None:
    plan = card_of(room.ask("padriver", "neste år"))
    taken = card_of(room.push(plan, "Jeg tar den", "Steg 1"))
    assert text_of(taken).startswith(
        "Planlegg 2027\n\n• Du er ansvarlig for «Planlegg 2027, steg 1: Årshjulet for 2026» nå. [Angre]\n\n"
    )
    assert f"• Steg 1: Årshjulet for 2026 – i gang · @{{{KARI}}}\n" in text_of(taken)
    mine = "• fredag 15. januar 2027 – Planlegg 2027, steg 1: Årshjulet for 2026"
    assert mine in text_of(room.ask("frister", "mine"))

    form = room.push(taken, "Gi til …", "Steg 2")
    assert isinstance(form, Form)
    assert f"• Steg 2: Datoer i 2027 – i gang · @{{{PER}}}\n" in text_of(
        room.send("planlegg.gi_lagre", state=form.state, to=PER)
    )
    assert "steg 2: Datoer i 2027" in text_of(room.ask("frister", "mine", user=PER))

    done = card_of(room.push(taken, "Gjort", "Steg 1"))
    assert f"• Steg 1: Årshjulet for 2026 – ✓ ferdig · @{{{KARI}}} [Vis] [Åpne igjen]\n" in text_of(done)
    assert "steg 1" not in text_of(room.ask("frister", "mine"))
    again = text_of(room.push(done, "Åpne igjen", "Steg 1"))
    assert f"• Steg 1: Årshjulet for 2026 – i gang · @{{{KARI}}}\n" in again


def test_the_steps_that_nobody_has_taken_are_among_the_free_deadlines(room: Room) -> None:
    room.press("planlegg.ta", "2027:hjulet:0")

    free = text_of(room.ask("frister", "ledige januar"))

    assert "Planlegg 2027, steg 1" not in free
    assert "Planlegg 2027, steg 2: Datoer i 2027" in free
    assert "Planlegg 2027, steg 3: Kampanje og vedtak" in free


def test_a_task_that_was_taken_out_comes_back_when_it_is_taken(room: Room) -> None:
    taken = card_of(room.press("planlegg.ta", "2027:hjulet:0"))
    room.push(taken, "Angre")
    room.press("planlegg.ta", "2027:hjulet:0", user=PER)

    assert f"– i gang · @{{{PER}}}\n" in text_of(room.ask("padriver", "neste år"))


def test_everything_of_the_wheel_gets_an_answer(room: Room) -> None:
    shown = card_of(room.press("planlegg.steg", "2027:hjulet:0"))
    out = " [Gjort] [Ble ikke noe av] [Ta ut av hjulet]\n"
    assert text_of(shown) == (
        "Planlegg 2027 – Steg 1: Årshjulet for 2026\n"
        "\n"
        "2 punkter mangler svar. Hva skjedde med dem?\n"
        "\n"
        "Oktober\n"
        f"• Følg fremleggelsen av statsbudsjettet{out}"
        f"• Se etter høringsfrister · Jernbane{out}\n"
        "Steget er ikke begynt.\n"
        "\n"
        "[Steg 1 er gjort] [Jeg tar steget] [Til planen]"
    )


def test_what_was_done_and_what_came_to_nothing_is_answered_and_can_be_undone(room: Room) -> None:
    shown = card_of(room.press("planlegg.steg", "2027:hjulet:0"))
    done = card_of(room.push(shown, "Gjort", "fremleggelsen"))
    assert (
        "• «Følg fremleggelsen av statsbudsjettet» er markert som ferdig. [Angre]\n\n1 punkt mangler svar."
        in text_of(done)
    )
    off = card_of(room.push(done, "Ble ikke noe av", "høringsfrister"))
    assert (
        "• «Se etter høringsfrister» ble det ikke noe av. [Angre]\n\nAlle punktene i årshjulet for 2026 har fått et svar."
        in text_of(off)
    )
    back = text_of(room.push(off, "Angre"))
    assert "• «Se etter høringsfrister» står som før igjen.\n\n1 punkt mangler svar." in back

    room.push(done, "Ble ikke noe av", "høringsfrister")
    resync(room)
    assert "høringsfrister" not in step(room, "hjulet")
    assert "høringsfrister" not in text_of(room.ask("arshjul", "oktober 2026"))


def test_what_is_taken_out_is_not_in_next_years_wheel_and_comes_back_if_it_is_undone(room: Room) -> None:
    shown = card_of(room.press("planlegg.steg", "2027:hjulet:0"))
    out = card_of(room.push(shown, "Ta ut av hjulet", "høringsfrister"))
    assert "• «Se etter høringsfrister» er tatt ut av årshjulet. [Angre]\n\n1 punkt mangler svar." in text_of(out)
    assert "høringsfrister" not in text_of(room.ask("arshjul", "oktober 2027"))

    back = text_of(room.push(out, "Angre"))
    assert "• «Se etter høringsfrister» står som før igjen.\n\n2 punkter mangler svar." in back
    assert "høringsfrister" in text_of(room.ask("arshjul", "oktober 2027"))


def test_what_is_taken_out_before_its_month_is_over_comes_back_if_it_is_undone(database: Database) -> None:
    wheel = small_wheel(m12=wheel_month(12, saker=[{"id": "julebrev", "kilde": "notatet", "tekst": "Julebrev"}]))
    room = replace(empty_room(database), pack=small_pack(wheel=wheel), now=datetime(2026, 12, 2, 12, tzinfo=UTC))
    resync(room)
    out = card_of(room.push(card_of(room.press("planlegg.steg", "2027:hjulet:0")), "Ta ut av hjulet", "Julebrev"))
    assert "• «Julebrev» er tatt ut av årshjulet. [Angre]\n" in text_of(out)
    assert "Julebrev" not in text_of(room.ask("arshjul", "desember"))

    assert "• «Julebrev» står som før igjen.\n" in text_of(room.push(out, "Angre"))
    assert "Julebrev" in text_of(room.ask("arshjul", "desember"))
    assert "Julebrev" in text_of(room.ask("arshjul", "desember 2027"))


def test_an_event_gets_its_date(room: Room) -> None:
    shown = card_of(room.press("planlegg.steg", "2027:datoer:0"))
    assert text_of(shown) == (
        "Planlegg 2027 – Steg 2: Datoer i 2027\n"
        "\n"
        "3 arrangementer mangler dato. Legg inn dem som er kjent.\n"
        "\n"
        "• NHOs årskonferanse · januar [Legg inn dato]\n"
        "• Agenda Innlandet · februar [Legg inn dato]\n"
        "• Energidagene til NVE · oktober [Legg inn dato]\n"
        "\n"
        "Steget er ikke begynt.\n"
        "\n"
        "[Steg 2 er gjort] [Jeg tar steget] [Til planen]"
    )
    dated = text_of(push_date(room, shown, "Agenda", "2027-02-09"))
    assert "• «Agenda Innlandet» er satt til tirsdag 9. februar 2027 (uke 6), om 83 dager. [Angre]\n" in dated
    assert "2 arrangementer mangler dato." in dated
    past = text_of(push_date(room, shown, "Energidagene", "2026-11-01"))
    assert "• Søndag 1. november er passert. Velg en dato fra i dag og fremover.\n" in past


def test_the_campaign_goes_on_as_drafts_under_the_new_year(room: Room) -> None:
    shown = step(room, "kampanje")
    assert (
        "Kampanjen 2026 varer ut desember 2026. Hva skal skje i 2027?\n"
        "\n"
        "[Ny kampanje fra 2026] [Fortsett 2026-kampanjen i 2027] [Ingen kampanje]\n"
    ) in shown
    went_on = card_of(room.press("planlegg.fortsett", "2027"))
    assert (
        "• Kampanjen fra 2026 fortsetter i 2027. Alle tekstene er utkast til de er klarert. [Angre]\n"
        "• Kampanjen for 2027 er lagt inn: «Kampanjen 2027». [Vis kampanjen]\n"
    ) in text_of(went_on)
    assert "• Hovedbudskap 2027\n" in text_of(went_on)
    assert campaign_years(room) == [2026, 2027]
    assert "2027 har allerede en kampanje." in text_of(room.press("planlegg.fortsett", "2027"))
    room.push(went_on, "Angre")
    assert campaign_years(room) == [2026]
    assert f"@{{{KARI}}}: angret en endring av «det dere har lagt inn»\n" in text_of(room.ask("padriver", "logg"))


def test_two_who_let_the_campaign_go_on_at_once_make_one(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    before = room.pack_now()
    room.press("planlegg.fortsett", "2027", user=PER)
    monkeypatch.setattr(people, "pack_of", lambda *_: before)  # the request began before that

    assert "2027 har allerede en kampanje." in text_of(room.press("planlegg.fortsett", "2027"))


def test_no_campaign_is_kept_with_what_goes_on_instead_and_can_be_changed(room: Room) -> None:
    without = card_of(room.press("planlegg.ingen", "2027"))
    assert (
        "• 2027 blir uten kampanje. [Angre]\n"
        "\n"
        "Dere har valgt ingen kampanje i 2027. Hver onsdag kommer i stedet et budskap om en av sakene deres: "
        "Jernbane og Energi.\n"
        "\n"
        "[La onsdagsbudskapet hvile] [Ha kampanje likevel]\n"
    ) in text_of(without)
    resting = card_of(room.push(without, "La onsdagsbudskapet hvile"))
    assert (
        "Dere har valgt ingen kampanje i 2027. Ukas budskap hviler til dere velger noe annet.\n"
        "\n"
        "[Send ukas budskap igjen] [Ha kampanje likevel]\n"
    ) in text_of(resting)
    assert "Ukas budskap hviler" not in text_of(room.push(resting, "Angre"))
    room.push(resting, "Ha kampanje likevel")
    assert "Kampanjen er ikke bestemt ennå." in text_of(room.ask("padriver", "neste år"))
    assert "året 2027" in text_of(room.ask("padriver", "logg")).casefold()


def test_the_texts_that_name_the_year_that_is_over_are_named_and_can_be_changed(room: Room) -> None:
    issue = room.pack.issues[0]
    track = issue.tracks[0].model_copy(update={"budskap": "I 2026 er jernbanen viktigst."})
    pack = small_pack(wheel=WHEEL, issues=(issue.model_copy(update={"tracks": (track,)}), room.pack.issues[1]))
    shown = step(replace(room, pack=pack), "kampanje")

    assert (
        "Nevner et år som er over\n"
        "Disse tekstene sender jeg ikke av meg selv i 2027, før dere har endret dem:\n"
        "\n"
        "• Jernbane: Jernbane først [Endre]\n"
    ) in shown


CAMPAIGN = (
    "• Hver onsdag kl. 10.00: ett budskap fra kampanjen.\n"
    "• Første tirsdag i måneden kl. 10.00: hovedbudskapet i kampanjen.\n"
    "• Første virkedag i kvartalet kl. 10.00: neste grep i kampanjen.\n"
)
PROMISES = "• Hver onsdag kl. 10.00: ett budskap fra de prioriterte sakene.\n"


@pytest.mark.parametrize(
    ("choices", "talk", "times", "shared"),
    [
        ((), PROMISES, "Onsdager.", "ukas budskap og frister"),
        (("planlegg.ingen",), PROMISES, "Onsdager.", "ukas budskap og frister"),
        (("planlegg.hviler",), "", "Ingenting kommer på denne tiden nå.", "månedens årshjul og frister"),
        (
            ("planlegg.fortsett",),
            CAMPAIGN,
            "Onsdager, første tirsdag i måneden, og når et nytt grep begynner.",
            "kampanjen og frister",
        ),
    ],
)
def test_only_what_will_come_is_promised(
    room: Room, choices: tuple[str, ...], talk: str, times: str, shared: str
) -> None:
    for each in choices:
        room.press(each, "2027")
    room.now = datetime(2027, 1, 5, 12, tzinfo=UTC)
    expected = (
        "• Første virkedag i måneden kl. 9.00: månedens årshjul, og det som mangler i det.\n"
        f"{talk}"
        "• 14, 7 og 1 dag før en frist kl. 8.30: en påminnelse."
    )
    for command in ("meldinger", "status"):
        assert expected in text_of(room.ask("padriver", command))
    form = text_of(room.ask("padriver", "innstillinger"))
    assert f"Tid for kampanjen: 10:00 – {times}\n" in form
    assert f"{shared}.\n" in form
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        pack = pack_of(session, workspace, room.pack)
        said = schedule(preferences(session, workspace), pack, date(2027, 1, 5))
        assert expected in render_text(greeting(preferences(session, workspace), said))


def test_the_year_that_was_shows_what_was_done_and_what_came_of_it(room: Room) -> None:
    shown = card_of(room.press("planlegg.steg", "2027:hjulet:0"))
    room.push(shown, "Gjort", "fremleggelsen")
    room.push(shown, "Ble ikke noe av", "høringsfrister")
    room.now = datetime(2026, 8, 20, 12, tzinfo=UTC)
    room.ask("effekt", "ny medieoppslag Kronikk 19.8")
    room.now = datetime(2027, 6, 1, 12, tzinfo=UTC)
    room.pack = small_pack(
        wheel=small_wheel(m8=wheel_month(8), m10=wheel_month(10, saker=[{"id": "ny", "kilde": "x", "tekst": "Ny"}]))
    )
    resync(room)

    assert text_of(room.ask("arshjul", "2026")) == (
        "Årshjulet for 2026\n"
        "\n"
        "1 av 3 punkter ble gjort.\n"
        "\n"
        "• Januar: 1 er over\n"
        "• Februar: 1 er over\n"
        "• Mars: ingenting sto her\n"
        "• April: ingenting sto her\n"
        "• Mai: ingenting sto her\n"
        "• Juni: ingenting sto her\n"
        "• Juli: ingenting sto her\n"
        "• August: 1 er over\n"
        "  Førte til: 1 medieoppslag\n"
        "• September: ingenting sto her\n"
        "• Oktober: 1 gjort, 1 ble det ikke noe av, 1 er over\n"
        "  Gjort: Følg fremleggelsen av statsbudsjettet\n"
        "• November: ingenting sto her\n"
        "• Desember: 1 ikke gjort\n"
        "\n"
        "Hva det førte til: `/effekt 2026`\n"
        "\n"
        "[Vis måned] [Vis som bilde] [Del i kanalen]\n"
        "\n"
        "[Mål, styrker og utfordringer]"
    )


@pytest.mark.parametrize(
    "value", ["", "2027", "2027:tull:0", "2027:hjulet:x", "1:hjulet:0", "2027:hjulet:0:0:1:2", "²:hjulet:0"]
)
@pytest.mark.parametrize(
    "action", ["planlegg.steg", "planlegg.ta", "planlegg.punkt_ut", "planlegg.angre", "planlegg.gi"]
)
def test_a_control_that_is_no_longer_known_says_so(room: Room, action: str, value: str) -> None:
    assert text_of(room.press(action, value)).startswith("Svaret er utdatert\n")


def test_a_clearing_is_not_undone_with_a_value_of_the_plan(room: Room) -> None:
    form = room.press("innhold.klarer", "klarer")
    assert isinstance(form, Form)
    ticked = {"leder1": "saker/jernbane.yaml#jernbane-a", "den": "2026-11-18", "sak": "8/26"}
    cleared = card_of(room.send(form.action, state=form.state, **ticked))
    back = people.find(cleared, "Angre")
    assert isinstance(back, Button)
    shown = text_of(room.press("planlegg.angre", f"2027:kampanje:0:{back.value}", user=PER))
    assert shown.startswith("Svaret er utdatert\n")


def test_guests_do_not_plan() -> None:
    assert {PRESSES[each].least for each in PRESSES if each.startswith("planlegg.")} == {ContactRole.COLLEAGUE}
    assert COMMANDS["arshjul"].least_for("planlegg") is ContactRole.COLLEAGUE
    assert COMMANDS["padriver"].least_for("neste år") is ContactRole.COLLEAGUE


def resync(room: Room) -> None:
    """Let the night come in which the calendar is synced with the content."""
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        sync(session, workspace, pack_of(session, workspace, room.pack), room.now)


def push_date(room: Room, card: Card, row: str, day: str) -> Reply | Form:
    return room.push(card, "Legg inn dato", row, day)
