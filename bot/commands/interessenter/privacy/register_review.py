"""`/interessenter gjennomgang`: the people who should be reviewed, with buttons to keep, delete or anonymise."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.cards.card import Bold, Button, Card, Code, Controls, Item, Line, Note, Paragraph, Part, line
from bot.cards.card import Person as Mention
from bot.cards.card_errors import stale
from bot.cards.nudges.review import OPEN as OPEN  # noqa: PLC0414 - the button of the nudge is the same
from bot.cards.nudges.review import why
from bot.cards.words import amount, short_day
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.interessenter.card.person_form import GONE
from bot.commands.interessenter.dialogue.dialogue_card import SHOW, UNDO
from bot.commands.interessenter.privacy.person_privacy import ANONYMISE, ERASE, confirm
from bot.commands.interessenter.references import display_name, load, read_ref, ref_of, role_text
from bot.commands.parse.numbers import row_id
from models.calendar.elections import last_election
from models.occurrences.changes import GoneError
from models.register.review import Doubtful, asked_again, keep, review_numbers, to_review
from models.register.roles import HeldRole, roles
from models.tables import Person
from models.workspace.administrators import is_administrator

KEEP, TAKE_AWAY = "interessent.trengs", "interessent.ta_bort"
SIZE = 5
LAW = "Vi skal ikke ha opplysninger om folk lenger enn vi trenger dem."


def review_part(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter gjennomgang`: the people nobody has spoken with for a long time."""
    del text
    return review_card(ask, session)


def page(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the list from the row in the button's value; without one, as a new message."""
    return Reply(card=review_card(ask, session, row_id(press.value)), replace=bool(press.value))


def keep_one(ask: Ask, press: Press, session: Session) -> Reply:
    """Keep a person, and show the rest of the list."""
    ref, _, offset = press.value.partition(" ")
    row = load(session, ask.workspace.id, read_ref(ref))
    if not isinstance(row, Person):
        return Reply(
            card=review_card(ask, session, row_id(offset), line("Noen har fjernet oppføringen i mellomtiden.")),
            replace=True,
        )
    try:
        edit = keep(session, ask.workspace.id, row.id, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE)
    when = asked_again(ask.today)
    again = f"Uten nye samtaler spør jeg igjen {short_day(when, ask.today)}, eller etter neste valg."
    sentence = f"{row.name} beholdes. {again}"
    return Reply(card=review_card(ask, session, row_id(offset), line(sentence), str(edit.id)), replace=True)


def take_away(ask: Ask, press: Press, session: Session) -> Reply:
    """Ask for confirmation before a person is deleted or anonymised."""
    ref, _, how = press.value.partition(" ")
    row = load(session, ask.workspace.id, read_ref(ref))
    if row is None:
        return Reply(card=GONE)
    return Reply(card=confirm(ask, row, session, how) if how in {ERASE, ANONYMISE} else stale())


def review_card(ask: Ask, session: Session, offset: int = 0, text_line: Line = (), undo: str = "") -> Card:
    """Return the people to review, five at a time; headed by the result of the last action, with a button to undo."""
    election = last_election(ask.pack, ask.today)
    numbers = review_numbers(session, ask.workspace, ask.today, election)
    start = min(offset, max(0, numbers.all - 1)) // SIZE * SIZE
    page_rows = to_review(session, ask.workspace, ask.today, election, SIZE, start)
    back = (Button("Angre", UNDO, undo),) if undo else ()
    first: tuple[Part, ...] = (Item(text_line, back),) if text_line else ()
    if not page_rows:
        return _nobody(first)
    held_roles = roles(session, ask.workspace.id, [each.row.id for each in page_rows], ask.today)
    sentence = f"{amount(numbers.all, 'person', 'personer')} bør vurderes på nytt: {why(numbers)}."
    return Card(
        "Gå gjennom interessentregisteret",
        (
            *first,
            Paragraph(line(f"{sentence} {LAW}")),
            *(_item(ask, each, held_roles.get(each.row.id, ()), start) for each in page_rows),
            *_foot(start, len(page_rows), numbers.all),
        ),
        summary=sentence,
    )


def waiting(ask: Ask, session: Session) -> tuple[Part, ...]:
    """Return a note to administrators about how many people should be reviewed; nothing if nobody should."""
    if not is_administrator(session, ask.workspace, ask.user_id):
        return ()
    numbers = review_numbers(session, ask.workspace, ask.today, last_election(ask.pack, ask.today))
    if not numbers.all:
        return ()
    sentence = f"{amount(numbers.all, 'person', 'personer')} bør vurderes på nytt: "
    return (Note(line(sentence, Code("/interessenter gjennomgang"))),)


def _nobody(first: tuple[Part, ...]) -> Card:
    sentence = "Ingen i registeret trenger å vurderes på nytt nå."
    when = "Jeg henter frem dem vi ikke har snakket med på to år, og folkevalgte og partifolk etter hvert valg."
    return Card("Gjennomgangen er ferdig", (*first, Paragraph(line(sentence)), Note(line(when))), summary=sentence)


def _item(ask: Ask, each: Doubtful, roles_now: Sequence[HeldRole], start: int) -> Item:
    row = each.row
    ref = str(ref_of(row))
    role = next((role_text(one) for one in roles_now if one.role.to_on is None or one.role.to_on >= ask.today), "")
    about = " · ".join(part for part in (role, f"nivå {row.tier}") if part)
    owner = (" · ansvarlig ", Mention(row.owner)) if row.owner else ()
    return Item(
        line(Bold(display_name(row, roles_now)), f" · {about}", *owner, f"\n{_reason(ask, each)}"),
        (
            Button("Behold", KEEP, f"{ref} {start}", style="primary"),
            Button("Slett", TAKE_AWAY, f"{ref} {ERASE}"),
            Button("Anonymiser", TAKE_AWAY, f"{ref} {ANONYMISE}"),
            Button("Vis", SHOW, ref),
        ),
    )


def _reason(ask: Ask, each: Doubtful) -> str:
    row = each.row
    since = short_day(row.quiet_since, ask.today)
    spoken = f"Siste samtale {since}." if row.last_dialogue_on else f"Ingen samtaler siden oppføringen {since}."
    return spoken if each.reason == "stillhet" else f"Sto her før valget. Stemmer rollen fortsatt? {spoken}"


def _foot(start: int, shown: int, total: int) -> tuple[Part, ...]:
    buttons = (
        *((Button("Forrige", OPEN, str(start - SIZE)),) if start else ()),
        *((Button("Neste", OPEN, str(start + SIZE)),) if start + SIZE < total else ()),
    )
    count = (Note(line(f"Viser {start + 1}–{start + shown} av {total}")),) if total > SIZE else ()
    how = (
        Note(
            line(
                "Endre rollen under «Vis». «Behold» utsetter spørsmålet. Hele lista: ",
                Code("/interessenter gjennomgang"),
            )
        ),
    )
    return (*count, *((Controls(buttons),) if buttons else ()), *how)
