"""The answer for each kind of target, and the overview of them all. Wording is quoted, never changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.cards.card import (
    Button,
    Choice,
    Controls,
    Heading,
    Menu,
    Note,
    Paragraph,
    Part,
    line,
)
from bot.cards.checklists import OPEN, advice_buttons, list_parts
from bot.cards.clearing import status_parts
from bot.cards.theme_buttons import more_about
from bot.cards.words import capital
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
from bot.commands.budskap.theme_cards import (
    advice_parts,
    lines_under,
    local_cases,
    quoted_parts,
    theme_parts,
    track_buttons,
    track_parts,
)
from bot.commands.budskap.wording import Wording, of_main, wording
from bot.commands.shared.open_windows import use_now_parts
from content.schema.messages import Campaign, Issue, Step
from models.calendar.spans import quarter_span


def parts_of(target: Target, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:
    """Return the message of a target and its context; `recipient` narrows the audience."""
    if today.wording_only:
        pieces = wording(target, today.pack, campaign_for(today.pack, today.day), today.day)
        has_text = not isinstance(target, ChecklistOf | Locality | AboutUs | NtpNow)
        sentence = (
            "Vi har ingen klarert tekst om dette ennå." if has_text else "Dette er bare for dem som arbeider her."
        )
        none = Paragraph(line(sentence))
        return quoted_parts(pieces) or (none,)
    return _whole(target, recipient, today)


def _whole(target: Target, recipient: Recipient | Locality | None, today: Today) -> tuple[Part, ...]:  # noqa: C901, PLR0911 - one a kind
    match target:
        case TrackOf():
            return track_parts(target, recipient, today)
        case Theme(issue):
            return theme_parts(issue, recipient, today)
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
            return (
                *track_buttons(issue, today),
                *more_about(issue),
                *_things((issue,)),
                *advice_buttons(today.pack, "sak"),
            )
        case TrackOf(issue, _):
            return (*more_about(issue), *advice_buttons(today.pack, "sak"))
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


def _recipient(target: Recipient, today: Today) -> tuple[Part, ...]:
    issues = {issue.id: issue for issue, _ in target.audiences}
    only = next(iter(issues.values())) if len(issues) == 1 else None
    words = wording(target, today.pack, campaign_for(today.pack, today.day), today.day)
    return (
        *advice_parts(target.advice()),
        *quoted_parts(words),
        *use_now_parts(today.pack, today.day, today.presented, only),
    )


def _step(target: StepOf, today: Today) -> tuple[Part, ...]:
    step = target.step
    return (
        Paragraph(line(_step_time(step, target.campaign.year, today.day), f"\n{step.aim}")),
        *quoted_parts((Wording("Slagord", step.slogan, step.clearing),), step.note or ""),
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
    return (*ended, *quoted_parts(of_main(campaign)), *carriers)


def _ally(target: Ally, today: Today) -> tuple[Part, ...]:
    campaign = campaign_for(today.pack, today.day)
    return (
        Paragraph(line(target.alliance.about)),
        *lines_under("Dette kan vi gjøre sammen", target.alliance.cooperation),
        *secret_parts(today, target.alliance.cooperation),
        *(quoted_parts(of_main(campaign)) if campaign else ()),
    )


def _place(target: Locality) -> tuple[Part, ...]:
    sentence = f"Ta med kravene våre når dere snakker med {target.label}, og vis hva de betyr lokalt."
    return (Paragraph(line(sentence)), *local_cases(target))


def _about_us(today: Today) -> tuple[Part, ...]:
    own = today.pack.organisation
    every = (*own.goals, *own.strengths, *own.challenges, *own.observations)
    return (
        Paragraph(line(own.about)),
        *lines_under("Målene våre", own.goals),
        *lines_under("Styrkene våre", own.strengths),
        *lines_under("Utfordringene våre", own.challenges),
        *lines_under("Dette bør vi tenke på", own.observations),
        *secret_parts(today, every),
    )


SHOW = "budskap.vis"
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
        main = (*over, *(quoted_parts(pieces) or (Note(line(f"Vi har ikke noe {cleared}hovedbudskap ennå.")),)))
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
