"""Member municipalities are imported from the list people have."""

from pathlib import Path

import pytest

from content.faults import ContentError
from content.load import load_pack
from content.members import read_members, write_members
from tests.support.content import copied_pack, told


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "kommuner.csv"
    path.write_text(text, encoding=encoding)
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_members(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
@pytest.mark.parametrize("first", [[], ["sep=;"]])
def test_a_list_from_a_spreadsheet_is_read(tmp_path: Path, comma: str, encoding: str, first: list[str]) -> None:
    rows = [
        *first,
        "Kommunenummer;Kommunenavn;Delregion",
        "3201;Bærum;Asker og Bærum regionråd",
        "301;Oslo;oslo-kommune",
        "3214;Frogn;",
    ]
    path = listed(tmp_path, "\n".join(rows).replace(";", comma), encoding)

    assert [(member.number, member.name, member.subregion) for member in read_members(path)] == [
        ("3201", "Bærum", "asker-og-baerum-regionrad"),
        ("0301", "Oslo", "oslo-kommune"),
        ("3214", "Frogn", None),
    ]


def test_imported_members_join_the_known_ones(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)
    members = read_members(listed(tmp_path, "kommunenummer;kommunenavn\n3214;Frogn\n0301;Oslo kommune\n"))

    path = write_members(pack, members)
    organisation = load_pack(pack).organisation

    assert path == pack / "medlemmer.yaml"
    assert len(organisation.members) == 16
    assert {(m.number, m.name, m.kilde) for m in organisation.members if m.kilde.startswith("Importert")} == {
        ("0301", "Oslo kommune", "Importert fra kommuner.csv"),
        ("3214", "Frogn", "Importert fra kommuner.csv"),
    }


def test_an_unknown_subregion_is_told_with_its_line(tmp_path: Path) -> None:
    pack = copied_pack(tmp_path)

    write_members(pack, read_members(listed(tmp_path, "kommunenummer,kommunenavn,delregion\n3214,Frogn,Folloriket\n")))

    assert told(pack) == [
        (
            "pakke/medlemmer.yaml, linje 5, felt «delregion»: "
            "ventet en id som finnes under delregioner i organisasjon.yaml, fikk «folloriket»."
        )
    ]


def test_every_fault_of_the_list_is_told(tmp_path: Path) -> None:
    path = listed(tmp_path, "kommunenummer;kommunenavn\n32;Bærum\n3214;\n3203;Asker\n3203;Asker\n")

    assert faults(path) == [
        "kommuner.csv, linje 2, felt «kommunenummer»: ventet fire sifre, fikk «32».",
        "kommuner.csv, linje 3, felt «kommunenavn»: ventet navnet på kommunen, fikk ingenting.",
        "kommuner.csv, linje 5, felt «kommunenummer»: ventet hver kommune én gang, men «3203» står også på linje 4.",
    ]


def test_a_list_without_the_columns_is_told(tmp_path: Path) -> None:
    assert faults(listed(tmp_path, "nr;navn\n3214;Frogn\n")) == [
        "kommuner.csv, linje 1, felt «kommunenummer»: ventet en kolonne med dette navnet, men den mangler.",
        "kommuner.csv, linje 1, felt «kommunenavn»: ventet en kolonne med dette navnet, men den mangler.",
    ]


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path / "borte.csv") == ["borte.csv: ventet en fil som finnes og kan leses."]
