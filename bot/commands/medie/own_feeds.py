"""`/medie kilder ny <adresse> [navn]` and `/medie kilder fjern <adresse eller navn>`: feeds a workspace adds itself."""

from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from bot.cards.card import Card, Code, Paragraph, Part, line
from bot.cards.card_errors import quoted
from bot.commands.ask import Ask
from bot.commands.medie.media_sources import NO_CHANNEL
from bot.commands.parse.clean import short
from bot.commands.parse.entries import LINK, MAX_LINK
from bot.commands.shared.administration import log_change, refusal
from models.media import feeds

WHAT = "nyhetskildene"
MOST = 20
LONGEST_NAME = 80


def add_source(ask: Ask, session: Session, text: str) -> Card:
    """Add a feed to the workspace."""
    url, _, name = text.partition(" ")
    wrong = _wrong(url)
    if wrong:
        return _reply_card("Ny nyhetskilde", wrong)
    refused = refusal(ask, session, WHAT)
    if refused:
        return refused
    own = [each for each in feeds.own(session, ask.workspace.id) if each.url != url]
    if len(own) >= MOST:
        return _reply_card("Ny nyhetskilde", f"Dere har {MOST} egne kilder, og flere går ikke. Fjern en først.")
    row = feeds.add(session, ask.workspace.id, url, short(name.strip(), LONGEST_NAME) or urlsplit(url).hostname or url)
    log_change(ask, session, "nyhetskilde", {}, {"nyhetskilde": row.name})
    sentence = f"Jeg leser {row.name} hvert kvarter fra nå. Det som ligger der allerede, varsler jeg ikke om. "
    more: tuple[Part, ...] = (Paragraph(NO_CHANNEL),) if ask.workspace.media_channel is None else ()
    return Card(
        "Ny nyhetskilde",
        (Paragraph(line(sentence, Code("/medie kilder"), " viser hvordan det går.")), *more),
        summary=f"Jeg leser {row.name} fra nå.",
    )


def remove_source(ask: Ask, session: Session, text: str) -> Card:
    """Stop reading one of the workspace's own feeds; its cases remain."""
    refused = refusal(ask, session, WHAT)
    if refused:
        return refused
    wanted = text.strip().casefold()
    row = next((each for each in feeds.own(session, ask.workspace.id) if wanted in _names(each.url, each.name)), None)
    if row is None:
        return _reply_card("Fjern nyhetskilde", f"Dere har ingen egen kilde som heter «{quoted(text)}».")
    row.on = False
    log_change(ask, session, "nyhetskilde", {"nyhetskilde": row.name}, {})
    sentence = f"Jeg leser ikke {row.name} lenger."
    return Card("Fjernet nyhetskilde", (Paragraph(line(sentence)),), summary=sentence)


def _names(url: str, name: str) -> tuple[str, str]:
    return url.casefold(), name.casefold()


def _wrong(url: str) -> str | None:
    if not LINK.fullmatch(url) or len(url) > MAX_LINK:
        return "Skriv adressen til strømmen, for eksempel /medie kilder ny https://www.nrk.no/toppsaker.rss NRK."
    return "Adressen kan ikke ha brukernavn eller passord." if "@" in urlsplit(url).netloc else None


def _reply_card(title: str, text: str) -> Card:
    return Card(title, (Paragraph(line(text)),), summary=text)
