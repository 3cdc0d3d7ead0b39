"""The codec: what it writes it reads back, and any bytes give a message or BadMessage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.a4_printer.ipp import (
    MOST_BYTES,
    MOST_DEPTH,
    Attributes,
    BadMessage,
    Group,
    Message,
    Tag,
    Value,
    decode,
    encode,
)
from devices.a4_printer.protocol import JOB_ATTRIBUTES, Operation, Order, Requests
from devices.a4_printer.seen import jobs_seen, printer_seen
from devices.a4_printer.status import fault_before, status_of, trouble_during

HEADER = bytes.fromhex("0200 0000 00000001")
NAMES = st.sampled_from(
    ("printer-state", "printer-state-reasons", "media-ready", "media-col-ready", "job-state")
) | st.text("abcxyz-", min_size=1, max_size=6)
NUMBERS = st.integers(-(2**31), 2**31 - 1)
TEXT = st.text(max_size=20)
PLAIN = st.one_of(
    st.builds(Value, st.sampled_from((Tag.INTEGER, Tag.ENUM)), NUMBERS),
    st.builds(Value, st.just(Tag.BOOLEAN), st.booleans()),
    st.builds(Value, st.sampled_from((Tag.KEYWORD, Tag.TEXT, Tag.NAME, Tag.URI)), TEXT),
    st.builds(Value, st.just(Tag.OCTETS), st.binary(max_size=60)),
    st.builds(Value, st.just(Tag.RANGE), st.tuples(NUMBERS, NUMBERS)),
    st.builds(Value, st.just(Tag.RESOLUTION), st.tuples(NUMBERS, NUMBERS, st.integers(3, 4))),
    st.builds(Value, st.sampled_from((Tag.NO_VALUE, Tag.UNKNOWN)), st.none()),
)


def sets(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Attributes]:
    one = st.lists(values, min_size=1, max_size=3).map(tuple)
    return st.dictionaries(NAMES, one, max_size=4)


VALUES = st.recursive(
    PLAIN, lambda inner: st.builds(Value, st.just(Tag.COLLECTION), sets(inner)), max_leaves=6
)
MESSAGES = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(0, 2**32 - 1),
    st.lists(
        st.builds(Group, st.sampled_from((Tag.OPERATION, Tag.JOB, Tag.PRINTER)), sets(VALUES)),
        max_size=4,
    ).map(tuple),
)


def attribute(tag: int, name: bytes, value: bytes) -> bytes:
    sizes = [len(part).to_bytes(2, "big") for part in (name, value)]
    return bytes([tag]) + sizes[0] + name + sizes[1] + value


@pytest.mark.slow
@given(MESSAGES, st.binary(max_size=20))
@settings(max_examples=100)
def test_what_is_written_is_read_back(message: Message, document: bytes) -> None:
    data = encode(message)
    assert decode(data + document) == (message, len(data))


def understood(data: bytes) -> None:
    """Everything that the driver makes of an answer; only BadMessage may come out."""
    try:
        message, end = decode(data)
    except BadMessage:
        return
    assert 0 < end <= len(data)
    for job in jobs_seen(message):
        assert job.id is None or isinstance(job.id, int)
    seen = printer_seen(message.first_of(Tag.PRINTER))
    status = status_of(seen, "iso_a4_210x297mm")
    fault_before(seen, status)
    trouble_during(seen)
    assert len(seen.detail) < 4000
    assert status.identity.isprintable()


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes_are_a_message_or_are_none(data: bytes) -> None:
    understood(data)
    understood(HEADER + b"\x04" + data)


@pytest.mark.slow
@given(
    MESSAGES,
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=4),
    st.integers(0, 4000),
)
@settings(max_examples=150)
def test_spoilt_messages_are_messages_or_are_none(
    message: Message, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(encode(message))
    for at, value in changes:
        data[at % len(data)] = value
    understood(bytes(data[: cut or None]))


@pytest.mark.parametrize("end", [b"", b"\x03"])
def test_a_length_that_would_lead_back_is_only_a_long_one(end: bytes) -> None:
    """Read as a signed number, FFFA would move the reader back to where it was, for ever."""
    data = HEADER + b"\x01" + b"\x44\x00\x01x\xff\xfa" + end
    with pytest.raises(BadMessage):
        decode(data)


def test_an_empty_group_is_a_group() -> None:
    message, _ = decode(HEADER + b"\x01\x05\x04" + attribute(0x44, b"a", b"b") + b"\x03")
    assert [group.tag for group in message.groups] == [Tag.OPERATION, Tag.UNSUPPORTED, Tag.PRINTER]


def test_the_members_of_a_collection_are_sets_too() -> None:
    inside = attribute(0x4A, b"", b"media-type") + attribute(0x44, b"", b"plain")
    inside += attribute(0x44, b"", b"thick")
    whole = attribute(0x34, b"media-col", b"") + inside + attribute(0x37, b"", b"")
    message, _ = decode(HEADER + b"\x04" + whole + b"\x03")
    (value,) = message.first_of(Tag.PRINTER)["media-col"]
    assert isinstance(value.data, dict)
    assert [one.data for one in value.data["media-type"]] == ["plain", "thick"]


def test_text_with_a_language_is_text() -> None:
    raw = b"\x00\x05zh-cn" + len("缺纸".encode()).to_bytes(2, "big") + "缺纸".encode()
    message, _ = decode(HEADER + b"\x04" + attribute(0x35, b"t", raw) + b"\x03")
    assert message.first_of(Tag.PRINTER)["t"][0].data == "缺纸"


WRONG = {
    "nothing": b"",
    "no end": HEADER,
    "no group": HEADER + attribute(0x44, b"a", b"b") + b"\x03",
    "no name": HEADER + b"\x04" + attribute(0x44, b"", b"b") + b"\x03",
    "short number": HEADER + b"\x04" + attribute(0x21, b"n", b"\x00") + b"\x03",
    "cut text": HEADER + b"\x04" + attribute(0x35, b"t", b"\x00\x09x") + b"\x03",
    "open": HEADER + b"\x04" + attribute(0x34, b"c", b"") + b"\x03",
    "deep": HEADER + b"\x04" + (attribute(0x34, b"c", b"") + attribute(0x4A, b"", b"m")) * 50,
    "many": HEADER + b"\x04" + attribute(0x44, b"a", b"b") * 20_000 + b"\x03",
    "long": HEADER + b"\x04" + attribute(0x44, b"a", b"b" * 60_000) * 6 + b"\x03",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_no_printer_may_say(name: str) -> None:
    with pytest.raises(BadMessage):
        decode(WRONG[name])


def test_as_deep_as_is_allowed() -> None:
    value = Value(Tag.INTEGER, 1)
    for _ in range(MOST_DEPTH):
        value = Value(Tag.COLLECTION, {"inside": (value,)})
    message = Message(0, 1, (Group(Tag.PRINTER, {"deep": (value,)}),))
    assert decode(encode(message))[0] == message
    deeper = Value(Tag.COLLECTION, {"inside": (value,)})
    with pytest.raises(BadMessage):
        decode(encode(Message(0, 1, (Group(Tag.PRINTER, {"deep": (deeper,)}),))))


def test_a_document_behind_the_message_may_be_long() -> None:
    message = Message(0, 1, (Group(Tag.JOB, {"job-id": (Value(Tag.INTEGER, 7),)}),))
    data = encode(message)
    assert decode(data + bytes(2 * MOST_BYTES)) == (message, len(data))


def test_a_request_is_the_published_bytes() -> None:
    """RFC 8010 A.1 with our attributes: tag, length, name, length, value, in this order."""
    data = Requests("ipp://printer/ipp/print", "kiosk").cancel(9, 258)
    assert data == (
        bytes.fromhex("0200 0008 00000009 01")
        + attribute(0x47, b"attributes-charset", b"utf-8")
        + attribute(0x48, b"attributes-natural-language", b"en")
        + attribute(0x45, b"printer-uri", b"ipp://printer/ipp/print")
        + attribute(0x21, b"job-id", bytes.fromhex("00000102"))
        + attribute(0x42, b"requesting-user-name", b"kiosk")
        + b"\x03"
    )


def test_a_job_is_ordered_as_it_is_wanted() -> None:
    requests = Requests("ipp://printer/ipp/print", "kiosk")
    order = Order("T-1", copies=2, two_sided=True, colour=True)
    for data, code in (
        (requests.create(1, order), Operation.CREATE_JOB),
        (requests.print_job(1, order), Operation.PRINT_JOB),
    ):
        message, _ = decode(data)
        assert message.code == code
        asked, template = message.first_of(Tag.OPERATION), message.first_of(Tag.JOB)
        assert asked["job-name"] == (Value(Tag.NAME, "T-1"),)
        assert template["copies"] == (Value(Tag.INTEGER, 2),)
        assert template["media"] == (Value(Tag.KEYWORD, "iso_a4_210x297mm"),)
        assert template["sides"] == (Value(Tag.KEYWORD, "two-sided-long-edge"),)
        assert template["print-color-mode"] == (Value(Tag.KEYWORD, "color"),)
    plain, _ = decode(requests.create(1, Order("T-2")))
    assert set(plain.first_of(Tag.JOB)) == {"media", "print-color-mode"}
    listed, _ = decode(requests.jobs(1, "completed", 5))
    told = [value.data for value in listed.first_of(Tag.OPERATION)["requested-attributes"]]
    assert told == list(JOB_ATTRIBUTES)
