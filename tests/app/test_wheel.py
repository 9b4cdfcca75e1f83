"""The wheel, built and installed without the network, holds all that the program reads."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "content", "jobs", "migrations", "models")
OFF = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """A wheel, and the folder it is installed in."""

    wheel: Path
    site: Path

    def python(self, *command: str | Path, **environment: str) -> str:
        """Run Python in an empty folder beside it, where the repository's own packages are not seen."""
        aside = self.site.parent / "aside"
        aside.mkdir(exist_ok=True)
        return run(*command, folder=aside, PYTHONPATH=str(self.site), **environment)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    run("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source, folder=folder, **OFF)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    run("-m", "pip", "install", "--no-deps", "--target", site, wheel, folder=folder, **OFF)
    return Installed(wheel, site)


def test_every_file_of_the_packages_but_the_readmes_is_in_the_wheel(installed: Installed) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name not in {"README.md", "MARKETPLACE.md"}
    }
    with ZipFile(installed.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == ours


def test_the_installed_program_is_the_one_that_runs(installed: Installed) -> None:
    found = installed.python("-c", f"import {', '.join(PACKAGES)}; print({'.__file__, '.join(PACKAGES)}.__file__)")
    assert found.split() == [str(installed.site / name / "__init__.py") for name in PACKAGES]


def test_it_says_what_it_can_do(installed: Installed) -> None:
    assert "Usage: padriver [OPTIONS]" in installed.python(installed.site / "bin" / "padriver", "--help")


def test_it_makes_a_database_and_finds_it_and_its_content_in_order(installed: Installed, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/padriver.db"
    installed.python("-m", "bot", "migrate", DATABASE_URL=url)
    checked = installed.python("-m", "bot", "check", "--only", "innhold", "--only", "database", DATABASE_URL=url)
    assert "Innhold: i orden\n" in checked
    assert "Database: i orden" in checked


def test_it_draws_with_its_own_fonts(installed: Installed) -> None:
    drawn = "from bot.pictures.influence import Placed, influence_map; import sys\n"
    drawn += "sys.stdout.write(influence_map('Jernbane', [Placed('Kari Nordmann', 'A', 5, 4)]).hex())"
    theirs = installed.python("-c", drawn)
    assert theirs == run("-c", drawn, folder=ROOT)
    assert len(theirs) > 2 * 10_000
