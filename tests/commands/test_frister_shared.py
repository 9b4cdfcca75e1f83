"""Work that is shared: giving, taking over, being several, own rows, and checklists."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.cards.text import render_text
from bot.commands.registry import COMMANDS, PRESSES
from jobs.nudges.context import NudgeContext, Skip
from jobs.nudges.registry import kind_of
from models.db.database import Database
from models.tables import Delivery, Destination, Occurrence, Workspace
from models.workspace.contacts import ContactRole
from tests.support.people import KARI, PER, Room, card_of, empty_room, text_of

OLA = "U3OLA"
DUE = date(2026, 10, 5)
KRONIKK = "• mandag 5. oktober – Kronikk"
FOOT = "\n\n[Ny frist] [Del i kanalen]"


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def listed(room: Room, text: str = "oktober", user: str = KARI) -> Card:
    return card_of(room.ask("frister", text, user))


def messages(room: Room) -> list[tuple[str, str]]:
    """Return the messages planned to people, as they are now: the receiver, and the whole text or why there is none."""
    query = select(Delivery, Destination.address).join(Destination, Destination.id == Delivery.destination_id)
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        found = []
        for row, address in session.execute(query.order_by(Delivery.id)).all():
            scene = NudgeContext.of(session, workspace, room.pack, row.period_key, address, room.now)
            composed = kind_of(row.kind).composer(scene)
            found.append((address, composed.reason if isinstance(composed, Skip) else render_text(composed)))
        return found


def message_card(room: Room, number: int) -> Card:
    query = select(Delivery, Destination.address).join(Destination, Destination.id == Delivery.destination_id)
    with room.database.session() as session:
        workspace = session.get_one(Workspace, room.workspace.id)
        row, address = session.execute(query.order_by(Delivery.id)).all()[number]
        scene = NudgeContext.of(session, workspace, room.pack, row.period_key, address, room.now)
        told = kind_of(row.kind).composer(scene)
        assert isinstance(told, Card)
        return told


def give(room: Room, card: Card, to: str, user: str = KARI) -> Card:
    form = room.push(card, "Gi til …", user=user)
    assert isinstance(form, Form)
    return card_of(room.send(form.action, user, form.state, to=to))


ASKED = (
    "Du har fått en frist\n\n@{U1KARI} gir deg «Kronikk». Mandag 5. oktober.\n\n[Ta den] [Gi tilbake]",
    "Du tok den\n\nDu er ansvarlig for «Kronikk». Mandag 5. oktober (uke 41), om 3 dager.",
)


def test_a_deadline_is_given_and_the_receiver_takes_it_and_the_giver_hears_of_it(room: Room) -> None:
    row = room.add("Kronikk", DUE)
    after = give(room, listed(room), PER)
    assert text_of(after) == (
        "Frister: oktober\n\n"
        "• @{U2PER} er ansvarlig for «Kronikk» nå. Jeg spør, og sier fra til deg om svaret. [Angre]\n"
        f"{KRONIKK} · @{{U2PER}} [Ferdig] [Utsett] [Mer …]{FOOT}"
    )
    assert messages(room) == [(PER, ASKED[0])]
    reply = room.push(message_card(room, 0), "Ta den", user=PER)
    assert text_of(reply) == ASKED[1]
    assert reply.planned  # type: ignore[union-attr]  # never a form
    assert messages(room)[1:] == [(KARI, "Fristen er tatt imot\n\n@{U2PER} tar «Kronikk». Mandag 5. oktober.")]
    assert room.row(row).owner == PER
    again = room.press("frist.gi_tilbake", _change(room), user=PER)
    assert text_of(again) == (
        "Ingenting er endret\n\nDu er ikke ansvarlig for fristen lenger, eller du har svart allerede."
    )


def _change(room: Room) -> str:
    with room.database.reading() as session:
        return session.scalars(select(Delivery.period_key).order_by(Delivery.id)).first().partition(":")[0]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("owner", "now"),
    [(None, "Ingen er ansvarlig for den nå."), (KARI, "Du er ansvarlig for den igjen.")],
)
def test_a_deadline_is_handed_back_to_where_it_was(room: Room, owner: str | None, now: str) -> None:
    row = room.add("Kronikk", DUE, owner=owner)
    give(room, listed(room), PER)
    reply = room.push(message_card(room, 0), "Gi tilbake", user=PER)
    assert text_of(reply) == "Gitt tilbake\n\nDu ga tilbake «Kronikk». @{U1KARI} får beskjed."
    assert messages(room) == [
        (PER, "gitt tilbake, tatt eller gjort i mellomtiden"),
        (KARI, f"Fristen er gitt tilbake\n\n@{{U2PER}} ga tilbake «Kronikk». {now} Mandag 5. oktober."),
    ]
    assert room.row(row).owner == owner
    assert text_of(room.press("frist.ta_imot", _change(room), user=PER)) == (
        "Ingenting er endret\n\nFristen er allerede gitt tilbake."
    )


def test_what_the_giver_has_undone_is_not_asked(room: Room) -> None:
    room.add("Kronikk", DUE, owner=KARI)
    after = give(room, listed(room), PER)
    room.push(after, "Angre")
    assert messages(room) == [(PER, "gitt tilbake, tatt eller gjort i mellomtiden")]


def test_a_deadline_is_taken_over_and_the_one_who_had_it_hears_of_it(room: Room) -> None:
    row = room.add("Kronikk", DUE, owner=PER)
    after = card_of(room.push(listed(room), "Jeg tar den"))
    assert text_of(after) == (
        f"Frister: oktober\n\n• Du er ansvarlig for «Kronikk» nå. [Angre]\n"
        f"{KRONIKK} · @{{U1KARI}} [Ferdig] [Utsett] [Mer …]{FOOT}"
    )
    assert messages(room) == [
        (
            PER,
            (
                "En annen er ansvarlig nå\n\n"
                "@{U1KARI} er ansvarlig for «Kronikk» nå. Du trenger ikke å gjøre noe. Mandag 5. oktober."
            ),
        )
    ]
    room.push(after, "Angre")
    assert room.row(row).owner == PER
    stale = listed(room)
    room.push(listed(room, user=OLA), "Jeg tar den", user=OLA)
    assert "• @{U3OLA} er allerede ansvarlig for «Kronikk».\n" in text_of(room.push(stale, "Jeg tar den"))


def test_several_are_responsible_and_each_finds_it_and_can_leave(room: Room) -> None:
    row = room.add("Kronikk", DUE, owner=KARI)
    card = card_of(room.push(listed(room), "Alt om den"))
    for who in (PER, OLA):
        form = room.push(card, "Flere ansvarlige …")
        assert isinstance(form, Form)
        card = card_of(room.send(form.action, KARI, form.state, to=who))
    assert text_of(card).startswith(
        "Kronikk\n\n• @{U3OLA} er også ansvarlig for «Kronikk» nå. [Angre]\n\n"
        "Når: mandag 5. oktober (uke 41), om 3 dager\n"
        "Ansvarlig: @{U1KARI}, @{U2PER} og @{U3OLA}\n"
    )
    assert [to for to, _ in messages(room)] == [PER, OLA]
    for user in (KARI, PER, OLA):
        assert f"{KRONIKK} · @{{U1KARI}}, @{{U2PER}} og @{{U3OLA}} [" in text_of(listed(room, "mine", user))
    assert "er allerede ansvarlig for «Kronikk»." in text_of(
        room.send("frist.med_lagre", KARI, f'{{"id":{row},"q":"","o":0}}', to=PER)
    )
    room.push(listed(room, "mine"), "Gi fra meg")
    assert (room.row(row).owner, room.row(row).co_owners) == (PER, [OLA])
    room.push(message_card(room, 1), "Gi tilbake", user=OLA)
    assert (room.row(row).owner, room.row(row).co_owners) == (PER, None)


def test_who_adds_a_deadline_and_names_nobody_is_responsible_and_is_asked(room: Room) -> None:
    added = card_of(room.ask("frister", "ny 5.10 Kronikk"))
    assert text_of(added) == (
        "Fristen er lagt til\n\n"
        "• mandag 5. oktober (uke 41), om 3 dager\n  Kronikk · @{U1KARI} [Ferdig] [Utsett] [Mer …]\n"
        "• Hvem er ansvarlig? Nå er det du. [Gi til …] [Ingen ennå]\n\n[Angre]"
    )
    assert f"{KRONIKK} [Ferdig] [Jeg tar den] [Mer …]" in text_of(room.push(added, "Ingen ennå"))
    room.ask("frister", "ny 6.10 Svar @{U2PER|per}")
    assert messages(room) == [(PER, ASKED[0].replace("Kronikk", "Svar").replace("Mandag 5.", "Tirsdag 6."))]
    room.push(message_card(room, 0), "Gi tilbake", user=PER)
    assert "• tirsdag 6. oktober – Svar · @{U1KARI} [" in text_of(listed(room))


CARD = (
    "Kronikk i Aftenposten\n\n"
    "Når: mandag 5. oktober (uke 41), om 3 dager\n"
    "Ansvarlig: @{U1KARI}\n"
    "Notat: Høyst 4000 tegn.\n"
    "Lenke: Åpne lenken (https://www.aftenposten.no/x)\n\n"
)
BUTTONS = (
    "[Ferdig] [Gi til …] [Flere ansvarlige …] [Gi fra meg]\n\n"
    "[Utsett] [Endre tekst og lenke …] [Slett] [Nye punkter på sjekklista …] [Minn meg senere] [Tilbake til lista]"
)


def test_an_own_row_is_renamed_and_gets_a_note_and_a_link_and_is_deleted_with_undo(room: Room) -> None:
    row = room.add("Kronikk", DUE, owner=KARI)
    card = card_of(room.push(listed(room), "Alt om den"))
    form = room.push(card, "Endre tekst og lenke …")
    assert isinstance(form, Form)
    values = {"title": "Kronikk i Aftenposten", "note": "Høyst 4000 tegn.", "link": "https://www.aftenposten.no/x"}
    wrong = room.send(form.action, KARI, form.state, **{**values, "title": "", "link": "tull"})
    assert text_of(wrong) == (
        "title: Skriv hva fristen gjelder.\nlink: Skriv hele adressen, for eksempel https://www.regjeringen.no."
    )
    card = card_of(room.send(form.action, KARI, form.state, **values))
    changed = "• «Kronikk i Aftenposten» er endret. [Angre]\n\n"
    assert text_of(card) == CARD.replace("\n\n", f"\n\n{changed}", 1) + BUTTONS
    assert "• mandag 5. oktober – Kronikk i Aftenposten (https://www.aftenposten.no/x) · @{U1KARI} [" in text_of(
        room.push(card, "Tilbake til lista")
    )
    deleted = card_of(room.push(card, "Slett"))
    assert text_of(deleted).startswith("Frister: oktober\n\n• «Kronikk i Aftenposten» er slettet. [Angre]\n\nIngenting")
    assert room.row(row).archived_at is not None
    assert "Kronikk i Aftenposten" in text_of(room.push(deleted, "Angre")).partition("Kronikk i Aftenposten")[2]
    assert room.row(row).archived_at is None


def test_a_row_of_the_calendar_is_neither_renamed_nor_deleted(room: Room) -> None:
    row = room.add("Kronikk", DUE)
    with room.database.session() as session:
        session.get_one(Occurrence, row).source = "kalender"
    card = card_of(room.push(listed(room), "Alt om den"))
    assert "[Slett]" not in text_of(card)
    for action in ("frist.slett", "frist.rediger"):
        shown = text_of(room.press(action, {"id": row, "q": "oktober", "o": 0}))
        assert "• Denne raden kommer fra kalenderen, og kan ikke endres her.\n" in shown
    assert room.row(row).archived_at is None


def test_a_checklist_is_ticked_off_and_its_progress_is_on_the_row(room: Room) -> None:
    row = room.add("Kronikk", DUE, owner=KARI)
    card = card_of(room.push(listed(room), "Alt om den"))
    form = room.push(card, "Nye punkter på sjekklista …")
    assert isinstance(form, Form)
    assert text_of(room.send(form.action, KARI, form.state, items=" \n- ")) == "items: Skriv minst ett punkt."
    long = "\n".join(["x"] * 21)
    assert text_of(room.send(form.action, KARI, form.state, items=long)) == (
        "items: Sjekklista har plass til 20 punkter. Ta bort noen linjer."
    )
    card = card_of(room.send(form.action, KARI, form.state, items="- Utkast\nKvalitetssikre\n\n• Send inn"))
    assert (
        "Sjekkliste: 0 av 3\n"
        "• Utkast [Kryss av] [Fjern]\n• Kvalitetssikre [Kryss av] [Fjern]\n• Send inn [Kryss av] [Fjern]\n\n"
    ) in text_of(card)
    card = card_of(room.push(card, "Kryss av", "Utkast"))
    card = card_of(room.push(card, "Kryss av", "Send inn", user=PER))
    card = card_of(room.push(card, "Fjern", "Kvalitetssikre"))
    assert "Sjekkliste: 2 av 2\n• ✓ Utkast [Åpne igjen]\n• ✓ Send inn [Åpne igjen]\n\n" in text_of(card)
    card = card_of(room.push(card, "Åpne igjen", "Utkast"))
    assert f"{KRONIKK} · 1 av 2 · @{{U1KARI}} [Ferdig] [Utsett] [Mer …]" in text_of(
        room.push(card, "Tilbake til lista")
    )
    assert f"{KRONIKK} · 1 av 2 · @{{U1KARI}} [" in text_of(listed(room, "mine"))
    assert room.row(row).done_at is None


def test_each_is_shown_what_several_are_responsible_for(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    row = room.add("Kronikk", DUE, owner=KARI)
    room.add("Svar", DUE, owner=PER)
    room.press("frist.mer", {"id": row}, "alt")
    room.send("frist.med_lagre", KARI, f'{{"id":{row}}}', to=PER)
    assert text_of(listed(room, "hvem gjør hva")) == (
        "Frister: hvem gjør hva\n\n"
        "@{U1KARI}\n\n• mandag 5. oktober – Kronikk [Ferdig] [Utsett] [Mer …]\n\n"
        "@{U2PER}\n\n• mandag 5. oktober – Kronikk [Ferdig] [Utsett] [Mer …]\n"
        "• mandag 5. oktober – Svar [Ferdig] [Utsett] [Mer …]\n\n"
        "Det ingen har tatt, ser du med `/frister ledige`.\n\n[Ny frist] [Del i kanalen]"
    )


def _plain(value: object) -> object:
    return value.date().isoformat() if isinstance(value, datetime) else value


def test_the_deadlines_are_given_as_a_workbook(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    row = room.add("Kronikk", DUE, owner=KARI, theme="energi", link="https://www.aftenposten.no/x")
    room.add("=1+1", date(2026, 11, 2))
    room.send("frist.punkter_lagre", KARI, f'{{"id":{row}}}', items="Utkast\nSend inn")
    file = room.ask("frister", "eksport")
    assert isinstance(file, File)
    sheet = load_workbook(BytesIO(file.content())).worksheets[0]
    assert file.name == "frister-2026-10-02.xlsx"
    assert [[_plain(cell.value) for cell in each] for each in sheet.iter_rows(min_row=2)] == [
        [
            *("2026-10-05", "2026-10-05", None, "mandag 5. oktober (uke 41), om 3 dager"),
            *("Kronikk", "Energi", KARI, None, "0 av 2", None, None, None, "https://www.aftenposten.no/x"),
        ],
        [
            *("2026-11-02", "2026-11-02", None, "mandag 2. november (uke 45), om 31 dager"),
            *("=1+1", None, None, None, None, None, None, None, None),
        ],
    ]
    assert text_of(room.ask("frister", "eksport uke 52")) == (
        "Frister\n\nJeg fant ingen frister å lagre. Prøv `/frister eksport alle`."
    )


def test_a_guest_changes_only_what_is_their_own(sqlite_database: Database) -> None:
    room = empty_room(sqlite_database)
    mine, other = room.add("Kronikk", DUE, owner=KARI), room.add("Svar", DUE, owner=PER)
    room.role = ContactRole.GUEST
    shown = text_of(listed(room))
    assert f"{KRONIKK} · @{{U1KARI}} [Ferdig] [Gi fra meg] [Mer …]" in shown
    assert "• mandag 5. oktober – Svar · @{U2PER}\n" in shown
    card = card_of(room.push(listed(room), "Alt om den", "Kronikk"))
    assert text_of(card).endswith("\n\n[Ferdig] [Gi fra meg] [Tilbake til lista]")
    refused = "• Som gjest kan du bare endre frister du selv er ansvarlig for."
    for number, chosen in ((other, "frist.done"), (other, "ta_over U2PER"), (mine, "frist.gi"), (mine, "frist.move")):
        assert refused in text_of(room.press("frist.mer", {"id": number}, chosen))
    assert (room.row(mine).owner, room.row(other).owner, room.row(other).done_at) == (KARI, PER, None)
    for action in ("frist.med", "frist.rediger", "frist.slett", "frist.punkter", "frist.moteplan"):
        assert PRESSES[action].least is ContactRole.COLLEAGUE
    assert {COMMANDS["frister"].least_for(text) for text in ("eksport", "møteplan", "ny x")} == {ContactRole.COLLEAGUE}
