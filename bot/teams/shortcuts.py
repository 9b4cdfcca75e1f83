"""The actions on a message, as Teams is told of them."""

FOLLOW, LOG = "folg_opp", "loggfor_dialog"
NAMES = {
    FOLLOW: ("Følg opp i dag", "Logger at du følger opp meldingen i dag."),
    LOG: ("Loggfør dialog", "Loggfører en samtale med noen i interessentregisteret."),
}
"""What each is called, and what it does."""
