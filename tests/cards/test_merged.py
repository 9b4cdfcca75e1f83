"""Several nudges as one message: what is said above is not said again below."""

from bot.cards.card import Bullets, Button, Card, Controls, Heading, Item, Note, Quote, line
from bot.cards.merged import merged
from bot.cards.text import render_text

ADVICE = Controls((Button("Sjekkliste for høring", "råd", "høring"),))


def row(title: str, about: str = "") -> Item:
    return Item(line(title), (), about)


def test_a_part_of_which_other_rows_are_left_is_called_by_their_heading_and_repeats_no_button() -> None:
    week = Card("Uke 13", (Heading("Denne uka"), row("Svar på høringen", "a"), ADVICE))
    hint = Note(line("Alle fristene: /frister"))
    late = (Heading("Mediesaker som venter"), row("«Sak»"))
    morning = Card("Frister mandag", (*late, Heading("I morgen"), row("Svar på høringen", "a"), ADVICE, hint))
    assert render_text(merged([week, morning])) == (
        "Uke 13\n\nDenne uka\n• Svar på høringen\n\n[Sjekkliste for høring]\n\n———\n\nMediesaker som venter\n• «Sak»"
    )


def test_a_part_that_lost_one_of_its_rows_says_so() -> None:
    week = Card("Uke 13", (Heading("Denne uka"), row("Svar på høringen", "a")))
    morning = Card(
        "Frister mandag", (Heading("I dag"), row("Svar på høringen", "a"), Heading("Senere"), row("Brev", "b"))
    )
    assert render_text(merged([week, morning])).partition("———\n\n")[2] == (
        "Frister mandag\nSenere\n• Brev\n\nEtt punkt står lenger opp i meldingen."
    )


def test_what_is_open_is_said_once_and_a_draft_still_says_that_it_is_one() -> None:
    wheel = Card(
        "Årshjulet", (Heading("NTP"), Bullets((line("NTP – Statsbudsjett: Press på (ut desember)"),), ("vindu:NTP",)))
    )
    why = (Heading("Derfor nå"), Bullets((line("NTP – Statsbudsjett: Press på"),), ("vindu:NTP",)))
    talk = Card("Ukas budskap", (Quote("Si det."), *why, Note(line("Utkast, ikke klarert ennå."))))
    assert render_text(merged([wheel, talk])).partition("———\n\n")[2] == (
        "Ukas budskap\n«Si det.»\n\nUtkast, ikke klarert ennå."
    )
