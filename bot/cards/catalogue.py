"""The commands as people see them: in the help, and in what a platform is told of them."""

from content.frozen import frozen

CALLED = "@Pådriver"
"""What the bot is called by, where a command is words in a message."""


@frozen
class Listed:
    """A command: its name without the slash, what it does, what may follow it, and what to try."""

    name: str
    description: str
    usage: str = ""
    examples: tuple[str, ...] = ()
    """Whole commands with the slash."""


CATALOGUE = (
    Listed(
        "frister",
        "Viser hva som er forfalt, og hva som kommer de neste 30 dagene. Du kan også legge til egne frister.",
        "[dager | uke 41 | oktober | tema | mine | forfalt | ny …]",
        ("/frister oktober", "/frister ny 15.10 Innspill til transportkomiteen #jernbane"),
    ),
    Listed(
        "arshjul",
        "Viser årshjulet for en måned: hva som er gjort, hvem som gjør hva, og hva som mangler.",
        "[måned | år]",
        ("/arshjul", "/arshjul januar"),
    ),
    Listed(
        "budskap",
        "Gir det godkjente budskapet om et tema, hvem det gjelder, og hvor du kan bruke det nå.",
        "[tema | spor | mottaker | grep | kopier …]",
        ("/budskap rikstunnelen", "/budskap kopier grep 4"),
    ),
    Listed(
        "padriver",
        "Forklarer hva jeg gjør, viser status, og endrer innstillinger og pauser.",
        "[status | innstillinger | mine | pause | administratorer | logg]",
        ("/padriver innstillinger", "/padriver pause 6.7–31.7 fellesferie"),
    ),
    Listed(
        "medie",
        "Viser hva jeg leser i mediene, hvem som uttaler seg om hva, og hvilke temaer en overskrift treffer.",
        "[test … | kilder | talspersoner | forslag | tall …]",
        ("/medie test Togene står på Østlandet", "/medie kilder"),
    ),
    Listed(
        "interessenter",
        "Viser hvem vi kjenner, hva som er sagt, hva vi skylder dem, og hvem det er blitt stille med. Loggfør en samtale på én linje.",
        "[navn | tema:… | parti:… | stille | mine | møtte …]",
        ("/interessenter Nordmann", "/interessenter møtte Kari Nordmann (Ap) om Rikstunnelen: positiv"),
    ),
    Listed(
        "effekt",
        "Viser hva vi har gjort, hva det førte til, og teller det. Du kan også skrive noe i loggen, eller få den som Excel-fil.",
        "[periode | tema | ny … | eksport …]",
        ("/effekt", "/effekt ny medieoppslag Kronikk om Rikstunnelen #jernbane"),
    ),
)
"""In the order people meet them."""
