"""Cards of a round: the message to a carrier, and to the secretariat what became of it. Who said no or is silent is the secretariat's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cards.card import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Controls,
    Item,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    Quote,
    line,
)
from bot.cards.round_words import BOKMAL, NYNORSK, round_words
from bot.cards.words import capital, day, listing, number, short_day
from models.members.members import MemberRow
from models.rounds.answers import A_MONTH_DAYS, CALL, NO, REMIND_DAYS, USED, WAYS, YES
from models.rounds.carriers import CarrierOf, states
from models.rounds.links import SCHEME
from models.tables import Carrier, MessageRound

NEW, SAVE, SEND, CONFIRM, DELETE, SHOW, MAP, NOTE, SAVE_NOTE = (
    "runde.ny", "runde.lagre", "runde.send", "runde.valgkamp", "runde.slett", "runde.vis", "runde.kart", "runde.noter",
    "runde.noter_lagre",
)  # fmt: skip
LINKS, SAVE_LINK, ADD, SAVE_ADDED, DONE, CLOSE = (
    "runde.lenke", "runde.lenke_lagre", "runde.kollega", "runde.kollega_lagre", "runde.gjort", "runde.avslutt",
)  # fmt: skip
FILE = "runde.arkiv"
OPEN, USE, SAVE_USE, REFUSE = "runde.apne", "runde.brukt", "runde.brukt_lagre", "runde.nei"
TITLE = "Runder"
COMMAND = "/budskap runde"
MOST = 25
REMINDED_AFTER = timedelta(days=A_MONTH_DAYS + REMIND_DAYS)
NO_REMINDER = "De som får e-post, får ingen påminnelse før det har gått en måned. Ring dem som ikke svarer."
DEFAULT_ABOUT = "Ingen runder ennå. I en runde ber vi ordførerne bruke et klarert budskap, hver med sin egen side."


@dataclass(frozen=True)
class Reach:
    """How the carriers of a round are reached: by mail, in the chat, and why some are not."""

    mailed: Sequence[CarrierOf] = ()
    in_chat: Sequence[CarrierOf] = ()
    unknown: Sequence[CarrierOf] = ()
    """Nobody is known there."""
    without_address: Sequence[CarrierOf] = ()
    broken: Sequence[CarrierOf] = ()
    """The address does not work."""
    declined: Sequence[CarrierOf] = ()
    """They want no e-mail from us."""
    resting: Sequence[CarrierOf] = ()
    """They were asked less than a month ago."""

    @property
    def count(self) -> int:
        """Return how many are asked."""
        return len(self.mailed) + len(self.in_chat)


def subject(row: MessageRound, place: str) -> str:
    """Return «Klart til bruk: Rikstunnelen og Lillestrøm»."""
    return round_words(BOKMAL).subject.format(title=row.title, place=place)


def mail_card(
    row: MessageRound, carrier: Carrier, place: MemberRow, owner: str, today: date, *, is_reminder: bool
) -> Card:
    """Return the message to somebody who is asked by e-mail; its link is filled in by what sends it.

    It is in the member's language, with the message in nynorsk if that is written.
    """
    words, until = round_words(place.language), row.until
    begin = words.reminded if is_reminder else words.asked
    title = words.subject.format(title=row.title, place=place.name)
    return Card(
        title,
        (
            Paragraph(line(begin.format(owner=owner, day=words.day(until, today)))),
            Quote(row.text_nn if words.language == NYNORSK and row.text_nn else row.text),
            Paragraph(line(Link(words.open_page.format(place=place.name), f"{SCHEME}{carrier.id}"))),
            Paragraph(line(words.on_page.format(day=words.day(until, today)))),
            Note(line(words.expires.format(day=words.short_day(carrier.expires_at.date(), today)))),
            *(() if is_reminder else (Note(line(words.or_not)),)),
        ),
        summary=title,
        language=words.language,
    )


def chat_card(row: MessageRound, carrier: Carrier, place: str, today: date, *, is_reminder: bool) -> Card:
    """Return the message to somebody who is asked in the chat."""
    value = str(carrier.id)
    begin = "Vi minner om dette" if is_reminder else "Vi håper dere vil bruke dette"
    buttons = (
        Button("Åpne siden min", OPEN, value, style="primary"),
        Button("Jeg har brukt det …", USE, value),
        Button("Ikke denne gangen", REFUSE, value),
    )
    return Card(
        subject(row, place),
        (Paragraph(line(f"{begin} innen {day(row.until, today)}.")), Quote(row.text), Controls(buttons)),
        summary=subject(row, place),
    )


def answered_card(row: MessageRound, carrier: Carrier, place: str) -> Card:
    """Return what the message says when the carrier has answered, or the round is over. It has nothing to press."""
    said = {
        USED: "Dere har brukt det. Takk!",
        YES: "Dere vil bruke det. Takk!",
        NO: "Ikke denne gangen. Takk for svaret.",
    }
    text = said.get(carrier.answer or "", "Runden er avsluttet.")
    return Card(subject(row, place), (Paragraph(line(text)),), summary=text)


def link_card(place: str, address: str, until: date, today: date) -> Card:
    """Return somebody's personal link, in private."""
    return Card(
        f"Siden for {place}",
        (
            Paragraph(line(Link("Åpne siden", address))),
            Note(
                line(f"Lenken er personlig og virker til {short_day(until, today)}. Del den bare med den den er til.")
            ),
        ),
        summary=f"Siden for {place}",
    )


def total(rows: Sequence[CarrierOf], member_count: int) -> str:
    """Return «2 av 62 kommuner har brukt budskapet»; of the members we know if those are more than the count says."""
    found = states(rows)
    used = sum(each.carrier.answer == USED for each in found.values())
    return f"{number(used)} av {number(max(member_count, len(found)))} kommuner har brukt budskapet"


def list_card(found: Sequence[tuple[MessageRound, str]], today: date) -> Card:
    """Return the rounds, each with its total."""
    new = Controls((Button("Ny runde …", NEW, "", style="primary"),))
    if not found:
        return Card(TITLE, (Paragraph(line(DEFAULT_ABOUT)), new), summary=DEFAULT_ABOUT)
    rows = tuple(
        Item(
            line(Bold(row.title), f"\n{capital(row.audience_name)}, innen {short_day(row.until, today)}: {said}."),
            (Button("Vis", SHOW, str(row.id)),),
            f"runde:{row.id}",
        )
        for row, said in found
    )
    return Card(TITLE, (*rows, new), summary=f"{TITLE}: {len(found)}")


def preview_card(row: MessageRound, reach: Reach, today: date, *, can_mail: bool, needs: str = "") -> Card:
    """Return what will be sent to whom, before it is. `needs` says what is missing in the set-up for links."""
    value = str(row.id)
    send = (Button(f"Send til {reach.count}", SEND, value, style="primary"),) if reach.count else ()
    return Card(
        f"Runde: {row.title}",
        (
            Quote(row.text),
            Paragraph(line(f"{capital(row.audience_name)}, innen {day(row.until, today)}.")),
            Bullets(tuple(_reached(reach, can_mail=can_mail))),
            *((Note(line(needs)),) if needs else ()),
            *((Note(line(NO_REMINDER)),) if reach.mailed and row.until - today < REMINDED_AFTER else ()),
            Note(line("Ingenting er sendt ennå.")),
            Controls((*send, Button("Slett runden", DELETE, value))),
        ),
        summary=f"Runde: {row.title}. Ingenting er sendt ennå.",
    )


def _reached(reach: Reach, *, can_mail: bool) -> list[Line]:
    rows = [
        (f"Får e-post ({len(reach.mailed)})", reach.mailed),
        (f"Får det her i chatten ({len(reach.in_chat)})", reach.in_chat),
        ("Vi vet ikke hvem vi skal spørre", reach.unknown),
        ("Mangler e-postadresse" if can_mail else "E-post er ikke satt opp, så disse må ringes", reach.without_address),
        ("Adressen virker ikke", reach.broken),
        ("Vil ikke ha e-post fra oss", reach.declined),
        ("Fikk e-post for under en måned siden, eller får den for en annen kommune", reach.resting),
    ]
    return [line(Bold(name), f": {_names(some, with_people=some is reach.in_chat)}.") for name, some in rows if some]


def _names(rows: Sequence[CarrierOf], *, with_people: bool = False) -> str:
    """Return the members' names; of those reached in the chat with whom, since a chat is addressed by name alone."""
    named = (
        f"{each.member.label} ({each.person.name})" if with_people and each.person else each.member.label
        for each in rows
    )
    names = list(dict.fromkeys(named))
    more = len(names) - MOST
    return listing([*names[:MOST], *([f"{more} til"] if more > 0 else [])])


def campaign_card(row: MessageRound) -> Card:
    """Return the question whether mayors are to get a round while there is an election campaign."""
    value = str(row.id)
    buttons = (Button("Ja, send det nå", CONFIRM, value), Button("Nei, ikke ennå", SHOW, value, style="primary"))
    sentence = "Det er valgkamp. Skal ordførere få dette nå?"
    return Card("Det er valgkamp", (Paragraph(line(sentence)), Controls(buttons)), summary=sentence)


def changed_card(row: MessageRound) -> Card:
    """Return why a round is not sent: its message was changed, or is no longer cleared, after the round was begun."""
    sentence = (
        f"«{row.title}» er endret eller ikke lenger klarert. Slett runden, og lag en ny når budskapet er klarert."
    )
    buttons = (Button("Slett runden", DELETE, str(row.id)), Button("Ny runde …", NEW, ""))
    return Card("Budskapet er endret", (Paragraph(line(sentence)), Controls(buttons)), summary=sentence)


def status_card(row: MessageRound, rows: Sequence[CarrierOf], member_count: int, today: date) -> Card:
    """Return how a round goes: who used it, who said what, who is silent, and what they ask for."""
    value = str(row.id)
    is_open = row.closed_at is None
    parts: list[Part] = [
        Paragraph(line(f"{capital(row.audience_name)}, innen {day(row.until, today)}. {total(rows, member_count)}.")),
        Bullets(tuple(_answers(rows, today))),
    ]
    parts += [part for each in rows if each.carrier.wish for part in (_wish(each),)]
    buttons = [Button("Kart", MAP, value), Button("PDF til arkivet", FILE, value)]
    if is_open:
        buttons += [
            Button("Noter svar …", NOTE, value),
            Button("Legg til kollega …", ADD, value),
            Button("Ny lenke …", LINKS, value),
            Button("Avslutt runden", CLOSE, value),
        ]
    note = () if is_open else (Note(line("Runden er avsluttet, og lenkene virker ikke lenger.")),)
    return Card(
        f"Runde: {row.title}",
        (*parts, *note, Controls(tuple(buttons))),
        summary=f"Runde: {row.title}. {total(rows, member_count)}.",
    )


def _answers(rows: Sequence[CarrierOf], today: date) -> list[Line]:
    used = [_used(each) for each in rows if each.carrier.answer == USED]
    lines = [line(Bold("Har brukt det"), ": ", *_joined(used), ".")] if used else []
    named = (
        ("Vil bruke det", [each for each in rows if each.carrier.answer == YES]),
        ("Ikke denne gangen", [each for each in rows if each.carrier.answer == NO]),
        ("Uten svar", [each for each in rows if each.is_silent]),
        ("Ikke spurt", [each for each in rows if each.carrier.asked_at is None and not each.carrier.answer]),
    )
    lines += [line(Bold(name), f": {_names(some)}.") for name, some in named if some]
    noted = [each for each in rows if each.carrier.said_by]
    if noted:
        said = listing([f"{each.member.label} ({_said(each, today)})" for each in noted])
        lines.append(line(Bold("Notert av oss"), f": {said}."))
    commits = [each for each in rows if each.carrier.commits_as and each.carrier.commits_on]
    if commits:
        names = listing([f"{each.member.label} ({each.carrier.commits_as}, {_on(each, today)})" for each in commits])
        lines.append(line(Bold("Er med på hovedbudskapet"), f": {names}."))
    councils = [each for each in rows if each.carrier.council_on]
    if councils:
        lines.append(line(Bold("Tatt opp i det regionale rådet"), f": {_names(councils)}."))
    return lines or [line("Ingen er spurt ennå.")]


def _on(each: CarrierOf, today: date) -> str:
    return short_day(each.carrier.commits_on, today) if each.carrier.commits_on else ""


def _said(each: CarrierOf, today: date) -> str:
    carrier = each.carrier
    how = WAYS.get(carrier.said_how or "", "")
    at = short_day(carrier.answered_at.date(), today) if carrier.answered_at else ""
    return " ".join(filter(None, (carrier.said_by, how, at)))


def _used(each: CarrierOf) -> Line:
    where = each.carrier.used_where or ""
    label = f"{each.member.label} ({where})" if where else each.member.label
    return line(Link(label, each.carrier.used_link)) if each.carrier.used_link else line(label)


def _joined(rows: Sequence[Line]) -> Line:
    spans: list[object] = []
    for at, each in enumerate(rows):
        spans += [*((", ",) if at else ()), *each]
    return tuple(spans)  # type: ignore[arg-type] # spans of lines


def wish_card(row: MessageRound, carrier: Carrier, place: str) -> Card:
    """Return what a carrier asks the colleague who began the round for; or that it is done."""
    if carrier.wish is None:
        said = "Det er gjort."
        return Card(f"Runde: {row.title}", (Paragraph(line(said)),), summary=said)
    asked = f"{place} {_what(carrier)}"
    what = line(Bold(asked), f": {carrier.wish_about or ''}")
    return Card(
        f"Runde: {row.title}",
        (Paragraph(what), Controls((Button("Vis runden", SHOW, str(row.id)),))),
        summary=f"{asked}.",
    )


def _what(carrier: Carrier) -> str:
    return "vil bli ringt" if carrier.wish == CALL else "ber oss sende det videre"


def _wish(each: CarrierOf) -> Item:
    carrier = each.carrier
    buttons = (Button("Gjort", DONE, str(carrier.id)),)
    return Item(
        line(Bold(each.member.label), f" {_what(carrier)}: {carrier.wish_about or ''}"), buttons, f"onske:{carrier.id}"
    )


def nothing_cleared() -> Card:
    """Return that there is no cleared message to send, and how to get one."""
    sentence = "Ingen budskap er klarert ennå, og utkast sender vi ikke ut."
    how = line("Få et budskap klarert først: ", Code("/padriver klarering"), ".")
    return Card("Ingen budskap å sende", (Paragraph(line(sentence)), Note(how)), summary=sentence)


def not_cleared(title: str) -> Card:
    """Return that a message is a draft."""
    sentence = f"«{title}» er et utkast, og utkast sender vi ikke ut."
    how = line("Få det klarert først: ", Code("/padriver klarering"), ".")
    return Card("Budskapet er ikke klarert", (Paragraph(line(sentence)), Note(how)), summary=sentence)
