"""A child's side: frames in, one answer for each, until the parent is gone.

A frame is 4 bytes of length (big-endian) and MessagePack. Whatever a library prints goes to stderr,
never between the frames.
"""

import contextlib
import os
import struct
from collections.abc import Callable
from typing import Any, BinaryIO

import msgspec

from provisioning.certificates.confine import more_time

MOST_BYTES = 64 * 1024 * 1024
PROCESSOR_S = 20
"""Of processor time for one request that names no `processor_s`; then SIGXCPU."""
Answer = Callable[[dict[str, Any]], dict[str, Any]]


def serve(answer: Answer, hello: dict[str, Any], pipes: tuple[BinaryIO, BinaryIO]) -> None:
    """Says `hello` first. Ends when stdin ends."""
    source, target = pipes
    write_frame(target, hello)
    while (asked := read_frame(source)) is not None:
        _forget_words()
        more_time(asked.get("processor_s", PROCESSOR_S))
        write_frame(target, answer(asked))


def _forget_words() -> None:
    """What was printed before is of a request that ended well; the file would only grow."""
    with contextlib.suppress(OSError):  # a terminal or a pipe, where somebody looks on
        os.ftruncate(2, 0)
        os.lseek(2, 0, os.SEEK_SET)


def own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout for frames; what is printed from now on goes to stderr."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return source, target


def read_frame(source: BinaryIO) -> dict[str, Any] | None:
    """None at the end. Raises EOFError in the middle of a frame."""
    head = source.read(4)
    if not head:
        return None
    (length,) = struct.unpack(">I", head) if len(head) == 4 else (MOST_BYTES + 1,)
    body = source.read(length) if length <= MOST_BYTES else b""
    if len(body) != length:
        raise EOFError("a frame is not whole")
    frame: dict[str, Any] = msgspec.msgpack.decode(body)
    return frame


def write_frame(target: BinaryIO, content: dict[str, Any]) -> None:
    body = msgspec.msgpack.encode(content)
    target.write(struct.pack(">I", len(body)) + body)
    target.flush()
