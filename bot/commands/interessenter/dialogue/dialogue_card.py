"""The confirmation of a logged dialogue: what was understood, with buttons to correct, undo and follow up."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Bullets, Button, Card, Controls, Fields, Line, Note, Paragraph, Part, line
from bot.cards.card import Person as Mention
from bot.cards.words import at, capital, day, in_days, listing
from bot.commands.ask import Ask
from bot.commands.interessenter.dialogue.recording import RecordedDialogue
from bot.commands.interessenter.references import Stakeholder, ref_of
from bot.commands.parse.themes import themes_of
from models.register.history import Whole
from models.register.kinds import CHANNELS, STANCES
from models.tables import Dialogue, Occurrence

SHOW, MEND, UNDO, FOLLOW_UP = "interessent.vis", "interessent.rett", "interessent.angre", "interessent.folg"


def logged_card(ask: Ask, written: RecordedDialogue, warned: Sequence[Line] = ()) -> Card:
    """Return what was understood of a dialogue, with a button to undo; a new stakeholder can be followed up at once."""
    dialogue = written.logged.dialogue
    title = "Samtalen er planlagt" if dialogue.planned else "Samtalen er loggført"
    return Card(
        title,
        (
            *(Paragraph(each) for each in warned),
            Fields(tuple(_facts(ask, written))),
            *_new_entries(written.new),
            Controls(tuple(_controls(written))),
        ),
        summary=f"{title}: {listing([row.name for row in written.sides])}.",
    )


def shown_dialogue(ask: Ask, title: str, whole: Whole) -> Card:
    """Return a dialogue in the log as the answer to a question, with a button to somebody it was with."""
    rows = _facts_of(ask, whole.spoken.dialogue, whole.sides, whole.spoken.step)
    ours = [span for each in whole.spoken.ours for span in (", ", Mention(each))][1:]
    buttons = [Button(f"Vis {each.name}", SHOW, str(ref_of(each))) for each in whole.sides[:1]]
    fields = Fields((*rows, *((("Fra oss", line(*ours)),) if ours else ())))
    return Card(title, (fields, *((Controls(tuple(buttons)),) if buttons else ())), summary=f"{title}.")


def facts(ask: Ask, written: RecordedDialogue) -> Line:
    """Return what was understood of a dialogue in one line."""
    rows = [(name, said) for name, said in _facts(ask, written) if name != "Når"]
    [(_, who), *rest] = rows
    more = tuple(span for name, said in rest for span in (f" · {name}: ", *said))
    return (Bold(listing([row.name for row in written.sides])), *more) if who else ()


def step_line(step: Occurrence, today: date) -> Line:
    """Return a next step with its day and owner."""
    when = (
        f"{day(step.ends_on, today)}{at(step.start_time, step.minutes)}, {in_days(step.ends_on, today)}"
        if step.ends_on
        else "ingen dato"
    )
    owner = (", ", Mention(step.owner)) if step.owner else ()
    return line(f"{step.title} ({when})", *owner)


def _facts(ask: Ask, written: RecordedDialogue) -> list[tuple[str, Line]]:
    return _facts_of(ask, written.logged.dialogue, written.sides, written.logged.step)


def _facts_of(
    ask: Ask, dialogue: Dialogue, sides: Sequence[Stakeholder], step: Occurrence | None
) -> list[tuple[str, Line]]:
    today = ask.today
    stance = STANCES.get(dialogue.stance, "")
    lines: list[tuple[str, Line]] = [
        ("Hvem", line(listing([row.name for row in sides]))),
        ("Når", line(f"{capital(day(dialogue.day, today))}, {CHANNELS[dialogue.channel].lower()}{_place(dialogue)}")),
        ("Om", line(_about(ask, dialogue))),
        ("Holdning", line(stance)),
        ("Notat" if dialogue.planned else "Sagt", line(dialogue.said)),
        ("Vil ha", line(dialogue.wants)),
        ("Neste steg", step_line(step, today) if step else ()),
        ("Journal", line("Bør journalføres" if dialogue.journal else "")),
    ]
    return [(name, said) for name, said in lines if said]


def _about(ask: Ask, dialogue: Dialogue) -> str:
    theme = themes_of(ask.pack).name(dialogue.theme) if dialogue.theme else ""
    if not theme or theme.lower() == dialogue.about.lower():
        return dialogue.about or theme
    return f"{dialogue.about} ({theme})" if dialogue.about else theme


def _place(dialogue: Dialogue) -> str:
    return f" på {dialogue.place}" if dialogue.place else ""


def _new_entries(new: Sequence[Stakeholder]) -> tuple[Part, ...]:
    if not new:
        return ()
    parts = tuple(line(f"{row.name} er ny i registeret.") for row in new)
    return (Bullets(parts) if len(parts) > 1 else Note(parts[0]),)


def _controls(written: RecordedDialogue) -> list[Button]:
    dialogue, edit = written.logged.dialogue, written.logged.edit
    first = written.sides[0]
    follow = [Button("Følg opp", FOLLOW_UP, str(ref_of(row)), style="primary") for row in written.new[:1]]
    return [
        *(follow if written.logged.step is None else ()),
        Button("Rett opp", MEND, f"{dialogue.id} {edit.id}"),
        Button("Angre", UNDO, str(edit.id)),
        Button(f"Vis {first.name}", SHOW, str(ref_of(first))),
    ]
