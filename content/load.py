"""Reads a content pack and reports the faults of all its files."""

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from content.checks import Documents, check, unasked, unlinked, unmeasured
from content.document import Document, document_of, read_document
from content.expected import faults_of
from content.faults import ContentError, Fault
from content.national import ASKED_AS_NATIONAL, with_national
from content.schema.asked_as import AskedAsFile
from content.schema.base import Strict
from content.schema.dated import Budget, Ntp, Wheel
from content.schema.left_out import LeftOutFile
from content.schema.media import Media
from content.schema.messages import Alliances, Campaign, Crafts, Issue
from content.schema.organisation import Members, Organisation
from content.schema.pack import Pack
from content.schema.stakeholders import Stakeholders

__all__ = ["DEFAULT", "TEMPLATE", "ContentError", "Fault", "load_pack"]

DEFAULT = Path(__file__).parent
"""The pack that comes with the product: Osloregionen's."""
TEMPLATE = DEFAULT / "mal"
"""The neutral pack that a new installation by OAuth starts from."""
MEMBERS = "medlemmer.yaml"
ASKED_AS = "sporres_om.yaml"
SINGLE: dict[str, type[Strict]] = {
    "organisasjon.yaml": Organisation,
    "arshjul.yaml": Wheel,
    "statsbudsjett.yaml": Budget,
    "ntp.yaml": Ntp,
    "allianser.yaml": Alliances,
    "handverk.yaml": Crafts,
    "medier.yaml": Media,
    ASKED_AS_NATIONAL: AskedAsFile,
}
OPTIONAL: dict[str, type[Strict]] = {
    MEMBERS: Members,
    "interessenter.yaml": Stakeholders,
    "utelatt.yaml": LeftOutFile,
    ASKED_AS: AskedAsFile,
}
FOLDERS: dict[str, type[Strict]] = {"saker": Issue, "kampanjer": Campaign}
UNKNOWN_FILE = "ventet ikke en fil med dette navnet; se om det er stavet riktig, eller flytt den"
M = TypeVar("M", bound=Strict)
NOTHING: Mapping[str, Document] = MappingProxyType({})


def load_pack(folder: Path) -> Pack:
    """Read and check the pack in a folder. Raises ContentError with the faults of all files at once."""
    reader = _Reader(folder)
    for name, model in _wanted(folder).items():
        reader.read(name, model)
    values = {(fault.file, fault.line, fault.field) for fault in reader.faults}
    between = [
        fault
        for fault in chain(check(reader.documents), unlinked(reader.documents), unmeasured(reader.documents))
        if (fault.file, fault.line, fault.field) not in values
    ]
    faults = [*reader.faults, *_strangers(folder), *between] or list(unasked(reader.documents))
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
    return UNKNOWN_FILE


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
        is_there = path.exists()
        if document is not None or not is_there:
            document = with_national(name, document)
        if document is None or is_there:
            self.faults += faults
        self.documents[name] = document
        if document is None:
            return
        try:
            self._held[name] = model.model_validate(document.data)
        except ValidationError as error:
            self.faults += faults_of(error, document, model)

    def pack(self) -> Pack:
        return pack_of(self._held, {name: each for name, each in self.documents.items() if each is not None})


def model_of(name: str) -> type[Strict] | None:
    """Return the schema of a file by its name in the pack; None if no file is called that."""
    folder, _, rest = name.rpartition("/")
    if folder:
        return FOLDERS.get(folder) if rest.endswith(".yaml") else None
    return (SINGLE | OPTIONAL).get(name)


def pack_of(files: Mapping[str, Strict], documents: Mapping[str, Document] = NOTHING) -> Pack:
    """Return the pack of these files, by their names; `documents` is what was read of each."""
    return Pack(
        organisation=_organisation(files),
        wheel=_one(files, Wheel),
        budget=_one(files, Budget),
        ntp=_one(files, Ntp),
        issues=_all(files, Issue),
        campaigns=_all(files, Campaign),
        alliances=_one(files, Alliances),
        crafts=_one(files, Crafts),
        media=_one(files, Media),
        stakeholders=tuple(each for file in _all(files, Stakeholders) for each in file.stakeholders),
        left_out=tuple(each for file in _all(files, LeftOutFile) for each in file.decisions),
        asked_as=tuple(each for file in _all(files, AskedAsFile) for each in file.entries),
        files=files,
        documents=documents,
    )


def checked(start: Pack, changed: Mapping[str, Any]) -> None:
    """Check a pack whose files have these data instead, by their names; None takes a file out.

    Raises ContentError with the faults of all files.
    """
    documents: Documents = dict(start.documents)
    faults: list[Fault] = []
    for name, data in changed.items():
        model = model_of(name)
        if data is None:
            documents.pop(name, None)
        elif model is None:
            faults.append(Fault(name, None, "", UNKNOWN_FILE))
        else:
            document = documents[name] = document_of(data, name)
            try:
                model.model_validate(document.data)
            except ValidationError as error:
                faults += faults_of(error, document, model)
    values = {(fault.file, fault.line, fault.field) for fault in faults}
    faults += [each for each in check(documents) if (each.file, each.line, each.field) not in values]
    if faults:
        raise ContentError(faults)


def _organisation(files: Mapping[str, Strict]) -> Organisation:
    """Return the organisation with the imported members, which go before the ones of its own file."""
    organisation = _one(files, Organisation)
    imported = _all(files, Members)
    if not imported:
        return organisation
    listed = {m.number: m for m in organisation.members}
    listed |= {m.number: m for each in imported for m in each.members}
    members = tuple(listed[number] for number in sorted(listed))
    return organisation.model_copy(update={"members": members})


def _all(files: Mapping[str, Strict], model: type[M]) -> tuple[M, ...]:
    return tuple(file for _, file in sorted(files.items()) if isinstance(file, model))


def _one(files: Mapping[str, Strict], model: type[M]) -> M:
    return _all(files, model)[0]
