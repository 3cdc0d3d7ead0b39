"""What a keypad sends: broken frames never become digits that nobody typed."""

from devices.keypad.protocol import (
    Answer,
    Control,
    Rejected,
    Replies,
    control,
    identity,
    query_user_information,
)
from tests.devices.fuzz.pieces import joined, pieces

SEEDS = (
    joined(control(Control.RESET) + b"12\r", b"", b"\x1b#", query_user_information()),
    joined(b"\x02001\xee\x03", b"\x02\x0200", b"", b"5"),
    b"ZT588 HW1SW1".rjust(139, b"0"),
)


def one_input(data: bytes) -> None:
    replies = Replies()
    for piece in pieces(data):
        heard = replies.feed(piece) if piece else replies.quiet()
        for one in heard:
            assert not isinstance(one, Answer) or len(one.payload) <= 999
            assert not isinstance(one, Rejected) or one.size > 0
    identity(data)
