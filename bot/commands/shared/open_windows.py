"""Where a message can be used today: the open budget phases, NTP windows and campaign step."""

from dataclasses import dataclass, replace
from datetime import date

from bot.cards.card import Bold, Heading, Note, Paragraph, Part, Quote, line
from bot.cards.clearing import must_be_settled
from bot.cards.ntp_windows import concerns, ntp_name, ntp_when
from bot.cards.words import capital, sure_span
from bot.commands.parse.clean import comparable
from content.schema.base import DRAFT, Clearing
from content.schema.messages import Issue
from content.schema.pack import Pack
from content.schema.wording import open_points
from models.calendar.open_now import BudgetWindow, NtpWindow, open_on, open_step, plain_name


@dataclass(frozen=True)
class OpenWindow:
    """An open phase: its name, details, and the wording for it (empty if there is none)."""

    name: str
    detail: str
    budskap: str = ""
    caution: str = ""
    """What to decide before the wording is used."""
    clearing: Clearing = DRAFT
    plan: str = ""
    """The word for the plan that it is a phase of, as a theme's processes name it: «statsbudsjett», «ntp»."""
    about: str = ""
    """What is done in it, in words."""
    to_do: str = ""
    """What to do in it, in a sentence; empty if that is its wording."""


def open_budget(pack: Pack, today: date) -> tuple[OpenWindow, ...]:
    """Return the open phases of the budget years, the earliest year first."""
    return tuple(
        OpenWindow(
            f"Statsbudsjettet {opened.budget_year} – {plain_name(opened.phase)}",
            f"Åpen {sure_span(opened.span.first, opened.span.last, opened.phase.certainty, today)}.",
            opened.phase.budskap,
            clearing=opened.phase.clearing,
            plan="statsbudsjett",
            about=" ".join(each.text for each in opened.phase.activities),
        )
        for opened in open_on(BudgetWindow, pack, today)
    )


def open_plan(pack: Pack, today: date, presented: int | None) -> tuple[OpenWindow, ...]:
    """Return the open phases of the plan presented that year (None: the pack's); periods only repeat them."""
    return tuple(
        OpenWindow(
            ntp_name(opened),
            f"{capital(ntp_when(opened, today))}. {opened.phase.influence}",
            plan="ntp",
            to_do=capital(opened.phase.influence),
        )
        for opened in open_on(NtpWindow, pack, today, presented)
    )


def open_campaign_step(pack: Pack, today: date) -> tuple[OpenWindow, ...]:
    """Return the open step of this year's campaign, if there is one."""
    opened = open_step(pack, today)
    if opened is None:
        return ()
    campaign, step = opened.campaign, opened.step
    return (
        OpenWindow(
            f"Kampanjen {campaign.year} – grep {step.number}: {step.name}",
            step.aim,
            step.slogan,
            step.note or "",
            step.clearing,
            to_do=step.aim,
        ),
    )


def use_now_parts(pack: Pack, today: date, presented: int | None, issue: Issue | None = None) -> tuple[Part, ...]:
    """Return «Bruk det nå» as parts of a card.

    If `issue` is given, what is not about it is left out: a window is if it names the theme, or if the theme uses its
    plan. Wording about other themes is left out too. Nothing is returned if nothing is about the issue.
    """
    uses = (*open_budget(pack, today), *open_plan(pack, today, presented), *open_campaign_step(pack, today))
    shown = [use for use in uses if issue is None or _is_about(use, issue)]
    rows = tuple(
        part
        for use in shown
        for part in window_parts(use if issue is None else _in_short(use), wording_fits(pack, use.budskap, issue))
    )
    if issue is not None and not rows:
        return ()
    return (Heading("Bruk det nå"), *(rows or (Note(line("Ingen faser er åpne i dag.")),)))


def _in_short(use: OpenWindow) -> OpenWindow:
    """Return a window with what to say or do in it, and not how long it is open."""
    return replace(use, detail=use.to_do)


def _is_about(use: OpenWindow, issue: Issue) -> bool:
    return concerns(issue, use.plan, use.name, use.detail, use.budskap, use.about)


def wording_fits(pack: Pack, text: str, issue: Issue | None) -> bool:
    """Return True if a wording can be said of the issue: it names that theme, or no theme at all."""
    words = comparable(text)
    named = {each.id for each in pack.issues if comparable(each.id) in words}
    return issue is None or not named or issue.id in named


def window_parts(use: OpenWindow, fitting: bool = True) -> tuple[Part, ...]:
    """Return an open phase as parts of a card, with its wording if `fitting`."""
    result = Paragraph(line(Bold(use.name), f"\n{use.detail}" if use.detail else ""))
    if not use.budskap or not fitting:
        return (result,)
    points = open_points(use.budskap)
    caution = use.caution if points or not open_points(use.caution) else ""  # else it is settled since
    settle = (Note(line(caution or must_be_settled(points))),) if points or caution else ()
    return (result, Quote(use.budskap), *settle)
