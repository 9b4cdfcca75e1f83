"""Changes what platforms really send, one to four parts at a time: types, nesting, names, lengths and odd signs."""

import copy
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from random import Random
from typing import Any

ODD_TEXTS = (
    "", " ", "\x00", "\ud800", "\udfff", "\ud83d", "\u202e", "e\u0301" * 40, "\u200b\u200d", "\ufeff", "\u0301", "ﷺ" * 30,
    "👩‍👩‍👧", "'; DROP TABLE workspace; --", "%s%n{0}{x}", "${7*7}", "../../etc/passwd", "<!channel>", "<@U1|x>", "<at>x</at>",
    "-1", "0", "1", "1.5", "1e999", "NaN", "null", "true", "٣", "½", "9" * 20, "9" * 5_000, "2026-02-30", "0001-01-01", "9999-12-31",
    "2026-W99", "25:99", "1790000000.000001", "9" * 40 + ".1", "-1.-1", "1_0.2", "U1", "T2", "C1", "D1", "USLACKBOT", "0x10",
    "{", "[]", "{}", '{"a":', "[" * 3_000, '{"id":' * 2_000, "2147483648", "-9223372036854775809", "x" * 70, "æ" * 330, "å " * 2_000,
    "https://[", "http://a.b:99999/", "javascript:alert(1)", "https://xn--a", "data:,", "\r\nSet-Cookie: x=1", "\u2028",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.5, -0.0, 1e308, float("inf"), float("nan"), 2**31, 2**63, -(2**64), 10**400,
    [], {}, [[]], [{}], {"": ""}, {"id": None}, {"id": []}, {"id": {"id": "x"}}, {"value": 5}, [None], ["\ud800"], {"\x00": "\x00"},
    {"type": "x"}, [[[[]]]], {"text": {"text": []}},
)  # fmt: skip


def texts(random: Random) -> str:
    """Return an odd text, or a few of them in a row."""
    return "".join(random.choice(ODD_TEXTS) for _ in range(random.choice((1, 1, 1, 2, 5))))


def changed_text(random: Random, text: str) -> str:
    """Return a text with something odd in it, or another in its place."""
    at = random.randrange(len(text) + 1)
    ways: tuple[Callable[[], str], ...] = (
        lambda: texts(random),
        lambda: text[:at],
        lambda: text * random.choice((2, 50, 400)),
        text.swapcase,
        lambda: text[at:] + text[:at],
        lambda: text[::2],
        lambda: text[:at] + texts(random) + text[at:],
    )
    return random.choice(ways)()


def changed(random: Random, value: Any) -> Any:
    """Return a copy of what JSON holds with one to four of its parts changed."""
    whole = {"": copy.deepcopy(value)}
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        _change_one(random, whole)
    return whole[""]


def _change_one(random: Random, whole: dict[str, Any]) -> None:
    every = list(places(whole))
    holder, key = random.choice(every)
    old = holder[key]
    match random.randrange(10):
        case 0 | 1:
            holder[key] = copy.deepcopy(random.choice(ODD))
        case 2:
            if key:  # the whole stays
                del holder[key]
        case 3:
            holder[key] = texts(random)
        case 4:
            other, name = random.choice(every)
            holder[key] = copy.deepcopy(other[name]) if key else old
        case 5:
            holder[key] = random.choice(
                ([old], {"value": old}, [old, old], str(old), _nested(old, random.choice((3, 60, 200))))
            )
        case 6:
            if isinstance(holder, dict) and key:
                holder[random.choice((texts(random), f"{key}s", key.upper()))] = holder.pop(key)
        case 7:
            holder[key] = old * 30 if isinstance(old, list) else str(old)
        case _:
            holder[key] = _inside(random, old) if isinstance(old, str) else copy.deepcopy(random.choice(ODD))


def _inside(random: Random, text: str) -> str:
    """Return a text changed; one that holds JSON of its own is changed within it, as often as not."""
    if text[:1] in {"{", "["} and random.random() < 0.7:
        with suppress(ValueError, RecursionError):
            return json.dumps(changed(random, json.loads(text)))
    return changed_text(random, text)


def _nested(value: Any, depth: int) -> Any:
    for _ in range(depth):
        value = [value]
    return value


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every part of a value as what holds it and its key there."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])


def as_json(random: Random, value: Any) -> bytes:
    """Return JSON, mostly of ASCII; some with signs that no UTF-8 has, and some broken off or with a part twice."""
    written = json.dumps(value)
    match random.randrange(20):
        case 0:
            return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        case 1:
            return changed_bytes(random, written.encode())
        case 2:
            return written.encode(random.choice(("utf-16", "utf-8-sig", "utf-32")))
    return written.encode()


def changed_bytes(random: Random, data: bytes) -> bytes:
    """Return bytes with some of them changed, cut out, put in twice, or the rest broken off."""
    changing = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 10))):
        at, length = random.randrange(len(changing) + 1), random.choice((1, 4, 40))
        match random.randrange(6):
            case 0:
                del changing[at:]
            case 1:
                del changing[at : at + length]
            case 2:
                changing[at:at] = changing[at : at + length] * random.choice((1, 30))
            case 3:
                changing[at:at] = random.randbytes(length)
            case 4:
                changing[at : at + length] = texts(random).encode("utf-8", "surrogatepass")
            case _:
                changing[at : at + length] = random.randbytes(len(changing[at : at + length]))
    return bytes(changing)


def changed_workbook(random: Random, data: bytes) -> bytes:
    """Return a workbook with bytes of it, or of one of its parts, changed."""
    if random.random() < 0.2:
        return changed_bytes(random, data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(sorted(parts))
    match random.randrange(5):
        case 0:
            del parts[name]
        case 1:
            parts[random.choice((name.upper(), f"/{name}", name.replace("/", "\\"), f"{name}.bin"))] = parts.pop(name)
        case 2:
            parts[name] = _changed_markup(random, parts[name])
        case _:
            parts[name] = _changed_markup(random, changed_bytes(random, parts[name]))
    written = BytesIO()
    with zipfile.ZipFile(written, "w", random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return written.getvalue()


MARKS = tuple(
    mark.encode() for mark in ('"', "=", ">", "</", "<![CDATA[", "<!--", "<?x?>", '<!DOCTYPE x [<!ENTITY a "b">]>', "&a;", "&#0;", "&#xD800;", 'r="A1048577"')
)  # fmt: skip


def _changed_markup(random: Random, data: bytes) -> bytes:
    """Return markup with a number or a mark in it changed."""
    at = random.randrange(len(data) + 1)
    if random.random() < 0.5:
        digit = str(random.randrange(10)).encode()
        return data.replace(digit, random.choice((b"-1", b"99999999999", b"", b"x", b"1e9")), random.choice((1, -1)))
    return data[:at] + random.choice(MARKS) + data[at:]


def changed_feed(random: Random, data: bytes) -> bytes:
    """Return a feed with its markup or its bytes changed."""
    for _ in range(random.choice((1, 1, 2, 5))):
        data = _changed_markup(random, data) if random.random() < 0.6 else changed_bytes(random, data)
    return data
