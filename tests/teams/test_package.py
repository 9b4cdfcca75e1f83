"""The package that is uploaded to Teams: a manifest that follows the schema, icons of the right sizes, the least rights."""

import json
import struct
import zlib
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fastjsonschema
import pytest
from typer.testing import CliRunner

from bot.cards.catalogue import CATALOGUE
from bot.cli.root import root
from bot.teams.package.icons import color_icon, outline_icon
from bot.teams.package.manifest import Publisher, manifest
from bot.teams.package.package import FaultyError, package
from bot.teams.package.rules import faults
from tests.support.teams import APP

STRICTER = {"version", "developer.websiteUrl", "bots", "validDomains"}
"""Where our own rules ask for more than Microsoft's schema: Teams' upload refuses what the schema takes."""
PUBLISHER = Publisher("Osloregionen", "https://o.no", "https://o.no/personvern", "https://o.no/vilkar")


def told() -> dict[str, Any]:
    return manifest(APP, PUBLISHER, "https://bot.example.no")


@pytest.fixture(scope="module")
def official() -> Callable[[Any], Any]:
    """Microsoft's own schema, from `@microsoft/app-manifest` 1.1.2 on npm (MIT), unchanged."""
    schema = (Path(__file__).parent / "MicrosoftTeams.v1.29.schema.json").read_text("utf-8")
    # Python's patterns have no `\p{L}`; only functions of Office extensions are named by it.
    whole = json.loads(schema.replace(r"\\p{L}", "A-Za-z"))
    validate: Callable[[Any], Any] = fastjsonschema.compile(whole, use_default=False)
    return validate


def test_the_manifest_follows_microsofts_own_schema(official: Callable[[Any], Any]) -> None:
    official(told())


def test_the_manifest_follows_the_schema_and_asks_for_the_least() -> None:
    made = told()
    assert faults(made) == []
    assert made["permissions"] == ["identity", "messageTeamMembers"]
    assert made["validDomains"] == ["bot.example.no"]
    assert "webApplicationInfo" not in made
    assert "authorization" not in made
    (bot,) = made["bots"]
    alone, shared = bot["commandLists"]
    assert (alone["scopes"], shared["scopes"]) == (["personal"], ["team", "groupChat"])
    assert [each["title"] for each in shared["commands"]] == [each.name for each in CATALOGUE]
    assert [each["title"] for each in alone["commands"]] == ["hjem", *(each.name for each in CATALOGUE)]
    (extension,) = made["composeExtensions"]
    assert [each["title"] for each in extension["commands"]] == [
        "Følg opp i dag",
        "Loggfør dialog",
        "Ny frist",
        "Loggfør dialog",
        "Finn",
    ]


def test_slash_commands_and_private_messages_are_asked_for() -> None:
    made = told()
    (bot,), (extension,) = made["bots"], made["composeExtensions"]
    alone, shared = bot["commandLists"]
    assert (made["manifestVersion"], made["$schema"].split("/")[-2]) == ("1.29", "v1.29")
    assert bot["supportsTargetedMessages"] is True
    assert ("triggers" in alone, shared["triggers"]) == (False, ["mention", "slash"])
    assert [(each["id"], each["type"], each.get("triggers")) for each in extension["commands"]] == [
        ("folg_opp", "action", None),
        ("loggfor_dialog", "action", None),
        ("ny_frist", "action", ["slash"]),
        ("ny_dialog", "action", ["slash"]),
        ("finn", "query", None),
    ]
    assert made["version"] == "1.1.0"


def test_what_an_older_package_has_is_asked_for_by_the_same_ids() -> None:
    (extension,) = told()["composeExtensions"]
    assert {each["id"] for each in extension["commands"]} >= {"folg_opp", "loggfor_dialog", "ny_frist", "finn"}


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("id", "padriver", ".id: ventet"),
        ("version", "1", ".version: ventet"),
        ("accentColor", "blå", ".accentColor: ventet"),
        ("name.short", "x" * 31, ".name.short: ventet en tekst på høyst 30 tegn"),
        ("description.short", "x" * 81, ".description.short: ventet en tekst på høyst 80 tegn"),
        ("developer.websiteUrl", "http://o.no", ".developer.websiteUrl: ventet"),
        ("permissions", ["alt"], ".permissions[0]: ventet"),
        ("noe", 1, ".noe: ukjent"),
        ("bots", [], ".bots: ventet 1 til 1"),
        ("bots.0.commandLists.0.triggers", ["prikk"], ".bots[0].commandLists[0].triggers[0]: ventet"),
        ("bots.0.commandLists.1.scopes", ["alle"], ".bots[0].commandLists[1].scopes[0]: ventet"),
        ("composeExtensions.0.commands.2.triggers", ["mention"], ".composeExtensions[0].commands[2].triggers[0]: v"),
        ("bots.0.supportsTargetedMessages", "ja", ".bots[0].supportsTargetedMessages: ventet"),
        ("validDomains", ["https://bot.example.no"], ".validDomains[0]: ventet"),
    ],
)
def test_what_does_not_follow_the_schema_is_told_by_its_place(
    path: str, value: Any, fault: str, official: Callable[[Any], Any]
) -> None:
    made: Any = deepcopy(told())
    *way, last = path.split(".")
    inner = made
    for each in way:
        inner = inner[int(each) if each.isdigit() else each]
    inner[last] = value
    (found,) = faults(made)
    assert found.startswith(fault)
    if path not in STRICTER:
        with pytest.raises(fastjsonschema.JsonSchemaException):
            official(made)
    with pytest.raises(FaultyError):
        package(made)


def test_what_is_missing_is_told() -> None:
    made = told()
    del made["icons"]
    assert faults(made) == [".icons: mangler"]


def pixels(png: bytes, size: int) -> list[bytes]:
    """Return the pixels of a PNG of that size (RGBA, no filter)."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (size, size)
    start = png.index(b"IDAT") + 4
    raw = zlib.decompress(png[start : png.index(b"IEND") - 8])
    rows = [raw[row * (size * 4 + 1) + 1 : (row + 1) * (size * 4 + 1)] for row in range(size)]
    return [row[at : at + 4] for row in rows for at in range(0, len(row), 4)]


def test_the_icons_are_of_the_sizes_and_colours_that_teams_asks_for() -> None:
    color = pixels(color_icon(), 192)
    assert (color[0], color[96 * 192 + 96]) == (b"\x12\x3c\x4a\xff", b"\xff\xff\xff\xff")
    outline = pixels(outline_icon(), 32)
    assert {each[:3] for each in outline} == {b"\xff\xff\xff"}
    assert {each[3] for each in outline} >= {0, 255}


def test_the_command_writes_a_package_that_is_the_same_each_time(tmp_path: Path) -> None:
    words = ["manifest", "teams", "--url", "https://bot.example.no/", "--app-id", APP, "--out"]
    for name in ("en.zip", "to.zip"):
        done = CliRunner().invoke(root, [*words, str(tmp_path / name)])
        assert done.exit_code == 0, done.output
        assert "https://bot.example.no/teams/messages" in done.output
    content = (tmp_path / "en.zip").read_bytes()
    assert content == (tmp_path / "to.zip").read_bytes()
    with ZipFile(BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert faults(json.loads(archive.read("manifest.json"))) == []


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    words = ["manifest", "teams", "--out", str(tmp_path / "x.zip"), "--url"]
    plain = CliRunner().invoke(root, [*words, "http://bot.example.no", "--app-id", APP])
    assert plain.exit_code != 0
    assert not (tmp_path / "x.zip").exists()
