"""The campaign's cards: a step's opening, the week's talking point, the main message, and the year's end.

Wording is quoted word for word.
"""

from datetime import date

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Controls,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    Quote,
    line,
)
from bot.cards.checklists import OPEN, advice_buttons
from bot.cards.clearing import draft_parts
from bot.cards.ntp_windows import concerns, ntp_name, window_key
from bot.cards.rows import first_sentence
from bot.cards.theme_buttons import more_about
from bot.cards.words import capital, month
from content.emphasis import awake_activities
from content.schema.base import outward
from content.schema.messages import Campaign, CampaignPriority, Issue, Step, Track
from content.schema.pack import Pack
from models.calendar.open_now import BudgetWindow, NtpWindow, open_on, open_step, plain_name
from models.calendar.spans import quarter_span

UNSETTLED = "Slagordet må avklares før det brukes."


def opening(campaign: Campaign, step: Step, pack: Pack, today: date, edit: tuple[Button, ...] = ()) -> Card:
    """Return the card that opens a step: the aim, what to do, and the slogan. `edit` are buttons for colleagues."""
    actions = outward(awake_activities(step.actions, today))
    last = quarter_span(campaign.year, step.quarter).last
    title = f"Grep {step.number}: {step.name}"
    return Card(
        title,
        (
            Paragraph(line(f"Nå begynner grep {step.number} i kampanjen {campaign.year}. Det varer ut {month(last)}.")),
            Heading("Målet"),
            Paragraph(line(step.aim)),
            *((Heading("Dette gjør vi"), Bullets(tuple(line(each.text) for each in actions))) if actions else ()),
            Heading("Slagordet"),
            *((Quote(step.slogan), *draft_parts(step)) if step.slogan else (Note(line(step.note or UNSETTLED)),)),
            Note(line("Hent det frem igjen: ", Code(f"/budskap grep {step.number}"))),
            Controls((Button("Fordel oppgavene", OPEN, step.id), *advice_buttons(pack, "synlighet"), *edit)),
        ),
        summary=f"Nå begynner {title[:1].lower()}{title[1:]}",
    )


def talking_point(
    priority: CampaignPriority,
    track: Track | None,
    pack: Pack,
    today: date,
    presented: int | None,
    edit: tuple[Button, ...] = (),
) -> Card:
    """Return the week's talking point: the priority and its demand, why now, and a track that deepens it."""
    issue = pack.issue(priority.theme)
    name = issue.name if issue else capital(priority.theme)
    return Card(
        f"Ukas budskap: {name}",
        (
            Paragraph(line("Si det likt, og si det ofte:")),
            Quote(priority.text),
            Paragraph(line(Bold("Kravet"))),
            Quote(priority.krav),
            *_why_now(pack, today, presented, issue),
            *_deeper(track, issue),
            *draft_parts(priority, track),
            Note(line("Hele budskapet, og hvem det er for: ", Code(f"/budskap {name.lower()}"))),
            *_whole(track, issue, edit),
        ),
        summary=f"Ukas budskap: {priority.krav}",
    )


def _whole(track: Track | None, issue: Issue | None, edit: tuple[Button, ...]) -> tuple[Part, ...]:
    if issue is None:
        return _buttons(edit)
    deeper = (Button("Hele sporet", OPEN, track.id),) if track else ()
    text = (Button("Tekst å sende", OPEN, f"tre ting {issue.id}"),) if any(each.krav for each in issue.tracks) else ()
    return (Controls((Button("Hele budskapet", OPEN, issue.id), *deeper, *text, *more_about(issue), *edit)),)


def main_message(campaign: Campaign, edit: tuple[Button, ...] = ()) -> Card:
    """Return the whole main message, word for word, and who carries it."""
    main = campaign.main
    rows = [f"– {each.text}\n   • {each.krav}" for each in main.priorities]
    return Card(
        f"Hovedbudskapet for {campaign.year}",
        (
            Paragraph(line("Dette skal gå igjen hele året:")),
            Quote(main.text),
            Quote("\n".join((main.intro, *rows))),
            Paragraph(line(Bold("Målbærere"), f"\n{main.carriers}")),
            *draft_parts(main, *main.priorities),
            Note(line("Kopier teksten: ", Code("/budskap kopier hovedbudskap"))),
            *_buttons(edit),
        ),
        summary=f"Hovedbudskapet for {campaign.year}: {main.text}",
    )


def theme_message(
    issue: Issue, track: Track, pack: Pack, today: date, presented: int | None, edit: tuple[Button, ...] = ()
) -> Card:
    """Return the week's message of a year without a campaign: a track of a prioritised theme, its demand, and why now."""
    demand = (Paragraph(line(Bold("Kravet"))), Quote(track.krav)) if track.krav else ()
    return Card(
        f"Ukas budskap: {issue.name}",
        (
            Paragraph(line("Si det likt, og si det ofte:")),
            Quote(track.budskap),
            *demand,
            *_why_now(pack, today, presented, issue),
            *draft_parts(track),
            Note(line("Hele budskapet, og hvem det er for: ", Code(f"/budskap {issue.name.lower()}"))),
            *_buttons((*more_about(issue), *edit)),
        ),
        summary=f"Ukas budskap: {track.krav or track.budskap}",
    )


def _buttons(edit: tuple[Button, ...]) -> tuple[Part, ...]:
    return (Controls(edit),) if edit else ()


def _why_now(pack: Pack, today: date, presented: int | None, issue: Issue | None) -> tuple[Part, ...]:
    """Return what is open now that is about the theme; nothing if nothing is."""
    if issue is None:
        return ()
    budgets = [
        opened
        for opened in open_on(BudgetWindow, pack, today)
        if concerns(issue, "statsbudsjett", opened.name, opened.phase.budskap, *opened.to_do)
    ]
    plans = [
        opened
        for opened in open_on(NtpWindow, pack, today, presented)
        if concerns(issue, "ntp", opened.name, opened.phase.influence)
    ]
    rows: list[Line] = [
        *(line(Bold(f"Statsbudsjettet {each.budget_year}"), f" – {plain_name(each.phase)}") for each in budgets),
        *(line(Bold(ntp_name(each)), f": {first_sentence(each.phase.influence)}") for each in plans),
    ]
    current = open_step(pack, today)
    if current and concerns(issue, "", current.step.name, current.step.aim, current.step.slogan):
        rows.append(line(Bold(f"Grep {current.step.number}"), f" – {current.step.name}"))
    about = tuple(map(window_key, (*budgets, *plans)))
    return (Heading("Derfor nå"), Bullets(tuple(rows), about)) if rows else ()


def _deeper(track: Track | None, issue: Issue | None) -> tuple[Part, ...]:
    if track is None or issue is None:
        return ()
    letter = f"Spor {track.letter}: " if track.letter else ""
    return (Heading("Gå dypere"), Paragraph(line(Bold(f"{letter}{track.name}"))), Quote(track.budskap))
