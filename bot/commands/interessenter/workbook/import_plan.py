"""Planning an import: what a workbook would add and change in the register, before anything is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.names.kind_guess import guess_organisation_kind, guess_role_kind
from bot.commands.interessenter.workbook.owner_column import OwnerColumn
from bot.commands.interessenter.workbook.register_rows import RegisterRow
from bot.commands.parse.clean import fold, short
from content.municipalities import municipalities
from models.register import edits
from models.register.entries import RegisterEntry, entries
from models.register.imports import WantedImport, unheard, write_all
from models.register.kinds import ORGANISATIONS, PURPOSE, ROLES, WITH_PARTY
from models.register.words import folded_name, same_name_key
from models.tables import Edit, Workspace
from models.workspace.contacts import names_of_people, outsiders

KIND = "import"
_SAME = ("tier", "interest", "influence", "owner", "municipality", "note", "source")
_OF_PERSON = (*_SAME, "email", "phone", "purpose")


@dataclass(frozen=True)
class ImportPlan:
    """The plan of an import: rows to add and to change, how many are unchanged, and the rows with errors."""

    added: tuple[WantedImport, ...]
    changed: tuple[WantedImport, ...]
    same: int
    unclear: tuple[RegisterRow, ...]
    """Rows that cannot be used; `wrong` says why."""
    doubtful: tuple[RegisterRow, ...] = ()
    """New entries that may have been misread; `doubt` says what they were read as."""

    @property
    def wanted(self) -> tuple[WantedImport, ...]:
        """Return all rows that would be written."""
        return (*self.changed, *self.added)


def plan_import(
    session: Session, workspace: Workspace, lines: Iterable[RegisterRow], today: date, source: str
) -> ImportPlan:
    """Return the plan of a workbook's rows; `source` is the source of new entries whose row has none."""
    stand = entries(session, workspace, today)
    known, owners = _RegisterIndex(stand), owners_of(session, workspace.id, stand)
    added: list[WantedImport] = []
    changed: list[WantedImport] = []
    unclear: list[RegisterRow] = []
    doubtful: list[RegisterRow] = []
    same = 0
    seen = _Seen()
    for raw in lines:
        line = _resolved(raw, owners)
        entry = None if line.wrong else known.of(line)
        if not isinstance(entry, str) and line.owner and line.owner != (entry.owner if entry else None):
            refused = owners.given(line.owner)
            line = line._replace(wrong=(*line.wrong, refused.text)) if refused else line
        if isinstance(entry, str):
            line = line._replace(wrong=(entry,))
        elif not line.wrong and seen.before(line, entry):
            # A duplicate is an error also if the register has it, so that a file sent twice gives the same result.
            line = line._replace(wrong=("Den samme står lenger opp i arket.",))
        if line.wrong or isinstance(entry, str):
            unclear.append(line)
        elif entry is None:
            added.append(_added(line, source))
            doubtful += [line] if line.doubt else []
        elif wanted := _changed(line, entry):
            changed.append(wanted)
        else:
            same += 1
    return ImportPlan(tuple(added), tuple(changed), same, tuple(unclear), tuple(doubtful))


def owners_of(session: Session, workspace_id: int, stand: Iterable[RegisterEntry]) -> OwnerColumn:
    """Return the people who can be named as owners: those known to the bot, and those who own an entry."""
    owning = frozenset(each.owner for each in stand if each.owner)
    left = names_of_people(session, workspace_id, departed=True)
    return OwnerColumn(names_of_people(session, workspace_id), owning, outsiders(session, workspace_id), left)


def apply_import(
    session: Session, workspace_id: int, planned: ImportPlan, edit: Edit, progress: Callable[[int, int], None] = unheard
) -> None:
    """Write the plan, as part of an edit. `progress` is called with how much is done."""
    write_all(session, workspace_id, planned.wanted, edit, progress)


def begin_import(session: Session, workspace_id: int, user_id: str, now: Any) -> Edit:
    """Begin the edit of an import."""
    return edits.begin(session, workspace_id, user_id, KIND, now)


class _RegisterIndex:
    """The entries of the register by reference and by name."""

    def __init__(self, found: Sequence[RegisterEntry]) -> None:
        self._by_ref = {each.ref: each for each in found}
        self._by_name: dict[tuple[bool, str], list[RegisterEntry]] = defaultdict(list)
        for each in found:
            is_person = each.ref.startswith("P")
            self._by_name[is_person, same_name_key(each.name if is_person else each.organisation)].append(each)

    def of(self, line: RegisterRow) -> RegisterEntry | str | None:
        """Return the entry of a row; None if it is new, and an error message if that is not clear."""
        if line.id:
            entry = self._by_ref.get(line.id.upper())
            return entry or f"Id «{short(line.id)}» finnes ikke. Tøm cellen hvis dette er en ny."
        is_person = bool(line.name)
        same = self._by_name.get((is_person, same_name_key(line.name or line.organisation)), [])
        fitting = [each for each in same if not is_person or _fits(line, each)]
        if len(fitting) == 1:
            return fitting[0]
        if same:
            ids = " eller ".join(each.ref for each in same)
            return f"Registeret har alt noen med dette navnet ({ids}). Skriv Id-en, eller skill dem på virksomhet."
        return None


class _Seen:
    """The people and organisations of the rows so far."""

    def __init__(self) -> None:
        self._refs: set[str] = set()
        self._new: dict[tuple[bool, str], list[RegisterRow]] = defaultdict(list)

    def before(self, line: RegisterRow, entry: RegisterEntry | None) -> bool:
        """Return True if an earlier row is about the same; otherwise remember this one."""
        if entry is not None:
            is_again = entry.ref in self._refs
            self._refs.add(entry.ref)
            return is_again
        others = self._new[bool(line.name), same_name_key(line.name or line.organisation)]
        if any(not line.name or _fits(line, each) for each in others):
            return True
        others.append(line)
        return False


def _fits(line: RegisterRow, entry: RegisterEntry | RegisterRow) -> bool:
    """Return True if the party and organisation of a row do not contradict the entry."""
    parties = not line.party or not entry.party or line.party == entry.party
    where = folded_name(line.organisation), folded_name(entry.organisation)
    return parties and (not all(where) or where[0] in where[1] or where[1] in where[0])


def _resolved(line: RegisterRow, owners: OwnerColumn) -> RegisterRow:
    """Return a row with the municipality's number and the owner's user id; `wrong` gets what to correct."""
    wrong = list(line.wrong)
    matches = municipalities(line.municipality) if line.municipality else ()
    if line.municipality and len(matches) != 1:
        wrong.append(_which(line.municipality, [f"{each.name} ({each.county})" for each in matches]))
    owner = owners.find(line.owner)
    if isinstance(owner, CellFault):
        wrong.append(owner.text)
    kind = guess_role_kind(line.title, line.party, line.organisation)
    if line.party and line.name and _role_kind(line, kind) not in WITH_PARTY:
        wrong.append("Parti lagres bare for folkevalgte og partifolk. Ta bort partiet, eller rett rollen.")
    number = matches[0].number if len(matches) == 1 else ""
    return line._replace(municipality=number, owner=owner if isinstance(owner, str) else line.owner, wrong=tuple(wrong))


def _which(text: str, found: Sequence[str]) -> str:
    if not found:
        return f"Jeg kjenner ikke kommunen «{short(text)}». Skriv navnet slik det står på kartet."
    return f"Det finnes flere som heter {short(text)}. Skriv {' eller '.join(found)}."


def _role_kind(line: RegisterRow, guessed: str) -> str:
    return _named(ROLES, line.kind) or guessed


def _named(kinds: Mapping[str, str], text: str) -> str | None:
    folded = fold(text)
    return next((kind for kind, name in kinds.items() if folded in {fold(kind), fold(name)}), None) if folded else None


def _values(line: RegisterRow) -> dict[str, Any]:
    names = _OF_PERSON if line.name else _SAME
    return {name: value for name in names if (value := getattr(line, name))}


def _role(line: RegisterRow) -> dict[str, Any]:
    values: dict[str, Any] = {"title": line.title, "body": line.body, "party": line.party}
    values["organisation"] = line.organisation
    values = {name: value for name, value in values.items() if value}
    if not values and not line.kind:
        return {}
    values["kind"] = _role_kind(line, guess_role_kind(line.title, line.party, line.organisation))
    if line.organisation:
        values["organisation_kind"] = guess_organisation_kind(line.organisation)
    return values


def _added(line: RegisterRow, source: str) -> WantedImport:
    values = {"source": source, **_values(line)}
    if not line.name:
        kind = _named(ORGANISATIONS, line.kind) or guess_organisation_kind(line.organisation)
        more = {"name": line.organisation, "kind": kind, "themes": list(line.themes)}
        return WantedImport(is_person=False, values=values | more, last=line.last)
    values = {"purpose": PURPOSE, **values, "name": line.name}
    return WantedImport(is_person=True, values=values, role=_role(line), themes=line.themes, last=line.last)


def _changed(line: RegisterRow, entry: RegisterEntry) -> WantedImport | None:
    """Return the changes of a row to an entry, if any; empty cells change nothing."""
    is_person = entry.ref.startswith("P")
    values = {name: value for name, value in _values(line).items() if value != getattr(entry, name)}
    name = line.name if is_person else line.organisation
    # Without an id the entry was found by its name, which differs in typography at most.
    if line.id and name and name != (entry.name if is_person else entry.organisation):
        values["name"] = name
    themes = tuple(each for each in line.themes if each not in entry.themes)
    last = line.last if line.last and (entry.last is None or line.last > entry.last) else None
    role = _mended(line, entry) if is_person else {}
    kind = None if is_person else _named(ORGANISATIONS, line.kind)
    if kind and kind != entry.kind:
        values["kind"] = kind
    if not (values or themes or last or role):
        return None
    return WantedImport(is_person, int(entry.ref[1:]), values, role, entry.role_id, themes, last)


def _mended(line: RegisterRow, entry: RegisterEntry) -> dict[str, Any]:
    role = _role(line)
    if not _named(ROLES, line.kind) and entry.role_id:
        role.pop("kind", None)
    known = {"title": entry.title, "body": entry.body, "party": entry.party, "kind": entry.kind}
    known["organisation"] = entry.organisation or None
    if folded_name(line.organisation) == folded_name(entry.organisation):
        role.pop("organisation", None)
    changed = {name: value for name, value in role.items() if name in known and value != known[name]}
    return role if changed else {}
