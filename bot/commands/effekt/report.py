"""`/effekt rapport …`: the report of a period for the board, the members or the annual report, as Word and as PDF."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Controls, Item, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.file import File
from bot.cards.help import ways_card
from bot.cards.next_year import STEP
from bot.cards.words import amount, capital
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.fault import Fault
from bot.commands.parse.past_query import read_past_query
from bot.commands.parse.themes import themes_of
from bot.commands.shared.result_cards import fault_card
from bot.reports import EXTRAS, can_write
from bot.reports.annual import annual_report
from bot.reports.document import Report
from bot.reports.facts import Audience, ReportPeriod, report_facts
from bot.reports.monthly import monthly_report
from bot.reports.written import PdfFile, WordFile
from content.clearing import outward_texts
from content.schema.base import DRAFT
from content.schema.pack import Pack

REPORT = "effekt.rapport"
REPORT_WORDS = frozenset({"rapport", "rapporten", "rapporter"})
AUDIENCE_WORDS: dict[str, Audience] = {
    **dict.fromkeys(("styret", "styre", "styrets", "styremotet"), "styret"),
    **dict.fromkeys(("medlemmer", "medlemmene", "medlem", "kommunene"), "medlemmer"),
    **dict.fromkeys(("arsmelding", "arsmeldingen", "arsmeldinga", "arsberetning"), "årsmelding"),
}
MONTH_WORDS = frozenset({"maned", "maneden", "manedstall", "manedstallene", "manedsrapport"})
PDF_WORDS, WORD_WORDS = frozenset({"pdf"}), frozenset({"word", "docx"})
TO = frozenset({"til", "for"})
BUTTONS: dict[Audience, str] = {
    "styret": "Til styret",
    "medlemmer": "Til medlemmene",
    "årsmelding": "Til årsmeldingen",
}
_THEMES = "Rapporten gjelder alle temaene. Skriv bare perioden og hvem den er til, for eksempel "
_LATER = "Perioden har ikke begynt ennå, så det er ingenting å rapportere."


@dataclass(frozen=True)
class ReportRequest:
    """A report that was asked for. `is_month` is the one page of a month's figures, for the board."""

    period: ReportPeriod
    audience: Audience = "styret"
    is_pdf: bool = False
    is_month: bool = False

    @property
    def text(self) -> str:
        """Return the words that ask for it again, without the kind of file."""
        return f"månedstall {self.period.name}" if self.is_month else f"{self.period.name} {self.audience}"


def report_part(ask: Ask, rest: str, session: Session) -> Answer:
    """Answer `/effekt rapport [periode] [styret|medlemmer|årsmelding]`, by default about this year and for the board."""
    asked = _read(ask, rest)
    return asked if isinstance(asked, Card) else _file(ask, session, asked)


def send_report(ask: Ask, press: Press, session: Session) -> Reply:
    """Send the report of a button's words."""
    asked = _read(ask, press.value)
    if isinstance(asked, Card):
        return Reply(card=stale())
    answer = _file(ask, session, asked)
    return Reply(file=answer) if isinstance(answer, File) else Reply(card=answer)


def _read(ask: Ask, text: str) -> ReportRequest | Card:
    left, audience = _audience(clean(text).split())
    is_month = any(fold(word) in MONTH_WORDS for word in left)
    is_pdf = any(fold(word) in PDF_WORDS for word in left)
    other = MONTH_WORDS | PDF_WORDS | WORD_WORDS
    words = " ".join(word for word in left if fold(word) not in other)
    last_month = (ask.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    past = read_past_query(words, ask.today, themes_of(ask.pack))
    if isinstance(past, Fault):
        return fault_card(past)
    if past is None:
        return ways_card("effekt", (Paragraph(line(f"Jeg forstår ikke «{words}».")),))
    if past.theme:
        example = line(_THEMES, Code("/effekt rapport 2026 styret"), ".")
        return Card("Rapport", (Paragraph(example),))
    period = ReportPeriod(past.first, past.last)
    if is_month and not words:
        period = ReportPeriod(last_month, ask.today.replace(day=1) - timedelta(days=1))
    elif is_month:
        period = _month_of(period)
    if period.first > ask.today:
        return Card("Rapport", (Paragraph(line(_LATER)),), summary=_LATER)
    return ReportRequest(period, audience or "styret", is_pdf, is_month)


def _audience(words: list[str]) -> tuple[list[str], Audience | None]:
    """Return the words without who the report is for, and who that is."""
    at = next((number for number, word in enumerate(words) if fold(word) in AUDIENCE_WORDS), None)
    if at is None:
        return words, None
    first = at - 1 if at and fold(words[at - 1]) in TO else at
    return [*words[:first], *words[at + 1 :]], AUDIENCE_WORDS[fold(words[at])]


def _month_of(period: ReportPeriod) -> ReportPeriod:
    first = period.first.replace(day=1)
    return ReportPeriod(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def _file(ask: Ask, session: Session, asked: ReportRequest) -> File | Card:
    if not can_write():
        return _missing()
    facts = report_facts(session, ask.workspace, ask.pack, ask.now, asked.period, asked.audience)
    if asked.is_month:
        so_far = ReportPeriod(date(asked.period.first.year, 1, 1), asked.period.last)
        year = report_facts(session, ask.workspace, ask.pack, ask.now, so_far, "styret")
        return _handed_out(asked, monthly_report(facts, year), ())
    missing = (*_unanswered(asked, len(facts.wheel.unanswered)), *(() if facts.is_internal else _drafts(ask.pack)))
    return _handed_out(asked, annual_report(facts), missing)


def _handed_out(asked: ReportRequest, report: Report, missing: tuple[Part, ...]) -> File:
    """Return the report as a file, with a card that offers the other kind of file and the other readers."""
    ending, content = ("pdf", PdfFile(report)) if asked.is_pdf else ("docx", WordFile(report))
    name = f"{'manedstall' if asked.is_month else 'rapport'}-{_file_words(asked)}.{ending}"
    other = Button(
        "Som Word" if asked.is_pdf else "Som PDF", REPORT, f"{asked.text} {'word' if asked.is_pdf else 'pdf'}"
    )
    others = tuple(
        Button(label, REPORT, f"{_for(asked, audience)}{' pdf' if asked.is_pdf else ''}")
        for audience, label in BUTTONS.items()
        if audience != asked.audience or asked.is_month
    )
    is_word = "Word-fila kan dere skrive videre i. PDF-en har det samme."
    is_pdf = "PDF-en er den samme som Word-fila, som dere kan skrive videre i."
    caption = Card(
        report.title,
        (
            Paragraph(line(is_pdf if asked.is_pdf else is_word)),
            *missing,
            Controls((other, *others)),
        ),
        summary=report.title,
    )
    return File(name, report.title, content, caption=caption)


def _for(asked: ReportRequest, audience: Audience) -> str:
    return ReportRequest(asked.period, audience).text


def _unanswered(asked: ReportRequest, number: int) -> tuple[Part, ...]:
    """Return what of the wheel nobody has said the outcome of, with the way to it: it is not in the report."""
    if not number:
        return ()
    year = asked.period.last.year
    counted = capital(amount(number, "punkt", "punkter"))
    has = "Det er" if number == 1 else "De er"
    said = f"{counted} i årshjulet er ikke krysset av. {has} ikke med i rapporten. Kryss av først, og spør så på nytt."
    return (Item(line(said), (Button(f"Kryss av i årshjulet for {year}", STEP, f"{year + 1}:hjulet:0"),)),)


def _drafts(pack: Pack) -> tuple[Part, ...]:
    """Return how many of the board's messages and demands are left out of a report that is read outside, with the way on."""
    drafts = [each for each in outward_texts(pack) if each.board and each.clearing.status == DRAFT.status]
    if not drafts:
        return ()
    are = "er utkast, og er ikke med: Rapporten leses utenfor. Få dem klarert først: "
    counted = capital(amount(len(drafts), "budskap eller krav", "budskap og krav"))
    return (Note(line(f"{counted} {are}", Code("/padriver klarering"), ".")),)


def _file_words(asked: ReportRequest) -> str:
    name = fold(asked.period.name).replace(".", "").replace("–", "-")
    words = "-".join(name.split())
    return words if asked.is_month else f"{words}-{fold(asked.audience)}"


def _missing() -> Card:
    sentence = (
        "Jeg kan ikke lage rapporter her ennå. Be den som drifter Pådriver, om å installere tillegget for rapporter: "
    )
    see = Note(line("Tallene får du med ", Code("/effekt"), ", og som Excel med ", Code("/effekt eksport"), "."))
    return Card(
        "Rapporten mangler her",
        (Paragraph(line(sentence, Code(EXTRAS), ".")), see),
        summary=sentence.rstrip(": ") + ".",
    )
