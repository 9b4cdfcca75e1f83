"""A YAML file read with care: its data, the line of every value, and its faults."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from content.faults import Fault

_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LEFT_AS_TEXT = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge"}
LOADER: type[yaml.SafeLoader] = type(
    "Loader",
    (_BASE,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, form) for tag, form in resolvers if tag not in _LEFT_AS_TEXT]
            for first, resolvers in _BASE.yaml_implicit_resolvers.items()
        }
    },
)
"""The fast safe loader if there is one; dates stay text, and fields are never merged into others."""
DUMPER: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The fast one if there is one: each change in the chat writes a file that way to check it."""
MAX_BYTES = 1_000_000
MAX_DEPTH = 20
TOO_DEEP = f"ventet høyst {MAX_DEPTH} nivåer inni hverandre"
LIBYAMLS_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says from 0.2.6 on, which reads ahead, and stops at a thousand levels before any of them is seen here."""
SYNTAX = "ventet gyldig YAML; se etter feil i innrykk, kolon, klammer og anførselstegn her eller på linjen over"

Location = tuple[str | int, ...]
"""The path to a value: keys and list positions from the top of the file."""


class _RefusedError(Exception):
    """A file is not read. The arguments are the line (or None) and what was expected."""


@dataclass(frozen=True)
class Document:
    """A file that could be read. `name` is what people see, such as `content/arshjul.yaml`."""

    name: str
    data: Any
    node: yaml.Node

    def fault(self, location: Location, expected: str, field: str | None = None) -> Fault:
        """Return a fault at that location, on the line of the nearest value that is there."""
        named = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
        return Fault(self.name, self.line(location), named if field is None else field, expected)

    def line(self, location: Location) -> int:
        """Return the line of that value, or of the nearest one around it."""
        return int(self._find(location)[0].start_mark.line) + 1

    def raw(self, location: Location) -> str | None:
        """Return a single value as written in the file; None for lists, fields and what is not there."""
        node, found = self._find(location)
        return str(node.value) if found and isinstance(node, yaml.ScalarNode) else None

    def _find(self, location: Location) -> tuple[yaml.Node, bool]:
        node = self.node
        for index, part in enumerate(location):
            below = _below(node, part)
            if below is not None:
                node = below
            elif index == len(location) - 1 or not isinstance(part, str):
                return node, False
        return node, True

    @cached_property
    def mappings(self) -> tuple[tuple[Location, dict[str, Any]], ...]:
        """Every set of fields in the file with its location, in the file's order."""
        return tuple(_mappings(self.data, ()))


def read_document(path: Path, name: str) -> tuple[Document | None, list[Fault]]:
    """Read a file. Without a document the faults say why; with one they are the keys given twice."""
    try:
        text = _text(path)
    except _RefusedError as refused:
        return None, [Fault(name, refused.args[0], "", refused.args[1])]
    return read_text(text, name)


def document_of(data: Any, name: str) -> Document:
    """Return plain data as a file with that name, as `yaml.safe_dump` writes it."""
    document, _ = read_text(yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False), name)
    if document is None:
        message = f"{name} has no fields"
        raise ValueError(message)
    return document


def read_text(text: str, name: str) -> tuple[Document | None, list[Fault]]:
    """Read the text of a file. Without a document the faults say why; with one they are the keys given twice."""
    try:
        _refuse_tricks(text)
        loader = LOADER(text)
        try:
            node = loader.get_single_node()
            twice = list(_given_twice(node, name))
            data = loader.construct_document(node) if isinstance(node, yaml.MappingNode) else None
        finally:
            loader.dispose()
    except _RefusedError as refused:
        return None, [Fault(name, refused.args[0], "", refused.args[1])]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        expected = TOO_DEEP if error.problem == LIBYAMLS_TOO_DEEP else SYNTAX
        return None, [Fault(name, mark.line + 1 if mark else None, "", expected)]
    except (yaml.YAMLError, ValueError):
        return None, [Fault(name, None, "", SYNTAX)]
    if node is None or data is None:
        return None, [Fault(name, 1, "", "ventet felter på formen «felt: verdi», fikk ingen")]
    return Document(name, data, node), twice


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _RefusedError(None, "ventet denne filen, men den finnes ikke") from None
    except OSError:
        raise _RefusedError(None, "ventet en fil som kan leses; se på rettighetene til filen") from None
    if len(content) > MAX_BYTES:
        raise _RefusedError(None, "ventet en fil på høyst 1 MB; del den opp eller kort den ned")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _RefusedError(line, "ventet tekst lagret som UTF-8; lagre filen på nytt som UTF-8") from None


def _refuse_tricks(text: str) -> None:
    """Refuse aliases (a small file can grow to gigabytes), tags and deep nesting before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(line, "ventet teksten skrevet ut; anker («&») og alias («*») brukes ikke her")
        if isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent) and event.tag not in {None, "!"}:
            raise _RefusedError(
                line, "ventet vanlig tekst; merker («!») brukes ikke her, sett anførselstegn rundt teksten"
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _RefusedError(line, TOO_DEEP)


def _given_twice(node: yaml.Node | None, name: str) -> Iterator[Fault]:
    for each in _fields(node):
        lines: dict[str, int] = {}
        for key, _ in each.value:
            text = str(key.value)
            if text in lines:
                expected = f"ventet feltet én gang, men det står også på linje {lines[text]}"
                yield Fault(name, key.start_mark.line + 1, text, expected)
            else:
                lines[text] = key.start_mark.line + 1


def _fields(top: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Return every set of fields, in the file's order."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            yield node
            waiting += [value for _, value in reversed(node.value)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)


def _below(node: yaml.Node, part: Hashable) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item: yaml.Node = node.value[part]
        return item
    return None


def _mappings(data: Any, location: Location) -> Iterator[tuple[Location, dict[str, Any]]]:
    if isinstance(data, dict):
        yield location, data
        for key, value in data.items():
            if isinstance(value, dict | list):
                yield from _mappings(value, (*location, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, dict | list):
                yield from _mappings(value, (*location, index))
