"""The grammar of fault scripts, and what a person who mistypes one is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.sims.script import BadScript, parse_script
from kiosk.device import Device
from kiosk.messages.sims import FaultRule


def test_the_example_of_the_documentation() -> None:
    text = """
    # the second page jams; the receipt printer loses its plug in mid-receipt
    a4_printer: at page 2 jam
    receipt_printer: after 300 bytes unplug   # and a comment behind
    id_reader: always late 40 ms
    ssc_reader: at command 5 hang
    id_reader: at reply 3 flip_bit 17
    lamps: now silent
    scanner: after 250 ms unplug
    """
    assert parse_script(text) == (
        FaultRule("a4_printer", "jam", "page", 2),
        FaultRule("receipt_printer", "unplug", "byte", 300),
        FaultRule("id_reader", "late", "always", 0, 40),
        FaultRule("ssc_reader", "hang", "command", 5),
        FaultRule("id_reader", "flip_bit", "reply", 3, 17),
        FaultRule("lamps", "silent", "now"),
        FaultRule("scanner", "unplug", "ms", 250),
    )


def test_nothing_is_no_fault() -> None:
    assert parse_script("") == parse_script("\n  # only words\n\n") == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("unplug", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader unplug", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: unplug", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: at reply three unplug", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: after 5 replies unplug", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: now late 40 50", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: now late -40", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: now flip_bit 1234567890", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("id_reader: at reply ３ unplug", "not `DEVICE: WHEN FAULT [NUMBER]`"),
        ("card_reader: now unplug", "no device 'card_reader': id_reader, ssc_reader"),
        ("a4_printer: at page 0 jam", "pages, commands and replies count from 1"),
    ],
)
def test_a_line_that_is_wrong_is_named(line: str, says: str) -> None:
    with pytest.raises(BadScript) as error:
        parse_script(f"# first\nlamps: now silent\n{line}\n")
    assert str(error.value).startswith("line 3: ")
    assert says in str(error.value)


WHEN = st.one_of(
    st.sampled_from([("now", "now", 0), ("always", "always", 0)]),
    st.tuples(st.sampled_from(["page", "command", "reply"]), st.integers(1, 999_999_999)).map(
        lambda at: (f"at {at[0]} {at[1]}", *at)
    ),
    st.integers(0, 999_999_999).map(lambda n: (f"after {n} bytes", "byte", n)),
    st.integers(0, 999_999_999).map(lambda n: (f"after {n} ms", "ms", n)),
)


@given(
    st.sampled_from(list(Device)),
    WHEN,
    st.text("abcxyz_", min_size=1, max_size=20),
    st.none() | st.integers(0, 999_999_999),
    st.sampled_from(["", " ms", "  # why"]),
)
def test_every_rule_can_be_written(
    device: Device, when: tuple[str, str, int], fault: str, value: int | None, end: str
) -> None:
    words, point, at = when
    number = f" {value}" if value is not None else ""
    end = "" if value is None and end == " ms" else end
    assert parse_script(f"{device}:  {words} {fault}{number}{end}") == (
        FaultRule(device, fault, point, at, value or 0),
    )


@given(st.text())
def test_any_text_is_rules_or_a_bad_script(text: str) -> None:
    try:
        rules = parse_script(text)
    except BadScript:
        return
    assert len(rules) <= len(text.splitlines())
