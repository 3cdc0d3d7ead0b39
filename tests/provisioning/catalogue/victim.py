"""Installs one version after the other until it is stopped.

    python -m tests.provisioning.catalogue.victim FOLDER          versions 1 to 8, then it ends
    python -m tests.provisioning.catalogue.victim FOLDER KILLS    children, killed in mid-work

Each version that was installed is written to FOLDER/said before the next one is begun.
"""

import itertools
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from provisioning.catalogue.content import Package, PackContent
from provisioning.catalogue.search.readings import table
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.items import AT, code_of, delta, pack, package, some

DISK, SAID = "disk", "said"
FILE = "catalogue.sqlite3"
ITEMS = 40
FEW = some(ITEMS)
VERSIONS = 8
FIRST_S, SHORTEST_S = 0.8, 0.03
"""Within which a child is killed: less where the last one got on, so that kills fall between."""


def content(version: int) -> PackContent:
    """Every version has another content; odd ones come whole."""
    return pack(version, _rows(version)) if version % 2 else _delta(version)


def _rows(version: int) -> tuple[Package, ...]:
    changed = _changed(version)
    return tuple({**{one.code: one for one in FEW}, changed.code: changed}.values())


def _changed(version: int) -> Package:
    picture = {"flow.png": bytes([version % 256]) * 3000}
    return package(code_of(version % ITEMS), picture, task_name=f"事项的第{version}版")


def _delta(version: int) -> PackContent:
    before = _rows(version - 1)
    last = _changed(version - 1).code
    restored = next(one for one in FEW if one.code == last)
    return delta(version - 1, version, before, _changed(version), restored)


def install(folder: Path, last: int | None) -> None:
    with (folder / SAID).open("a", buffering=1) as said, Writer(folder / DISK / FILE) as writer:
        current = writer.installed("hall")
        begin = current.version + 1 if current else 1
        for version in itertools.count(begin) if last is None else range(begin, last + 1):
            writer.apply(content(version), AT)
            said.write(json.dumps({"did": version}) + "\n")
        os._exit(0)  # as the power goes: nothing is closed in order


def kill(folder: Path, times: int) -> None:
    dice = random.Random(20260302)
    table()
    said = folder / SAID
    said.touch()
    longest = FIRST_S
    for _ in range(times):
        before = said.stat().st_size
        child = os.fork()
        if child == 0:
            install(folder, None)
        time.sleep(dice.uniform(0.002, longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"an install failed: {status}")
        got_on = said.stat().st_size > before
        longest = min(FIRST_S, max(SHORTEST_S, longest * (0.7 if got_on else 1.5)))


if __name__ == "__main__":
    here = Path(sys.argv[1])
    (here / DISK).mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        kill(here, int(sys.argv[2]))
    else:
        install(here, VERSIONS)
