"""The actions on a message, as Teams is told of them."""

FOLLOW = "folg_opp"
NAMES = {FOLLOW: ("Følg opp i dag", "Logger at du følger opp meldingen i dag.")}
"""What each is called, and what it does."""
