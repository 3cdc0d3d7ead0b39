"""What each fault of the wire makes of a reply."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.sims.armed import Armed
from devices.sims.mangle import GARBAGE, WIRE_FAULTS, Hang, Mangle, Send, Step, Unplug
from kiosk.messages.sims import FaultRule

REPLY = bytes(range(100))


class Line:
    def __init__(self, *rules: tuple[str, str, int, int]) -> None:
        self.armed = Armed("scanner", WIRE_FAULTS | {"card_gone": "the card is taken"})
        self.arm(*rules)
        self.mangle = Mangle(self.armed)

    def arm(self, *rules: tuple[str, str, int, int]) -> None:
        self.armed.arm([FaultRule("scanner", *rule) for rule in rules])

    def reply(self, data: bytes = REPLY) -> list[Step]:
        return self.mangle.reply(data)


def test_undisturbed() -> None:
    line = Line()
    assert line.reply() == [Send(REPLY)]
    assert line.mangle.stop() is None


@pytest.mark.parametrize(
    ("fault", "value", "data"),
    [
        ("flip_bit", 0, b"\x01" + REPLY[1:]),
        ("flip_bit", 17, REPLY[:2] + b"\x00" + REPLY[3:]),
        ("flip_bit", 799, REPLY[:99] + bytes([99 ^ 0x80])),
        ("flip_bit", 800, REPLY),
        ("truncate", 7, REPLY[:7]),
        ("truncate", 100, REPLY),
        ("garbage", 3, GARBAGE[:3] + REPLY),
        ("garbage", 0, GARBAGE[:16] + REPLY),
        ("endless", 300, REPLY + GARBAGE + GARBAGE[:44]),
    ],
)
def test_a_spoilt_reply(fault: str, value: int, data: bytes) -> None:
    lasting = Line((fault, "always", 0, value))
    assert lasting.reply() == lasting.reply() == [Send(data)]
    once = Line((fault, "reply", 2, value))
    assert [once.reply() for _ in range(3)] == [[Send(REPLY)], [Send(data)], [Send(REPLY)]]


def test_cut_to_nothing_is_nothing() -> None:
    assert Line(("truncate", "now", 0, 0)).reply() == []


def test_endless_is_a_million_bytes() -> None:
    (step,) = Line(("endless", "now", 0, 0)).reply()
    assert isinstance(step, Send)
    assert len(step.data) == 1_000_100


def test_late() -> None:
    lasting = Line(("late", "always", 0, 40))
    assert lasting.reply() == lasting.reply() == [Send(REPLY, 0.04)]
    once = Line(("late", "reply", 2, 40))
    assert [once.reply() for _ in range(3)] == [[Send(REPLY)], [Send(REPLY, 0.04)], [Send(REPLY)]]


@pytest.mark.parametrize(("fault", "step"), [("unplug", Unplug()), ("hang", Hang())])
def test_a_line_that_stops(fault: str, step: Step) -> None:
    line = Line((fault, "reply", 2, 0))
    assert line.reply() == [Send(REPLY)]
    assert line.reply() == [step]
    assert line.reply() == [step]
    assert line.mangle.stop() == step
    line.armed.heal()
    assert line.reply() == [Send(REPLY)]


def test_silence_lasts() -> None:
    line = Line(("silent", "reply", 2, 0))
    assert [line.reply() for _ in range(3)] == [[Send(REPLY)], [], []]
    assert line.mangle.stop() is None


@pytest.mark.parametrize(
    ("fault", "after"),
    [("unplug", [Unplug()]), ("hang", [Hang()]), ("silent", []), ("card_gone", [])],
)
def test_stopped_in_the_middle_of_a_reply(fault: str, after: list[Step]) -> None:
    line = Line((fault, "byte", 130, 9))
    assert line.reply() == [Send(REPLY)]
    assert line.reply() == [Send(REPLY[:30]), *after]
    assert line.armed.on(fault) is not None


def test_stopped_before_the_first_byte() -> None:
    assert Line(("unplug", "byte", 0, 0)).reply() == [Unplug()]


def test_stopped_after_the_last_byte() -> None:
    line = Line(("unplug", "byte", 100, 0))
    assert line.reply() == [Send(REPLY), Unplug()]


@pytest.mark.parametrize("fault", ["late", "flip_bit", "garbage"])
def test_what_spoils_from_a_byte_on_spoils_the_next_reply(fault: str) -> None:
    line = Line((fault, "byte", 50, 8))
    assert line.reply() == [Send(REPLY)]
    assert line.reply() != [Send(REPLY)]


def test_a_fault_of_the_device_can_strike_at_a_reply() -> None:
    """The wire does not swallow the words that it does not know."""
    line = Line(("card_gone", "reply", 2, 5))
    line.reply()
    assert line.armed.on("card_gone") is None
    assert line.reply() == [Send(REPLY)]
    assert line.armed.on("card_gone") == 5


def test_bytes_that_do_not_leave_do_not_count() -> None:
    line = Line(("silent", "now", 0, 0), ("unplug", "byte", 150, 0))
    line.reply()
    line.reply()
    assert line.mangle.stop() is None


@given(
    st.lists(st.integers(1, 400), max_size=30),
    st.integers(0, 2000),
    st.sampled_from(["unplug", "hang", "silent", "card_gone"]),
)
def test_exactly_so_many_bytes_leave(sizes: list[int], at: int, fault: str) -> None:
    line = Line((fault, "byte", at, 0))
    left = 0
    for size in sizes:
        if line.armed.on(fault) is not None:
            break
        for step in line.reply(bytes(size)):
            if isinstance(step, Send):
                left += len(step.data)
    assert left == min(at, sum(sizes))


@given(st.sampled_from(sorted(WIRE_FAULTS)), st.integers(0, 900), st.binary(max_size=64))
def test_any_fault_with_any_number_makes_steps(fault: str, value: int, data: bytes) -> None:
    for when, at in (("now", 0), ("reply", 1), ("byte", 3), ("byte", 0)):
        steps = Line((fault, when, at, value)).reply(data)
        assert sum(isinstance(step, Send) for step in steps) <= 1
        assert not any(isinstance(step, Send) for step in steps[1:])
