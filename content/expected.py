"""Turns pydantic's errors into faults in bokmål: what was expected, and what was there instead."""

import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from content.document import Document, Location
from content.faults import Fault
from content.schema.base import Strict
from content.schema.media import WORD

Schema = Mapping[str, Any]
PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "en id av små bokstaver (a–z), tall og bindestrek",
    r"^https://": "en adresse som begynner med https://",
    r"^(https://|http://127\.0\.0\.1[:/])": "en adresse som begynner med https://",
    r"^\d{4}$": "fire sifre i anførselstegn",
    r"^\d{2}(\d{2})?$": "et kommunenummer med fire sifre eller et fylkesnummer med to, i anførselstegn",
    r"^[A-ZÆØÅ]$": "én stor bokstav",
    WORD: "et ord, begynnelsen av et ord («jernbane*») eller flere ord etter hverandre, uten andre tegn",
    r"^[a-z0-9_+-]+$": "navnet på en reaksjon uten kolon, som «eyes»",
}
SHOWN = 40
_TYPES = {
    "integer": "et heltall",
    "boolean": "«true» eller «false»",
    "array": "en liste",
    "object": "felter på formen «felt: verdi»",
}


def faults_of(error: ValidationError, document: Document, model: type[Strict]) -> list[Fault]:
    """Return the faults that validating `document` as `model` found."""
    schema = model.model_json_schema(by_alias=True)
    return [_fault(details, document, schema) for details in error.errors(include_url=False) if not _echoes(details)]


def _echoes(details: ErrorDetails) -> bool:
    """Return True if a list is called too short only because items of it were refused: each has its own fault."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _fault(details: ErrorDetails, document: Document, root: Schema) -> Fault:
    location = details["loc"]
    match details["type"]:
        case "missing":
            return document.fault(location, "ventet at feltet er fylt ut, men det mangler")
        case "extra_forbidden":
            return document.fault(location, _unknown(str(location[-1]), _at(root, location[:-1])))
        case "value_error":
            return document.fault(_without_tag(document, location), str(details["ctx"]["error"]))
        case "union_tag_not_found":
            return document.fault((*location, "regel"), f"ventet {_described(_at(root, location))}")
        case "union_tag_invalid":
            location = (*location, "regel")
        case "invalid_key":
            return document.fault(location, "ventet et feltnavn med bokstaver")
    wanted = _described(_at(root, location[:-1] if location[-1] == "regel" else location))
    hint = "; sett anførselstegn rundt" if details["type"] == "string_type" and document.raw(location) else ""
    return document.fault(location, f"ventet {wanted}, fikk {_got(document, location, details['input'])}{hint}")


def _without_tag(document: Document, location: Location) -> Location:
    """Return the location of a rule without the rule's own kind, which pydantic adds."""
    return location[:-1] if document.raw((*location[:-1], "regel")) == location[-1] else location


def _unknown(key: str, around: Schema) -> str:
    known = list(around.get("properties", ()))
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"mente du «{close[0]}»?" if close else f"her kan stå {_listed(known, 'og')}"
    return f"ventet ikke dette feltet ({hint})"


def _at(root: Schema, location: Location) -> Schema:
    """Return the JSON schema of that location; a rule's kind chooses among the rules."""
    node = _resolved(root, root)
    for part in location:
        below = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
        if below is None:
            below = node.get("discriminator", {}).get("mapping", {}).get(part)
            below = {"$ref": below} if below else {}
        node = _resolved(root, below)
    return node


def _resolved(root: Schema, node: Schema) -> Schema:
    if "$ref" in node:
        name = str(node["$ref"]).rsplit("/", 1)[-1]
        return _resolved(root, root["$defs"][name])
    if "anyOf" in node:
        return _resolved(root, next(option for option in node["anyOf"] if option.get("type") != "null"))
    return node


def _described(node: Schema) -> str:
    if "discriminator" in node:
        return f"en regel: {_listed(list(node['discriminator']['mapping']), 'eller')}"
    if "enum" in node:
        return _listed([str(value) for value in node["enum"]], "eller")
    if "pattern" in node:
        return PATTERNS[str(node["pattern"])]
    if node.get("format") == "date":
        return "en dato på formen 2026-02-11"
    if "maxLength" in node:
        return f"tekst på 1 til {node['maxLength']} tegn"
    return _TYPES.get(str(node.get("type")), "tekst") + _bounds(node) + _length(node)


def _bounds(node: Schema) -> str:
    match node.get("minimum"), node.get("maximum"):
        case None, None:
            return ""
        case least, None:
            return f" på minst {least}"
        case None, most:
            return f" på høyst {most}"
        case least, most:
            return f" fra {least} til {most}"
    return ""


def _length(node: Schema) -> str:
    least, most = node.get("minItems"), node.get("maxItems")
    if least is None:
        return ""
    return f" med {least} punkter" if least == most else f" med minst {least} punkt"


def _got(document: Document, location: Location, given: object) -> str:
    written = document.raw(location)
    if written is None and isinstance(given, dict):
        return "felter"
    if written is None and isinstance(given, list | tuple):
        return f"{len(given)} punkter" if given else "en tom liste"
    shown = " ".join((str(given) if written is None else written).split())
    if not shown:
        return "ingenting"
    return f"«{shown if len(shown) <= SHOWN else shown[:SHOWN] + '…'}»"


def _listed(names: list[str], word: str) -> str:
    quoted = [f"«{name}»" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"
