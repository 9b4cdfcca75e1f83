"""Reading a search in the register: words, and filters such as `tema:jernbane parti:Ap nivå:A stille mine`."""

import re
from dataclasses import replace

from bot.commands.interessenter.cells import CellFault, tier
from bot.commands.interessenter.names.parties import party
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.mentions import MENTION
from bot.commands.parse.themes import Themes
from models.register.filters import RegisterFilter

_NAMES = {
    "tema": "theme",
    "sak": "theme",
    "parti": "party",
    "komite": "committee",
    "rad": "committee",
    "niva": "tier",
    "eier": "owner",
    "ansvarlig": "owner",
}
_FILTER = re.compile(r"(?<![^\W\d_])([^\W\d_]+): ?(\"[^\"]*\"|«[^«»]*»|\S+)")
_ALONE = {"stille": "quiet", "mine": "mine"}
FILTERS = "tema, parti, komite, nivå og ansvarlig"


def read_filter(text: str, themes: Themes, user_id: str) -> RegisterFilter | Fault:
    """Return the filter in a text, or what is wrong with it; «mine» are those of `user_id`."""
    filters = RegisterFilter()
    words_written = clean(text)
    for name, value in _FILTER.findall(words_written):
        changed = _with_filter(filters, name, value.strip('"«»'), themes, user_id)
        if isinstance(changed, Fault):
            return changed
        filters = changed
    words = list[str]()
    for word in _FILTER.sub(" ", words_written).split():
        alone = _ALONE.get(fold(word))
        if alone == "quiet":
            filters = replace(filters, quiet=True)
        elif alone == "mine":
            filters = replace(filters, owner=user_id)
        else:
            words.append(word)
    return replace(filters, words=" ".join(words))


def _with_filter(
    filters: RegisterFilter, name: str, value: str, themes: Themes, user_id: str
) -> RegisterFilter | Fault:
    match _NAMES.get(fold(name)):
        case "theme":
            theme = themes.find(value.lstrip("#"))
            return replace(filters, theme=theme) if theme else themes.unknown(value)
        case "party":
            known = party(value)
            return (
                replace(filters, party=known)
                if known
                else Fault(f"Jeg kjenner ikke partiet «{short(value)}». Skriv for eksempel Ap, H eller Sp.")
            )
        case "committee":
            return replace(filters, committee=value)
        case "tier":
            found = tier(value)
            return Fault(found.text) if isinstance(found, CellFault) else replace(filters, tier=found)
        case "owner":
            mention = MENTION.fullmatch(value)
            owner = mention[2] if mention else user_id if fold(value).lstrip("@") == "meg" else None
            return (
                replace(filters, owner=owner) if owner else Fault("Skriv @ og velg kollegaen fra lista, eller «mine».")
            )
    return Fault(f"Jeg kjenner ikke filteret «{short(name)}:». Bruk {FILTERS}.")
