"""`compose.yaml` is what Compose's specification asks for, as far as one can see without Docker, and fits the bot."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
TOP = {"services", "volumes"}
SERVICE = {
    "build",
    "depends_on",
    "deploy",
    "env_file",
    "environment",
    "expose",
    "healthcheck",
    "image",
    "ports",
    "restart",
    "stop_grace_period",
    "volumes",
}
"""The parts that are used (https://github.com/compose-spec/compose-spec/blob/main/05-services.md)."""
PORT = re.compile(r"127\.0\.0\.1:\d+(-\d+)?:\d+")
NEEDED = re.compile(r"\$\{(\w+):\?[^}]+\}")


@pytest.fixture
def composed() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return told


def test_every_service_is_made_of_known_parts_and_from_something(composed: dict[str, Any]) -> None:
    assert set(composed) == TOP
    for service in composed["services"].values():
        assert set(service) <= SERVICE
        assert ("image" in service) != ("build" in service)
        assert all(PORT.fullmatch(each) for each in service.get("ports", ()))


def test_what_is_waited_for_and_kept_is_there(composed: dict[str, Any]) -> None:
    services = composed["services"]
    for service in services.values():
        for name, waits in service.get("depends_on", {}).items():
            assert (waits["condition"], "healthcheck" in services[name]) == ("service_healthy", True)
        for mounted in service.get("volumes", ()):
            assert mounted.partition(":")[0] in composed["volumes"]


def test_two_replicas_share_the_database_of_the_other_service(composed: dict[str, Any]) -> None:
    database, bot = composed["services"]["database"], composed["services"]["padriver"]
    assert bot["deploy"] == {"replicas": 2}
    given = {name: NEEDED.sub("hemmelig", value) for name, value in bot["environment"].items()}
    settings = Settings(**given)
    made = database["environment"]
    password = NEEDED.sub("hemmelig", made["POSTGRES_PASSWORD"])
    address = f"{made['POSTGRES_USER']}:{password}@database/{made['POSTGRES_DB']}"
    assert settings.database_url == f"postgresql+psycopg://{address}"
    assert (settings.metrics_host, settings.metrics_port) == ("0.0.0.0", 9464)
    assert set(given) <= {field.alias for field in Settings.model_fields.values()}
