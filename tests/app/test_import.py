"""`padriver import` takes a workbook in."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from typer.testing import Result

from bot.slack.workspaces import PLATFORM
from models.db.database import Database
from models.tables import Person
from models.workspace.workspaces import get_or_create

Cli = Callable[..., Result]


def test_a_workbook_is_shown_then_taken_in_and_what_must_be_mended_comes_back(cli: Cli, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'padriver.db'}"
    cli("migrate", DATABASE_URL=url)
    assert cli("import", str(_book(tmp_path)), DATABASE_URL=url).stderr == (
        "Ingen arbeidsområder ennå. Start Pådriver med «padriver serve» først.\n"
    )
    database = Database(url)
    with database.session() as session:
        get_or_create(session, PLATFORM, "T1", "Øving")
    shown = cli("import", str(_book(tmp_path)), DATABASE_URL=url)
    mended = tmp_path / "bok-rettes.xlsx"
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout == (
        "Arket «Sheet»: 2 rader.\n"
        "1 ville blitt lagt til, 0 ville blitt endret, 0 som før.\n"
        "Legg det inn med --apply.\n"
        f"1 rad må rettes: se {mended}.\n"
    )
    back = openpyxl.load_workbook(mended).worksheets[0]
    assert [cell.value for cell in back[1]] == ["Hva må rettes", "Navn", "Nivå"]
    assert [cell.value for cell in back[2]] == ["Nivået «D» finnes ikke. Skriv A, B eller C.", "Per Hansen", "D"]
    for number, told in ((0, "1 lagt til, 0 endret, 0 som før."), (1, "0 lagt til, 0 endret, 1 som før.")):
        done = cli("import", str(_book(tmp_path)), "--apply", DATABASE_URL=url)
        assert (number, done.stdout.splitlines()[1]) == (number, told)
    with database.session() as session:
        assert [row.name for row in session.query(Person)] == ["Kari Nordmann"]
    database.close()


def test_csv_from_a_norwegian_excel_is_taken_in_too(cli: Cli, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'padriver.db'}"
    cli("migrate", DATABASE_URL=url)
    database = Database(url)
    with database.session() as session:
        get_or_create(session, PLATFORM, "T1", "Øving")
    path = tmp_path / "liste.csv"
    path.write_bytes("sep=;\r\nNavn;Nivå\r\nØdegård, Kåre;A\r\nKilde: KS;\r\n".encode("cp1252"))
    done = cli("import", str(path), "--apply", DATABASE_URL=url)
    assert (done.stderr, done.stdout) == (
        "",
        "2 rader.\n1 lagt til, 0 endret, 0 som før.\nJeg hoppet over rad 3 («Kilde: KS»).\n",
    )
    with database.session() as session:
        assert [row.name for row in session.query(Person)] == ["Kåre Ødegård"]
    database.close()


def test_a_file_that_is_no_workbook_is_told_of(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bilde.xlsx"
    path.write_bytes(b"\x89PNG")
    done = cli("import", str(path), DATABASE_URL=f"sqlite:///{tmp_path / 'padriver.db'}")
    assert done.exit_code == 1
    assert done.stderr == (
        "Dette er ikke en Excel-arbeidsbok. Lagre den som Excel-arbeidsbok (.xlsx) og send den på nytt.\n"
    )


def _book(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (("Navn", "Nivå"), ("Kari Nordmann", "A"), ("Per Hansen", "D")):
        book.worksheets[0].append(list(row))
    path = folder / "bok.xlsx"
    book.save(path)
    return path
