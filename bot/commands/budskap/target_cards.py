"""The answer for each kind of target, the overview of them all, and the wording as plain text. Wording is quoted, never changed."""

from dataclasses import dataclass
from datetime import date

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Choice,
    Code,
    Controls,
    Heading,
    Line,
    Menu,
    Note,
    Paragraph,
    Part,
    Quote,
    line,
)
from bot.cards.clearing import must_be_settled, status_parts
from bot.cards.words import capital, listing
from bot.commands.budskap.target_names import by_priority, campaign_for, targets
from bot.commands.budskap.targets import Ally, BudgetNow, Main, NtpNow, Recipient, StepOf, Target, Theme, TrackOf
from bot.commands.budskap.wording import Wording, of_issue, of_main, wording
from bot.commands.shared.open_windows import open_budget, open_plan, use_now_parts, window_parts
from content.emphasis import lodestar_of
from content.schema.messages import Campaign, Issue, Step, Track
from content.schema.pack import Pack
from content.schema.wording import open_points
from models.calendar.open_now import open_budget_phases
from models.calendar.spans import quarter_span

ADAPT = "Tilpass ordene til mottakeren: Hva er viktig for dem, og hva kan de gjøre?"
QUARTERS = {1: "første", 2: "andre", 3: "tredje", 4: "fjerde"}


@dataclass(frozen=True)
class Today:
    """What an answer depends on: the content, the workspace's local day, and its NTP year (None: the pack's)."""

    pack: Pack
    day: date
    presented: int | None
    wording_only: bool = False
    """True for guests, and where people of other organisations read the answer: they see what is cleared, and no advice."""


def parts_of(target: Target, recipient: Recipient | None, today: Today) -> tuple[Part, ...]:  # noqa: PLR0911 - one a kind
    """Return the message of a target and its context; `recipient` narrows the audience."""
    if today.wording_only:
        pieces = wording(target, today.pack, campaign_for(today.pack, today.day), today.day)
        none = Paragraph(line("Vi har ingen klarert tekst om dette ennå."))
        return _quoted(pieces) or (none,)
    match target:
        case TrackOf():
            return _track(target, recipient, today)
        case Theme(issue):
            return _theme(issue, recipient, today)
        case Recipient():
            return _recipient(target, today)
        case StepOf():
            return _step(target, today)
        case Main(campaign):
            return _main(campaign, today)
        case Ally():
            return _ally(target, today)
        case BudgetNow():
            return _budget(today)
        case NtpNow():
            return _ntp(today)


def _track(target: TrackOf, recipient: Recipient | None, today: Today) -> tuple[Part, ...]:
    return (
        *_quoted(wording(target, today.pack, None, today.day)),
        *_gaps(target.track),
        *_for_whom(target.issue, recipient),
        *use_now_parts(today.pack, today.day, today.presented, target.issue),
    )


def _gaps(track: Track) -> tuple[Part, ...]:
    items = (("hvorfor", track.hvorfor), ("krav", track.krav), ("gevinst", track.gevinst))
    gaps = [name for name, text in items if not text]
    return (Note(line(f"Mangler: {listing(gaps)}.")),) if gaps else ()


def _theme(issue: Issue, recipient: Recipient | None, today: Today) -> tuple[Part, ...]:
    texts = of_issue(issue, campaign_for(today.pack, today.day), today.day)
    lodestar = lodestar_of(issue, today.day)
    return (
        *((Paragraph(line(issue.narrative)),) if issue.narrative else ()),
        *(_quoted(texts) or _nothing(issue)),
        *(_gaps(issue.tracks[0]) if len(issue.tracks) == 1 else ()),
        *((Paragraph(line(Bold("Ledestjerne nå: "), TrackOf(issue, lodestar).label)),) if lodestar else ()),
        *_for_whom(issue, recipient),
        *_list("Målene", [each.text for each in issue.goals]),
        *_list("Slik kan vi gå frem", [each.text for each in (*issue.tactics, *issue.actions)]),
        *_list("Prosesser å bruke", [each.text for each in issue.processes]),
        *use_now_parts(today.pack, today.day, today.presented, issue),
    )


def _nothing(issue: Issue) -> tuple[Part, ...]:
    sentence = f"Vi har ikke noe budskap om {issue.name} ennå. Bruk hovedbudskapet: "
    return (Paragraph(line(sentence, Code("/budskap hovedbudskap"))),)


def _for_whom(issue: Issue, recipient: Recipient | None) -> tuple[Part, ...]:
    if recipient is not None:
        return (
            Heading(f"Mottaker: {recipient.label}"),
            *_advice(recipient.advice(issue) or recipient.advice()),
        )
    if not issue.audiences:
        return (Note(line("Hvem det er for, er ikke bestemt ennå.")),)
    rows = tuple(line(Bold(each.name), f" – {each.advice}" if each.advice else "") for each in issue.audiences)
    return (Heading("Hvem det er for"), Bullets(rows))


def _advice(lines: tuple[str, ...]) -> tuple[Part, ...]:
    return (*(Paragraph(line(text)) for text in lines), Note(line(ADAPT)))


def _recipient(target: Recipient, today: Today) -> tuple[Part, ...]:
    issues = {issue.id: issue for issue, _ in target.audiences}
    only = next(iter(issues.values())) if len(issues) == 1 else None
    words = wording(target, today.pack, campaign_for(today.pack, today.day), today.day)
    return (*_advice(target.advice()), *_quoted(words), *use_now_parts(today.pack, today.day, today.presented, only))


def _step(target: StepOf, today: Today) -> tuple[Part, ...]:
    step = target.step
    return (
        Paragraph(line(_step_time(step, target.campaign.year, today.day), f"\n{step.aim}")),
        *_quoted((Wording("Slagord", step.slogan, step.clearing),), step.note or ""),
        *_list("Dette gjør vi", [each.text for each in step.actions]),
        *use_now_parts(today.pack, today.day, today.presented),
    )


def _step_time(step: Step, year: int, today: date) -> str:
    span = quarter_span(year, step.quarter)
    quarter = f"{capital(QUARTERS[step.quarter])} kvartal {year}"
    if span.covers(today):
        return f"{quarter} – åpent nå."
    return f"{quarter} – over." if span.last < today else f"{quarter} – kommer."


def _main(campaign: Campaign, today: Today) -> tuple[Part, ...]:
    over = f"Kampanjen {campaign.year} er over, og {today.day.year} har ingen kampanje ennå."
    ended = (Note(line(over)),) if campaign.year < today.day.year else ()
    carriers = (Heading("Målbærere"), Paragraph(line(campaign.main.carriers)))
    return (*ended, *_quoted(of_main(campaign)), *carriers)


def _ally(target: Ally, today: Today) -> tuple[Part, ...]:
    campaign = campaign_for(today.pack, today.day)
    return (
        Paragraph(line(target.alliance.about)),
        *_list("Dette kan vi gjøre sammen", [each.text for each in target.alliance.cooperation]),
        *(_quoted(of_main(campaign)) if campaign else ()),
    )


def _budget(today: Today) -> tuple[Part, ...]:
    opened = open_budget_phases(today.pack, today.day)
    rows = zip(open_budget(today.pack, today.day), opened, strict=True)
    parts = [
        part
        for use, (_, phase, _) in rows
        for part in (*window_parts(use), Bullets(tuple(line(each.text) for each in phase.activities)))
    ]
    return tuple(parts) or (Paragraph(line("Ingen budsjettfaser er åpne i dag.")),)


def _ntp(today: Today) -> tuple[Part, ...]:
    uses = open_plan(today.pack, today.day, today.presented)
    none: tuple[Part, ...] = (Paragraph(line("Ingen faser i arbeidet med NTP er åpne i dag.")),)
    rows = tuple(part for use in uses for part in window_parts(use))
    return (*(rows or none), Note(line("NTP har ikke egne budskap. Bruk budskapet for saken: ", Code("/budskap"))))


def _quoted(pieces: tuple[Wording, ...], caution: str = "") -> tuple[Part, ...]:
    """Return the texts as quotes, with what has to be settled first (`caution`, or what it says itself), and status."""
    if not pieces:
        return ()
    quotes = tuple(part for each in pieces for part in (Heading(each.heading), Quote(each.text)))
    points = tuple(dict.fromkeys(point for each in pieces for point in open_points(each.text)))
    settle = (Note(line(caution or must_be_settled(points))),) if points or caution else ()
    return (*quotes, *settle, *status_parts(each.clearing for each in pieces))


def _list(heading: str, texts: list[str]) -> tuple[Part, ...]:
    rows: tuple[Line, ...] = tuple(line(text) for text in texts)
    return (Heading(heading), Bullets(rows)) if rows else ()


def plain_text(targets: tuple[Target, ...], today: Today) -> str:
    """Return the wording of the targets, one below the other; empty if there is none. A draft says so first."""
    rows = [(target, _pieces(target, today)) for target in targets]
    texts = [text for target, pieces in rows if pieces for text in _plain_pieces(target.label, pieces)]
    if texts and any(each.clearing.status != "klarert" for _, pieces in rows for each in pieces):
        texts.insert(0, DRAFT_FIRST)
    return "\n\n".join(texts)


def to_settle(targets: tuple[Target, ...], today: Today) -> tuple[str, ...]:
    """Return what has to be settled in the wording of the targets before it is copied; empty if nothing has."""
    pieces = (each for target in targets for each in _pieces(target, today))
    return tuple(dict.fromkeys(point for each in pieces for point in open_points(each.text)))


def are_cleared(targets: tuple[Target, ...], today: Today) -> bool:
    """Return True if all the wording of the targets is cleared."""
    return all(each.clearing.status == "klarert" for target in targets for each in _pieces(target, today))


def _pieces(target: Target, today: Today) -> tuple[Wording, ...]:
    return wording(target, today.pack, campaign_for(today.pack, today.day), today.day)


def _plain_pieces(label: str, pieces: tuple[Wording, ...]) -> tuple[str, ...]:
    texts = tuple(f"{each.heading.upper()}\n{each.text}" for each in pieces)
    return texts if pieces[0].heading == label else (label.upper(), *texts)


SHOW = "budskap.vis"
DRAFT_FIRST = "UTKAST – IKKE KLARERT"
"""The first line of a copied text that is not cleared."""
MOST_BUTTONS = 5


def overview(today: Today) -> tuple[Part, ...]:
    """Return the main message of the campaign, the menu, and where to use the messages today."""
    campaign = campaign_for(today.pack, today.day)
    main: tuple[Part, ...] = (Note(line("Vi har ingen kampanje, og derfor ikke noe hovedbudskap.")),)
    if campaign is not None:
        over: tuple[Part, ...] = (
            (Note(line(f"{today.day.year} har ingen kampanje ennå. Dette er fra kampanjen {campaign.year}.")),)
            if campaign.year < today.day.year
            else ()
        )
        pieces = of_main(campaign)[:1]
        main = (*over, *(_quoted(pieces) or (Note(line("Vi har ikke noe hovedbudskap ennå.")),)))
    themes = tuple(Button(issue.name, SHOW, issue.id) for issue in by_priority(today.pack))
    choose = (Heading("Velg budskap"), Controls((*themes[:MOST_BUTTONS], menu(today))))
    if today.wording_only:
        return (*main, *choose)
    return (*main, *choose, *use_now_parts(today.pack, today.day, today.presented))


def menu(today: Today, prefix: str = "") -> Menu:
    """Return a menu of everything there is a message for; `prefix` is «kopier » for text to copy."""
    choices = tuple(
        Choice(f"{_kind_of_target(each)}{each.label}", prefix + each.ref) for each in targets(today.pack, today.day)
    )
    return Menu("Velg tema, spor, mottaker eller grep", SHOW, choices)


def _kind_of_target(target: Target) -> str:
    match target:
        case Theme():
            return "Tema: "
        case TrackOf(_, track):
            return "" if track.letter else "Spor: "
        case Recipient():
            return "Mottaker: "
        case Ally():
            return "Alliert: "
        case _:
            return ""
