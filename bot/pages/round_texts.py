"""A round's message made local and ready to use: a post, a reader's letter, a minute in the council, a question (pure).

Nothing is chosen by party. Where nothing local is known the sentence is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.round_words import BOKMAL, RoundWords, round_words
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
    language: str = BOKMAL
    """The language that all of it is in."""

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
    words = round_words(message.language)
    said = _sentence(message.text)
    demand = _sentence(message.demand)
    asks = words.asks.format(demand=demand) if demand else ""
    begins = words.minute_begins.format(place=message.place, title=message.title)
    ends = words.minute_ends.format(place=message.place)
    texts = [
        ReadyText(POST, words.post, _joined(said, *message.local, asks, message.post_link)),
        ReadyText(LETTER, words.letter, _joined(message.title, said, *message.local, asks, message.sender)),
        ReadyText(SPEECH, words.minute, _joined(begins, said, *message.local, asks, ends)),
        ReadyText(QUESTION, words.question, _question(message, words, said, demand)),
    ]
    return tuple(each for each in texts if each.text)


def _question(message: LocalMessage, words: RoundWords, said: str, demand: str) -> str:
    if not demand:
        return ""
    people = listing(list(message.representatives))
    where = words.from_constituency.format(constituency=message.constituency) if message.constituency else ""
    to = words.to.format(who=people) if people else words.to_all.format(where=where)
    asks, greeting = words.will_you.format(demand=demand), words.greeting.format(sender=message.sender)
    return _joined(to, said, *message.local, asks, greeting)


def _sentence(text: str) -> str:
    shown = text.strip()
    return shown if not shown or shown[-1] in ".!?" else f"{shown}."


def _joined(*parts: str) -> str:
    return "\n\n".join(each for each in parts if each)
