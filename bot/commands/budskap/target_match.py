"""Finding the target that a text means: forgiving, with several matches if unsure. Never raises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.commands.budskap.target_names import TargetName
from bot.commands.budskap.targets import AboutUs, Ally, ChecklistOf, Locality, Recipient, Target, ThreeThings, TrackOf
from bot.commands.parse.clean import comparable

LONGEST = 200
FILLERS = frozenset(
    {"budskap", "budskapet", "om", "til", "for", "pa", "tema", "mottaker", "spor", "grep", "vis", "sak"}
)
BESIDE = (Ally, ChecklistOf, AboutUs)
"""Targets that are meant only by a text that names nothing else."""
TO = frozenset({"til", "for", "mottaker"})
MIN_STEM = 4
MAX_ENDING = 3
MIN_PART = 3
MIN_NAME = 2
LIKE = 70
MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class SingleMatch:
    """The target, and the recipient if the text names one too."""

    target: Target
    recipient: Recipient | Locality | None = None


@dataclass(frozen=True)
class SeveralMatches:
    """Several targets fit equally well."""

    targets: tuple[Target, ...]


@dataclass(frozen=True)
class NoMatch:
    """No target fits; `near` are spelt much like the text."""

    near: tuple[Target, ...] = ()


Match = SingleMatch | SeveralMatches | NoMatch


def match(text: str, names: Sequence[TargetName]) -> Match:
    """Return the targets that a text means. A text longer than 200 characters means none."""
    if len(text) > LONGEST:
        return NoMatch()
    words = comparable(text).split()
    bare = [word for word in words if word not in FILLERS]
    for wanted_words in filter(None, (words, bare)):
        for same in (_equal, _inflected):
            if hits := [name for name in names if same(wanted_words, name.words.split())]:
                return _decide(_best(_receivers(words, hits)))
    if bare and (hits := [name for name in names if _part_of(bare, name.words.split())]):
        return _decide(_best(hits))
    if together := _together(words, names):
        return together
    return NoMatch(_near(" ".join(bare or words), names))


def _receivers(words: Sequence[str], hits: list[TargetName]) -> list[TargetName]:
    """Return only the recipients if the text says that it means one: «til nho» is no question about the partner."""
    recipients = [name for name in hits if isinstance(name.target, Recipient)]
    return recipients if recipients and TO.intersection(words) else hits


def _equal(asked: Sequence[str], name: Sequence[str]) -> bool:
    return asked == name


def _inflected(asked: Sequence[str], name: Sequence[str]) -> bool:
    return len(asked) == len(name) and all(map(_same_word, asked, name))


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= MIN_STEM and long.startswith(short.rstrip("e")) and len(long) - len(short) <= MAX_ENDING
    )


def _part_of(asked: Sequence[str], name: Sequence[str]) -> bool:
    return all(
        len(word) >= MIN_PART and any(part.startswith(word) or _same_word(word, part) for part in name)
        for word in asked
    )


def _together(words: Sequence[str], names: Sequence[TargetName]) -> Match | None:
    """Read a text that names more than one thing, such as a track and a recipient."""
    hits = [name for name in names if len(name.words) >= MIN_NAME and _holds(words, name.words.split())]
    people = _best(name for name in hits if isinstance(name.target, Recipient))
    there = () if people else _best(name for name in hits if isinstance(name.target, Locality))
    topics = _topics([name for name in hits if not isinstance(name.target, Recipient | Locality)])
    if len(people) == 1 and len(topics) == 1 and isinstance(people[0], Recipient):
        return SingleMatch(topics[0], people[0])
    if len(there) == 1 and len(topics) == 1 and isinstance(there[0], Locality):
        return SingleMatch(topics[0], there[0])
    found = topics or people or there
    return _decide(found) if found else None


def _topics(hits: Sequence[TargetName]) -> tuple[Target, ...]:
    # «jernbane rikstunnel» means the track: the theme only says where it belongs.
    # «tre ting jernbane» is a text about the theme.
    if things := _best(name for name in hits if isinstance(name.target, ThreeThings)):
        return things
    named = [name for name in hits if not isinstance(name.target, BESIDE)]
    return _best(name for name in named if isinstance(name.target, TrackOf)) or _best(named or hits)


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    size = len(name)
    return any(_inflected(words[at : at + size], name) for at in range(len(words) - size + 1))


def _best(hits: Iterable[TargetName]) -> tuple[Target, ...]:
    hits = list(hits)
    best = min((name.rank for name in hits), default=0)
    return tuple({name.target.ref: name.target for name in hits if name.rank == best}.values())


def _decide(targets: tuple[Target, ...]) -> Match:
    return SingleMatch(targets[0]) if len(targets) == 1 else SeveralMatches(targets)


def _near(text: str, names: Sequence[TargetName]) -> tuple[Target, ...]:
    if len(text) < MIN_STEM:
        return ()
    # «jernbane a» resembles a misspelt «jernbane» as much as «jernbane» does.
    names = [name for name in names if len(name.words.rpartition(" ")[2]) >= MIN_NAME]
    like = process.extract(
        text, [name.words for name in names], scorer=fuzz.ratio, score_cutoff=LIKE, limit=3 * MOST_SUGGESTIONS
    )
    near = {names[at].target.ref: names[at].target for _, _, at in like}
    return tuple(near.values())[:MOST_SUGGESTIONS]
