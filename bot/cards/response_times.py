"""How soon cases in the media are taken and finished, as people see it."""

from bot.cards.card import Line, line
from bot.cards.words import amount, lasting
from models.followups.times import ResponseTimes


def times_line(name: str, response_times: ResponseTimes) -> Line:
    """Return «oktober: 5 saker, tatt etter 12 min, ferdig etter 2 t 5 min»; no times of a single case."""
    number = amount(response_times.number, "sak", "saker")
    taken = f", tatt etter {lasting(response_times.taken)}" if response_times.number > 1 else ""
    return line(f"{name}: {number}{taken}{_done(response_times)}")


def _done(response_times: ResponseTimes) -> str:
    if response_times.number == 1:
        return ", ferdig" if response_times.ended else ", ikke ferdig ennå"
    if response_times.done is None or not response_times.ended:
        return ", ingen er ferdig ennå"
    return ", 1 er ferdig" if response_times.ended == 1 else f", ferdig etter {lasting(response_times.done)}"
