"""The day a budget or a transport plan is presented: our demands, who reads what, and what came of each."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Choice,
    Control,
    Controls,
    DateButton,
    Fields,
    Heading,
    Item,
    Line,
    More,
    Note,
    Paragraph,
    Part,
    Person,
    line,
)
from bot.cards.rows import when_of
from bot.cards.words import MISSING, capital, day
from models.occurrences.demands import MET, NOT_MET, PARTLY, Count, count
from models.occurrences.presentations import Presentation
from models.tables import Demand

SHOW, READ, FILL, MORE, ADD = "fremlegg.vis", "fremlegg.leser", "fremlegg.fyll", "fremlegg.mer", "fremlegg.nytt"
SET_DATE, REACTIONS, COMMITTEES = "fremlegg.dato", "fremlegg.reaksjoner", "fremlegg.komiteer"
LOGGING = "fremlegg.logg"
WHO_READS, NOT_ME, REMOVE, LOG = "hvem", "ikke_jeg", "fjern", "logg"
"""What may be chosen behind «…» about a demand."""
DOCUMENTS: Mapping[str, str] = {
    "statsbudsjett": "statsbudsjettet for {year}",
    "rnb": "revidert nasjonalbudsjett for {year}",
    "ntp": "Nasjonal transportplan {year}",
}
VERDICTS: Mapping[str, str] = {MET: "Oppfylt", PARTLY: "Delvis oppfylt", NOT_MET: "Ikke oppfylt"}
NO_DEMANDS = "Dere har ikke lagt inn noen krav ennå. Trykk «Legg til krav …»."
NOBODY = "Ingen leser om dette ennå."
LONGEST_SAYS = 300


def name_of(shown: Presentation) -> str:
    """Return what a document is called in a sentence: «statsbudsjettet for 2027»."""
    return DOCUMENTS[shown.document].format(year=shown.year)


def value_of(shown: Presentation, origin: str = "") -> str:
    """Return the value of a control about a presentation, or about one of its demands."""
    return f"{shown.row.id}:{origin}" if origin else str(shown.row.id)


def day_card(
    shown: Presentation,
    rows: Sequence[Demand],
    today: date,
    *,
    title: str = "",
    intro: str = "",
    result: Sequence[Part] = (),
    more: Sequence[Control] = (),
) -> Card:
    """Return the table of a day. `result` is what was just done, `more` are further buttons at the foot.

    A demand that is met has a button that proposes to log it.
    """
    counted = count(rows)
    heading = title or f"Kravene våre til {name_of(shown)}"
    facts = (("Legges frem", line(when_presented(shown, today))), ("Status", line(filled_words(counted))))
    return Card(
        heading,
        (
            *result,
            *((Paragraph(line(intro)),) if intro else ()),
            Fields(facts),
            *(_item(shown, each) for each in rows),
            *(() if rows else (Paragraph(line(NO_DEMANDS)),)),
            Controls((*_foot(shown, today), *more)),
        ),
        summary=f"{heading}: {filled_words(counted)}." if rows else heading,
    )


def date_card(shown: Presentation, today: date) -> Card:
    """Return the question when a document is presented, where nobody has set the date."""
    said = f"Når legges {name_of(shown)} frem?"
    return Card(
        said,
        (
            Paragraph(
                line(f"{capital(when_presented(shown, today))}. Legg den inn når regjeringen har kunngjort den.")
            ),
            Controls(
                (DateButton("Legg inn dato", SET_DATE, value_of(shown)), Button("Se kravene", SHOW, value_of(shown)))
            ),
            Note(
                line("Da sier jeg fra en uke før om hvem som leser hva, og samme morgen kommer tabellen med kravene.")
            ),
        ),
        summary=said,
    )


def date_set_card(shown: Presentation, today: date) -> Card:
    """Return what replaces the question when it is answered."""
    said = f"{capital(name_of(shown))} legges frem {day(shown.on, today)}." if shown.on else ""
    return Card("Takk for svaret", (Paragraph(line(said)),), summary=said)


def when_presented(shown: Presentation, today: date) -> str:
    """Return when a document is presented, and that nobody has set the date where that is so."""
    if shown.on is not None:
        return when_of(shown.row, today)
    last = shown.row.ends_on
    said = f"senest {day(last, today)}" if shown.document == "rnb" and last else when_of(shown.row, today)
    return said if MISSING in said else f"{said}. Datoen er ikke satt"


def filled_words(counted: Count) -> str:
    """Return «3 av 5 fylt ut (1 oppfylt, 2 nei)»."""
    each = ((counted.met, "oppfylt"), (counted.partly, "delvis"), (counted.not_met, "nei"))
    words = ", ".join(f"{number} {name}" for number, name in each if number)
    return f"{counted.filled} av {counted.of} fylt ut{f' ({words})' if words else ''}"


def answer_line(row: Demand, *, with_person: bool = False) -> Line:
    """Return what a document says about a demand: «Oppfylt, side 84: Regjeringen setter av …»."""
    if row.verdict is None:
        return ()
    page = f", side {row.page}" if row.page else ""
    says = row.says or ""
    says = says if len(says) <= LONGEST_SAYS else f"{says[: LONGEST_SAYS - 1].rstrip()}…"
    by = (" – ført av ", Person(row.filled_by)) if with_person and row.filled_by else ()
    return line(Bold(VERDICTS[row.verdict]), page, f": {says}" if says else "", *by)


def demand_bullets(rows: Sequence[Demand]) -> Bullets:
    """Return the demands with what came of each, without buttons."""
    lines = [line(each.text, *(("\n", *answer_line(each)) if each.verdict else ("\nIkke fylt ut.",))) for each in rows]
    return Bullets(tuple(lines))


def missing_parts(shown: Presentation, rows: Sequence[Demand]) -> tuple[Part, ...]:
    """Return what we got and what we lack, for what we say afterwards; nothing until something is filled in."""
    counted = count(rows)
    if not counted.filled:
        return ()
    lacking = [each for each in rows if each.verdict in {PARTLY, NOT_MET}]
    said = f"{capital(name_of(shown))}: {filled_words(counted)}."
    return (
        Heading("Hva mangler for oss?"),
        Paragraph(line(said)),
        *((demand_bullets(lacking),) if lacking else ()),
        Controls((Button("Se kravene", SHOW, value_of(shown)),)),
    )


def hearing_parts(shown: Presentation, rows: Sequence[Demand], message: str = "") -> tuple[Part, ...]:
    """Return the table for the card of a committee's hearing, with what we say to that committee."""
    says: tuple[Part, ...] = (Heading("Det vi sier til komiteen"), Paragraph(line(message))) if message else ()
    table: tuple[Part, ...] = (Heading(f"Kravene våre til {name_of(shown)}"), demand_bullets(rows)) if rows else ()
    if not says and not table:
        return ()
    return (*says, *table, Controls((Button("Se kravene", SHOW, value_of(shown)),)))


def _item(shown: Presentation, row: Demand) -> Item:
    value = value_of(shown, row.origin)
    reads = f" leser: {row.reads}" if row.reads else " leser om dette."
    reader = line("\n", Person(row.reader), reads) if row.reader else line("\n", NOBODY) if row.verdict is None else ()
    answer = line("\n", *answer_line(row, with_person=True)) if row.verdict else ()
    is_free = row.reader is None and row.verdict is None
    fill = Button("Rett …" if row.verdict else "Fyll ut …", FILL, value)
    log = row.verdict == MET and row.effect_id is None
    buttons = (
        *((Button("Jeg leser", READ, value),) if is_free else ()),
        fill,
        *((Button("Skriv i effektloggen …", LOGGING, value),) if log else ()),
    )
    return Item(line(Bold(row.text), *reader, *answer), (*buttons, More("Mer …", MORE, value, _choices(row))))


def _choices(row: Demand) -> tuple[Choice, ...]:
    log = row.verdict == PARTLY and row.effect_id is None
    return (
        Choice("Hvem leser hva? …", WHO_READS),
        *((Choice("Ingen leser likevel", NOT_ME),) if row.reader else ()),
        *((Choice("Skriv i effektloggen …", LOG),) if log else ()),
        Choice("Ta ut kravet", REMOVE),
    )


def _foot(shown: Presentation, today: date) -> tuple[Control, ...]:
    value = value_of(shown)
    is_over = shown.on is not None and shown.on <= today
    dated = DateButton("Endre dato" if shown.on else "Legg inn dato", SET_DATE, value, shown.on)
    return (
        *(() if is_over else (dated,)),
        Button("Legg til krav …", ADD, value),
        Button("Reaksjoner", REACTIONS, value),
        Button("Komiteene", COMMITTEES, value),
    )
