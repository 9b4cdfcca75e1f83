"""«Del i kanalen»: running the command of a private answer again, and posting the result for everybody."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import (
    Button,
    Card,
    Channel,
    Code,
    Controls,
    Item,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
    joined,
    line,
)
from bot.cards.card_errors import quoted, stale
from bot.cards.file import File
from bot.commands.ask import Answer, Ask, CommandHandler, Press, PressHandler, Reply
from bot.commands.parse.json_text import read_json
from bot.commands.parse.mentions import MENTION
from models.workspace.workspaces import is_read_outside

ACTION = "del.kanal"
LONGEST_TEXT = 300
_INSIDE = "Folk fra andre virksomheter kan lese denne kanalen, så jeg viser ikke interessentregisteret her."
KEPT_INSIDE = Card(
    "Bare for dem som arbeider her",
    (Paragraph(line(f"{_INSIDE} Spør meg i en direktemelding eller i en kanal bare dere er i.")),),
    summary=_INSIDE,
)
"""The answer if the register would be read outside the organisation."""
_DEMANDS = "Folk fra andre virksomheter kan lese denne kanalen, så jeg viser ikke kravene og svarene her."
DEMANDS_INSIDE = replace(
    KEPT_INSIDE,
    parts=(Paragraph(line(f"{_DEMANDS} Spør meg i en direktemelding eller i en kanal bare dere er i.")),),
    summary=_DEMANDS,
)
"""The answer if our demands on the day of a presentation would be read outside the organisation."""
_NOT_CLEARED = "Folk fra andre virksomheter kan lese denne kanalen, og vi har ingen klarert tekst om dette."
NONE_CLEARED = Card(
    "Ikke klarert ennå",
    (
        Paragraph(
            line(
                f"{_NOT_CLEARED} Spør meg i en direktemelding, eller få teksten klarert: ", Code("/padriver klarering")
            )
        ),
    ),
    summary=_NOT_CLEARED,
)
"""The answer to a colleague if nothing of what was asked for may be read outside the organisation."""
MOST_CARRIED = 2_000
"""The most characters of a button's value on both platforms (Slack's limit for `value`)."""
NOT_CARRIED = "Teksten du spurte med, er for lang til å deles. Spør kortere og del det svaret."
TOO_LONG = ("", "")


def share_button(command: str, text: str) -> Button:
    """Return the button that shares the answer to `/command text`.

    The command is run again, so it must return the same card for the same text and change nothing. A text that the
    button cannot carry is left out, and pressing the button says so.
    """
    value = to_json({"c": command, "t": text}).decode()
    return Button(
        "Del i kanalen", ACTION, value if len(value) <= MOST_CARRIED else to_json({"c": command, "t": None}).decode()
    )


def sharing(commands: Mapping[str, CommandHandler]) -> PressHandler:
    """Return the handler of the share button."""

    def share(ask: Ask, press: Press, session: Session) -> Reply:
        asked = _read(press.value)
        if asked == TOO_LONG:
            return Reply(card=Card("Ikke delt", (Paragraph(line(NOT_CARRIED)),), summary=NOT_CARRIED))
        if asked is None or asked[0] not in commands:
            return Reply(card=stale())
        command, text = asked
        asked_openly = replace(ask, text=text, is_private=False, is_external=_is_read_outside(ask, session))
        answer = _as_card(commands[command](asked_openly, session))
        if answer is None:
            return Reply(card=stale())
        if any(answer is each for each in (KEPT_INSIDE, DEMANDS_INSIDE, NONE_CLEARED)):
            return Reply(card=answer)
        return Reply(share=public(answer, ask.user_id, f"/{command} {text}".strip()))

    return share


def _as_card(answer: Answer) -> Card | None:
    """Return the answer as a card: a picture above the same in words. None if it is a form, or another file."""
    if isinstance(answer, File):
        shown = answer.picture if answer.caption else None
        return replace(answer.caption, parts=(shown, *answer.caption.parts)) if shown and answer.caption else None
    return answer if isinstance(answer, Card) else None


def _is_read_outside(ask: Ask, session: Session) -> bool:
    """Return True if other organisations read the target channel: in a direct message that is the shared channel."""
    shared = ask.workspace.shared_channel
    if ask.is_alone and not shared:
        return ask.is_external
    place = shared if ask.is_alone and shared else ask.channel_id
    if ask.is_place_read_outside:
        return ask.is_place_read_outside(session, place)
    return ask.is_external or is_read_outside(session, ask.workspace.id, place)


def public(card: Card, user_id: str, asked: str) -> Card:
    """Return the card for a channel: without controls, and with the person who shared it and the command."""
    parts = tuple(_bare(part) for part in card.parts if not isinstance(part, Controls))
    return replace(card, parts=(*parts, Note(line("Delt av ", Person(user_id), " · ", *_command_line(asked)))))


def _command_line(asked: str) -> Line:
    """Return a command with its people by name, or as mentions if the platform gave no name."""
    named = MENTION.sub(lambda found: f"{found[1]}{found[3]}" if found[3] else found[0], asked)
    pieces: list[Line] = []
    at = 0
    for found in MENTION.finditer(named):
        pieces += [_typed(named[at : found.start()]), (Person(found[2]) if found[1] == "@" else Channel(found[2]),)]
        at = found.end()
    return joined([*filter(None, pieces), _typed(named[at:])], " ")


def _typed(text: str) -> Line:
    shown = quoted(text)
    return (Code(shown),) if shown else ()


def _bare(part: Part) -> Part:
    return replace(part, controls=()) if isinstance(part, Item) else part


def _read(value: str) -> tuple[str, str] | None:
    match read_json(value):
        case {"c": str(command), "t": str(text)}:
            return command, text
        case {"c": str(), "t": None}:
            return TOO_LONG
    return None
