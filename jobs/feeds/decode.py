"""Decodes a feed: the charset is found from its bytes first, and from the declared one if they leave it open.

A feed is often not in the charset it declares, and one pasted letter in another charset must not change how all the
others are read.
"""

import codecs
import re

HIGH = bytes(range(128, 256))
DECLARED = re.compile(rb"^\s{0,9}<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ZEROS = (
    (re.compile(rb"[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"),
)
"""The beginnings of texts in UTF-16 or UTF-32 without a byte order mark."""
WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})
"""Declared charsets that are all read as Windows-1252, as browsers do. Names of charsets are Python's."""
OTHER = re.compile(r"iso8859-\d{1,2}|cp125\d|mac-\w+|koi8-\w")
"""Other declared single-byte charsets that are trusted if the text is not UTF-8."""
LATIN_PAIR = re.compile(rb"([\xC2\xC3][\x80-\xBF]|\xE2[\x80-\x84][\x80-\xBF])")
"""Letters and signs of western European text in UTF-8. Nobody writes them in Windows-1252, where they look like «Ã¸»."""
HALVES = "ÂÃâÿ¥¸¦†˜"
"""A lone half of such a letter, or an undefined byte, as it looks in Windows-1252."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
WINDOWS_1252 = bytes(range(256)).decode("cp1252", "replace")
STRAY = "".join(UNKNOWN if char in HALVES else char for char in WINDOWS_1252)
ESCAPED = 0xDC00
"""What Python adds to a byte that is not UTF-8 when it keeps it in a text («surrogateescape»)."""
REPAIRED = {ESCAPED + byte: STRAY[byte] for byte in HIGH}
CUT = re.compile(r"\udce2[\udc80-\udcbf]|[\udcef\udcf0][\udc80-\udcbf]{1,2}")
"""A sign or an emoji in UTF-8 that was cut in two."""


def decode(content: bytes, content_type: str = "") -> str:
    """Return the text of a feed. `content_type` is the header of its HTTP answer. Never raises."""
    for mark, charset in BOMS:
        if content.startswith(mark):
            return _unicode(content.removeprefix(mark), charset)
    for zeros, charset in ZEROS:
        if zeros.match(content):
            return _unicode(content, charset)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(content, _declared(content, content_type))


def _unicode(content: bytes, charset: str) -> str:
    return _repaired(content) if charset == "utf-8" else content.decode(charset, "replace")


def _repaired(content: bytes) -> str:
    """Decode UTF-8 with stray bytes, which are read as Windows-1252; halves of a character are lost."""
    return CUT.sub(UNKNOWN, content.decode("utf-8", "surrogateescape")).translate(REPAIRED)


def _mixed(content: bytes, declared: list[str]) -> str:
    """Decode text that is not all UTF-8: UTF-8 with stray bytes, or another charset, possibly with some UTF-8 in it."""
    known = content.decode("utf-8", "ignore")
    stray = len(content) - len(known.encode())
    sequences = len(known) - len(content.translate(None, HIGH))
    if sequences >= stray:
        return _repaired(content)
    other = next((each for each in declared if OTHER.fullmatch(each) and each not in WESTERN), None)
    if other is not None:
        return content.decode(other, "replace")
    table = WINDOWS_1252 if WESTERN.intersection(declared) else STRAY
    pieces = LATIN_PAIR.split(content)
    return "".join(
        piece.decode("utf-8") if number % 2 else codecs.charmap_decode(piece, "replace", table)[0]
        for number, piece in enumerate(pieces)
    )


def _declared(content: bytes, content_type: str) -> list[str]:
    """Return the charsets that the header and the XML declaration name, as far as Python knows them."""
    header, declaration = CHARSET.search(content_type), DECLARED.match(content)
    written = [*([header[1]] if header else ()), *([declaration[1].decode("ascii")] if declaration else ())]
    names = []
    for each in written:
        try:
            names.append(codecs.lookup(each).name)
        except LookupError:
            continue
    return names
