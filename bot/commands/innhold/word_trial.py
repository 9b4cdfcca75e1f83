"""Words are tried on the titles of the last 8 weeks before they are saved: what would come, and what would go.

Those of the media are tried on what the feeds brought, those of official texts on cases and hearings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

from pydantic import ValidationError
from sqlalchemy.orm import Session

from bot.cards.card import Bullets, Choice, Line, Note, Paragraph, Part, line
from bot.cards.form import Form, SelectInput
from bot.cards.words import amount, number
from bot.commands.ask import Ask, Reply, Submission, Submitted
from bot.commands.innhold.contents import Contents, FoundEntry, contents_of
from bot.commands.innhold.entry_form import again, edit_form, read_edit, unpack_form
from bot.commands.innhold.kinds import WATCHED, WORD_KINDS
from bot.commands.innhold.saving import save
from bot.commands.parse.clean import short
from content.schema.media import Media, OfficialTheme, Watched
from models.media.alerts import titles_since
from models.media.matching.matcher import Matcher
from models.official.open_items import seen_since
from models.official.relevance import OfficialMatcher, theme_of
from models.tables import OfficialRecord

WEEKS = 8
MOST_TITLES = 4_000
"""The newest titles that are tried: more than two months of a region's feeds, in a second."""
SHOWN, LONGEST = 5, 110
TRY, AGAIN, FIRST, KEEP = "hva", "hva_nå", "prøv", "lagre"
"""The inputs that ask what to do, before and after a trial (Slack keeps what was chosen in one of the same name)."""
CHOICES = (Choice("Prøv ordene på titlene først", FIRST), Choice("Lagre", KEEP))
NO_TITLES = "Jeg har ingen titler fra de siste 8 ukene å prøve ordene på ennå."


class Titles(Protocol):
    """What words are tried on."""

    @property
    def titles(self) -> Sequence[str]:
        """Return the titles, each once, the newest first."""

    def matching(self, words: Watched) -> frozenset[str]:
        """Return the titles of what the words are in."""


@dataclass(frozen=True)
class MediaTitles:
    """What the feeds brought."""

    titles: Sequence[str]

    def matching(self, words: Watched) -> frozenset[str]:
        """Return the titles that have one of the words."""
        matcher = Matcher((words,))
        return frozenset(each for each in self.titles if matcher.match(each).themes)


@dataclass(frozen=True)
class OfficialTitles:
    """Cases and hearings, with the words that a workspace has."""

    records: Sequence[OfficialRecord]
    media: Media

    @property
    def titles(self) -> Sequence[str]:
        """Return the titles, each once, the newest first."""
        return tuple(dict.fromkeys(each.title for each in self.records))

    def matching(self, words: Watched) -> frozenset[str]:
        """Return the titles of what is likely to concern us by the theme of the words, with all that is said of it."""
        theme = theme_of(words)
        others = [each for each in self.media.official if theme_of(each) == theme and each.id != words.id]
        official = (*others, words) if isinstance(words, OfficialTheme) else tuple(others)
        themes = tuple(each for each in self.media.themes if each.id == theme)
        matcher = OfficialMatcher(self.media.model_copy(update={"themes": themes, "official": official}))
        return frozenset(each.title for each in self.records if matcher.relevance(each).is_likely)


@dataclass(frozen=True)
class Trial:
    """What words match among titles: how many there are, how many match before and after, and which come and go."""

    titles: int
    before: int
    after: int
    coming: tuple[str, ...]
    going: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Return the result in one sentence."""
        if not self.titles:
            return NO_TITLES
        tried = amount(self.titles, "tittel", "titler")
        return f"Prøvd på {tried} fra de siste {WEEKS} ukene: {number(self.before)} traff før, {number(self.after)} treffer nå."


def word_trial(tried: Titles, before: Watched | None, after: Watched) -> Trial:
    """Return what would come and what would go among titles if a theme's words are changed."""
    titles = tried.titles
    old = tried.matching(before) if before else frozenset()
    new = tried.matching(after)
    coming = tuple(each for each in titles if each in new and each not in old)
    going = tuple(each for each in titles if each in old and each not in new)
    return Trial(len(titles), len(old), len(new), coming, going)


def words_form(ask: Ask, session: Session, contents: Contents, found: FoundEntry, chosen: str = FIRST) -> Form:
    """Return the form of a theme's words, which are tried before they are saved."""
    form = edit_form(ask, session, contents, found)
    name = TRY if chosen == FIRST else AGAIN
    what = SelectInput(
        name, "Hva vil du gjøre?", CHOICES, chosen, "Du ser hva som ville kommet og hva som ville falt bort."
    )
    return replace(form, inputs=(*form.inputs, what), submit="Gå videre")


def save_entry(ask: Ask, sent: Submission, session: Session) -> Submitted:
    """Save the form of an entry; a theme's words are tried first, if that was chosen."""
    form_of = unpack_form(sent.state)
    if form_of is None or form_of.kind not in WORD_KINDS:
        return save(ask, sent, session)
    contents = contents_of(ask, session)
    found = contents.find(form_of.file, form_of.entry)
    if found is None:
        return save(ask, sent, session)
    before = _words(ask, found)
    if sent.values.get(AGAIN, sent.values.get(TRY)) == KEEP:
        saved = save(ask, sent, session)
        return _with_result(ask, session, saved, before, found)
    wanted = read_edit(ask, session, found, form_of, sent.values)
    after = None if wanted.errors or wanted.crossed else _changed(found, wanted.fields)
    if after is None:
        return save(ask, sent, session)  # which says what is wrong, or who else has changed them
    trial = word_trial(_titles(ask, session, found), before, after)
    form = words_form(ask, session, contents, found, KEEP)
    values = {**sent.values, AGAIN: KEEP}
    return again(replace(form, state=sent.state), values, _intro(trial))


def trial_parts(trial: Trial) -> tuple[Part, ...]:
    """Return the result of a trial as parts of a card."""
    groups = (("Kommer til", trial.coming), ("Faller bort", trial.going))
    return (
        Note(line(trial.sentence)),
        *(
            part
            for name, titles in groups
            if titles
            for part in (Paragraph(line(f"{name}:")), Bullets(tuple(line(each) for each in _few(titles))))
        ),
    )


def preview_parts(ask: Ask, session: Session, found: FoundEntry) -> tuple[Part, ...]:
    """Return what a theme's words match now among the titles."""
    watched = _words(ask, found)
    if watched is None:
        return ()
    tried = _titles(ask, session, found)
    titles = tried.titles
    if not titles:
        return (Paragraph(line(NO_TITLES)),)
    hits = tried.matching(watched)
    matching = [each for each in titles if each in hits]
    what = f"{amount(len(matching), 'tittel', 'titler')} av {number(len(titles))} fra de siste {WEEKS} ukene treffer."
    return (Paragraph(line(what)), *((Bullets(tuple(line(each) for each in _few(matching))),) if matching else ()))


def _with_result(ask: Ask, session: Session, saved: Submitted, before: Watched | None, found: FoundEntry) -> Submitted:
    now = contents_of(ask, session).find(found.file, found.id)
    after = _changed(now, {}) if now else None
    if not isinstance(saved, Reply) or saved.card is None or after is None:
        return saved
    parts = trial_parts(word_trial(_titles(ask, session, found), before, after))
    first, rest = saved.card.parts[:1], saved.card.parts[1:]
    return replace(saved, card=replace(saved.card, parts=(*first, *parts, *rest)))


def _words(ask: Ask, found: FoundEntry) -> Watched | None:
    """Return a theme's words as they are in use; None if they are not."""
    media = ask.pack.media
    theirs: Sequence[Watched] = media.themes if found.kind.id == WATCHED else media.official
    return next((each for each in theirs if each.id == found.id), None)


def _titles(ask: Ask, session: Session, found: FoundEntry) -> Titles:
    since = ask.now - timedelta(weeks=WEEKS)
    if found.kind.id == WATCHED:
        return MediaTitles(titles_since(session, ask.workspace.id, since, MOST_TITLES))
    return OfficialTitles(seen_since(session, since, MOST_TITLES), ask.pack.media)


def _changed(found: FoundEntry, fields: Mapping[str, Any]) -> Watched | None:
    whole = {name: value for name, value in {**found.fields, **fields}.items() if value is not None}
    try:
        return (Watched if found.kind.id == WATCHED else OfficialTheme).model_validate(whole)
    except ValidationError:
        return None


def _intro(trial: Trial) -> Line:
    rows = [trial.sentence]
    for name, titles in (("Kommer til", trial.coming), ("Faller bort", trial.going)):
        rows += [f"{name} ({number(len(titles))}):", *(f"• {each}" for each in _few(titles))] if titles else []
    if trial.titles and not (trial.coming or trial.going):
        rows.append("Ingenting kommer til, og ingenting faller bort.")
    return line("\n".join(rows))


def _few(titles: Sequence[str]) -> list[str]:
    shown = [short(each, LONGEST) for each in titles[:SHOWN]]
    return [*shown, f"… og {number(len(titles) - SHOWN)} til"] if len(titles) > SHOWN else shown
