"""Who speaks for a theme, as people see it."""

from collections.abc import Sequence

from bot.cards.card import Note, Part, Person, Span, joined, line
from content.schema.media import Spokesperson, Watched
from models.media.spokespersons import Speaker


def speaker_parts(watched: Watched | None, chosen: Sequence[Speaker]) -> tuple[Part, ...]:
    """Return a theme's spokespersons, if there are any: those in the content pack, and those `chosen` in the chat."""
    if watched is None:
        return ()
    people = [
        *(line(spokesperson_text(each)) for each in watched.spokespersons),
        *(line(speaker_span(each)) for each in chosen),
    ]
    return (Note(line(f"Uttaler seg om {watched.name}: ", *joined(people, ", "))),) if people else ()


def spokesperson_text(person: Spokesperson) -> str:
    """Return «Kari Nordmann, styreleder»."""
    return f"{person.name}, {person.role}" if person.role else person.name


def speaker_span(person: Speaker) -> Span:
    """Return someone in the chat as a mention, and anybody else by name."""
    return Person(person.user_id) if person.user_id else person.name
