"""How well and how fast plain questions are answered: `python bench/plain.py`, with `--held-out` for the half kept apart.

Each question is asked as in the chat, in a workspace with 5,000 deadlines of its own on SQLite, on the day its label says.
It prints totals: right first, right in the top three (a question without an answer is right if nothing is said to be
known), wrong dates said to be known, and milliseconds, by the clock and of CPU. `--errors` lists what is wrong, and
refuses to with `--held-out`.
"""

import argparse
import json
import statistics
import sys
import time
from collections import Counter
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

TUNED = Path(__file__).with_name("labels") / "sporsmal.jsonl"
HELD_OUT = TUNED.with_name("sporsmal_holdt_utenfor.jsonl")
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
        """Return True if the first gives a date as known that is another than the label's."""
        when = self.found.found[0].when if self.ids else None
        return when is not None and when.day is not None and when.day != self.asked.day


def labelled(path: Path) -> list[Labelled]:
    """Return the questions of a file."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Labelled(
            row["q"],
            date.fromisoformat(row["at"]),
            tuple(row["right"]),
            row["kind"],
            date.fromisoformat(row["date"]) if row["date"] else None,
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
    """Measure, and print."""
    questions = labelled(HELD_OUT if wanted.held_out else TUNED)
    warm, *answered = answers(questions, wanted.deadlines)
    number = len(answered)
    first, near = sum(each.is_first for each in answered), sum(each.is_near for each in answered)
    wrong = sum(each.is_wrong_date for each in answered)
    print(
        f"{number} questions ({'held out' if wanted.held_out else 'tuned on'}), {wanted.deadlines:,} deadlines; {machine()}"
    )
    print(
        f"right first    {first / number:.3f} (goal {GOAL_FIRST})\nin the top {TOP}   {near / number:.3f} (goal {GOAL_TOP})"
    )
    print(f"wrong dates    {wrong} (goal 0)")
    ms, cpu = [each.ms for each in answered], [each.cpu_ms for each in answered]
    print(
        f"p50 {statistics.median(ms):.1f} ms, p95 {statistics.quantiles(ms, n=20)[-1]:.1f} ms by the clock; "
        f"p50 {statistics.median(cpu):.1f} ms of CPU (goal {GOAL_P50_MS:.0f}); the first {warm.ms:.0f} ms"
    )
    asked, right = Counter(_kind(each) for each in answered), Counter(_kind(each) for each in answered if each.is_first)
    print("by kind, right first: " + ", ".join(f"{kind} {right[kind]}/{asked[kind]}" for kind in sorted(asked)))
    if wanted.errors and not wanted.held_out:
        for each in answered:
            if not each.is_first or each.is_wrong_date:
                print(f"{'3' if each.is_near else '-'} {each.asked.text} | {each.asked.right[:3]} | {each.ids[:3]}")
    return 0 if first / number >= GOAL_FIRST and near / number >= GOAL_TOP and not wrong else 1


def _kind(each: Answered) -> str:
    return each.asked.kind if each.asked.right else "no answer"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deadlines", type=int, default=5_000)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--errors", action="store_true")
    sys.exit(main(parser.parse_args()))
