"""What a scan engine sends, for every engine, and what a code may hold."""

import unicodedata
from contextlib import suppress

from devices.code_reader.protocol import (
    ENGINES,
    MOST_BYTES,
    MOST_CHARACTERS,
    BadCode,
    ScanLine,
    split_aim,
    text_of,
)
from tests.devices.fuzz.pieces import joined, pieces

SEEDS = (
    joined(b"https://example.org/1\r\n", b"\x02\x010000@ok;", b"", b"half", b"of a code\r"),
    b"]Q1" + "取号".encode("gb18030"),
    "取号\ufeff".encode(),
)


def one_input(data: bytes) -> None:
    for engine in ENGINES.values():
        line, now = ScanLine(engine), 0.0
        for piece in pieces(data):
            now += len(piece) / 100
            with suppress(BadCode):
                line.feed(piece * 20, now)
                code = line.take(now + len(piece) / 50)
                assert code is None or 0 < len(code) <= MOST_BYTES
    with suppress(BadCode):
        text = text_of(data)
        assert 0 < len(text) <= MOST_CHARACTERS
        assert not any(unicodedata.category(character) == "Cc" for character in text)
    with suppress(BadCode):
        split_aim(data)
