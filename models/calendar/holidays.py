"""Norway's public holidays: the twelve that two laws name, by fixed date or by Easter.

Sources: «Lov om 1. og 17. mai som høgtidsdager» (26 April 1947 no. 1), «Lov om helligdager og helligdagsfred»
(24 February 1995 no. 12), § 2. The package `holidays` knows them too, and the tests hold these to it; it reads all the
world's calendars to answer, which took 12 MB and 0.1 s of every start.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

FIXED = {
    (1, 1): "Første nyttårsdag",
    (5, 1): "Arbeidernes dag",
    (5, 17): "Grunnlovsdag",
    (12, 25): "Første juledag",
    (12, 26): "Andre juledag",
}
FROM_EASTER = {
    -3: "Skjærtorsdag",
    -2: "Langfredag",
    0: "Første påskedag",
    1: "Andre påskedag",
    39: "Kristi himmelfartsdag",
    49: "Første pinsedag",
    50: "Andre pinsedag",
}
"""By days after Easter Sunday."""


@cache
def holidays(year: int) -> Mapping[date, str]:
    """Return a year's public holidays by name in bokmål; two on one day as «Andre pinsedag; Grunnlovsdag»."""
    named = [(date(year, *day), name) for day, name in FIXED.items()]
    named += [(easter(year) + timedelta(days=after), name) for after, name in FROM_EASTER.items()]
    return {day: "; ".join(sorted(name for each, name in named if each == day)) for day, _ in sorted(named)}
