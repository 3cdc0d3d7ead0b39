"""Every model's transcript means with the model's row what a person wrote beside it.

A model is added with a row in models.toml and a file here: both are found by themselves.
"""

from collections.abc import Mapping
from dataclasses import fields

import pytest

from devices.receipt_printer.profile import Profile, StatusBits
from devices.receipt_printer.profiles import PROFILES
from devices.receipt_printer.protocol import (
    BarrierReached,
    Cleared,
    Counted,
    Replies,
    StatusByte,
    Told,
    barrier_command,
    status_names,
    status_query,
)
from devices.receipt_printer.status import (
    Report,
    decode,
    fault_after,
    fault_before,
    fault_during,
)
from kiosk.faults import Fault
from tests.devices.receipt_printer.transcripts import FOLDER, Exchange, read_transcript

COMMANDS = ("cut", "present", "retract", "clear", "feed", "setup")


def answers_of(exchange: Exchange, profile: Profile) -> Mapping[str, int]:
    """The status bytes, however the stream is cut; nothing else may be in it."""
    replies = Replies(profile)
    replies.expect_status()
    heard = [one for byte in exchange.received for one in replies.feed(bytes([byte]))]
    assert all(isinstance(one, StatusByte) for one in heard), heard
    return {one.name: one.value for one in heard if isinstance(one, StatusByte)}


def meaning_of(report: Report) -> dict[str, str]:
    def code(fault: Fault | None) -> str:
        return fault.value if fault else "none"

    return {
        "state": report.status.state,
        "paper": report.status.paper,
        "media": report.status.media,
        "cover": report.status.cover,
        "busy": "yes" if report.busy else "no",
        "before": code(fault_before(report)),
        "during": code(fault_during(report)),
        "after": code(fault_after(report)),
    }


def check_status(exchange: Exchange, profile: Profile) -> None:
    assert status_query(profile).startswith(exchange.sent)
    meaning = meaning_of(decode(answers_of(exchange, profile), profile))
    for pair in exchange.meaning.split(", "):
        name, _, wanted = pair.partition(" ")
        assert meaning[name] == wanted, (exchange.line, name)


def check_other(exchange: Exchange, profile: Profile) -> None:
    kind, *words = exchange.meaning.split()
    replies = Replies(profile)
    if kind == "barrier":
        mark = words[0] if words else ""
        assert barrier_command(profile, mark or "0000") == exchange.sent
        replies.expect_barrier()
        assert replies.feed(exchange.received) == [BarrierReached(mark)]
    elif kind == "counter":
        row = profile.counters[words[0]]
        replies.expect_counter(row.unit)
        assert (row.ask, replies.feed(exchange.received)) == (
            exchange.sent,
            [Counted(int(words[1]))],
        )
    elif kind == "identity":
        assert (profile.identity, profile.identity_is) == (exchange.sent, exchange.received)
        replies.expect_bytes(len(exchange.received))
        assert replies.feed(exchange.received) == [Told(exchange.received)]
    else:
        assert kind in COMMANDS, exchange.line
        assert getattr(profile, kind) == exchange.sent
        if exchange.received:
            assert replies.feed(exchange.received) == [Cleared()]
            assert profile.clear_answers


def is_status(exchange: Exchange) -> bool:
    return exchange.meaning.startswith("state ")


@pytest.mark.parametrize("name", PROFILES)
def test_a_transcript_means_what_it_says(name: str) -> None:
    for exchange in read_transcript(FOLDER / f"{name}.txt"):
        check = check_status if is_status(exchange) else check_other
        check(exchange, PROFILES[name])


@pytest.mark.parametrize("name", PROFILES)
def test_a_transcript_shows_every_mask_of_its_row(name: str) -> None:
    """No condition is taken on trust: somewhere each of its masks makes the difference."""
    profile = PROFILES[name]
    exchanges = [one for one in read_transcript(FOLDER / f"{name}.txt") if is_status(one)]
    seen = [answers_of(exchange, profile) for exchange in exchanges]
    whole = [answers for answers in seen if len(answers) == len(status_names(profile))]
    for one in fields(StatusBits):
        for answer, mask in getattr(profile.bits, one.name):
            assert any(answers[answer] & mask for answers in whole), (
                f"{one.name} {answer}:{mask:02X}"
            )
            assert not all(answers[answer] & mask for answers in whole), one.name


@pytest.mark.parametrize("name", PROFILES)
def test_a_transcript_begins_with_a_printer_that_can_print(name: str) -> None:
    first = next(iter(read_transcript(FOLDER / f"{name}.txt")))
    assert decode(answers_of(first, PROFILES[name]), PROFILES[name]).can_print


def test_no_transcript_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PROFILES)
