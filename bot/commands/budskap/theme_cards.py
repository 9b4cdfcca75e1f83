"""What `/budskap` answers about a theme and a track: the message, and behind buttons who it is for and how to go on."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.card import Bold, Bullets, Button, Card, Code, Heading, Line, Note, Paragraph, Part, Quote, line
from bot.cards.checklists import OPEN
from bot.cards.clearing import must_be_settled, status_parts
from bot.cards.theme_buttons import AUDIENCE
from bot.cards.words import listing
from bot.commands.budskap.plan_cards import Today, secret_parts
from bot.commands.budskap.target_names import campaign_for
from bot.commands.budskap.targets import Locality, Recipient, TrackOf
from bot.commands.budskap.wording import Wording, of_issue, wording
from bot.commands.parse.clean import short
from bot.commands.shared.open_windows import use_now_parts
from content.emphasis import lodestar_of, tracks_in_order
from content.schema.base import Line as Entry
from content.schema.base import outward
from content.schema.messages import Issue, Track
from content.schema.wording import open_points

ADAPT = "Tilpass ordene til mottakeren: Hva er viktig for dem, og hva kan de gjøre?"
LABEL = 40


def track_parts(target: TrackOf, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:
    """Return the texts of a track, and where to use them now."""
    return (
        *quoted_parts(wording(target, today.pack, None, today.day)),
        *_gaps(target.track),
        *_for_whom(target.issue, recipient),
        *use_now_parts(today.pack, today.day, today.presented, target.issue),
    )


def _gaps(track: Track) -> tuple[Part, ...]:
    items = (("hvorfor", track.hvorfor), ("krav", track.krav), ("gevinst", track.gevinst))
    gaps = [name for name, text in items if not text]
    return (Note(line(f"Mangler: {listing(gaps)}.")),) if gaps else ()


def theme_parts(issue: Issue, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:
    """Return the message of a theme, and where to use it now: two screens of a phone."""
    texts = _first_texts(issue, today)
    return (
        *((Paragraph(line(issue.narrative)),) if issue.narrative else ()),
        *(quoted_parts(texts) or _nothing(issue)),
        *(_gaps(issue.tracks[0]) if len(issue.tracks) == 1 else ()),
        *_for_whom(issue, recipient),
        *use_now_parts(today.pack, today.day, today.presented, issue),
    )


def _first_texts(issue: Issue, today: Today) -> tuple[Wording, ...]:
    """Return the campaign's priority and the first track: the lodestar, if there is one. The others are behind buttons."""
    texts = of_issue(issue, campaign_for(today.pack, today.day), today.day)
    others = {TrackOf(issue, each).label for each in _other_tracks(issue, today)}
    lodestar = lodestar_of(issue, today.day)
    label = TrackOf(issue, lodestar).label if lodestar else ""
    return tuple(
        replace(each, heading=f"Ledestjerne nå: {label}") if each.heading == label else each
        for each in texts
        if each.heading not in others
    )


def _other_tracks(issue: Issue, today: Today) -> Sequence[Track]:
    return tracks_in_order(issue, today.day)[1:]


def track_buttons(issue: Issue, today: Today) -> tuple[Button, ...]:
    """Return the buttons to the tracks that the answer about a theme does not quote."""
    others = _other_tracks(issue, today)
    return tuple(
        Button(f"Spor {each.letter}" if each.letter else short(each.name, LABEL), OPEN, each.id) for each in others
    )


def _nothing(issue: Issue) -> tuple[Part, ...]:
    sentence = f"Vi har ikke noe budskap om {issue.name} ennå. Bruk hovedbudskapet: "
    return (Paragraph(line(sentence, Code("/budskap hovedbudskap"))),)


def _for_whom(issue: Issue, recipient: Recipient | Locality | None) -> tuple[Part, ...]:
    if isinstance(recipient, Locality):
        return (Heading(f"Mottaker: {recipient.label}"), *local_cases(recipient), Note(line(ADAPT)))
    if recipient is not None:
        return (
            Heading(f"Mottaker: {recipient.label}"),
            *advice_parts(recipient.advice(issue) or recipient.advice()),
        )
    if not issue.audiences:
        return (Note(line("Hvem det er for, er ikke bestemt ennå.")),)
    return ()


def more_card(value: str, today: Today) -> Card | None:
    """Return what a button of `more_about` leads to; None if the theme is not there any more."""
    theme, _, what = value.partition(":")
    issue = today.pack.issue(theme)
    if issue is None:
        return None
    if what == AUDIENCE:
        rows = tuple(line(Bold(each.name), f" – {each.advice}" if each.advice else "") for each in issue.audiences)
        return Card(f"{issue.name}: hvem det er for", (Bullets(rows), Note(line(ADAPT))))
    return Card(
        f"{issue.name}: mål og fremgangsmåte",
        (
            *lines_under("Målene", issue.goals),
            *lines_under("Slik kan vi gå frem", (*issue.tactics, *issue.actions)),
            *lines_under("Prosesser å bruke", issue.processes),
            *secret_parts(today, (*issue.goals, *issue.tactics, *issue.actions, *issue.processes)),
        ),
    )


def advice_parts(lines: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the advice on a recipient."""
    return (*(Paragraph(line(text)) for text in lines), Note(line(ADAPT)))


def local_cases(target: Locality) -> tuple[Part, ...]:
    """Return the cases of a place that matter to the whole region."""
    cases = tuple(line(each.text) for each in target.cases if not each.internal)
    if not cases:
        return (Note(line("Vi har ingen egne saker herfra ennå.")),)
    return (Heading("Saker herfra som betyr noe for hele regionen"), Bullets(cases))


def quoted_parts(pieces: tuple[Wording, ...], caution: str = "") -> tuple[Part, ...]:
    """Return the texts as quotes, with what has to be settled first (`caution`, or what it says itself), and status."""
    if not pieces:
        return ()
    quotes = tuple(part for each in pieces for part in (Heading(each.heading), Quote(each.text)))
    points = tuple(dict.fromkeys(point for each in pieces for point in open_points(each.text)))
    if not points and open_points(caution):  # it is settled since
        caution = ""
    settle = (Note(line(caution or must_be_settled(points))),) if points or caution else ()
    return (*quotes, *settle, *status_parts(each.clearing for each in pieces))


def lines_under(heading: str, lines: Sequence[Entry]) -> tuple[Part, ...]:
    """Return a heading and its lines without the internal ones; nothing if none is left."""
    rows: tuple[Line, ...] = tuple(line(each.text) for each in outward(lines))
    return (Heading(heading), Bullets(rows)) if rows else ()
