"""What a workspace works with that may answer a question: its cases, what it followed up in the media, its dialogues."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.words import listing
from bot.commands.ask import Ask
from bot.commands.plain.question import Question
from bot.commands.plain.workspace_sources import FROM_SOURCE, may_see_register
from models.cases import cases, sheets
from models.followups import queries as followups
from models.register import history
from models.register.kinds import CHANNELS
from models.search.documents import Document
from models.search.meanings import theme_tag
from models.search.pack_entry import Aspect, PackEntry, When, answering
from models.tables import Dialogue, FollowUp, PolicyCase

CASE, FOLLOW_UP, DIALOGUE = "vår sak", "oppfølging", "samtale"
OF_FOLLOW_UP, OF_DIALOGUE = "oppfolging:", "samtale:"
MOST_FOLLOW_UPS, MOST_DIALOGUES = 200, 200
"""The newest, which are all that is searched."""
FOR_COLLEAGUES, FOR_READERS, FOR_ONE = "kolleger", "registeret", "en selv"
OURS, LOG, CHANNEL = "sakene våre", "dialogloggen", "mediekanalen"


def own_work(ask: Ask, session: Session, question: Question) -> Mapping[str, list[PackEntry]]:
    """Return the cases, follow-ups and dialogues that a colleague may see there, by who may see them.

    Dialogues are for those who may read the register, and only where nobody else sees the answer. Follow-ups are those
    in the media channel, which all of ours read, and alone also one's own elsewhere.
    """
    workspace = ask.workspace
    ours = [_of_case(each) for each in cases.open_cases(session, workspace.id)]
    media = followups.in_channel(session, workspace.id, workspace.media_channel or "", MOST_FOLLOW_UPS)
    work = {FOR_COLLEAGUES: [*ours, *map(_of_followup, media)]}
    if ask.is_private:
        own = followups.of_owner(session, workspace.id, ask.user_id, MOST_FOLLOW_UPS)
        work[FOR_ONE] = [_of_followup(each) for each in own if each.channel != workspace.media_channel]
    if ask.is_private and may_see_register(ask, session):
        talks = history.newest(session, workspace.id, MOST_DIALOGUES)
        work[FOR_READERS] = [_of_dialogue(*each, question) for each in talks]
    return work


def _of_case(case: PolicyCase) -> PackEntry:
    texts = (case.next_what, *(sheets.text_of(case, each) for each in sheets.FIELDS))
    tags = (theme_tag(case.theme),) if case.theme else ()
    aspects = answering(Aspect.DO, Aspect.RESULT, *((Aspect.WHEN,) if case.next_on else ()))
    return PackEntry(
        case.key, CASE, case.title, aspects, Document(case.title, "\n".join(filter(None, texts)), "sak", tags=tags),
        kilde=OURS, text=sheets.text_of(case, "status"),
    )  # fmt: skip


def _of_followup(row: FollowUp) -> PackEntry:
    title = " ".join(row.text.split())
    tags = (theme_tag(row.theme),) if row.theme else ()
    id_ = f"{OF_FOLLOW_UP}{row.id}"
    return PackEntry(
        id_, FOLLOW_UP, title, answering(Aspect.DO, Aspect.RESULT),
        Document(title, "", "mediesak medieoppslag oppfølging", tags=tags),
        kilde=row.link or CHANNEL, fixed=_on(id_, row.day),
    )  # fmt: skip


def _of_dialogue(row: Dialogue, names: Sequence[str], question: Question) -> PackEntry:
    title = dialogue_title(row, names)
    tags = (theme_tag(row.theme),) if row.theme else ()
    is_dated = row.planned or question.is_past
    aspects = answering(Aspect.RESULT, Aspect.WHO, *((Aspect.WHEN,) if is_dated else ()))
    id_ = f"{OF_DIALOGUE}{row.id}"
    said = "\n".join(filter(None, (row.about, row.said, row.wants, row.place)))
    return PackEntry(
        id_, DIALOGUE, title, aspects, Document(title, said, "dialog samtale", tags=tags), kilde=LOG,
        fixed=_on(id_, row.day),
    )  # fmt: skip


def dialogue_title(row: Dialogue, names: Sequence[str]) -> str:
    """Return what a dialogue was: «Møte med NHO om nettleie»."""
    about = f" om {row.about}" if row.about else ""
    return f"{CHANNELS.get(row.channel, 'Samtale')} med {listing(names)}{about}"


def _on(key: str, day: date) -> When:
    return When(key, day, day, FROM_SOURCE, day)


def row_of(entry_id: str) -> int:
    """Return the row that the id of a follow-up or a dialogue names. Raises `ValueError` for another entry."""
    return int(entry_id.removeprefix(OF_FOLLOW_UP).removeprefix(OF_DIALOGUE))
