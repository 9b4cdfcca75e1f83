"""The questions an assistant may ask, each answered from what answers the same question in the chat."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.assistants.rows import AnswerRow, WithoutNames, dated, iso, names_of, text_of
from bot.cards.recurring import rule_words
from bot.cards.words import at, sure_span
from bot.cards.words import day as day_in_words
from bot.commands.ask import Ask
from bot.commands.budskap.budskap_command import answer as show_message
from bot.commands.budskap.target_match import SeveralMatches, SingleMatch, match
from bot.commands.budskap.target_names import campaign_for, names
from bot.commands.budskap.wording import wording
from bot.commands.frister.deadline_page import find as find_deadlines
from bot.commands.frister.deadline_question import read
from bot.commands.parse.clean import clean
from bot.commands.parse.days import mismatch
from bot.commands.parse.entries import NO_DATE, parse_entry
from bot.commands.parse.fault import Fault
from bot.commands.parse.past_query import read_past_query
from bot.commands.parse.themes import themes_of
from bot.commands.parse.tokens import EDGES
from bot.commands.plain.finding import FoundAnswer, find_for
from bot.commands.plain.own_work import CASE, FOLLOW_UP
from bot.commands.plain.workspace_sources import EFFECT, HEARING, effect_of
from bot.commands.shared.deadline_form import encode_entry, without_outside_owner
from models.calendar.open_now import HearingWindow, open_windows
from models.calendar.spans import Span
from models.cases.cases import find as find_cases
from models.cases.cases import official_key
from models.cases.sheets import text_of as text_of_sheet
from models.followups.effects import EffectFilter, with_words_of_others
from models.followups.effects import find as find_effects
from models.official.concerning import concerning
from models.official.dated_windows import dated_windows
from models.official.keys import is_of_official_item
from models.official.open_items import open_items, without_deadline
from models.official.own import of_official_items
from models.tables import OfficialRecord, PolicyCase
from models.workspace.deadline_proposals import MOST_A_DAY, Proposed, TooManyProposalsError, propose

MOST = 50
"""The most rows of an answer."""
LONGEST = 300
QUOTES = EDGES + "«»\"'."
ASKED = "Fristen er ikke lagt inn. Jeg har spurt i samtalen med Pådriver, og den kommer inn når noen trykker «Legg inn» der."
NOT_CLEARED = "Teksten er et utkast. Få den klarert før den brukes utad."


@dataclass(frozen=True)
class Answer:
    """The rows that answer, and a Norwegian sentence about them: what was not understood, or that there is nothing."""

    rows: tuple[AnswerRow, ...]
    note: str = ""


Tool = Callable[[Ask, Session, str], Answer]


def frister(ask: Ask, session: Session, text: str) -> Answer:
    """Return the deadlines of a question as in `/frister`: «oktober», «mine», «statsbudsjettet 2028»."""
    themes = themes_of(ask.pack)
    asked = read(ask, session, text, themes)
    if isinstance(asked, Fault):
        return Answer((), asked.text)
    found = find_deadlines(ask, session, asked, MOST, 0)
    official = of_official_items(session, ask.workspace.id, [each.id for each in found.rows])
    rows = tuple(
        dated(
            AnswerRow(
                str(each.id),
                each.kind,
                each.title,
                "",
                link=each.link or "",
                text_from_outside=each.id in official,
            ),
            each.starts_on,
            each.ends_on,
            each.certainty,
            ask.today,
        )
        for each in found.rows
    )
    left = f" Disse ordene fant jeg ikke: {', '.join(found.unknown)}." if found.unknown else ""
    return Answer(rows, (f"{found.total} treff.{left}" if rows else f"Ingen frister passer.{left}"))


def apent(ask: Ask, session: Session, text: str) -> Answer:
    """Return what can be influenced on a day (`YYYY-MM-DD`, or empty for today), what closes first at the top."""
    day = _iso_day(text) if text else ask.today
    if day is None:
        return Answer((), "Skriv dagen som 2026-12-31.")
    days = Span(day, day)
    dated_ones = dated_windows(session, ask.workspace.id, ask.pack, day)
    windows = sorted(
        open_windows(ask.pack, days, ask.workspace.ntp_presented, dated_ones), key=lambda each: each.span.last
    )
    rows = tuple(
        AnswerRow(
            f"vindu:{number}",
            "høring" if isinstance(each, HearingWindow) else "vindu",
            each.name,
            f"{each.name}: åpent {sure_span(each.span.first, each.span.last, each.certainty, ask.today)}."
            + (f" {each.to_do[0]}" if each.to_do else ""),
            first=iso(each.span.first),
            last=iso(each.span.last),
            certainty=each.certainty,
            link=each.link or "",
            text_from_outside=isinstance(each, HearingWindow),
        )
        for number, each in enumerate(windows[:MOST], 1)
    )
    return Answer(rows, "" if rows else f"Ingenting er åpent {day_in_words(day, ask.today)}.")


def budskap(ask: Ask, session: Session, text: str) -> Answer:
    """Return the wording of a theme, a track, a recipient or a step, each text with whether it is cleared.

    A checklist, advice or a place has no wording, and is answered as in the chat; what is nothing of this, as a question.
    """
    found = match(text, names(ask.pack, ask.today))
    if isinstance(found, SeveralMatches):
        rows = tuple(
            AnswerRow(each.ref, "emne", each.label, f"Mente du {each.label}?") for each in found.targets[:MOST]
        )
        return Answer(rows, "Flere passer. Spør om én av dem.")
    if not isinstance(found, SingleMatch):
        asked = sok(ask, session, text) if text else Answer(())
        near = ", ".join(each.label for each in found.near)
        return asked if asked.rows else Answer((), f"Det fant jeg ikke.{f' Det nærmeste er {near}.' if near else ''}")
    pieces = wording(found.target, ask.pack, campaign_for(ask.pack, ask.today), ask.today)
    rows = tuple(
        AnswerRow(
            f"{found.target.ref}:{number}",
            each.heading.lower(),
            each.text,
            each.text if each.clearing.status == "klarert" else f"{NOT_CLEARED} «{each.text}»",
            certainty=each.clearing.status,
        )
        for number, each in enumerate(pieces, 1)
    )
    if rows:
        return Answer(rows)
    shown = show_message(replace(ask, text=text), session)
    return Answer((AnswerRow(found.target.ref, "budskap", shown.title, text_of(shown)),))


def sak(ask: Ask, session: Session, text: str) -> Answer:
    """Return our own cases, and the hearings and cases that concern us; those with words of the text if there is one."""
    words = [each.strip(QUOTES).casefold() for each in clean(text).split() if each.strip(QUOTES)]
    items = [*open_items(session, ask.today), *without_deadline(session)]
    found = [
        each
        for each, _ in concerning(session, ask.workspace.id, ask.pack.media, items)
        if all(word in f"{each.title} {each.excerpt} {each.body}".casefold() for word in words)
    ]
    ours = find_cases(session, ask.workspace.id, " ".join(words))
    rows = [*map(_own_case, ours), *(_official(each, ask) for each in found)][:MOST]
    return Answer(tuple(rows), "" if rows else "Jeg kjenner ingen sak eller høring som passer.")


def _own_case(case: PolicyCase) -> AnswerRow:
    """Return a case that the workspace follows or has written, with where it is."""
    where = text_of_sheet(case, "status")
    sentence = f"{case.title.rstrip('.')} er en sak vi følger.{f' Status: {where}' if where else ''}"
    day = iso(case.next_on)
    row = AnswerRow(case.key, "vår sak", case.title, sentence, day, day, day, "fast" if day else "")
    return replace(row, text_from_outside=official_key(case.key) is not None)


def _official(record: OfficialRecord, ask: Ask) -> AnswerRow:
    row = AnswerRow(
        f"{record.kind}:{record.number}", record.kind, record.title, "", source=record.source, link=record.link or ""
    )
    on = record.deadline_on
    return replace(dated(row, on, on, "fast" if on else "ukjent", ask.today), text_from_outside=True)


def effekt(ask: Ask, session: Session, text: str) -> Answer:
    """Return what was logged as an effect in a period, as in `/effekt`: «i år», «3. kvartal», «2026 jernbane»."""
    past = read_past_query(text, ask.today, themes_of(ask.pack))
    if isinstance(past, Fault):
        return Answer((), past.text)
    if past is None:
        return Answer((), "Skriv en periode, for eksempel «i år» eller «3. kvartal».")
    named = {each.id: each.name for each in ask.pack.media.effects}
    found = find_effects(session, ask.workspace.id, EffectFilter(past.first, past.last, past.theme), MOST)
    quoting = with_words_of_others(session, ask.workspace.id, [each.id for each in found])
    rows = tuple(
        AnswerRow(
            str(each.id),
            each.kind,
            each.title,
            f"{day_in_words(each.day, ask.today)}: {named.get(each.kind, each.kind)} – {each.title}"
            + (f" Resultat: {each.result}" if each.result else ""),
            date=iso(each.day),
            first=iso(each.day),
            last=iso(each.day),
            certainty="fast",
            link=each.link or "",
            text_from_outside=each.id in quoting,
        )
        for each in found
    )
    return Answer(rows, "" if rows else f"Ingenting er loggført for {past.wording}.")


def sok(ask: Ask, session: Session, text: str) -> Answer:
    """Return what answers a question in plain words, in the order of the chat; nothing if it is not known."""
    findings = find_for(ask, session, text)
    if not findings.is_known:
        return Answer((), "Det vet jeg ikke.")
    effects = [effect_of(each.id) for each in findings.found if each.kind == EFFECT]
    quoting = with_words_of_others(session, ask.workspace.id, effects) if effects else set()
    rows = []
    for each in findings.found:
        row = AnswerRow(each.id, each.kind, each.title, each.entry.text or each.title, source=each.entry.kilde)
        when = each.when
        if when:
            row = dated(row, when.first, when.last, when.certainty, ask.today)
        # The chat's own date: none where the question does not ask when, or names something else.
        from_outside = _is_from_outside(each, quoting)
        rows.append(replace(row, date=iso(findings.date_of(each)), text_from_outside=from_outside))
    return Answer(tuple(rows))


def _is_from_outside(found: FoundAnswer, quoting: Collection[int]) -> bool:
    """Return True if what was found has a title that others than the workspace wrote; `quoting` are effects."""
    if found.kind == EFFECT:
        return effect_of(found.id) in quoting
    if found.kind in {HEARING, FOLLOW_UP}:
        return True
    return is_of_official_item(found.id) or (found.kind == CASE and official_key(found.id) is not None)


def foresla_frist(ask: Ask, session: Session, text: str) -> Answer:
    """Propose a deadline written as in `/frister ny`; the person is asked in the chat, and nothing is added before that."""
    entry = parse_entry(text, ask.today, themes_of(ask.pack), ask.user_id)
    entry = without_outside_owner(ask, session, entry, text)
    faults = entry.faults or (() if entry.due else (NO_DATE,))
    if entry.due and entry.choices and not faults:
        faults = (mismatch(entry.due, next(each for each in entry.choices if each != entry.due)),)
    if faults or entry.due is None:
        return Answer((), " ".join(faults))
    rule = f", gjentas {rule_words(entry.rule, entry.until)}" if entry.rule else ""
    said = f"{sure_span(entry.due, entry.due, entry.certainty, ask.today)}{at(entry.start, entry.minutes)}{rule}"
    try:
        propose(session, ask.workspace.id, ask.user_id, Proposed(encode_entry(entry), entry.title, said), ask.now)
    except TooManyProposalsError:
        return Answer((), f"Assistenten har foreslått {MOST_A_DAY} frister det siste døgnet. Prøv igjen i morgen.")
    row = dated(
        AnswerRow("forslag", "forslag", entry.title, "", link=entry.link or ""),
        entry.due,
        entry.due,
        entry.certainty,
        ask.today,
    )
    return Answer((row,), ASKED)


TOOLS: Mapping[str, Tool] = {
    "frister": frister,
    "apent": apent,
    "budskap": budskap,
    "sak": sak,
    "effekt": effekt,
    "sok": sok,
    "foresla_frist": foresla_frist,
}
PROPOSES = frozenset({"foresla_frist"})
"""The tools that do more than read."""


def answer(name: str, ask: Ask, session: Session, text: str) -> Answer:
    """Return the answer of a tool, without names of people. Raises `KeyError` for a tool that is not there."""
    answered = TOOLS[name](ask, session, clean(text)[:LONGEST])
    hidden: WithoutNames = names_of(session, ask.workspace.id)
    return Answer(tuple(hidden.row(each) for each in answered.rows), hidden.text(answered.note))


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
