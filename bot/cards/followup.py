"""A follow-up as people see it: in the message's thread, in a reminder, when its time is out, and when somebody else is asked to take it or was given it."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards.card import Button, Card, Controls, Line, Link, Paragraph, Part, Person, Quote, line
from bot.cards.clearing import draft_parts
from bot.cards.words import clock, day
from content.schema.messages import Track
from models.followups.queries import CANCELLED, DONE, OPEN
from models.tables import FollowUp

CLOSE, TAKE, GIVE, NOT_RELEVANT = "oppfolging.ferdig", "oppfolging.ta", "oppfolging.videre", "oppfolging.ikke"
SHOWN = 200


def by_when(row: FollowUp, zone: ZoneInfo, today: date) -> str:
    """Return «i dag kl. 16.00», or the day instead of «i dag» if it is another."""
    due = row.due_at.astimezone(zone)
    when = "i dag" if due.date() == today else day(due.date(), today)
    return f"{when} kl. {clock(due.time())}"


def in_thread(
    row: FollowUp, joined: Sequence[str], track: Track | None, speakers: Sequence[Part], zone: ZoneInfo, today: date
) -> Card:
    """Return the card of a message's thread: who follows it up and by when, what to say and who says it, and what to do."""
    if row.state in {DONE, CANCELLED}:
        return settled(row, zone)
    owner = line("Følges opp av ", Person(row.owner), ".") if row.owner else line("Ingen følger opp denne ennå.")
    sentence = f"Frist {by_when(row, zone, today)}."
    title = "Følg opp i dag" if row.due_at.astimezone(zone).date() == today else "Følg opp"
    return Card(
        title,
        (
            Paragraph(line(*owner, f" {sentence}", *_joined(joined))),
            *wording(track),
            *speakers,
            Controls(followup_buttons(row)),
        ),
        summary=f"{title}. {sentence}",
    )


def reminder(row: FollowUp, zone: ZoneInfo, today: date) -> Card:
    """Return the reminder to a follow-up's owner."""
    sentence = f"Oppfølgingen din har frist {by_when(row, zone, today)}."
    return Card(
        "Husk oppfølgingen",
        (Paragraph(line(sentence)), *quoted(row), Controls((close_button(row), give_button(row)))),
        summary=sentence,
    )


def overdue(row: FollowUp, others: Sequence[str], zone: ZoneInfo, today: date) -> Card:
    """Return the message to the thread when the time is out; `others` are people who could take it."""
    whose = line(" ", Person(row.owner), " har den.") if row.owner else line(" Ingen har tatt den.")
    ask = [part for each in others for part in (" ", Person(each))]
    return Card(
        "Fristen for oppfølgingen er ute",
        (
            Paragraph(line(f"Fristen var {by_when(row, zone, today)}.", *whose)),
            *((Paragraph(line("Kan noen av dere ta den?", *ask)),) if others else ()),
            Controls(followup_buttons(row)),
        ),
        summary="Fristen for oppfølgingen er ute.",
    )


def found(row: FollowUp, zone: ZoneInfo, today: date) -> Card:
    """Return a follow-up as the answer to a question: the message, when it was taken, by whom, and how it ended."""
    taken = day(row.day, today)
    who = line("Følges opp av ", Person(row.owner), ".") if row.owner else line("Ingen følger opp denne ennå.")
    if row.state == OPEN:
        said = line(f"Kom {taken}. ", *who, f" Frist {by_when(row, zone, today)}.")
        controls: tuple[Part, ...] = (Controls((close_button(row), give_button(row))),)
    else:
        ended = "Fulgt opp" if row.state == DONE else "Avlyst"
        by = line(" av ", Person(row.closed_by)) if row.closed_by else ()
        at = f" {day(row.closed_at.astimezone(zone).date(), today)}" if row.closed_at else ""
        said, controls = line(f"Kom {taken}. {ended}", *by, f"{at}."), ()
    return Card("Oppfølging i media", (*quoted(row), Paragraph(said), *controls), summary="Oppfølging i media.")


def settled(row: FollowUp, zone: ZoneInfo) -> Card:
    """Return what replaces a message about a follow-up that no longer needs the reader."""
    if row.state == DONE:
        return _ended("Fulgt opp", row, zone, "Fulgt opp av ")
    if row.state == CANCELLED:
        return _ended("Oppfølgingen er avlyst", row, zone, "Avlyst av ")
    who = line("Følges opp av ", Person(row.owner), ".") if row.owner else line("Ingen følger opp denne.")
    return Card("Oppfølging", (Paragraph(who),), summary="Oppfølgingen er tatt.")


def followup_line(row: FollowUp) -> Line:
    """Return a follow-up in one line: the text of the message and its link; only the link if it could not be read."""
    text = " ".join(row.text.split())
    if not text:
        return line(Link("se meldingen", row.link)) if row.link else ()
    short = text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
    return line(f"«{short}»", *((" ", Link("les saken", row.link)) if row.link else ()))


def public_followup_line(row: FollowUp, media: str | None) -> Line:
    """Return the same for a place that others read: only messages in the media channel were for everybody."""
    return (
        followup_line(row)
        if row.channel == media and (row.text or row.link)
        else line("En melding utenfor mediekanalen")
    )


def quoted(row: FollowUp) -> tuple[Part, ...]:
    """Return the text of the message and its link, if either is known."""
    return (Paragraph(followup_line(row)),) if row.text or row.link else ()


def followup_buttons(row: FollowUp) -> tuple[Button, ...]:
    """Return the buttons of an open follow-up."""
    return (
        close_button(row),
        Button("Jeg tar den", TAKE, str(row.id)),
        give_button(row),
        Button("Ikke aktuelt", NOT_RELEVANT, str(row.id)),
    )


def close_button(row: FollowUp) -> Button:
    """Return the button that closes it."""
    return Button("Fulgt opp", CLOSE, str(row.id), style="primary")


def give_button(row: FollowUp) -> Button:
    """Return the button that gives it to another."""
    return Button("Gi videre", GIVE, str(row.id))


def _ended(title: str, row: FollowUp, zone: ZoneInfo, by: str) -> Card:
    at = f" kl. {clock(row.closed_at.astimezone(zone).time())}" if row.closed_at else ""
    who = line(by, Person(row.closed_by), f"{at}.") if row.closed_by else line(f"{title}{at}.")
    return Card(title, (Paragraph(who),), summary=title)


def _joined(joined: Sequence[str]) -> Line:
    if not joined:
        return ()
    first, *rest = joined
    return line(" Med: ", Person(first), *(span for each in rest for span in (", ", Person(each))), ".")


def wording(track: Track | None) -> tuple[Part, ...]:
    """Return what to say about a theme, if there is anything."""
    if track is None:
        return ()
    krav = (Paragraph(line("Kravet vårt:")), Quote(track.krav)) if track.krav else ()
    return (Paragraph(line("Dette vil vi si:")), Quote(track.budskap), *krav, *draft_parts(track))


def help_wanted_card(row: FollowUp, theme: str, media: str | None, zone: ZoneInfo, today: date) -> Card:
    """Return the message to a theme's spokespersons when the time is out; `media` is the media channel's id."""
    about = f" om {theme}" if theme else ""
    whose = line(Person(row.owner), " har den.") if row.owner else line("Ingen har tatt den.")
    sentence = f"Fristen for en oppfølging{about} var {by_when(row, zone, today)}."
    return Card(
        "Kan du ta denne?",
        (
            Paragraph(line(f"{sentence} ", *whose)),
            Paragraph(public_followup_line(row, media)),
            Controls(followup_buttons(row)),
        ),
        summary=f"Kan du ta denne? {sentence}",
    )


def given_card(row: FollowUp, giver: str, zone: ZoneInfo, today: date) -> Card:
    """Return the message to the new owner of a follow-up; `giver` is the id of the person who gave it."""
    when = by_when(row, zone, today)
    sentence = line(Person(giver), f" har gitt deg en oppfølging. Frist {when}.")
    return Card(
        "Du har fått en oppfølging",
        (Paragraph(sentence), *quoted(row), Controls((close_button(row), give_button(row)))),
        summary=f"Du har fått en oppfølging. Frist {when}.",
    )
