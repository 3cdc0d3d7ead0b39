"""The limit of anything durable: one write and one flush, in the same folder and the same run."""

import os
import time
from pathlib import Path

RECORD = bytes(1024)


def raw_writes(folder: Path, count: int) -> list[float]:
    """Seconds of `count` appends of 1 KiB, each `pwrite` and `fdatasync`."""
    path = folder / "raw-writes"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    seconds = []
    try:
        for turn in range(count):
            began = time.perf_counter()
            os.pwrite(file, RECORD, turn * len(RECORD))
            os.fdatasync(file)
            seconds.append(time.perf_counter() - began)
    finally:
        os.close(file)
        path.unlink()
    return seconds
