"""Reads a content pack and reports the faults of all its files."""

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from content.checks import Documents, check
from content.document import read_document
from content.expected import faults_of
from content.faults import ContentError, Fault
from content.schema.base import Strict
from content.schema.dated import Budget, Ntp, Wheel
from content.schema.left_out import LeftOutFile
from content.schema.media import Media
from content.schema.messages import Alliances, Campaign, Crafts, Issue
from content.schema.organisation import Members, Organisation
from content.schema.pack import Pack
from content.schema.stakeholders import Stakeholders

__all__ = ["DEFAULT", "ContentError", "Fault", "load_pack"]

DEFAULT = Path(__file__).parent
"""The pack that comes with the product: Osloregionen's."""
MEMBERS = "medlemmer.yaml"
SINGLE: dict[str, type[Strict]] = {
    "organisasjon.yaml": Organisation,
    "arshjul.yaml": Wheel,
    "statsbudsjett.yaml": Budget,
    "ntp.yaml": Ntp,
    "allianser.yaml": Alliances,
    "handverk.yaml": Crafts,
    "medier.yaml": Media,
}
OPTIONAL: dict[str, type[Strict]] = {
    MEMBERS: Members,
    "interessenter.yaml": Stakeholders,
    "utelatt.yaml": LeftOutFile,
}
FOLDERS: dict[str, type[Strict]] = {"saker": Issue, "kampanjer": Campaign}
M = TypeVar("M", bound=Strict)


def load_pack(folder: Path) -> Pack:
    """Read and check the pack in a folder. Raises ContentError with the faults of all files at once."""
    reader = _Reader(folder)
    for name, model in _wanted(folder).items():
        reader.read(name, model)
    values = {(fault.file, fault.line, fault.field) for fault in reader.faults}
    between = [fault for fault in check(reader.documents) if (fault.file, fault.line, fault.field) not in values]
    faults = [*reader.faults, *_strangers(folder), *between]
    if faults:
        raise ContentError(sorted(faults, key=lambda fault: (fault.file, fault.line or 0)))
    return reader.pack()


def _wanted(folder: Path) -> dict[str, type[Strict]]:
    several = {
        f"{below}/{path.name}": model
        for below, model in FOLDERS.items()
        for path in sorted((folder / below).glob("*.yaml"))
    }
    return SINGLE | {name: model for name, model in OPTIONAL.items() if (folder / name).exists()} | several


def _strangers(folder: Path) -> list[Fault]:
    """Return a fault for each file that would not be read: a misspelt name, or `.yml`."""
    known = {folder / name for name in _wanted(folder)}
    places = [folder, *(folder / below for below in FOLDERS)]
    found = sorted(path for place in places for path in place.glob("*.y*ml") if path not in known)
    return [Fault(_shown(folder, path), None, "", _stranger(path)) for path in found]


def _stranger(path: Path) -> str:
    if path.suffix == ".yml":
        return "ventet et filnavn som slutter på «.yaml»"
    return "ventet ikke en fil med dette navnet; se om det er stavet riktig, eller flytt den"


def _shown(folder: Path, path: Path) -> str:
    return f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"


class _Reader:
    """The files read so far, their contents and their faults."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: Documents = {}
        self.faults: list[Fault] = []
        self._held: dict[str, Strict] = {}

    def read(self, name: str, model: type[Strict]) -> None:
        path = self.folder / name
        document, faults = read_document(path, _shown(self.folder, path))
        self.faults += faults
        self.documents[name] = document
        if document is None:
            return
        try:
            self._held[name] = model.model_validate(document.data)
        except ValidationError as error:
            self.faults += faults_of(error, document, model)

    def pack(self) -> Pack:
        return Pack(
            organisation=self._organisation(),
            wheel=self._one(Wheel),
            budget=self._one(Budget),
            ntp=self._one(Ntp),
            issues=self._all(Issue),
            campaigns=self._all(Campaign),
            alliances=self._one(Alliances),
            crafts=self._one(Crafts),
            media=self._one(Media),
            stakeholders=tuple(each for file in self._all(Stakeholders) for each in file.stakeholders),
            left_out=tuple(each for file in self._all(LeftOutFile) for each in file.decisions),
        )

    def _organisation(self) -> Organisation:
        """Return the organisation with the imported members, which go before the ones of its own file."""
        organisation = self._one(Organisation)
        listed = {m.number: m for m in organisation.members}
        listed |= {m.number: m for imported in self._all(Members) for m in imported.members}
        members = tuple(listed[number] for number in sorted(listed))
        return organisation.model_copy(update={"members": members})

    def _all(self, model: type[M]) -> tuple[M, ...]:
        return tuple(held for held in self._held.values() if isinstance(held, model))

    def _one(self, model: type[M]) -> M:
        return self._all(model)[0]
