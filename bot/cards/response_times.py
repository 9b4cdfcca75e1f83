"""How soon cases in the media are taken and finished, as people see it."""

from bot.cards.card import Line, line
from bot.cards.words import amount, lasting
from models.followups.times import ResponseTimes


def times_line(name: str, response_times: ResponseTimes) -> Line:
    """Return «oktober: 5 saker, tatt etter 12 min, ferdig etter 2 t 5 min»."""
    done = (
        f", ferdig etter {lasting(response_times.done)}"
        if response_times.done is not None
        else ", ingen er ferdig ennå"
    )
    return line(
        f"{name}: {amount(response_times.number, 'sak', 'saker')}, tatt etter {lasting(response_times.taken)}{done}"
    )
