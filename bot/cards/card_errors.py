"""What the bot says when something is not understood or goes wrong: what happened, and what to do next."""

import unicodedata
from dataclasses import replace

from bot.cards.card import Card, Code, Paragraph, Unread, line

SHOWN = 60


def quoted(text: str) -> str:
    """Return what a person wrote, safe to repeat: one line, no hidden or direction-changing signs, at most 60 long."""
    visible = "".join(" " if sign.isspace() else sign for sign in text[: SHOWN * 20] if _shows(sign))
    words = " ".join(visible.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"


def _shows(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def not_understood(text: str, suggestion: str = "") -> Card:
    """Say that a text was not understood. `suggestion` is a whole command to try instead, with its slash."""
    shown = quoted(text)
    sentence = f"Jeg forstår ikke «{shown}»." if shown else "Jeg forstår ikke det du skrev."
    help_ = line("Skriv ", Code("/padriver hjelp"), " for å se hva jeg kan svare på.")
    if not suggestion:
        return Card("Det forsto jeg ikke", (Paragraph(line(sentence, " ", *help_)),), summary=sentence)
    meant = line("Mente du ", Code(suggestion), "?")
    return Card("Det forsto jeg ikke", (Paragraph(line(sentence, " ", *meant)), Paragraph(help_)), summary=sentence)


def not_known(card: Card, asked: str, *, suggests: bool = False) -> Card:
    """Return a command's card for words that it does not know (`Unread`)."""
    return replace(card, unread=Unread(asked, suggests))


def went_wrong(reference: str) -> Card:
    """Say that the fault is ours. `reference` is the correlation id that the log carries."""
    sentence = f"Noe gikk galt hos oss. Prøv igjen. Referanse: {reference}"
    return Card("Noe gikk galt", (Paragraph(line(sentence)),), summary=sentence)


def database_busy() -> Card:
    """Say that the database did not answer in time."""
    sentence = "Databasen svarer ikke akkurat nå, så ingenting er endret. Vent litt og prøv igjen."
    return Card("Prøv igjen om litt", (Paragraph(line(sentence)),), summary=sentence)


def too_long() -> Card:
    """Say that a text is longer, or a number higher, than what can be stored."""
    sentence = (
        "Noe av det du skrev, er for langt til at jeg kan lagre det. Ingenting er endret. Kort det ned, og prøv igjen."
    )
    return Card("For langt", (Paragraph(line(sentence)),), summary=sentence)


def answer_lost() -> Card:
    """Say that the action is done, but that the answer was lost when the bot stopped."""
    sentence = "Det du ba om, er gjort, men jeg ble startet på nytt før svaret kom frem. Spør på nytt for å se det."
    return Card("Svaret kom ikke frem", (Paragraph(line(sentence)),), summary=sentence)


def not_ours() -> Card:
    """Say to somebody from another organisation that the bot answers only its own people."""
    sentence = "Jeg svarer bare dem som hører til her i arbeidsområdet. Spør en av dem du samarbeider med her."
    return Card("Dette kan jeg ikke hjelpe deg med", (Paragraph(line(sentence)),), summary=sentence)


def for_colleagues_only() -> Card:
    """Say to a guest that something is for members of the organisation, and which commands a guest has."""
    sentence = "Dette er bare for dem som arbeider her, og du er gjest."
    more = line("Du kan se ", Code("/frister"), " og ", Code("/arshjul"), ". Spør en kollega her om resten.")
    return Card("Bare for dem som arbeider her", (Paragraph(line(sentence)), Paragraph(more)), summary=sentence)


def not_looked_up() -> Card:
    """Say that the platform could not be asked who the person is, who therefore counts as a guest for now."""
    sentence = "Jeg fikk ikke sjekket om du arbeider her, så jeg må vente med dette. Prøv igjen om litt."
    more = "Går det ikke da heller, be en administrator installere meg på nytt."
    return Card("Prøv igjen om litt", (Paragraph(line(sentence)), Paragraph(line(more))), summary=sentence)


def no_access(what: str = "") -> Card:
    """Say that the bot may not post there. `what` names the place («kanalen #media»), if known."""
    sentence = f"Jeg har ikke tilgang til {what or 'denne kanalen'}."
    return Card(
        "Jeg slipper ikke til",
        (Paragraph(line(sentence, " Inviter meg inn med ", Code("/invite @Pådriver"), ", og prøv igjen.")),),
        summary=sentence,
    )


def stale() -> Card:
    """Say that a button belongs to an answer that no longer holds."""
    sentence = "Denne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."
    return Card("Svaret er utdatert", (Paragraph(line(sentence)),), summary=sentence)
