"""The README files hold: every link, path, command and setting they name exists, and what is marked as run is run."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
import typer

from bot.cards.card import Card
from bot.cards.catalogue import CATALOGUE
from bot.cards.file import File
from bot.cards.form import Form
from bot.cli.root import PLACES
from bot.commands.ask import Answer
from bot.settings import Settings
from models.db.database import Database
from tests.readmes import ROOT, files, made
from tests.support.content import PACK
from tests.support.people import empty_room, text_of

LONGEST_README = 9 * 1024
PATIENCE_SECONDS = 120
OURS = ("PADRIVER_", "SLACK_", "TEAMS_", "PYTEST_")
"""What the names of variables begin with that a command must not get from the tests."""
FENCED = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(r"\.?[\w-]+(/[\w.*-]+)*/?")
NAMED = re.compile(r"[\w-]+\.(py|md|toml|lock)")
IDENTIFIER = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z]*|[a-z]+(_[a-z]+)+")
"""A class, or a function or variable of more than one word."""
MODULE = re.compile(r"(bot|content|jobs|models|tests|bench)(\.\w+)+")
POINTED_AT = re.compile(r"Se «([^»]+)» i ([\w/.]+?)(?:\.md)?[.,]")
TOP = {each.name for each in ROOT.iterdir()} - {"data"}
ALL = {str(each.relative_to(ROOT)): each.read_text() for each in files()}
SETTINGS = ALL["bot/operations/README.md"]
RUN = [
    pytest.param(found["body"], id=f"{name}-{number}")
    for name, text in ALL.items()
    for number, found in enumerate(FENCED.finditer(text))
    if found["info"] == "sh run"
]

readme = pytest.mark.parametrize("name", ALL)


def prose(name: str) -> str:
    """Return a file without its fenced blocks."""
    return FENCED.sub("", ALL[name])


def commands(name: str) -> list[str]:
    """Return every line that somebody may type: those of fenced shell blocks, and `make …` and the like in the text."""
    blocks = [found["body"] for found in FENCED.finditer(ALL[name]) if found["info"].split()[:1] == ["sh"]]
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [part.strip() for line in (*lines, *CODE.findall(prose(name))) for part in line.split("&&")]


def anchors(text: str) -> set[str]:
    """Return the anchors of a file's headings, as GitHub makes them."""
    slugs: set[str] = set()
    times: Counter[str] = Counter()
    for heading in HEADING.findall(FENCED.sub("", text)):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        slugs.add(f"{slug}-{times[slug]}" if times[slug] else slug)
        times[slug] += 1
    return slugs


def test_the_first_readme_is_short() -> None:
    assert len(ALL["README.md"].encode()) <= LONGEST_README


@readme
def test_every_relative_link_leads_somewhere(name: str) -> None:
    lost = []
    for target in LINK.findall(prose(name)):
        if "://" in target:
            continue
        place, _, anchor = target.partition("#")
        path = (ROOT / name).parent / place if place else ROOT / name
        if not path.exists() or (anchor and anchor not in anchors(path.read_text())):
            lost.append(target)
    assert lost == []


@readme
def test_every_path_that_is_named_exists(name: str) -> None:
    assert [each for each in CODE.findall(prose(name)) if not exists(each)] == []


def exists(named: str) -> bool:
    """Return True if the words name no file, or one that is there: a path from the root, a bare file name, a module."""
    if "NAME" in named:
        return True
    if MODULE.fullmatch(named) and not NAMED.fullmatch(named):
        parts = named.split(".")
        paths = (ROOT.joinpath(*parts[:length]) for length in range(len(parts), 1, -1))
        return any(path.is_dir() or path.with_suffix(".py").is_file() for path in paths)
    if NAMED.fullmatch(named):
        return (ROOT / named).exists() or any(
            any((ROOT / top).rglob(named)) for top in ("bot", "content", "jobs", "models")
        )
    if PATH.fullmatch(named) and "/" in named and named.partition("/")[0] in TOP:
        return any(ROOT.glob(named.rstrip("/")))
    return True


@readme
def test_every_class_and_function_that_is_named_exists(name: str) -> None:
    named = {each for each in CODE.findall(prose(name)) if IDENTIFIER.fullmatch(each)}
    assert sorted(named - identifiers()) == []


@cache
def identifiers() -> frozenset[str]:
    """Return every word of the Python code but this file's."""
    folders = ("bench", "bot", "content", "jobs", "migrations", "models", "tests")
    sources = (each for folder in folders for each in (ROOT / folder).rglob("*.py") if each != Path(__file__))
    return frozenset(chain.from_iterable(re.findall(r"\w+", each.read_text()) for each in sources))


@pytest.mark.parametrize("named", ["NoSuchClass", "no_such_function"])
def test_a_class_or_function_that_does_not_exist_is_found(named: str) -> None:
    assert IDENTIFIER.fullmatch(named)
    assert named not in identifiers()


@pytest.mark.parametrize(
    ("drawing", "above"), [("README.md", "bot"), ("jobs/README.md", "jobs"), ("models/README.md", "models")]
)
def test_every_folder_is_in_the_drawing(drawing: str, above: str) -> None:
    folders = {f"{above}/{each.parent.name}/" for each in (ROOT / above).glob("*/__init__.py")}
    assert folders - set(CODE.findall(ALL[drawing])) == set(), f"add a row to {drawing}"


@pytest.mark.parametrize(
    "named",
    [
        "bot/nowhere/",
        "tests/support_nothing.py",
        "no_such_file.py",
        "bot.nowhere",
        "models/*.rst",
        "jobs/planning/plan.pyx",
    ],
)
def test_a_path_that_does_not_exist_is_found(named: str) -> None:
    assert not exists(named)


@readme
def test_every_command_that_is_named_exists(name: str) -> None:
    assert [each for each in commands(name) if not answers(each)] == []


def answers(command: str) -> bool:
    """Return True if the words are no command of ours, or one with options that it knows."""
    words = re.sub(r"^(\w+=\S+ )+", "", command).split()
    program = Path(words[0]).name if words and not words[0].startswith("/") else ""  # «/padriver» is asked in the chat
    if program == "make":
        targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        return {each for each in words[1:] if "=" not in each} <= targets
    if program == "padriver" and len(words) > 1 and words[1] not in {"--help", "COMMAND"}:
        return words[1] in PLACES and options(words) <= known_options(words[1], words[2:3])
    if program == "python" and words[1:2] == ["-m"]:
        module = ROOT.joinpath(*words[2].split("."))
        return module.is_dir() or module.with_suffix(".py").is_file()
    if program == "python" and len(words) > 1 and words[1].endswith(".py"):
        source = (ROOT / words[1]).read_text() if (ROOT / words[1]).is_file() else ""
        return bool(source) and all(each in source for each in options(words))
    return True


def options(words: list[str]) -> set[str]:
    return {each for each in words if re.fullmatch(r"--[a-z-]+", each)}


def known_options(command: str, below: list[str]) -> set[str]:
    """Return the options of a command of `padriver`, or of the one below it."""
    module, _, attribute = PLACES[command].partition(".")
    made_of = getattr(import_module(f"bot.cli.{module}"), attribute)
    app = made_of if isinstance(made_of, typer.Typer) else typer.Typer()
    if app is not made_of:
        app.command()(made_of)
    found = typer.main.get_command(app)
    group = getattr(found, "commands", {})
    found = group.get(below[0], found) if below and group else found
    return {option for each in found.params for option in each.opts}


@pytest.mark.parametrize(
    "command",
    ["make nothing", ".venv/bin/padriver nothing", "padriver tick --never", "python bench/no.py", "python -m tests.no"],
)
def test_a_command_that_does_not_exist_is_found(command: str) -> None:
    assert not answers(command)


@pytest.mark.parametrize("commands", RUN)
def test_every_command_that_is_marked_is_run(commands: str, tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    away = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    given |= {"DATABASE_URL": f"sqlite:///{tmp_path}/padriver.db", "PYTEST_ADDOPTS": "-p no:cacheprovider", **away}
    here = commands.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    bash = shutil.which("bash") or "sh"
    done = subprocess.run(
        [bash, "-euo", "pipefail", "-c", here],
        cwd=ROOT,
        env=given,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_commands_are_marked_and_run() -> None:
    assert len(RUN) > 1


@readme
def test_what_is_made_from_the_code_is_as_the_code_has_it(name: str) -> None:
    assert ALL[name] == made(ALL[name]), "«make readmes» writes it"


def test_every_setting_is_in_the_table_and_no_other() -> None:
    table = SETTINGS.split("## Settings")[1].split("## Commands")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = [each for row in rows for each in CODE.findall(row)]
    known = {str(field.alias) for field in Settings.model_fields.values()}
    assert known - set(named) == set(), "add a row to the table of bot/operations/README.md"
    assert sorted(named) == sorted(known)


def test_every_command_of_the_program_is_in_the_table() -> None:
    table = SETTINGS.split("## Commands")[1].split("## One process")[0]
    assert {name for name in PLACES if not re.search(rf"`{name}[` ]", table)} == set()


def test_every_heading_that_a_message_sends_people_to_is_there() -> None:
    sources = [each.read_text() for each in (ROOT / "bot").rglob("*.py")]
    sent = {found for source in sources for found in POINTED_AT.findall(source)}
    assert ("Backup", "models/README") in sent
    lost = {(heading, file) for heading, file in sent if heading not in HEADING.findall(ALL[f"{file}.md"])}
    assert lost == set()


def test_the_newest_version_is_in_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert HEADING.findall(ALL["CHANGELOG.md"])[1].partition(" ")[0] == version


WAYS = [text for listed in CATALOGUE for text in (*listed.examples, *(way for way, _ in listed.ways))]


@pytest.mark.parametrize("text", dict.fromkeys(WAYS))
def test_everything_that_the_manual_says_may_be_written_is_understood(sqlite_database: Database, text: str) -> None:
    room = empty_room(sqlite_database)
    room.pack = PACK
    name, _, rest = text.removeprefix("/").partition(" ")
    said = words_of(room.ask(name, rest.replace("@kari", "@{U2PER|per}")))
    assert "forstår ikke" not in said
    assert "forsto jeg ikke" not in said


def words_of(answer: Answer) -> str:
    match answer:
        case Card() | Form():
            return text_of(answer)
        case File():
            return answer.title
