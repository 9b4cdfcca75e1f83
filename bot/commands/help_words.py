"""«hjelp» after a command: which words ask what can be written there."""

from bot.commands.parse.clean import comparable

HELP_WORDS = frozenset(
    {
        *("hjelp", "hjelp meg", "hjelpe", "help", "h", "kommandoer", "eksempler", "hva kan du", "hva kan du gjore"),
        *("hva kan jeg skrive", "hva kan jeg sporre om", "hvordan bruker jeg dette", "hvordan virker dette"),
    }
)
LONGEST = 60


def asks_for_help(text: str) -> bool:
    """Return True if a text is only a word for help: «hjelp», «Hjelp!», «help», «?», «--help», «hva kan du?»."""
    if len(text) > LONGEST:
        return False
    said = comparable(text)
    return said in HELP_WORDS or (not said and "?" in text)
