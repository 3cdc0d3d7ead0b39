"""The simulator itself: every fault word does something, scripts reach it, models differ."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.receipt_printer.sim_faults import FAULTS
from devices.receipt_printer.sim_models import MODELS
from devices.sims.script import parse_script
from kiosk.messages.sims import Done, Inject, PutCard
from tests.devices.receipt_printer.bench import PATIENCE_S, Sim, TcpSim
from tests.devices.receipt_printer.conftest import SimOf

INK = b"x\n" * 10
CUT = b"\x1d\x56\x42\x00"


class Wire:
    """A host that sends what a test says."""

    def __init__(self, sim: TcpSim) -> None:
        host, _, port = sim.url.removeprefix("tcp://").partition(":")
        self._sock = socket.create_connection((host, int(port)), PATIENCE_S)

    def ask(self, question: bytes, size: int = 1) -> bytes:
        self._sock.sendall(question)
        return self.read(size)

    def read(self, size: int, patience_s: float = PATIENCE_S) -> bytes:
        self._sock.settimeout(patience_s)
        data = b""
        try:
            while len(data) < size:
                more = self._sock.recv(size - len(data))
                if not more:
                    return data
                data += more
        except TimeoutError:
            return data
        return data

    def send(self, data: bytes) -> None:
        self._sock.sendall(data)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        self._sock.close()


@pytest.fixture
def wire(sim: TcpSim) -> Iterator[Wire]:
    """The strip is clean: what a former host left is forgotten and cut off."""
    with Wire(sim) as one:
        assert one.ask(b"\x10\x05\x02" + CUT + b"\x1d\x72\x01") == b"\x00"
        sim.mark()
        yield one


def status(wire: Wire) -> str:
    return wire.ask(b"".join(b"\x10\x04" + bytes([n]) for n in (1, 2, 3, 4)), 4).hex()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("paper_out", "1e321272"),
        ("paper_near_end", "1612121e"),
        ("cover_open", "1e161212"),
        ("jam", "1e521612"),
        ("head", "1e525212"),
    ],
)
def test_sensors_say_what_is_wrong_until_it_is_healed(
    sim: TcpSim, wire: Wire, fault: str, said: str
) -> None:
    assert status(wire) == "16121212"
    sim.fault(fault)
    assert status(wire) == said
    sim.heal()
    assert status(wire) == "16121212"


def test_loading_paper_ends_what_is_about_paper(sim: TcpSim, wire: Wire) -> None:
    for fault in ("paper_out", "paper_near_end", "jam"):
        sim.fault(fault)
    sim.load_paper()
    assert status(wire) == "1e521612"


def test_the_cutter_blocks_at_its_next_cut_and_not_before(sim: TcpSim, wire: Wire) -> None:
    sim.fault("cutter")
    assert status(wire) == "16121212"
    wire.send(INK + CUT)
    assert wait_for(lambda: status(wire) == "1e521a12")


def wait_for(true: object) -> bool:
    assert callable(true)
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if true():
            return True
    return False


@pytest.mark.parametrize(
    "line",
    [
        "now drop",
        "now refuse",
        "now unplug",
        "after 10 bytes unplug",
        "at reply 1 unplug",
        "at page 1 unplug",
        "at command 3 drop",
        "after 20 ms unplug",
    ],
)
def test_the_connection_breaks_where_the_script_says(sim: TcpSim, wire: Wire, line: str) -> None:
    assert status(wire) == "16121212"
    assert sim.tell(Inject(parse_script(f"receipt_printer: {line}"))) == Done()
    end = time.monotonic() + PATIENCE_S
    with pytest.raises((ConnectionResetError, BrokenPipeError)):
        wire.send(CUT + INK)
        while time.monotonic() < end:
            wire.ask(b"\x10\x04\x01")


def test_a_printer_that_hangs_takes_and_says_nothing(sim: TcpSim, wire: Wire) -> None:
    sim.fault("hang")
    wire.send(b"\x10\x04\x01")
    assert wire.read(1, 0.2) == b""
    sim.heal()
    assert wire.read(1) == b"\x16"


@pytest.mark.parametrize(
    ("fault", "value", "said"),
    [
        ("silent", 0, ""),
        ("truncate", 0, ""),
        ("flip_bit", 3, "1e"),
        ("garbage", 2, "297216"),
        ("endless", 2, "162972"),
        ("late", 30, "16"),
        ("behind", 0, ""),
    ],
)
def test_answers_are_spoilt_as_the_word_says(
    sim: TcpSim, wire: Wire, fault: str, value: int, said: str
) -> None:
    sim.fault(fault, value=value)
    wire.send(b"\x10\x04\x01")
    assert wire.read(len(said) // 2 + 1, 0.2).hex() == said


def test_one_answer_behind(sim: TcpSim, wire: Wire) -> None:
    sim.fault("behind")
    wire.send(b"\x10\x04\x01")
    assert wire.ask(b"\x10\x04\x02").hex() == "16", "the answer to the question before"
    assert wire.ask(b"\x10\x04\x01").hex() == "12"


def test_the_roll_ends_at_the_byte_that_is_printed(sim: TcpSim, wire: Wire) -> None:
    sim.after(len(INK + CUT), "paper_out")
    wire.send((INK + CUT) * 2)
    assert wait_for(lambda: status(wire) == "1e321272")
    assert len(sim.output().receipts) == 1


def test_a_hand_takes_what_lies_in_the_presenter(sim_of: SimOf) -> None:
    sim = sim_of("citizen-ppu700")
    with Wire(sim) as wire:
        wire.send(INK + CUT)
        assert wait_for(lambda: wire.ask(b"\x10\x04\x04") == b"\x52")
        sim.take_ticket()
        assert wire.ask(b"\x10\x04\x04") == b"\x12"
        sim.fault("take_ticket", "always", value=10)
        wire.send(INK + CUT)
        assert wait_for(lambda: len(sim.output().receipts) == 2)
        assert wait_for(lambda: wire.ask(b"\x10\x04\x04") == b"\x12")


def test_what_a_model_does_not_know_is_counted(sim_of: SimOf) -> None:
    foreign = {
        "generic-80mm-gb18030": b"\x1c\x50\x02\x00\x52\x00",
        "epson-80mm-chinese": b"\x1d\x52\x30",
        "custom-vkp80": b"\x1c\x26",
        "citizen-ppu700": b"\x1d\xe2",
        "snbc-bt-t080": b"\x1d\x65\x05",
    }
    assert set(foreign) == set(MODELS)
    for model, command in foreign.items():
        sim = sim_of(model)
        with Wire(sim) as wire:
            wire.send(command + b"\x00\x1f")
            size = len(command) + 2
            assert wait_for(lambda sim=sim, size=size: sim.output().unknown_bytes == size)


def test_a_word_it_does_not_know_is_refused_with_those_it_knows(sim: TcpSim) -> None:
    rules = parse_script("receipt_printer: now toner_out")
    answer = sim.tell(Inject(rules))
    assert not answer.ok
    assert all(word in answer.detail for word in FAULTS)
    assert not sim.tell(PutCard("")).ok


def test_what_other_devices_shall_suffer_is_none_of_its_business(sim: TcpSim, wire: Wire) -> None:
    assert sim.tell(Inject(parse_script("a4_printer: now jam"))) == Done()
    assert status(wire) == "16121212"


def test_bytes_may_come_slowly(tmp_path: Path) -> None:
    """2,000 bytes at 4,000 in a second: half a second at the least."""
    with TcpSim(tmp_path, "--pace", "4000") as sim, Wire(sim) as wire:
        began = time.monotonic()
        wire.send(bytes([0x0D]) * 2000)
        assert wire.ask(b"\x1d\x72\x01") == b"\x00"
        assert time.monotonic() - began >= 0.5


def test_it_ends_well_while_it_prints(tmp_path: Path) -> None:
    sim: Sim = TcpSim(tmp_path, "--speed", "10")
    assert isinstance(sim, TcpSim)
    with Wire(sim) as wire:
        wire.send(INK * 50)
    sim.close()
