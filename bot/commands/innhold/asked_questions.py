"""The questions that people say an entry answers: what they are now, and which entries may have any.

They are kept as an entry of its own in the file of questions, so that those of the content's files go on beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.innhold.contents import Contents, FoundEntry
from bot.commands.innhold.entry_form import free_id
from bot.commands.innhold.kinds import KINDS
from content.load import ASKED_AS
from content.national import ASKED_AS_NATIONAL
from content.overlay import entries_of as entries_of_data
from content.schema.pack import Pack
from models.search.entries import entries_of
from models.search.pack_entry import PackEntry

LIST, QUESTIONS, ABOUT, KIND = "spørres_om", "spørsmål", "gjelder", "slag"
OUR_ID = "spurt"


@dataclass(frozen=True)
class AskedQuestions:
    """Where people's questions of an entry are kept, and what they are; `is_new` if there are none yet."""

    file: str
    entry: str
    questions: tuple[str, ...]
    is_new: bool


def searched_as(pack: Pack, found: FoundEntry) -> PackEntry | None:
    """Return an entry as it is searched; None if no question finds it."""
    return next(
        (each for each in entries_of(pack) if each.id == found.id and isinstance(each.source, found.kind.model)), None
    )


def entry_at(contents: Contents, entry: PackEntry) -> FoundEntry | None:
    """Return where in the content what was found is; None if it is nothing that can be changed."""
    kinds = [kind for kind in KINDS if isinstance(entry.source, kind.model)]
    found = (each for kind in kinds for each in contents.entries(kind) if each.id == entry.id and not each.is_removed)
    return next(found, None)


def questions_of(contents: Contents, entry: PackEntry) -> AskedQuestions:
    """Return the questions that people wrote of an entry."""
    file = ASKED_AS if ASKED_AS in contents.files else ASKED_AS_NATIONAL
    data = contents.data(file)
    ours = {each.entry for each in contents.changes if each.file == file and each.is_new}
    rows = [fields for _, fields in entries_of_data(data) if "id" in fields]
    for fields in rows:
        if fields["id"] in ours and (fields.get(ABOUT), fields.get(KIND)) == (entry.id, entry.kind):
            return AskedQuestions(file, str(fields["id"]), tuple(fields.get(QUESTIONS, ())), is_new=False)
    taken = {str(fields["id"]) for fields in rows}
    return AskedQuestions(file, free_id(f"{OUR_ID} {entry.id}", taken, OUR_ID), (), is_new=True)


def given_questions(pack: Pack, entry: PackEntry) -> Sequence[str]:
    """Return all questions of an entry, those of the content's files too."""
    return [
        text
        for each in pack.asked_as
        if each.entry == entry.id and each.kind in {None, entry.kind}
        for text in each.questions
    ]
