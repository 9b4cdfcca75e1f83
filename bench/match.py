"""How well and how fast the words of the content pack find themes: `python bench/match.py`.

Precision and recall by theme on labelled titles of the Storting, on made-up headlines and on headlines of local papers,
on the part that the words were tuned on and on the part that was held out, and on made-up headlines in the style of local
papers by the batch they were written in, as written and folded; then titles a second of one core's own time
with at least 200 words, beside bare searches for 200 of them, in turns.

`--errors` lists what is wrong on the tuning parts and the first batch. The headlines of local papers are split by a hash of
the title (see `_local`) and their held-out part is measured only with `--held-out`, so that words can be tuned without
seeing it.

`--titles FILE` measures only the headlines of a CSV file with the columns title, jernbane, energi and oslofjorden, where a
theme is ja, nei, or grense (left out of its figures); with `--errors` it lists what is wrong.
"""

import csv
import hashlib
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from content.load import DEFAULT, load_pack
from models.media.matching.matcher import Matcher

LABELS = Path(__file__).with_name("labels") / "storting.csv"
HEADLINES = LABELS.with_name("overskrifter.csv")
MADE_UP = LABELS.with_name("lokalavis.csv")
BATCHES = tuple(f"batch {number}" for number in range(1, 13))
HEADLINE_THEMES = ("jernbane", "energi", "oslofjorden")
SHARED = Path(os.environ.get("PADRIVER_SHARED", Path(__file__).parents[2] / "shared"))
TITLES = SHARED / "samples" / "storting-case-titles.csv"
LOCAL = SHARED / "samples" / "headlines" / "labelled-slugs.csv"
HALVES = ("tuning", "held-out")
FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "a", "é": "e"})
WORDS = 200
ROUNDS = 7


@dataclass(frozen=True)
class Labelled:
    """A title with the themes a reader gave it. `unsure` are themes that it is left out of the figures of."""

    title: str
    themes: frozenset[str]
    half: str
    unsure: frozenset[str] = frozenset()


def main() -> None:
    """Print the figures."""
    matcher = Matcher(load_pack(DEFAULT).media.themes)
    if path := titles_file():
        _halves(matcher, _read(path, half=path.name), "headlines", HEADLINE_THEMES, (path.name,))
        return
    headlines = _headlines()
    _halves(matcher, headlines, "headlines", HEADLINE_THEMES)
    _quality(
        matcher, [_folded(each) for each in headlines], "headlines of both, folded as in an address", HEADLINE_THEMES
    )
    made_up = _made_up()
    _halves(matcher, made_up, "made-up local headlines", HEADLINE_THEMES, BATCHES)
    _halves(matcher, [_folded(each) for each in made_up], "made-up local headlines, folded", HEADLINE_THEMES, BATCHES)
    if LOCAL.exists():
        _halves(
            matcher, _local(), "local headlines", HEADLINE_THEMES, HALVES if "--held-out" in sys.argv else HALVES[:1]
        )
    else:
        print(f"\nNo headlines of local papers at {LOCAL}, so those are not measured.")
    if TITLES.exists():
        titles = _labelled()
        _halves(matcher, titles, "titles", tuple(each.id for each in load_pack(DEFAULT).media.themes))
        _speed(matcher, [each.title for each in titles])
    else:
        print(f"No titles at {TITLES}, so quality is not measured. The speed is that of made-up titles.")
        _speed(matcher, [f"Representantforslag nummer {n} om bedre samarbeid i kommunene" for n in range(1000)])


def titles_file() -> Path | None:
    """Return the file that `--titles` names."""
    return Path(sys.argv[sys.argv.index("--titles") + 1]) if "--titles" in sys.argv else None


def _labelled() -> list[Labelled]:
    with TITLES.open(encoding="utf-8", newline="") as file:
        titles = {row["sak_id"]: row["sakstittel"] for row in csv.DictReader(file)}
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [Labelled(titles[row["id"]], frozenset(row["themes"].split()), row["half"]) for row in rows]


def _headlines() -> list[Labelled]:
    with HEADLINES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [Labelled(row["title"], frozenset(row["themes"].split()), row["half"]) for row in rows]


def _made_up() -> list[Labelled]:
    """Return the made-up headlines of local papers; `half` is the batch that each was written in."""
    with MADE_UP.open(encoding="utf-8", newline="") as file:
        return [
            Labelled(
                row["title"],
                frozenset(row["themes"].split()),
                f"batch {row['batch']}",
                frozenset(row["unsure"].split()),
            )
            for row in csv.DictReader(line for line in file if not line.startswith("#"))
        ]


def _folded(headline: Labelled) -> Labelled:
    """Return a headline as the address of its article has it: small letters, æøå folded, no signs."""
    letters = headline.title.lower().translate(FOLDED)
    return replace(headline, title=" ".join(re.findall(r"[^\W_]+", letters)))


def _local() -> list[Labelled]:
    """Return the headlines of local papers; six in ten are for tuning, chosen by the title's SHA-256 modulo 10 < 6."""
    return [replace(each, half=HALVES[0] if _is_tuning(each.title) else HALVES[1]) for each in _read(LOCAL, half="")]


def _is_tuning(title: str) -> bool:
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) % 10 < 6


def _read(path: Path, half: str) -> list[Labelled]:
    """Return headlines that are labelled ja, nei or grense for each theme."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_read_row(row, half) for row in csv.DictReader(line for line in file if not line.startswith("#"))]


def _read_row(row: dict[str, str], half: str) -> Labelled:
    themes, unsure = (frozenset(theme for theme in HEADLINE_THEMES if row[theme] == said) for said in ("ja", "grense"))
    return Labelled(row["title"], themes, half, unsure)


def _halves(
    matcher: Matcher, titles: Sequence[Labelled], what: str, themes: Sequence[str], halves: Sequence[str] = HALVES
) -> None:
    for half in halves:
        _quality(matcher, [each for each in titles if each.half == half], f"{what}, {half}", themes)
    if "--errors" in sys.argv:
        _errors(matcher, [each for each in titles if each.half == halves[0]], themes)


def _quality(matcher: Matcher, titles: Sequence[Labelled], what: str, themes: Sequence[str]) -> None:
    print(f"\n{len(titles)} {what}")
    print(f"  {'theme':<14}{'labelled':>9}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    matched = [(frozenset(matcher.match(each.title).themes), each) for each in titles]
    for theme in themes:
        found = [(got, each.themes) for got, each in matched if theme not in each.unsure]
        labelled = sum(theme in wanted for _, wanted in found)
        hit = sum(theme in got for got, _ in found)
        right = sum(theme in got and theme in wanted for got, wanted in found)
        print(f"  {theme:<14}{labelled:>9}{hit:>7}{right:>7}{_share(right, hit):>11}{_share(right, labelled):>8}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _errors(matcher: Matcher, titles: Sequence[Labelled], themes: Sequence[str]) -> None:
    for each in titles:
        matched = matcher.match(each.title)
        for theme in sorted(((set(matched.themes) ^ each.themes) & set(themes)) - each.unsure):
            words = [word.text for hit in matched.hits if hit.theme == theme for word in hit.words]
            print("  missed" if theme in each.themes else "  wrong ", theme, words, each.title)


def _speed(matcher: Matcher, titles: Sequence[str]) -> None:
    media = load_pack(DEFAULT).media
    patterns = [word for theme in media.themes for word in theme.words]
    together = [word for theme in media.themes for each in theme.together for word in (*each.words, *each.others)]
    exclusions = [word for theme in media.themes for word in theme.exclusions]
    words = [word.strip("=*").lower() for word in dict.fromkeys(patterns)][:WORDS]
    alternation = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)

    def bare_search(title: str) -> object:
        return alternation.search(title)

    def bare_in(title: str) -> object:
        small = title.lower()
        return any(word in small for word in words)

    print(
        f"\n{len(patterns)} words, {len(together)} that count together, {len(exclusions)} exclusions; {len(titles)} titles"
    )
    runs: dict[str, Callable[[str], object]] = {
        "the matcher, every word": matcher.match,
        f"one alternation of {len(words)} words": bare_search,
        f"«in» for each of {len(words)} words": bare_in,
    }
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            took[name].append(_seconds(run, titles))
    fresh = [_seconds(Matcher(media.themes).match, titles) for _ in range(ROUNDS)]
    for name, seconds in {**took, "the matcher, no word seen before": fresh}.items():
        print(f"  {name:<36}{len(titles) / statistics.median(seconds):>10,.0f} titles/s")


def _seconds(run: Callable[[str], object], titles: Sequence[str]) -> float:
    start = time.thread_time()
    for title in titles:
        run(title)
    return time.thread_time() - start


if __name__ == "__main__":
    main()
