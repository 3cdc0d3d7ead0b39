"""What a scan engine sends, byte for byte, and which codes it is cut into. Time is a number."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.code_reader.protocol import (
    ENGINES,
    GAP_S,
    MOST_BYTES,
    QUIET_S,
    BadCode,
    Engine,
    ScanLine,
)
from kiosk.faults import Fault
from kiosk.values import replace

PLAIN = ENGINES["plain"]
TICK = 0.001


@dataclass
class Wire:
    """Feeds a line as time goes by; `codes` are bytes, or faults."""

    line: ScanLine
    now: float = 100.0
    codes: list[bytes | Fault] = field(default_factory=list)

    def sends(self, data: bytes) -> "Wire":
        try:
            self.line.feed(data, self.now)
        except BadCode as bad:
            self.codes.append(bad.fault)
        return self

    def waits(self, seconds: float) -> "Wire":
        """Calls `take` when it is due, as the driver does."""
        end = self.now + seconds
        while self.line.due <= end:
            self.now = max(self.now, self.line.due)
            try:
                code = self.line.take(self.now)
            except BadCode as bad:
                self.codes.append(bad.fault)
            else:
                self.codes += [code] if code else []
        self.now = end
        return self


def wire(engine: Engine = PLAIN) -> Wire:
    return Wire(ScanLine(engine))


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_a_code_ends_with_the_line(end: bytes) -> None:
    assert wire().sends(b"A001" + end).waits(QUIET_S + TICK).codes == [b"A001"]


def test_a_code_without_an_end_ends_with_a_longer_pause() -> None:
    heard = wire().sends(b"A001").waits(GAP_S - TICK)
    assert heard.codes == []
    assert heard.waits(2 * TICK).codes == [b"A001"]


def test_a_code_in_pieces() -> None:
    heard = wire().sends(b"A0").waits(GAP_S / 2).sends(b"0").waits(GAP_S / 2).sends(b"1\r")
    assert heard.waits(1.0).codes == [b"A001"]


def test_two_codes_one_after_the_other() -> None:
    heard = wire().sends(b"A001\r").waits(1.0).sends(b"A002\r").waits(1.0)
    assert heard.codes == [b"A001", b"A002"]


def test_two_codes_at_once_are_not_taken_for_two_good_ones() -> None:
    """One code may hold a line break: to cut there would make a good code of half of it."""
    assert wire().sends(b"A001\rA002\r").waits(1.0).codes == [b"A001\rA002"]


def test_an_engine_that_always_ends_its_codes_lost_the_rest_of_one() -> None:
    strict = replace(PLAIN, must_end=True)
    heard = wire(strict).sends(b"A00").waits(1.0).sends(b"A001\r").waits(1.0)
    assert heard.codes == [Fault.CODE_NOT_TEXT, b"A001"]


def test_prefix_and_suffix_are_taken_off_once() -> None:
    framed = replace(PLAIN, prefix=b"<", suffixes=(b">",))
    heard = wire(framed).sends(b"<<A>>").waits(1.0).sends(b"A>").waits(1.0)
    assert heard.codes == [b"<A>", Fault.CODE_NOT_TEXT]


def test_bare_line_ends_are_no_codes() -> None:
    assert wire().sends(b"\r").waits(1.0).sends(b"\r\n").waits(1.0).codes == []


def test_answers_to_commands_are_no_codes() -> None:
    reply = b"\x02\x010000#SCNTRG1\x06;\x03"
    heard = wire(ENGINES["newland"]).sends(reply).waits(1.0).sends(reply + b"A001\r").waits(1.0)
    assert heard.codes == [b"A001"]
    assert heard.sends(reply[:-1]).waits(1.0).codes == [b"A001"]


def test_a_code_that_is_too_long_is_told_at_once_and_its_rest_skipped() -> None:
    heard = wire().sends(b"a" * MOST_BYTES)
    assert heard.codes == []
    assert heard.sends(b"a").codes == [Fault.CODE_TOO_LONG]
    for _ in range(5):
        heard.sends(b"a" * 4096).waits(QUIET_S / 2)
    heard.sends(b"a\r").waits(1.0).sends(b"A001\r").waits(1.0)
    assert heard.codes == [Fault.CODE_TOO_LONG, b"A001"]


def test_nothing_is_due_while_nothing_waits() -> None:
    line = ScanLine(PLAIN)
    assert line.due == float("inf")
    line.feed(b"A", 1.0)
    line.wipe()
    assert line.due == float("inf")
    assert line.take(100.0) is None


@given(
    st.sampled_from(sorted(ENGINES)),
    st.lists(st.tuples(st.binary(max_size=60) | st.just(b"\r"), st.floats(0, 1)), max_size=30),
)
def test_any_bytes_give_codes_or_coded_faults(name: str, sent: list[tuple[bytes, float]]) -> None:
    heard = wire(ENGINES[name])
    for data, pause in sent:
        heard.sends(data).waits(pause)
    heard.waits(1.0)
    assert heard.line.due == float("inf")
    total = sum(len(code) for code in heard.codes if isinstance(code, bytes))
    assert total <= sum(len(data) for data, _ in sent)


@given(
    code=st.binary(min_size=1, max_size=300).filter(lambda code: not code.endswith((b"\r", b"\n"))),
    cuts=st.lists(st.integers(0, 300), max_size=10),
    pause=st.floats(0, GAP_S * 0.99),
)
def test_how_a_code_is_cut_into_pieces_does_not_matter(
    code: bytes, cuts: list[int], pause: float
) -> None:
    """As long as no piece ends like a code."""
    ends = sorted({min(cut, len(code)) for cut in cuts} | {len(code)})
    pieces = [code[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    heard = wire()
    for piece in pieces:
        if piece.endswith((b"\r", b"\n")):
            return
        heard.sends(piece).waits(pause)
    assert heard.sends(b"\r").waits(1.0).codes == [code]
