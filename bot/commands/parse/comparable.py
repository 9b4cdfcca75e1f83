"""Text in a form that can be compared, independent of spelling variants."""

import re
import unicodedata

_LETTERS = str.maketrans("æåäøö", "aaaoo")

_WORD = re.compile(r"[a-z0-9]+")

_DOUBLE = re.compile(r"aa|ae|oe")


def comparable(text: str) -> str:
    """Return the text in small letters a–z and digits, so that «Ås», «AAS» and «as» are the same."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(_DOUBLE.sub(lambda pair: "o" if pair[0] == "oe" else "a", plain)))
