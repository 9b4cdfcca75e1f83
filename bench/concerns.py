"""How well what concerns us is found among hearings and cases: `python -m bench.concerns [--held-out] [--errors]`.

Precision and recall of what is posted (certain or likely), and of what is posted at once (certain), as counts too: on made-up
hearings and cases (`labels/horinger.csv`), on the recorded listing of the government (`labels/horinger-lest.csv`; the
texts are in the samples, and without those it is skipped), and on the Storting's recorded titles (`labels/storting.csv`)
by the five themes that those are labelled with. The held-out halves are measured only with `--held-out`; `--errors` lists
what is wrong on the others. A half with fewer than 50 that concern us says little: read it as a count.

`--titles FILE` measures only the items of a CSV file with the columns kind, body, themes, unsure, title and excerpt.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.match import HALVES, LABELS, SHARED, TITLES, titles_file
from content.load import DEFAULT, load_pack
from jobs.official.readers import read_answer
from models.official.items import ItemKind, OfficialItem
from models.official.relevance import OfficialMatcher

MADE_UP = LABELS.with_name("horinger.csv")
RECORDED = LABELS.with_name("horinger-lest.csv")
LISTING = SHARED / "samples" / "regjeringen" / "listing_page-001.html"
BATCHES = tuple(f"batch {number}" for number in range(2, 11))
"""Made-up ones that were written after the first words, to find what these do not know."""
STORTING_THEMES = frozenset({"jernbane", "energi", "oslofjorden", "statsbudsjett", "ntp"})


@dataclass(frozen=True)
class Labelled:
    """An item with the themes that a reader gave it, and those that it is left out of the figures of."""

    item: OfficialItem
    themes: frozenset[str]
    unsure: frozenset[str] = frozenset()
    half: str = HALVES[0]


def main() -> None:
    """Print the figures."""
    matcher = OfficialMatcher(load_pack(DEFAULT).media)
    if path := titles_file():
        _measure(matcher, list(labelled(path)), f"hearings and cases of {path.name}")
        return
    halves = HALVES if "--held-out" in sys.argv else HALVES[:1]
    made_up = list(labelled(MADE_UP))
    for half in (*halves, *BATCHES):
        _measure(matcher, [each for each in made_up if each.half == half], f"made-up hearings and cases, {half}")
    if LISTING.exists():
        _measure(matcher, list(_recorded()), "hearings of the recorded listing")
    else:
        print(f"\nNo recorded listing at {LISTING}, so it is not measured.")
    if not TITLES.exists():
        print(f"No titles at {TITLES}, so those of the Storting are not measured.")
        return
    titles = list(_storting())
    for half in halves:
        _measure(
            matcher, [each for each in titles if each.half == half], f"titles of the Storting, {half}", STORTING_THEMES
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def labelled(path: Path) -> Iterator[Labelled]:
    """Yield items that are labelled with themes, those they are unsure of, and the half if there are halves."""
    for number, row in enumerate(_rows(path)):
        excerpt = row["excerpt"] or ""
        item = OfficialItem(_kind(row["kind"]), str(number), row["title"], excerpt=excerpt, body=row["body"])
        themes, unsure = frozenset(row["themes"].split()), frozenset(row["unsure"].split())
        yield Labelled(item, themes, unsure, row.get("half") or HALVES[0])


def _kind(called: str) -> ItemKind:
    """Return the kind by what a labeller calls it; a question to a minister is a case."""
    plain = called.replace("é", "e")
    return ItemKind(plain) if plain in set(ItemKind) else ItemKind.CASE


def _recorded() -> Iterator[Labelled]:
    items = {each.number: each for each in read_answer(LISTING.read_bytes(), "text/html").items}
    for row in _rows(RECORDED):
        yield Labelled(items[row["id"]], frozenset(row["themes"].split()), frozenset(row["unsure"].split()))


def _storting() -> Iterator[Labelled]:
    with TITLES.open(encoding="utf-8", newline="") as file:
        titles = {row["sak_id"]: row["sakstittel"] for row in csv.DictReader(file)}
    for row in _rows(LABELS):
        item = OfficialItem(ItemKind.CASE, row["id"], titles[row["id"]])
        yield Labelled(item, frozenset(row["themes"].split()), half=row["half"])


def _measure(
    matcher: OfficialMatcher, items: Sequence[Labelled], what: str, themes: frozenset[str] | None = None
) -> None:
    """Print how many items concern us, are posted, and rightly; of some themes only, if given."""
    counted = [each for each in items if each.themes or not each.unsure]
    found = [(each, matcher.relevance(each.item)) for each in counted]
    posted = {each.item.number for each, why in found if _of(why.themes, themes)}
    at_once = {each.item.number for each, why in found if why.is_certain and _of(why.themes, themes)}
    concerns = {each.item.number for each in counted if each.themes}
    print(f"\n{len(items)} {what} ({len(items) - len(counted)} unsure, left out)")
    for name, chosen in (("posted", posted), ("posted at once", at_once)):
        right = len(chosen & concerns)
        print(
            f"  {name:<14}{len(concerns):>5} concern us{len(chosen):>5} found{right:>5} right"
            f"   precision {_share(right, len(chosen))}   recall {_share(right, len(concerns))}"
        )
    if "--errors" in sys.argv and items[0].half != HALVES[1]:
        for each, why in found:
            if (each.item.number in posted) != (each.item.number in concerns):
                reasons = [f"{one.theme}: {one.words} ({one.field})" for one in why.reasons]
                print("  missed" if each.themes else "  wrong ", *sorted(each.themes), reasons, each.item.title)


def _of(found: Iterable[str], themes: frozenset[str] | None) -> set[str]:
    return set(found) if themes is None else set(found) & themes


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


if __name__ == "__main__":
    main()
