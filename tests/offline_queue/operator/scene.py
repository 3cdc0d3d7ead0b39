"""A terminal with a queue to look into, and an operator who types."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.config import TerminalConfig
from offline_queue.archive.command import open_package
from offline_queue.operator.command import run
from offline_queue.outbox import rows
from offline_queue.outbox.aside import Aside, SetAside, put_aside
from offline_queue.outbox.claims import Claims, Settlement
from offline_queue.outbox.streams import CENTRAL, SECOND
from offline_queue.store.ledger import Ledger
from offline_queue.store.writer import Store
from provisioning.arguments_queue import add_queue
from tests.clock import MONDAY_MORNING

AT = MONDAY_MORNING.isoformat(timespec="seconds")
PERSON = "测试甲 990100199001010013"
"""What must not be seen of a record: synthetic, region 99."""


@dataclass(frozen=True)
class Scene:
    """The numbers of the records that `fill` makes. `older` and `younger` are about one thing."""

    waiting: int
    later: int
    dead: int
    parts: int
    half: int
    """The central platform has it, the second destination refused it."""
    conflict: int
    older: int
    younger: int

    @property
    def all_dead(self) -> tuple[int, ...]:
        return (self.dead, self.half, self.conflict, self.older)


def fill(store: Store) -> Scene:
    def put(kind: str = "help", about: str = "", owed: int = CENTRAL, parts: bool = False) -> int:
        body = {"ticket_id": about, "screen": PERSON, "n": 7}
        return store.call(lambda c: rows.put(c, kind, body, AT, about, owed, parts))

    scene = Scene(
        waiting=put(),
        later=put(),
        dead=put(),
        parts=put(parts=True),
        half=put(owed=CENTRAL | SECOND),
        conflict=put("evaluation"),
        older=put("application", "thing-1"),
        younger=put("application", "thing-1"),
    )
    later = SetAside(scene.later, Aside.LATER, 3, 1_900_000_000_000, "in_progress")
    store.call(lambda c: put_aside(c, CENTRAL, later))
    refuse(store, [scene.dead, scene.older], "rejected: screen")
    refuse(store, [scene.conflict], "conflict: this key was received with another content")
    refuse(store, [scene.half], "rejected: n", SECOND)
    store.call(lambda c: Claims(CENTRAL).settle(c, Settlement((scene.half,))))
    return scene


def refuse(store: Store, seqs: Iterable[int], why: str, dest: int = CENTRAL) -> None:
    said = Settlement(refused=dict.fromkeys(seqs, why))
    store.call(lambda c: Claims(dest).settle(c, said))


def next_to_send(store: Store, dest: int = CENTRAL) -> list[int]:
    taken = store.call(lambda c: Claims(dest).take(c, 0, 1))
    return [record.seq for record in taken]


def audit_of(ledger: Ledger) -> list[str]:
    """What happened, without what the service itself writes."""
    found = ledger.execute("SELECT event FROM audit ORDER BY seq").fetchall()
    return [text for (text,) in found if '"operator.' in text]


def unseal_args(file: Path, key: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_queue(parser)
    return parser.parse_args(["unseal", str(file), "--key", str(key)])


def open_args(file: Path, tar: Path, key: Path) -> int:
    """`main.py queue archive open`, in this process."""
    parser = argparse.ArgumentParser()
    add_queue(parser)
    words = ["archive", "open", str(file), str(tar), "--key", str(key)]
    return open_package(parser.parse_args(words))


def typed(config: TerminalConfig, *words: object) -> int:
    """`main.py queue WORDS`, in this process."""
    parser = argparse.ArgumentParser()
    add_queue(parser)
    args = parser.parse_args([*(str(word) for word in words), "--config", "terminal.toml"])
    return run(config, args)
