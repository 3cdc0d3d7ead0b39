"""A life that records and sends: the next one goes on with the same files."""

from pathlib import Path

import msgspec
import requests

from tests.clock import FakeClock
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.powercut.run import Run
from tests.offline_queue.powercut.verdict import promised
from tests.offline_queue.terminal import Terminal, supply

URL = "url"
ROUNDS = 12


def consume(run: Run, fate: Fate) -> None:
    """Put some, send some, again and again; at the end, where there is one, all of it is sent."""
    folder = run.disk.parent
    requests.Session.send = fate.around(requests.Session.send)  # type: ignore[method-assign]
    store = run.store()
    supply(store)
    terminal = Terminal(store, (folder / URL).read_text(encoding="ascii"), FakeClock())
    n = begun_before(folder)
    for turn in range(ROUNDS):
        run.put(store, range(n, n + 1 + turn % 4))
        n += 1 + turn % 4
        terminal.pass_time()
    terminal.until_empty(store)


def begun_before(folder: Path) -> int:
    """The first number that no life has tried to record."""
    words = (folder / "said").read_bytes().splitlines()
    wanted = promised(msgspec.json.decode(line) for line in words).wanted
    return 1 + max((n for group in wanted for n in group), default=0)
