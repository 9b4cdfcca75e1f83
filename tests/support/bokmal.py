"""The words that people meet, as one list: what is not said, and what is said in its place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from content.clearing import outward_texts
from content.schema.pack import Pack

ROOT = Path(__file__).parents[2]
SPOKEN = ("bot/cards", "bot/commands", "bot/requests", "bot/slack", "bot/teams", "bot/workbooks", "jobs", "models")
"""Where texts for people in the chat are written; `bot/commands/parse` reads what they write, in any form."""
NOT_SAID = {
    r"\bdenne uken\b|\bukens?\b": "uka, ukas",
    r"\bklokken\b": "klokka",
    r"\blinjen\b": "linja",
    r"\blisten\b": "lista",
    r"\bfram\b|\bframover\b": "frem, fremover",
    r"\bovenfor\b": "overfor",
    r"\beier(e|en|ens|ne|nes)?\b|\ber din\.": "ansvarlig",
    r"\binnholdet\b(?! i tabellen)": "det dere har lagt inn",
    r"\blagt ut\b": "finnes ikke ennå",
    r"\bsamlet vekt\b|antall ganger vekt": "ingen sum av vekter",
    r"\bover tiden\b": "fristen er ute",
    r"\bstille med\b|blitt stille|\bstille i \d+ dager": "ikke snakket med på lenge",
    r"\bskylder\b": "har lovet",
    r"[Vv]armeste vei": "forslag til vei inn",
    r"\bnår (?:vi|du) er alene\b": "i en direktemelding",
    r"\boverlever\b": "lever",
    r"\bSi dette nå\b": "Budskap nå",
    r"\brapportør": "saksordfører",
    r"\bpåvirkningsrom\b": "hva vi kan påvirke",
    r"\bstafett": "runde",
    r"[a-zæøå»][?!]\.(?!\w)": "ett tegn til slutt",
    r"\b[A-ZÆØÅ]{3,4}–[A-ZÆØÅ]{3,4}\b": "oktober–desember",
    r"\b(?:klokken|linjen)s\b": "klokkas, linjas",
    r"\bca\. (?:man|tirs|ons|tors|fre|lør|søn)dag": "rundt, uten ukedag",
}
"""Each pattern of what is not said (the case counts only where letters are given), with what is."""
_COMPILED = [
    (re.compile(each, 0 if re.search(r"[A-ZÆØÅ]", each) else re.IGNORECASE), said) for each, said in NOT_SAID.items()
]
READ = (
    *("bot/commands/parse", "bot/commands/plain/beyond", "models/search"),
    *("bot/commands/interessenter/names", "models/calendar/feasts.py"),
)
"""What reads people's words, or names of days."""
HEADINGS = ("bot/commands/interessenter/workbook/headings.py", "bot/commands/interessenter/register_filter.py")
"""What is read of workbooks and searches of before."""


def faults_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text should not say, with what it should."""
    for pattern, said in _COMPILED:
        for found in pattern.finditer(text):
            yield found[0], said


def written_texts() -> Iterator[tuple[str, str]]:
    """Yield each text in the program with where it is written: every literal that has a letter, without docstrings."""
    for folder in SPOKEN:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith((*READ, *HEADINGS)):
                yield from (
                    (f"{name}:{number}", text)
                    for number, text in _literals(ast.parse(path.read_text(encoding="utf-8")))
                    if _is_shown(text)
                )


def _literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def _is_shown(text: str) -> bool:
    """Return True for a sentence or a label: it has a space, or begins with a capital letter."""
    return " " in text.strip() or text[:1].isupper()


def own_words(pack: Pack) -> tuple[str, ...]:
    """Return the organisation's own wording, which is quoted as it is: its slips are shown to those who clear it."""
    texts = {text for each in outward_texts(pack) for _, text in each.texts if text}
    return tuple(sorted({*texts, *(each.name for each in pack.budget.phases)}, key=len, reverse=True))
