"""A round to a member that uses nynorsk: the page and the e-mail, with the message in nynorsk where that is written."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import select, update

from bot.cards.round_cards import mail_card
from bot.commands.ask import Ask
from bot.commands.budskap.round_command import message_of
from bot.commands.budskap.targets import TrackOf
from bot.mail.message import MailFrame, compose_mail
from content.schema.messages import Track
from content.schema.pack import Pack
from models.db.database import Database
from models.members.members import MemberRow
from models.tables import Member, MessageRound, Workspace
from models.workspace.workspaces import get_or_create
from tests.mail.test_message import ACCESS, NOW, TO
from tests.rounds.test_round_page import site, texts_of, words_of
from tests.support.nudges import at
from tests.support.rounds import MESSAGE, carrier_now, link_of, pack_of_members, sent_round

TEXT_NN, DEMAND_NN = "Rikstunnelen gjev fleire tog", "Start planlegginga av Rikstunnelen"
LETTER = """\
Rikstunnelen

Rikstunnelen gjev fleire tog.

Vi ber Stortinget og regjeringa om dette: Start planlegginga av Rikstunnelen.

[namn], ordførar i Lillestrøm"""


def use_nynorsk(database: Database, *, is_written: bool) -> None:
    """Let Lillestrøm use nynorsk, and the round be written in it or not."""
    with database.session() as session:
        workspace_id = session.scalars(select(Workspace.id)).one()
        session.add(
            Member(workspace_id=workspace_id, number="3205", name="Lillestrøm", language="nn", created_by="U1",
                   created_at=at("2026-10-01 09:00"), changed_at=at("2026-10-01 09:00"))
        )  # fmt: skip
        if is_written:
            session.execute(update(MessageRound).values(text_nn=TEXT_NN, demand_nn=DEMAND_NN))


async def test_the_page_and_its_texts_are_in_nynorsk(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        use_nynorsk(sqlite_database, is_written=True)
        path = link_of(sqlite_database, "3205")
        shown = await here.get(path)
        assert '<html lang="nn">' in shown.text
        assert 'lang="nb"' not in shown.text
        assert texts_of(shown)["leserinnlegg"] == LETTER, "a fact that is only in bokmål is left out"
        assert texts_of(shown)["sporsmal"].startswith("Til stortingsrepresentantane frå ")
        words = words_of(shown)
        assert "ber dykk bruke det innan fredag 30. oktober. Du kan bruke det som det er, eller skrive det om." in words
        assert "Kva betyr det hos dykk? Ei setning eller to. Kan stå tom. Høgst 1000 teikn." in words
        assert "Har de brukt det? Kvar brukte de det?" in words
        assert "Passar det ikkje? Ikkje denne gongen Ring meg Send vidare til ein kollega" in words
        wrong = await here.send(path, gjor="ring", om="")
        assert "Skriv nummeret ditt, og gjerne når det passar." in words_of(wrong)
        done = await here.send(path, gjor="brukt", hvor="Romerikes Blad")
        assert "Takk! Vi har notert at de har brukt det." in words_of(done)
        other = await here.get(link_of(sqlite_database, "3218"))
        assert '<html lang="nb">' in other.text


async def test_what_is_not_written_in_nynorsk_is_shown_in_bokmal_and_says_so(sqlite_database: Database) -> None:
    async with site(sqlite_database) as here:
        use_nynorsk(sqlite_database, is_written=False)
        shown = await here.get(link_of(sqlite_database, "3205"))
        assert '<html lang="nn">' in shown.text
        assert shown.text.count('" lang="nb" aria-labelledby="') == 4, "each of the four texts"
        assert texts_of(shown)["leserinnlegg"].endswith("[navn], ordfører i Lillestrøm")
        assert "Har de brukt det?" in words_of(shown)


STOP = "Meld deg av: https://bot.example.no/epost/av/tttttttttttttttttttttttttttttttt"


@pytest.mark.parametrize(
    ("language", "begin", "footer"),
    [
        (
            "nn",
            f"Oslo ber om hjelp til å løfte denne saka. Teksten er klar, og du kan bruke han som han er.\n\n«{TEXT_NN}»\n\n",
            f"Send av Pådriver for Osloregionen. Svar går til sekretariatet.\nVil du ikkje ha fleire? {STOP}\n",
        ),
        (
            "nb",
            f"Oslo ber om hjelp til å løfte denne saken. Teksten er klar, og du kan bruke den som den er.\n\n«{MESSAGE}»\n\n",
            f"Sendt av Pådriver for Osloregionen. Svar går til sekretariatet.\nVil du ikke ha flere? {STOP}\n",
        ),
    ],
)
def test_the_email_is_in_the_members_language(
    language: str, begin: str, footer: str, sqlite_database: Database
) -> None:
    with sqlite_database.session() as session:
        get_or_create(session, "slack", "T1", "Osloregionen")
    sent_round(sqlite_database, pack_of_members(), text_nn=TEXT_NN, demand_nn=DEMAND_NN)
    with sqlite_database.reading() as session:
        row = session.scalars(select(MessageRound)).one()
        place = MemberRow("3205", "Lillestrøm", language=language)
        card = mail_card(row, carrier_now(sqlite_database, "3205"), place, "Oslo", date(2026, 10, 5), is_reminder=False)
    frame = MailFrame(ACCESS, "Osloregionen", "https://bot.example.no", NOW)
    message = message_from_bytes(compose_mail(frame, TO, card, 7).as_bytes(), policy=default)
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert message["Subject"] == "Klart til bruk: Rikstunnelen og Lillestrøm"
    assert plain
    said = plain.get_content().replace("\r\n", "\n")
    assert begin in said
    assert said.endswith(footer)
    assert page
    assert f'<html lang="{language}">' in page.get_content()


def track_of(pack: Pack, **texts: str | None) -> TrackOf:
    issue = pack.issues[0]
    track = Track.model_validate(issue.tracks[0].model_dump(by_alias=True) | texts)
    return TrackOf(issue, track)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, (None, None)),
        ({"budskap_nynorsk": TEXT_NN}, (None, None)),
        ({"krav_nynorsk": DEMAND_NN}, (None, None)),
        ({"budskap_nynorsk": TEXT_NN, "krav_nynorsk": DEMAND_NN}, (TEXT_NN, DEMAND_NN)),
        ({"budskap_nynorsk": TEXT_NN, "krav_nynorsk": "Start [sett inn]"}, (None, None)),
        ({"budskap_nynorsk": TEXT_NN, "krav": None}, (TEXT_NN, None)),
    ],
)
def test_a_letter_is_in_one_language(texts: dict[str, str | None], expected: tuple[str | None, str | None]) -> None:
    pack = pack_of_members()
    ask = cast("Ask", SimpleNamespace(pack=pack, today=date(2026, 10, 5)))
    found = message_of(ask, track_of(pack, **texts))
    assert found
    assert (found.text_nn, found.demand_nn) == expected
