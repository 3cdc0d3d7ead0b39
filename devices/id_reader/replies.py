"""What a SAM-V reader answers, and what follows from each status. Pure."""

from enum import IntEnum

from msgspec import Struct

from devices.id_reader.frames import FrameParser, wipe
from kiosk.faults import Fault


class Sw3(IntEnum):
    """Third status byte. A value outside the table is read as UNSPECIFIED."""

    OK = 0x90
    FOUND = 0x9F
    NO_CONTENT = 0x91
    FIND_FAILED = 0x80
    SELECT_FAILED = 0x81
    WRONG_TYPE = 0x40
    READ_FAILED = 0x41
    SAM_REFUSES_CARD = 0x31
    CARD_REFUSES_SAM = 0x32
    VERIFICATION_ERROR = 0x33
    RANDOM_ERROR = 0x47
    REQUEST_CHECKSUM = 0x10
    REQUEST_LENGTH = 0x11
    UNKNOWN_COMMAND = 0x21
    NO_PERMISSION = 0x23
    UNSPECIFIED = 0x24
    SELF_TEST_FAILED = 0x60
    SAM_NOT_AUTHORISED = 0x66

    @classmethod
    def _missing_(cls, value: object) -> "Sw3":
        return cls.UNSPECIFIED


RETRIES = {
    Sw3.READ_FAILED: 2,
    Sw3.SELECT_FAILED: 2,
    Sw3.FIND_FAILED: 2,
    Sw3.UNSPECIFIED: 1,
    Sw3.RANDOM_ERROR: 1,
    Sw3.NO_CONTENT: 1,
}
"""From FIND again so often for one card, then it must be presented again. 80 counts here only as
an answer to SELECT or READ: the card left between two commands."""

REFUSALS = {
    Sw3.WRONG_TYPE: Fault.CARD_WRONG_TYPE,
    Sw3.SAM_REFUSES_CARD: Fault.CARD_NOT_VERIFIED,
    Sw3.CARD_REFUSES_SAM: Fault.CARD_NOT_VERIFIED,
    Sw3.VERIFICATION_ERROR: Fault.CARD_NOT_VERIFIED,
    Sw3.REQUEST_LENGTH: Fault.READER_UNSUPPORTED,
    Sw3.UNKNOWN_COMMAND: Fault.READER_UNSUPPORTED,
    Sw3.NO_PERMISSION: Fault.READER_UNSUPPORTED,
    Sw3.SELF_TEST_FAILED: Fault.READER_OUT_OF_SERVICE,
    Sw3.SAM_NOT_AUTHORISED: Fault.READER_OUT_OF_SERVICE,
}
"""Never tried again for this card (CARD_...), or this reader cannot do it at all (READER_...)."""


class Reply(Struct, frozen=True):
    """`data` is owned by whoever holds the reply, who wipes it after use."""

    sw3: Sw3
    data: bytearray


def parse_frame(frame: bytes) -> Reply | None:
    """The reply in exactly one whole frame, with nothing round it; None for any other bytes."""
    parser = FrameParser()
    bodies = parser.feed(frame)
    if len(bodies) != 1 or parser.discarded or parser.inside:
        return None
    return as_reply(bodies[0])


def as_reply(body: bytearray) -> Reply:
    """SW1 and SW2 are 00 in every reply known; with others the third byte is not trusted."""
    known = len(body) >= 3 and body[:2] == b"\0\0"
    sw3 = Sw3(body[2]) if known else Sw3.UNSPECIFIED
    data = body[3:]
    wipe(body)
    return Reply(sw3, data)


def split_blocks(data: bytearray, count: int) -> list[bytearray] | None:
    """The blocks of a read reply by their declared lengths: `count` big-endian lengths, then the
    blocks. None where the lengths do not add up. Two for READ, three with fingerprints."""
    at = 2 * count
    lengths = [int.from_bytes(data[2 * i : 2 * i + 2], "big") for i in range(count)]
    if at + sum(lengths) != len(data):
        return None
    blocks = []
    for length in lengths:
        blocks.append(data[at : at + length])
        at += length
    return blocks


def decode_sam_id(data: bytes | bytearray) -> str:
    """AA.BB-YYYYMMDD-NNNNNNNNNN-NNNNNNNNNN from 16 little-endian bytes; "" for other lengths."""
    if len(data) != 16:
        return ""
    maker, model = (int.from_bytes(data[i : i + 2], "little") for i in (0, 2))
    made, serial, code = (int.from_bytes(data[i : i + 4], "little") for i in (4, 8, 12))
    return f"{maker:02}.{model:02}-{made:08}-{serial:010}-{code:010}"
