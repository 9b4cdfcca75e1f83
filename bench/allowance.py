"""A share of one core for each of some processes, so that many can be compared on a machine with few cores.

Linux gives it as it does to a container: by the `cpu` controller of control groups, which root may set.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
PERIOD_US = 10_000
"""In each such time a process gets its share of it."""
TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def allowed(pids: Sequence[int], share: float | None) -> Iterator[None]:
    """Give each process so much of one core meanwhile; all there is where `share` is None. Raises `OSError`."""
    with ExitStack() as groups:
        for pid in pids if share is not None else ():
            groups.enter_context(_group(pid, int(PERIOD_US * (share or 1))))
        yield


@contextmanager
def _group(pid: int, quota: int) -> Iterator[None]:
    """Keep a process in a group of its own; the group goes when the process has ended, or is put back."""
    is_second = (GROUPS / "cgroup.controllers").exists()
    root = GROUPS if is_second else GROUPS / "cpu"
    if is_second:
        (root / "cgroup.subtree_control").write_text("+cpu")
    group = root / f"padriver-bench-{pid}"
    group.mkdir()
    try:
        if is_second:
            (group / "cpu.max").write_text(f"{quota} {PERIOD_US}")
        else:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
        (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        with suppress(OSError):  # it has ended
            (root / "cgroup.procs").write_text(str(pid))
        group.rmdir()


def family_seconds(pid: int) -> float:
    """Return the CPU seconds of a process, of the children it has and of those it had."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text()
            fields = told[told.rindex(")") + 2 :].split()
            if int(stat.parent.name) == pid:
                total += sum(map(int, fields[11:15])) / TICK
            elif int(fields[1]) == pid:
                total += sum(map(int, fields[11:13])) / TICK
    return total


def machine_seconds() -> float:
    """Return the CPU seconds that everything on this machine has used."""
    told = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, *rest = map(int, told[:8])
    return (user + nice + system + sum(rest)) / TICK
