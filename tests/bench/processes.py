"""What /proc says of a process: its memory, its parent, whether it has come to rest."""

import time
from pathlib import Path

from tests.bench.figure import NotMeasured

LOOK_S = 0.05
QUIET_LOOKS = 6
"""So many looks without a tick of processor time in between: it waits for something to happen."""
REST_LIMIT_S = 20.0

_PPID, _UTIME, _STIME = 3, 13, 14
"""Fields of /proc/PID/stat, counted from 0."""


def resident_mb(pid: int) -> float:
    """Proportional set size in MB: pages shared by several processes count once among them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise NotMeasured("this kernel does not tell the proportional set size")


def parent_of(pid: int) -> int:
    return int(_stat(pid)[_PPID])


def wait_for_rest(pid: int) -> None:
    """Until the process has stopped computing. Raises NotMeasured where it goes on and on."""
    deadline = time.monotonic() + REST_LIMIT_S
    before, quiet = -1, 0
    while quiet < QUIET_LOOKS:
        if time.monotonic() > deadline:
            raise NotMeasured(f"{_stat(pid)[1]} does not come to rest")
        time.sleep(LOOK_S)
        now = _ticks(pid)
        quiet = quiet + 1 if now == before else 0
        before = now


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[_UTIME]) + int(fields[_STIME])


def _stat(pid: int) -> list[str]:
    """The name stands in brackets and may hold spaces."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    head, _, rest = text.rpartition(") ")
    number, _, name = head.partition(" (")
    return [number, name, *rest.split()]
