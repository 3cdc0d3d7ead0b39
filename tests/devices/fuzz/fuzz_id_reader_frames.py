"""Frames of the ID card reader, in any pieces: each byte is in a frame, waiting, or discarded."""

from devices.id_reader.frames import MAX_FRAME, MIN_REQUEST, PREAMBLE, FrameParser, build
from devices.id_reader.replies import parse_frame
from tests.devices.fuzz.pieces import joined, pieces

AROUND = len(PREAMBLE) + 2 + 1
"""Bytes of a frame beside its body."""
_FRAME = build(b"\0\0\x9f" + bytes(4))
SEEDS = (
    joined(_FRAME[:9], _FRAME[9:] + b"AAAA" + _FRAME),
    joined(PREAMBLE + b"\xff\xff" + _FRAME, _FRAME[:-1] + b"\0", b"\xaa\0" + _FRAME),
)


def one_input(data: bytes) -> None:
    parse_frame(data)
    for parser in (FrameParser(), FrameParser(MIN_REQUEST)):
        fed = framed = 0
        for piece in pieces(data):
            fed += len(piece)
            framed += sum(len(body) + AROUND for body in parser.feed(piece))
            assert 0 <= fed - framed - parser.discarded <= MAX_FRAME
        parser.clear()
        assert fed == framed + parser.discarded
