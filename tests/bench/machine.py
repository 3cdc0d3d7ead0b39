"""The machine that the figures belong to."""

import os
import platform
from datetime import date
from pathlib import Path


def machine() -> dict[str, str]:
    """CPU model, cores, RAM, kernel, Python, load and date, as words for the page."""
    load = os.getloadavg()[0]
    return {
        "CPU": _field(Path("/proc/cpuinfo"), "model name") or platform.machine(),
        "Cores": str(len(os.sched_getaffinity(0))),
        "RAM": _gibibytes(_field(Path("/proc/meminfo"), "MemTotal")),
        "Kernel": platform.release(),
        "Python": platform.python_version(),
        "Load average before the run": f"{load:.2f}",
        "Date": date.today().isoformat(),
    }


def _field(path: Path, name: str) -> str:
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""


def _gibibytes(text: str) -> str:
    return f"{int(text.split()[0]) / 1024**2:.1f} GiB" if text else "unknown"
