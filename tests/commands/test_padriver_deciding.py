"""Who administers a workspace, what each decides for oneself, and the log of both."""

from datetime import time

import pytest

from bot.cards.form import Form
from bot.commands.ask import Reply, Submission
from bot.commands.padriver.settings_saving import save
from jobs.nudges.registry import CHOSEN
from models.db.database import Database
from models.tables import Workspace
from models.workspace.administrators import administrators, name_from_setting, name_installer
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from models.workspace.preferences import preferences
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

MAY = (
    "Administratorer endrer innstillinger og pauser for alle, og ser loggen. Alle endrer sine egne. Legg til en med "
    "`/padriver administratorer @navn`."
)


@pytest.fixture
def room(database: Database) -> Room:
    """It is Friday 2 October 2026, 9.00 in Oslo."""
    return empty_room(database)


def name(room: Room, text: str, user: str = KARI) -> str:
    return text_of(room.ask("padriver", f"administratorer {text}", user))


def own(room: Room, user: str = KARI, **values: str) -> str:
    return text_of(room.send("padriver.mine.lagre", user, **values))


def people_are(room: Room, *met: SeenContact) -> None:
    """Let the platform say who some people are."""
    with room.database.session() as session:
        record_contacts(session, room.workspace.id, met, room.now)


def test_where_nobody_is_administrator_it_says_who_can_name_one_and_what_they_need(database: Database) -> None:
    room = empty_room(database, administrators=())
    assert text_of(room.ask("padriver", "administratorer")) == (
        "Administratorer\n\n"
        "Ingen er valgt ennå. Be den som drifter meg, om å legge deg til. De trenger denne id-en: `T1:U1KARI`.\n\n"
        f"Jeg svarer og minner dere på som før, men ingen kan endre innstillingene for alle.\n\n{MAY}"
    )
    assert text_of(room.ask("padriver", "innstillinger", PER)) == (
        "Spør en administrator\n\n"
        "Bare administratorer kan endre innstillinger for alle. Ingen er valgt ennå. Be den som drifter meg, om å legge "
        "deg til. De trenger denne id-en: `T1:U2PER`.\n\n"
        "Det som bare gjelder deg, endrer du selv.\n\n"
        "[Mine innstillinger] [Pauser]"
    )
    assert (
        "Dette bør noen se på\n"
        "• Ingen er administrator. Be den som drifter meg, om å legge deg til. De trenger denne id-en: `T1:U1KARI`.\n"
        "• Felleskanalen er ikke valgt."
    ) in text_of(room.ask("padriver", "status"))


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("padriver", "innstillinger"),
        ("padriver", "pause 5.7–30.7 fellesferie"),
        ("padriver", "administratorer @{U1KARI|kari}"),
        ("medie", "talspersoner jernbane @{U2PER|per}"),
        ("medie", "kilder ny https://www.nrk.no/toppsaker.rss NRK"),
        ("interessenter", "lesere @{U1KARI|kari}"),
    ],
)
def test_whoever_changes_something_first_does_not_become_administrator(
    database: Database, command: str, text: str
) -> None:
    room = empty_room(database, administrators=())
    assert text_of(room.ask(command, text)).startswith("Spør en administrator\n\nBare administratorer kan endre ")
    with room.database.session() as session:
        assert administrators(session, room.workspace) == ()


def test_where_nobody_is_administrator_people_still_get_answers_and_change_what_is_theirs(database: Database) -> None:
    room = empty_room(database, administrators=())
    room.ask("frister", "ny 15.10 Innspill")
    assert "Innspill" in text_of(room.ask("frister", ""))
    assert "er lagt inn for deg." in text_of(room.ask("padriver", "pause meg i morgen"))
    assert own(room, wanted="frister_eier", at="07:15").startswith("Innstillingene dine er lagret")


def test_without_a_named_one_those_who_administer_the_workspace_decide_and_may_name_one(database: Database) -> None:
    room = empty_room(database, administrators=())
    people_are(
        room,
        SeenContact("U7IT", PERSON, role=ContactRole.COLLEAGUE, is_admin=True),
        SeenContact("U8GJEST", PERSON, role=ContactRole.GUEST, is_admin=True),
        SeenContact("U6SLUTTET", PERSON, role=ContactRole.COLLEAGUE, is_admin=True, has_left=True),
        SeenContact(PER, PERSON, role=ContactRole.COLLEAGUE, is_admin=False),
    )
    assert "Ingen er valgt ennå. Imens er de som administrerer arbeidsområdet, administratorer her: @{U7IT}.\n" in name(
        room, "", PER
    )
    assert (
        "Bare administratorer kan endre innstillinger for alle. Ingen er valgt ennå. Spør @{U7IT}, som administrerer "
        "arbeidsområdet og kan velge en med `/padriver administratorer @navn`."
    ) in text_of(room.ask("padriver", "innstillinger", PER))
    assert isinstance(room.ask("padriver", "innstillinger", "U7IT"), Form)
    assert "Spør en administrator" in text_of(room.ask("padriver", "innstillinger", "U8GJEST"))
    assert "Spør en administrator" in text_of(room.ask("padriver", "innstillinger", "U6SLUTTET"))
    assert name(room, "@{U2PER|per}", "U7IT") == (
        "Administratorer\n\n"
        "@{U2PER} er administrator nå. Vil du også være det, må du bli lagt til av @{U2PER}.\n\n"
        f"• @{{U2PER}}\n\n{MAY}"
    )
    assert "Spør @{U2PER}." in text_of(room.ask("padriver", "innstillinger", "U7IT"))


def test_administrators_are_named_and_removed_but_never_the_last_one(room: Room) -> None:
    assert name(room, "") == f"Administratorer\n\n• @{{U1KARI}}\n\n{MAY}\n\n[Legg til]"
    assert "@{U1KARI} er allerede administrator." in name(room, "@{U1KARI|kari}")
    assert "Noen må være administrator. Legg til en annen først." in name(room, "fjern @{U1KARI}")
    assert "• @{U1KARI} [Gi fra meg]\n• @{U2PER} [Fjern]\n" in name(room, "@{U2PER|per}")
    listed = card_of(room.ask("padriver", "administratorer"))
    assert "@{U1KARI} er ikke lenger administrator." in text_of(room.push(listed, "Gi fra meg", user=PER))
    assert "Bare administratorer kan endre hvem som er administrator. Spør @{U2PER}." in name(room, "@{U1KARI|kari}")
    assert "Jeg vet ikke hvem kari er." in name(room, "kari", PER)


@pytest.mark.parametrize("role", [ContactRole.GUEST, ContactRole.STRANGER, ContactRole.BOT])
def test_a_guest_a_stranger_or_a_bot_never_becomes_administrator(room: Room, role: ContactRole) -> None:
    people_are(room, SeenContact(PER, PERSON, role=role))
    refused = (
        "@{U2PER} kan ikke være administrator. Det kan bare kolleger i arbeidsområdet, ikke gjester og andre utenfra."
    )
    assert refused in name(room, "@{U2PER|per}")
    assert refused in text_of(room.send("padriver.adm.ny", person=PER))
    assert refused in text_of(room.send("padriver.leder.valgt", person=PER))
    with room.database.session() as session:
        assert administrators(session, room.workspace) == (KARI,)


def test_whoever_was_named_and_is_found_to_be_a_guest_is_none_from_then(room: Room) -> None:
    name(room, "@{U2PER|per}")
    people_are(room, SeenContact(PER, PERSON, role=ContactRole.GUEST))
    assert "Spør @{U1KARI}." in text_of(room.ask("padriver", "innstillinger", PER))
    assert "Noen må være administrator. Legg til en annen først." in name(room, "fjern @{U1KARI|kari}")


def test_an_administrator_who_has_left_counts_no_longer_and_cannot_be_the_one_who_remains(room: Room) -> None:
    name(room, "@{U2PER|per}")
    people_are(room, SeenContact(PER, PERSON, has_left=True))
    assert "Noen må være administrator. Legg til en annen først." in name(room, "fjern @{U1KARI|kari}")
    people_are(
        room,
        SeenContact(KARI, PERSON, has_left=True),
        SeenContact("U7IT", PERSON, role=ContactRole.COLLEAGUE, is_admin=True),
    )
    assert "Spør @{U7IT}, som administrerer arbeidsområdet" in text_of(room.ask("padriver", "innstillinger", "U9OLA"))
    assert "@{U9OLA} er administrator nå." in name(room, "@{U9OLA|ola}", "U7IT")
    people_are(room, SeenContact(PER, PERSON, has_left=False))
    assert isinstance(room.ask("padriver", "innstillinger", PER), Form)


def test_the_installer_steps_back_when_another_remains(database: Database) -> None:
    room = empty_room(database, administrators=())
    with room.database.session() as session:
        name_installer(session, session.get_one(Workspace, room.workspace.id), PER)
    assert "Spør @{U2PER}." in name(room, "@{U1KARI|kari}")
    assert "Noen må være administrator. Legg til en annen først." in name(room, "fjern @{U2PER|per}", PER)
    listed = card_of(room.ask("padriver", "administratorer @{U1KARI|kari}", user=PER))
    assert "• @{U2PER} (installerte meg) [Gi fra meg]\n• @{U1KARI} [Fjern]\n" in text_of(listed)
    assert text_of(room.push(listed, "Gi fra meg", user=PER)) == (
        f"Administratorer\n\nDu er ikke lenger administrator.\n\n• @{{U1KARI}}\n\n{MAY}"
    )
    assert "Spør @{U1KARI}." in text_of(room.ask("padriver", "innstillinger", PER))


def test_who_is_named_in_the_operators_setting_is_removed_only_there(room: Room) -> None:
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        name_from_setting(session, workspace, (PER,))
    assert "• @{U1KARI} [Gi fra meg]\n• @{U2PER}\n" in name(room, "")
    assert ("@{U2PER} er satt opp som administrator av den som drifter meg, og bare de kan endre det.") in name(
        room, "fjern @{U2PER|per}"
    )
    with room.database.session() as session:
        name_from_setting(session, session.get_one(Workspace, room.workspace.id), ())
    assert "U2PER" not in name(room, "")


def test_the_form_names_one_too(room: Room) -> None:
    assert isinstance(room.press("padriver.adm.skjema", ""), Form)
    told = text_of(room.send("padriver.adm.ny", person=PER))
    assert "@{U2PER} er administrator nå.\n\n• @{U1KARI} [Gi fra meg]\n• @{U2PER} [Fjern]\n" in told
    assert text_of(room.send("padriver.adm.ny", PER)) == "person: Velg en person."


def test_others_are_told_whom_to_ask_and_keep_what_is_their_own(room: Room) -> None:
    name(room, "@{U9OLA|ola}")
    refused = text_of(room.ask("padriver", "innstillinger", PER))
    assert refused == (
        "Spør en administrator\n\n"
        "Bare administratorer kan endre innstillinger for alle. Spør @{U1KARI} eller @{U9OLA}.\n\n"
        "Det som bare gjelder deg, endrer du selv.\n\n"
        "[Mine innstillinger] [Pauser]"
    )
    pressed = room.press("padriver.settings", "", user=PER)
    assert isinstance(pressed, Reply)
    assert text_of(pressed) == refused
    with room.database.session() as session:
        sneaked = save(room._ask(session, PER), Submission("", {"digest_time": "10:00"}), session)
    assert text_of(sneaked) == refused
    assert "Administratorer: @{U1KARI}, @{U9OLA}." in text_of(room.ask("padriver", "innstillinger"))


def test_everyone_decides_over_ones_own_reminders(room: Room) -> None:
    assert text_of(room.ask("padriver", "mine", PER)) == (
        "Mine innstillinger\n\n"
        "Dette gjelder bare deg. Om natten (kl. 21.00 til kl. 7.00) er jeg stille. Legg inn egen ferie med "
        "`/padriver pause meg …`.\n\n"
        "Send meg (kan stå tomt): [x] Påminnelser om frister du er ansvarlig for, [x] Påminnelser om oppfølginger du har tatt, "
        "[x] Saker du følger, dagen før Stortinget behandler dem, og når det er gjort, "
        "[x] Kontakter du er ansvarlig for, men ikke har snakket med på lenge, [x] «Hvem møtte dere?» når du har vært på et arrangement, "
        "[x] «Hvem møtte du i dag?» på arrangementer over flere dager, "
        "[x] «Hvordan gikk møtet?» når et planlagt møte har vært, [x] «Hvordan gikk det?» dagen etter et innspill eller en høring, [x] Innspill du har sendt uten saksnummer, én gang i måneden, [x] Samtykker du har fått om en sak, før de går ut, [x] Spørsmål om frister du er ansvarlig for som er over, [x] Gjennomgang av registeret, hvis du er administrator, [x] Slagord som må avklares, hvis du er administrator, [x] Tall som må sjekkes, [x] Nytt i saker du følger, når det skjer\n"
        "Klokkeslett: 08:30 – Vanlig tid her er kl. 8.30. Velg et klokkeslett fra kl. 7.00 til kl. 20.00.\n"
        "Ikke skriv til meg etter (kan stå tomt): … – Om kvelden. Tomt: som for alle andre.\n"
        "Ikke skriv til meg før (kan stå tomt): … – Om morgenen. Tomt: som for alle andre.\n\n"
        "[Lagre]"
    )
    assert own(room, PER, wanted="frister_eier", at="07:15") == (
        "Innstillingene dine er lagret\n\n• Klokkeslett: kl. 8.30 → kl. 7.15\n\n[Endre]"
    )
    assert "• Påminnelser om frister du er ansvarlig for: på → av" in own(room, PER, at="07:15")
    assert own(room, PER, at="07:15") == "Ingenting er endret\n\nInnstillingene dine er som før."
    assert own(room, PER, at="03:00") == "at: Velg et klokkeslett fra kl. 7.00 til kl. 20.00."
    with room.database.session() as session:
        wanted = preferences(session, room.workspace)
    assert (wanted.wants("frister_eier", PER), wanted.wants("frister_eier", KARI)) == (False, True)
    assert wanted.earliest_owners_time("frister_eier") == time(7, 15)


def test_the_log_tells_who_changed_what_when_and_to_each_what_concerns_them(room: Room) -> None:
    assert text_of(room.ask("padriver", "logg")) == "Logg\n\nIngenting er endret ennå."
    room.ask("padriver", "pause 5.7–30.7 fellesferie")
    name(room, "@{U9OLA|ola}")
    name(room, "fjern @{U9OLA|ola}")
    own(room, PER, at="09:00")
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        workspace.wheel_time = time(9)
    seen = room.ask("padriver", "innstillinger")
    assert isinstance(seen, Form)
    values = {each.name: each.initial for each in seen.inputs if isinstance(each.initial, str)}
    kinds = (kind for kind in CHOSEN if kind != "kampanje_hovedbudskap")
    wanted = ",".join(kinds)
    with room.database.session() as session:
        changed = {**values, "wheel_time": "10:00", "wanted": wanted, "shared_channel": "C1"}
        save(room._ask(session, KARI), Submission(seen.state, changed), session)
    when = "• fredag 2. oktober kl. 9.00 – "
    assert text_of(room.ask("padriver", "logg")) == (
        "Logg\n\n"
        f"{when}@{{U1KARI}}: Felleskanal: ikke valgt → #{{C1}}; Hovedbudskap: på → av; "
        "Tid for månedens årshjul: kl. 9.00 → kl. 10.00\n"
        f"{when}@{{U1KARI}}: fjernet @{{U9OLA}} som administrator\n"
        f"{when}@{{U1KARI}}: gjorde @{{U9OLA}} til administrator\n"
        f"{when}@{{U1KARI}}: la inn Fellesferie 5.–30. juli 2027"
    )
    assert text_of(room.ask("padriver", "logg", PER)) == (
        "Logg\n\n"
        f"{when}@{{U2PER}}: Påminnelser om frister du er ansvarlig for: på → av; Klokkeslett: kl. 8.30 → kl. 9.00\n\n"
        "Du ser det du selv har endret. Resten ser @{U1KARI}."
    )


def test_everyone_may_have_a_longer_night_than_the_others(room: Room) -> None:
    saved = own(room, PER, wanted="frister_eier", at="09.15", stille_fra="16", stille_til="kl. 9")
    assert saved == (
        "Innstillingene dine er lagret\n\n"
        "• Klokkeslett: kl. 8.30 → kl. 9.15\n"
        "• Ikke skriv til meg etter: som for alle andre → kl. 16.00\n"
        "• Ikke skriv til meg før: som for alle andre → kl. 9.00\n\n"
        "[Endre]"
    )
    assert "Velg et klokkeslett fra kl. 9.00 til kl. 15.00." in text_of(room.ask("padriver", "mine", PER))
    assert "Ikke skriv til meg før: som for alle andre → kl. 9.00" in text_of(room.ask("padriver", "logg", PER))
    refused = own(room, PER, wanted="frister_eier", at="08:30", stille_fra="16:00", stille_til="09:00")
    assert refused == "at: Velg et klokkeslett fra kl. 9.00 til kl. 15.00."
    unread = own(room, PER, at="09:15", stille_fra="aldri", stille_til="")
    assert unread == "stille_fra: Skriv et klokkeslett, for eksempel 18.00, eller la feltet stå tomt."
    no_day = own(room, PER, at="09:15", stille_fra="12:00", stille_til="09:00")
    assert (
        no_day == "stille_fra: La det være minst fire timer fra stillheten slutter om morgenen til den begynner igjen."
    )
    back = own(room, PER, wanted="frister_eier", at="08:30")
    assert "• Ikke skriv til meg etter: kl. 16.00 → som for alle andre" in back
