"""The owner column of a workbook: reading and writing colleagues."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.cards.departed import called as called_by
from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.workbook.headings import HEADINGS
from bot.commands.parse.clean import fold, short
from bot.commands.parse.mentions import MENTION

OWNER = f"«{HEADINGS['owner']}»"
_ID = re.compile(r"[UW](?=[A-Z]{0,30}[0-9])[A-Z0-9]{7,30}|[0-9a-f]{8}-[0-9a-f-]{27}")
"""The format of the platforms' user ids, for people who are not known to the bot."""


@dataclass(frozen=True)
class OwnerColumn:
    """The people of a workspace by full name, user name, id or mention.

    `called` holds their names by id, `owning` the ids of those who own an entry, known by name or not. `others` are the
    ids of people who do not work here: they keep what they own, and get nothing new. `left` holds the names of those of
    them who have left, so that a row that still names one changes nothing.
    """

    called: Mapping[str, Sequence[str]]
    owning: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    left: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def find(self, said: str) -> str | CellFault | None:
        """Return the user id of a person; None if the text is empty, and a fault if it is not clear who is meant."""
        said = said.strip()
        mention = MENTION.fullmatch(said)
        if not said:
            return None
        if mention and mention[1] == "@":
            return self._of_ours(mention[2], said)
        if said in self.called or said in self.owning:
            return said
        name = fold(said.removeprefix("@"))
        user_ids = self._by_name.get(name) or self._left_by_name.get(name, set())
        if len(user_ids) == 1:
            return next(iter(user_ids))
        if user_ids:
            return CellFault(f"Flere av oss heter {short(said)}. Skriv brukernavnet i stedet.")
        unknown = f"Jeg vet ikke hvem «{short(said)}» er hos oss. Skriv navnet slik det står her i chatten."
        return self._of_ours(said, said) if _ID.fullmatch(said) else CellFault(unknown)

    def given(self, user_id: str) -> CellFault | None:
        """Return a fault if a new owner has left; None if they have not."""
        if user_id not in self.left:
            return None
        return CellFault(
            f"{called_by(next(iter(self.left[user_id]), ''))} har sluttet. Skriv en annen i kolonnen {OWNER}."
        )

    def _of_ours(self, user_id: str, said: str) -> str | CellFault:
        is_given = user_id in self.others and user_id not in self.owning
        if is_given and self.left.get(user_id):
            return user_id  # `given` has a clearer error message
        return CellFault(f"«{short(said)}» arbeider ikke her. Skriv en som gjør det.") if is_given else user_id

    def written(self, user_id: str | None) -> str | None:
        """Return the first of a person's names that means only that person; the id if there is none."""
        names = self.called.get(user_id or "") or self.left.get(user_id or "", ())
        return next((name for name in names if self.find(name) == user_id), user_id)

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        return _by_name(self.called)

    @cached_property
    def _left_by_name(self) -> dict[str, set[str]]:
        return _by_name(self.left)


def _by_name(called: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for user_id, names in called.items():
        for name in names:
            found[fold(name)].add(user_id)
    return found
