"""What may be asked for in `/frister`, alone or together."""

from bot.commands.parse.periods import Period
from content.frozen import frozen

MAX_LENGTH = 300
"""The longest text that is read; a longer one is told to be shortened."""


@frozen
class Query:
    """A question for deadlines. Empty, it asks for what is overdue and the next 30 days.

    `sources` and `kinds` are those of `models.tables.Occurrence`, `themes` are ids of the content, `owner` is a
    platform's user id. `done` asks for what is done as well, `everything` for all that is to come.
    """

    period: Period | None = None
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    owner: str | None = None
    mine: bool = False
    overdue: bool = False
    done: bool = False
    everything: bool = False

    def __str__(self) -> str:
        """Return the query as it can be asked again; free words stand in quotation marks."""
        flags = (("mine", self.mine), ("forfalt", self.overdue), ("ferdige", self.done), ("alle", self.everything))
        return " ".join(
            (
                *([str(self.period)] if self.period else []),
                *(name for name, said in flags if said),
                *(SOURCE_NAMES[source] for source in self.sources),
                *(KIND_NAMES[kind] for kind in self.kinds),
                *(f"#{theme}" for theme in self.themes),
                *([f"@{{{self.owner}}}"] if self.owner else []),
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
    "frist": "frister",
    "milepæl": "milepæler",
    "arrangement": "arrangementer",
    "oppgave": "oppgaver",
    "fase": "faser",
}
