"""A case in the media as people see it: what it says, why it is sent, what we want to say, and who takes it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Controls,
    Italic,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Person,
    line,
)
from bot.cards.checklists import OPEN, advice_buttons
from bot.cards.content_edit import edit_button, issue_file
from bot.cards.followup import wording
from bot.cards.speaker_parts import speaker_parts
from bot.cards.words import amount, clock, day, listing, numeric_day
from content.emphasis import first_track
from content.schema.media import Watched
from content.schema.messages import Fact, Issue
from content.schema.pack import Pack
from models.followups.queries import CANCELLED, DONE
from models.media.alerts import NOT_RELEVANT
from models.media.spokespersons import Speaker
from models.tables import Alert, FollowUp

TAKE, DISMISS = "mediesak.ta", "mediesak.ikke"
MOST = 10
FACTS = 2
"""How many facts are shown, the first ones of the content: what a journalist gets first."""


def alert_card(
    row: Alert,
    taken: FollowUp | None,
    chosen: Mapping[str, Sequence[Speaker]],
    pack: Pack,
    zone: ZoneInfo,
    today: date,
    *,
    can_edit: bool = False,
) -> Card:
    """Return the card of one case; with `can_edit`, a button that opens the message it quotes.

    `taken` is the follow-up of its message, if there is one; `chosen` are those who speak, by theme, besides the pack's.
    """
    themes = [found for theme in row.themes if (found := pack.media.theme(theme)) is not None]
    named = listing([theme.name for theme in themes])
    title = f"Mediesak: {named}" if named else "Mediesak"
    head = (Paragraph(_headline(row)), Note(line(f"{row.source}{_when(row, zone, today)}")))
    if row.state == NOT_RELEVANT:
        who = line("Ikke relevant, sier ", Person(row.judged_by), ".") if row.judged_by else line("Ikke relevant.")
        return Card(title, (*head, Paragraph(who), Controls((_take(row),))), summary=f"{title}. {row.title}")
    return Card(
        title,
        (
            *head,
            Note(line(_why(row))),
            *_say(themes, chosen, pack, today),
            *_state(row, taken, _edit(themes, pack, today) if can_edit else ()),
            *_more(themes, pack),
        ),
        summary=f"{title}. {row.title}",
    )


def many_card(rows: Sequence[Alert]) -> Card:
    """Return the card of very many cases that one feed brought at once."""
    title = f"{amount(len(rows), 'mediesak', 'mediesaker')} på én gang"
    left = len(rows) - MOST
    more = (line(f"… og {left} til"),) if left > 0 else ()
    sentence = f"{rows[0].source} kom med alt dette på én gang. Det kan være gamle saker som er publisert på nytt."
    return Card(
        title,
        (Paragraph(line(sentence)), Bullets((*(_headline(each) for each in rows[:MOST]), *more))),
        summary=f"{title} fra {rows[0].source}",
    )


def headline(row: Alert) -> Line:
    """Return a case's title, as a link where it has one."""
    title = row.title or "Uten tittel"
    return line(Link(title, row.link) if row.link else title)


def _headline(row: Alert) -> Line:
    return headline(row) if row.link else line(Bold(row.title or "Uten tittel"))


def _when(row: Alert, zone: ZoneInfo, today: date) -> str:
    if row.published_at is None:
        return f", funnet {_moment(row.found_at, zone, today)}"
    return f", {_moment(row.published_at, zone, today)}"


def _moment(at: datetime, zone: ZoneInfo, today: date) -> str:
    local = at.astimezone(zone)
    when = "i dag" if local.date() == today else day(local.date(), today)
    return f"{when} kl. {clock(local.time())}"


def _why(row: Alert) -> str:
    words = dict.fromkeys(word for pairs in row.words.values() for _, word in pairs)
    return f"Treffer: {listing([f'«{word}»' for word in words])}"


def _say(
    themes: Sequence[Watched], chosen: Mapping[str, Sequence[Speaker]], pack: Pack, today: date
) -> tuple[Part, ...]:
    """Return what we want to say about the first theme that there is something to say about, and who says it."""
    for theme in themes:
        issue = pack.issue(theme.id)
        track = first_track(issue, today)
        if issue is not None and track is not None:
            return (*wording(track), *_facts(issue, today), *speaker_parts(theme, chosen.get(theme.id, ())))
    sentence = "Vi har ingen tekst om dette ennå."
    first = themes[0] if themes else None
    return (Paragraph(line(sentence)), *(speaker_parts(first, chosen.get(first.id, ())) if first else ()))


def _edit(themes: Sequence[Watched], pack: Pack, today: date) -> tuple[Button, ...]:
    """Return the button that opens the message which the card quotes."""
    for theme in themes:
        issue = pack.issue(theme.id)
        track = first_track(issue, today)
        if issue is not None and track is not None:
            return (edit_button(issue_file(issue), track.id, "Endre budskapet"),)
    return ()


def _more(themes: Sequence[Watched], pack: Pack) -> tuple[Part, ...]:
    """Return the buttons to the whole message of the first theme that has one, and to the advice on media work."""
    issue = next((found for theme in themes if (found := pack.issue(theme.id)) is not None), None)
    whole = (Button("Hele budskapet", OPEN, issue.id),) if issue else ()
    buttons = (*whole, *advice_buttons(pack, "mediesak"))
    return (Controls(buttons),) if buttons else ()


def _facts(issue: Issue, today: date) -> tuple[Part, ...]:
    """Return the first facts; one whose figure is out of date is left out, and that is said."""
    facts = [each for each in issue.facts if not each.internal]
    usable = [each for each in facts if each.good_until is None or each.good_until >= today]
    check = (Note(line("Et tall er tatt ut, for tallet må sjekkes.")),) if len(usable) < len(facts) else ()
    if not usable:
        return check
    rows = tuple(line(each.text, "\n", Italic(_source(each))) for each in usable[:FACTS])
    return (Paragraph(line("Dette kan vi vise til:")), Bullets(rows), *check)


def _source(fact: Fact) -> str:
    return f"{fact.kilde}, per {numeric_day(fact.as_of)}" if fact.as_of else fact.kilde


def _state(row: Alert, taken: FollowUp | None, edit: tuple[Button, ...]) -> tuple[Part, ...]:
    if taken is None or taken.state == CANCELLED or taken.owner is None:
        return (Controls((_take(row), Button("Ikke relevant", DISMISS, str(row.id)), *edit)),)
    sentence = "Fulgt opp av " if taken.state == DONE else "Følges opp av "
    who = line(sentence, Person(taken.closed_by or taken.owner if taken.state == DONE else taken.owner), ".")
    return (Paragraph(who),) if taken.state == DONE else (Paragraph(who), Controls((_take(row),)))


def _take(row: Alert) -> Button:
    return Button("Jeg tar den", TAKE, str(row.id), style="primary")
