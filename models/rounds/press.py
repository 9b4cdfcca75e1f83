"""Proof from outside: a case in the press that names a member and the theme of a message in an open round."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.municipalities import municipalities
from content.schema.pack import Pack
from models.members.members import MemberRow, members
from models.official.press_finds import MemberInPress, propose
from models.rounds.answers import EXPIRES_DAYS
from models.tables import Alert, Carrier, MessageRound, Workspace

WORD = re.compile(r"\w+")
Words = tuple[str, ...]


def propose_articles(
    session: Session, workspace: Workspace, pack: Pack, articles: Sequence[tuple[Alert, str]], now: datetime
) -> int:
    """Propose the new cases, each with its text, that name a member and a round's theme; return how many at that moment.

    What a carrier has reported with the same link is proposed already (`models.rounds.using`).
    """
    themes = _themes(session, workspace, now) if articles else {}
    if not themes:
        return 0
    named = _names(members(session, workspace.id, pack))
    found = [
        MemberInPress(alert, member.number, member.label, theme)
        for alert, text in articles
        if (theme := next((each for each in alert.themes if each in themes), None))
        for member in _members_in(text, named)
        if (member.number, alert.link) not in themes[theme]
    ]
    return propose(session, workspace.id, found, now)


def _themes(session: Session, workspace: Workspace, now: datetime) -> Mapping[str, set[tuple[str, str | None]]]:
    """Return the themes of the open rounds, each with the members and links whose use is reported."""
    today = now.astimezone(workspace.zone).date()
    query = (
        select(MessageRound.theme, Carrier.number, Carrier.used_link)
        .join(Carrier, Carrier.round_id == MessageRound.id, isouter=True)
        .where(
            MessageRound.workspace_id == workspace.id,
            MessageRound.sent_at.is_not(None),
            MessageRound.closed_at.is_(None),
            MessageRound.until >= today - timedelta(days=EXPIRES_DAYS),
            MessageRound.theme.is_not(None),
        )
    )
    found: dict[str, set[tuple[str, str | None]]] = {}
    for theme, number, link in session.execute(query):
        found.setdefault(theme or "", set()).update({(number, link)} if link else ())
    return found


def _names(rows: Sequence[MemberRow]) -> Mapping[Words, MemberRow]:
    """Return the members by the words of their names, without names that several municipalities have: those would be guesses."""
    return {tuple(WORD.findall(each.name)): each for each in rows if len(municipalities(each.name)) == 1}


def _members_in(text: str, named: Mapping[Words, MemberRow]) -> Sequence[MemberRow]:
    """Return the members that a text names, each once: «Lillestrøm», «Lillestrøms», «LILLESTRØM», «Lillestrøm-ordføreren»."""
    words = WORD.findall(text)
    found = {each.number: each for each in _each_in(words, named)}
    return list(found.values())


def _each_in(words: Sequence[str], named: Mapping[Words, MemberRow]) -> Iterator[MemberRow]:
    longest = max(map(len, named), default=0)
    for start in range(len(words)):
        for length in range(1, longest + 1):
            some = tuple(words[start : start + length])
            for form in (some, (*some[:-1], some[-1].removesuffix("s")), tuple(map(_written, some))):
                if form in named:
                    yield named[form]


def _written(word: str) -> str:
    """Return a word in capitals as names are written."""
    return word.capitalize() if word.isupper() and len(word) > 1 else word
