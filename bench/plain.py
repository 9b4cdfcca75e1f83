"""How well and how fast plain questions are answered: `python bench/plain.py [--questions FILE …]`.

A file has a question on each line, as JSON: `q`, the day it is asked (`at`), the ids that answer it (`right`; none if
nothing does), its `kind`, and perhaps the `date` that answers it (null if none is known for sure). Each is asked as in
the chat, in a workspace with 5,000 deadlines of its own on SQLite.

It prints right first and right in the top three, in all and for each kind (a question without an answer is right if
nothing is said to be known), the wrong dates that are said to be known, and milliseconds, by the clock and of CPU. A date
is wrong if it is another than the label's, or, where the label has none to compare with, of something that is no answer.
`--errors` lists what is wrong, and refuses to with `--held-out`.
"""

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from load import machine
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.plain.finding import Findings, find_for
from bot.preview import ASKER, CHANNEL, temporary_workspace
from content.load import DEFAULT, load_pack
from models.tables import Occurrence, Workspace

LABELS = Path(__file__).with_name("labels")
TUNED = (LABELS / "sporsmal.jsonl", LABELS / "sporsmal-2.jsonl")
HELD_OUT = LABELS / "sporsmal_holdt_utenfor.jsonl"
GOAL_FIRST, GOAL_TOP, GOAL_P50_MS = 0.75, 0.9, 30.0
TOP = 3
TITLES = (
    "Ring {who} om neste møte",
    "Send papirene til {who}",
    "Les gjennom rapporten fra {who}",
    "Avtal tid med {who} om budsjettet",
    "Skriv referat fra møtet med {who}",
    "Følg opp spørsmålet fra {who} om tog",
    "Svar på e-posten fra {who}",
)
PLACES = ("Nordvik", "Sørdal", "Vestbygd", "Østmarka", "Fjellhamn", "Lundestad", "Breivika", "Storelv", "Kvernmo")
WHO = ("rådmannen i {}", "avisa i {}", "næringsforeningen i {}", "ungdomsrådet i {}", "skolen i {}")


@dataclass(frozen=True)
class Labelled:
    """A question, the day it is asked, the ids that answer it (none: nothing does), and the date if one is known."""

    text: str
    at: date
    right: tuple[str, ...]
    kind: str
    day: date | None
    has_day: bool
    """True if the label says which date is right, or that none is known."""


@dataclass(frozen=True)
class Answered:
    """What a question was answered with, and how long it took: milliseconds by the clock and of CPU."""

    asked: Labelled
    found: Findings
    ms: float
    cpu_ms: float

    @property
    def ids(self) -> list[str]:
        """Return the ids that were found, the best first; none if nothing is said to be known."""
        return [each.id for each in self.found.found] if self.found.is_known else []

    @property
    def is_first(self) -> bool:
        """Return True if the first is right, or nothing is known of what has no answer."""
        return self.ids[0] in self.asked.right if self.ids and self.asked.right else not (self.ids or self.asked.right)

    @property
    def is_near(self) -> bool:
        """Return True if one of the first three is right."""
        return self.is_first or any(each in self.asked.right for each in self.ids[:TOP])

    @property
    def is_wrong_date(self) -> bool:
        """Return True if the first gives a date as known that is another than the label's, or of what is no answer."""
        if self.day is None:
            return False
        return self.day != self.asked.day if self.asked.has_day else self.ids[0] not in self.asked.right

    @property
    def day(self) -> date | None:
        """Return the date that is said to be known."""
        return self.found.date_of(self.found.found[0]) if self.ids else None


def labelled(path: Path) -> list[Labelled]:
    """Return the questions of a file."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Labelled(
            row["q"],
            date.fromisoformat(row["at"]),
            tuple(row["right"]),
            row["kind"],
            date.fromisoformat(row["date"]) if row.get("date") else None,
            "date" in row,
        )
        for row in rows
    ]


def fill(session: Session, workspace: Workspace, number: int, now: datetime) -> None:
    """Give the workspace as many deadlines of its own, spread over a year back and a year ahead."""
    session.execute(insert(Occurrence), [_row(workspace.id, each, number, now) for each in range(number)])


def _row(workspace_id: int, each: int, number: int, now: datetime) -> dict[str, object]:
    day = now.date() + timedelta(days=each * 730 // number - 365)
    title = TITLES[each % len(TITLES)].format(who=WHO[each % len(WHO)].format(PLACES[each % len(PLACES)]))
    return {
        "workspace_id": workspace_id, "key": f"egen:{each}", "source": "egen", "kind": "frist", "title": f"{title} ({each})",
        "starts_on": day, "ends_on": day, "certainty": "fast", "kept": [], "created_at": now, "kilde": "",
    }  # fmt: skip


def answers(questions: Sequence[Labelled], deadlines: int) -> Iterator[Answered]:
    """Yield what each question is answered with."""
    pack = load_pack(DEFAULT)
    first = datetime.combine(questions[0].at, clock(8), UTC)
    with temporary_workspace(pack, first) as (session, workspace):
        fill(session, workspace, deadlines, first)
        for asked in (questions[0], *questions):  # The first makes the indexes.
            ask = Ask(workspace, pack, ASKER, CHANNEL, datetime.combine(asked.at, clock(8), UTC))
            began, worked = time.perf_counter(), time.process_time()
            found = find_for(ask, session, asked.text)
            yield Answered(asked, found, 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked))


def main(wanted: argparse.Namespace) -> int:
    """Measure each file, and print."""
    return max([_measured(path, wanted) for path in ([HELD_OUT] if wanted.held_out else wanted.questions)])


def _measured(path: Path, wanted: argparse.Namespace) -> int:
    """Print the figures of a file; return 0 if all goals are reached."""
    questions = labelled(path)
    warm, *answered = answers(questions, wanted.deadlines)
    first, near = share(answered, "is_first"), share(answered, "is_near")
    wrong = [each for each in answered if each.is_wrong_date]
    print(f"{path.name}: {len(answered)} questions, {wanted.deadlines:,} deadlines; {machine()}")
    print(f"right first    {first:.3f} (goal {GOAL_FIRST})\nin the top {TOP}   {near:.3f} (goal {GOAL_TOP})")
    print(f"wrong dates    {len(wrong)} (goal 0) of {sum(each.day is not None for each in answered)} said to be known")
    by_clock, of_cpu = [each.ms for each in answered], [each.cpu_ms for each in answered]
    print(
        f"p50 {statistics.median(by_clock):.1f} ms, p95 {statistics.quantiles(by_clock, n=20)[-1]:.1f} ms by the clock; "
        f"p50 {statistics.median(of_cpu):.1f} ms of CPU (goal {GOAL_P50_MS:.0f}); the first {warm.ms:.0f} ms"
    )
    by_kind: dict[str, list[Answered]] = defaultdict(list)
    for each in answered:
        by_kind[each.asked.kind if each.asked.right else "no answer"].append(each)
    for kind, of_kind in sorted(by_kind.items()):
        print(
            f"  {kind:<10} {len(of_kind):>3}: first {share(of_kind, 'is_first'):.2f}, top {share(of_kind, 'is_near'):.2f}"
        )
    if not wanted.held_out:
        for each in wrong:
            print(
                f"wrong date {each.day}: {each.asked.text} | {each.asked.at} | {each.ids[0]}, not {each.asked.right[:3]}"
            )
    if wanted.errors and not wanted.held_out:
        for each in answered:
            if not each.is_first or each.is_wrong_date:
                print(f"{'3' if each.is_near else '-'} {each.asked.text} | {each.asked.right[:3]} | {each.ids[:3]}")
    return 0 if first >= GOAL_FIRST and near >= GOAL_TOP and not wrong else 1


def share(answered: Sequence[Answered], what: str) -> float:
    """Return the share of which something is true."""
    return sum(getattr(each, what) for each in answered) / len(answered)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", default=TUNED, metavar="FILE")
    parser.add_argument("--deadlines", type=int, default=5_000)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--errors", action="store_true")
    sys.exit(main(parser.parse_args()))
