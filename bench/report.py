"""How long a year's report with 2,000 effects takes: reading, composing, and writing both files (goal: under 5 s).

`.venv/bin/python bench/report.py [--effects 2000] [--rounds 3]`: a new SQLite file with as many effects, as many the year
before, 400 followed-up media cases and the wheel of Osloregionen's pack. Each step is timed by itself, in seconds.
"""

import argparse
import random
import statistics
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from bot.reports.annual import annual_report
from bot.reports.facts import ReportPeriod, report_facts
from bot.reports.pdf_file import pdf
from bot.reports.word_file import word
from content.load import load_pack
from content.schema.pack import Pack
from models.db.database import Database
from models.db.migrate import migrate
from models.occurrences.sync import sync
from models.tables import Effect, FollowUp, Workspace
from models.workspace.workspaces import get_or_create

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
YEAR = ReportPeriod(date(2026, 1, 1), date(2026, 12, 31))
CASES = 400


def filled(database: Database, pack: Pack, effects: int) -> Workspace:
    """Return a workspace with so many effects in each of two years, in no order of kind or theme."""
    chosen = random.Random(25)
    kinds, themes = [each.id for each in pack.media.effects], [*(each.id for each in pack.issues), None]
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Bench")
        sync(session, workspace, pack, datetime(2026, 1, 2, 8, 0, tzinfo=UTC))
        for number in range(2 * effects):
            day = date(2025 + number % 2, 1, 1) + timedelta(days=chosen.randrange(365))
            kind = chosen.choice(kinds)
            link = f"https://avis.example.no/{number}" if kind == "medieoppslag" else None
            row = {
                "kind": kind,
                "theme": chosen.choice(themes),
                "reach": chosen.choice((None, 120, 3400)),
                "link": link,
            }
            title = f"Noe vi gjorde om kollektivtrafikken i regionen, nummer {number}"
            session.add(Effect(workspace_id=workspace.id, day=day, title=title, user_id="U1", created_at=NOW, **row))
        for number in range(CASES):
            came = datetime(2026, 1, 1, 8, 0, tzinfo=UTC) + timedelta(hours=21 * number)
            taken, closed = came + timedelta(minutes=9), came + timedelta(hours=chosen.choice((1, 3, 40)))
            row = {"created_at": taken, "closed_at": closed, "due_at": closed, "alerted_at": came, "owner": "U1"}
            row |= {"channel": "C1", "message": str(number), "text": "Togene står", "theme": chosen.choice(themes)}
            session.add(FollowUp(workspace_id=workspace.id, day=came.date(), state="ferdig", **row))
        return workspace


def main() -> None:
    """Print the seconds of each step, the median of the rounds."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--effects", type=int, default=2_000)
    asked.add_argument("--rounds", type=int, default=3)
    arguments = asked.parse_args()
    pack = load_pack(Path("content"))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/padriver.db"
        migrate(url)
        database = Database(url)
        workspace = filled(database, pack, arguments.effects)
        steps: dict[str, list[float]] = {}
        for _ in range(arguments.rounds):
            before = perf_counter()
            with database.reading() as session:
                report = annual_report(report_facts(session, workspace, pack, NOW, YEAR, "styret"))
            composed = perf_counter()
            document = word(report)
            written = perf_counter()
            printed = pdf(report)
            after = perf_counter()
            for name, took in (
                ("read and composed", composed - before),
                ("Word", written - composed),
                ("PDF", after - written),
                ("all", after - before),
            ):
                steps.setdefault(name, []).append(took)
        print(
            f"{arguments.effects} effects, {len(report.sources)} sources, Word {len(document):,} and PDF {len(printed):,} bytes"
        )
        for name, took in steps.items():
            print(f"{name:18} median {statistics.median(took):.2f} s, most {max(took):.2f} s")
        database.close()


if __name__ == "__main__":
    main()
