"""`padriver content` writes what a workspace has as files, and reads files into one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from content.load import DEFAULT, TEMPLATE, load_pack
from models.content.content_edits import WantedEdit, change
from models.content.packs import TEMPLATE as FROM_TEMPLATE
from models.content.packs import changes_of, pack_of
from models.db.database import Database
from models.tables import Workspace
from models.workspace.workspaces import by_external, get_or_create
from tests.support.content import PACK

Cli = Callable[..., Result]
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
RAILWAY = "saker/jernbane.yaml"


@pytest.fixture
def database(cli: Cli, tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'padriver.db'}"
    cli("migrate", DATABASE_URL=url)
    return Database(url)


def workspace(database: Database, team: str, pack: str | None = None) -> None:
    with database.session() as session:
        get_or_create(session, "slack", team, "Øving").pack = pack


def read(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}


def here(database: Database, team: str) -> tuple[Workspace, int]:
    with database.session() as session:
        found = by_external(session, "slack", team)
        assert found is not None
        return found, len(changes_of(session, found.id))


def test_what_people_changed_goes_out_to_files_and_into_another_workspace(
    cli: Cli, database: Database, tmp_path: Path
) -> None:
    url = str(database.engine.url)
    pack = PACK
    workspace(database, "T1")
    with database.session() as session:
        mine = by_external(session, "slack", "T1")
        assert mine is not None
        change(session, mine, pack, "U1", [WantedEdit(RAILWAY, "rikstunnelen", {"krav": "Bygg den nå."})], NOW)
    first, again = tmp_path / "ut", tmp_path / "ut-igjen"

    done = cli("content", "export", str(first), DATABASE_URL=url)
    assert (done.stderr, done.stdout) == ("", f"{len(pack.files)} filer er skrevet til {first}.\n")
    assert "Bygg den nå." in (first / RAILWAY).read_text()
    assert load_pack(first).wheel == pack.wheel

    workspace(database, "T2", FROM_TEMPLATE)
    done = cli("content", "import", str(first), DATABASE_URL=url)
    assert (done.exit_code, done.stderr) == (1, "Velg arbeidsområde med --team: T1, T2.\n")
    done = cli("content", "import", str(first), "--team", "T2", DATABASE_URL=url)
    assert done.stderr == ""
    assert done.stdout.startswith("Innholdet er byttet ut. Mot filene det begynte med er ")
    done = cli("content", "export", str(again), "--team", "T2", DATABASE_URL=url)
    assert (done.stderr, read(again)) == ("", read(first))
    with database.session() as session:
        other = by_external(session, "slack", "T2")
        assert other is not None
        taken = pack_of(session, other, pack)
        assert [each.id for each in taken.issues] == ["energi", "jernbane", "oslofjorden"]
    database.close()


def test_the_files_it_began_with_take_everything_back(cli: Cli, database: Database) -> None:
    url = str(database.engine.url)
    workspace(database, "T1")
    with database.session() as session:
        mine = by_external(session, "slack", "T1")
        assert mine is not None
        wanted = WantedEdit(RAILWAY, "rikstunnelen", {"krav": "Bygg den nå."})
        change(session, mine, PACK, "U1", [wanted], NOW)

    done = cli("content", "import", str(DEFAULT), DATABASE_URL=url)
    assert (done.stderr, done.stdout) == ("", "Innholdet er nå som i filene arbeidsområdet begynte med.\n")
    assert here(database, "T1")[1] == 0
    assert here(database, "T1")[0].content_version is None
    done = cli("content", "import", str(DEFAULT), DATABASE_URL=url)
    assert done.stdout == "Ingenting er endret: Arbeidsområdet har det samme innholdet.\n"
    database.close()


def test_files_with_faults_are_refused_with_file_line_and_field(cli: Cli, database: Database, tmp_path: Path) -> None:
    url = str(database.engine.url)
    workspace(database, "T1")
    folder = tmp_path / "feil"
    for name, content in read(TEMPLATE).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    broken = folder / "saker/eksempelsak.yaml"
    broken.write_text(broken.read_text().replace('    krav: "Eksempel:', '    krv: "Eksempel:'))

    done = cli("content", "import", str(folder), DATABASE_URL=url)

    assert done.exit_code == 1
    assert done.stderr == (
        "Innholdet har feil:\n"
        "  feil/saker/eksempelsak.yaml, linje 17, felt «krv»: ventet ikke dette feltet (mente du «krav»?).\n"
    )
    assert here(database, "T1")[1] == 0
    database.close()


def test_a_folder_with_something_in_it_is_left_alone(cli: Cli, database: Database, tmp_path: Path) -> None:
    workspace(database, "T1")
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut/notater.txt").write_text("mine")

    done = cli("content", "export", str(tmp_path / "ut"), DATABASE_URL=str(database.engine.url))

    assert done.exit_code == 1
    assert done.stderr == f"{tmp_path / 'ut'} er ikke tom. Velg en ny mappe, så blander ikke filene seg.\n"
    database.close()


def test_a_name_that_no_column_holds_is_refused(cli: Cli, database: Database, tmp_path: Path) -> None:
    workspace(database, "T1")
    folder, name = tmp_path / "lang", f"saker/{'a' * 120}.yaml"
    for each, content in read(TEMPLATE).items():
        path = folder / (name if each.startswith("saker/") else each)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    done = cli("content", "import", str(folder), DATABASE_URL=str(database.engine.url))

    assert done.exit_code == 1
    assert done.stderr == f"lang/{name}: ventet et filnavn på høyst 100 tegn med mappen.\n"
    database.close()
