"""The fields of an entry as texts in a form, and read again. What is not touched in a form is never written."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from unicodedata import category

from bot.commands.innhold.kind import Field, Kind
from bot.commands.innhold.rules import read_rule, rule_text
from bot.commands.parse.bounds import length_error
from bot.commands.parse.fault import Fault
from content.schema.media import WORD

YES = "ja"
WORDS, OTHERS, UNLESS = "ord", "med", "med_mindre"
SETS = (WORDS, OTHERS, UNLESS)
"""What the parts of a group of words are called in the file, in the order they are written."""
SPLIT_AT = 2_400
"""A field with more is split into several: one takes 3000 characters, and there must be room for more."""
_WORD = re.compile(WORD.replace(r"\p{L}\p{N}", r"\w"))
EVERY_YEAR = "alle"
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f")
"""Characters that Unicode calls letters, symbols or marks, and that nobody can see."""


def text_of(field: Field, value: Any) -> str:  # noqa: PLR0911 - one case for each shape
    """Return a field's value as its text in a form; empty if it has none."""
    if value is None:
        return ""
    match field.shape:
        case "liste" | "ordliste" | "linjer":
            return separator(field).join(map(str, value))
        case "temaer":
            return ",".join(map(str, value))
        case "sammen":
            return "\n".join(_set_text(each) for each in value)
        case "ja":
            return YES if value else ""
        case "regel":
            return rule_text(value)
        case "dato":
            return str(value)[:10]
        case "linje":
            return " ".join(str(value).split())
        case "valg":
            return str(value)
    return tidy(str(value))


def tidy(text: str) -> str:
    """Return a text of several lines without what editors and platforms add at the ends of lines."""
    return "\n".join(each.rstrip() for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def is_blank(text: str) -> bool:
    """Return True if nobody can see anything of a text: spaces and what takes no room, such as U+200B."""
    return all(each in BLANKS or category(each)[0] in "CZ" for each in text)


def text_print(text: str) -> str:
    """Return a short fingerprint of a field's text as a person sees it."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:6]


def read_value(kind: Kind, field: Field, text: str, month: int | None = None) -> Any:  # noqa: PLR0911 - the same
    """Return the value that a text in a form says, as the file has it; None if the field is empty, or a `Fault`."""
    text = tidy(text)
    wrong = _wrong(kind, field, text)
    if wrong:
        return Fault(wrong)
    if not text:
        return [] if field.name in kind.required and field.shape in {"liste", "ordliste", "linjer"} else None
    match field.shape:
        case "liste" | "ordliste" | "linjer" | "sammen":
            return _read_list(field, text)
        case "temaer":
            return text.split(",")
        case "tall":
            return int(text)
        case "ja":
            return True
        case "regel":
            return read_rule(text, month)
        case "linje":
            return " ".join(text.split())
        case "valg":
            return _chosen(field, text)
    return text


def _wrong(kind: Kind, field: Field, text: str) -> str | None:  # noqa: PLR0911 - one for each rule
    """Return what is wrong with a text before it is read, if anything."""
    if not text:
        is_list = field.shape in {"liste", "ordliste", "linjer"} and field.name != "ord"
        is_ticked = field.shape == "ja"
        return f"Fyll ut «{field.label}»." if field.name in kind.required and not (is_list or is_ticked) else None
    most = kind.longest(field.name)
    if field.shape in {"linje", "tekst"} and (error := length_error(text, most)):
        return error
    if field.name in {"lenke", "adresse"} and not text.startswith("https://"):
        return "Skriv hele adressen, fra https://"
    if field.name == "bokstav" and not re.fullmatch("[A-ZÆØÅ]", text):
        return "Skriv én stor bokstav."
    if field.name == "kommunenummer" and not re.fullmatch(r"[0-9]{4}", text):
        return "Skriv fire sifre."
    if field.shape == "tall" and not re.fullmatch(r"[0-9]{1,6}", text):
        return "Skriv et tall."
    return "Velg en dag." if field.shape == "dato" and not _is_day(text) else None


def split_text(field: Field, text: str) -> tuple[str, ...]:
    """Return a long list in parts that each fit a field of a form; other texts as they are."""
    between = separator(field)
    if len(text) <= SPLIT_AT or not between:
        return (text,)
    parts = [""]
    for each in text.split(between):
        if parts[-1] and len(parts[-1]) + len(between) + len(each) > SPLIT_AT:
            parts.append("")
        parts[-1] += (between if parts[-1] else "") + each
    return tuple(parts)


def separator(field: Field) -> str:
    """Return what is between the items of a list in a form; empty if the field is no list."""
    return {"liste": ", ", "ordliste": ", ", "linjer": "\n", "sammen": "\n"}.get(field.shape, "")


def written(field: Field, values: Mapping[str, str]) -> str:
    """Return what was written in a field, its parts run together."""
    names = [field.name, *(name for name in values if re.fullmatch(rf"{re.escape(field.name)}\.[0-9]+", name))]
    parts = [
        values.get(name, "")
        for name in sorted(names, key=lambda name: int(name.rpartition(".")[2] or 0) if "." in name else 0)
    ]
    return (separator(field) or "\n").join(filter(None, map(tidy, parts)))


def _read_list(field: Field, text: str) -> Any:
    if field.shape == "sammen":
        return _read_sets(field, text.split("\n"))
    items = text.split("\n") if field.shape == "linjer" else re.split(r"[,\n;]", text)
    kept = [" ".join(each.split()) for each in items if each.strip()]
    if field.shape == "ordliste":
        return _words(kept)
    return list(dict.fromkeys(kept))


def _read_sets(field: Field, lines: Sequence[str]) -> list[dict[str, list[str]]] | Fault:
    """Read groups of words, one a line: words, those near them, and for «ikke sammen» those that let them count."""
    most = len(SETS) if field.name == "ikke_sammen" else len(SETS) - 1
    found = []
    for each in filter(None, map(str.strip, lines)):
        parts = each.split("/")
        if not len(SETS) - 1 <= len(parts) <= most:
            return Fault(f"Skriv ordene, en skråstrek og ordene de står nær: «{each[:60]}».")
        read = [_words([word.strip() for word in part.split(",") if word.strip()]) for part in parts]
        if wrong := next((part for part in read if isinstance(part, Fault)), None):
            return wrong
        if not all(read):
            return Fault(f"Skriv minst ett ord på hver side av skråstreken: «{each[:60]}».")
        found.append({name: words for name, words in zip(SETS, read, strict=False) if isinstance(words, list)})
    return found


def _words(words: Sequence[str]) -> list[str] | Fault:
    wrong = next((each for each in words if not _WORD.match(each)), None)
    if wrong is not None:
        return Fault(
            f"«{wrong[:40]}» er ikke et ord jeg kan lete etter. Bruk bokstaver og tall, og * først eller sist."
        )
    return list(dict.fromkeys(words))


def _set_text(group: Mapping[str, Sequence[str]]) -> str:
    return " / ".join(", ".join(group[name]) for name in SETS if group.get(name))


def _chosen(field: Field, text: str) -> Any:
    if field.name == "bare_i":
        return int(text) if text.isdecimal() else None
    if field.choices and text not in {each.value for each in field.choices}:
        return Fault(f"Velg noe fra lista under «{field.label}».")
    return int(text) if field.name == "kvartal" else text


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
