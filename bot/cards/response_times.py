"""How soon cases in the media are taken and finished, as people see it."""

from collections.abc import Mapping
from datetime import date

from bot.cards.card import Bold, Line, line
from bot.cards.words import amount, lasting, month
from models.followups.times import ResponseTimes

MOST_THEMES = 4


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


def digest_lines(
    of_month: date, response_times: ResponseTimes | None, by_theme: Mapping[str, ResponseTimes], today: date
) -> tuple[Line, ...]:
    """Return one line for a month, and one for its themes if there are several; nothing if nothing was taken."""
    if response_times is None:
        return ()
    done = f" og ferdig innen {lasting(response_times.done)}" if response_times.done is not None else ""
    sentence = f"{amount(response_times.number, 'sak', 'saker')} fulgt opp, halvparten tatt innen {lasting(response_times.taken)}{done}."
    head = line(Bold(f"Mediene i {month(of_month, today)}:"), f" {sentence}")
    few = [f"{name} {_pair(each)}" for name, each in list(by_theme.items())[:MOST_THEMES]]
    return (head, line(f"{', '.join(few)} (tatt / ferdig)")) if len(by_theme) > 1 else (head,)


def _pair(response_times: ResponseTimes) -> str:
    return (
        f"{lasting(response_times.taken)} / {lasting(response_times.done) if response_times.done is not None else '–'}"
    )
