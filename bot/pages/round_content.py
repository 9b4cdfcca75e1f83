"""What a round's page says to one member: read from the content and the round, with nothing of other carriers but their letters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.cards.round_words import BOKMAL, NYNORSK, RoundWords, round_words
from bot.pages.round_texts import LocalMessage
from bot.reports.document import Report
from bot.reports.municipality import COUNTY, has_local_page, local_facts, local_page, local_report
from content.constituencies import constituencies_of
from content.municipalities import municipality
from content.schema.messages import Fact
from content.schema.pack import Pack
from models.members.members import MemberRow, members, people_of
from models.official.members import short_party, sitting_from
from models.rounds.carriers import is_on_board, letters_of, may_commit
from models.rounds.links import OpenedLink
from models.tables import Carrier, MessageRound, Workspace


@dataclass(frozen=True)
class RoundPage:
    """What is shown. `letters` are pairs of a municipality and the paper that has had its letter."""

    heading: str
    owner: str
    until: date
    today: date
    message: LocalMessage
    carrier: Carrier
    letters: Sequence[tuple[str, str]] = ()
    year: int = 0
    """The year of the main message that the member may join; 0 if this person is not asked."""
    is_on_board: bool = False
    place: str = ""
    """The municipality, if there is a page of what our priorities mean there; empty if there is none."""
    local: Report | None = None
    """That page, if it is asked for."""
    words: RoundWords = field(default_factory=lambda: round_words(BOKMAL))
    """What the page says around the texts, in the member's language."""


def round_page(session: Session, link: OpenedLink, pack: Pack, now: datetime, *, is_local: bool = False) -> RoundPage:
    """Return the page behind a link at that moment (aware); with `is_local` also what our priorities mean there."""
    workspace, carrier, row = link.workspace, link.carrier, link.round
    today = now.astimezone(workspace.zone).date()
    everybody = {each.number: each for each in members(session, workspace.id, pack)}
    member = everybody.get(carrier.number) or MemberRow(carrier.number, carrier.number)
    own = people_of(session, workspace.id, today, [carrier.number]).get(carrier.number, ())
    letters = [
        (everybody[each.number].name, each.paper or "")
        for each in letters_of(session, workspace.id, row.id)
        if each.carrier_id != carrier.id and each.number in everybody
    ]
    message = _local_message(session, pack, row, member, carrier, today)
    newest = max((each.year for each in pack.campaigns), default=0)
    return RoundPage(
        heading_of(row, member),
        pack.organisation.name,
        row.until,
        today,
        message,
        carrier,
        letters,
        newest if may_commit(carrier.function) else 0,
        carrier.person_id is not None and is_on_board(own, carrier.person_id),
        member.name if has_local_page(pack, member.number, today) else "",
        _local(session, workspace, pack, now, member) if is_local else None,
        round_words(member.language),
    )


def _local(session: Session, workspace: Workspace, pack: Pack, now: datetime, member: MemberRow) -> Report | None:
    place = municipality(member.number)
    page = local_page(session, workspace, pack, now, place) if place else None
    return local_report(page) if page else None


def heading_of(row: MessageRound, member: MemberRow) -> str:
    """Return «Rikstunnelen og Lillestrøm»."""
    return f"{row.title} og {member.name}"


def _local_message(
    session: Session,
    pack: Pack,
    row: MessageRound,
    member: MemberRow,
    carrier: Carrier,
    today: date,
) -> LocalMessage:
    """Return the message of a round made local, from cleared texts alone, in one language.

    It is in nynorsk if the member uses that and the message is written in it; a local fact that is not is left out.
    """
    cleared = pack.cleared
    words = round_words(NYNORSK if member.language == NYNORSK and row.text_nn else BOKMAL)
    facts = local_facts(cleared, row.theme, member.number, today) if row.theme else ()
    text, fact = _in_words(words, facts)
    constituencies = constituencies_of((member.number,))
    own = sitting_from(session, constituencies)
    return LocalMessage(
        row.title,
        row.text_nn
        if words.language == NYNORSK and row.text_nn
        else _variant(cleared, row.theme, member.number) or row.text,
        (row.demand_nn or "") if words.language == NYNORSK else row.demand,
        member.name,
        _signed(carrier, member, words),
        constituencies[0] if len(constituencies) == 1 else "",
        text,
        _source(fact, words) if fact else "",
        carrier.meaning or "",
        [f"{each.name} ({short_party(each)})" for each in own],
        row.post_link or "",
        words.language,
    )


def _in_words(words: RoundWords, facts: Sequence[Fact]) -> tuple[str, Fact | None]:
    """Return the first fact that is written in a language, with its text."""
    written = ((each.text_nn if words.language == NYNORSK else each.text, each) for each in facts)
    return next(((text, each) for text, each in written if text), ("", None))


def _variant(pack: Pack, theme: str | None, number: str) -> str:
    """Return the wording of a theme for a place; never one that is for a party."""
    issue = pack.issue(theme) if theme else None
    of_place = [each for each in issue.variants if each.places and not each.parties] if issue else []
    for place in (number, number[:COUNTY]):
        if found := next((each.text for each in of_place if place in each.places), ""):
            return found
    return ""


def _signed(carrier: Carrier, member: MemberRow, words: RoundWords) -> str:
    return words.signed.format(title=words.titles.get(carrier.function, words.titles["ordfører"]), place=member.name)


def _source(fact: Fact, words: RoundWords) -> str:
    source = fact.kilde.rstrip(".")
    return f"{source}, {words.short_day(fact.as_of, date.min)}" if fact.as_of else source
