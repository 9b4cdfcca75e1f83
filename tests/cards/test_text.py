from datetime import date

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Channel,
    Choice,
    Code,
    Controls,
    Copyable,
    DateButton,
    Divider,
    Fields,
    Heading,
    Image,
    Italic,
    Item,
    Link,
    Menu,
    Note,
    Paragraph,
    Person,
    Quote,
    Struck,
)
from bot.cards.form import CheckInput, DateInput, Form, FormErrors, PersonInput, SelectInput, TextInput
from bot.cards.text import render_errors_text, render_form_text, render_text


def test_a_card_reads_as_text_from_top_to_bottom() -> None:
    row = (Button("Ferdig", "frister.done", "1"), DateButton("Utsett", "frister.move", "1", date(2026, 10, 5)))
    card = Card(
        "Frister",
        (
            Paragraph(("To frister for ", Person("U1"), " i ", Channel("C1"), ".")),
            Heading("Denne uka"),
            Item((Bold("Innspill"), "\n", Italic("mandag 5. oktober")), row),
            Item((Struck("Høring"),)),
            Heading("Dette kan du si"),
            Quote("Rikstunnelen må planlegges nå."),
            Bullets((("Les ", Link("gul bok", "https://e.no/a")), (Link("", "https://e.no/b"),))),
            Fields((("Tema", ("jernbane",)), ("Eier", (Person("U2"),)))),
            Divider(),
            Copyable("Lim\ninn"),
            Image("https://e.no/i.png", "Årshjulet for oktober"),
            Note(("Se mer med ", Code("/frister 60"), ".")),
            Controls((Menu("Tema", "frister.tema", (Choice("Jernbane", "jernbane"),)),)),
        ),
    )
    assert render_text(card) == (
        "Frister\n\n"
        "To frister for @{U1} i #{C1}.\n\n"
        "Denne uka\n"
        "• Innspill\n  mandag 5. oktober [Ferdig] [Utsett]\n"
        "• Høring\n\n"
        "Dette kan du si\n"
        "«Rikstunnelen må planlegges nå.»\n\n"
        "• Les gul bok (https://e.no/a)\n• https://e.no/b\n\n"
        "Tema: jernbane\nEier: @{U2}\n\n"
        "———\n\n"
        "Lim\ninn\n\n"
        "[Bilde: Årshjulet for oktober]\n\n"
        "Se mer med `/frister 60`.\n\n"
        "[Tema]"
    )


def test_parts_that_say_nothing_leave_no_gap() -> None:
    assert render_text(Card("Tom", (Paragraph(()), Heading(""), Note(("Slutt",))))) == "Tom\n\nSlutt"
    assert not render_text(Card(""))


def test_a_form_reads_as_text() -> None:
    form = Form(
        "Ny frist",
        "frister.new",
        (
            TextInput("title", "Hva", initial="Innspill"),
            DateInput("due", "Når", date(2026, 10, 5), optional=True),
            SelectInput("theme", "Tema", (Choice("Jernbane", "j"), Choice("Energi", "e")), "e"),
            CheckInput("tell", "Varsle", (Choice("Kanalen", "k"),), ("k",)),
            PersonInput("owner", "Hvem", hint="Den som skal levere"),
        ),
        intro=("Legg inn en frist.",),
    )
    assert render_form_text(form) == (
        "Ny frist\n\n"
        "Legg inn en frist.\n\n"
        "Hva: Innspill\n"
        "Når (kan stå tomt): 2026-10-05\n"
        "Tema: [ ] Jernbane, [x] Energi\n"
        "Varsle (kan stå tomt): [x] Kanalen\n"
        "Hvem (kan stå tomt): … – Den som skal levere\n\n"
        "[Lagre]"
    )


def test_errors_of_a_form_read_as_text() -> None:
    assert render_errors_text(FormErrors({"due": "Skriv en dato."})) == "due: Skriv en dato."
