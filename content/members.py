"""Member municipalities imported from a CSV file into the pack's `medlemmer.yaml`."""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from content.delimited import rows_of, text_of
from content.document import MAX_BYTES
from content.faults import ContentError, Fault
from content.load import MEMBERS
from content.schema.organisation import Member

NUMBER, NAME, SUBREGION = "kommunenummer", "kommunenavn", "delregion"
NUMBER_FORM = re.compile(r"\d{4}")
SHORT_FORM = re.compile(r"\d{3}")
OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def read_members(path: Path) -> tuple[Member, ...]:
    """Read members from `kommunenummer;kommunenavn;delregion` (the sub-region may be left out), as `content.delimited` reads CSV.

    A sub-region is given by its name or its id. Raises ContentError with every fault of the file.
    """
    rows = list(_rows(path))
    faults = [fault for line, row in rows for fault in _faults(path.name, line, row)]
    faults += _twice(path.name, rows)
    if faults:
        raise ContentError(sorted(faults, key=lambda fault: fault.line or 0))
    return tuple(_member(path.name, line, row) for line, row in rows)


def write_members(folder: Path, members: tuple[Member, ...]) -> Path:
    """Write the members to the pack's `medlemmer.yaml` in one step, replacing earlier imports; return the file."""
    entries = [member.model_dump(by_alias=True, exclude_none=True) for member in members]
    path = folder / MEMBERS
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    text = yaml.safe_dump({"medlemmer": entries}, allow_unicode=True, sort_keys=False)
    draft.write_text(f"# Hentet inn fra en CSV-fil. En ny import erstatter hele filen.\n{text}", encoding="utf-8")
    draft.replace(path)
    return path


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        rows = iter([*rows_of(_text(path))])
    except csv.Error:
        raise ContentError([Fault(path.name, None, "", "ventet celler på høyst 131 072 tegn")]) from None
    columns = [name.strip().lower() for name in next(rows, (0, []))[1]]
    missing = [name for name in (NUMBER, NAME) if name not in columns]
    if missing:
        raise ContentError(
            Fault(path.name, 1, name, "ventet en kolonne med dette navnet, men den mangler") for name in missing
        )
    for number, row in rows:
        if any(cell.strip() for cell in row):
            yield number, dict.fromkeys(columns, "") | dict(zip(columns, map(str.strip, row), strict=False))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError:
        raise ContentError([Fault(path.name, None, "", "ventet en fil som finnes og kan leses")]) from None
    if len(content) > MAX_BYTES:
        raise ContentError([Fault(path.name, None, "", "ventet en fil på høyst 1 MB")])
    return text_of(content)


def _faults(file: str, line: int, row: dict[str, str]) -> Iterator[Fault]:
    if not NUMBER_FORM.fullmatch(_number(row)):
        yield Fault(file, line, NUMBER, f"ventet fire sifre, fikk «{row[NUMBER]}»")
    if not row[NAME]:
        yield Fault(file, line, NAME, "ventet navnet på kommunen, fikk ingenting")


def _twice(file: str, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for line, row in rows:
        number = _number(row)
        if first.setdefault(number, line) != line:
            yield Fault(
                file, line, NUMBER, f"ventet hver kommune én gang, men «{number}» står også på linje {first[number]}"
            )


def _number(row: dict[str, str]) -> str:
    """Return the number with the leading zero that spreadsheets drop."""
    number = row[NUMBER]
    return f"0{number}" if SHORT_FORM.fullmatch(number) else number


def _member(file: str, line: int, row: dict[str, str]) -> Member:
    subregion = OTHER_SIGNS.sub("-", row.get(SUBREGION, "").lower().translate(LETTERS)).strip("-")
    try:
        return Member(number=_number(row), name=row[NAME], subregion=subregion or None, kilde=f"Importert fra {file}")
    except ValidationError:
        raise ContentError([Fault(file, line, "", "ventet et navn på høyst 2000 tegn")]) from None
