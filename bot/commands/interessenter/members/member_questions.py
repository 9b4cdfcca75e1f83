"""Questions in plain words about members: «Hvem er ordfører i Ås?», «Hvilke kommuner er medlemmer?»."""

import re

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Paragraph, line
from bot.commands.ask import Answer, Ask
from bot.commands.interessenter.members.member_answers import place_answer
from bot.commands.interessenter.members.member_card import LIST_MEMBERS
from bot.commands.interessenter.members.member_lists import holders_card, members_card
from bot.commands.parse.clean import clean, fold
from models.members.finding import named_municipalities
from models.members.functions import MAYOR

_WHO = re.compile(
    r"(?:hvem|kven) (?:er|heter|heiter)(?: na)? (?:ny |nye )?(?:vara)?(?:ordfor(?:er|eren|ar|aren)|kommunedirektor(?:en)?)"
    r" (?:i|for|fra|pa) (?P<place>.+)"
)
_GENITIVE = re.compile(r"(?:hvem|kven) (?:er|heter) (?P<place>.+?)s? (?:sin )?ordfor(?:er|ar)")
_ALL = re.compile(
    r"(?:(?:hvilke|kva for|hva slags) kommun(?:er|ar) (?:er|har vi som|er med|er vare)?.*medlem.*|(?:hvem|kven) er medlem(?:mer|mene|mane|mar)?(?: hos oss| i .+)?|"
    r"hvor mange (?:medlemmer|medlemskommuner|kommuner) (?:har vi|er vi|er med|mangler).*|hvilke medlemmer (?:har vi|mangler vi))"
)
_MAYORS = re.compile(
    r"(?:hvem|kven) er (?:ordfor(?:erne|arane)(?: vare)?)|hvilke ordfor(?:ere|arar) (?:har vi|mangler(?: vi)?)"
)
_IN = re.compile(
    r"(?:hvilke|kva for) (?:kommuner|kommunar|medlemmer) (?:er|har vi|ligger|er med) (?:i|fra) (?P<place>.+)"
)
_AFTER_MEMBER = ("", "skommune")
_WHERE_MEMBER = (" hos oss", " av ", " i ")


def member_question(ask: Ask, text: str, session: Session) -> Answer | None:
    """Answer a question about members; None if the text is no such question. The caller checks that the register may be read."""
    said = fold(clean(text).rstrip("?! ."))
    if _MAYORS.fullmatch(said):
        return holders_card(ask, session, MAYOR)
    for pattern in (_WHO, _GENITIVE, _IN):
        asked = pattern.fullmatch(said)
        answer = place_answer(ask, asked["place"], session) if asked else None
        if answer is not None:
            return answer
    if place := _place_of_membership(said):
        return _is_member(ask, place, session)
    return members_card(ask, session) if _ALL.fullmatch(said) else None


def _is_member(ask: Ask, place: str, session: Session) -> Answer | None:
    named = named_municipalities(place)
    answer = place_answer(ask, place, session) if named else None
    if answer is not None or len(named) != 1:
        return answer
    sentence = f"{named[0].name} står ikke på lista over medlemmer."
    everybody = Controls((Button("Alle medlemmer", LIST_MEMBERS, ""),))
    return Card("Ikke på lista", (Paragraph(line(sentence)), everybody), summary=sentence)


def _place_of_membership(said: str) -> str:
    """«er hamar medlem», «er ås ein medlemskommune i osloregionen»: the place; "" of another question."""
    place, _, after = said.removeprefix("er ").partition(" medlem")
    ends = after.removeprefix("skommune")
    if not said.startswith("er ") or not (after in _AFTER_MEMBER or ends.startswith(_WHERE_MEMBER)):
        return ""
    return place.removesuffix(" en").removesuffix(" ein").strip()
