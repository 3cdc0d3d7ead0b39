"""A whole reading of an ID card: whatever the line brings, and whenever it is silent."""

from devices.id_reader.frames import MAX_LENGTH, build
from devices.id_reader.profile import Profile
from devices.id_reader.protocol import Reading
from devices.id_reader.steps import Pause, Send
from tests.devices.fuzz import fuzz_id_reader_text_block
from tests.devices.fuzz.pieces import joined, pieces

_OK = b"\x01\0\0\x90"
_FOUND, _SELECTED = b"\x01\0\0\x9f" + bytes(4), _OK + bytes(8)
_READS = [_OK + b"\1\0\4\0" + block + bytes(1024) for block in fuzz_id_reader_text_block.SEEDS]
SEEDS = (
    *(joined(_FOUND, _SELECTED, read, _OK + bytes(70)) for read in _READS),
    joined(b"\x01\0\0\x80", b"", _FOUND, b"\x01\0\0\x41", b"\0noise", b""),
)


def one_input(data: bytes) -> None:
    """A piece that begins with an odd byte is the body of a good frame, any other comes as it is,
    an empty one is silence."""
    reading = Reading(Profile(), photo=True, newest_address=True)
    steps = reading.begin()
    for piece in pieces(data):
        if not piece:
            steps = reading.on_timeout()
        elif piece[0] & 1:
            steps = reading.on_bytes(build(piece[1:MAX_LENGTH]))
        else:
            steps = reading.on_bytes(piece)
        assert sum(isinstance(step, Send | Pause) for step in steps) <= 1, "two things at once"
        if reading.over:
            break
    reading.wipe()
    assert reading.over and not reading.has_card
