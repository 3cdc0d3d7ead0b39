"""Processes of the demo's world: started with a log file, found by name, killed on purpose."""

import os
import signal
import subprocess
from pathlib import Path


class Background:
    """A process with its output in a file; its standard input ends when this world does."""

    def __init__(self, name: str, argv: list[str], log_dir: Path, cwd: Path | None = None) -> None:
        self.name = name
        self._log = (log_dir / f"{name}.log").open("ab")
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            process_group=0,
            cwd=cwd,
        )
        self.pid = self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self, limit: float = 6.0) -> None:
        """Ask it to end; kill it where it does not within `limit` seconds."""
        if self.running:
            self._process.terminate()
            try:
                self._process.wait(limit)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._log.close()


def children_of(pid: int) -> dict[int, list[str]]:
    """pid -> command line of each living child, from /proc."""
    found: dict[int, list[str]] = {}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            pids = [int(word) for word in task.read_text().split()]
        except OSError:
            continue
        for child in pids:
            try:
                raw = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            found[child] = [part.decode() for part in raw.split(b"\0") if part]
    return found


def started_at(pid: int) -> int:
    """When a process was started, in clock ticks since boot; pids are used anew. 0: it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])


def kill_hard(pid: int) -> None:
    """kill -9; a process that is gone already is what was wanted."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
