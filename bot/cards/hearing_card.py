"""The card of one hearing: what it is, by when, what we said before, what to say now, and what we do about it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Choice,
    Control,
    Controls,
    Fields,
    Heading,
    Line,
    Link,
    More,
    Note,
    Paragraph,
    Part,
    Quote,
    line,
)
from bot.cards.card import Person as Mention
from bot.cards.checklists import hearing as hearing_checklist
from bot.cards.clearing import draft_parts
from bot.cards.hearings import DISMISS, DISMISS_LABEL, DO, FOLLOW, KINDS, MAIN, MORE, MORE_LABEL, MOST_REASONS
from bot.cards.journal import SENT, SENT_LABEL
from bot.cards.milestones import MilestoneValue, milestone_items, nobody_clears
from bot.cards.storting import ours_in_committee
from bot.cards.tracks import track_about
from bot.cards.words import capital, day, listing, when
from content.schema.base import outward
from content.schema.messages import Issue, Track
from content.schema.pack import Pack
from models.official.hearing import Hearing, named_in
from models.official.items import Day, ItemKind, Status, as_day
from models.official.own import BY_HAND
from models.official.plan import ACTIVE, ANSWERS, FOLLOWS, TAKES_PART
from models.official.sources import name_of

VERSIONS = "horing.versjoner"
OTHER_PLAN, GIVE_UP, CORRECT = "annet", "likevel_ikke", "rett"
DOES: Mapping[str, str] = {
    ANSWERS: "Vi svarer.",
    TAKES_PART: "Vi deltar.",
    FOLLOWS: "Vi følger med.",
}
HEARING_WORDS = frozenset({"høring", "høringen", "høyring", "høyringa", "komitéhøring", "komitehøring"})
FIRST_WORDS = 3
LONGEST_EARLIER = 200
MOST_LINES = 8


def hearing_card(
    shown: Hearing,
    pack: Pack,
    today: date,
    *,
    result: Sequence[Part] = (),
    more: Sequence[Choice] = (),
    demands: Sequence[Part] = (),
) -> Card:
    """Return the card of a hearing. `result` is what was just done; `more` are further choices behind «…».

    `demands` is what came of our demands, if it is a committee's hearing about a budget (`bot.cards.presented`).

    What somebody chooses behind «…» goes to `bot.commands.hearings.answering.CHOSEN`.
    """
    issue = pack.issue(shown.theme) if shown.theme else None
    return Card(
        capital(_kind(shown)),
        (
            *result,
            Paragraph(line(Bold(shown.title), *(("\n", Link("Åpne hos kilden", shown.link)) if shown.link else ()))),
            Fields(_facts(shown, issue, today)),
            *_why(shown, pack),
            *_dates(shown, today),
            *_earlier(shown, today),
            *demands,
            *_message(shown, issue, today),
            *_checklist(shown, pack),
            Controls(hearing_controls(shown, more)),
        ),
        summary=capital(named(_kind(shown), shown.title)),
    )


def named(kind: str, title: str) -> str:
    """Return «Høring: Lov om tog»; the title alone if its first words say that it is a hearing."""
    first = (each.strip(".,:–-«»").casefold() for each in title.split(maxsplit=FIRST_WORDS)[:FIRST_WORDS])
    return title if kind.endswith("høring") and not HEARING_WORDS.isdisjoint(first) else f"{kind}: {title}"


def hearing_controls(shown: Hearing, more: Sequence[Choice] = ()) -> tuple[Control, ...]:
    """Return the buttons of a hearing: one main button, «Følg med», and the rest behind «…»."""
    value, plan = shown.value, shown.plan.plan if shown.plan else None
    choices: list[Choice] = []
    buttons: list[Control] = []
    if shown.plan is not None and plan in ACTIVE:
        if shown.plan.sent_on is None:
            buttons.append(Button(SENT_LABEL, SENT, value, style="primary"))
            choices.append(Choice(f"{MAIN[plan]} ikke likevel", GIVE_UP))
        else:
            choices.append(Choice("Rett det som er sendt …", CORRECT))
        buttons.append(Button("Versjoner", VERSIONS, value))
    elif not _is_over(shown):
        main = shown.wanted_plan
        buttons.append(Button(MAIN[main], DO, value, style="primary"))
        if plan is None:
            buttons.append(Button("Følg med", FOLLOW, value))
        if main == TAKES_PART:
            choices.append(Choice("Vi svarer bare skriftlig", OTHER_PLAN))
        if shown.record is not None and plan is None:
            choices.append(Choice(DISMISS_LABEL, DISMISS))
    choices += more
    return (*buttons, *((More(MORE_LABEL, MORE, value, tuple(choices)),) if choices else ()))


def _kind(shown: Hearing) -> str:
    if shown.kind is ItemKind.HEARING:
        return "høring"
    return KINDS.get(shown.kind.value, shown.kind.value)


def _is_over(shown: Hearing) -> bool:
    record = shown.record
    is_done = shown.row is not None and shown.row.done_at is not None
    return is_done or (record is not None and record.status is not None and Status(record.status).is_over)


def _facts(shown: Hearing, issue: Issue | None, today: date) -> tuple[tuple[str, Line], ...]:
    record, row = shown.record, shown.row
    is_taken_part = shown.wanted_plan == TAKES_PART or (shown.plan is not None and shown.plan.plan == TAKES_PART)
    facts: list[tuple[str, Line]] = []
    if shown.body:
        facts.append(("Departement" if shown.kind is ItemKind.HEARING else "Komité", (shown.body,)))
    if shown.members is not None:
        facts.append(("Fra fylkene våre", (ours_in_committee(shown.members) or "ingen i komiteen",)))
    facts.append(("Frist", (_deadline(shown, today),)))
    if is_taken_part and record is not None:
        on = next((each for each in record.events if each.get("kind") == "HOER" and each.get("on")), None)
        said = _moment(shown.day_of(TAKES_PART, today), today) if on else "ikke satt ennå"
        place = f", {on['place']}" if on and on.get("place") else ""
        facts.append(("Høringsdag", (f"{said}{place}",)))
    if record is not None and record.status:
        facts.append(("Status", (capital(record.status),)))
    if issue is not None:
        facts.append(("Tema", (issue.name,)))
    if row is not None:
        owner = (Mention(row.owner),) if row.owner else ("ingen ennå",)
        facts.append(("Ansvarlig", owner))
        facts.append(("Hva vi gjør", (_does(shown, today),)))
    return tuple(facts)


def _deadline(shown: Hearing, today: date) -> str:
    """Return the deadline, how sure it is, and which way it came."""
    on, row = shown.deadline, shown.row
    if on is None:
        return "ikke oppgitt av kilden"
    source = f"Fra {name_of(shown.way)}." if shown.way else f"{capital(BY_HAND)}."
    own = ""
    if row is not None and "starts_on" in row.kept and row.ends_on and shown.record is not None:
        own = f" Dere har satt {day(row.ends_on, today)}."
    return f"{_moment(on, today)}. {source}{own}"


def _moment(on: Day | None, today: date) -> str:
    if on is None:
        return "ikke satt ennå"
    first = as_day(on) or today
    start = on.time().replace(tzinfo=None) if isinstance(on, datetime) else None
    return when(first, first, "fast", today, start)


def _does(shown: Hearing, today: date) -> str:
    plan = shown.plan
    if plan is None:
        return "Den ligger i fristene."
    said = DOES.get(plan.plan, "")
    if plan.sent_on is None:
        return said
    number = f"Saksnr. {plan.archive_number}." if plan.archive_number else "Ikke journalført ennå."
    to = f" til {plan.sent_to}" if plan.sent_to else ""
    return f"Sendt {day(plan.sent_on, today)}{to}. {number}"


def _why(shown: Hearing, pack: Pack) -> tuple[Part, ...]:
    if shown.why is None or not shown.why.reasons:
        return ()
    reasons = listing([f"«{each.words}» i {each.field}" for each in shown.why.reasons[:MOST_REASONS]])
    names = [issue.name for theme in shown.why.themes if (issue := pack.issue(theme))]
    about = f"{capital(listing(names))}: {reasons}." if names else f"{capital(reasons)}."
    return (Note(line(f"{about} Relevans {shown.why.out_of_ten} av 10.")),)


def _dates(shown: Hearing, today: date) -> tuple[Part, ...]:
    if not shown.milestones or shown.row is None or shown.plan is None or shown.plan.plan not in ACTIVE:
        return ()
    items = milestone_items(shown.milestones, today, MilestoneValue(shown.row.id), is_open=shown.plan.sent_on is None)
    return (Heading("Datoer på veien"), *items, *nobody_clears(shown.milestones, MilestoneValue(shown.row.id)))


def _earlier(shown: Hearing, today: date) -> tuple[Part, ...]:
    if not shown.earlier:
        return ()
    rows = []
    for each in shown.earlier:
        to = f" til {each.to}" if each.to else ""
        said = each.text if len(each.text) <= LONGEST_EARLIER else f"{each.text[: LONGEST_EARLIER - 1].rstrip()}…"
        rows.append(line(f"{day(each.sent_on, today)}{to}: ", Bold(each.title), f"\n{said}" if said else ""))
    return (Heading("Dette sa vi sist"), Bullets(tuple(rows)))


def _message(shown: Hearing, issue: Issue | None, today: date) -> tuple[Part, ...]:
    """Return the message and the demand of the track that the hearing is about, and the advice for who reads it."""
    track = _track(shown, issue, today)
    if issue is None or track is None:
        return ()
    advice = _advice(shown, issue)
    demand = (Heading("Krav"), Quote(track.krav)) if track.krav else ()
    return (
        Heading(f"Budskap: {track.name}"),
        Quote(track.budskap),
        *demand,
        *draft_parts(track),
        *((Note(line(f"Til {shown.body}: {advice}")),) if advice else ()),
    )


def _track(shown: Hearing, issue: Issue | None, today: date) -> Track | None:
    record = shown.record
    text = f"{shown.title} {record.short_title} {record.excerpt}" if record else shown.title
    return track_about(issue, text, today)


def _advice(shown: Hearing, issue: Issue) -> str:
    named = [(named_in(shown.body, each.keywords), each) for each in issue.audiences if each.advice and shown.body]
    best = max(named, key=lambda each: each[0], default=(0, None))
    return (best[1].advice or "") if best[0] and best[1] else ""


def _checklist(shown: Hearing, pack: Pack) -> tuple[Part, ...]:
    if _is_over(shown) or (shown.plan is not None and shown.plan.sent_on is not None):
        return ()
    lines = outward(hearing_checklist(pack).lines)
    title = "Sjekkliste for notatet" if shown.wanted_plan == TAKES_PART else "Sjekkliste for innspillet"
    return (Heading(title), Bullets(tuple(line(each.text) for each in lines[:MOST_LINES]))) if lines else ()
