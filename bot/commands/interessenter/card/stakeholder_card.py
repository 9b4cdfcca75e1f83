"""The card of a stakeholder: who they are, what we owe them, who can make contact, and what to say."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import (
    Bullets,
    Button,
    Card,
    Choice,
    Controls,
    Fields,
    Heading,
    Item,
    Line,
    Link,
    More,
    Note,
    Paragraph,
    Part,
    Quote,
    Span,
    joined,
    line,
)
from bot.cards.card import Person as Mention
from bot.cards.checklists import OPEN, advice_buttons
from bot.cards.introduction import introduction_line
from bot.cards.nudges import meeting
from bot.cards.nudges.meeting import question
from bot.cards.words import amount, capital, day, in_days, listing, short_day
from bot.commands.ask import Ask
from bot.commands.interessenter.card.talking_points import TalkingPoint, message_for
from bot.commands.interessenter.dialogue.dialogue_card import step_line
from bot.commands.interessenter.municipality import place_name
from bot.commands.interessenter.references import Stakeholder, display_name, ref_of, role_text
from bot.commands.parse.themes import themes_of
from models.occurrences.queries import MEETING
from models.register import organisations, people
from models.register.gifts import gifts
from models.register.history import Spoken, dialogues
from models.register.introductions import Introduction, warmest, warmest_to_organisation
from models.register.kinds import CHANNELS, GIFTS, ORGANISATIONS, STANCES
from models.register.roles import HeldRole, in_organisation, roles
from models.register.stances import stances
from models.register.ties import ties
from models.tables import Gift, Organisation, Person, Stance, Tie, Workspace
from models.workspace.contacts import ContactRole

HOW_WELL = {1: "har møtt hverandre", 2: "kjenner hverandre", 3: "kjenner hverandre godt"}
MOST_ACQUAINTANCES = 5


def acquaintances(session: Session, row: Stakeholder) -> tuple[tuple[str, Line], ...]:
    """Return a person's acquaintances, the strongest tie first: how well they know each other, and from where."""
    if not isinstance(row, Person):
        return ()
    lines = [
        result
        for tie in ties(session, row.workspace_id, row.id)[:MOST_ACQUAINTANCES]
        if (result := _acquaintance_line(session, row, tie))
    ]
    return (("Bekjentskaper", joined(lines, "; ")),) if lines else ()


def _acquaintance_line(session: Session, row: Person, tie: Tie) -> Line:
    other_id = tie.other_id if tie.person_id == row.id else tie.person_id
    who: Span
    if tie.user_id:
        who = Mention(tie.user_id)
    else:
        other = people.person(session, row.workspace_id, other_id or 0)
        if other is None:
            return ()
        who = other.name
    more = [each for each in (HOW_WELL[tie.strength], place_name(tie.municipality), tie.note) if each]
    return line(who, f" ({', '.join(more)})")


COMPARE_ENTRIES = "interessent.sammenlign"


def namesake_of(session: Session, row: Stakeholder) -> Stakeholder | None:
    """Return another entry of the same kind and name, if there is one."""
    if isinstance(row, Person):
        same: list[Stakeholder] = list(people.same_name(session, row.workspace_id, row.name))
    else:
        same = list(organisations.named(session, row.workspace_id, row.name))
    return next((each for each in same if each.id != row.id), None)


def namesake_button(row: Stakeholder, twin: Stakeholder) -> Button:
    """Return the button that asks whether two entries with the same name are one."""
    what = "samme person" if isinstance(row, Person) else "den samme virksomheten"
    return Button(f"Er dette {what}?", COMPARE_ENTRIES, f"{ref_of(row)} {ref_of(twin)}")


LOG, EDIT, GIVE, MORE = "interessent.samtale", "interessent.endre", "interessent.gave", "interessent.mer"
DIALOGUES, GIFTS_SHOWN, PEOPLE = 5, 3, 8
FOLLOW, OWN, KNOW, ROLE, DELETE = "folg", "eier", "kjenner", "rolle", "slett"


def person_card(ask: Ask, session: Session, row: Stakeholder) -> Card:
    """Return the card of a person or an organisation, with its buttons."""
    roles_now = roles(session, ask.workspace.id, [row.id], ask.today).get(row.id, ()) if isinstance(row, Person) else ()
    spoken = dialogues(session, row, DIALOGUES)
    thinks = stances(session, row)
    way = _warmest(ask, session, row)
    given = gifts(session, row, GIFTS_SHOWN)
    theme = _theme(spoken, thinks, row)
    return Card(
        display_name(row, roles_now),
        (
            *_presented(row, roles_now, ask.today),
            Fields((*_facts(ask, row, spoken, thinks, way), *acquaintances(session, row))),
            *_local(ask, row, roles_now),
            *_to_say(message_for(ask.pack, theme, roles_now, row.municipality, ask.today)),
            *_dialogues(ask, spoken),
            *_given(given, ask.today),
            *_people(ask, session, row),
            *((Note(line(row.note)),) if row.note else ()),
            Controls(_controls(row, namesake_of(session, row))),
            *_advice(ask, row, is_new=not spoken),
        ),
    )


def _presented(row: Stakeholder, roles_now: Sequence[HeldRole], today: date) -> tuple[Part, ...]:
    if isinstance(row, Organisation):
        link = (" · ", Link("nettsted", row.link)) if row.link else ()
        ways = (Bullets(tuple(line(each) for each in row.cooperation)),) if row.cooperation else ()
        return (Paragraph(line(ORGANISATIONS.get(row.kind, "Annet"), *link)), *ways)
    now = [role_text(each) for each in roles_now if each.role.to_on is None or each.role.to_on >= today]
    return (Paragraph(line(capital(listing([each for each in now if each])))),) if any(now) else ()


def _facts(
    ask: Ask, row: Stakeholder, spoken: Sequence[Spoken], thinks: Sequence[Stance], way: Introduction | None
) -> list[tuple[str, Line]]:
    steps = [each.step for each in spoken if each.step and each.step.done_at is None and not _is_past(each, ask.today)]
    owed = [each.dialogue.wants for each in spoken if each.dialogue.wants and _open(each) and not each.dialogue.planned]
    lines: list[tuple[str, Line]] = [
        ("Nivå", line(_weight(row))),
        ("Ansvarlig hos oss", line(Mention(row.owner)) if row.owner else line("ingen ennå")),
        ("Sist kontakt", line(_last(ask.workspace, row, ask.today))),
        ("Neste steg", step_line(steps[0], ask.today) if steps else ()),
        ("Vi har lovet", line(listing(list(dict.fromkeys(owed))))),
        ("Forslag til vei inn", introduction_line(way, row.name, ask.today) if way else ()),
        ("Mener", line(listing([_stance(ask, each) for each in thinks]))),
    ]
    return [(name, said) for name, said in lines if said]


def _is_past(spoken: Spoken, today: date) -> bool:
    """Return True for a planned talk whose day is past: it is not logged yet."""
    return spoken.dialogue.planned and _day(spoken) < today


def _day(spoken: Spoken) -> date:
    """Return the day of a talk; for a planned one the date of its deadline, which people can move."""
    step = spoken.step
    is_moved = spoken.dialogue.planned and step is not None and step.kind == MEETING
    return step.ends_on or spoken.dialogue.day if is_moved and step else spoken.dialogue.day


def _open(spoken: Spoken) -> bool:
    return spoken.step is None or spoken.step.done_at is None


def _weight(row: Stakeholder) -> str:
    scales = (("interesse", row.interest), ("innflytelse", row.influence))
    return ", ".join((row.tier, *(f"{name} {value}" for name, value in scales if value)))


def _last(workspace: Workspace, row: Stakeholder, today: date) -> str:
    if row.last_dialogue_on is None:
        return "ingen samtaler ennå"
    limit = {"A": workspace.silence_a, "B": workspace.silence_b, "C": workspace.silence_c}[row.tier]
    is_long = (today - row.quiet_since).days > limit
    silent = f". Grensen for nivå {row.tier} er {amount(limit, 'dag', 'dager')}." if is_long else ""
    return f"{day(row.last_dialogue_on, today)}, {in_days(row.last_dialogue_on, today)}{silent}"


def _warmest(ask: Ask, session: Session, row: Stakeholder) -> Introduction | None:
    if isinstance(row, Person):
        return warmest(session, ask.workspace.id, [row.id], ask.today).get(row.id)
    return warmest_to_organisation(session, ask.workspace.id, row.id, ask.today)


def _stance(ask: Ask, stance: Stance) -> str:
    text = STANCES.get(stance.stance, "er opptatt av det").lower()
    return f"{themes_of(ask.pack).name(stance.theme).lower()}: {text} ({short_day(stance.on, ask.today)})"


def _theme(spoken: Sequence[Spoken], thinks: Sequence[Stance], row: Stakeholder) -> str | None:
    """Return the theme of the last talk that has one, else a theme they care about."""
    last = next((each.dialogue.theme for each in spoken if each.dialogue.theme), None)
    cares = next((each.theme for each in thinks), None)
    return last or cares or (next(iter(row.themes), None) if isinstance(row, Organisation) else None)


def _to_say(message: TalkingPoint | None) -> tuple[Part, ...]:
    if message is None:
        return ()
    return (Heading(f"Budskap nå: {message.about}"), Quote(message.text), Note(line(message.fits)))


def _local(ask: Ask, row: Stakeholder, roles_now: Sequence[HeldRole]) -> tuple[Part, ...]:
    """Return the cases of their municipality or sub-region that matter to the whole region."""
    region = _pack_id(row, "delregion:")
    places = {row.municipality, *(each.role.municipality for each in roles_now)} - {None}
    mine = [
        each.text
        for each in ask.pack.organisation.local_cases
        if not each.internal and ((region and each.subregion == region) or (not region and places & set(each.places)))
    ]
    rows = tuple(line(text) for text in mine)
    return (Heading("Saker herfra som betyr noe for hele regionen"), Bullets(rows)) if rows else ()


def _pack_id(row: Stakeholder, prefix: str) -> str:
    """Return the id in the pack of an organisation that comes from there, if it is of that kind; else nothing."""
    known = row.pack_id or "" if isinstance(row, Organisation) else ""
    return known.removeprefix(prefix) if known.startswith(prefix) else ""


def _advice(ask: Ask, row: Stakeholder, *, is_new: bool) -> tuple[Part, ...]:
    """Return the buttons to advice: on a partner, on a sub-region, and on somebody nobody has spoken with yet."""
    partner = _pack_id(row, "allianse:")
    buttons = (
        *((Button("Mer om samarbeidet", OPEN, f"alliert {partner}"),) if partner else ()),
        *(advice_buttons(ask.pack, "delregion") if _pack_id(row, "delregion:") else ()),
        *(advice_buttons(ask.pack, "møte") if is_new else ()),
    )
    return (Controls(buttons),) if buttons and ask.role is ContactRole.COLLEAGUE else ()


def _dialogues(ask: Ask, spoken: Sequence[Spoken]) -> tuple[Part, ...]:
    if not spoken:
        return ()
    return (Heading("Siste samtaler"), *(Item(_dialogue(ask, each), _to_log(each, ask.today)) for each in spoken))


def _to_log(spoken: Spoken, today: date) -> tuple[Button, ...]:
    row = spoken.dialogue
    if not _is_past(spoken, today):
        return ()
    return (Button(question(row.channel), meeting.LOG, str(row.id), style="primary"),)


def _dialogue(ask: Ask, spoken: Spoken) -> Line:
    row = spoken.dialogue
    planned = "planlagt " if row.planned else ""
    not_yet = ", ikke loggført" if _is_past(spoken, ask.today) else ""
    about = (
        f" om {row.about}" if row.about else f" om {themes_of(ask.pack).name(row.theme).lower()}" if row.theme else ""
    )
    head = f"{capital(day(_day(spoken), ask.today))}: {planned}{CHANNELS[row.channel].lower()}{about}{not_yet}"
    said = [STANCES[row.stance]] if row.stance in STANCES and not row.planned else []
    noted = f"Notat: {row.said}" if row.said and row.planned else row.said
    said += [text for text in (noted, f"Vil ha {row.wants}" if row.wants else "") if text]
    journal = ["Bør journalføres"] if row.journal else []
    ours = joined([(Mention(user_id),) for user_id in spoken.ours], ", ")
    return line(head, " (", *ours, ")", *(f"\n{capital(text)}." for text in (*said, *journal)))


def _given(given: Sequence[Gift], today: date) -> tuple[Part, ...]:
    if not given:
        return ()
    rows = tuple(line(f"{GIFTS.get(each.kind, 'Annet')}: {each.text} ({short_day(each.day, today)})") for each in given)
    return (Heading("Det vi har gitt"), Bullets(rows))


def _people(ask: Ask, session: Session, row: Stakeholder) -> tuple[Part, ...]:
    if isinstance(row, Person):
        return ()
    people_there = in_organisation(session, ask.workspace.id, row.id, ask.today)
    if not people_there:
        return ()
    names = [each.name for each in people_there[:PEOPLE]]
    more = f" og {len(people_there) - PEOPLE} til" if len(people_there) > PEOPLE else ""
    return (Heading("Folk her"), Paragraph(line(f"{', '.join(names)}{more}")))


def _controls(row: Stakeholder, twin: Stakeholder | None) -> tuple[Button | More, ...]:
    ref = str(ref_of(row))
    choices = [Choice("Følg opp", FOLLOW), Choice("Jeg er ansvarlig", OWN)]
    if isinstance(row, Person):
        choices += [Choice("Nytt bekjentskap", KNOW), Choice("Ny rolle", ROLE)]
    return (
        Button("Loggfør samtale", LOG, ref, style="primary"),
        Button("Endre", EDIT, ref),
        Button("Noter noe vi ga", GIVE, ref),
        *((namesake_button(row, twin),) if twin else ()),
        More("Mer", MORE, ref, (*choices, Choice("Slett", DELETE))),
    )
