"""The parties: their dates, and what we have sent each of them. All parties are shown alike, in the order of their names."""

import json
from collections.abc import Sequence
from datetime import date

from bot.cards.card import Bold, Button, Card, Code, Controls, Heading, Item, Note, Paragraph, Part, line
from bot.cards.words import amount, capital, listing, short_day, sure_span, uncapital
from content.parties import PARTIES
from models.calendar.elections import Election
from models.occurrences.party_dates import OF_ELECTION, STEPS, PartyDate, next_date, party_name
from models.register.kinds import GIFTS
from models.register.party_gifts import SentOffer

SHOW_PARTIES = "interessent.partier.vis"
LOG_SENT = "interessent.partier.sendt"
SET_DATE = "interessent.partier.dato"
MOST_OFFERS = 5
UNKNOWN = "ikke kjent"
NOTHING_SENT = "Ingenting er loggført som sendt til partiene ennå."


def parties_card(
    dates: Sequence[PartyDate], offers: Sequence[SentOffer], elections: Sequence[Election], today: date
) -> Card:
    """Return the card; `elections` are the next of each kind."""
    rows = (part for short in PARTIES for part in _party(short, dates, offers, elections, today))
    more = len(offers) - MOST_OFFERS
    return Card(
        "Partiene",
        (
            *_elections(elections, today),
            Controls((Button("Loggfør sendt", LOG_SENT, "", style="primary"), Button("Legg inn dato", SET_DATE, ""))),
            Heading("Dette har vi sendt"),
            *(part for each in offers[:MOST_OFFERS] for part in _offer(each, today)),
            *((Paragraph(line(NOTHING_SENT)),) if not offers else ()),
            *((Note(line(f"og {amount(more, 'eldre', 'eldre')}")),) if more > 0 else ()),
            Heading("Hvert parti"),
            *rows,
            Note(line("Skriv ", Code("/interessenter partier sendt …"), " med det dere sendte.")),
        ),
        summary=_summary(offers),
    )


def _summary(offers: Sequence[SentOffer]) -> str:
    if not offers:
        return NOTHING_SENT
    return f"Sist sendt til partiene: {offers[0].text}. {capital(_to_whom(offers[0]))}"


def _elections(elections: Sequence[Election], today: date) -> tuple[Part, ...]:
    if not elections:
        return ()
    said = [f"{each.name}, {sure_span(each.day, each.day, each.entry.certainty, today)}" for each in elections]
    return (Paragraph(line(f"Neste valg: {said[0]}.{''.join(f' Deretter {each}.' for each in said[1:])}")),)


def _offer(offer: SentOffer, today: date) -> tuple[Part, ...]:
    days = sorted(set(offer.days.values()))
    when = listing([short_day(each, today) for each in (days[:1] if len(days) == 1 else (days[0], days[-1]))])
    said = line(Bold(offer.text), f" ({GIFTS.get(offer.kind, offer.kind).lower()}), {when}\n{capital(_to_whom(offer))}")
    rest = (Button("Loggfør for resten", LOG_SENT, _state(offer)),) if offer.missing else ()
    return (Item(said, rest),)


def _to_whom(offer: SentOffer) -> str:
    if not offer.missing:
        return "sendt til alle partiene."
    return f"sendt til {len(offer.days)} av {len(PARTIES)}. Ikke sendt til {listing(list(offer.missing))}."


def _state(offer: SentOffer) -> str:
    """Return what the form needs to go on with an offer: it fits in a button's value, as its text is short."""
    return json.dumps({"k": offer.kind, "t": offer.text, "p": ",".join(offer.missing)}, ensure_ascii=False)


def _party(
    short: str,
    dates: Sequence[PartyDate],
    offers: Sequence[SentOffer],
    elections: Sequence[Election],
    today: date,
) -> tuple[Part, ...]:
    known, unknown = [], []
    for step, name in STEPS.items():
        found = next_date(dates, short, step, today)
        if found is None:
            unknown.append(uncapital(name))
            continue
        election = next((each.name for each in elections if each.day.year == found.year), None)
        of = f" for {election}" if step in OF_ELECTION and election else ""
        known.append(f"{name}{of}: {sure_span(found.span.first, found.span.last, found.certainty, today)}")
    if len(unknown) == len(STEPS):
        known.append(f"Alle datoer: {UNKNOWN}")
    elif unknown:
        known.append(f"{capital(UNKNOWN)}: {listing(unknown)}")
    return (
        Item(line(Bold(party_name(short)), "".join(f"\n{each}." for each in (*known, *_sent(short, offers, today))))),
    )


def _sent(short: str, offers: Sequence[SentOffer], today: date) -> list[str]:
    """Return what a party got last, and which of what others got it did not get."""
    if not offers:
        return []
    got = [each for each in offers if short in each.days]
    lacks = [f"«{each.text}»" for each in offers[:MOST_OFFERS] if short not in each.days]
    last = [f"Sist sendt: «{got[0].text}», {short_day(got[0].days[short], today)}"] if got else []
    return [*last, *([f"Ikke sendt: {listing(lacks)}"] if lacks else [])]
