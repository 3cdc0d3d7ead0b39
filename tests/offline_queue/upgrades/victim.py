"""An upgrade that kills itself: `python -m tests.offline_queue.upgrades.victim`.

Each line on standard input is a folder and the number of the statement before which the process
kills itself (SIGKILL).
"""

from pathlib import Path

from offline_queue.outbox import upgrade
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from tests.offline_queue.kills.fate import Fate
from tests.offline_queue.kills.lives import one_by_one


def live(folder: str, at_statement: str) -> None:
    fate = Fate(int(at_statement))
    for name in ("execute", "executemany"):
        setattr(Ledger, name, fate.before(getattr(Ledger, name)))
    store = Store(Path(folder), ballast_bytes=4096)
    upgrade.bring_up(store)
    store.close()


if __name__ == "__main__":
    one_by_one(live)
