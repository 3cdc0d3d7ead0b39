"""One measurement in a process of its own: `python -m tests.bench.items.worker TASK FILE ARGS`.

Writes one JSON value on standard output.
"""

import json
import sys
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from provisioning.catalogue.content import Package, PackContent, canonical, root_hash
from provisioning.catalogue.finding import Search
from provisioning.catalogue.reader import Reader
from provisioning.catalogue.shelf import Shelf
from provisioning.catalogue.writer import Writer
from tests.provisioning.catalogue.distractors import documents
from tests.provisioning.catalogue.items import AT, questions
from tests.provisioning.catalogue.packs import catalogue_of

PACK = "distractors"
REGION = "990100"
CATEGORY = 5


def build(file: Path, distractors: str) -> dict[str, float]:
    """Seconds for the sample and so many other items, and the file's megabytes."""
    began = time.perf_counter()
    catalogue_of(file, int(distractors))
    return {"seconds": time.perf_counter() - began, "mb": file.stat().st_size / 1e6}


def keystrokes(file: Path) -> list[float]:
    """Seconds from each keystroke to its items and answers, of all questions typed to their end."""
    search = Search(Reader(file).view())
    search.find("预热", 10)
    seconds = []
    for _, text, _ in questions():
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            search.find(text[:end])
            search.ask(text[:end], 2)
            seconds.append(time.perf_counter() - began)
    return seconds


def hits(file: Path) -> list[float]:
    """Percent of the questions with the right item first, and among the first three: of the half
    of the questions that nobody looked at while the ranking was made."""
    search = Search(Reader(file).view())
    half = list(islice(questions(), 1, None, 2))
    found = [[hit.code for hit in search.find(text, 3)] for _, text, _ in half]
    codes = [code for _, _, code in half]
    first = sum(some[:1] == [code] for some, code in zip(found, codes, strict=True))
    three = sum(code in some for some, code in zip(found, codes, strict=True))
    return [100 * first / len(half), 100 * three / len(half)]


def memory(file: Path) -> float:
    """Megabytes that a reader grows by that lists, opens a search and is typed at."""
    before = _resident()
    view = Reader(file).view()
    search = Search(view, view.visible(AT, REGION))
    for _, text, _ in questions()[::3]:
        search.find(text)
    return _resident() - before


def opening(file: Path) -> list[float]:
    """Seconds to open the file and an item in it, and to make a search ready."""
    began = time.perf_counter()
    view = Reader(file).view()
    view.item("992000501000")
    opened = time.perf_counter()
    search = Search(view)
    search.find("社保")
    return [opened - began, time.perf_counter() - opened]


def region(file: Path) -> list[float]:
    """Seconds to a list of a district, a town and a village, in turn, as a citizen sees it on a
    terminal of the city."""
    shelf = Shelf(file, REGION)
    shelf.category(CATEGORY, 50, AT)
    seconds = []
    for place in ("990101", "990101003", "990101003201") * 10:
        began = time.perf_counter()
        shelf.category(CATEGORY, 50, AT, place)
        seconds.append(time.perf_counter() - began)
    return seconds


def one_change(file: Path, times: str) -> list[float]:
    """Seconds to install a pack in which one item is changed, its root hash checked."""
    seconds = []
    with Writer(file) as writer:
        known = writer.hashes(PACK)
        code = sorted(known)[len(known) // 2]
        for number in range(int(times)):
            row = {**next(documents(1)), "catalog_code": code, "task_name": f"第{number}版的事项"}
            changed = Package(code, canonical(row))
            known[code] = changed.hash
            current = writer.installed(PACK)
            assert current is not None
            root = root_hash(known.items())
            content = PackContent(
                *(PACK, current.publisher, current.version + 1, root, (changed,)),
                base=current.version,
            )
            began = time.perf_counter()
            writer.apply(content, AT + timedelta(minutes=number))
            seconds.append(time.perf_counter() - began)
    return seconds


def _resident() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1]) / 1024


TASKS = (build, keystrokes, hits, memory, opening, region, one_change)

if __name__ == "__main__":
    tasks: dict[str, Any] = {task.__name__: task for task in TASKS}
    json.dump(tasks[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:]), sys.stdout)
