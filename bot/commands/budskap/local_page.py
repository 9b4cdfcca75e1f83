"""`/budskap lokalt Lillestrøm`: what our priorities mean in a municipality, on a page as PDF to hand out."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Card, Code, Note, Paragraph, line
from bot.cards.card_errors import quoted
from bot.cards.file import File
from bot.cards.words import amount, capital, listing
from bot.commands.ask import Answer, Ask, CommandHandler
from bot.commands.parse.clean import clean, fold
from bot.reports import EXTRAS, can_write
from bot.reports.municipality import local_facts, local_page, local_report
from bot.reports.written import PdfFile
from content.municipalities import Municipality, municipalities
from models.workspace.contacts import ContactRole

LOCAL_WORDS = frozenset({"lokalt", "lokal"})
SENTENCES = ("dette betyr det for", "hva betyr det for", "hva betyr dette for", "betyr det for")
"""How people begin the same in words."""


def with_local_page(command: Callable[[Ask, Session], Answer]) -> CommandHandler:
    """Return the command that answers colleagues who ask for a municipality's page with that, and else as before."""

    def answer(ask: Ask, session: Session) -> Answer:
        place = local_place(ask.text) if ask.role is ContactRole.COLLEAGUE else None
        return command(ask, session) if place is None else local_answer(ask, place, session)

    return answer


def local_place(text: str) -> str | None:
    """Return the place that a text asks the local page of; None if it asks for something else."""
    said = clean(text)
    first, _, rest = said.partition(" ")
    if fold(first) in LOCAL_WORDS:
        return rest.strip()
    begun = next((each for each in SENTENCES if fold(said).startswith(f"{each} ")), None)
    return " ".join(said.split()[len(begun.split()) :]).rstrip("?!. ") if begun else None


def local_answer(ask: Ask, text: str, session: Session) -> Answer:
    """Return the page of the municipality that a text names, or what is missing to make it."""
    found = municipalities(text)
    if len(found) != 1:
        return _which(text, found)
    page = local_page(session, ask.workspace, ask.pack, ask.now, found[0])
    if page is None:
        return _nothing(ask, found[0])
    if not can_write():
        return cannot_write()
    report = local_report(page)
    name = "-".join(fold(page.place).split())
    return File(f"dette-betyr-det-for-{name}.pdf", report.title, PdfFile(report))


def _which(text: str, found: Sequence[Municipality]) -> Card:
    names = [f"{each.name} i {each.county}" for each in found]
    if names:
        sentence = f"«{quoted(text)}» kan være {listing(names, 'eller')}. Skriv fylket med."
    elif text:
        sentence = f"Jeg fant ingen kommune som heter «{quoted(text)}»."
    else:
        sentence = "Skriv hvilken kommune siden er for."
    hint = line("For eksempel ", Code("/budskap lokalt Lillestrøm"), ".")
    return Card("Hvilken kommune?", (Paragraph(line(sentence)), Note(hint)), summary=sentence)


def _nothing(ask: Ask, place: Municipality) -> Card:
    """Return that there is no cleared fact of a municipality, and how to get one."""
    drafts = [
        each
        for priority in ask.pack.organisation.priorities
        for each in local_facts(ask.pack, priority.theme, place.number, ask.today)
    ]
    sentence = f"Vi har ingen klarerte fakta om {place.name} ennå, så det blir ingen side."
    add = line(
        "Legg inn ett for hver prioritering, med kilde, dato og kommunenummer ", Code(place.number), ": ",
        Code("/padriver innhold ny fakta"), ".",
    )  # fmt: skip
    waiting = f"{capital(amount(len(drafts), 'utkast', 'utkast'))} venter på klarering: "
    clear = line(waiting, Code("/padriver klarering"), ".")
    how = Note(clear if drafts else add)
    return Card(f"Dette betyr det for {place.name}", (Paragraph(line(sentence)), how), summary=sentence)


def cannot_write() -> Card:
    """Return that no PDF can be made here, and what is missing."""
    sentence = "Jeg kan ikke lage PDF her ennå. Be den som drifter Pådriver, om å installere tillegget for rapporter: "
    summary = sentence.rstrip(": ") + "."
    return Card("PDF mangler her", (Paragraph(line(sentence, Code(EXTRAS), ".")),), summary=summary)
