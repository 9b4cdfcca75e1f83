"""Reads the dates of feeds: as Atom and RSS have them, and as Norwegian servers also write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
FIRST_YEAR = 1995
"""An older moment is a missing one, such as 1 January 1970 or the year 1: no feed has older items."""
MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "mai": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "des": 12,
    "dec": 12,
}
LOCAL_ZONE = re.compile(r"\s{0,3}\(?\b(?:CES?T|MES?Z|MES?T|Europe/Oslo)\)?$", re.IGNORECASE)
"""The local time of Norway. The parsers do not know these names, and read them as UTC."""
LOCAL = re.compile(
    r"(?:[a-zæøå]{2,9}\.?,? ?)?(?P<day>\d{1,2})\.? ?(?:(?P<name>[a-zæøå]{3,9})\.?|(?P<month>\d{1,2})\.) ?(?P<year>\d{4})"
    r"(?:,? (?:kl\.? ?)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?)?(?P<zone> ?[+-]\d{2}:?\d{2}| ?GMT| ?UTC| ?Z)?",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"(?:man|mån|tir|tys|ons|tor|fre|lør|lau|søn)[a-z.,]", re.IGNORECASE)
"""The beginning of a date in Norwegian, whose months the parsers may know («jun»)."""
OFFSET = re.compile(r"([+-]\d{2}):(\d{2})$")
"""«+01:00» at the end of a date as e-mail has it, where only «+0100» is known."""
EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def moment(written: str) -> datetime | None:
    """Return the moment (UTC) that a feed has written; None if it is missing or cannot be read.

    A moment in a standard's format without a time zone is UTC, in Norwegian words or «30.11.2026» it is local time.
    """
    text = " ".join(written.split())
    try:
        if EPOCH.fullmatch(text):
            found: datetime | None = _seconds(text)
        elif WEEKDAY.match(text):
            found = _norwegian(text) or _standard(text)
        else:
            found = _standard(text) or _norwegian(text)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return found.astimezone(UTC) if found is not None and found.year >= FIRST_YEAR else None


def _seconds(text: str) -> datetime:
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _standard(text: str) -> datetime | None:
    bare = LOCAL_ZONE.sub("", text)
    zone = OSLO if bare != text else UTC
    try:
        found = datetime.fromisoformat(bare)
    except ValueError:
        try:
            found = parsedate_to_datetime(OFFSET.sub(r"\1\2", bare))
        except (ValueError, TypeError, OverflowError):
            return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _norwegian(text: str) -> datetime | None:
    match = LOCAL.fullmatch(LOCAL_ZONE.sub("", text))
    if match is None:
        return None
    month = int(match["month"]) if match["month"] else MONTHS.get(match["name"][:3].lower(), 0)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    local = datetime(int(match["year"]), month, int(match["day"]), hour, minute, second, tzinfo=OSLO)
    if not match["zone"]:
        return local
    zone = match["zone"].strip()
    offset = UTC if zone[0] in "GUZgu" else datetime.strptime(zone, "%z").tzinfo
    return local.replace(tzinfo=offset)
