"""A disk with a cache: what was synced stays at a power cut, of the rest anything may stay. Pure.

Stricter than any file system that a terminal may have: the bytes of a file are safe only after a
sync of the file, its name, its renaming and its removal only after a sync of its folder.
"""

import posixpath
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from tests.offline_queue.powercut.trace import Act, Op


class Cut(Enum):
    DROP = "drop"
    """Everything that was not synced is gone."""
    TORN = "torn"
    """Each block that was not synced is kept by the toss of a coin, and of the changes of names the
    first few."""


Pending = tuple[int, bytes] | int
"""A write (place, bytes) or a new size."""


@dataclass(slots=True)
class Node:
    """A file or a folder. `pending`: oldest first."""

    folder: bool = False
    safe: bytearray = field(default_factory=bytearray)
    pending: list[Pending] = field(default_factory=list)


Names = dict[str, Node]


class Disk:
    def __init__(self) -> None:
        self._now: Names = {"": Node(folder=True)}
        self._safe: Names = dict(self._now)
        self._changes: list[tuple[Op, Node]] = []
        """Of names, not safe yet; a node for those that make one."""

    def do(self, op: Op) -> None:
        if op.act is Act.WRITE:
            self._node(op).pending.append((op.at, op.data))
        elif op.act is Act.SIZE:
            self._node(op).pending.append(op.at)
        elif op.act is Act.SYNC:
            self._sync(op.path)
        elif op.act is not Act.SAY and not (op.act is Act.CREATE and op.path in self._now):
            node = self._now.get(op.path) or Node(folder=op.act is Act.FOLDER)
            _rename(self._now, op, node)
            self._changes.append((op, node))

    def settle(self) -> None:
        """All that was done so far is safe."""
        for path, node in self._now.items():
            if not node.folder:
                self._sync(path)
        self._safe, self._changes = dict(self._now), []

    def image(self, cut: Cut, chance: random.Random) -> dict[str, bytes | None]:
        """What the disk holds after a cut now: files by path, None for a folder."""
        names, keep = dict(self._safe), chance.choice((0.2, 0.5, 0.8))
        block = chance.choice((512, 4096))
        if cut is Cut.TORN:
            for op, node in self._changes[: chance.randint(0, len(self._changes))]:
                _rename(names, op, node)
        found: dict[str, bytes | None] = {}
        for path in sorted(names):
            node = names[path]
            if path and posixpath.dirname(path) not in ("", *found):
                continue  # its folder is not there
            content = bytearray(node.safe)
            if cut is Cut.TORN:
                for one in node.pending:
                    _tear(content, one, lambda: chance.random() < keep, block)
            found[path] = None if node.folder else bytes(content)
        return found

    def _node(self, op: Op) -> Node:
        return self._now.get(op.path) or Node()  # a file that was removed while open

    def _sync(self, path: str) -> None:
        node = self._now.get(path)
        if node is None:
            return
        if not node.folder:
            for one in node.pending:
                _apply(node.safe, one)
            node.pending = []
            return
        left = []
        for op, named in self._changes:
            if posixpath.dirname(op.path) == path:
                _rename(self._safe, op, named)
            else:
                left.append((op, named))
        self._changes = left


def _rename(names: Names, op: Op, node: Node) -> None:
    if op.act is Act.REMOVE:
        names.pop(op.path, None)
    elif op.act is Act.RENAME:
        if node.folder or posixpath.dirname(op.path) != posixpath.dirname(op.other):
            raise NotImplementedError("only a file within its folder")
        names.pop(op.path, None)
        names[op.other] = node
    else:
        names[op.path] = node


def _apply(content: bytearray, one: Pending) -> None:
    if isinstance(one, int):
        del content[one:]
        content.extend(bytes(one - len(content)))
        return
    at, data = one
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


def _tear(
    content: bytearray, one: tuple[int, bytes] | int, kept: Callable[[], bool], block: int
) -> None:
    if isinstance(one, int):
        if kept():
            _apply(content, one)
        return
    at, data = one
    start = at
    while start < at + len(data):
        end = min(at + len(data), (start // block + 1) * block)
        if kept():
            _apply(content, (start, data[start - at : end - at]))
        start = end
