"""How a dialogue is told of: the words that begin a line, and the way of talking (`kinds.CHANNELS`) each stands for."""

import re

from content.frozen import frozen

_MEETING = r"møtte(?:s)?|traff|hadde møte|møte|spiste lunsj|lunsj|tok en kaffe|kaffe|frokost|middag"
_VERBS = (
    ("møte", rf"(?:{_MEETING})(?: (?:med|på))?"),
    ("samtale", r"(?:snakket|snakka|pratet|prata|hadde en (?:prat|samtale)|samtale|prat) med"),
    ("telefon", r"(?:ringte|ringt|oppringt av|ble oppringt av|telefon (?:med|fra|til))(?: til)?"),
    ("e-post", r"(?:e-?post|e-?mail|mail|brev) (?:til|fra)|(?:sendte|fikk) (?:e-?post|mail|brev) (?:til|fra)"),
    ("e-post", r"(?:mailet|mailte|skrev)(?: (?:til|med))?"),
    ("melding", r"(?:sms|melding) (?:til|fra)|(?:sendte|fikk) (?:sms|melding) (?:til|fra)|tekstet(?: til| med)?"),
    ("besøk", r"besøkte|(?:besøk|var på besøk) (?:hos|av|fra)"),
)
_PLANNED = (
    ("møte", r"(?:skal |vil )(?:møte|treffe|ha møte med|spise lunsj med)|(?:avtalt|planlagt|planlegger) møte med"),
    ("samtale", r"(?:skal |vil )(?:snakke|prate) med"),
    ("telefon", r"(?:skal |vil )ringe(?: til)?"),
    ("e-post", r"(?:skal |vil )(?:skrive|sende e-?post|maile)(?: til)?"),
    ("besøk", r"(?:skal |vil )besøke"),
)


@frozen
class Opening:
    """How a line begins: the way of talking, whether it is yet to come, and the rest of the line."""

    channel: str
    planned: bool
    rest: str


def opening(text: str) -> Opening | None:
    """Return how a line begins; None where it does not begin as a dialogue."""
    for planned, channel, pattern in _BEGINNINGS:
        begun = pattern.match(text)
        if begun:
            return Opening(channel, planned, text[begun.end() :].lstrip(" "))
    return None


def _beginning(verb: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:jeg|vi|har) ){{0,3}}(?:{verb})(?=\s|:|,|$)", re.IGNORECASE)


_BEGINNINGS = (
    *((False, channel, _beginning(verb)) for channel, verb in _VERBS),
    *((True, channel, _beginning(verb)) for channel, verb in _PLANNED),
)
