"""Logging a dialogue: from one line in ten seconds, or from its form."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, line
from bot.cards.errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.words import listing
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.interessenter.asking import Statement, read_statement, sure, which
from bot.commands.interessenter.captured import Captured, captured
from bot.commands.interessenter.form import Known, dialogue_form, read_form, read_known
from bot.commands.interessenter.logged import logged_card
from bot.commands.interessenter.named import Named, people, people_error
from bot.commands.interessenter.refs import load, read_ref
from bot.commands.interessenter.told import named as told_name
from bot.commands.interessenter.warned import warned, warnings
from bot.commands.interessenter.whom import Unsure, Whom, whom
from bot.commands.interessenter.written import Told, write
from bot.commands.parse.bounds import MOST_WORDS
from bot.commands.parse.themes import themes_of
from models.media.matching.matcher import matcher_of
from models.occurrences.changes import AlreadyUndoneError, ChangedError, GoneError
from models.register.undo import undo

DROPPED = Card("Ingenting er loggført", (Paragraph(line("Ingenting er loggført.")),))
NOBODY = "Skriv hvem du snakket med."
GONE = Card(
    "Noe er endret i mellomtiden",
    (
        Paragraph(
            line("Noen har endret dette i mellomtiden, så ingenting er loggført nå. Slå opp personen og prøv igjen.")
        ),
    ),
)


def read_line(ask: Ask, text: str) -> Captured | None:
    """Return the dialogue a line tells of, if it tells of one."""
    themes, matcher = themes_of(ask.pack), matcher_of(ask.pack.media)

    def theme_of(said: str) -> str | None:
        words = said.replace("#", " ").split()
        named = themes.find(said) or next((found for word in words if (found := themes.find(word))), None)
        return named or next(iter(matcher.match(said).themes), None)

    return captured(text, ask.today, theme_of)


def capture(ask: Ask, session: Session, said: Statement) -> Answer | None:
    """Log what a line tells, or ask what it leaves open; None where it tells of no dialogue."""
    found = read_line(ask, said.text)
    if found is None:
        return None
    if found.faults or not said.fits:
        known = Known(said.picks, found.planned, found.place)
        return dialogue_form(ask, _written(found.people), told_of(found), known, " ".join(found.faults))
    sides = sides_of(ask, session, found.people, said)
    if isinstance(sides, Unsure):
        return which(ask, session, said, sides)
    warned = () if said.sure else warnings(ask, session, sides, found.theme)
    if warned:
        return sure(said, warned, found.planned)
    return logged_card(ask, write(ask, session, told_of(found), sides))


def from_message(ask: Ask, text: str, link: str | None) -> Form:
    """Return the form of the dialogue that a message tells of, as far as it is understood; the rest is what was said."""
    # What is longer than a command is no line about a dialogue, and is kept as it is written.
    found = read_line(ask, text) if len(text) <= MOST_WORDS else None
    if found is not None:
        return dialogue_form(
            ask, _written(found.people), replace(told_of(found), link=link), Known({}, found.planned, found.place, link)
        )
    said = text.strip()
    return dialogue_form(ask, "", Told(ask.today, "samtale", said=said, link=link), Known(link=link))


def answered(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Go on with a line when what it left open was answered."""
    said = read_statement(press.value)
    answer = capture(ask, session, said) if said else None
    if isinstance(answer, Card):
        return Reply(card=answer, replace=True)
    return answer if isinstance(answer, Form) else Reply(card=stale())


def dropped(ask: Ask, press: Press, session: Session) -> Reply:
    """Let a line be."""
    del ask, press, session
    return Reply(card=DROPPED, replace=True)


def open_log(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a dialogue with somebody who is known."""
    row = load(session, ask.workspace.id, read_ref(press.value))
    if row is None:
        return Reply(card=GONE)
    name = told_name(row)
    return warned(ask, session, row, dialogue_form(ask, name, Told(ask.today, "møte"), Known({name: press.value})))


def submit(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log what a form tells, or say what to mend. One that mends takes the place of what was logged before."""
    known = read_known(sent.state)
    filled, wrong = read_form(ask, sent, known)
    named = people(sent.values.get("whom", ""))
    too_many = people_error(sent.values.get("whom", ""))
    if wrong or too_many or not named:
        return FormErrors(wrong or {"whom": too_many or NOBODY})
    try:
        if known.mends:
            undo(session, ask.workspace.id, known.mends, ask.user_id, ask.now)
        sides = sides_of(ask, session, named, Statement("", known.picks))
        if isinstance(sides, Unsure):
            return FormErrors({"whom": ambiguous(sides)})
        warned = () if known.mends else warnings(ask, session, sides, filled.theme)
        return Reply(card=logged_card(ask, write(ask, session, filled, sides), warned))
    except (GoneError, ChangedError, AlreadyUndoneError):
        return Reply(card=GONE)


def sides_of(ask: Ask, session: Session, named: Sequence[Named], said: Statement) -> tuple[Whom, ...] | Unsure:
    """Return who is meant by each of some names, or the first that is not sure."""
    found = list[Whom]()
    for each in named:
        side = whom(session, ask.workspace, each, ask.today, said.picks.get(each.name, ""))
        if isinstance(side, Unsure):
            return side
        found.append(side)
    return tuple(found)


def told_of(found: Captured) -> Told:
    """Return the dialogue that was understood from a line."""
    came = found.outcome
    return Told(
        found.day,
        found.channel,
        found.planned,
        found.theme,
        found.about,
        found.place,
        came.stance,
        came.said,
        came.wants,
        came.step,
        came.due,
        journal=came.journal,
        start=came.start or found.start,
        minutes=came.minutes if came.start else found.minutes,
    )


def _written(named: Sequence[Named]) -> str:
    return ", ".join(
        f"{each.name} ({beside})" if (beside := each.party or each.organisation) else each.name for each in named
    )


def ambiguous(unsure: Unsure) -> str:
    """Return what to write instead of a name that is not sure."""
    names = listing([row.name for row in unsure.candidates], "eller")
    if not names:
        return f"Skriv hele navnet til {unsure.named.name}."
    return f"Mener du {names}? Skriv navnet slik, med parti eller virksomhet i parentes bak."
