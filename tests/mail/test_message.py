"""An e-mail as a mail program reads it: its headers, its two forms, and nothing that somebody else wrote into them."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Channel,
    Code,
    Controls,
    Copyable,
    Divider,
    Fields,
    Heading,
    Image,
    Item,
    Link,
    Note,
    Paragraph,
    Person,
    Quote,
    line,
)
from bot.mail.access import MailAccess
from bot.mail.message import MailFrame, compose_mail
from bot.mail.names import MailNames
from models.tables import MailAddress
from tests.support.random_cards import CARDS

NOW = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
ACCESS = MailAccess("smtp.example.no", 587, "padriver@example.no", "", "post@example.no", "retur@example.no")
TO = MailAddress(reference="epost-1", address="kari@kommune.example.no", token="t" * 32)
CARD = Card(
    "Klart til bruk: Rikstunnelen og Lillestrøm",
    (
        Paragraph(line("Hei. ", Bold("Dette"), " kan du bruke, sier ", Person("U1"), " i ", Channel("C1"), ".")),
        Heading("Innlegget"),
        Quote("Toget er viktigst."),
        Copyable("Kjære leser\n\n. Et punktum først på en linje, og en «lang» " + "linje " * 40),
        Bullets((line("Én"), line("To ", Link("kilde", "https://e.no/?a=1&b=2")))),
        Fields((("Frist", line("mandag 5. oktober")),)),
        Item(line("Skriv ", Code("/frister")), (Button("Gjort", "x", "1"),)),
        Image("https://e.no/sporing.png", "Årshjulet"),
        Divider(),
        Note(line("Liten skrift")),
        Controls((Button("Neste", "y", "1"),)),
    ),
)


def read(
    card: Card = CARD, url: str = "https://bot.example.no", workspace: str = "Osloregionen", number: int = 7
) -> EmailMessage:
    names = MailNames({"U1": "Kari Nordmann", "C1": "sekretariatet"})
    content = compose_mail(MailFrame(ACCESS, workspace, url, NOW), TO, card, number, names).as_bytes()
    found = message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    assert all(len(each) <= 998 for each in content.split(b"\r\n"))
    content.decode("ascii")
    return found


def form(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def test_the_headers_are_those_of_a_message_that_nobody_wrote_by_hand() -> None:
    message = read()
    assert {name: value.strip() for name, value in message.items()} == {
        "Subject": "Klart til bruk: Rikstunnelen og Lillestrøm",
        "From": '"Osloregionen (Pådriver)" <padriver@example.no>',
        "To": "kari@kommune.example.no",
        "Reply-To": "post@example.no",
        "Date": "Mon, 05 Oct 2026 06:00:00 +0000",
        "Message-ID": message["Message-ID"],
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<https://bot.example.no/epost/av/{'t' * 32}>, <mailto:post@example.no?subject=Meld%20meg%20av>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "MIME-Version": "1.0",
        "Content-Type": message["Content-Type"],
    }
    assert message.get_content_type() == "multipart/alternative"


def test_one_click_is_offered_only_over_https() -> None:
    for url in ("", "http://127.0.0.1:3000"):
        message = read(url=url)
        assert message["List-Unsubscribe"] == "<mailto:post@example.no?subject=Meld%20meg%20av>"
        assert message["List-Unsubscribe-Post"] is None


def test_the_same_delivery_is_the_same_message_and_no_other_is() -> None:
    first, again, other = read()["Message-ID"], read(Card("En annen"))["Message-ID"], read(number=8)["Message-ID"]
    assert first == again != other
    assert re.fullmatch(r"<7\.[0-9a-f]{32}@example\.no>", first)


def test_the_plain_text_says_all_of_it() -> None:
    assert form(read(), "plain") == (
        "Klart til bruk: Rikstunnelen og Lillestrøm\n\n"
        "Hei. Dette kan du bruke, sier Kari Nordmann i #sekretariatet.\n\n"
        "Innlegget\n«Toget er viktigst.»\n\n"
        "Kjære leser\n\n. Et punktum først på en linje, og en «lang» " + "linje " * 40 + "\n\n"
        "• Én\n• To kilde (https://e.no/?a=1&b=2)\n\n"
        "Frist: mandag 5. oktober\n\n"
        "• Skriv `/frister`\n\n"
        "[Bilde: Årshjulet]\n\n———\n\nLiten skrift\n\n"
        "-- \nSendt av Pådriver for Osloregionen. Svar går til sekretariatet.\n"
        f"Vil du ikke ha flere? Meld deg av: https://bot.example.no/epost/av/{'t' * 32}\n"
    )


def test_without_an_address_of_ours_one_stops_by_answering() -> None:
    message = read(url="")
    assert form(message, "plain").endswith("Vil du ikke ha flere? Meld deg av: svar med «Meld meg av»\n")
    assert '<a href="mailto:post@example.no?subject=Meld%20meg%20av">Meld deg av</a>' in form(message, "html")


def test_the_html_fetches_nothing_and_chooses_no_colours() -> None:
    html = form(read(), "html")
    assert set(re.findall(r"(?:src|background|url\()[=\"'(]", html)) == set()
    assert "<img" not in html
    assert "sporing.png" not in html
    assert re.findall(r"(?<![-\w])(?:color|background(?:-color)?):", html) == []
    assert '<meta name="color-scheme" content="light dark">' in html
    assert '<a href="https://e.no/?a=1&amp;b=2">kilde</a>' in html
    assert '<html lang="nb">' in html


@pytest.mark.parametrize(
    "end", ["\r\nBcc: alle@example.no", "\nBcc: alle@example.no", "\rBcc: x@y.no", "\x0bBcc: x@y.no"]
)
def test_nobody_writes_a_header_into_a_message(end: str) -> None:
    message = read(Card(f"Tittel{end}", (), f"Emne{end}"), workspace=f"Navn{end}")
    assert message["Bcc"] is None
    assert len(message.keys()) == 11
    assert message["Subject"].startswith("Emne")
    assert message["To"] == "kari@kommune.example.no"


def test_what_people_wrote_is_no_html() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=y>\"'&"
    parts = (Paragraph(line(evil, Bold(evil), Link(evil, "javascript:alert(1)"))), Copyable(evil), Heading(evil))
    html = form(read(Card(evil, parts), workspace=evil), "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html


@settings(max_examples=150, deadline=None)
@given(CARDS)
def test_any_card_becomes_a_message_that_can_be_read(card: Card) -> None:
    message = read(card)
    assert form(message, "plain")
    assert form(message, "html").startswith("<!doctype html>")
