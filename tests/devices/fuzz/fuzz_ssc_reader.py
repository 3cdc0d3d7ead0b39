"""Replies of a social security card: only permitted commands leave, and the reading ends."""

from devices.ssc_reader.apdu import SIZES, Tag, permitted
from devices.ssc_reader.protocol import PLAN, Failed, Session
from devices.ssc_reader.records import decode_person, generation_of, is_card_number, value_of
from kiosk.faults import Fault
from kiosk.identity import IdentityCard
from tests.devices.fuzz.pieces import joined, pieces

MOST_COMMANDS = 200
"""More than the longest reading with every answer in eight parts."""


def _answer(step: bytes | Tag, value: bytes = b"") -> bytes:
    record = bytes((step, SIZES[step])) + value.ljust(SIZES[step], b"1") if step in SIZES else b""
    return record + b"\x90\0"


SEEDS = (
    joined(*(_answer(step) for step in PLAN)),
    joined(b"\x61\x02", b"\x90\0", b"\x6c\x40", *(_answer(step) for step in PLAN[2:])),
    joined(*(b"\x90\0" if isinstance(step, bytes) else b"\x6a\x83" for step in PLAN)),
    joined(*([b"\x90\0"] * 7), b"\x69\x82"),
)


def one_input(data: bytes) -> None:
    replies = pieces(data)
    session = Session()
    step: bytes | IdentityCard | Failed = session.begin()
    sent = 0
    for reply in replies:
        if not isinstance(step, bytes):
            break
        assert permitted(step)
        sent += 1
        step = session.on_reply(reply)
    assert sent <= MOST_COMMANDS
    person = decode_person(dict(zip(SIZES, replies, strict=False)))
    assert isinstance(person, IdentityCard) or person in (Fault.SSC_BAD_DATA, Fault.SSC_BAD_NUMBER)
    for tag in Tag:
        value = value_of(tag, data)
        assert value is None or len(value) <= SIZES.get(tag, 0)
    text = data.decode("gb18030", "replace")
    is_card_number(text)
    generation_of(text)
