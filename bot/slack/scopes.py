"""What the bot asks leave for in Slack, why, and what it can do without."""

SCOPES = {
    "app_mentions:read": "svare når noen nevner boten",
    "channels:history": "finne igjen en melding som kanskje ble sendt, og se saker som andre apper legger i mediekanalen",
    "channels:read": "vite at den ble lagt til i en kanal",
    "chat:write": "skrive i kanaler den er invitert til",
    "commands": "svare på kommandoer",
    "files:read": "lese et regneark du gir den",
    "files:write": "gi deg en fil du ber om",
    "groups:history": "det samme i private kanaler",
    "groups:read": "vite at den ble lagt til i en privat kanal",
    "im:history": "lese det folk skriver til den",
    "im:write": "varsle den som er ansvarlig for en frist",
    "reactions:read": "se når noen tar en mediesak med en reaksjon",
    "users:read": "kjenne igjen de ansvarlige i et regneark på navnet",
}
"""Each scope with what the bot needs it for."""
OPTIONAL = {
    "channels:history": "Jeg ser ikke saker andre apper legger i mediekanalen, og finner ikke igjen en melding jeg er usikker på.",
    "files:read": "Jeg kan ikke lese regneark.",
    "files:write": "Jeg kan ikke sende filer eller bilder.",
    "groups:history": "Jeg ser ikke saker andre apper legger i private kanaler.",
    "groups:read": "Jeg merker ikke at jeg blir lagt til i private kanaler.",
    "reactions:read": "Jeg ser ikke reaksjoner på mediesaker. Bruk knappene eller «Følg opp i dag» i menyen på meldingen.",
}
"""The scopes that people may leave out when they install the bot, with what it cannot do then. All are in `SCOPES` too."""


def features_off(granted: str | None) -> tuple[str, ...]:
    """Return what does not work with the scopes of a token (as Slack writes them); nothing if they are not known."""
    scopes = frozenset((granted or "").split(","))
    return tuple(text for scope, text in OPTIONAL.items() if scope not in scopes) if granted else ()
