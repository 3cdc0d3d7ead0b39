"""The simulated reader itself: what it obeys, what it refuses, what it could not understand."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from devices.id_reader import sim as sim_module
from devices.id_reader.frames import Command, request
from devices.id_reader.replies import Reply, Sw3, as_reply, parse_frame, split_blocks
from devices.id_reader.sim import FAULTS
from devices.id_reader.sim_reader import PHOTO, READER_FAULTS
from devices.id_reader.text_block import decode_new_address
from devices.sims.script import parse_script
from kiosk.device import Device
from kiosk.messages.sims import AskMisheard, FaultRule, Inject, LoadPaper, Misheard, PutCard
from tests.devices.id_reader import vectors
from tests.devices.id_reader.bench import PATIENCE_S, Sim
from tests.devices.id_reader.vectors import RESIDENT

NEW_ADDRESS = vectors.READS["read_new_address"][10:-1]
Ask = Callable[..., Reply]


@pytest.fixture
def port(sim: Sim) -> Iterator[serial.Serial]:
    with serial.Serial(str(sim.link), 115200, timeout=PATIENCE_S) as port:
        yield port


@pytest.fixture
def ask(port: serial.Serial) -> Ask:
    """ask(command) -> the reply on the wire."""

    def one(command: Command, data: bytes = b"") -> Reply:
        port.write(request(command, data))
        head = port.read(7)
        reply = parse_frame(head + port.read(int.from_bytes(head[5:], "big")))
        assert reply is not None
        return reply

    return one


def present(ask: Ask) -> None:
    assert ask(Command.FIND).sw3 is Sw3.FOUND
    assert ask(Command.SELECT).sw3 is Sw3.OK


def blocks(reply: Reply, count: int) -> list[bytes]:
    return [bytes(block) for block in split_blocks(reply.data, count) or []]


def test_a_card_is_read_once_until_it_was_lifted(sim: Sim, ask: Ask) -> None:
    assert ask(Command.FIND).sw3 is Sw3.FIND_FAILED
    sim.put(RESIDENT)
    present(ask)
    assert blocks(ask(Command.READ), 2) == [RESIDENT, PHOTO]
    assert ask(Command.FIND).sw3 is Sw3.FIND_FAILED
    sim.take()
    sim.put(RESIDENT)
    present(ask)


def test_what_was_not_found_or_selected_is_not_read(sim: Sim, ask: Ask) -> None:
    sim.put(RESIDENT, NEW_ADDRESS)
    assert ask(Command.SELECT).sw3 is Sw3.SELECT_FAILED
    assert ask(Command.READ).sw3 is Sw3.READ_FAILED
    present(ask)
    assert ask(Command.RESET_SAM).sw3 is Sw3.OK
    assert ask(Command.READ).sw3 is Sw3.READ_FAILED
    assert ask(Command.READ_NEW_ADDRESS).sw3 is Sw3.READ_FAILED


def test_the_extra_readings(sim: Sim, ask: Ask) -> None:
    sim.put(RESIDENT, NEW_ADDRESS)
    present(ask)
    assert blocks(ask(Command.READ_WITH_FINGERPRINT), 3) == [RESIDENT, PHOTO, b""]
    assert decode_new_address(ask(Command.READ_NEW_ADDRESS).data) == "测试省测试市新地址9号"
    sim.fault("unknown_command")
    assert ask(Command.READ_WITH_FINGERPRINT).sw3 is Sw3.UNKNOWN_COMMAND
    assert ask(Command.SAM_STATUS).sw3 is Sw3.OK


def test_it_changes_its_speed_when_it_is_told(sim: Sim, ask: Ask, port: serial.Serial) -> None:
    assert ask(Command.BAUD_57600).sw3 is Sw3.OK
    port.baudrate = 57600
    assert ask(Command.BAUD_115200).sw3 is Sw3.OK
    port.baudrate = 115200
    assert ask(Command.SAM_STATUS).sw3 is Sw3.OK


def test_a_fault_counts_down_or_lasts(sim: Sim, ask: Ask) -> None:
    sim.put(RESIDENT)
    sim.fault("read_failed", 2)
    for expected in (Sw3.READ_FAILED, Sw3.READ_FAILED, Sw3.OK):
        present(ask)
        assert ask(Command.READ).sw3 is expected
    sim.fault("not_authorised")
    assert [ask(Command.FIND).sw3 for _ in range(3)] == [Sw3.SAM_NOT_AUTHORISED] * 3


def test_a_script_says_when(sim: Sim, ask: Ask) -> None:
    script = "id_reader: at command 2 out_of_service 1  # the first is well\na4_printer: now jam\n"
    sim.tell(Inject(parse_script(script)))
    answers = [ask(Command.SAM_STATUS).sw3 for _ in range(3)]
    assert answers == [Sw3.OK, Sw3.SELF_TEST_FAILED, Sw3.OK]


def test_the_protocol_note_has_every_fault_word() -> None:
    note = Path(sim_module.__file__).with_name("PROTOCOL.md").read_text(encoding="utf-8")
    assert [word for word in READER_FAULTS if word not in note] == []


@pytest.mark.parametrize("word", sorted(FAULTS))
def test_every_fault_can_be_armed_and_healed(sim: Sim, word: str) -> None:
    sim.fault(word, 3)
    sim.heal()
    with serial.Serial(str(sim.link), 115200, timeout=PATIENCE_S) as port:
        port.reset_input_buffer()
        port.write(request(Command.SAM_STATUS))
        reply = port.read_until(vectors.REPLIES["sam_status_ok"])
    assert reply.endswith(vectors.REPLIES["sam_status_ok"])


def test_the_plug_is_pulled_and_put_in_again(sim: Sim) -> None:
    sim.fault("unplug")
    assert not os.path.lexists(sim.link)
    sim.heal()
    assert sim.link.is_char_device()


@pytest.mark.parametrize(
    "message",
    [
        Inject((FaultRule(Device.ID_READER, "levitate"),)),
        Inject((FaultRule(Device.ID_READER, "silent", "page", 1),)),
        Inject((FaultRule(Device.ID_READER, "read_failed", value=-1),)),
        PutCard("zz"),
        PutCard("00" * 255),
        PutCard("00" * 256, "00"),
        PutCard("00" * 256, second_hex="00"),
        LoadPaper(),
    ],
)
def test_it_refuses_what_it_does_not_know(sim: Sim, message: object) -> None:
    answer = sim.ask(message)
    assert not answer.ok
    assert answer.detail


def test_it_tells_what_it_could_not_understand(sim: Sim, port: serial.Serial) -> None:
    assert sim.ask(AskMisheard()) == Misheard()
    port.write(b"\x02\x03" + bytes.fromhex("AAAAAA96690003990198"))
    assert as_reply(bytearray(port.read(11)[7:10])).sw3 is Sw3.REQUEST_CHECKSUM
    port.write(bytes.fromhex("AAAAAA9669000399019B"))
    assert as_reply(bytearray(port.read(11)[7:10])).sw3 is Sw3.UNKNOWN_COMMAND
    assert sim.ask(AskMisheard()) == Misheard(commands=1, frames=1, stray_bytes=12)
    sim.heal()
    assert sim.ask(AskMisheard()) == Misheard()
