"""The criteria of `/frister`, alone or together."""

from dataclasses import dataclass

from bot.commands.parse.periods import Period

MAX_LENGTH = 300
"""The most characters of a query; a longer one gets an error message."""


@dataclass(frozen=True)
class Cycle:
    """The budget of a year, the plan that is presented in a year or covers the years after it, or a year's campaign."""

    source: str
    year: int

    def __str__(self) -> str:
        """Return the cycle as people write it: «statsbudsjett 2028»."""
        return f"{SOURCE_NAMES[self.source]} {self.year}"


@dataclass(frozen=True)
class Query:
    """A question about deadlines. An empty one means what is overdue and the next 30 days.

    `sources` and `kinds` are those of `models.tables.Occurrence`, `themes` are ids of the content, `owners` are the
    platform's user ids. `done` means what is done, `closed` what was closed without being ticked off, `unanswered`
    what is over and people are asked about, `everything` all that is to come, `unowned` what nobody
    owns, and `by_person` what somebody owns, by person. `words` may be names of people.
    """

    period: Period | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    mine: bool = False
    overdue: bool = False
    done: bool = False
    closed: bool = False
    unanswered: bool = False
    everything: bool = False
    unowned: bool = False
    by_person: bool = False
    cycle: Cycle | None = None

    def __str__(self) -> str:
        """Return the query as text that reads back as the same; free words are in quotation marks."""
        flags = (
            ("mine", self.mine),
            ("forfalt", self.overdue),
            ("ferdige", self.done),
            ("ikke krysset av", self.closed),
            ("uten svar", self.unanswered),
            ("alle", self.everything),
            ("ledige", self.unowned),
            ("hvem gjør hva", self.by_person),
        )
        return " ".join(
            (
                *([str(self.cycle)] if self.cycle else []),
                *(SOURCE_NAMES[source] for source in self.sources),
                # «statsbudsjett i 2028» is what happens in that year, «statsbudsjett 2028» that budget.
                *([f"i {self.period}" if self.period.kind == "år" else str(self.period)] if self.period else []),
                *(name for name, said in flags if said),
                *(KIND_NAMES[kind] for kind in self.kinds),
                *(f"#{theme}" for theme in self.themes),
                *(f"@{{{owner}}}" for owner in self.owners),
                *(f'"{word}"' for word in self.words),
            )
        )


SOURCE_NAMES = {
    "arshjul": "årshjul",
    "kalender": "kalender",
    "statsbudsjett": "statsbudsjett",
    "ntp": "NTP",
    "kampanje": "kampanje",
    "egen": "egne",
}
KIND_NAMES = {
    "frist": "bare frister",
    "milepæl": "milepæler",
    "arrangement": "arrangementer",
    "oppgave": "oppgaver",
    "fase": "faser",
}
