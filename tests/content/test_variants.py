"""Variants of a message for a party, a place, or both: what may be written, and which one is used for which recipient."""

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from pydantic import ValidationError

import content
from bot.commands.interessenter.card.talking_points import message_for
from bot.commands.interessenter.names.parties import PARTIES
from content.faults import ContentError
from content.load import load_pack
from content.schema.messages import Variant
from content.schema.parties import Party
from models.register.roles import HeldRole
from models.tables import Role

FOLDER = Path(content.__file__).parent
TODAY = date(2026, 10, 2)
WRITTEN = """
varianter:
  - id: alle-i-akershus
    steder: ["32"]
    for: [Akershus]
    tekst: Toget for Akershus.
    kilde: vedtak
  - id: ap
    partier: [Ap]
    tekst: Toget for Ap.
    kilde: vedtak
  - id: ap-vestby
    partier: [Ap]
    steder: ["3216"]
    for: [Vestby]
    tekst: Toget for Ap i Vestby.
    kilde: vedtak
"""


def written(tmp_path: Path, more: str) -> Path:
    folder = tmp_path / "innhold"
    copytree(FOLDER, folder, ignore=lambda _, names: [each for each in names if each.endswith(".py") or "__" in each])
    file = folder / "saker" / "energi.yaml"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("party", "place", "said", "fits"),
    [
        ("Ap", "3216", "Toget for Ap i Vestby.", "Laget for Ap og Vestby."),
        ("Ap", "0301", "Toget for Ap.", "Laget for Ap."),
        ("H", "3216", "Toget for Akershus.", "Laget for Akershus."),
        ("H", "0301", None, "Dette er det generelle budskapet. Her finnes ingen egen variant."),
        (None, None, None, "Dette er det generelle budskapet. Her finnes ingen egen variant."),
    ],
)
def test_what_fits_party_and_place_goes_before_either_and_the_general_one_is_said_to_be_so(
    tmp_path: Path, party: str | None, place: str | None, said: str | None, fits: str
) -> None:
    pack = load_pack(written(tmp_path, WRITTEN))
    held = [HeldRole(Role(kind="politiker", party=party), None)] if party else []

    told = message_for(pack, "energi", held, place, TODAY)

    assert told is not None
    assert told.fits == fits
    issue = pack.issue("energi")
    assert issue is not None
    assert told.text == (said or issue.tracks[0].budskap)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"partier": ["Arbeiderpartiet"]}, "Ap"),
        ({}, "ventet partier, steder eller begge deler"),
        ({"steder": ["3216"]}, "ventet «for» med hvem stedene står for"),
        ({"steder": ["Vestby"], "for": ["Vestby"]}, "pattern"),
    ],
)
def test_what_would_never_fit_anybody_is_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Variant.model_validate({"id": "x", "kilde": "y", "tekst": "z", **wrong})


def test_a_place_that_is_not_there_is_told_by_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        load_pack(written(tmp_path, WRITTEN.replace('"3216"', '"3299"')))
    (fault,) = refused.value.faults
    assert str(fault).startswith("innhold/saker/energi.yaml, linje ")
    assert str(fault).endswith("ventet et kommunenummer eller fylkesnummer som finnes, fikk «3299».")


def test_the_parties_of_the_pack_are_those_of_the_register() -> None:
    assert set(Party.__args__) == set(PARTIES)
