"""Who of ours is meant by the owner column of a workbook, and how they are written there."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.commands.interessenter.cells import CellFault
from bot.commands.parse.clean import fold, short
from bot.commands.parse.mentions import MENTION
from content.frozen import frozen

_ID = re.compile(r"[UW](?=[A-Z]{0,30}[0-9])[A-Z0-9]{7,30}|[0-9a-f]{8}-[0-9a-f-]{27}")
"""How the platforms write people's ids, for those who have not been met."""


@frozen
class OwnerColumn:
    """The people of a workspace by all they are called: a full name, a user name, an id, or a mention.

    `called` holds their names by their ids, `owning` the ids of those who own something, met or not. `others` are the
    ids of people who do not work here: they keep what they own, and are given nothing.
    """

    called: Mapping[str, Sequence[str]]
    owning: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def find(self, said: str) -> str | CellFault | None:
        """Return the user id of who is meant; None where nothing is said, and what to mend where that cannot be told."""
        said = said.strip()
        mention = MENTION.fullmatch(said)
        if not said:
            return None
        if mention and mention[1] == "@":
            return self._of_ours(mention[2], said)
        if said in self.called or said in self.owning:
            return said
        user_ids = self._by_name.get(fold(said.removeprefix("@")), set())
        if len(user_ids) == 1:
            return next(iter(user_ids))
        if user_ids:
            return CellFault(f"Flere av oss heter {short(said)}. Skriv brukernavnet i stedet.")
        unknown = f"Jeg vet ikke hvem «{short(said)}» er hos oss. Skriv navnet slik det står her i chatten."
        return self._of_ours(said, said) if _ID.fullmatch(said) else CellFault(unknown)

    def _of_ours(self, user_id: str, said: str) -> str | CellFault:
        is_given = user_id in self.others and user_id not in self.owning
        return CellFault(f"«{short(said)}» arbeider ikke her. Skriv en som gjør det.") if is_given else user_id

    def written(self, user_id: str | None) -> str | None:
        """Return the first of a person's names that means nobody else; the id where none does."""
        names = self.called.get(user_id or "", ())
        return next((name for name in names if self.find(name) == user_id), user_id)

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for user_id, names in self.called.items():
            for name in names:
                found[fold(name)].add(user_id)
        return found
