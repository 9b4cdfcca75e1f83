"""`/medie talspersoner`: each theme's spokespersons, and adding them; people outside the chat by name only."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Code, Heading, Item, Line, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.nudges.new_year import SPEAK_FOR
from bot.cards.speaker_parts import speaker_span, spokesperson_text
from bot.cards.text import render_line
from bot.cards.words import listing
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.parse.clean import comparable, short
from bot.commands.parse.mentions import MENTION, unknown_person
from bot.commands.shared.administration import log_change, refusal
from content.schema.media import Watched
from content.schema.pack import Pack
from models.media.spokespersons import Speaker, by_theme, let_speak, no_longer
from models.workspace.contacts import ContactRole

NAME, REMOVE = "mediesak.talsperson.inn", "mediesak.talsperson.ut"
WHAT = "talsperson"
CHANGING = "hvem som er talspersoner"
REMOVE_WORDS = frozenset({"fjern", "slett"})
LONGEST_NAME = 120
NO_SPEAKER = " kan ikke være talsperson her i chatten. Det kan bare de som arbeider her."
HOW: Line = (
    "Legg til en med ",
    Code("/medie talspersoner jernbane @navn"),
    ". Den som ikke er her i chatten, skriver du navnet på.",
)


def spokespersons(ask: Ask, session: Session, text: str) -> Card:
    """Answer `/medie talspersoner [fjern] [<theme> <@person or name>]`."""
    first, _, rest = text.partition(" ")
    removes = comparable(first[:20]) in REMOVE_WORDS
    line_text = rest.strip() if removes else text
    if not line_text:
        return spokespersons_card(ask, session)
    theme, who = _theme(ask.pack, line_text)
    if theme is None:
        names = listing([each.name for each in ask.pack.media.themes], "eller")
        return spokespersons_card(ask, session, line(f"Skriv temaet først: {names}."))
    if not who:
        return spokespersons_card(ask, session, line(f"Hvem gjelder det for {theme.name}?"))
    person = _person(who)
    if person is None:
        return spokespersons_card(ask, session, line(unknown_person(who).text))
    return _removed(ask, session, theme, person) if removes else _named(ask, session, theme, person)


def spokespersons_card(ask: Ask, session: Session, said: Line = (), undo: Button | None = None) -> Card:
    """Return the spokespersons by theme; `said` is the result of the last action, and `undo` its undo button."""
    chosen = by_theme(session, ask.workspace.id)
    may = refusal(ask, session, CHANGING) is None
    themes = ask.pack.media.themes
    nobody = [each.name for each in themes if not each.spokespersons and not chosen.get(each.id)]
    return Card(
        "Talspersoner",
        (
            *((Item(said, (undo,)) if undo else Paragraph(said),) if said else ()),
            *(part for each in themes for part in _theme_rows(each, chosen.get(each.id, ()), may=may)),
            *((Paragraph(line(f"Ingen ennå for {listing(nobody)}.")),) if nobody else ()),
            Note(line("De står på varselet om en mediesak. ", *HOW)),
        ),
        summary=render_line(said) or "Talspersoner",
    )


def name_spokesperson(ask: Ask, press: Press, session: Session) -> Reply:
    """Add a spokesperson again who was just removed."""
    theme, person = _read(ask.pack, press.value)
    return Reply(card=stale() if theme is None else _named(ask, session, theme, person), replace=True)


def remove_spokesperson(ask: Ask, press: Press, session: Session) -> Reply:
    """Remove the theme's spokesperson in the button's value, if the asker may, and show the rest in place."""
    theme, person = _read(ask.pack, press.value)
    return Reply(card=stale() if theme is None else _removed(ask, session, theme, person), replace=True)


def speak_for(ask: Ask, press: Press, session: Session) -> Reply:
    """Make the person who presses a spokesperson for a theme, in a message that everybody reads."""
    theme = ask.pack.media.theme(press.value)
    if theme is None:
        return Reply(card=stale())
    return Reply(card=_named(ask, session, theme, Speaker(user_id=ask.user_id)), refresh=ask.message_id)


def _named(ask: Ask, session: Session, theme: Watched, person: Speaker) -> Card:
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    if person.user_id and ask.role_of(session, person.user_id) is not ContactRole.COLLEAGUE:
        return spokespersons_card(ask, session, line(speaker_span(person), NO_SPEAKER))
    if not let_speak(session, ask.workspace.id, theme.id, person):
        return spokespersons_card(
            ask, session, line(speaker_span(person), f" er allerede talsperson for {theme.name}.")
        )
    log_change(ask, session, WHAT, {}, _noted(theme, person))
    sentence = line(speaker_span(person), f" er talsperson for {theme.name} nå.")
    return spokespersons_card(ask, session, sentence, Button("Angre", REMOVE, _value(theme, person)))


def _removed(ask: Ask, session: Session, theme: Watched, person: Speaker) -> Card:
    refused = refusal(ask, session, CHANGING)
    if refused:
        return refused
    if not no_longer(session, ask.workspace.id, theme.id, person):
        return spokespersons_card(
            ask, session, line(speaker_span(person), f" er ikke talsperson for {theme.name} her i chatten.")
        )
    log_change(ask, session, WHAT, _noted(theme, person), {})
    sentence = line(speaker_span(person), f" er ikke lenger talsperson for {theme.name}.")
    return spokespersons_card(ask, session, sentence, Button("Angre", NAME, _value(theme, person)))


def _theme_rows(theme: Watched, chosen: tuple[Speaker, ...], *, may: bool) -> tuple[Part, ...]:
    rows = [Item(line(f"{spokesperson_text(each)} (lagt inn av dere)")) for each in theme.spokespersons]
    rows += [
        Item(line(speaker_span(each)), (Button("Fjern", REMOVE, _value(theme, each)),) if may else ())
        for each in chosen
    ]
    return (Heading(theme.name), *rows) if rows else ()


def _theme(pack: Pack, text: str) -> tuple[Watched | None, str]:
    """Return the theme that a text begins with, if any, and the rest of the text."""
    words = text.split(" ")
    known = {each: theme for theme in pack.media.themes for each in _names(pack, theme)}
    for count in range(min(3, len(words)), 0, -1):
        found = known.get(comparable(" ".join(words[:count]).lstrip("#")))
        if found is not None:
            return found, " ".join(words[count:]).strip(" ,:")
    return None, text


def _names(pack: Pack, theme: Watched) -> tuple[str, ...]:
    issue = pack.issue(theme.id)
    return tuple(comparable(each) for each in (theme.id, theme.name, *(issue.keywords if issue else ())))


def _person(text: str) -> Speaker | None:
    mention = MENTION.fullmatch(text)
    if mention is not None:
        return Speaker(user_id=mention[2]) if mention[1] == "@" else None
    return None if text.startswith("@") else Speaker(name=short(text, LONGEST_NAME))


def _noted(theme: Watched, person: Speaker) -> dict[str, str]:
    return {"tema": theme.name, "person": person.user_id, "navn": person.name}


def _value(theme: Watched, person: Speaker) -> str:
    return f"{theme.id} {person.user_id or '-'} {person.name}"


def _read(pack: Pack, value: str) -> tuple[Watched | None, Speaker]:
    theme, _, who = value.partition(" ")
    user, _, called = who.partition(" ")
    return pack.media.theme(theme), Speaker(user.removeprefix("-")[:64], called[:LONGEST_NAME])


PRESSES: dict[str, PressHandler] = {
    NAME: name_spokesperson,
    REMOVE: remove_spokesperson,
    SPEAK_FOR: speak_for,
}
