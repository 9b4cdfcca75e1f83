"""`innsyn` and `slett`: everything that is stored about one person, and deleting it (GDPR, articles 15 and 17)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Note, Paragraph, line
from bot.cards.file import File
from bot.cards.nudges.review import OPEN as REVIEW
from bot.cards.words import amount
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.commands.interessenter.card.person_form import GONE
from bot.commands.interessenter.card.search_results import list_card, matching_rows, nobody_found
from bot.commands.interessenter.privacy.person_report import PersonReport
from bot.commands.interessenter.privacy.unlisted_people import confirm_strike_out, report, texts_naming
from bot.commands.interessenter.references import Stakeholder, load, read_ref, ref_of
from bot.commands.parse.clean import fold
from bot.commands.shared.administration import refusal
from models.calendar.elections import last_election
from models.occurrences.changes import GoneError
from models.register import people
from models.register.erasure import Erased, anonymise, erase
from models.register.filters import RegisterFilter
from models.register.mentions import Mention
from models.register.personal_data import SEEN, held
from models.register.review import review_numbers
from models.tables import Person
from models.workspace.audit import note

_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
ERASE, ANONYMISE, KEEP = "interessent.slett", "interessent.anonymiser", "interessent.behold"
CHANGING = "hvem som slettes fra registeret"
WHAT_GOES = {
    ERASE: "«Slett alt» fjerner personen og samtalene der ingen andre var med.",
    ANONYMISE: "«Anonymiser» fjerner det som viser hvem det er, men beholder at det har vært samtaler.",
}
WHAT_STAYS = (
    "Meldinger som alt står i chatten, sikkerhetskopier og regneark dere har lastet ned, må dere rydde i selv. Det samme "
    "gjelder omtale uten fullt navn."
)
TWIN = "Det står flere med dette navnet i registeret. Der navnet bare står i en tekst, tas det ut uansett hvem det gjelder."
NOTHING_DELETED = Card("Ingenting er slettet", (Paragraph(line("Ingenting er slettet.")),))


def access(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter innsyn NAVN` with a file of everything that is stored about that person."""
    who = _one(ask, text, session)
    if isinstance(who, list):
        return report(ask, session, text, who)
    if isinstance(who, Card):
        return who
    data = held(session, ask.workspace.id, who.id)
    note(session, ask.workspace.id, ask.user_id, ask.now, SEEN, {}, {"person": str(ref_of(who))})
    name = _OTHER_SIGNS.sub("-", fold(who.name)).strip("-") or "person"
    return File(f"innsyn-{name}.zip", f"Innsyn: {who.name}", PersonReport(who.name, data, ask.today))


def deletion(ask: Ask, text: str, session: Session) -> Answer:
    """Answer `/interessenter slett NAVN` with what would be deleted, and ask for confirmation."""
    who = _one(ask, text, session)
    if isinstance(who, list):
        return confirm_strike_out(ask, session, text, who)
    return who if isinstance(who, Card) else confirm(ask, who, session)


def confirm(ask: Ask, row: Stakeholder, session: Session, how: str = "") -> Card:
    """Ask whether to delete or anonymise a person (only `how` if it is given): neither can be undone."""
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    if not isinstance(row, Person):
        sentence = "Her kan du bare slette personer. Endre virksomheten i stedet."
        return Card("Kan ikke slettes", (Paragraph(line(sentence)),), summary=sentence)
    data = held(session, ask.workspace.id, row.id)
    sentence = f"Vi har {_counted(data)} med {row.name}.{_elsewhere(data)} Dette kan ikke angres."
    twin = len(people.same_name(session, ask.workspace.id, row.name)) > 1
    return Card(
        f"{'Anonymisere' if how == ANONYMISE else 'Slette'} {row.name}?",
        (
            Paragraph(line(sentence)),
            *((Note(line(TWIN)),) if twin else ()),
            Note(line(WHAT_GOES[how] if how else " ".join(WHAT_GOES.values()))),
            Note(line(WHAT_STAYS)),
            Controls((*_ways(row, how), Button("Avbryt", KEEP, ""))),
        ),
    )


def _ways(row: Person, how: str) -> tuple[Button, ...]:
    both = (("Slett alt", ERASE), ("Anonymiser", ANONYMISE))
    return tuple(Button(label, action, just_this(row), style="danger") for label, action in both if how in {"", action})


def just_this(row: Person) -> str:
    """Return the value of a button that deletes a person: with the creation time, since an id may be reused."""
    return f"{ref_of(row)} {int(row.created_at.timestamp())}"


def read_just_this(session: Session, workspace_id: int, value: str) -> Person | None:
    """Return the person of such a button; None if they are not in the register (any more)."""
    ref, _, born = value.partition(" ")
    row = load(session, workspace_id, read_ref(ref))
    return row if isinstance(row, Person) and str(int(row.created_at.timestamp())) == born else None


def _counted(values: Mapping[str, Any]) -> str:
    return (
        f"{amount(len(values['dialoger']), 'samtale', 'samtaler')} og {amount(len(values['gaver']), 'gave', 'gaver')}"
    )


def _elsewhere(values: Mapping[str, Any]) -> str:
    places = len({(each["table"], each["id"]) for each in values["nevnt ellers"]})
    return f" Navnet står også {amount(places, 'annet sted', 'andre steder')} og tas ut der." if places else ""


def erase_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete the person in the button's value from the register, if the asker may, and say what was deleted."""
    return _carry_out(ask, press, session, erase, "Slettet", "slettet")


def anonymise_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Anonymise the person in the button's value, if the asker may, and say what was taken out."""
    return _carry_out(ask, press, session, anonymise, "Anonymisert", "anonymisert")


def keep_press(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete nothing, and say so in place of the question."""
    del ask, press, session
    return Reply(card=NOTHING_DELETED, replace=True)


def _carry_out(ask: Ask, press: Press, session: Session, do: Callable[..., Erased], title: str, done: str) -> Reply:
    refused = refusal(ask, session, CHANGING)
    if refused:
        return Reply(card=refused)
    row = read_just_this(session, ask.workspace.id, press.value)
    if row is None:
        return Reply(card=GONE, replace=True)
    try:
        erased = do(session, ask.workspace.id, row.id, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE)
    sentence = f"Personen er {done}, med {amount(erased.dialogues, 'samtale', 'samtaler')}. Bare det at det skjedde, er bevart."
    left = review_numbers(session, ask.workspace, ask.today, last_election(ask.pack, ask.today)).all
    onward = (Controls((Button("Gå videre i gjennomgangen", REVIEW, ""),)),) if left else ()
    return Reply(card=Card(title, (Paragraph(line(sentence)), *onward), summary=sentence), replace=True)


def _one(ask: Ask, text: str, session: Session) -> Person | list[Mention] | Card:
    """Return the person that a text names; the texts that contain the name if nobody has it; else a card that asks."""
    found = (
        [row for row in matching_rows(ask, session, RegisterFilter(words=text)) if isinstance(row, Person)]
        if text
        else []
    )
    same = [row for row in found if fold(row.name) == fold(text)]
    if not same and (named := texts_naming(ask, session, text)):
        return list(named)
    if len(same) == 1 or len(found) == 1:
        return (same or found)[0]
    return list_card(ask, session, found, title="Hvem mener du? Skriv hele navnet.") if found else nobody_found(ask)
