"""A workbook of 50,000 rows taken into the register, beside the bare reader in the same run.

Run it with `python bench/excel.py`. Both are processes of their own, so that memory is each one's.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
GOAL_SECONDS, GOAL_MEGABYTES = 20, 400


def main() -> None:
    """Time each part in a process of its own, and print what they took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=50_000)
    asked.add_argument("--part", help=argparse.SUPPRESS)
    asked.add_argument("--folder", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.part:
        print(json.dumps(PARTS[told.part](Path(told.folder), told.rows)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            _show(part, _measured(part, folder, told.rows))


def _measured(part: str, folder: str, rows: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--part", part, "--folder", folder, "--rows", str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _show(part: str, found: dict[str, float]) -> None:
    print(f"{part:24} {found['seconds']:7.2f} s  CPU {found['cpu']:6.2f} s  {found['megabytes']:6.0f} MB")
    if part == "take in":
        reached = found["seconds"] < GOAL_SECONDS and found["megabytes"] < GOAL_MEGABYTES
        print(f"{'reached' if reached else 'MISSED'}  under {GOAL_SECONDS} s and {GOAL_MEGABYTES} MB")


def _timed(work: Callable[[], Any]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _make(folder: Path, rows: int) -> dict[str, float]:
    openpyxl = import_module("openpyxl")

    def work() -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Kontakter")
        sheet.append(["Navn", "Virksomhet", "Rolle", "Kommune", "Tema", "Nivå", "Sist kontakt", "E-post", "Notat"])
        for number in range(rows):
            sheet.append(
                [
                    f"Fornavn{number % 997} Etternavn{number}",
                    f"Virksomhet {number % 2_000}",
                    "rådgiver",
                    "Moss",
                    "jernbane" if number % 3 else "havn",
                    "ABC"[number % 3],
                    date(2026, 1 + number % 9, 1 + number % 28),
                    f"navn{number}@example.no",
                    "Møttes på Arendalsuka og snakket om kapasitet.",
                ]
            )
        book.save(folder / "bok.xlsx")

    return _timed(work)


def _bare(folder: Path, _rows: int) -> dict[str, float]:
    reader = import_module("python_calamine").CalamineWorkbook
    data = (folder / "bok.xlsx").read_bytes()
    return _timed(lambda: reader.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def _take_in(folder: Path, _rows: int) -> dict[str, float]:
    stand = import_module("bench.excel_stand")
    stand.begin(folder)
    return _timed(lambda: stand.take_in(folder))


def _again(folder: Path, _rows: int) -> dict[str, float]:
    stand = import_module("bench.excel_stand")
    return _timed(lambda: stand.again(folder))


PARTS: dict[str, Callable[[Path, int], dict[str, float]]] = {
    "make the workbook": _make,
    "the bare reader": _bare,
    "take in": _take_in,
    "the same file again": _again,
}

if __name__ == "__main__":
    main()
