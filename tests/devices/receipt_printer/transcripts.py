"""Reads transcripts: what was sent (`>`), what came back (`<`), and what it must mean (`=`).

Bytes are hexadecimal, `#` begins a remark. A meaning closes the exchange before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("transcripts")


@dataclass(frozen=True, slots=True)
class Exchange:
    line: int
    sent: bytes
    received: bytes
    meaning: str


def read_transcript(path: Path) -> Iterator[Exchange]:
    sent = received = b""
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.partition("#")[0].strip()
        mark, rest = line[:1], line[1:].strip()
        if mark == ">":
            sent += bytes.fromhex(rest)
        elif mark == "<":
            received += bytes.fromhex(rest)
        elif mark == "=":
            yield Exchange(number, sent, received, rest)
            sent = received = b""
        elif mark:
            raise AssertionError(f"{path.name}:{number}: neither >, < nor =")
    assert not (sent or received), f"{path.name}: the last exchange has no meaning"
