"""What one run did to its disk, in order: one Op a step, and a text form that can be kept."""

import base64
import json
import zlib
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any

from msgspec import Struct


class Act(Enum):
    FOLDER = "folder"
    CREATE = "create"
    WRITE = "write"
    SIZE = "size"
    RENAME = "rename"
    REMOVE = "remove"
    SYNC = "sync"
    SAY = "say"
    """Not of the disk: what the run says that it will do or has done, as JSON."""


class Op(Struct, frozen=True):
    """`path` is relative to the disk, "" its root. `at`: the place of a write in bytes, or the new
    size. `other`: the new name of a rename."""

    act: Act
    path: str = ""
    at: int = 0
    data: bytes = b""
    other: str = ""

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.data)
        return found


def to_text(ops: Iterable[Op]) -> str:
    """One line an Op."""
    lines = []
    for op in ops:
        if op.act is Act.SAY:
            lines.append(f"say {op.data.decode()}")
            continue
        packed = base64.b85encode(zlib.compress(op.data, 9)).decode() if op.data else ""
        lines.append(json.dumps([op.act.value, op.path, op.at, op.other, packed]))
    return "\n".join(lines) + "\n"


def from_text(text: str) -> tuple[Op, ...]:
    return tuple(_of_line(line) for line in text.splitlines())


def _of_line(line: str) -> Op:
    if line.startswith("say "):
        return Op(Act.SAY, data=line.removeprefix("say ").encode())
    act, path, at, other, packed = json.loads(line)
    data = zlib.decompress(base64.b85decode(packed)) if packed else b""
    return Op(Act(act), path, at, data, other)


def load(path: Path) -> tuple[Op, ...]:
    return from_text(path.read_text(encoding="ascii"))


def save(path: Path, ops: Iterable[Op]) -> None:
    path.write_text(to_text(ops), encoding="ascii")
