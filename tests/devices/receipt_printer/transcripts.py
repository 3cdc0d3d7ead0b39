"""Reads transcripts: what was sent (`>`), what came back (`<`), and what it must mean (`=`).

Bytes are hexadecimal, `#` begins a remark. A meaning closes the exchange before it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from devices.receipt_printer.profile import Profile
from devices.receipt_printer.protocol import (
    BarrierReached,
    Cleared,
    Counted,
    Replies,
    StatusByte,
    Told,
    barrier_command,
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

FOLDER = Path(__file__).with_name("transcripts")
COMMANDS = ("cut", "present", "retract", "clear", "feed", "setup")


class Exchange(Struct, frozen=True):
    line: int
    sent: bytes
    received: bytes
    meaning: str


def read_transcript(path: Path) -> Iterator[Exchange]:
    sent = received = b""
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.partition("#")[0].strip()
        mark, rest = line[:1], line[1:].strip()
        if mark == ">":
            sent += bytes.fromhex(rest)
        elif mark == "<":
            received += bytes.fromhex(rest)
        elif mark == "=":
            yield Exchange(number, sent, received, rest)
            sent = received = b""
        elif mark:
            raise AssertionError(f"{path.name}:{number}: neither >, < nor =")
    assert not (sent or received), f"{path.name}: the last exchange has no meaning"


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


def check(exchange: Exchange, profile: Profile) -> None:
    """AssertionError where the row gives these bytes another meaning."""
    (check_status if is_status(exchange) else check_other)(exchange, profile)
