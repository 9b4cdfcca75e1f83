"""Each sentence that says what is wrong with what a person wrote, found where it is written."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAULTS = {"Fault", "CellFault", "FormErrors"}
FOLDERS = ("bot/commands", "bot/workbooks")
HOLE = "…"
"""Stands for what is only known when it is said."""


def sentences() -> Iterator[tuple[str, str]]:
    """Yield each sentence with where it is written: the texts of `Fault` and `CellFault`, and the values of `FormErrors`.

    A name is looked up among the constants of all modules; what a function or a variable holds is left out, as it is
    found where it is made.
    """
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    }
    constants = dict(_constants(trees.values()))
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAULTS and node.args:
                for said in _said(node.args[0], constants):
                    yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", said


def _constants(trees: Iterable[ast.Module]) -> Iterator[tuple[str, str]]:
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                text = _text(node.value, {})
                if text:
                    yield node.targets[0].id, text


def _said(node: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    match node:
        case ast.Dict(values=values):
            for each in values:
                yield from _said(each, constants)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _said(body, constants)
            yield from _said(orelse, constants)
        case _:
            text = _text(node, constants)
            if text and text.strip(f"{HOLE} ."):
                yield text


def _text(node: ast.expr, constants: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_text(each, constants) or HOLE for each in values)
        case ast.FormattedValue(value=value):
            return _text(value, constants) or HOLE
        case ast.Name(id=name):
            return constants.get(name, "")
    return ""
