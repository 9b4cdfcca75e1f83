"""Slack's escaped text as people wrote it; mentions as `@{id|name}` and `#{id|name}`."""

import html
import re

MARKS = str.maketrans("", "", "{}|")
ESCAPED = re.compile(r"<([^<>]*)>")


def unescaped(text: str) -> str:
    """Return the text with its entities and `<…>` sequences decoded (Slack's «Formatting text for app surfaces»)."""
    return html.unescape(ESCAPED.sub(_read, text))


def _read(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    mark, rest = target[:1], target[1:]
    if mark in {"@", "#"} and rest:
        return f"{mark}{{{rest}|{_name(label)}}}" if label else f"{mark}{{{rest}}}"
    if mark == "!":
        return label or "@" + rest.split("^")[0]
    return label if target.startswith(("mailto:", "tel:")) and label else target


def _name(label: str) -> str:
    return label.translate(MARKS)
