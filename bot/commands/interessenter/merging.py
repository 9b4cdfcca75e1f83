"""Merging two entries: found by name, shown side by side, confirmed, and undone as a whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Button, Card, Code, Controls, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.card import Person as Mention
from bot.cards.card_errors import quoted
from bot.cards.words import amount, listing, short_day
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.interessenter.card.person_form import LABELS
from bot.commands.interessenter.card.stakeholder_card import COMPARE_ENTRIES
from bot.commands.interessenter.dialogue.dialogue_card import SHOW, UNDO
from bot.commands.interessenter.municipality import place_name
from bot.commands.interessenter.names.people import LONGEST
from bot.commands.interessenter.references import (
    Stakeholder,
    display_name,
    last_contact,
    load,
    read_ref,
    ref_of,
    role_text,
)
from bot.commands.parse.clean import clean, fold
from models.occurrences.changes import GoneError
from models.register import edits, organisations, people
from models.register.filters import RegisterFilter
from models.register.history import dialogue_number
from models.register.merge import Difference, differences, merge_organisations, merge_people
from models.register.roles import roles
from models.register.search import search
from models.register.words import folded_name
from models.tables import Edit, Organisation, Person

MOST_PAIRS = 4
"""How many entries with a name are considered."""
MOST_CUTS = 6
"""The most places to cut a text: each half is looked up."""
TOO_MANY = "Jeg slår sammen to om gangen. Skriv bare de to navnene."
_BETWEEN_NAMES = re.compile(r" (?:og|med|&) |, ", re.IGNORECASE)
Pair = tuple[Stakeholder, Stakeholder]


def pairs_of(ask: Ask, session: Session, text: str) -> Sequence[Pair] | str:
    """Return the pairs that a text may mean, or an error message if there are none.

    A name may contain «og», so every place where the text can be cut is tried.
    """
    unknown = clean(text)
    cuts = list(_cuts(unknown))
    if len(cuts) > MOST_CUTS:
        return TOO_MANY
    for one, other in cuts:
        if max(len(one), len(other)) > LONGEST:
            continue
        first, second = _named_in_register(ask, session, one), _named_in_register(ask, session, other)
        if first and second:
            return _different(first, second)
        unknown = one if not first else other
    return f"Jeg fant ikke to oppføringer for «{quoted(unknown)}»."


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for cut in _BETWEEN_NAMES.finditer(text):
        one, other = text[: cut.start()].strip(), text[cut.end() :].strip()
        if one and other:
            yield one, other


def _named_in_register(ask: Ask, session: Session, name: str) -> list[Stakeholder]:
    """Return the entries that a name means: those with that reference or name, else those found by its words."""
    numbered = load(session, ask.workspace.id, read_ref(name.lower()))
    if numbered is not None:
        return [numbered]
    same: list[Stakeholder] = list(people.same_name(session, ask.workspace.id, name, MOST_PAIRS))
    same += organisations.named(session, ask.workspace.id, name, MOST_PAIRS)
    if same:
        return same
    result = search(session, ask.workspace, RegisterFilter(words=name), ask.today, MOST_PAIRS)
    rows: list[Stakeholder] = [*(hit.row for hit in result.people), *(hit.row for hit in result.organisations)]
    return [row for row in rows if not result.guessed or folded_name(name) in row.folded]


def _different(first: Sequence[Stakeholder], second: Sequence[Stakeholder]) -> Sequence[Pair]:
    """Return each pair of different entries of one kind, once; if there is none, the first of each."""
    two: dict[frozenset[tuple[str, int]], Pair] = {}
    for one, other in product(first, second):
        if one is not other and type(one) is type(other):
            two.setdefault(frozenset({(one.__tablename__, one.id), (other.__tablename__, other.id)}), (one, other))
    return list(two.values()) or [(first[0], second[0])]


MERGE, KEEP_APART = "interessent.sla_sammen", "interessent.ikke_samme"
SWAP = f"{COMPARE_ENTRIES}.bytt"
PAIRS_SHOWN = 5
FIELDS = LABELS | {"link": "Nettsted"}
HOW = line("Skriv ", Code("/interessenter slå sammen Kari Nordmann og Kari Nordman"), ".")
NOT_MERGED = Card("Ingenting er slått sammen", (Paragraph(line("Begge står som før.")),), summary="Begge står som før.")
ONE_GONE = "Den ene er borte. Noen har fjernet den eller slått dem sammen i mellomtiden."
GONE = Card("Kan ikke slås sammen", (Paragraph(line(ONE_GONE)),), summary=ONE_GONE)
SEEN_CHANGED = "Noen har endret en av dem mens du så på. Se over på nytt før du slår sammen."


def merging(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter slå sammen A og B` with the two side by side, or ask which two."""
    first, _, rest = text.partition(" ")
    if fold(first) != "sammen" or not rest:
        return _cannot("Skriv hvilke to du vil slå sammen.", HOW)
    pairs = pairs_of(ask, session, rest)
    if isinstance(pairs, str):
        return _cannot(pairs, HOW)
    if len(pairs) > 1:
        return _choose_pair(ask, session, pairs)
    return compare_card(ask, session, *pairs[0])


def compare(ask: Ask, press: Press, session: Session) -> Reply:
    """Show two entries side by side, before anything is changed."""
    one, _, other = press.value.partition(" ")
    first, second = (load(session, ask.workspace.id, read_ref(each)) for each in (one, other))
    if first is None or second is None:
        return Reply(card=GONE)
    return Reply(card=compare_card(ask, session, first, second))


def swap(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the pair with the other entry as the one that is kept."""
    return Reply(card=compare(ask, press, session).card, replace=True)


def merge(ask: Ask, press: Press, session: Session) -> Reply:
    """Merge the two entries, if they are unchanged since they were shown."""
    pair = _as_shown(ask, session, press.value)
    if pair is None:
        return Reply(card=GONE, replace=True)
    keep, drop, fresh = pair
    if not fresh:
        return Reply(card=compare_card(ask, session, keep, drop, SEEN_CHANGED), replace=True)
    name = drop.name
    act = merge_people if isinstance(keep, Person) else merge_organisations
    try:
        edit = act(session, ask.workspace.id, keep.id, drop.id, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE, replace=True)
    return Reply(card=_merged(session, keep, name, edit), replace=True)


def keep_apart(ask: Ask, press: Press, session: Session) -> Reply:
    """Keep the two entries as they are."""
    del ask, press, session
    return Reply(card=NOT_MERGED, replace=True)


def compare_card(ask: Ask, session: Session, keep: Stakeholder, drop: Stakeholder, text: str = "") -> Card:
    """Return two entries side by side with the merged result; `keep` is the one that is kept."""
    if type(keep) is not type(drop):
        return _cannot("Du kan slå sammen to personer eller to virksomheter, ikke en av hver.", HOW)
    if keep.id == drop.id:
        return _cannot(f"Begge navnene er den samme oppføringen: {keep.name}. Det er ingenting å slå sammen.", ())
    title = "Er dette samme person?" if isinstance(keep, Person) else "Er dette den samme virksomheten?"
    both = f"{_token(keep)} {_token(drop)}"
    return Card(
        title,
        (
            *((Paragraph(line(text)),) if text else ()),
            *_side(ask, session, 1, keep),
            *_side(ask, session, 2, drop),
            Heading("Slik blir den ene oppføringen"),
            Bullets((*(_becomes(each) for each in differences(keep, drop)), line(_taken_over(keep)))),
            Controls(
                (
                    Button("Slå sammen", MERGE, both, style="primary"),
                    Button("Behold nummer 2 i stedet", SWAP, f"{ref_of(drop)} {ref_of(keep)}"),
                    Button("Ikke samme", KEEP_APART, ""),
                )
            ),
            Note(line("Du kan angre etterpå.")),
        ),
        summary=f"{title} {keep.name} og {drop.name}",
    )


def _side(ask: Ask, session: Session, number: int, row: Stakeholder) -> tuple[Part, ...]:
    roles_now = roles(session, ask.workspace.id, [row.id], ask.today).get(row.id, ()) if isinstance(row, Person) else ()
    doings = listing([each for each in dict.fromkeys(map(role_text, roles_now)) if each])
    spoken = dialogue_number(session, row)
    facts: list[Line] = [
        line(doings),
        line(f"Nivå {row.tier}, {amount(spoken, 'samtale', 'samtaler')}, {last_contact(row, ask.today)}"),
        line("Ansvarlig: ", Mention(row.owner)) if row.owner else (),
        *(line(f"{FIELDS[name]}: {_value_text(name, value)}") for name in ("municipality", "email", "phone", "link", "note", "source") if (value := getattr(row, name, None))),
        line(f"Skrevet inn {short_day(row.created_at.astimezone(ask.workspace.zone).date(), ask.today)}"),
    ]  # fmt: skip
    return Heading(f"{number}. {display_name(row, roles_now)}"), Bullets(tuple(each for each in facts if each))


def _becomes(each: Difference) -> Line:
    label = FIELDS[each.column]
    if each.both:
        return line(f"{label}: begge, under hverandre")
    if each.column == "owner":
        return line(f"{label}: ", Mention(each.kept), " beholdes, ", Mention(each.other), " går ut")
    return line(
        f"{label}: {_value_text(each.column, each.kept)} beholdes, {_value_text(each.column, each.other)} går ut"
    )


def _value_text(column: str, value: Any) -> str:
    return place_name(str(value)) or "" if column == "municipality" else " ".join(str(value).split())


def _taken_over(keep: Stakeholder) -> str:
    if isinstance(keep, Person):
        return "Samtaler, roller, holdninger, gaver og bekjentskaper fra begge"
    return "Samtaler, folk, holdninger, gaver og samarbeid fra begge"


def _choose_pair(ask: Ask, session: Session, pairs: Sequence[Pair]) -> Card:
    rows: list[Part] = []
    for one, other in pairs[:PAIRS_SHOWN]:
        text = f"1: {_short(ask, session, one)}\n2: {_short(ask, session, other)}"
        rows.append(Item(line(text), (Button("Sammenlign", COMPARE_ENTRIES, f"{ref_of(one)} {ref_of(other)}"),)))
    more = (Note(line("Det er flere. Skriv mer av navnene.")),) if len(pairs) > PAIRS_SHOWN else ()
    return Card("Hvilke to mener du?", (*rows, *more))


def _short(ask: Ask, session: Session, row: Stakeholder) -> str:
    roles_now = roles(session, ask.workspace.id, [row.id], ask.today).get(row.id, ()) if isinstance(row, Person) else ()
    role = next((said for each in roles_now if (said := role_text(each))), "")
    return " · ".join(part for part in (display_name(row, roles_now), role, last_contact(row, ask.today)) if part)


def _merged(session: Session, keep: Stakeholder, other: str, edit: Edit) -> Card:
    session.refresh(keep)
    number = amount(dialogue_number(session, keep), "samtale", "samtaler")
    sentence = f"{keep.name} og {other} er nå én oppføring, med {number}."
    buttons = (Button("Angre", UNDO, str(edit.id)), Button(f"Vis {keep.name}", SHOW, str(ref_of(keep))))
    return Card("Slått sammen", (Paragraph(line(sentence)), Controls(buttons)), summary=sentence)


def _cannot(text: str, how: Line) -> Card:
    return Card("Kan ikke slås sammen", (Paragraph(line(text)), *((Note(how),) if how else ())), summary=text)


def _token(row: Stakeholder) -> str:
    """Return a row's reference with its version and creation time: ids are reused, and the row may change meanwhile."""
    return f"{ref_of(row)}.{row.version}.{int(row.created_at.timestamp())}"


def _as_shown(ask: Ask, session: Session, value: str) -> tuple[Stakeholder, Stakeholder, bool] | None:
    """Return the two rows of a button, locked, and whether both are unchanged; None if one is gone."""
    shown = value.split(" ")
    refs = [ref for each in shown if (ref := read_ref(each.partition(".")[0]))]
    if len(refs) != 2 or len(shown) != 2:  # noqa: PLR2004 - two are made one
        return None
    # Locked in the order of their ids, to avoid a deadlock of two merges.
    for ref in sorted(refs, key=lambda each: (each.is_person, each.id)):
        if ref.is_person:
            edits.locked(session, Person, ask.workspace.id, ref.id)
        else:
            edits.locked(session, Organisation, ask.workspace.id, ref.id)
    keep, drop = (load(session, ask.workspace.id, ref) for ref in refs)
    born = [each.rpartition(".")[2] for each in shown]
    if keep is None or drop is None or [str(int(row.created_at.timestamp())) for row in (keep, drop)] != born:
        return None
    return keep, drop, [_token(keep), _token(drop)] == shown
