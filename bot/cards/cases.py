"""The cases that a workspace works with, as a list and in messages: where each is, what comes next, and what has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.card import Bold, Button, Card, Code, Controls, Item, Line, Note, Paragraph, Part, Person, line
from bot.cards.rows import short_title
from bot.cards.words import amount, capital, day, in_days, listing, short_day
from models.cases import sheets
from models.cases.about import Step, last_step, people_in
from models.cases.moves import Move, What
from models.official.items import QUESTIONS, ItemKind, OfficialRole, Status
from models.tables import OfficialRecord, PolicyCase

SHOW, FOLLOW, NEW, ALL, NEXT = "sak.vis", "sak.folg", "sak.ny", "sak.alle", "sak.flere"
FOLLOW_LABEL = "Følg saken"
MOST = 8
LONGEST_STATUS = 140
NO_STATUS = "Status er ikke skrevet ennå"
MOVED_TITLE, WEEK_TITLE = "Nytt i en sak du følger", "Saker som har beveget seg"
DAY_TITLE = "Saker du følger i Stortinget"
COMING: Mapping[str, str] = {"innstillingen avgitt": "innstilling", "fremmet": "fremmes", "sendt": "sendes"}
"""What steps are called before they have been, where the source's word says that they have."""


@dataclass(frozen=True)
class ListedCase:
    """A case in the list: its official item (None for one's own), what comes next, and who follows it."""

    case: PolicyCase
    record: OfficialRecord | None
    steps: Sequence[Step]
    followers: tuple[str, ...]


def list_card(found: Sequence[ListedCase], offset: int, number: int, title: str, today: date) -> Card:
    """Return a part of the list, which has that number of cases in all."""
    if not found:
        said = line(
            "Her står sakene dere følger eller har skrevet inn. Finn saker som angår oss med «Alle som angår oss», eller skriv ",
            Code("/padriver sak ny TITTEL"),
            ".",
        )
        return Card(title, (Paragraph(said), Controls((_new(), _all()))), summary="Ingen saker ennå")
    left = number - offset - len(found)
    more = (Button(f"Vis flere ({left})", NEXT, str(offset + len(found))),) if left > 0 else ()
    rows = tuple(_row(each, today) for each in found)
    return Card(title, (*rows, Controls((*more, _new(), _all()))), summary=f"{title}: {amount(number, 'sak', 'saker')}")


def _new() -> Button:
    return Button("Ny sak …", NEW, "")


def _all() -> Button:
    return Button("Alle som angår oss", ALL, "")


def _row(shown: ListedCase, today: date) -> Item:
    case = shown.case
    comes = f" · Neste: {step_words(shown.steps[0], today)}" if shown.steps else ""
    sprint = f"\nSprint til {day(case.sprint_until, today)}" if is_sprint(case, today) and case.sprint_until else ""
    said = line(Bold(short_title(case.title)), f"\n{where_now(case, shown.record, today)}{comes}{sprint}")
    return Item(said, (Button("Se saken", SHOW, str(case.id)),), case.key)


def is_sprint(case: PolicyCase, today: date) -> bool:
    """Return True while a sprint lasts."""
    return case.sprint_until is not None and case.sprint_until >= today


def where_now(case: PolicyCase | None, record: OfficialRecord | None, today: date) -> str:
    """Return where a case is: by its last step, or as people wrote it. One sentence without a full stop."""
    if record is None:
        status = sheets.text_of(case, "status") if case else ""
        first = " ".join(status.split())
        return (first[: LONGEST_STATUS - 1] + "…" if len(first) > LONGEST_STATUS else first) or NO_STATUS
    if record.kind in QUESTIONS:
        return _question_now(record, today)
    last = last_step(record, today)
    if record.status and Status(record.status).is_over:
        return capital(record.status) + (f", sist {step_words(last, today)}" if last else "")
    if record.kind == ItemKind.BILL.value:
        return f"Varslet, ventes i {record.month}" if record.month else "Varslet"
    where = f" i {record.body}" if record.body else ""
    said = f": {step_words(last, today)}" if last else ""
    return f"{capital(record.status or 'i Stortinget')}{where}{said}"


def _question_now(record: OfficialRecord, today: date) -> str:
    last = last_step(record, today)
    if record.status and Status(record.status).is_over:
        return capital(step_words(last, today)) if last else capital(record.status)
    sent = f"Sendt {short_day(last.on, today)}, " if last else ""
    return capital(f"{sent}ikke besvart ennå")


def step_words(step: Step, today: date) -> str:
    """Return a step with its day: «votering 15. desember»."""
    return f"{_name(step.name, step.on, today)} {short_day(step.on, today)}"


def _name(name: str, on: date, today: date) -> str:
    return COMING.get(name, name) if on > today else name


def move_words(move: Move, today: date) -> str:
    """Return what has moved as a sentence."""
    match move.what:
        case What.EVENT | What.DATE if move.on:
            return _dated_words(move, date.fromisoformat(move.on[:10]), today)
        case What.BODY:
            return f"Saken er nå hos {move.words}."
        case What.RAPPORTEUR:
            return f"Saksordfører: {move.words}."
        case What.OWN_STATUS:
            return f"Status: {' '.join(move.words.split())[:LONGEST_STATUS].rstrip('.')}."
        case _:
            return f"Saken er nå {move.words}."


def _dated_words(move: Move, on: date, today: date) -> str:
    name = _name(move.words, on, today)
    if not move.before:
        return f"{'Ny dato: ' if on > today else ''}{name if on > today else capital(name)} {day(on, today)}."
    was = short_day(date.fromisoformat(move.before[:10]), today)
    return f"{capital(name)} er flyttet fra {was} til {day(on, today)}."


def moved_card(case: PolicyCase, moves: Sequence[Move], today: date) -> Card:
    """Return the line to somebody who follows a case."""
    said = " ".join(move_words(each, today) for each in moves)
    return Card(
        MOVED_TITLE,
        (Item(line(Bold(short_title(case.title)), f"\n{said}"), (Button("Se saken", SHOW, str(case.id)),), case.key),),
        summary=f"{short_title(case.title)}: {said}",
    )


def week_card(found: Sequence[tuple[PolicyCase, Sequence[Move]]], today: date) -> Card:
    """Return the week's message: each case that has moved, with what."""
    rows = tuple(
        Item(
            line(Bold(short_title(case.title)), f"\n{' '.join(move_words(each, today) for each in _once(moves))}"),
            (Button("Se saken", SHOW, str(case.id)),),
            f"uka:{case.key}",
        )
        for case, moves in found[:MOST]
    )
    left = len(found) - len(rows)
    more = f"Og {amount(left, 'til', 'til')}. " if left > 0 else ""
    note = Note(line(more, "Alle sakene står i ", Code("/padriver sak"), "."))
    return Card(WEEK_TITLE, (*rows, note), summary=f"{WEEK_TITLE}: {len(found)}")


def _once(moves: Sequence[Move]) -> list[Move]:
    """Return moves without repetition; of what has one value at a time, the last."""
    last = {each.what: each for each in moves if each.what not in {What.EVENT, What.DATE}}
    return list(dict.fromkeys(each for each in moves if each.what not in last or last[each.what] == each))


def day_card(found: Sequence[tuple[PolicyCase, Sequence[Step]]], today: date) -> Card:
    """Return what the Storting debates next, or has just decided, of what somebody follows."""
    rows = tuple(
        Item(
            line(Bold(short_title(case.title)), f"\n{' '.join(_day_words(each, today) for each in steps)}"),
            (Button("Se saken", SHOW, str(case.id)),),
            f"dag:{case.key}",
        )
        for case, steps in found
    )
    return Card(DAY_TITLE, rows, summary=f"{DAY_TITLE}: {listing([short_title(case.title) for case, _ in found])}")


def _day_words(step: Step, today: date) -> str:
    return f"{capital(_name(step.name, step.on, today))} {in_days(step.on, today)}, {day(step.on, today)}."


def person_words(person: Mapping[str, str]) -> str:
    """Return somebody in public office with party and county: «Ola Nordmann (Ap, Akershus)»."""
    about = ", ".join(filter(None, (person.get("party", ""), person.get("county", ""))))
    return f"{person['name']} ({about})" if about else person["name"]


def asks_whom(record: OfficialRecord) -> str:
    """Return who asks which minister: «Ola Nordmann (Ap, Akershus) spør samferdselsministeren»; empty if not known."""
    askers = listing([person_words(each) for each in people_in(record, OfficialRole.ASKER)])
    asked = listing([each["name"] for each in people_in(record, OfficialRole.ASKED)])
    if not askers:
        return f"Spørsmål til {asked}" if asked else ""
    return f"{askers} spør {asked}" if asked else f"{askers} spør"


def mentions(users: Sequence[str]) -> Line:
    """Return people of ours, with commas between."""
    found: list[str | Person] = []
    for each in users:
        found += [", ", Person(each)] if found else [Person(each)]
    return line(*found)


def parts_of_result(said: str) -> tuple[Part, ...]:
    """Return what was just done, first on a card; nothing if it says nothing."""
    return (Paragraph(line(said)),) if said else ()
