"""How a member and its people are written: what is known, and what is missing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from bot.cards.words import amount, short_day
from bot.commands.ask import Ask
from content.municipalities import municipality
from models.calendar.elections import last_council_election
from models.members.functions import ADVISER, COMMUNICATIONS, FUNCTIONS, MAYOR
from models.members.members import MemberPerson, MemberRow, recipient_of
from models.register.roles import HeldRole

People = Mapping[str, Sequence[MemberPerson]]
"""The people with a function for each member, by its number."""
RECIPIENT_NAMES: Mapping[str, str] = {
    MAYOR: "Ordføreren",
    ADVISER: "Politisk rådgiver, for ordføreren",
    COMMUNICATIONS: "Kommunikasjonsrådgiveren",
}
LANGUAGES: Mapping[str, str] = {"nb": "Bokmål", "nn": "Nynorsk"}


def counted(ask: Ask, members: Collection[MemberRow]) -> str:
    """Return «15 medlemmer er lagt inn, 47 mangler.»: what is missing is reckoned from the organisation's own number."""
    in_all = ask.pack.organisation.member_count
    known = f"{amount(len(members), 'medlem', 'medlemmer')} er lagt inn"
    missing = in_all - len(members)
    if missing > 0:
        return f"{known}, {missing} mangler."
    if not in_all or not missing:
        return f"{known}. Det er alle." if in_all else f"{known}."
    return f"{known}, men organisasjonen er oppgitt med {in_all}. Rett tallet eller lista."


def missing_of(ask: Ask, member: MemberRow, people: Sequence[MemberPerson]) -> list[str]:
    """Return what is missing of a member, in words: what the secretariat needs to ask it for something."""
    election = last_council_election(ask.pack, ask.today)
    doubtful = [
        f"om {each.name} fortsatt er {FUNCTIONS[each.function].name} etter kommunevalget"
        for each in people
        if each.is_from_before(election)
    ]
    return [*_missing(member, people), *doubtful]


def _missing(member: MemberRow, people: Sequence[MemberPerson]) -> list[str]:
    missing = [] if member.region else ["delregion"]
    if not any(each.function == MAYOR for each in people):
        missing.append("ordfører")
    receiver = recipient_of(member, people)
    if receiver is None:
        return missing
    if receiver.function != member.recipient:
        missing.append(FUNCTIONS[member.recipient].name)
    if not receiver.email:
        missing.append(f"e-post til {receiver.name}")
    return missing


def is_gone(member: MemberRow) -> bool:
    """Return True if the member's number is no longer in Kartverket's list: it has been merged, or moved to another county."""
    return municipality(member.number) is None


def with_party(name: str, held: Sequence[HeldRole]) -> str:
    """Return a name with the party of a current role, if there is one."""
    party = next((each.role.party for each in held if each.role.party and each.role.to_on is None), None)
    return f"{name} ({party})" if party else name


def contact_words(person: MemberPerson) -> Iterator[str]:
    """Yield how a person is reached."""
    yield from filter(None, (person.email, person.phone))


def recipient_sentence(member: MemberRow, people: Sequence[MemberPerson]) -> str:
    """Return who gets what the mayor is asked, and who answers."""
    receiver = recipient_of(member, people)
    chosen = FUNCTIONS[member.recipient].name
    if receiver is None:
        return "Det som gjelder ordføreren, har ingen mottaker ennå."
    answers = ", som svarer for ordføreren" if receiver.function == ADVISER else ""
    sentence = f"Det som gjelder ordføreren, går til {receiver.name}{answers}."
    if receiver.function != member.recipient:
        return f"{sentence} Kommunen har valgt {chosen}, men ingen er lagt inn."
    return sentence


def seat_words(ask: Ask, member: MemberRow) -> str:
    """Return which sub-region's seat on the board the municipality holds, and how sure that is; empty if it holds none."""
    seat = next((each for each in ask.pack.organisation.subregions if each.number == member.number), None)
    return f"for {seat.name} (bekreftet {seat.confirmed})" if seat else ""


def since_words(ask: Ask, member: MemberRow) -> str:
    """Return since when it is a member: «2004» or «1. januar 2004»."""
    day = _iso(member.joined)
    return short_day(day, ask.today) if day else member.joined or ""


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
