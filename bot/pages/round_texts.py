"""A round's message made local and ready to use: a post, a reader's letter, a minute in the council, a question (pure).

Nothing is chosen by party. Where nothing local is known the sentence is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.words import listing

LETTER, POST, SPEECH, QUESTION = "leserinnlegg", "innlegg", "ett-minutt", "sporsmal"


@dataclass(frozen=True)
class LocalMessage:
    """What the texts are made of. Empty texts are what nobody knows.

    `fact` is a local fact with `source`; `meaning` is what the municipality wrote itself; `representatives` are its own in
    the Storting, each as «Kari Nordmann (Ap)».
    """

    title: str
    text: str
    demand: str
    place: str
    sender: str
    """The mayor, as the letter is signed: «Ola Moe, ordfører i Lillestrøm»."""
    constituency: str = ""
    fact: str = ""
    source: str = ""
    meaning: str = ""
    representatives: Sequence[str] = ()
    post_link: str = ""

    @property
    def local(self) -> tuple[str, ...]:
        """Return the sentences that are about the place, those that are known."""
        fact = f"{self.fact.rstrip('.')} ({self.source})." if self.fact and self.source else ""
        return tuple(filter(None, (self.meaning.strip(), fact)))


@dataclass(frozen=True)
class ReadyText:
    """A text that is ready to use: its id in the page, what it is, and the text with blank lines between paragraphs."""

    id: str
    heading: str
    text: str


def ready_texts(message: LocalMessage) -> tuple[ReadyText, ...]:
    """Return the texts, in the order they are shown."""
    said = _sentence(message.text)
    demand = _sentence(message.demand)
    asks = f"Vi ber Stortinget og regjeringen om dette: {demand}" if demand else ""
    texts = [
        ReadyText(POST, "Innlegg i sosiale medier", _joined(said, *message.local, asks, message.post_link)),
        ReadyText(LETTER, "Leserinnlegg", _joined(message.title, said, *message.local, asks, message.sender)),
        ReadyText(
            SPEECH,
            "Ett minutt i kommunestyret eller formannskapet",
            _joined(
                f"Jeg vil bruke ett minutt på en sak som betyr noe for {message.place}: {message.title}.",
                said,
                *message.local,
                asks,
                f"Jeg håper {message.place} vil stå samlet om dette.",
            ),
        ),
        ReadyText(QUESTION, "Spørsmål til våre egne på Stortinget", _question(message, said, demand)),
    ]
    return tuple(each for each in texts if each.text)


def _question(message: LocalMessage, said: str, demand: str) -> str:
    if not demand:
        return ""
    whom = listing(list(message.representatives))
    where = f" fra {message.constituency}" if message.constituency else ""
    to = f"Til {whom}" if whom else f"Til stortingsrepresentantene{where}"
    return _joined(
        to, said, *message.local, f"Vil dere arbeide for dette på Stortinget? {demand}", f"Hilsen {message.sender}"
    )


def _sentence(text: str) -> str:
    shown = text.strip()
    return shown if not shown or shown[-1] in ".!?" else f"{shown}."


def _joined(*parts: str) -> str:
    return "\n\n".join(each for each in parts if each)
