"""The answer for each kind of target, the overview of them all, and the wording as plain text. Wording is quoted, never changed."""

from collections.abc import Sequence
from dataclasses import replace
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
from bot.cards.checklists import OPEN, advice_buttons, list_parts
from bot.cards.clearing import must_be_settled, status_parts
from bot.cards.words import capital, listing
from bot.commands.budskap.plan_cards import Today, budget_parts, ntp_parts, secret_parts, task_parts
from bot.commands.budskap.target_names import ORDINALS, by_priority, campaign_for, targets
from bot.commands.budskap.targets import (
    AboutUs,
    Ally,
    BudgetNow,
    ChecklistOf,
    Locality,
    Main,
    NtpNow,
    Recipient,
    StepOf,
    Target,
    Theme,
    ThreeThings,
    TrackOf,
)
from bot.commands.budskap.wording import Wording, of_issue, of_main, wording
from bot.commands.shared.open_windows import use_now_parts
from content.emphasis import lodestar_of
from content.schema.base import Line as Entry
from content.schema.base import outward
from content.schema.messages import Campaign, Issue, Step, Track
from content.schema.wording import open_points
from models.calendar.spans import quarter_span

ADAPT = "Tilpass ordene til mottakeren: Hva er viktig for dem, og hva kan de gjøre?"


def parts_of(target: Target, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:
    """Return the message of a target and its context; `recipient` narrows the audience."""
    if today.wording_only:
        pieces = wording(target, today.pack, campaign_for(today.pack, today.day), today.day)
        has_text = not isinstance(target, ChecklistOf | Locality | AboutUs | NtpNow)
        sentence = (
            "Vi har ingen klarert tekst om dette ennå." if has_text else "Dette er bare for dem som arbeider her."
        )
        none = Paragraph(line(sentence))
        return _quoted(pieces) or (none,)
    return _whole(target, recipient, today)


def _whole(target: Target, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:  # noqa: C901, PLR0911 - one a kind
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
            return budget_parts(today)
        case NtpNow():
            return ntp_parts(today)
        case ChecklistOf():
            return list_parts(target.lists, with_internal=today.sees_internal)
        case ThreeThings():
            pieces = wording(target, today.pack, None, today.day)
            texts = tuple(Paragraph(line(each.text)) for each in pieces)
            return (*texts, *status_parts(each.clearing for each in pieces))
        case Locality():
            return (*_place(target), *secret_parts(today, target.cases))
        case AboutUs():
            return _about_us(today)


def for_recipient(target: Target, recipient: Recipient | Locality | None) -> Target:
    """Return the target addressed to a recipient, if it is a text to send."""
    return replace(target, place=recipient.label) if isinstance(target, ThreeThings) and recipient else target


def more_buttons(target: Target, today: Today) -> tuple[Button, ...]:  # noqa: PLR0911 - one a kind
    """Return the buttons to what is useful beside a target: advice, and texts to send."""
    match target:
        case Theme(issue):
            return (*_things((issue,)), *advice_buttons(today.pack, "sak"))
        case TrackOf():
            return advice_buttons(today.pack, "sak")
        case Ally():
            return advice_buttons(today.pack, "allianse")
        case StepOf() | Main():
            return advice_buttons(today.pack, "synlighet")
        case BudgetNow():
            return advice_buttons(today.pack, "høring")
        case Locality():
            return (*_things(by_priority(today.pack), target.label), *advice_buttons(today.pack, "delregion"))
        case _:
            return ()


def _things(issues: Sequence[Issue], place: str = "") -> tuple[Button, ...]:
    things = [ThreeThings(issue, place) for issue in issues]
    return tuple(Button(each.short_label, OPEN, each.ref) for each in things if each.number)


def _track(target: TrackOf, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:
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


def _theme(issue: Issue, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:
    texts = of_issue(issue, campaign_for(today.pack, today.day), today.day)
    lodestar = lodestar_of(issue, today.day)
    return (
        *((Paragraph(line(issue.narrative)),) if issue.narrative else ()),
        *(_quoted(texts) or _nothing(issue)),
        *(_gaps(issue.tracks[0]) if len(issue.tracks) == 1 else ()),
        *((Paragraph(line(Bold("Ledestjerne nå: "), TrackOf(issue, lodestar).label)),) if lodestar else ()),
        *_for_whom(issue, recipient),
        *_list("Målene", issue.goals),
        *_list("Slik kan vi gå frem", (*issue.tactics, *issue.actions)),
        *_list("Prosesser å bruke", issue.processes),
        *secret_parts(today, (*issue.goals, *issue.tactics, *issue.actions, *issue.processes)),
        *use_now_parts(today.pack, today.day, today.presented, issue),
    )


def _nothing(issue: Issue) -> tuple[Part, ...]:
    sentence = f"Vi har ikke noe budskap om {issue.name} ennå. Bruk hovedbudskapet: "
    return (Paragraph(line(sentence, Code("/budskap hovedbudskap"))),)


def _for_whom(issue: Issue, recipient: Recipient | Locality | None) -> tuple[Part, ...]:
    if isinstance(recipient, Locality):
        return (Heading(f"Mottaker: {recipient.label}"), *_local(recipient), Note(line(ADAPT)))
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
        *task_parts("Dette gjør vi", f"kampanje:{target.campaign.year}:{step.id}", step.actions, today),
        *secret_parts(today, step.actions),
        *use_now_parts(today.pack, today.day, today.presented),
    )


def _step_time(step: Step, year: int, today: date) -> str:
    span = quarter_span(year, step.quarter)
    quarter = f"{capital(ORDINALS[step.quarter])} kvartal {year}"
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
        *_list("Dette kan vi gjøre sammen", target.alliance.cooperation),
        *secret_parts(today, target.alliance.cooperation),
        *(_quoted(of_main(campaign)) if campaign else ()),
    )


def _place(target: Locality) -> tuple[Part, ...]:
    sentence = f"Ta med kravene våre når dere snakker med {target.label}, og vis hva de betyr lokalt."
    return (Paragraph(line(sentence)), *_local(target))


def _local(target: Locality) -> tuple[Part, ...]:
    cases = tuple(line(each.text) for each in target.cases if not each.internal)
    if not cases:
        return (Note(line("Vi har ingen egne saker herfra ennå.")),)
    return (Heading("Saker herfra som betyr noe for hele regionen"), Bullets(cases))


def _about_us(today: Today) -> tuple[Part, ...]:
    own = today.pack.organisation
    every = (*own.goals, *own.strengths, *own.challenges, *own.observations)
    return (
        Paragraph(line(own.about)),
        *_list("Målene våre", own.goals),
        *_list("Styrkene våre", own.strengths),
        *_list("Utfordringene våre", own.challenges),
        *_list("Dette bør vi tenke på", own.observations),
        *secret_parts(today, every),
    )


def _quoted(pieces: tuple[Wording, ...], caution: str = "") -> tuple[Part, ...]:
    """Return the texts as quotes, with what has to be settled first (`caution`, or what it says itself), and status."""
    if not pieces:
        return ()
    quotes = tuple(part for each in pieces for part in (Heading(each.heading), Quote(each.text)))
    points = tuple(dict.fromkeys(point for each in pieces for point in open_points(each.text)))
    if not points and open_points(caution):  # it is settled since
        caution = ""
    settle = (Note(line(caution or must_be_settled(points))),) if points or caution else ()
    return (*quotes, *settle, *status_parts(each.clearing for each in pieces))


def _list(heading: str, lines: Sequence[Entry]) -> tuple[Part, ...]:
    rows: tuple[Line, ...] = tuple(line(each.text) for each in outward(lines))
    return (Heading(heading), Bullets(rows)) if rows else ()


def plain_text(targets: tuple[Target, ...], today: Today) -> str:
    """Return the wording of the targets, one below the other; empty if there is none. A draft says so first."""
    rows = [(target, _pieces(target, today)) for target in targets]
    texts = [text for target, pieces in rows if pieces for text in _plain_pieces(target.label, pieces)]
    if texts and any(each.clearing.status != "klarert" for _, pieces in rows for each in pieces):
        texts.insert(0, DRAFT_FIRST)
    return "\n\n".join(texts)


def has_wording(target: Target, today: Today) -> bool:
    """Return True if there is a text of the target that may be said outwards."""
    return bool(_pieces(target, today))


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
        cleared = "klarert " if today.wording_only else ""
        main = (*over, *(_quoted(pieces) or (Note(line(f"Vi har ikke noe {cleared}hovedbudskap ennå.")),)))
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
