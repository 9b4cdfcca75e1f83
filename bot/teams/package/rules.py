"""The rules of the manifest's published schema, as far as they concern what this app's manifest has.

From https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

GUID = r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
Rule = Callable[[str, Any], Iterator[str]]


def faults(data: Any) -> list[str]:
    """Return what is wrong with a manifest, each as its place and what was expected; empty if it is valid."""
    return list(MANIFEST("", data))


def _text(most: int, pattern: str = r"[\s\S]+") -> Rule:
    def check(at: str, value: Any) -> Iterator[str]:
        if not isinstance(value, str) or len(value) > most or not re.fullmatch(pattern, value):
            yield f"{at}: ventet en tekst på høyst {most} tegn" + ("" if pattern == r"[\s\S]+" else f" som {pattern}")

    return check


def _one_of(*words: Any) -> Rule:
    def check(at: str, value: Any) -> Iterator[str]:
        if value not in words:
            yield f"{at}: ventet en av {', '.join(map(str, words))}"

    return check


def _each(rule: Rule, most: int) -> Rule:
    def check(at: str, value: Any) -> Iterator[str]:
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            yield f"{at}: ventet 1 til {most}"
            return
        for number, each in enumerate(value):
            yield from rule(f"{at}[{number}]", each)

    return check


def _all(needed: dict[str, Rule], may: dict[str, Rule] | None = None) -> Rule:
    known = needed | (may or {})

    def check(at: str, value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: ventet et objekt"
            return
        yield from (f"{at}.{name}: mangler" for name in needed if name not in value)
        for name, each in value.items():
            if name in known:
                yield from known[name](f"{at}.{name}", each)
            else:
                yield f"{at}.{name}: ukjent"

    return check


URL = _text(2048, r"https://\S+")
SCOPES = _each(_one_of("personal", "team", "groupChat"), 3)
COMMAND = _all({"title": _text(128)}, {"description": _text(4000)})
BOT = _all(
    {"botId": _text(64, GUID), "scopes": SCOPES},
    {
        "needsChannelSelector": _one_of(True, False),
        "isNotificationOnly": _one_of(True, False),
        "supportsFiles": _one_of(True, False),
        "supportsTargetedMessages": _one_of(True, False),
        "commandLists": _each(
            _all(
                {"scopes": SCOPES, "commands": _each(COMMAND, 12)},
                {"triggers": _each(_one_of("mention", "slash"), 2)},
            ),
            3,
        ),
    },
)
PARAMETER = _all(
    {"name": _text(64), "title": _text(32)},
    {
        "description": _text(128),
        "inputType": _one_of("text", "textarea", "number", "date", "time", "toggle", "choiceset"),
    },
)
ACTION = _all(
    {"id": _text(64), "title": _text(32)},
    {
        "triggers": _each(_one_of("slash"), 1),
        "parameters": _each(PARAMETER, 5),
        "initialRun": _one_of(True, False),
        "type": _one_of("query", "action"),
        "description": _text(128),
        "context": _each(_one_of("compose", "commandBox", "message"), 3),
        "fetchTask": _one_of(True, False),
    },
)
MANIFEST = _all(
    {
        "manifestVersion": _text(16, r"1\.\d+"),
        "version": _text(256, r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"),
        "id": _text(36, GUID),
        "developer": _all({"name": _text(32), "websiteUrl": URL, "privacyUrl": URL, "termsOfUseUrl": URL}),
        "name": _all({"short": _text(30), "full": _text(100)}),
        "description": _all({"short": _text(80), "full": _text(4000)}),
        "icons": _all({"color": _text(2048, r"[\w.-]+\.png"), "outline": _text(2048, r"[\w.-]+\.png")}),
        "accentColor": _text(7, r"#[0-9a-fA-F]{6}"),
    },
    {
        "$schema": URL,
        "localizationInfo": _all({"defaultLanguageTag": _text(26, r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}")}),
        "bots": _each(BOT, 1),
        "composeExtensions": _each(_all({"botId": _text(64, GUID), "commands": _each(ACTION, 10)}), 1),
        "permissions": _each(_one_of("identity", "messageTeamMembers"), 2),
        "validDomains": _each(_text(2048, r"(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"), 16),
        "defaultInstallScope": _one_of("personal", "team", "groupChat", "meetings"),
        "defaultGroupCapability": _all(
            {}, {"team": _one_of("bot"), "groupchat": _one_of("bot"), "meetings": _one_of("bot")}
        ),
    },
)
